"""Where a unit stands and why: Đà Nẵng 2022 by hand, and what explanation says of other kinds of index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.explain.answer import Explanation, NodeExplanation, explain
from dtiscore.scoring import score_dataset
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.scheme import UnitScheme

Json = dict[str, Any]


class TestDaNang2022:
    """examples/dti-province/2022.csv under 922/QĐ-BTTTT; the foundation is supplied as 433.205 points."""

    @pytest.fixture
    def da_nang(self, examples: Path) -> Explanation:
        return dtiscore.explain(examples / "dti-province" / "2022.csv", "dti-province-2022", "TP. Đà Nẵng")

    def test_the_index(self, da_nang: Explanation) -> None:
        index = da_nang.index
        assert (index.code, index.depth, index.rank, index.of) == ("DTI", 0, 1, 63)
        assert index.score == pytest.approx(433.205 + 171.5 + 117.54 + 77.955, abs=1e-9)
        assert index.published == pytest.approx(0.8002, abs=1e-12)
        assert index.top == 1000
        assert index.lost == pytest.approx(199.8, abs=1e-9)

    @pytest.mark.parametrize(
        ("code", "value", "top", "points", "lost"),
        [
            ("I", 433.205 / 500, 500, 433.205, 66.795),
            ("7", 0.8575, 200, 171.50, 28.50),  # 0.8575 of 200
            ("8", 0.7836, 150, 117.54, 32.46),
            ("9", 0.5197, 150, 77.955, 72.045),
        ],
    )
    def test_points_of_the_maximum_and_points_lost(
        self, da_nang: Explanation, code: str, value: float, top: float, points: float, lost: float
    ) -> None:
        node = da_nang.node(code)
        assert node.published == pytest.approx(value, abs=1e-12)
        assert node.top == top
        assert node.score == pytest.approx(points, abs=1e-9)
        assert node.contribution == pytest.approx(points, abs=1e-9)
        assert node.lost == pytest.approx(lost, abs=1e-9)
        assert (node.rank, node.of) == (1, 63)
        assert node.to_best == 0.0

    def test_the_parts_make_up_the_index_and_name_the_largest_loss(self, da_nang: Explanation) -> None:
        assert [part.code for part in da_nang.parts] == ["I", "7", "8", "9"]
        assert sum(part.score or 0.0 for part in da_nang.parts) == pytest.approx(da_nang.index.score)
        assert da_nang.largest_loss is not None
        assert da_nang.largest_loss.code == "9"
        assert da_nang.card.methodology.label("9", "vi") == "Hoạt động xã hội số"

    def test_the_mean_and_the_best_of_63(self, da_nang: Explanation) -> None:
        # The means of the 63 rows of the table: 331.37 points, 0.6067, 0.5620 and 0.2776 of the maximum.
        means = {"I": 331.37, "7": 0.6067 * 200, "8": 0.5620 * 150, "9": 0.2776 * 150}
        for code, expected in means.items():
            node = da_nang.node(code)
            assert node.mean == pytest.approx(expected, abs=0.0101)
            assert node.to_mean == pytest.approx((node.score or 0.0) - (node.mean or 0.0))
            assert node.best == node.score

    def test_the_foundation_was_supplied_and_its_cell_is_shown(self, da_nang: Explanation) -> None:
        foundation = da_nang.node("I")
        assert foundation.origin == Origin.SUPPLIED
        assert foundation.raw == "433.2050"
        assert foundation.place is not None
        assert foundation.place.endswith("2022.csv:33:4")
        assert da_nang.node("3").origin == Origin.COMPUTED  # its one main index that the table has
        assert [node.code for node in da_nang.nodes] == [
            "DTI", "I", "3", "II", "7", "8", "9", "CQS", "KTS", "XHS",
        ]  # fmt: skip

    def test_the_neighbour_below_is_ho_chi_minh(self, da_nang: Explanation) -> None:
        assert da_nang.above is None
        assert da_nang.below is not None
        assert da_nang.below.unit == "79"
        assert da_nang.below.gap == pytest.approx(1000 * (0.8002 - 0.7163), abs=0.05)

    def test_pillars_are_views_and_no_parts(self, da_nang: Explanation) -> None:
        pillar = da_nang.node("XHS")
        assert not pillar.in_index
        assert pillar.top == 650
        assert pillar.published == pytest.approx((433.205 + 77.955) / 650)

    def test_a_row_holds_everything_a_machine_wants(self, da_nang: Explanation) -> None:
        row = da_nang.node("9").as_row()
        assert (row["code"], row["depth"], row["raw"], row["origin"]) == ("9", 2, "0.5197", "computed")
        assert row["lost"] == pytest.approx(72.045)
        assert row["to_best"] == 0.0


def card(index: Json, *lines: str, scheme: UnitScheme | None = None, **keys: Any) -> Scorecard:
    methodology = methodology_from(
        {
            **HEAD,
            "rank": {"on": "published"},
            "index": {"missing": "no-score", **index},
            **keys,
        }
    )
    headings, *rows = [line.split(",") for line in lines]
    numbers = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], numbers) for i, name in enumerate(headings)]
    dataset, problems = check(RawTable("data.csv", tuple(columns), len(rows)), methodology, scheme)
    assert dataset is not None, problems
    return score_dataset(methodology, dataset)


def goalposts(code: str, **keys: Any) -> Json:
    return {"code": code, "rule": {"kind": "goalposts", "low": 0, "high": 10, **keys.pop("rule", {})}, **keys}


def mean_of(*children: Json, **keys: Any) -> Json:
    return {"code": "X", "aggregate": "arithmetic", "weights": "relative", "children": list(children), **keys}


WEIGHTED = mean_of(goalposts("a", weight=3), goalposts("b", weight=1), goalposts("c", weight=0))
LINES = ("unit,a,b,c", "x,10,0,5", "y,6,6,5", "z,6,6,5", "w,,6,5")


def node(found: Scorecard, unit: str, code: str) -> NodeExplanation:
    return explain(found, unit).node(code)


def test_a_weighted_mean_is_made_of_its_contributions() -> None:
    found = card(WEIGHTED, *LINES, scale=100)
    a, b, c = (node(found, "x", code) for code in "abc")
    assert (a.share, b.share, c.share) == (0.75, 0.25, 0.0)
    assert (a.contribution, b.contribution, c.contribution) == (75.0, 0.0, 0.0)
    assert (a.top, a.lost, b.lost) == (100, 0.0, 100.0)
    assert not c.in_index
    assert [part.code for part in explain(found, "x").parts] == ["a", "b"]
    assert explain(found, "x").largest_loss is None  # the scale is no points


def test_mean_median_and_best_leave_out_who_has_no_score() -> None:
    a = node(card(WEIGHTED, *LINES), "y", "a")
    assert a.mean == pytest.approx((1 + 0.6 + 0.6) / 3)
    assert (a.median, a.best, a.rank, a.of) == (0.6, 1.0, 2, 3)
    assert a.to_mean == pytest.approx(0.6 - 2.2 / 3)
    assert a.to_best == 0.4


def test_ties_are_no_neighbours() -> None:
    found = card(WEIGHTED, *LINES)
    first, tied = explain(found, "x"), explain(found, "z")
    assert first.above is None
    assert first.below is not None
    assert first.below.unit == "y"  # of y and z the first by code
    assert first.below.gap == pytest.approx(0.15)
    assert tied.above is not None
    assert tied.above.unit == "x"
    assert tied.below is None


def test_the_nearest_unit_on_either_side_is_the_neighbour() -> None:
    found = explain(card(mean_of(goalposts("a", weight=1)), "unit,a", "p,9", "q,3", "r,7", "s,5", "t,1"), "s")
    assert found.above is not None
    assert found.below is not None
    assert (found.above.unit, found.below.unit) == ("r", "q")


def test_a_unit_without_a_score_is_explained_as_far_as_it_goes() -> None:
    found = explain(card(WEIGHTED, *LINES), "w")
    assert (found.index.score, found.index.rank, found.index.lost) == (None, None, None)
    assert [(n.code, n.score) for n in found.nodes] == [("X", None), ("b", 0.6), ("c", 0.5)]
    assert found.node("b").contribution is None
    assert (found.above, found.below) == (None, None)


def test_the_parts_of_a_geometric_mean_do_not_add_up() -> None:
    geometric = {**WEIGHTED, "aggregate": {"kind": "geometric", "zero": "allow"}}
    a = node(card(geometric, *LINES), "y", "a")
    assert (a.share, a.contribution, a.to_index) == (0.75, None, None)


def test_where_a_part_is_missing_the_others_have_its_weight() -> None:
    partial = card({**WEIGHTED, "missing": "reweight"}, *LINES)
    b = node(partial, "w", "b")
    assert (b.share, b.effective, b.contribution) == (0.25, 1.0, 0.6)
    assert node(partial, "w", "X").origin == Origin.PARTIAL
    whole = node(partial, "y", "b")
    assert (whole.share, whole.effective, whole.contribution) == (0.25, 0.25, 0.6 / 4)


@pytest.mark.parametrize(
    ("rule", "top"),
    [
        ({}, 100.0),
        ({"clip": "high"}, 100.0),
        ({"clip": "low"}, None),
        ({"clip": False}, None),
        ({"clip": "low", "direction": "down"}, 100.0),
        ({"range": [1, 7]}, None),
    ],
)
def test_the_most_that_can_be_scored_is_known_only_where_rules_hold_it(rule: Json, top: float | None) -> None:
    found = card(mean_of(goalposts("a", weight=1, rule=rule)), "unit,a", "x,5", "y,6", scale=100)
    assert node(found, "x", "X").top == top
    assert node(found, "x", "a").top == top


def test_a_sum_has_no_most_on_the_scale() -> None:
    index = {
        "code": "X",
        "aggregate": "sum",
        "weights": "equal",
        "children": [goalposts("a"), goalposts("b")],
    }
    found = card(index, "unit,a,b", "x,5,5", "y,6,6")
    assert node(found, "x", "X").top is None
    assert node(found, "x", "X").contribution == 1.0
    assert node(found, "x", "a").contribution == 0.5


def test_where_less_is_better_the_best_is_the_lowest() -> None:
    found = card(WEIGHTED, *LINES, rank={"on": "full", "order": "ascending"})
    assert node(found, "x", "a").best == 0.6
    neighbours = explain(found, "x")
    assert neighbours.above is not None
    assert neighbours.above.unit == "y"
    assert neighbours.below is None


def test_an_unranked_aggregate_is_explained_beside_the_ranked() -> None:
    units = [{"code": code, "name": code.upper(), "ranked": code != "eu"} for code in ("at", "be", "eu")]
    scheme = UnitScheme.model_validate({"id": "eu", "title": "EU", "source": "by hand", "units": units})
    index = mean_of(goalposts("a", weight=1))
    found = explain(card(index, "unit,a", "at,2", "be,6", "eu,9", scheme=scheme), "eu")
    assert (found.index.rank, found.index.of) == (None, 2)
    assert (found.index.mean, found.index.best) == (0.4, 0.6)
    assert found.below is not None
    assert found.below.unit == "be"


def test_a_panel_is_explained_in_its_last_period_unless_told() -> None:
    lines = ("unit,year,a", "x,2021,1", "y,2021,2", "x,2022,9", "y,2022,3")
    found = card(mean_of(goalposts("a", weight=1)), *lines)
    assert (explain(found, "x").index.score, explain(found, "x").index.rank) == (0.9, 1)
    assert (explain(found, "x", "2021").index.score, explain(found, "x", "2021").index.rank) == (0.1, 2)
    with pytest.raises(UsageFault, match='the table has no unit "x" in 2020') as caught:
        explain(found, "x", "2020")
    assert caught.value.fix == "it stands in 2021, 2022"
    with pytest.raises(UsageFault, match='no unit "q"'):
        explain(found, "q")


def test_the_last_month_is_the_last_in_time() -> None:
    lines = ("unit,period,a", "x,Tháng 10,4", "y,Tháng 10,2", "x,Tháng 9,1", "y,Tháng 9,2")
    found = card(mean_of(goalposts("a", weight=1)), *lines)
    assert explain(found, "x").index.score == 0.4
