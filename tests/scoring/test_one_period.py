"""An edition that learns from all periods, or fills from others, and a table that has one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.score.streaming import score_stream

MIN_MAX = {"kind": "min-max"}
FIXED = {"kind": "goalposts", "low": 0, "high": 10}
ONE = "unit,year,a\nU,2022,1\nV,2022,2\nW,2022,5\n"
TWO = f"{ONE}U,2021,4\nV,2021,2\nW,2021,3\n"
UNDATED = "unit,a\nU,1\nV,2\nW,5\n"
OF_ALL = group("I", "arithmetic", indicator("a", rule=FIXED), weights="equal")
WINSORISE = {"step": "winsorise", "max_points": 1}
ALONG = {"step": "impute-along", "method": "linear"}


@pytest.mark.parametrize(
    ("keys", "rule", "text", "told"),
    [
        ({"frame": "all", "index": {**OF_ALL, "then": [MIN_MAX]}}, FIXED, ONE, True),
        ({"frame": "all", "index": {**OF_ALL, "aggregate": "topsis"}}, FIXED, ONE, True),
        ({"frame": "all", "index": OF_ALL}, FIXED, ONE, False),
        ({"frame": "all", "prepare": [WINSORISE]}, FIXED, ONE, True),
        ({"frame": "all", "prepare": [{**WINSORISE, "frame": "period"}]}, FIXED, ONE, False),
        ({"frame": "all"}, MIN_MAX, ONE, True),
        ({"frame": "all"}, MIN_MAX, TWO, False),
        ({"frame": "all"}, MIN_MAX, UNDATED, False),
        ({"frame": "all"}, FIXED, ONE, False),
        ({}, MIN_MAX, ONE, False),
        ({"prepare": [ALONG]}, FIXED, ONE, True),
        ({"prepare": [ALONG]}, FIXED, TWO, False),
    ],
)
def test_one_period_of_an_edition_of_many_is_told(
    tmp_path: Path, keys: dict[str, Any], rule: dict[str, Any], text: str, told: bool
) -> None:
    children = group("I", "arithmetic", indicator("a", rule=rule))
    edition = {**HEAD, "missing": "no-score", "index": children, **keys}
    table, weights = tmp_path / "t.csv", tmp_path / "w.json"
    table.write_text(text)
    weights.write_text(json.dumps(edition))
    found = [dtiscore.score(table, edition).warnings, dtiscore.validate(table, edition).problems]
    if not {"prepare", "index"} & keys.keys():  # of which some are scored in memory alone
        found.append(score_stream(table, str(weights), tmp_path / "o.csv").warnings)
    assert [any(one.code == "one-period" for one in warnings) for warnings in found] == [told] * len(found)


def test_what_was_learned_elsewhere_needs_no_other_period(tmp_path: Path) -> None:
    edition = {**HEAD, "frame": "all", "index": group("I", "arithmetic", indicator("a", rule=MIN_MAX))}
    for name, text in (("one", ONE), ("two", TWO)):
        (tmp_path / f"{name}.csv").write_text(text)
    learned = dtiscore.fit(tmp_path / "two.csv", edition)
    card = dtiscore.score(tmp_path / "one.csv", edition, reference=learned)
    assert [one.code for one in card.warnings] == []


def test_a_period_that_is_declared_of_one_table_is_the_one_that_is_scored(tmp_path: Path) -> None:
    """What is fitted over all periods is fitted on all of them, and one is kept."""
    edition = {**HEAD, "frame": "all", "index": group("I", "arithmetic", indicator("a", rule=MIN_MAX))}
    (tmp_path / "two.csv").write_text(TWO)
    tables = [dtiscore.DeclaredTable(tmp_path / "two.csv", period=year) for year in ("2021", "2022")]  # type: ignore[call-arg]  # as a project states it
    cards = [dtiscore.score(table, edition) for table in tables]
    assert [set(card.dataset.periods) for card in cards] == [{"2021"}, {"2022"}]
    assert cards[0].nodes["I"].score.tolist() == [0.75, 0.25, 0.5]
    found = dtiscore.compare(tables[0], tables[1], edition)
    assert (found.before.period, found.after.period) == ("2021", "2022")


def test_a_period_that_was_chosen_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    edition = {**HEAD, "index": group("I", "arithmetic", indicator("a", rule=MIN_MAX))}
    (tmp_path / "two.csv").write_text(TWO)
    with pytest.raises(UsageFault, match="one period of the table is chosen"):
        dtiscore.compare(tmp_path / "two.csv", weights=edition, period="2021")
