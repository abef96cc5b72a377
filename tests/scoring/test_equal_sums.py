"""Sums that are equal in decimals are equal: under ranks, bands, steps, percentiles and rules that compare units."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import rankdata  # type: ignore[import-untyped]  # scipy ships no types
from tests.made import HEAD, indicator

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset

Json = dict[str, Any]
TIES: tuple[TieRule, ...] = ("min", "max", "dense", "average", "ordinal")
LEFT_OVER = [[0.1, 0.2, -0.3], [0.0, 0.0, 0.0], [-0.1, -0.2, 0.3], [0.3, -0.1, -0.2]]
"""Rows that sum to 0, and in float64 to 5.5e-17, 0, -5.5e-17 and -2.8e-17."""


def edition(
    children: list[Json], *, aggregate: Any = "sum", then: list[Json] | None = None, **keys: Any
) -> Methodology:
    index: Json = {"code": "X", "aggregate": aggregate, "children": children, "then": then or []}
    if all("weight" in child for child in children):
        index["weights"] = "relative"
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            "missing": "no-score",
            "index": index,
            **keys,
        }
    )


def leaves(count: int) -> list[Json]:
    return [{"code": f"x{at}", "weight": 1.0, "rule": {"kind": "identity"}} for at in range(count)]


def scored(methodology: Methodology, rows: list[list[float]], units: list[str] | None = None) -> Scorecard:
    return score_dataset(methodology, dataset(methodology, rows, units))


def dataset(methodology: Methodology, rows: list[list[float]], units: list[str] | None = None) -> Dataset:
    codes = units or [f"u{at:03}" for at in range(len(rows))]
    headings = [node.inputs[0] for node in methodology.index.indicators()]
    columns = np.array(rows, dtype=np.float64).reshape(len(rows), len(headings)).T
    return Dataset(
        units=tuple(codes),
        names=tuple({"": code} for code in codes),
        periods=(None,) * len(rows),
        groups=(None,) * len(rows),
        ranked=np.ones(len(rows), dtype=np.bool_),
        numbers=dict(zip(headings, columns, strict=True)),
        outcomes={},
        supplied={},
        raw=RawTable("made up", (), len(rows)),
        row_in_raw=range(len(rows)),
    )


def ranks(card: Scorecard, code: str = "X") -> list[float]:
    found: list[float] = card.ranks[code].tolist()
    return found


class TestRanks:
    def test_the_order_of_the_terms_makes_no_difference(self) -> None:
        card = scored(edition(leaves(3)), [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])
        assert ranks(card) == [1, 1]
        assert card.index.score.tolist() == [0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]  # no score is altered

    @pytest.mark.parametrize("order", ["descending", "ascending"])
    @pytest.mark.parametrize(
        ("ties", "expected"),
        [
            ("min", [2, 2, 2, 2]),
            ("max", [5, 5, 5, 5]),
            ("dense", [2, 2, 2, 2]),
            ("average", [3.5, 3.5, 3.5, 3.5]),
            ("ordinal", [2, 3, 4, 5]),
        ],
    )
    def test_sums_that_cancel_tie_with_zero(self, ties: str, order: str, expected: list[float]) -> None:
        better = [1.0, 0.0, 0.0] if order == "descending" else [-1.0, 0.0, 0.0]
        rank = {"on": "full", "ties": ties, "order": order}
        assert ranks(scored(edition(leaves(3), rank=rank), [*LEFT_OVER, better])) == [*expected, 1]

    def test_what_entered_a_part_entered_the_index(self) -> None:
        inner = {"code": "g", "weight": 1.0, "aggregate": "sum", "weights": "relative", "children": leaves(3)}
        other = indicator("y", weight=1)
        rows = [[*row, 0.0] for row in LEFT_OVER]
        assert ranks(scored(edition([inner, other]), rows)) == [1, 1, 1, 1]

    def test_an_outlier_makes_no_others_equal(self) -> None:
        card = scored(edition(leaves(2)), [[1e18, -1e18], [1e18, 0.0], [2.0, -1.0], [1.0, 1.0]])
        # 1e18 - 1e18 is known to about a thousand, and ties with its neighbour 1; 2 and 1 stay apart.
        assert ranks(card) == [3, 1, 3, 2]

    def test_the_rounding_of_a_node_comes_first(self) -> None:
        inner = {
            "code": "g",
            "weight": 1.0,
            "aggregate": "sum",
            "weights": "relative",
            "round": {"decimals": 2},
            "children": leaves(2),
        }
        assert ranks(scored(edition([inner]), [[1e15, -1e15], [0.01, 0.0], [0.0, 0.0]])) == [2, 1, 2]

    def test_published_decimals_come_first(self) -> None:
        card = scored(
            edition(leaves(2), rank={"on": "published"}), [[0.1234, 0.0], [0.1226, 0.0], [0.1224, 0.0]]
        )
        assert ranks(card) == [1, 1, 3]

    def test_goalposts_that_values_are_held_against_are_terms(self) -> None:
        # (98.8 - 98) / 2 is 0.3999999999999986 in float64, since 98.8 is no binary number.
        near, at = (
            {"kind": "goalposts", "low": 98.0, "high": 100.0},
            {"kind": "goalposts", "low": 0.0, "high": 1.0},
        )
        children = [
            {"code": "a", "weight": 1.0, "rule": near},
            {"code": "b", "weight": 1.0, "rule": at},
        ]
        card = scored(edition(children, aggregate="arithmetic"), [[98.8, 0.5], [99.0, 0.4]])
        assert card.index.score[0] != card.index.score[1]
        assert ranks(card) == [1, 1]

    def test_a_row_that_is_not_ranked_makes_no_tie(self) -> None:
        methodology = edition(leaves(1))
        table = dataset(methodology, [[1.0], [1.0 + 8e-16], [1.0 + 16e-16]], ["a", "eu", "b"])
        table = Dataset(**{**vars(table), "ranked": np.array([True, False, True])})
        card = score_dataset(methodology, table)
        assert [rank if rank == rank else None for rank in ranks(card)] == [2, None, 1]


@st.composite
def decimal_tables(draw: st.DrawFn) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Decimals of up to three places and both signs, units by children, and weights."""
    children = draw(st.integers(1, 12))
    places = draw(st.integers(1, 3))
    top = draw(st.sampled_from([3, 12, 10 ** (places + 2)]))
    low = draw(st.sampled_from([0, -top]))
    cells = st.integers(low, top).map(lambda number: Fraction(number, 10**places))
    weights = st.integers(1, 40).map(lambda number: Fraction(number, 10))
    rows = draw(st.lists(st.lists(cells, min_size=children, max_size=children), min_size=1, max_size=14))
    # Half of the units repeat another one's cells in another order, so that sums are equal.
    shuffled = [draw(st.permutations(row)) for row in rows[: len(rows) // 2]]
    equal_weights = draw(st.booleans())
    given_ = (
        [Fraction(1)] * children
        if equal_weights
        else draw(st.lists(weights, min_size=children, max_size=children))
    )
    return [*rows, *shuffled], given_


@pytest.mark.parametrize("aggregate", ["sum", "arithmetic"])
@pytest.mark.parametrize("order", ["descending", "ascending"])
@settings(max_examples=150, deadline=None)
@given(table=decimal_tables(), data=st.data())
@pytest.mark.slow
def test_ranks_are_those_of_exact_sums(
    aggregate: str, order: str, table: tuple[list[list[Fraction]], list[Fraction]], data: st.DataObject
) -> None:
    rows, weights = table
    ties = data.draw(st.sampled_from(TIES[:4]))
    exact = [
        sum((weight * cell for weight, cell in zip(weights, row, strict=True)), Fraction(0)) for row in rows
    ]
    places = {value: place for place, value in enumerate(sorted(set(exact)))}
    signed = [places[value] * (-1 if order == "descending" else 1) for value in exact]
    expected = rankdata(signed, method=ties).tolist()
    children = data.draw(st.permutations(range(len(weights))))
    parts = [
        {**leaf, "weight": float(weight)} for leaf, weight in zip(leaves(len(weights)), weights, strict=True)
    ]
    methodology = edition(
        [parts[at] for at in children], aggregate=aggregate, rank={"on": "full", "ties": ties, "order": order}
    )
    cells = [[float(row[at]) for at in children] for row in rows]
    assert ranks(scored(methodology, cells)) == expected


@pytest.mark.parametrize("count", [98, 400])
def test_many_children_in_any_order_tie(count: int) -> None:
    random = np.random.default_rng(count)
    cells = np.round(random.uniform(0.0, 10.0, count), 2)
    rows = [random.permutation(cells).tolist() for _ in range(200)]
    assert set(ranks(scored(edition(leaves(count)), rows))) == {1}
    signed = np.where(np.arange(count) % 2, cells, -cells)
    rows = [random.permutation(signed).tolist() for _ in range(200)]
    assert set(ranks(scored(edition(leaves(count), aggregate="arithmetic"), rows))) == {1}


@pytest.mark.parametrize(
    "aggregate", ["geometric", "harmonic", {"kind": "power", "power": 2.0}, "median", "minimum"]
)
def test_means_of_other_kinds_in_any_order_tie(aggregate: Any) -> None:
    random = np.random.default_rng(7)
    cells = np.round(random.uniform(0.1, 100.0, 12), 1)
    rows = [random.permutation(cells).tolist() for _ in range(100)]
    parts = [{key: value for key, value in leaf.items() if key != "weight"} for leaf in leaves(12)]
    methodology = edition(parts if aggregate == "minimum" else leaves(12), aggregate=aggregate)
    assert set(ranks(scored(methodology, rows))) == {1}


class TestThresholds:
    def test_a_band_on_full_precision_is_reached_by_a_sum(self) -> None:
        bands = {"kind": "cuts", "on": "full", "cuts": [{"code": "high", "at_least": 0.8}, {"code": "low"}]}
        card = scored(edition(leaves(2), bands=bands), [[0.7, 0.1], [0.1, 0.7], [0.8, 0.0], [0.79, 0.0]])
        assert card.index.score[0] < 0.8
        assert card.bands == ["high", "high", "high", "low"]

    def test_a_band_that_begins_at_zero_is_reached_by_sums_that_cancel(self) -> None:
        bands = {"kind": "cuts", "on": "full", "cuts": [{"code": "gain", "at_least": 0.0}, {"code": "loss"}]}
        assert scored(edition(leaves(3), bands=bands), LEFT_OVER).bands == ["gain"] * 4

    def test_steps_after_a_sum_are_reached_by_it(self) -> None:
        steps = {
            "kind": "steps",
            "outcome": "score",
            "steps": [{"at_least": 0.8, "score": 2.0}],
            "otherwise": 1.0,
        }
        assert scored(
            edition(leaves(2), then=[steps]), [[0.7, 0.1], [0.8, 0.0], [0.79, 0.0]]
        ).index.score.tolist() == [2, 2, 1]

    def test_steps_from_zero_are_reached_by_sums_that_cancel(self) -> None:
        steps = {
            "kind": "steps",
            "outcome": "score",
            "steps": [{"at_least": 0.0, "score": 2.0}],
            "otherwise": 1.0,
        }
        assert scored(edition(leaves(3), then=[steps]), LEFT_OVER).index.score.tolist() == [2, 2, 2, 2]

    def test_a_branch_of_a_formula_is_taken_by_a_sum(self) -> None:
        formula = {"kind": "formula", "formula": "if_at_least(x, 0.8, 2, 1)"}
        assert scored(edition(leaves(2), then=[formula]), [[0.7, 0.1], [0.79, 0.0]]).index.score.tolist() == [
            2,
            1,
        ]

    def test_a_difference_of_large_numbers_reaches_the_limit_that_it_equals(self) -> None:
        assert 100.3 - 100.0 < 0.3  # 0.29999999999999716
        formula = {"kind": "formula", "formula": "if_at_least(a - b, 0.3, 2, 1)", "outcome": "score"}
        leaf = {"code": "a", "weight": 1.0, "rule": formula}
        other = indicator("b", weight=0)
        card = scored(edition([leaf, other]), [[100.3, 100.0], [100.29, 100.0], [0.3, 0.0]])
        assert card.index.score.tolist() == [2, 1, 2]

    def test_a_case_above_a_score_is_not_taken_by_one_that_equals_it(self) -> None:
        inner = {"code": "g", "aggregate": "sum", "weights": "relative", "children": leaves(2)}
        cases = {"kind": "override", "cases": [{"node": "g", "above": 0.3, "times": 10.0}, {"node": "y"}]}
        other = indicator("y")
        card = scored(edition([inner, other], aggregate=cases), [[0.1, 0.2, 7.0], [0.1, 0.21, 7.0]])
        assert card.index.score.tolist() == [7.0, pytest.approx(3.1)]


class TestAggregationsThatAFileWritesOut:
    GROUP: ClassVar[Json] = {"code": "g", "aggregate": "sum", "weights": "relative", "children": leaves(3)}
    OTHER: ClassVar[Json] = indicator("y")
    ROWS: ClassVar[list[list[float]]] = [[*row, 7.0] for row in [*LEFT_OVER, [-0.01, 0.0, 0.0]]]

    def scored(self, aggregate: Json) -> Scorecard:
        return scored(edition([self.GROUP, self.OTHER], aggregate=aggregate), self.ROWS)

    @pytest.mark.parametrize(
        "formula", ["1000 * g + 0 * y", "g * y / 3", "100 * (1 - (1 - g)) + 0 * y", "if_missing(g, y)"]
    )
    def test_a_formula_keeps_what_entered_its_nodes(self, formula: str) -> None:
        found = ranks(self.scored({"kind": "formula", "formula": formula}))
        assert found in ([1, 1, 1, 1, 5], [2, 2, 2, 2, 1])

    def test_a_formula_over_nodes_keeps_its_own_terms(self) -> None:
        parts = [{key: value for key, value in leaf.items() if key != "weight"} for leaf in leaves(3)]
        formula = {"kind": "formula", "formula": "1000 * (x0 + x1 + x2)"}
        found = ranks(scored(edition(parts, aggregate=formula), [*LEFT_OVER, [-0.01, 0.0, 0.0]]))
        assert found == [1, 1, 1, 1, 5]

    def test_a_branch_is_taken_by_a_node_that_equals_the_limit(self) -> None:
        card = self.scored({"kind": "formula", "formula": "if_at_least(g, 0, 2, 1) + 0 * y"})
        assert card.index.score.tolist() == [2, 2, 2, 2, 1]

    def test_a_case_above_0_is_not_taken_by_a_node_that_equals_0(self) -> None:
        cases = [{"node": "g", "above": 0.0, "times": 10.0}, {"node": "y"}]
        card = self.scored({"kind": "override", "cases": cases})
        assert card.index.score.tolist() == [7, 7, 7, 7, 7]


class TestGroups:
    @pytest.mark.parametrize("closed", ["left", "right"])
    def test_quantiles_keep_equal_sums_together(self, closed: str) -> None:
        bands = {"kind": "quantiles", "count": 2, "closed": closed}
        rows = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.0, 0.0, 0.5], [0.0, 0.0, 0.7]]
        labels = scored(edition(leaves(3), bands=bands), rows).bands
        assert labels[0] == labels[1]

    def test_n_tiles_keep_equal_sums_together(self) -> None:
        bands = {"kind": "n-tiles", "count": 2}
        labels = scored(edition(leaves(3), bands=bands), [*LEFT_OVER[:2], [-1.0, 0, 0], [0, 0, -2.0]]).bands
        assert labels == ["1", "1", "2", "2"]


