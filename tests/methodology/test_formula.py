"""The arithmetic that a weighting file may hold: what is a formula and what is not, and what each part of it gives."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st
from pydantic import TypeAdapter, ValidationError

from dtiscore.methodology.formula import FUNCTIONS, FormulaText, parse_formula
from dtiscore.methodology.formula_evaluation import Given
from dtiscore.methodology.formula_text import MAX_LENGTH, FormulaFault

NAN = math.nan
UNDEFINED = "undefined"
MISSING = "missing"


def value(text: str, **given: float) -> float | str:
    """The value of a formula for a single row."""
    return value_of(text, given)


def value_of(text: str, given: Mapping[str, float]) -> float | str:
    values, undefined = parse_formula(text).evaluate({name: np.array([x]) for name, x in given.items()}, 1)
    if undefined[0]:
        assert np.isnan(values[0])
        return UNDEFINED
    return MISSING if np.isnan(values[0]) else float(values[0])


def refusal(text: str) -> str:
    with pytest.raises(FormulaFault) as caught:
        parse_formula(text)
    return str(caught.value)


class TestValues:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("10 - 4 - 3", 3.0),  # from the left
            ("16 / 4 / 2", 2.0),
            ("2 ** 3 ** 2", 512.0),  # powers from the right
            ("-2 ** 2", -4.0),  # the sign comes after the power, as on paper
            ("2 ** -1", 0.5),
            ("--3", 3.0),
            ("+3", 3.0),
            ("1.5e3 + .5 + 2.", 1502.5),
            ("abs(-7)", 7.0),
            ("log(exp(3))", 3.0),
            ("exp(0)", 1.0),
            ("sqrt(9)", 3.0),
            ("normal(0)", 0.5),
            ("normal(-50)", 0.0),  # the share is smaller than any float64
            ("normal(50)", 1.0),
            ("floor(2.7)", 2.0),
            ("floor(-2.1)", -3.0),
            ("floor(0.7 * 10 + 0.1 * 10)", 8.0),  # in float64 a bit below it
            ("ceil(2.1)", 3.0),
            ("ceil((1000.1 - 1000) * 10)", 1.0),  # as exact as the thousand that it was taken from
            ("round(2.5)", 3.0),
            ("round(-2.5)", -3.0),
            ("round(0.74735, 4)", 0.7474),
            ("round(2.5, 0)", 3.0),
            ("min(3, 1, 2)", 1.0),
            ("max(3, 1, 2)", 3.0),
            ("clip(7, 0, 5)", 5.0),
            ("clip(-7, 0, 5)", 0.0),
            ("clip(3, 0, 5)", 3.0),
            ("if_missing(4, 9)", 4.0),
            ("if_at_least(3, 3, 1, 2)", 1.0),  # the limit belongs to what reaches it
            ("if_at_least(2.9, 3, 1, 2)", 2.0),
            ("0 ** 0", 1.0),
            ("(-8) ** 3", -512.0),
        ],
    )
    def test_numbers_signs_and_functions(self, text: str, expected: float) -> None:
        assert value(text) == expected

    @pytest.mark.parametrize(
        ("z", "below"),
        [
            ("-3.5", "0.00023"),
            ("-3.0", "0.00135"),
            ("-2.9", "0.00187"),
            ("-2.5", "0.00621"),
            ("-2.43", "0.00755"),
        ],
    )
    def test_a_printed_table_of_the_normal_distribution(self, z: str, below: str) -> None:
        """Of http://www.math.com/tables/stat/distributions/z-dist.htm, five decimals."""
        assert f"{value(f'normal({z})'):.5f}" == below
        assert value(f"normal({z}) + normal(-({z}))") == pytest.approx(1.0, abs=1e-15)

    def test_every_function_is_among_them(self) -> None:
        assert set(FUNCTIONS) == {
            "min",
            "max",
            "abs",
            "log",
            "exp",
            "sqrt",
            "normal",
            "floor",
            "ceil",
            "round",
            "clip",
            "if_missing",
            "if_at_least",
            "sum",
            "mean",
            "count",
        }

    def test_names_are_columns_row_by_row(self) -> None:
        formula = parse_formula("firms / population * 1000")
        firms, population = np.array([30.0, 5.0, 0.0]), np.array([1000.0, 500.0, 20.0])
        values, undefined = formula.evaluate({"firms": firms, "population": population}, 3)
        assert values.tolist() == [30.0, 10.0, 0.0]
        assert not undefined.any()

    def test_the_discount_of_inequality(self) -> None:
        assert value("health * (1 - loss / 100)", health=0.8, loss=25.0) == pytest.approx(0.6)

    @pytest.mark.parametrize("text", ["-x", "-(x)", "--x", "1 * -x"])
    def test_nothing_taken_off_is_no_negative_zero(self, text: str) -> None:
        assert str(value(text, x=0.0)) == "0.0"

    def test_a_number_alone_is_the_same_in_all_rows(self) -> None:
        values, _ = parse_formula("7").evaluate({}, 4)
        assert values.tolist() == [7.0] * 4

    def test_a_table_without_rows_has_no_values(self) -> None:
        values, undefined = parse_formula("log(a) / b").evaluate({"a": np.array([]), "b": np.array([])}, 0)
        assert (len(values), len(undefined)) == (0, 0)


