"""Scores up the tree: where each comes from, what is missing or undefined, and the laws of a score."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.made import HEAD, indicator

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import score_dataset
from dtiscore.scoring.evaluate import Disagreement, Origin
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset

Json = dict[str, Any]


def group(code: str, aggregate: str | Json, *children: Json, **keys: Any) -> Json:
    declared = {} if aggregate == "points" or "weights" in keys else {"weights": "equal"}
    return {"code": code, "aggregate": aggregate, "children": list(children), **declared, **keys}


def edition(index: Json, **keys: Any) -> Methodology:
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            **({} if "missing" in index else {"missing": "no-score"}),
            "index": index,
            **keys,
        }
    )


def dataset(methodology: Methodology, *lines: str) -> Dataset:
    """The checked table of comma-separated lines, the headings first."""
    headings, *rows = [line.split(",") for line in lines]
    numbers = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], numbers) for i, name in enumerate(headings)]
    made, problems = check(RawTable("data.csv", tuple(columns), len(rows)), methodology)
    assert made is not None, [str(problem) for problem in problems]
    return made


def scored(methodology: Methodology, *lines: str) -> Scorecard:
    return score_dataset(methodology, dataset(methodology, *lines))


def scores(card: Scorecard, code: str) -> list[float | None]:
    return [None if value != value else value for value in card.nodes[code].score.tolist()]


def origins(card: Scorecard, code: str) -> list[Origin]:
    return [Origin(value) for value in card.nodes[code].origin.tolist()]


class TestShares:
    def test_a_share_earns_its_part_of_the_points(self) -> None:
        share = {"kind": "fraction"}
        index = group("X", "points", {"code": "a", "points": 150, "rule": share}, indicator("b", points=50))
        card = scored(edition(index, publish={"as": "fraction", "decimals": 4}), "unit,a,b", "x,0.5197,20")
        assert scores(card, "a") == [0.5197 * 150]
        assert scores(card, "X") == [0.5197 * 150 + 20]
        assert card.index.published.tolist() == [(0.5197 * 150 + 20) / 200]
        assert card.nodes["b"].published.tolist() == [20 / 50]

    def test_without_points_a_share_is_on_the_scale_of_the_edition(self) -> None:
        index = group("X", "arithmetic", {"code": "a", "rule": {"kind": "fraction"}})
        assert scores(scored(edition(index, scale=100), "unit,a", "x,0.25"), "X") == [25.0]

    def test_a_text_earns_what_the_file_says(self) -> None:
        index = group("X", "points", {"code": "a", "points": 10, "rule": {"kind": "boolean"}})
        assert scores(scored(edition(index), "unit,a", "x,Có", "y,không", "z,"), "X") == [10.0, 0.0, None]

    def test_means_stand_over_means(self) -> None:
        # As the HDI: a geometric mean over an arithmetic one.
        education = group("E", "arithmetic", indicator("b"), indicator("c"))
        card = scored(
            edition(group("X", "geometric", indicator("a"), education)), "unit,a,b,c", "x,0.9,0.3,0.5"
        )
        assert scores(card, "E") == [(0.3 + 0.5) / 2]
        assert scores(card, "X") == [pytest.approx(math.sqrt(0.9 * 0.4), rel=1e-15)]

    def test_a_declared_total_divides_and_a_relative_one_is_summed(self) -> None:
        children = [indicator("a", weight=0.25), indicator("b", weight=0.75)]
        declared = edition(group("X", "arithmetic", *children, weights=1))
        assert scores(scored(declared, "unit,a,b", "x,8,4"), "X") == [0.25 * 8 + 0.75 * 4]
        doubled = [indicator("a", weight=1), indicator("b", weight=3)]
        relative = edition(group("X", "arithmetic", *doubled, weights="relative"))
        assert scores(scored(relative, "unit,a,b", "x,8,4"), "X") == [(8 + 3 * 4) / 4]

    def test_each_level_may_be_rounded(self) -> None:
        inner = group("AA", "arithmetic", indicator("a"), indicator("b"), round={"decimals": 1})
        card = scored(edition(group("X", "sum", inner, indicator("c"))), "unit,a,b,c", "x,1.23,1.27,0.01")
        assert scores(card, "AA") == [1.3]  # 1.25 rounds half up
        assert scores(card, "X") == [1.3 + 0.01]


class TestCollected:
    def test_weight_zero_is_collected_and_not_scored(self) -> None:
        index = group("X", "arithmetic", indicator("a", weight=1), indicator("b", weight=0), weights=1)
        card = scored(edition(index), "unit,a,b", "x,0.5,99", "y,0.7,")
        assert scores(card, "X") == [0.5, 0.7]
        assert scores(card, "b") == [99.0, None]
        assert origins(card, "X") == [Origin.COMPUTED] * 2

    def test_a_whole_group_of_no_points_may_be_collected(self) -> None:
        nothing = group("N", "points", indicator("d", points=0), indicator("e", points=0))
        index = group("X", "points", indicator("a", points=10), nothing)
        card = scored(edition(index, missing="error"), "unit,a,d,e", "x,4,1,2", "y,5,,")
        assert scores(card, "X") == [4.0, 5.0]
        assert scores(card, "N") == [None, None]
        assert scores(card, "d") == [1.0, None]


class TestMissing:
    LINES = ("unit,a,b,c", "x,1,2,6", "y,1,,6", "z,,,6", "w,,,")

    def index(self, **keys: Any) -> Methodology:
        children = [indicator("a", weight=1), indicator("b", weight=1), indicator("c", weight=2)]
        return edition(group("X", "arithmetic", *children, weights="relative", **keys))

    def test_no_score_is_no_score(self) -> None:
        card = scored(self.index(), *self.LINES)
        assert scores(card, "X") == [(1 + 2 + 2 * 6) / 4, None, None, None]
        assert origins(card, "X") == [Origin.COMPUTED, Origin.MISSING, Origin.MISSING, Origin.MISSING]

    def test_zero_counts_as_zero_and_says_so(self) -> None:
        card = scored(self.index(missing="zero"), *self.LINES)
        assert scores(card, "X") == [15 / 4, 13 / 4, 12 / 4, 0.0]
        assert origins(card, "b") == [Origin.COMPUTED, Origin.ZEROED, Origin.ZEROED, Origin.ZEROED]
        assert origins(card, "X") == [Origin.COMPUTED] * 4

    def test_reweighting_shares_the_weight_among_those_that_are_there(self) -> None:
        card = scored(self.index(missing="reweight"), *self.LINES)
        assert scores(card, "X") == [15 / 4, (1 + 2 * 6) / 3, 2 * 6 / 2, None]
        assert origins(card, "X") == [Origin.COMPUTED, Origin.PARTIAL, Origin.PARTIAL, Origin.MISSING]

    @pytest.mark.parametrize(
        ("share", "count", "there"),
        [
            (0.6, "children", [True, True, False, False]),  # 3, 2, 1 and 0 of 3 children
            (0.7, "children", [True, False, False, False]),
            (2 / 3, "children", [True, True, False, False]),  # just reached
            (0.5, "weight", [True, True, True, False]),  # 4, 3, 2 and 0 of a weight of 4
            (0.6, "weight", [True, True, False, False]),
            (1.0, "weight", [True, False, False, False]),
        ],
    )
    def test_enough_must_be_there_by_children_or_by_weight(
        self, share: float, count: str, there: list[bool]
    ) -> None:
        rule = {"kind": "reweight", "min_share": share, "count": count}
        card = scored(self.index(missing=rule), *self.LINES)
        assert [score is not None for score in scores(card, "X")] == there

    def test_a_partial_score_makes_the_scores_above_it_partial(self) -> None:
        inner = group("AA", "arithmetic", indicator("a"), indicator("b"), missing="reweight")
        card = scored(edition(group("X", "sum", inner, indicator("c"))), "unit,a,b,c", "x,1,,5")
        assert scores(card, "X") == [1 + 5]
        assert origins(card, "X") == [Origin.PARTIAL]

    @pytest.mark.parametrize("kind", ["sum", "points"])
    def test_a_sum_is_scaled_up_for_what_is_missing(self, kind: str) -> None:
        points: Json = {"points": 10} if kind == "points" else {}
        index = group("X", kind, indicator("a", **points), indicator("b", **points), missing="reweight")
        assert scores(scored(edition(index), "unit,a,b", "x,3,4", "y,3,"), "X") == [7.0, 6.0]

    def test_points_are_scaled_by_maxima_that_are_summed_below(self) -> None:
        inner = group("AA", "points", indicator("a", points=60), indicator("b", points=20))
        index = group("X", "points", inner, indicator("c", points=20), missing="reweight")
        lines = ("unit,a,b,c", "x,60,20,20", "y,30,10,", "z,,,5")
        # y has 40 of 80 points that could be had, z 5 of 20: on 100 points 50 and 25.
        assert scores(scored(edition(index), *lines), "X") == [100.0, 40 * 100 / 80, 5 * 100 / 20]

    def test_a_geometric_mean_of_those_that_are_there(self) -> None:
        index = group("X", "geometric", indicator("a"), indicator("b"), missing="reweight")
        card = scored(edition(index), "unit,a,b", "x,0.25,1", "y,0.25,")
        assert scores(card, "X") == pytest.approx([0.5, 0.25], rel=1e-15)

    def test_a_score_that_no_cell_lacks_may_be_missing_all_the_same(self) -> None:
        ratio = {"kind": "ratio", "denominator": "b", "zero_denominator": "no-score"}
        methodology = edition(group("X", "sum", {"code": "a", "rule": ratio}), missing="error")
        with pytest.raises(InvalidData, match="1 score is undefined") as caught:
            scored(methodology, "unit,a,b", "x,1,2", "y,1,0")
        (problem,) = caught.value.problems
        assert (problem.code, problem.unit, problem.indicator) == ("missing-score", "y", "a")
        assert problem.place.line == 3

    def test_a_formula_without_a_result_is_told_with_what_it_was_given(self) -> None:
        root = {"kind": "formula", "formula": "sqrt(x - b)"}
        methodology = edition(
            group(
                "X", "sum", {"code": "a", "rule": root}, indicator("c", then=[root | {"formula": "1 / x"}])
            ),
            missing="error",
        )
        with pytest.raises(InvalidData, match="2 scores are undefined") as caught:
            scored(methodology, "unit,a,b,c", "x,1,2,4", "y,2,1,0", "z,3,2,1")
        assert [(p.unit, p.message) for p in caught.value.problems] == [
            ("x", '"a" has no score: sqrt(x - b) with x = 1, b = 2 is undefined'),
            ("y", '"c" has no score: 1 / x with x = 0 is undefined'),
        ]

    def test_ratios_of_nothing_have_the_outcome_that_the_file_names(self) -> None:
        ratio = {"kind": "ratio", "denominator": "b", "zero_denominator": 0.5}
        card = scored(edition(group("X", "sum", {"code": "a", "rule": ratio})), "unit,a,b", "x,1,2", "y,0,0")
        assert scores(card, "X") == [0.5, 0.5]


class TestSupplied:
    def foundation(self, **keys: Any) -> Methodology:
        """An index of 100 points whose group may come as a whole."""
        share = {"kind": "fraction"}
        parts = [{"code": code, "points": 40, "rule": share} for code in ("a", "b")]
        whole = {"column": "G_points", "rule": {"kind": "identity"}}
        index = group("X", "points", group("G", "points", *parts, **whole), indicator("c", points=20))
        return edition(index, **{"missing": "error", **keys})

    def test_a_node_takes_its_own_column_where_its_children_are_missing(self) -> None:
        lines = ("unit,G_points,a,b,c", "x,,0.5,0.25,10", "y,33,,,10", "z,31,0.5,,10")
        card = scored(self.foundation(), *lines)
        assert scores(card, "G") == [30.0, 33.0, 31.0]
        assert scores(card, "X") == [40.0, 43.0, 41.0]
        assert origins(card, "G") == [Origin.COMPUTED, Origin.SUPPLIED, Origin.SUPPLIED]
        assert origins(card, "X") == [Origin.COMPUTED] * 3

    def test_what_is_computed_and_supplied_is_compared_beyond_the_decimals(self) -> None:
        lines = ("unit,G_points,a,b,c", "x,30.0004,0.5,0.25,10", "y,30.002,0.5,0.25,10")
        card = scored(self.foundation(), *lines)
        assert scores(card, "G") == [30.0, 30.0]
        assert origins(card, "G") == [Origin.COMPUTED] * 2
        assert card.disagreements == (Disagreement(row=1, code="G", computed=30.0, supplied=30.002),)

    def test_the_published_fraction_of_a_node_may_be_supplied(self) -> None:
        methodology = self.foundation(publish={"as": "fraction", "decimals": 4})
        card = scored(methodology, "unit,G,c", "x,0.75,10")
        assert scores(card, "G") == [0.75 * 80]
        assert card.index.published.tolist() == [(0.75 * 80 + 10) / 100]
        assert origins(card, "G") == [Origin.SUPPLIED]

    def test_the_index_itself_may_be_supplied(self) -> None:
        card = scored(self.foundation(), "unit,X", "x,42")
        assert scores(card, "X") == [42.0]
        assert origins(card, "X") == [Origin.SUPPLIED]
        assert origins(card, "a") == [Origin.MISSING]

    def test_who_is_screened_out_disagrees_with_nothing(self) -> None:
        half: Json = {"code": "h", "column": "a", "rule": {"kind": "fraction", "of": 10}}
        step = {"step": "screen", "min_share": 0, "drop": ["y"]}
        card = scored(edition(group("X", "sum", half), prepare=[step]), "unit,a,h", "x,5,0.4", "y,5,0.4")
        assert card.disagreements == (Disagreement(row=0, code="h", computed=0.5, supplied=0.4),)

    def test_a_rounded_level_is_held_against_its_own_rounding(self) -> None:
        inner = group("G", "arithmetic", indicator("a"), indicator("b"), round={"decimals": 1})
        card = scored(edition(group("X", "sum", inner)), "unit,G,a,b", "x,1.3,1.23,1.27", "y,1.4,1.23,1.27")
        assert [(found.row, found.code) for found in card.disagreements] == [(1, "G")]


class TestViews:
    def methodology(self, **view: Any) -> Methodology:
        inner = group("G", "points", indicator("a", points=60), indicator("b", points=20))
        views = [{"code": "V", "of": ["G", "c"], **view}]
        publish = {"as": "fraction", "decimals": 4}
        return edition(group("X", "points", inner, indicator("c", points=20)), views=views, publish=publish)

    def test_a_view_adds_its_nodes_and_is_published_of_their_maximum(self) -> None:
        card = scored(self.methodology(), "unit,a,b,c", "x,30,10,5", "y,30,,5")
        assert scores(card, "V") == [45.0, None]
        assert card.nodes["V"].published.tolist()[0] == 45 / 100
        assert scores(card, "X") == [45.0, None]
        assert origins(card, "V") == [Origin.COMPUTED, Origin.MISSING]

    def test_a_view_without_its_nodes_may_be_supplied_and_changes_nothing_else(self) -> None:
        card = scored(self.methodology(), "unit,X,V", "x,0.5,0.9")
        assert scores(card, "V") == [0.9 * 100]
        assert scores(card, "X") == [50.0]

    def test_a_view_may_have_weights_and_a_rounding_of_its_own(self) -> None:
        views = [
            {
                "code": "V",
                "of": ["a", "b"],
                "aggregate": "arithmetic",
                "weight": [1, 3],
                "round": {"decimals": 1},
            }
        ]
        methodology = edition(group("X", "sum", indicator("a"), indicator("b")), views=views)
        assert scores(scored(methodology, "unit,a,b", "x,1,2.05"), "V") == [1.8]  # 7.15 / 4 = 1.7875


class TestUndefined:
    def test_a_geometric_mean_names_the_unit_and_the_node(self) -> None:
        methodology = edition(group("X", "geometric", indicator("a"), indicator("b")))
        with pytest.raises(InvalidData, match=r"data\.csv: 2 scores are undefined") as caught:
            scored(methodology, "unit,a,b", "x,1,1", "y,0,1", "z,-1,1")
        found = [(p.code, p.unit, p.indicator, p.place.line) for p in caught.value.problems]
        assert found == [("undefined-aggregate", "y", "X", 3), ("undefined-aggregate", "z", "X", 4)]

    def test_a_zero_may_be_meant(self) -> None:
        index = group("X", {"kind": "geometric", "zero": "allow"}, indicator("a"), indicator("b"))
        assert scores(scored(edition(index), "unit,a,b", "y,0,1"), "X") == [0.0]

    def test_no_infinity_leaves(self) -> None:
        ratio = {"kind": "ratio", "denominator": "b"}
        methodology = edition(group("X", "sum", {"code": "a", "rule": ratio}, indicator("c")))
        with pytest.raises(InvalidData) as caught:
            scored(methodology, "unit,a,b,c", "x,1e99,1e-300,1", "y,1,2,1")
        assert {(p.code, p.unit, p.indicator) for p in caught.value.problems} == {
            ("not-finite", "x", "a"), ("not-finite", "x", "X"),
        }  # fmt: skip


CELL = st.integers(-50, 150).map(lambda value: value / 10)
TABLE = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12)


def goalposts(aggregate: str | Json, power: int = 0, **keys: Any) -> Methodology:
    """Three indicators with goalposts 0 and 10, the last of which is better when less."""
    weights = [weight * 2.0**power for weight in (1.0, 2.0, 5.0)]
    rules: list[Json] = [{"kind": "goalposts", "low": 0, "high": 10} for _ in weights]
    rules[2]["direction"] = "down"
    children = [
        {"code": code, "weight": weight, "rule": rule}
        for code, weight, rule in zip("abc", weights, rules, strict=True)
    ]
    return edition(group("X", aggregate, *children, weights="relative", **keys), scale=100)


def lines_of(rows: list[tuple[float, float, float]]) -> list[str]:
    return ["unit,a,b,c", *(f"u{i:02},{a},{b},{c}" for i, (a, b, c) in enumerate(rows))]


MEANS: tuple[str | Json, ...] = ("arithmetic", {"kind": "geometric", "zero": "allow"})


@pytest.mark.parametrize("aggregate", MEANS)
@given(rows=TABLE)
def test_scores_stay_within_the_scale(aggregate: str | Json, rows: list[tuple[float, float, float]]) -> None:
    card = scored(goalposts(aggregate), *lines_of(rows))
    assert all(0 <= value <= 100 * (1 + 1e-12) for value in card.index.score.tolist())


@pytest.mark.parametrize("aggregate", MEANS)
@given(rows=TABLE, gain=st.integers(0, 100).map(lambda value: value / 10), pick=st.integers(0, 99))
def test_raising_an_indicator_never_lowers_a_unit_for_which_more_is_better(
    aggregate: str | Json, rows: list[tuple[float, float, float]], gain: float, pick: int
) -> None:
    methodology, row = goalposts(aggregate), pick % len(rows)
    before = scored(methodology, *lines_of(rows))
    a, b, c = rows[row]
    raised = scored(methodology, *lines_of([*rows[:row], (a + gain, b, c), *rows[row + 1 :]]))
    worse = scored(methodology, *lines_of([*rows[:row], (a, b, c + gain), *rows[row + 1 :]]))
    noise = 1e-12 if aggregate != "arithmetic" else 0.0
    assert raised.index.score[row] >= before.index.score[row] * (1 - noise)
    assert worse.index.score[row] <= before.index.score[row] * (1 + noise)
    others = [i for i in range(len(rows)) if i != row]
    assert raised.index.score[others].tolist() == before.index.score[others].tolist()


@pytest.mark.parametrize("aggregate", MEANS)
@given(rows=TABLE, seed=st.integers(0, 99))
def test_the_order_of_rows_is_irrelevant(
    aggregate: str | Json, rows: list[tuple[float, float, float]], seed: int
) -> None:
    methodology = goalposts(aggregate)
    data = dataset(methodology, *lines_of(rows))
    order = np.random.default_rng(seed).permutation(len(rows))
    straight, shuffled = score_dataset(methodology, data), score_dataset(methodology, data.take(order))
    assert shuffled.index.score.tolist() == straight.index.score[order].tolist()
    assert shuffled.ranks["X"].tolist() == straight.ranks["X"][order].tolist()


@pytest.mark.parametrize("aggregate", [*MEANS, "sum"])
@given(rows=TABLE, power=st.integers(-8, 8))
def test_scaling_all_relative_weights_changes_nothing(
    aggregate: str | Json, rows: list[tuple[float, float, float]], power: int
) -> None:
    plain = scored(goalposts(aggregate, missing="reweight"), *lines_of(rows))
    scaled = scored(goalposts(aggregate, power, missing="reweight"), *lines_of(rows))
    factor = 2.0**power if aggregate == "sum" else 1.0  # a weighted sum is not divided by its weights
    assert scaled.index.score.tolist() == (plain.index.score * factor).tolist()
    assert scaled.ranks["X"].tolist() == plain.ranks["X"].tolist()


class TestThen:
    CURVE: ClassVar[Json] = {"kind": "formula", "formula": "x ** 2"}
    SHIFT: ClassVar[Json] = {"kind": "formula", "formula": "x + 1"}

    def test_an_indicator_s_score_goes_through_the_rules_in_their_order(self) -> None:
        index = group(
            "X",
            "sum",
            indicator("a", then=[self.CURVE, self.SHIFT]),
            indicator("b", then=[self.SHIFT, self.CURVE]),
        )
        card = scored(edition(index), "unit,a,b", "u,3,3", "v,,2")
        assert scores(card, "a") == [3**2 + 1, None]
        assert scores(card, "b") == [(3 + 1) ** 2, (2 + 1) ** 2]
        assert scores(card, "X") == [10 + 16, None]

    def test_a_share_is_one_of_the_scale_there_too(self) -> None:
        fraction: Json = {
            "code": "a",
            "rule": {"kind": "fraction"},
            "then": [{"kind": "goalposts", "low": 0, "high": 50}],
        }
        card = scored(edition(group("X", "sum", fraction), scale=100.0), "unit,a", "u,0.2", "v,0.9")
        assert scores(card, "a") == [20 / 50 * 100, 100]

    def test_a_column_that_supplies_an_aggregate_holds_its_finished_score(self) -> None:
        inner = group(
            "G", "arithmetic", indicator("a"), then=[self.CURVE], column="g", rule={"kind": "identity"}
        )
        card = scored(edition(group("X", "sum", inner)), "unit,a,g", "u,3,", "v,,7")
        assert scores(card, "G") == [9, 7]
        assert origins(card, "G") == [Origin.COMPUTED, Origin.SUPPLIED]


class TestSharesBeyondThePoints:
    RULE: ClassVar[Json] = {"kind": "goalposts", "low": 0, "high": 10, "clip": False}

    def methodology(self, **keys: Any) -> Methodology:
        return edition(
            group("X", "points", {"code": "a", "points": 20, "rule": self.RULE}, points=20), **keys
        )

    def test_more_than_all_of_them_and_less_than_none_are_faults_of_their_units(self) -> None:
        with pytest.raises(InvalidData) as caught:
            scored(self.methodology(), "unit,a", "u,0", "v,12", "w,-1", "x,10", "y,")
        found = [(p.code, p.unit, p.place.line, p.indicator, p.message) for p in caught.value.problems]
        words = "times its 20 points by its rule goalposts"
        assert found == [
            ("beyond-maximum", "v", 3, "a", f'"a" gets 1.2 {words}'),
            ("beyond-maximum", "w", 4, "a", f'"a" gets -0.1 {words}'),
        ]

    def test_the_noise_of_floating_point_is_none(self) -> None:
        card = scored(self.methodology(), "unit,a", "u,10.000000005", "v,-0.000000005", "w,-0.00000001")
        assert scores(card, "a") == pytest.approx([20, 0, 0], abs=3e-8)  # down to a billionth of the points
        for cell in ("10.00000002", "-0.00000002"):
            with pytest.raises(InvalidData):
                scored(self.methodology(), "unit,a", f"u,{cell}")

    def test_who_is_screened_out_is_not_asked(self) -> None:
        step = {"step": "screen", "min_share": 0, "drop": ["v"]}
        card = scored(self.methodology(prepare=[step]), "unit,a", "u,5", "v,12")
        assert scores(card, "a") == [10, None]