RULES: list[tuple[Json, list[float]]] = [
    ({"kind": "rank"}, [1, 1, 1, 1, 5]),
    ({"kind": "rank", "direction": "down"}, [2, 2, 2, 2, 1]),
    ({"kind": "borda"}, [0, 0, 0, 0, 4]),
    ({"kind": "rank-share", "ties": "min"}, [4 / 5] * 4 + [1]),
    ({"kind": "percentile-rank"}, [0, 0, 0, 0, 1]),
    ({"kind": "categorical", "bands": [{"above": 50.0, "score": 1.0}]}, [0, 0, 0, 0, 1]),
]


@pytest.mark.parametrize(("rule", "expected"), RULES)
def test_rules_that_compare_units_see_equal_sums(rule: Json, expected: list[float]) -> None:
    rows = [*LEFT_OVER, [0.4, 0.0, 0.0]]
    methodology = edition(leaves(3), then=[rule])
    assert scored(methodology, rows).index.score.tolist() == pytest.approx(expected, abs=1e-12)
    # And against a saved reference, one unit after the other.
    known = fit(methodology, dataset(methodology, rows))
    alone = [
        float(score_dataset(methodology, dataset(methodology, [row]), reference=known).index.score[0])
        for row in rows
    ]
    assert alone == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("rule", "expected"), RULES)