class TestUndefined:
    @pytest.mark.parametrize(
        "text",
        [
            "a / 0",
            "a / (b - b)",
            "0 / 0",
            "log(0)",
            "log(-a)",
            "sqrt(-1)",
            "(-1) ** 0.5",
            "0 ** -1",
            "exp(1000)",
            "10 ** 400.5",
            "1e300 * 1e300",
            "1e300 * 1e300 - 1e300 * 1e300",  # infinity less infinity is no missing value
            "min(1e300 * 1e300, 1)",
            "1 / 1e-320",
            "if_at_least(a, b, 1, 1 / 0)",
            "if_at_least(1 / 0, b, 1, 2)",
            "if_missing(a / 0, 7)",  # what is undefined is not missing
            "if_missing(nothing, a / 0)",
            "abs(1 / 0)",
        ],
    )
    def test_what_has_no_value_is_undefined(self, text: str) -> None:
        assert value(text, a=1.0, b=2.0, nothing=NAN) == UNDEFINED

    def test_what_is_not_used_does_not_matter(self) -> None:
        assert value("if_missing(a, b / c)", a=1.0, b=2.0, c=0.0) == 1.0
        assert value("if_missing(a, b / c)", a=NAN, b=2.0, c=0.0) == UNDEFINED
        assert value("if_at_least(a, 1, b, b / c)", a=1.0, b=2.0, c=0.0) == 2.0
        assert value("if_at_least(a, 1, b / c, gap)", a=1.0, b=2.0, c=1.0, gap=NAN) == 2.0

    def test_only_the_rows_concerned(self) -> None:
        values, undefined = parse_formula("1 / x").evaluate({"x": np.array([2.0, 0.0, NAN, 4.0])}, 4)
        assert undefined.tolist() == [False, True, False, False]
        assert np.isnan(values).tolist() == [False, True, True, False]
        assert values[[0, 3]].tolist() == [0.5, 0.25]


class TestLargestTerms:
    @pytest.mark.parametrize(
        ("text", "size"),
        [
            ("a", 10.0),
            ("a - b", 10.0),
            ("c * (a - b)", 3 * 10.0),
            ("(a - b) * c", 3 * 10.0),
            ("(a - b) / c", 10.0 / 3),
            ("c / (a - b)", 3 / 0.25 * 10.0 / 0.25),
            ("min((a - b) / 100, c)", 10.0 / 100),  # of the part that is chosen
            ("2 ** (a - b)", math.log(2) * 2**0.25 * 10.0),  # by the slope there
            ("normal(a - b)", math.exp(-(0.25**2) / 2) / math.sqrt(2 * math.pi) * 10.0),
        ],
    )
    def test_what_entered_a_value_is_followed(self, text: str, size: float) -> None:
        row = {name: np.array([number]) for name, number in (("a", 10.0), ("b", 9.75), ("c", 3.0))}
        assert parse_formula(text).result(Given(row, 1)).size == pytest.approx([size])

    def test_a_limit_is_reached_by_what_equals_it_in_decimals(self) -> None:
        assert 1000.3 + 0.3 < 1000.6
        assert value("if_at_least(a + b, 1000.6, 1, 0)", a=1000.3, b=0.3) == 1.0
        assert value("if_at_least(a + b, 1000.6, 1, 0)", a=1000.3, b=0.299999999999) == 0.0

    def test_what_a_branch_rounds_makes_its_limit_no_nearer(self) -> None:
        assert value("if_at_least(a, 1, b + b + b + b + b + b + b + b, 0)", a=1 - 1e-15, b=1.0) == 0.0

    @pytest.mark.parametrize(
        ("text", "may"),
        [
            ("a - b", True),
            ("a ** 2", True),
            ("log(a)", True),
            ("normal(a)", True),
            ("mean(a, b)", True),
            ("a * b", False),
            ("max(a, b) / abs(c)", False),
            ("if_missing(a, 1)", False),
        ],
    )
    def test_which_formulas_may_have_a_term_larger_than_their_result(self, text: str, *, may: bool) -> None:
        assert parse_formula(text).may_cancel == may


