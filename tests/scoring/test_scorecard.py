"""The scorecard: ranks within period and group, order, bands, levels, and what it was made from."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.made import HEAD, indicator

from dtiscore import __version__
from dtiscore.errors import UsageFault
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import score_dataset
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import columns_of, plain, ranks_of
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable


def card(*lines: str, **keys: Any) -> Scorecard:
    """The scorecard of an index of two levels: G of a and b, and c."""
    inner = {
        "code": "G",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [
            indicator("a"),
            indicator("b"),
        ],
    }
    children = [inner, indicator("c")]
    methodology = methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 1},
            "rank": {"on": "published"},
            "missing": "no-score",
            "index": {"code": "X", "aggregate": "sum", "weights": "equal", "children": children},
            "views": [{"code": "V", "of": ["a", "c"]}],
            **keys,
        }
    )
    headings, *rows = [line.split(",") for line in lines]
    numbers = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], numbers) for i, name in enumerate(headings)]
    table = RawTable("folder/data.csv", tuple(columns), len(rows), sha256="ab" * 32)
    dataset, problems = check(table, methodology)
    assert dataset is not None, problems
    return score_dataset(methodology, dataset, options={"decimal": "."})


LINES = ("unit,a,b,c", "w,1,1,1.04", "z,1,1,0.96", "y,3,5,1", "x,,1,2", "v,1,,2")


def test_ranks_are_taken_on_published_decimals_where_the_edition_says_so() -> None:
    found = card(*LINES)
    assert found.index.score.tolist()[:3] == [2.04, 1.96, 5.0]
    assert ranks_of(found, "X", range(5)) == [2, 2, 1, None, None]  # 2.04 and 1.96 are both published as 2.0
    full = card(*LINES, rank={"on": "full"})
    assert ranks_of(full, "X", range(5)) == [2, 3, 1, None, None]


def test_without_preparation_nobody_is_screened_out() -> None:
    assert not any(card(*LINES).screened_out(row) for row in range(5))


def test_every_node_and_view_has_ranks() -> None:
    found = card(*LINES)
    assert ranks_of(found, "c", range(5)) == [3, 3, 3, 1, 1]  # 1.04, 0.96 and 1 are all published as 1.0
    assert ranks_of(found, "V", range(5)) == [3, 3, 1, None, 2]
    assert set(found.ranks) == {"X", "G", "a", "b", "c", "V"}
    assert len(found.ranks) == 6


def test_half_ranks_are_numbers_with_a_half() -> None:
    found = card(*LINES, rank={"on": "published", "ties": "average"})
    assert ranks_of(found, "X", range(5)) == [2.5, 2.5, 1, None, None]


def test_the_order_is_by_rank_then_code_with_the_unranked_at_the_end() -> None:
    found = card(*LINES)
    ((partition, rows),) = found.order.items()
    assert partition == (None, None)
    assert [found.dataset.units[row] for row in rows] == ["y", "w", "z", "v", "x"]


def test_the_order_does_not_depend_on_the_rows_of_the_file() -> None:
    heading, *rows = LINES
    for shift in range(len(rows)):
        found = card(heading, *rows[shift:], *rows[:shift])
        assert [found.dataset.units[row] for row in found.order[None, None]] == ["y", "w", "z", "v", "x"]


def test_units_are_ranked_apart_by_period_and_group() -> None:
    found = card(
        "unit,year,group,a,b,c",
        "x,2021,N,1,1,1",
        "x,2022,N,1,1,1",
        "y,2021,N,2,2,2",
        "y,2022,S,2,2,2",
        layout={"period": "year", "group": "group"},
    )
    assert ranks_of(found, "X", range(4)) == [2, 1, 1, 1]
    assert list(found.order) == [("2021", "N"), ("2022", "N"), ("2022", "S")]
    assert found.rows_of("x") == [0, 1]
    assert repr(found) == "<Scorecard test: 4 rows of 2021, 2022>"


def test_bands_on_published_or_full_values() -> None:
    cuts = [{"code": "high", "at_least": 2.0}, {"code": "low"}]
    published = card(*LINES, bands={"kind": "cuts", "on": "published", "cuts": cuts})
    full = card(*LINES, bands={"kind": "cuts", "on": "full", "cuts": cuts})
    assert published.bands == ["high", "high", "high", None, None]
    assert full.bands == ["high", "low", "high", None, None]
    assert card(*LINES).bands == [None] * 5


def test_the_levels_that_can_be_asked_for() -> None:
    found = card(*LINES)
    assert found.codes() == ["G", "c"]
    assert found.codes(0) == ["X"]
    assert found.codes(1) == ["G", "c"]
    assert found.codes("2") == ["a", "b"]
    assert found.codes("indicators") == ["a", "b", "c"]
    assert found.codes("views") == ["V"]
    assert found.codes("all") == ["G", "a", "b", "c", "V"]
    assert found.codes("G") == ["a", "b"]
    assert card(*LINES, show=["V", "c"]).codes() == ["V", "c"]


@pytest.mark.parametrize(("level", "fix"), [(3, "levels 0 to 2"), ("nodes", "views"), ("²", "indicators")])
def test_a_level_that_is_none_names_those_that_are(level: int | str, fix: str) -> None:
    with pytest.raises(UsageFault, match="there is no level") as caught:
        card(*LINES).codes(level)
    assert fix in (caught.value.fix or "")


def test_a_level_names_the_same_nodes_whatever_has_a_score() -> None:
    supplied, given = card("unit,G,c", "x,4,2", "y,3,1"), card(*LINES)
    for level in ("all", "G", "indicators", 2):
        assert supplied.codes(level) == given.codes(level)


def test_a_table_of_plain_values() -> None:
    found = card(*LINES, bands={"kind": "quantiles", "count": 2})
    assert columns_of(found, ["G", "c"], [2, 0, 3]) == {
        "rank": [1, 2, None],
        "unit": ["y", "w", "x"],
        "name": ["y", "w", "x"],
        "X.score": [5.0, 2.04, None],
        "G.score": [4.0, 1.0, None],
        "c.score": [1.0, 1.04, 2.0],
        "band": ["2", "1", None],
    }
    in_other_forms = columns_of(found, ["G", "c"], [0, 3], figures=("published", "rank"))
    assert list(map(str, in_other_forms["X.published"])) == ["2.0", "None"]
    assert list(map(str, in_other_forms["c.published"])) == ["1.0", "2.0"]
    assert "X.rank" not in in_other_forms
    assert in_other_forms["G.rank"] == [2, None]
    assert plain(np.array([math.nan, 2.0]), [1, 0]) == [2.0, None]


def test_the_provenance_names_no_folder() -> None:
    found = card(*LINES)
    assert found.provenance.as_dict() == {
        "dtiscore": __version__,
        "methodology": {"id": "test", "sha256": found.methodology.hash},
        "data": {"source": "data.csv", "sha256": "ab" * 32, "rows": 5},
        "options": {"decimal": "."},
    }


def test_ranks_made_one_node_at_a_time_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    together = {code: ranks.tolist() for code, ranks in card(*LINES).ranks.items()}
    monkeypatch.setattr("dtiscore.scoring.scorecard._TOGETHER", 1)
    alone = card(*LINES).ranks
    for code, ranks in together.items():
        np.testing.assert_array_equal(alone[code], ranks)
    with pytest.raises(KeyError):
        alone["none"]
