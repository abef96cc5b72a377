"""Columns that preparation makes of others: figures that are equal in decimals are equal there too."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import rankdata  # type: ignore[import-untyped]  # scipy ships no types
from tests.made import indicator
from tests.scoring.test_equal_sums import LEFT_OVER, edition, ranks

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset

Json = dict[str, Any]
SUM: Json = {"step": "derive", "column": "d", "formula": "a + b + c"}


def leaf(**rule: Any) -> Json:
    return {"code": "d", "weight": 1.0, "rule": rule or {"kind": "identity"}}


def dataset(columns: dict[str, list[float]], periods: list[str] | None = None) -> Dataset:
    count = len(next(iter(columns.values())))
    codes = [f"u{at:03}" for at in range(count // len(set(periods or [""])))]
    units = codes * (count // len(codes))
    return Dataset(
        units=tuple(units),
        names=tuple({"": code} for code in units),
        periods=tuple(periods or [None] * count),
        groups=(None,) * count,
        ranked=np.ones(count, dtype=np.bool_),
        numbers={heading: np.array(values, dtype=np.float64) for heading, values in columns.items()},
        outcomes={},
        supplied={},
        raw=RawTable("made up", (), count),
        row_in_raw=range(count),
    )


def table(rows: list[list[float]]) -> Dataset:
    return dataset(dict(zip("abcefgh", map(list, zip(*rows, strict=True)), strict=False)))


def scored(methodology: Methodology, rows: list[list[float]]) -> Scorecard:
    return score_dataset(methodology, table(rows))


def prepared_by(*steps: Json, **rule: Any) -> Methodology:
    """An index of one indicator, of a column d that the steps make; ``then`` are rules after the one on the column."""
    then = rule.pop("then", [])
    return edition([{**leaf(**rule), "then": then}], prepare=list(steps))


ONE_IS_AT_ITS_END = [*LEFT_OVER, [0.4, 0.0, 0.0]]
FORMULAS = [
    "a + b + c",
    "c + (b + a)",
    "a - (-b) - (-c)",
    "-(-a - b - c)",
    "(a + b + c) / 3",
    "2 * (a + b + c)",
    "(a + b + c) * 1000000",
    "a * 3 + b * 3 + c * 3",
    "if_missing(a + b + c, 7)",
    "max(a + b + c, -9)",
    "clip(a + b + c, -9, 9)",
    "(a + b + c + 7) - 7",
    "exp(a + b + c)",
    "exp(a + b + c) - 1",
    "log(1 + a + b + c)",
    "sqrt(1 + a + b + c) - 1",
    "(1 + a + b + c) ** 2 - 1",
    "2 ** (a + b + c) - 1",
    "1 / (1 + a + b + c)",
    "abs(a + b + c)",
]


@pytest.mark.parametrize("formula", FORMULAS)
class TestAFormula:
    def test_of_a_column_that_cancels_ties(self, formula: str) -> None:
        methodology = prepared_by({**SUM, "formula": formula})
        found = ranks(scored(methodology, ONE_IS_AT_ITS_END))
        assert len(set(found[:4])) == 1
        assert found[4] != found[0]

    def test_of_a_rule_that_cancels_ties(self, formula: str) -> None:
        rule = {"kind": "formula", "formula": formula}
        others = [{**leaf(kind="identity"), "code": name, "weight": 0.0} for name in "abc"]
        methodology = edition([leaf(**rule), *others])
        found = ranks(scored(methodology, ONE_IS_AT_ITS_END))
        assert len(set(found[:4])) == 1
        assert found[4] != found[0]


class TestRanks:
    def test_the_order_of_the_terms_makes_no_difference(self) -> None:
        card = scored(prepared_by(SUM), [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])
        assert ranks(card) == [1, 1]
        assert card.index.score.tolist() == [0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]  # no score is altered

    def test_a_column_made_of_a_derived_one_is_followed(self) -> None:
        chain = [
            SUM,
            {**SUM, "column": "e", "formula": "d * 10"},
            {**SUM, "column": "f", "formula": "e / 4 + d"},
        ]
        methodology = edition([{**leaf(), "code": "f"}], prepare=chain)
        assert ranks(scored(methodology, [*LEFT_OVER, [-1.0, 0.0, 0.0]])) == [1, 1, 1, 1, 5]

    def test_a_difference_per_head_is_followed(self) -> None:
        methodology = prepared_by({**SUM, "formula": "(a - b) / c"})
        rows = [[100.3, 100.0, 3.0], [0.3, 0.0, 3.0], [0.4, 0.1, 3.0], [0.31, 0.0, 3.0]]
        assert ranks(scored(methodology, rows)) == [2, 2, 2, 1]

    def test_what_entered_an_indicator_entered_the_index(self) -> None:
        other = indicator("y", column="e", weight=1)
        group = {"code": "g", "weight": 1.0, "aggregate": "sum", "weights": "relative", "children": [leaf()]}
        methodology = edition([group, other], prepare=[SUM])
        assert ranks(scored(methodology, [[*row, 0.0] for row in LEFT_OVER])) == [1, 1, 1, 1]

    @pytest.mark.parametrize(
        "rule",
        [
            {"kind": "goalposts", "low": -1.0, "high": 4.0, "range": [0.0, 50.0]},
            {"kind": "goalposts", "low": -1.0, "high": 4.0, "direction": "down"},
            {"kind": "min-max", "range": [-5.0, 5.0]},
            {"kind": "z-score", "divisor": "sample"},
            {"kind": "distance-to-maximum"},
            {"kind": "relative-to", "figure": "maximum"},
            {"kind": "relative-to", "figure": "maximum", "form": "difference"},
            {"kind": "fraction-of-maximum"},
            {"kind": "piecewise-linear", "outcome": "score", "points": [[-1, -10], [0, 0], [1, 30]]},
            {"kind": "formula", "formula": "x * 7"},
            {"kind": "parts", "outcome": "score", "parts": [{"column": "d", "score": 5.0, "rule": {"kind": "piecewise-linear", "points": [[-1, 0], [1, 1]]}}]},
        ],
    )  # fmt: skip
    def test_a_rule_on_the_column_keeps_what_entered_it(self, rule: Json) -> None:
        found = ranks(scored(prepared_by(SUM, **rule), ONE_IS_AT_ITS_END))
        assert found in ([2, 2, 2, 2, 1], [1, 1, 1, 1, 5])

    def test_a_ratio_with_a_difference_in_it_ties(self) -> None:
        ratio = {"kind": "ratio", "numerator": "d", "denominator": "e"}
        difference = {**SUM, "formula": "a - b"}
        rows = [[100.3, 100.0, 0.0, 7.0], [0.3, 0.0, 0.0, 7.0], [0.31, 0.0, 0.0, 7.0]]
        assert ranks(scored(prepared_by(difference, **ratio), rows)) == [2, 2, 1]

    def test_an_outlier_makes_no_others_equal(self) -> None:
        rows = [[1e18, -1e18, 0.0], [1e18, 0.0, 0.0], [2.0, -1.0, 0.0], [1.0, 1.0, 0.0]]
        assert ranks(scored(prepared_by(SUM), rows)) == [3, 1, 3, 2]

    def test_an_outlier_leaves_others_their_range(self) -> None:
        rows = [[1e18, -1e18, 0.0], [2.0, -1.0, 0.0], [1.0, 1.0, 0.0], [1.0, 4.0, 0.0]]
        assert scored(prepared_by(SUM, kind="min-max"), rows).index.score.tolist() == [0, 0.2, 0.4, 1]

    def test_a_score_that_is_rounded_is_known_exactly(self) -> None:
        node = {**leaf(), "round": {"decimals": 2}}
        rows = [[1e15, -1e15, 0.0], [0.01, 0.0, 0.0], [0.0, 0.0, 0.0]]
        assert ranks(scored(edition([node], prepare=[SUM]), rows)) == [2, 1, 2]


STEPS: Json = {
    "kind": "steps",
    "outcome": "score",
    "steps": [{"at_least": 0.0, "score": 2.0}],
    "otherwise": 1.0,
}


class TestThresholds:
    def test_steps_are_reached_by_sums_that_cancel(self) -> None:
        rows = [*LEFT_OVER, [-0.01, 0.0, 0.0]]
        assert scored(prepared_by(SUM, **STEPS), rows).index.score.tolist() == [2, 2, 2, 2, 1]

    def test_steps_after_another_rule_are_reached(self) -> None:
        methodology = prepared_by(SUM, then=[STEPS])
        assert scored(methodology, [*LEFT_OVER, [-0.01, 0.0, 0.0]]).index.score.tolist() == [2, 2, 2, 2, 1]

    def test_steps_after_a_formula_are_reached(self) -> None:
        methodology = prepared_by(SUM, kind="formula", formula="a + b + c", then=[STEPS])
        assert scored(methodology, [*LEFT_OVER, [-0.01, 0.0, 0.0]]).index.score.tolist() == [2, 2, 2, 2, 1]

    def test_steps_of_a_part_are_reached(self) -> None:
        steps = {"kind": "steps", "steps": [{"at_least": 0.0, "score": 1.0}]}
        rule = {"kind": "parts", "outcome": "score", "parts": [{"column": "d", "score": 5.0, "rule": steps}]}
        rows = [*LEFT_OVER, [-0.01, 0.0, 0.0]]
        assert scored(prepared_by(SUM, **rule), rows).index.score.tolist() == [5, 5, 5, 5, 0]

    @pytest.mark.parametrize("then", [False, True])
    def test_a_branch_of_a_formula_is_taken(self, *, then: bool) -> None:
        branch = {"kind": "formula", "formula": "if_at_least(x, 0, 2, 1)"}
        methodology = prepared_by(SUM, then=[branch]) if then else prepared_by(SUM, **branch)
        assert scored(methodology, [*LEFT_OVER, [-0.01, 0.0, 0.0]]).index.score.tolist() == [2, 2, 2, 2, 1]

    def test_a_branch_of_a_derived_column_is_taken(self) -> None:
        branch = {**SUM, "column": "e", "formula": "if_at_least(d, 0, 2, 1)"}
        methodology = edition([{**leaf(), "code": "e"}], prepare=[SUM, branch])
        assert scored(methodology, [*LEFT_OVER, [-0.01, 0.0, 0.0]]).index.score.tolist() == [2, 2, 2, 2, 1]

    def test_a_band_is_reached(self) -> None:
        bands = {"kind": "cuts", "on": "full", "cuts": [{"code": "gain", "at_least": 0.0}, {"code": "loss"}]}
        methodology = edition([leaf()], prepare=[SUM], bands=bands)
        assert scored(methodology, [*LEFT_OVER, [-0.01, 0.0, 0.0]]).bands == ["gain"] * 4 + ["loss"]

    @pytest.mark.parametrize("kind", ["quantiles", "n-tiles"])
    def test_groups_keep_equal_figures_together(self, kind: str) -> None:
        methodology = edition([leaf()], prepare=[SUM], bands={"kind": kind, "count": 2})
        labels = scored(methodology, [*LEFT_OVER, [1.0, 0.0, 0.0], [2.0, 0.0, 0.0]]).bands
        assert len(set(labels[:4])) == 1


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"kind": "rank"}, [1, 1, 1, 1, 5]),
        ({"kind": "rank", "direction": "down"}, [2, 2, 2, 2, 1]),
        ({"kind": "borda"}, [0, 0, 0, 0, 4]),
        ({"kind": "rank-share", "ties": "min"}, [4 / 5] * 4 + [1]),
        ({"kind": "percentile-rank"}, [0, 0, 0, 0, 1]),
        ({"kind": "categorical", "bands": [{"above": 50.0, "score": 1.0}]}, [0, 0, 0, 0, 1]),
    ],
)
@pytest.mark.parametrize("then", [False, True])
def test_rules_that_compare_units_see_equal_figures(rule: Json, expected: list[float], *, then: bool) -> None:
    methodology = prepared_by(SUM, then=[rule]) if then else prepared_by(SUM, **rule)
    assert scored(methodology, ONE_IS_AT_ITS_END).index.score.tolist() == pytest.approx(expected, abs=1e-12)
    # And against a saved reference, one unit after the other.
    known = fit(methodology, table(ONE_IS_AT_ITS_END))
    alone = [
        float(score_dataset(methodology, table([row]), reference=known).index.score[0])
        for row in ONE_IS_AT_ITS_END
    ]
    assert alone == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "min-max"},
        {"kind": "z-score", "divisor": "sample"},
        {"kind": "distance-to-maximum"},
        {"kind": "frame-goalposts", "low_percentile": 5, "high_percentile": 95},
    ],
)
@pytest.mark.parametrize("then", [False, True])
def test_no_range_is_made_of_the_last_bit(rule: Json, *, then: bool) -> None:
    methodology = prepared_by(SUM, then=[rule]) if then else prepared_by(SUM, **rule)
    with pytest.raises(InvalidData) as fault:
        scored(methodology, LEFT_OVER)
    assert {problem.code for problem in fault.value.problems} == {"zero-range"}


class TestBounds:
    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ({"kind": "fraction"}, 0.4),
            ({"kind": "share-of-total"}, 1.0),
            ({"kind": "min-max", "transform": "sqrt"}, 1.0),
            ({"kind": "piecewise-linear", "points": [[0, 0], [1, 1]], "beyond": "error"}, 0.4),
        ],
    )
    def test_a_sum_that_is_0_in_decimals_is_no_number_below_0(self, rule: Json, expected: float) -> None:
        card = scored(prepared_by(SUM, **rule), ONE_IS_AT_ITS_END)
        assert card.index.score.tolist() == pytest.approx([0.0, 0.0, 0.0, 0.0, expected], abs=2e-8)
        assert ranks(card) == [2, 2, 2, 2, 1]

    def test_a_sum_that_is_all_of_a_maximum_is_no_number_above_it(self) -> None:
        assert 0.1 + 0.2 > 0.3
        methodology = prepared_by({**SUM, "formula": "a + b"}, kind="fraction", of=0.3)
        assert scored(methodology, [[0.1, 0.2, 0.0]]).index.score.tolist() == [1.0]

    def test_one_that_is_below_0_still_is(self) -> None:
        with pytest.raises(InvalidData, match="undefined"):
            scored(prepared_by(SUM, kind="fraction"), [*LEFT_OVER, [-0.01, 0.0, 0.0]])


class TestOtherSteps:
    def test_what_is_filled_from_another_column_brings_its_terms(self) -> None:
        gaps = {"a": [0.1, 0.0, 0.3], "b": [0.2, 0.0, -0.1], "c": [-0.3, 0.0, -0.2], "e": [math.nan] * 3}
        steps = [SUM, {"step": "impute-from", "column": "e", "other": "d", "factor": 3.0}]
        methodology = edition([{**leaf(), "code": "e"}], prepare=steps)
        assert ranks(score_dataset(methodology, dataset(gaps))) == [1, 1, 1]

    def test_a_value_on_the_line_between_two_periods_has_their_terms(self) -> None:
        # 3.3 + (-2.7 - 3.3) x 11 / 20 is 0 in decimals.
        years = ["2000", "2000", "2011", "2011", "2020", "2020"]
        filled = {"a": [3.3, 0.0, math.nan, 0.0, -2.7, 0.0]}
        steps = [{"step": "impute-along", "method": "linear"}]
        node = indicator("a", weight=1)
        card = score_dataset(edition([node], prepare=steps, frame="all"), dataset(filled, years))
        assert card.index.score[2] == 0.0  # as what is left of them is, for what divides by it
        assert ranks(card)[2:4] == [1, 1]

    def test_a_transform_that_winsorising_falls_back_on_is_followed(self) -> None:
        treated = {"step": "winsorise", "max_points": 0, "skewness": 0.1, "kurtosis": 0.1}
        equal = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.6, 0.0, 0.0], [0.2, 0.3, 0.1]]
        rows = [*equal, *([value, 0.0, 0.0] for value in (0.5, 0.7, 0.8, 0.9, 1.0, 40.0))]
        card = scored(prepared_by(SUM, treated), rows)
        assert len(set(card.index.score[:4].tolist())) > 1
        assert ranks(card)[:4] == [6, 6, 6, 6]

    @pytest.mark.parametrize("same", [[33.1, 0.2, 0.0], [1033.3, -1000.0, 0.0], [33.3, 0.0, 0.0]])
    def test_equal_figures_are_drawn_in_together(self, same: list[float]) -> None:
        # 33.300000000000004, 33.299999999999955 and 33.3: the value that takes their place is the next one, 4.
        treated = {"step": "winsorise", "max_points": 1, "fall_back": "none"}
        small = [[float(value), 0.0, 0.0] for value in (1, 2, 2, 3, 3, 4) * 5]
        card = scored(prepared_by(SUM, treated), [*small, [33.3, 0.0, 0.0], same])
        assert card.index.score[-2:].tolist() == [4.0, 4.0]

    def test_what_screening_counts_as_zero_is_what_equals_zero(self) -> None:
        kept = {"step": "screen", "min_share": 0.0, "min_share_nonzero": 1.0, "columns": ["d"]}
        card = scored(prepared_by(SUM, kept), [[0.1, 0.2, -0.3], [0.0, 0.0, 0.0], [0.1, 0.2, 0.3]])
        assert np.isnan(card.index.score).tolist() == [True, True, False]


@st.composite
def sums(draw: st.DrawFn) -> tuple[list[list[Fraction]], list[int], list[bool]]:
    """Rows of decimals of both signs, and an order and a sign for each term of a formula."""
    terms = draw(st.integers(2, 7))
    places = draw(st.integers(1, 3))
    top = draw(st.sampled_from([3, 12, 10 ** (places + 2)]))
    cells = st.integers(draw(st.sampled_from([0, -top])), top).map(
        lambda number: Fraction(number, 10**places)
    )
    rows = draw(st.lists(st.lists(cells, min_size=terms, max_size=terms), min_size=1, max_size=12))
    plus = draw(st.lists(st.booleans(), min_size=terms, max_size=terms))
    # Half of the units repeat another one's sum with its terms in another order.
    shuffled = []
    for row in rows[: len(rows) // 2]:
        signed = [cell if sign else -cell for cell, sign in zip(row, plus, strict=True)]
        moved = draw(st.permutations(signed))
        shuffled.append([cell if sign else -cell for cell, sign in zip(moved, plus, strict=True)])
    return [*rows, *shuffled], draw(st.permutations(range(terms))), plus


@pytest.mark.parametrize("chained", [False, True])
@settings(max_examples=200, deadline=None)
@given(drawn=sums())
@pytest.mark.slow
def test_derived_sums_tie_exactly_where_exact_ones_do(
    chained: bool, drawn: tuple[list[list[Fraction]], list[int], list[bool]]
) -> None:
    rows, order, plus = drawn
    exact = [sum((c if p else -c) for c, p in zip(row, plus, strict=True)) for row in rows]
    places = {value: place for place, value in enumerate(sorted(set(exact)))}
    expected = rankdata([-places[value] for value in exact], method="min").tolist()
    written = [f"{'+' if plus[at] else '-'} {'abcefgh'[at]}" for at in order]
    steps = [{**SUM, "formula": "0 " + " ".join(written)}]
    if chained:
        half = len(written) // 2
        steps = [
            {**SUM, "column": "first", "formula": "0 " + " ".join(written[:half])},
            {**SUM, "formula": "first " + " ".join(written[half:])},
        ]
    cells = [[float(cell) for cell in row] for row in rows]
    card = scored(prepared_by(*steps), cells)
    assert ranks(card) == expected
    ranked = scored(prepared_by(*steps, kind="rank", direction="down"), cells).index.score
    assert (
        rankdata(ranked, method="min").tolist()
        == rankdata([-places[value] for value in exact], method="min").tolist()
    )