def test_they_see_equal_cells_too(rule: Json, expected: list[float]) -> None:
    leaf = {"code": "a", "weight": 1.0, "rule": rule}
    rows = [[0.3], [0.1 + 0.2], [0.3], [0.4 - 0.1], [0.5]]
    assert scored(edition([leaf]), rows).index.score.tolist() == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    "rule", [{"kind": "min-max"}, {"kind": "z-score", "divisor": "sample"}, {"kind": "distance-to-maximum"}]
)
class TestNoRangeIsMadeOfTheLastBit:
    def test_of_sums(self, rule: Json) -> None:
        with pytest.raises(InvalidData, match="undefined") as fault:
            scored(edition(leaves(3), then=[rule]), LEFT_OVER)
        assert {problem.code for problem in fault.value.problems} == {"zero-range"}
        told = {**rule, "zero_range": 0.5}
        assert scored(edition(leaves(3), then=[told]), LEFT_OVER).index.score.tolist() == [0.5] * 4

    def test_of_cells(self, rule: Json) -> None:
        with pytest.raises(InvalidData, match="cannot be normalised"):
            scored(edition([{"code": "a", "weight": 1.0, "rule": rule}]), [[0.3], [0.1 + 0.2], [0.4 - 0.1]])

    def test_a_range_that_is_there_keeps_its_ends(self, rule: Json) -> None:
        rows = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.0, 0.0, 0.5]]
        found = scored(edition(leaves(3), then=[rule]), rows).index.score
        assert len(set(found.tolist())) == 3  # no score is altered: the last bit stays
        assert ranks(scored(edition(leaves(3), then=[rule]), rows)) == [1, 1, 3]


