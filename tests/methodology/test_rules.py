"""Normalisation rules: formulas by hand, the cells each admits, and a named outcome for every edge."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from dtiscore.methodology import rules
from dtiscore.methodology.rules import AnyRule, Fitted, Rule, ZeroRange
from dtiscore.methodology.rules.points import TextRule

RULES: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def rule(kind: str, **parameters: Any) -> Rule:
    """The rule that these keys of a weighting file describe."""
    return RULES.validate_python({"kind": kind, **parameters})


def text_rule(kind: str, **parameters: Any) -> TextRule:
    """A rule over texts."""
    made = rule(kind, **parameters)
    assert isinstance(made, TextRule)
    return made


def column(*cells: float | None) -> np.ndarray:
    """A column of numbers; ``None`` is a missing one."""
    return np.array([math.nan if cell is None else cell for cell in cells])


def listed(values: np.ndarray) -> list[float | None]:
    """The values as a list; ``None`` for a missing one."""
    return [None if value != value else value for value in values.tolist()]


def applied(
    method: Rule, *cells: float | None, fitted: Mapping[str, float] | None = None
) -> list[float | None]:
    """The outcomes of a rule over one column."""
    return listed(method.apply([column(*cells)], fitted or {}))


def fitted(method: Rule, *cells: float | None) -> Fitted:
    """The statistics of a column on which the rule can be fitted."""
    statistics = method.fit(column(*cells))
    assert not isinstance(statistics, ZeroRange)
    return statistics


def alone(method: Rule, *cells: float | None) -> list[float | None]:
    """The outcomes of a rule fitted on the very column that it scores."""
    return applied(method, *cells, fitted=fitted(method, *cells))


@pytest.mark.parametrize("kind", sorted(rules.RULES))
def test_every_rule_states_its_formula_and_source(kind: str) -> None:
    assert rules.RULES[kind].equation
    assert rules.RULES[kind].source


class TestFraction:
    def test_it_is_the_share_of_the_value_that_earns_the_whole(self) -> None:
        assert applied(rule("fraction"), 0.0, 0.8575, 1.0, None) == [0.0, 0.8575, 1.0, None]
        assert applied(rule("fraction", of=100), 45.0) == [45 / 100]
        assert applied(rule("fraction", of=0.8), 0.4) == [0.4 / 0.8]

    def test_values_above_the_whole_are_refused_unless_they_are_capped(self) -> None:
        strict, capped = rule("fraction", of=0.8), rule("fraction", of=0.8, cap=True)
        assert strict.bounds("x", 100).admits(0.8)
        assert not strict.bounds("x", 100).admits(0.81)
        assert capped.bounds("x", 100).admits(0.9)
        assert applied(capped, 0.9, 0.8, 0.4, None) == [1.0, 1.0, 0.5, None]

    def test_negative_values_are_refused(self) -> None:
        assert not rule("fraction", cap=True).bounds("x", None).admits(-0.01)

    def test_a_fraction_of_nothing_is_no_rule(self) -> None:
        with pytest.raises(ValidationError, match="greater than 0"):
            rule("fraction", of=0)


class TestIdentity:
    def test_it_is_the_score_itself(self) -> None:
        assert applied(rule("identity"), -3.5, 0.0, 433.205, None) == [-3.5, 0.0, 433.205, None]
        assert rule("identity").output == "score"

    def test_points_stay_within_their_maximum(self) -> None:
        bounds = rule("identity").bounds("x", 500.0)
        assert [bounds.admits(value) for value in (-0.1, 0.0, 500.0, 500.1)] == [False, True, True, False]
        assert rule("identity").bounds("x", None).admits(-1e9)


class TestRatio:
    def ratio(
        self, numerators: np.ndarray, denominators: np.ndarray, **parameters: Any
    ) -> list[float | None]:
        method = rule("ratio", denominator="b", **parameters)
        return listed(method.apply([numerators, denominators], {}))

    def test_it_divides_one_column_by_another(self) -> None:
        assert self.ratio(column(3.0, 0.0), column(4.0, 5.0)) == [3 / 4, 0.0]
        assert self.ratio(column(2.0), column(1000.0), per=1000) == [2 / 1000 * 1000]

    def test_it_reads_its_node_and_the_denominator_or_the_two_it_names(self) -> None:
        assert rule("ratio", denominator="b").inputs("a") == ("a", "b")
        assert rule("ratio", numerator="n", denominator="b").inputs("a") == ("n", "b")

    def test_a_cap_holds_it_at_the_whole(self) -> None:
        assert self.ratio(column(5.0, 3.0), column(4.0, 4.0), cap=True) == [1.0, 0.75]
        assert self.ratio(column(5.0), column(4.0)) == [1.25]

    def test_a_zero_denominator_is_refused_unless_the_file_says_what_then(self) -> None:
        refused = rule("ratio", denominator="b").bounds("b", None)
        assert not refused.admits(0.0)
        assert refused.admits(0.1)
        for outcome in ("no-score", 0.5):
            assert rule("ratio", denominator="b", zero_denominator=outcome).bounds("b", None).admits(0.0)

    def test_the_larger_of_the_terms_of_both_counts(self) -> None:
        inputs = [column(2.0, -6.0, 8.0, 8.0), column(0.0, 1.0, 4.0, 4.0)]
        sizes = [column(2.0, 7.0, 30.0, 30.0), column(0.0, 3.0, 40.0, 5.0)]
        with np.errstate(all="ignore"):
            found = rule("ratio", denominator="b", per=10).largest_term(inputs, sizes, {})
        # Of the denominator as what it makes of the numerator: 6 / 1 x 3, 8 / 4 x 40, and 8 / 4 x 5, which is less.
        assert listed(found) == [0.0, 18 / 1 * 10, 80 / 4 * 10, 30 / 4 * 10]

    def test_the_outcomes_of_a_zero_denominator(self) -> None:
        assert self.ratio(column(7.0, 0.0), column(0.0, 0.0), zero_denominator="no-score") == [None, None]
        assert self.ratio(column(7.0, 0.0), column(0.0, 2.0), zero_denominator=1) == [1.0, 0.0]

    def test_a_missing_part_is_a_missing_ratio(self) -> None:
        assert self.ratio(column(None, 1.0, None), column(2.0, None, 0.0), zero_denominator=0.0) == [None] * 3

    def test_counts_are_not_negative(self) -> None:
        for heading in ("a", "b"):
            assert not rule("ratio", denominator="b", zero_denominator=0.0).bounds(heading, None).admits(-1.0)


class TestBoolean:
    def test_yes_earns_the_whole_and_no_nothing(self) -> None:
        outcomes = text_rule("boolean").outcomes()
        assert [outcomes[text] for text in ("có", "yes", "1", "đạt")] == [1.0] * 4
        assert [outcomes[text] for text in ("không", "no", "0", "chưa")] == [0.0] * 4
        assert "maybe" not in outcomes

    def test_texts_of_ones_own_are_compared_folded(self) -> None:
        assert text_rule("boolean", yes=["ĐÃ  Có"], no=["Chưa"]).outcomes() == {"đã có": 1.0, "chưa": 0.0}

    def test_one_text_is_not_both(self) -> None:
        with pytest.raises(ValidationError, match='"x" stands under both yes and no'):
            rule("boolean", yes=["X"], no=["x "])


class TestChoice:
    OPTIONS = ({"value": "Tốt", "score": 1.0}, {"value": "Khá", "score": 0.5}, {"value": "Yếu", "score": 0})

    def test_every_option_has_its_share(self) -> None:
        method = text_rule("choice", options=list(self.OPTIONS))
        assert method.outcomes() == {"tốt": 1.0, "khá": 0.5, "yếu": 0.0}
        assert method.output == "share"

    def test_the_numbers_may_be_points(self) -> None:
        method = rule("choice", outcome="score", options=[{"value": "Tốt", "score": 10}])
        assert method.output == "score"
        assert applied(method, 10.0, None) == [10.0, None]  # texts arrive as their outcomes

    def test_two_options_may_earn_the_same(self) -> None:
        same = [{"value": "Tốt", "score": 1}, {"value": "Khá", "score": 1}]
        assert text_rule("choice", options=same).outcomes() == {"tốt": 1.0, "khá": 1.0}

    def test_options_stand_once_and_from_best_to_worst(self) -> None:
        with pytest.raises(ValidationError, match="best to worst"):
            rule("choice", options=list(reversed(self.OPTIONS)))
        with pytest.raises(ValidationError, match="stands twice"):
            rule("choice", options=[*self.OPTIONS, {"value": " KHÁ", "score": 0}])


class TestSteps:
    STEPS = ({"at_least": 80, "score": 1.0}, {"at_least": 50, "score": 0.5}, {"at_least": 20, "score": 0.2})

    @pytest.mark.parametrize("steps", [list(STEPS), list(reversed(STEPS))])
    def test_a_value_earns_the_highest_step_it_reaches(self, steps: list[dict[str, float]]) -> None:
        assert applied(rule("steps", steps=steps), 100.0, 80.0, 79.9, 50.0, 20.0, 19.9, -5.0, None) == [
            1.0, 1.0, 0.5, 0.5, 0.2, 0.0, 0.0, None,
        ]  # fmt: skip

    def test_what_lies_below_all_steps_may_earn_something(self) -> None:
        method = rule("steps", steps=[{"at_least": 4, "score": 20}], otherwise=5, outcome="score")
        assert applied(method, 3.9, 4.0) == [5.0, 20.0]

    @pytest.mark.parametrize("starts", [(20, 80, 50), (20, 20)])
    def test_steps_rise_or_fall_strictly(self, starts: tuple[int, ...]) -> None:
        with pytest.raises(ValidationError, match="strictly"):
            rule("steps", steps=[{"at_least": start, "score": 0.5} for start in starts])


class TestGoalposts:
    def test_life_expectancy_of_the_human_development_index(self) -> None:
        # UNDP HDR 2023/24, technical note 1: goalposts 20 and 85 years; Afghanistan 62.879 years.
        assert applied(rule("goalposts", low=20, high=85), 62.879) == [(62.879 - 20) / (85 - 20)]

    def test_income_takes_the_logarithm_of_the_goalposts_too(self) -> None:
        method = rule("goalposts", low=100, high=75000, transform="log")
        expected = (math.log(1335.205733) - math.log(100)) / (math.log(75000) - math.log(100))
        assert applied(method, 1335.205733, 75000.0, 100.0, 120000.0) == [expected, 1.0, 0.0, 1.0]

    def test_less_may_be_better(self) -> None:
        method = rule("goalposts", low=10, high=50, direction="down")
        assert applied(method, 10.0, 20.0, 50.0) == [1.0, (50 - 20) / (50 - 10), 0.0]

    @pytest.mark.parametrize(
        ("clip", "expected"),
        [(True, [0.0, 1.0]), (False, [-0.5, 1.5]), ("low", [0.0, 1.5]), ("high", [-0.5, 1.0])],
    )
    def test_clipping_is_said_per_end(self, clip: bool | str, expected: list[float]) -> None:
        assert applied(rule("goalposts", low=0, high=10, clip=clip), -5.0, 15.0) == expected

    def test_a_missing_value_stays_missing_when_clipped(self) -> None:
        assert applied(rule("goalposts", low=0, high=10), None) == [None]

    def test_a_range_of_its_own_makes_scores(self) -> None:
        method = rule("goalposts", low=0, high=10, range=[1, 100])
        assert method.output == "score"
        assert applied(method, 0.0, 5.0, 10.0) == [1.0, 0.5 * 99 + 1, 100.0]
        assert applied(rule("goalposts", low=0, high=10, range=[1, 100], direction="down"), 0.0) == [100.0]

    @pytest.mark.parametrize("high", [10, 5])
    def test_goalposts_stand_apart_and_in_order(self, high: float) -> None:
        with pytest.raises(ValidationError, match="direction: down"):
            rule("goalposts", low=10, high=high)

    @pytest.mark.parametrize(("transform", "low"), [("log", 0.0), ("log", -1.0), ("log1p", -1.0)])
    def test_the_logarithm_of_a_goalpost_must_exist(self, transform: str, low: float) -> None:
        with pytest.raises(ValidationError, match="not defined at low"):
            rule("goalposts", low=low, high=10, transform=transform)

    def test_cells_without_a_logarithm_are_refused(self) -> None:
        log = rule("goalposts", low=1, high=10, transform="log").bounds("x", None)
        log1p = rule("goalposts", low=1, high=10, transform="log1p").bounds("x", None)
        assert [log.admits(value) for value in (-1.0, 0.0, 1e-9)] == [False, False, True]
        assert [log1p.admits(value) for value in (-1.0, 0.0)] == [False, True]

    def test_huge_values_end_at_the_goalpost(self) -> None:
        assert applied(rule("goalposts", low=0, high=1), 1e100, -1e100) == [1.0, 0.0]


class TestMinMax:
    def test_the_worst_unit_gets_0_and_the_best_1(self) -> None:
        assert alone(rule("min-max"), 4.0, -1.0, 9.0, None) == [(4 + 1) / (9 + 1), 0.0, 1.0, None]

    def test_less_may_be_better(self) -> None:
        assert alone(rule("min-max", direction="down"), 4.0, -1.0, 9.0) == [(9 - 4) / (9 + 1), 1.0, 0.0]

    def test_a_range_of_its_own_makes_scores(self) -> None:
        assert alone(rule("min-max", range=[1, 100]), 0.0, 5.0, 10.0) == [1.0, 0.5 * 99 + 1, 100.0]

    def test_the_transform_comes_first(self) -> None:
        expected = (math.log(10) - math.log(1)) / (math.log(1000) - math.log(1))
        assert alone(rule("min-max", transform="log"), 1.0, 10.0, 1000.0) == [0.0, expected, 1.0]
        assert alone(rule("min-max", transform="log1p"), 0.0, math.e - 1) == [0.0, 1.0]

    def test_units_of_a_saved_frame_may_lie_beyond_it(self) -> None:
        assert applied(rule("min-max"), 20.0, fitted={"min": 0.0, "max": 10.0}) == [2.0]

    @pytest.mark.parametrize("cells", [(7.0,), (7.0, 7.0, None)])
    def test_one_value_for_all_units_is_a_zero_range(self, cells: tuple[float | None, ...]) -> None:
        assert rule("min-max").fit(column(*cells)) == ZeroRange(7.0)

    def test_the_file_may_say_what_a_zero_range_earns(self) -> None:
        assert alone(rule("min-max", zero_range=0.5), 7.0, None, 7.0) == [0.5, None, 0.5]
        assert alone(rule("min-max", zero_range=0, range=[10, 20]), 7.0) == [10.0]

    def test_units_of_equal_values_get_equal_scores(self) -> None:
        assert alone(rule("min-max"), 1.0, 3.0, 3.0, 5.0) == [0.0, 0.5, 0.5, 1.0]


class TestZScore:
    def test_sample_and_population_differ(self) -> None:
        # Of 1, 2 and 3 the mean is 2, the squares sum to 2: sd is 1 with divisor 2, sqrt(2/3) with 3.
        assert alone(rule("z-score", divisor="sample"), 1.0, 2.0, 3.0) == [-1.0, 0.0, 1.0]
        spread = math.sqrt(2 / 3)
        assert alone(rule("z-score", divisor="population"), 1.0, 2.0, 3.0) == [-1 / spread, 0.0, 1 / spread]

    def test_the_divisor_has_no_default(self) -> None:
        with pytest.raises(ValidationError, match="divisor"):
            rule("z-score")

    def test_it_is_moved_and_stretched(self) -> None:
        method = rule("z-score", divisor="sample", mean=100, sd=15)
        assert alone(method, 1.0, 2.0, 3.0, None) == [85.0, 100.0, 115.0, None]
        assert method.output == "score"

    def test_less_may_be_better(self) -> None:
        assert alone(rule("z-score", divisor="sample", direction="down"), 1.0, 2.0, 3.0) == [1.0, 0.0, -1.0]

    def test_the_transform_comes_first(self) -> None:
        values = [math.log(x + 1.0) for x in (0.0, 1.0, 5.0)]
        centre = math.fsum(values) / 3
        spread = math.sqrt(math.fsum((value - centre) ** 2 for value in values) / 2)
        method = rule("z-score", divisor="sample", transform="log1p")
        assert alone(method, 0.0, 1.0, 5.0) == [(value - centre) / spread for value in values]

    @pytest.mark.parametrize("cells", [(0.1,), (0.1, 0.1, 0.1), (1e-200, 2e-200, None)])
    def test_units_without_a_spread_are_a_zero_range(self, cells: tuple[float | None, ...]) -> None:
        # The mean of three times 0.1 is not 0.1 in binary; the squares of 1e-200 are 0.
        assert rule("z-score", divisor="sample").fit(column(*cells)) == ZeroRange(cells[0] or 0.0)

    @pytest.mark.parametrize("direction", ["up", "down"])
    @pytest.mark.parametrize("distance", [0.0, -2.0])
    def test_the_file_may_say_which_distance_a_zero_range_is(self, distance: float, direction: str) -> None:
        method = rule("z-score", divisor="sample", direction=direction, mean=50, sd=10, zero_range=distance)
        assert alone(method, 0.1, 0.1, 0.1, None) == [*[distance * 10 + 50] * 3, None]


@pytest.mark.parametrize(
    ("method", "capped"),
    [
        (rule("fraction"), True),
        (rule("fraction", cap=True), True),
        (rule("identity"), False),
        (rule("ratio", denominator="b"), False),
        (rule("ratio", denominator="b", cap=True), True),
        (rule("ratio", denominator="b", cap=True, zero_denominator=1), True),
        (rule("ratio", denominator="b", cap=True, zero_denominator=2), False),
        (rule("boolean"), True),
        (rule("choice", options=[{"value": "a", "score": 1}]), True),
        (rule("choice", options=[{"value": "a", "score": 1.2}]), False),
        (rule("steps", steps=[{"at_least": 1, "score": 1}]), True),
        (rule("steps", steps=[{"at_least": 1, "score": 1}], otherwise=2), False),
        (rule("goalposts", low=0, high=1), True),
        (rule("goalposts", low=0, high=1, clip="high"), True),
        (rule("goalposts", low=0, high=1, clip="low"), False),
        (rule("goalposts", low=0, high=1, clip="low", direction="down"), True),
        (rule("goalposts", low=0, high=1, clip="high", direction="down"), False),
        (rule("goalposts", low=0, high=1, clip=False), False),
        (rule("min-max"), True),
        (rule("z-score", divisor="sample"), False),
    ],
)
def test_whether_a_cell_can_earn_more_than_the_whole(method: Rule, capped: bool) -> None:
    assert method.capped is capped


def test_a_parameter_of_another_rule_is_refused() -> None:
    with pytest.raises(ValidationError, match="low"):
        rule("min-max", low=0)
    with pytest.raises(ValidationError, match="kind"):
        rule("no-such-rule")


def test_a_rule_that_needs_nothing_from_other_units_learns_nothing() -> None:
    rule: Rule = TypeAdapter(AnyRule).validate_python({"kind": "identity"})
    assert rule.fit(np.array([1.0, 2.0])) == {}


@pytest.mark.parametrize("zero_range", [-0.5, 1.5, 50])
@pytest.mark.parametrize("kind", ["min-max", "distance-to-maximum"])
def test_a_zero_range_earns_a_share(kind: str, zero_range: float) -> None:
    with pytest.raises(ValidationError, match="zero_range"):
        rule(kind, zero_range=zero_range)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("identity", {}),
        ("fraction", {"of": 40}),
        ("goalposts", {"low": 20, "high": 30}),
        ("goalposts", {"low": 20, "high": 30, "direction": "down"}),
        ("goalposts", {"low": 20, "high": 30, "range": [2, 5]}),
        ("goalposts", {"low": 20, "high": 30, "range": [5, 2]}),
    ],
)
def test_the_line_of_a_rule_is_the_one_along_which_its_scores_go(
    kind: str, parameters: dict[str, Any]
) -> None:
    method = rule(kind, **parameters)
    low, high = method.apply([column(22.0, 26.0)], {}).tolist()
    assert method.line({}).slope == pytest.approx(abs(high - low) / 4, rel=1e-12)
    (size,) = method.largest_term([column(1.0)], [column(8.0)], {})
    assert size == pytest.approx(abs(high - low) * 2, rel=1e-12)
