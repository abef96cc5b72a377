"""Polluted copies of real tables: a sample of the 2,100 that ``python -m fuzz pollute`` reads, none wrongly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.reliability.pollution import POLLUTIONS, Outcome, copy_of, meant, outcome, subjects, written

TABLES = ("dti-province-2022", "hdi-2022")


@pytest.mark.parametrize("table", TABLES)
def test_no_polluted_copy_is_read_wrongly(table: str, examples: Path, tmp_path: Path) -> None:
    subject = next(each for each in subjects(examples) if each.edition == table)
    truth = meant(subject)
    found = {
        pollution: outcome(copy_of(subject, pollution, 0), subject, truth, tmp_path / "copy.csv")
        for pollution in POLLUTIONS
    }
    assert [pollution for pollution, each in found.items() if each.kind == "wrong"] == []
    # Neither all refused nor all let pass: both would be easy.
    kinds = Counter(each.kind for each in found.values())
    assert kinds["right"] >= 10
    assert kinds["refused"] >= 25


@pytest.mark.parametrize("table", TABLES)
def test_the_experiment_knows_a_table_that_is_read_wrongly(
    table: str, examples: Path, tmp_path: Path
) -> None:
    subject = next(each for each in subjects(examples) if each.edition == table)
    truth, grid = meant(subject), subject.grid
    assert outcome(written(grid), subject, truth, tmp_path / "copy.csv").kind == "right"
    grid[1][-1] = "0.1234" if table == "dti-province-2022" else "1234.5"
    assert outcome(written(grid), subject, truth, tmp_path / "copy.csv").kind == "wrong"


def test_copies_differ_from_their_table_and_come_again(examples: Path) -> None:
    for subject in subjects(examples):
        for pollution in POLLUTIONS:
            copy = copy_of(subject, pollution, 1)
            assert copy == copy_of(subject, pollution, 1)
            if pollution != "apostrophes group":  # no number of the provinces reaches a thousand
                assert copy != written(subject.grid)
    assert len(POLLUTIONS) == 50
    assert Outcome("right") != Outcome("wrong")