@pytest.mark.parametrize("kind", ["copeland", "outranking", "kemeny"])
def test_units_are_not_outranked_by_the_last_bit(kind: str) -> None:
    inner = {"code": "g", "weight": 1.0, "aggregate": "sum", "weights": "relative", "children": leaves(3)}
    found = scored(edition([inner], aggregate=kind), LEFT_OVER).index.score
    assert len(set(found.tolist())) == 1


class TestEdges:
    def test_one_unit_and_all_equal(self) -> None:
        assert ranks(scored(edition(leaves(3)), LEFT_OVER[:1])) == [1]
        assert ranks(scored(edition(leaves(2)), [[0.5, 0.5]] * 5)) == [1] * 5

    def test_missing_scores_are_not_ranked(self) -> None:
        card = scored(edition(leaves(3)), [*LEFT_OVER, [math.nan, 0.1, 0.2]])
        assert ranks(card)[:4] == [1] * 4
        assert math.isnan(ranks(card)[4])

    def test_a_sum_made_up_for_a_missing_part_ties_with_its_equal(self) -> None:
        methodology = edition(leaves(3), missing="reweight")
        card = scored(methodology, [[0.1, 0.2, math.nan], [0.15, 0.15, 0.15], [0.2, 0.1, math.nan]])
        assert ranks(card) == [1, 1, 1]
