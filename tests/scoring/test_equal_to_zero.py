"""What is left of terms that cancel is 0 where 0 is another matter: as a divisor, in a logarithm or a product, at a bound."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engines.large_tables import in_memory, streamed
from tests.made import HEAD, indicator
from tests.scoring.test_equal_derived_sums import SUM, dataset, leaf, prepared_by, scored
from tests.scoring.test_equal_sums import LEFT_OVER, edition, ranks

from dtiscore.errors import InvalidData
from dtiscore.scoring import score_dataset

Json = dict[str, Any]
# a + b + c is 0 in the first four rows and 0.4 in the last; e is 2 in all.
ROWS = [[*row, 2.0] for row in [*LEFT_OVER, [0.4, 0.0, 0.0]]]
OTHERS = [{**leaf(), "code": name, "weight": 0.0} for name in "abce"]
GROUP: Json = {
    "code": "g",
    "weight": 1.0,
    "aggregate": "sum",
    "weights": "relative",
    "children": [{**leaf(), "code": name} for name in "abc"],
}
NAN = math.nan


def assert_scores(found: Any, first_four: float, last: float) -> None:
    expected = np.array([first_four] * 4 + [last])
    assert np.array_equal(np.asarray(found)[:4], expected[:4], equal_nan=True)  # to the last bit
    assert np.allclose(found, expected, rtol=1e-14, atol=0.0, equal_nan=True)


@pytest.mark.parametrize(
    ("formula", "of_zero", "of_the_last"),
    [
        ("e / ({z})", NAN, 2 / 0.4),
        ("log({z})", NAN, math.log(0.4)),
        ("sqrt({z})", 0.0, math.sqrt(0.4)),
        ("({z}) ** 0.5", 0.0, math.sqrt(0.4)),
        ("e / (({z}) * 3)", NAN, 2 / 1.2),
        ("e / (exp({z}) - 1)", NAN, 2 / (math.exp(0.4) - 1)),
        ("e / log(1 + {z})", NAN, 2 / math.log(1.4)),
    ],
)
@pytest.mark.parametrize("z", ["d", "a + b + c", "sum(a, b, c)", "mean(a, b, c) * 3"])
def test_a_formula_of_what_equals_0(formula: str, z: str, of_zero: float, of_the_last: float) -> None:
    rule = {"kind": "formula", "formula": formula.format(z=z)}
    methodology = edition([leaf(**rule), *OTHERS], prepare=[SUM])
    assert_scores(scored(methodology, ROWS).index.score, of_zero, of_the_last)


def test_a_small_difference_is_no_0() -> None:
    # 1 - (1 - 1e-14): two decimals of 15 digits, which stay apart.
    rule = {"kind": "formula", "formula": "if_missing(1 / (a - b), -1)"}
    rows = [[1.0, 0.99999999999999, 0.0, 2.0], [1.0, 1.0, 0.0, 2.0]]
    found = scored(edition([leaf(**rule), *OTHERS], prepare=[SUM]), rows).index.score
    assert found[0] == pytest.approx(1e14, rel=0.01)
    assert np.isnan(found[1])


@pytest.mark.parametrize(("instead", "expected"), [("no-score", NAN), (0.25, 0.25)])
def test_a_ratio_to_what_equals_0(instead: str | float, expected: float) -> None:
    ratio = {"kind": "ratio", "numerator": "e", "denominator": "d", "zero_denominator": instead}
    assert_scores(scored(prepared_by(SUM, **ratio), ROWS).index.score, expected, 2 / 0.4)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "ratio", "numerator": "e", "denominator": "d"},
        {"kind": "fraction-of-maximum", "direction": "down"},
        {"kind": "relative-to", "figure": "median", "direction": "down"},
        {"kind": "min-max", "transform": "log"},
        {"kind": "parts", "outcome": "score", "parts": [{"column": "e", "score": 1.0, "rule": {"kind": "ratio", "denominator": "d"}}]},
    ],
)  # fmt: skip
def test_a_rule_that_admits_no_0(rule: Json) -> None:
    rows = [*ROWS, [0.5, 0.0, 0.0, 2.0], [0.6, 0.0, 0.0, 2.0], [0.7, 0.0, 0.0, 2.0], [0.8, 0.0, 0.0, 2.0]]
    with pytest.raises(InvalidData) as fault:
        scored(prepared_by(SUM, **rule), rows)
    assert [problem.code for problem in fault.value.problems] == ["out-of-range"] * 4


def test_a_rule_that_admits_none_at_its_bound() -> None:
    # ln(1 + x) of x = -0.7 - 0.2 - 0.1, which is -1 and in float64 -0.9999999999999999 in this order.
    assert -0.7 - 0.2 - 0.1 > -1.0
    rows = [[-0.7, -0.2, -0.1, 2.0], [0.0, 0.0, 0.0, 2.0], [1.0, 0.0, 0.0, 2.0]]
    with pytest.raises(InvalidData) as fault:
        scored(prepared_by(SUM, kind="min-max", transform="log1p"), rows)
    assert [problem.code for problem in fault.value.problems] == ["out-of-range"]


@pytest.mark.parametrize(
    ("figure", "rows"),
    [
        ("minimum", [[0.1, 0.2, -0.3], [0.1, 0.2, -0.1], [0.1, 0.2, 0.0]]),
        ("mean", [[0.1, 0.0, 0.0], [0.2, 0.0, 0.0], [-0.3, 0.0, 0.0]]),  # in float64 9e-18
    ],
)
def test_no_proportion_is_taken_of_a_figure_that_equals_0(figure: str, rows: list[list[float]]) -> None:
    with pytest.raises(InvalidData, match="is 0, and a proportion") as fault:
        scored(prepared_by(SUM, kind="relative-to", figure=figure), rows)
    assert [problem.code for problem in fault.value.problems] == ["not-positive"]


def test_nor_of_a_mean_of_cells_that_equals_0() -> None:
    with pytest.raises(InvalidData, match="the mean is 0, and a proportion"):
        scored(edition([{**leaf(kind="above-mean"), "code": "a"}]), [[0.1], [0.2], [-0.3]])


@pytest.mark.parametrize("aggregate", ["geometric", "harmonic", {"kind": "power", "power": -2}])
@pytest.mark.parametrize("summed", ["in a column", "in a group"])
class TestAMean:
    def parts(self, summed: str) -> list[Json]:
        if summed == "in a column":
            return [leaf(), {**leaf(), "code": "e"}]
        return [GROUP, {**leaf(), "code": "e"}]

    def test_has_no_part_that_equals_0(self, aggregate: Any, summed: str) -> None:
        methodology = edition(self.parts(summed), prepare=[SUM], aggregate=aggregate)
        with pytest.raises(InvalidData) as fault:
            scored(methodology, ROWS)
        assert [problem.code for problem in fault.value.problems] == ["undefined-aggregate"] * 4

    def test_of_one_is_0_where_that_is_allowed(self, aggregate: Any, summed: str) -> None:
        kind = aggregate if isinstance(aggregate, dict) else {"kind": aggregate}
        methodology = edition(self.parts(summed), prepare=[SUM], aggregate={**kind, "zero": "allow"})
        card = scored(methodology, ROWS)
        assert card.index.score[:4].tolist() == [0.0] * 4
        assert ranks(card) == [2, 2, 2, 2, 1]


def test_a_formula_over_nodes_does_not_divide_by_a_sum_that_equals_0() -> None:
    formula = {"kind": "formula", "formula": "if_at_least(g, 1, 9, e / g)"}
    group = {key: value for key, value in GROUP.items() if key != "weight"}
    methodology = edition([group, indicator("e")], aggregate=formula)
    with pytest.raises(InvalidData) as fault:
        scored(methodology, ROWS)
    assert [problem.code for problem in fault.value.problems] == ["undefined-aggregate"] * 4


def test_a_figure_of_a_group_that_equals_0_is_0() -> None:
    # The sum over the units of 0.1, 0.2 and -0.3.
    taken = {"step": "derive", "column": "d", "formula": "a", "take": "sum"}
    divided = {"kind": "formula", "formula": "a / x"}
    methodology = edition([leaf(**divided), *OTHERS], prepare=[taken])
    rows = [[value, 0.0, 0.0, 2.0] for value in (0.1, 0.2, -0.3)]
    assert np.isnan(scored(methodology, rows).index.score).all()


def test_a_change_over_periods_that_equals_0_is_0() -> None:
    # From 0.3 to 0.1 + 0.2.
    steps = [SUM, {"step": "derive", "column": "f", "formula": "d", "along": "difference"}]
    node = {**leaf(kind="formula", formula="sqrt(x)"), "code": "f"}
    columns = {"a": [0.3, 0.1], "b": [0.0, 0.2], "c": [0.0, 0.0]}
    card = score_dataset(edition([node], prepare=steps, frame="all"), dataset(columns, ["2023", "2024"]))
    assert card.index.score[1] == 0.0


RATIO: Json = {"kind": "ratio", "numerator": "e", "denominator": "d", "zero_denominator": "no-score"}


@pytest.mark.parametrize(
    ("aggregate", "children", "first_four"),
    [
        ("sum", [leaf(**RATIO)], b""),
        ({"kind": "geometric", "zero": "allow"}, [GROUP, {**leaf(), "code": "e"}], b"0.0"),
    ],
)
def test_a_streamed_table_gives_the_same(
    aggregate: Any, children: list[Json], first_four: bytes, tmp_path: Path
) -> None:
    lines = [f"U{at:03},U{at:03}," + ",".join(map(repr, ROWS[at % 5])) for at in range(200)]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["unit,name,a,b,c,e", *lines]) + "\n", "utf-8")
    index = {"code": "X", "aggregate": aggregate, "weights": "relative", "children": children}
    methodology = {**HEAD, "missing": "no-score", "prepare": [SUM], "index": index}
    found = streamed(path, methodology, block_bytes=900)
    assert found == in_memory(path, methodology)
    heading, *rows = (line.split(b",") for line in found.splitlines())
    assert [row[heading.index(b"X.score")] for row in rows].count(first_four) == 160