class TestMissing:
    @pytest.mark.parametrize(
        "text",
        [
            "a + b",
            "a * 0",
            "-a",
            "a ** 0",
            "1 ** a",
            "min(a, b)",
            "max(b, a)",
            "clip(b, a, 5)",
            "log(a)",
            "a / 0",  # nothing is undefined as long as it is not known
            "log(0) + a",
            "if_missing(a, a)",
            "if_at_least(a, 1, 2, 3)",
            "if_at_least(1, a, 2, 3)",
            "if_at_least(b, 1, a, 2)",
            "if_at_least(b, 1, log(a), 1 / 0)",
            "none",
            "none + b",
            "if_at_least(b, 1, none, 2)",
            "mean(a, a)",
            "sum(a, none)",
        ],
    )
    def test_a_missing_value_makes_the_result_missing(self, text: str) -> None:
        assert value(text, a=NAN, b=1.0) == MISSING

    def test_something_else_in_its_place(self) -> None:
        assert value("if_missing(a, 5)", a=NAN) == 5.0
        assert value("if_missing(a, b)", a=NAN, b=2.0) == 2.0
        assert value("if_missing(log(0) + a, 5)", a=NAN) == 5.0
        assert value("1 + if_missing(a + b, if_missing(a, b))", a=NAN, b=2.0) == 3.0
        assert value("if_missing(none, 5)") == 5.0
        assert value("`none` + 1", none=4.0) == 5.0  # a column of that name

    def test_those_that_are_there(self) -> None:
        there = {"a": NAN, "b": 2.0, "c": 5.0}
        assert value("sum(a, b, c)", **there) == 7.0
        assert value("mean(a, b, c)", **there) == 3.5
        assert value("count(a, b, c, b)", **there) == 3.0
        assert value("count(a)", **there) == 0.0
        assert value("mean(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)") == pytest.approx(0.1, rel=1e-15)
        found = parse_formula("mean(1 / a, b)").evaluate(
            {"a": np.array([0.0, NAN]), "b": np.array([3.0, 3.0])}, 2
        )
        assert found[1].tolist() == [True, False]  # what is undefined is not merely missing

    @pytest.mark.parametrize(
        ("text", "needed"),
        [
            ("a + b * a", {"a", "b"}),
            ("if_missing(a, 0) + b", {"b"}),
            ("if_missing(a, b)", set()),
            ("if_at_least(a, b, c, none)", {"a", "b"}),
            ("sum(a, b + c, a * 2)", set()),
            ("mean(a, a + b)", {"a"}),
            ("count(a, b) * c", {"c"}),
            ("if_missing(a + b, a)", {"a"}),
            ("min(a, if_missing(b, c))", {"a"}),
            ("if_at_least(a, b, c + d, d)", {"a", "b", "d"}),
            ("-a", {"a"}),
            ("3", set()),
        ],
    )
    def test_which_names_there_is_no_result_without(self, text: str, needed: set[str]) -> None:
        assert parse_formula(text).needed == needed


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("b + a + b", ("b", "a")),
            ("`4.1` / `dân số`", ("4.1", "dân số")),
            ("`firms + farms` + firms", ("firms + farms", "firms")),
            ("dân_số * 2", ("dân_số",)),
            ("if / for + None", ("if", "for", "None")),  # a column may bear any name
            ("min + min(min, 2)", ("min",)),
            ("name_0 + `x`", ("name_0", "x")),
            ("`a`+a", ("a",)),
            ("da\u0302n", ("d\u00e2n",)),  # composed, as headings are
            ("ﬁrms", ("ﬁrms",)),  # and otherwise left alone: this is no "firms"
        ],
    )
    def test_names_in_the_order_in_which_they_occur(self, text: str, names: tuple[str, ...]) -> None:
        assert parse_formula(text).names == names

    def test_a_name_is_looked_up_as_it_is_written(self) -> None:
        assert value_of("`a b` - name_0 * name_1", {"a b": 10.0, "name_0": 2.0, "name_1": 3.0}) == 4.0
        assert value_of("`4.1` * 4.1", {"4.1": 10.0}) == 41.0


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "the formula is empty"),
            ("   ", "the formula is empty"),
            ("a.real", '"." at character 2 is not part of a formula'),
            ("a[0]", '"[" at character 2 is not part of a formula: use ( )'),
            ("{a}", "use ( )"),
            ("a < b", '"<" at character 3'),
            ("a == b", '"=" at character 3'),
            ("a = b", '"=" at character 3'),
            ("min(a=1, b=2)", '"=" at character 6'),
            ("'a'", '"\'" at character 1'),
            ('"a" + 1', "at character 1"),
            ("a # a remark", '"#" at character 3'),
            ("a ^ 2", "a power is written **"),
            ("a × b", "write *"),
            ("a ÷ b", "write /"),
            ("a – b", "the minus of the keyboard"),
            ("50 % * a", "divide by 100"),
            ("a; b", '";" at character 2'),
            ("a @ b", '"@" at character 3'),
            ("~a", '"~" at character 1'),
            ("a if b else c", "between a and if at character 3 stands no sign; write *"),
            ("a and b", "between a and and at character 3 stands no sign"),
            ("not a", "between not and a at character 5"),
            ("lambda: 0", '":" at character 7'),
            ("2x", "between 2 and x at character 2 stands no sign; write * where they are multiplied"),
            ("2 (a + b)", "not part of a formula; write * between"),
            ("(a) (b)", 'there is no function "a"'),
            ("a (b)", 'there is no function "a"'),
            ("`min`(1, 2)", 'there is no function "min"'),
            ("1_000", "between 1 and _000"),
            ("0x1F", "between 0 and x1F"),
            ("1j", "between 1 and j"),
            ("1.2.3", "between 1.2 and .3"),
            ("007", "this is no formula: it cannot be read at character 1"),
            ("a +", "it cannot be read at character 3"),
            ("* a", "it cannot be read at character 1"),
            ("a // b", "it cannot be read at character 4"),
            ("a + * b", "it cannot be read at character 5"),
            ("(a + b", "it cannot be read at character 1"),
            ("dài + b)", "it cannot be read at character 8"),
            ("()", "a list is not part of a formula"),
            ("0,5 * a", "a decimal comma? write a point"),
            ("a, b", "a list is not part of a formula"),
            ("min(*a, b)", "not part of a formula"),
            ("min(**a)", "not part of a formula"),
            ("1e999", "a number is too large"),
            ("1" + "0" * 400, "a number is too large"),
            ("`a", "a quoted name stands between two backticks"),
            ("a + ``", "the name at character 5 is empty"),
            ("` a`", 'the name at character 1 begins or ends with a space: " a"'),
            ("a\n+ b", "a formula stands on one line"),
            ("a\t+ b", "without tabs or hidden characters"),
            ("a\u00a0+ b", "without tabs or hidden characters"),
            ("a\u200b", "without tabs or hidden characters"),
            ("__import__(1)", 'there is no function "__import__"; known: min, max, abs'),
            ("median(a, b)", 'there is no function "median"; known: min, max, abs'),
            ("min(a)", "min takes 2 to 20 values, not 1"),
            ("log(a, 10)", "log takes 1 value, not 2"),
            ("floor(a, 2)", "floor takes 1 value, not 2"),
            ("ceil(a, 2)", "ceil takes 1 value, not 2"),
            ("abs(a, b)", "abs takes 1 value, not 2"),
            ("sqrt(a, 2)", "sqrt takes 1 value, not 2"),
            ("exp(a, 2)", "exp takes 1 value, not 2"),
            ("abs()", "abs takes 1 value, not 0"),
            ("if_missing(a)", "if_missing takes 2 values, not 1"),
            ("if_missing(a, 0, 1)", "if_missing takes 2 values, not 3"),
            ("if_at_least(a, 0, 1)", "if_at_least takes 4 values, not 3"),
            ("if_at_least(a, 0, 1, 2, 3)", "if_at_least takes 4 values, not 5"),
            ("clip(a, 0, 1, 2)", "clip takes 3 values, not 4"),
            ("clip(a, 0)", "clip takes 3 values, not 2"),
            ("round(a, b)", "the second value of round is a whole number from 0 to 12"),
            ("round(a, 1.5)", "the second value of round is a whole number from 0 to 12"),
            ("round(a, 13)", "the second value of round is a whole number from 0 to 12"),
            ("round(a, -1)", "the second value of round is a whole number from 0 to 12"),
            ("exp()", "exp takes 1 value, not 0"),
            ("max(" + ", ".join("a" * 21) + ")", "max takes 2 to 20 values, not 21"),
        ],
    )
    def test_what_is_no_formula_is_told_with_its_place(self, text: str, words: str) -> None:
        assert words in refusal(text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("-a", 0),
            ("a + b", 1),
            ("(a + b) + (c + 1)", 2),  # of a sum the longer side counts
            ("(a + b) * (c + 1)", 3),  # of a product both do
            ("log(a + b)", 2),
            ("sum(a, b, c)", 2),
            ("mean(a + 1, b)", 3),
            ("max(a + b, c)", 1),  # which rounds nothing itself
        ],
    )
    def test_operations_in_a_row_are_counted(self, text: str, expected: int) -> None:
        formula = parse_formula(text)
        assert formula.operations({}) == expected
        assert formula.operations({"a": 3}) == expected + 3

    def test_a_formula_has_limits(self) -> None:
        longest = "a" * 2000
        assert parse_formula(longest).names == (longest,)
        assert "at most 2000 characters, and this one 2001" in refusal(longest + "a")
        assert len(parse_formula(" + ".join(f"c{i}" for i in range(100))).names) == 100
        split = "at most 500 parts and 100 levels, and this one"
        assert f"{split} 205 and 102" in refusal(" + ".join("a" * 103))
        assert f"{split} 501 and 500" in refusal("-" * 500 + "a")
        assert f"{split} 102 and 101" in refusal("abs(" * 101 + "a" + ")" * 101)
        assert parse_formula("-" * 100 + "a").names == ("a",)
        assert f"{split} 102 and 101" in refusal("-" * 101 + "a")

        def balanced(leaves: int) -> str:
            half = leaves // 2
            return "a" if leaves == 1 else f"({balanced(half)}+{balanced(leaves - half)})"

        assert parse_formula("-" + balanced(250)).names == ("a",)  # 250 names, 249 sums, one sign
        assert f"{split} 501 and 8" in refusal(balanced(251))
        assert "cannot be read" in refusal("(" * 400 + "a" + ")" * 400)

    def test_a_field_of_a_model_refuses_it_in_the_same_words(self) -> None:
        adapter: TypeAdapter[str] = TypeAdapter(FormulaText)
        assert adapter.validate_python("a / b") == "a / b"
        with pytest.raises(ValidationError, match="a power is written"):
            adapter.validate_python("a ^ b")


