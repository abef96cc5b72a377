"""Polluted copies of real tables: a sample of those that ``python -m fuzz pollute`` reads in every way in, none wrongly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.reliability.pollution import (
    POLLUTIONS,
    WAYS_IN,
    Loaded,
    Subject,
    copy_of,
    kind_of,
    outcome,
    subjects,
)
from tests.reliability.pollution_of_cells import written

TABLES = ("dti-province-2022", "hdi-2022")


@pytest.fixture(params=TABLES)
def subject(request: pytest.FixtureRequest, examples: Path) -> Subject:
    return next(each for each in subjects(examples) if each.edition == request.param)


@pytest.fixture
def truth(way: str, subject: Subject, tmp_path: Path) -> Loaded:
    """What the way in makes of the table before it was polluted."""
    found = WAYS_IN[way](written(subject.grid), subject, tmp_path)
    assert isinstance(found, Loaded)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS_IN)
def test_no_polluted_copy_is_read_wrongly(way: str, subject: Subject, truth: Loaded, tmp_path: Path) -> None:
    found = {each: outcome(way, each, 0, subject, tmp_path, truth) for each in POLLUTIONS}
    assert [pollution for pollution, kind in found.items() if kind == "wrong"] == []
    # Neither all refused nor all let pass: both would be easy.
    kinds = Counter(found.values())
    assert kinds["right"] >= 8
    assert kinds["refused"] >= 35
    assert kinds["not carried"] <= 20


@pytest.mark.parametrize("way", WAYS_IN)
def test_the_experiment_knows_a_table_that_is_read_wrongly(
    way: str, subject: Subject, truth: Loaded, tmp_path: Path
) -> None:
    grid = subject.grid
    assert kind_of(way, written(grid), subject, tmp_path, truth) == "right"
    grid[1][-1] = "0.1234" if subject.edition == "dti-province-2022" else "1234.5"
    assert kind_of(way, written(grid), subject, tmp_path, truth) == "wrong"


def test_copies_differ_from_their_table_and_come_again(subject: Subject) -> None:
    for pollution in POLLUTIONS:
        copy = copy_of(subject, pollution, 1)
        assert copy == copy_of(subject, pollution, 1)
        if pollution != "apostrophes group":  # no number of the provinces reaches a thousand
            assert copy != written(subject.grid)
    assert len(POLLUTIONS) == 75
