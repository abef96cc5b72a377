"""One table under two editions: what it gives in points stays a share of one maximum, or is refused by every question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.questions.backcast.answer import NotScored
from dtiscore.questions.compare.answer import Comparison

OLD = "dti-province-2022"
Question = Callable[[Path, Methodology], Comparison]


def other(out_of: float | None) -> Methodology:
    """The edition of 2022 with 600 points for the foundation and 400 for activity, perhaps still marked out of 500."""
    plain: dict[str, Any] = plain_data(dtiscore.load_methodology(OLD))
    plain["id"] = "dti-province-other"
    for pillar, times in zip(plain["index"]["children"], (1.2, 0.8), strict=True):
        for node in (pillar, *pillar["children"]):
            node["points"] *= times
    if out_of is not None:
        plain["index"]["children"][0]["out_of"] = out_of
    return methodology_from(plain)


@pytest.mark.parametrize(
    "ask",
    [
        lambda table, edition: dtiscore.compare(table, None, OLD, edition),
        lambda table, edition: dtiscore.whatif(table, OLD, against=edition).comparison,
    ],
)
def test_points_out_of_another_maximum_are_refused(ask: Question, examples: Path) -> None:
    """433 of 500 points of the foundation were read as 433 of 600: 0.7268 for the first, where 0.8134 is right."""
    table = examples / "dti-province" / "2022.csv"
    with pytest.raises(UsageFault, match=r'gives "I" in points, out of 500 .* and out of 600') as fault:
        ask(table, other(None))
    assert "write out_of: 500" in str(fault.value.fix)
    assert ask(table, other(500)).of("48").after.score == 0.8134


def test_a_past_period_is_not_scored_anew_out_of_another_maximum(examples: Path) -> None:
    table = f"2022={examples / 'dti-province' / '2022.csv'}"
    (refused,) = dtiscore.backcast([table], other(None), was=OLD).periods
    assert isinstance(refused.now, NotScored)
    assert "out of 500 by dti-province-2022 and out of 600" in refused.now.reason
    (read,) = dtiscore.backcast([table], other(500), was=OLD).periods
    assert not isinstance(read.now, NotScored)
    assert read.now.units["48"].score == 0.8134


def test_two_tables_each_out_of_its_own_maximum_are_compared_and_not_split(examples: Path) -> None:
    """Only each other's table would be misread: the scores stand, and what moved them is not told."""
    folder = examples / "dti-province"
    found = dtiscore.compare(folder / "2022.csv", folder / "2023.csv", OLD, other(None))
    assert all(one.split is None and one.rank_split is None for one in found.changes)
    assert "in points, out of" in str(found.not_split)


def test_shares_are_shares_under_any_edition(examples: Path) -> None:
    """The five leaders have every main index as a fraction, and nothing in points."""
    table = examples / "dti-province" / "2022-leaders.csv"
    found = dtiscore.compare(table, None, OLD, other(None), allow_missing_units=True)
    assert len(found.changes) == 5