PIECES = st.sampled_from(
    [
        *"ab01.,()+-*/^`'\"#[]{}=<>%@!;:\\ \t\n_",
        "**",
        "if_missing(",
        "min(",
        "log(",
        "exp(",
        "1e300",
        "lambda",
        "0x",
        "đ",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=400, deadline=500)
@example("9" * 5000)
@example("(" * MAX_LENGTH)
@example("2**" * 300 + "2")
@example("-" * MAX_LENGTH)
@example("`" * 100)
@example("\0")
@example("\ud800")
@example("if_missing(" * 90)
def test_any_text_is_a_formula_or_is_refused_in_words(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaFault:
        return
    rows = np.array([2.0, 0.0, -1.0, NAN])
    values, undefined = formula.evaluate(dict.fromkeys(formula.names, rows), 4)
    assert values.dtype == np.float64
    assert not np.isinf(values).any()
    assert np.isnan(values[undefined]).all()
    if formula.needed:
        assert np.isnan(values[3])
        assert not undefined[3]


NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)


@given(a=NUMBERS, b=NUMBERS, c=NUMBERS)
def test_the_grammar_computes_what_python_computes(a: float, b: float, c: float) -> None:
    found = value("min(a, b) - abs(c) * 2 + (a + b) / (c ** 2 + 1)", a=a, b=b, c=c)
    assert found == min(a, b) - abs(c) * 2 + (a + b) / (math.pow(c, 2) + 1)


@given(rows=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20), cut=st.integers(0, 20))
def test_a_row_has_the_same_value_in_any_batch(rows: list[tuple[float, float]], cut: int) -> None:
    formula = parse_formula("if_missing(log(a), 0) / b ** 0.3")

    def evaluated(batch: list[tuple[float, float]]) -> list[tuple[str, bool]]:
        a, b = (np.array([row[i] for row in batch]) for i in (0, 1))
        values, undefined = formula.evaluate({"a": a, "b": b}, len(batch))
        return list(zip(map(str, values.tolist()), undefined.tolist(), strict=True))

    assert evaluated(rows[:cut]) + evaluated(rows[cut:]) == evaluated(rows)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("firms / people * 1000", {"firms"}),
        ("a / (a + b)", {"a"}),
        ("-(a - b) / (c / d)", {"a", "b"}),
        ("if_missing(a / b, max(c, 0) / count(d))", {"a", "c"}),
    ],
)
def test_names_that_do_more_than_divide(text: str, names: set[str]) -> None:
    assert parse_formula(text).undivided == names
