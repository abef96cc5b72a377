"""Restating on small schemes with expected values written as arithmetic, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.conftest import Run

from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.units.restating import predecessors, restate
from dtiscore.units.restating_problems import Gap
from dtiscore.units.scheme import UnitScheme

Maker = Callable[..., UnitScheme]


@pytest.fixture(scope="module")
def old(scheme_of: Maker) -> UnitScheme:
    """A and B became AB (code b, reused from B), C stayed, D and E became DE."""
    parts = {"a": "b", "b": "b", "c": "c", "d": "x", "e": "x"}
    units = [{"code": code, "name": f"Old {code}", "successor": became} for code, became in parts.items()]
    return scheme_of(*reversed(units), id="old", successor="new")


@pytest.fixture(scope="module")
def new(scheme_of: Maker) -> UnitScheme:
    return scheme_of(*({"code": code, "name": f"New {code}"} for code in "xbc"), id="new")


def values(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


def refusal(*arguments: Any, **keys: Any) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(InvalidData) as caught:
        restate(*arguments, **keys)
    return [(problem.code, problem.unit, problem.indicator) for problem in caught.value.problems]


def test_predecessors_stand_in_the_order_of_their_codes(old: UnitScheme, new: UnitScheme) -> None:
    assert predecessors(old, new) == {"x": ("d", "e"), "b": ("a", "b"), "c": ("c",)}


def test_the_mean_is_plain(old: UnitScheme, new: UnitScheme) -> None:
    table = {"score": values(0.1, 0.2, 0.7, 1.0, 4.0), "rate": values(10, 20, 30, 40, 50)}
    restated = restate(table, list("abcde"), old, new, "mean")
    assert restated.units == ("x", "b", "c")
    assert restated.columns["score"].tolist() == [(1.0 + 4.0) / 2, 0.15, 0.7]
    assert restated.columns["rate"].tolist() == [(40 + 50) / 2, (10 + 20) / 2, 30]
    assert restated.members == {"x": ("d", "e"), "b": ("a", "b"), "c": ("c",)}
    assert restated.gaps == ()


def test_counts_are_added_up(old: UnitScheme, new: UnitScheme) -> None:
    restated = restate({"firms": values(1, 2, 3, 4, 5)}, list("abcde"), old, new, "sum")
    assert restated.columns["firms"].tolist() == [4 + 5, 1 + 2, 3]


def test_a_weighted_mean_uses_the_weights_of_the_predecessors(old: UnitScheme, new: UnitScheme) -> None:
    weights = values(3, 1, 7, 0, 2)
    restated = restate({"score": values(1, 5, 0.3, 9, 4)}, list("abcde"), old, new, "weighted", weights)
    assert restated.columns["score"].tolist() == [(0 * 9 + 2 * 4) / 2, (3 * 1 + 1 * 5) / 4, 0.3]


def test_an_unchanged_unit_keeps_its_value_to_the_last_bit(old: UnitScheme, new: UnitScheme) -> None:
    assert 0.1 * 3 / 3 != 0.1
    restated = restate(
        {"score": values(1, 1, 0.1, 1, 1)}, list("abcde"), old, new, "weighted", values(1, 1, 3, 1, 1)
    )
    assert restated.columns["score"][2] == 0.1


def test_results_cannot_be_changed(old: UnitScheme, new: UnitScheme) -> None:
    restated = restate({"score": values(1, 2, 3, 4, 5)}, list("abcde"), old, new, "mean")
    with pytest.raises(ValueError, match="read-only"):
        restated.columns["score"][0] = 0


@given(
    numbers=st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=5),
    weights=st.lists(st.floats(0.001, 1e6), min_size=5, max_size=5),
    order=st.permutations(range(5)),
    method=st.sampled_from(["mean", "sum", "weighted"]),
)
def test_the_order_of_rows_does_not_change_a_bit(
    old: UnitScheme,
    new: UnitScheme,
    numbers: list[float],
    weights: list[float],
    order: list[int],
    method: Any,
) -> None:
    def restated(rows: list[int]) -> list[float]:
        column = {"v": values(*(numbers[row] for row in rows))}
        weight = values(*(weights[row] for row in rows)) if method == "weighted" else None
        return restate(column, ["abcde"[row] for row in rows], old, new, method, weight).columns["v"].tolist()

    assert restated(order) == restated(list(range(5)))


def test_the_arithmetic_is_exact_on_decimals(scheme_of: Maker) -> None:
    # Plain addition would lose the 1.
    parts = [{"code": code, "name": f"Old {code}", "successor": "z"} for code in "abc"]
    old, new = scheme_of(*parts, id="old", successor="new"), scheme_of({"code": "z", "name": "Z"}, id="new")
    restated = restate({"v": values(-1e100, 1.0, 1e100)}, ["c", "b", "a"], old, new, "sum")
    assert restated.columns["v"].tolist() == [1.0]


def test_all_missing_rows_and_values_are_told_at_once(old: UnitScheme, new: UnitScheme) -> None:
    table = {"p": values(1, nan, 3, nan), "q": values(1, 2, nan, 4)}
    with pytest.raises(InvalidData) as caught:
        restate(table, list("abcd"), old, new, "mean")
    assert [(one.code, one.unit, one.indicator) for one in caught.value.problems] == [
        ("missing-predecessor", "x", None),
        ("missing-value", "x", "p"),
        ("missing-value", "b", "p"),
        ("missing-value", "c", "q"),
    ]
    assert caught.value.problems[0].message == "New x (x) lacks the row of Old e (e)"
    assert caught.value.problems[2].message == "New b (b) lacks the value of Old b (b)"
    assert "4 faults" in caught.value.message


def test_a_partial_result_makes_do_and_says_so(old: UnitScheme, new: UnitScheme) -> None:
    table = {"p": values(1, nan, 3), "q": values(1, 2, nan)}
    restated = restate(table, ["a", "b", "c"], old, new, "mean", partial=True)
    assert restated.units == ("b", "c")
    assert restated.columns["p"].tolist() == [1.0, 3.0]
    assert restated.columns["q"][0] == (1 + 2) / 2
    assert np.isnan(restated.columns["q"][1])
    assert restated.members == {"b": ("a", "b"), "c": ("c",)}
    assert restated.gaps == (Gap("x", None, ("d", "e")), Gap("b", "p", ("b",)), Gap("c", "q", ("c",)))


def test_a_partial_weighted_mean_leaves_the_weight_of_a_missing_value_out(
    old: UnitScheme, new: UnitScheme
) -> None:
    restated = restate(
        {"p": values(2, nan, 1)}, ["a", "b", "c"], old, new, "weighted", values(3, 5, 1), partial=True
    )
    assert restated.columns["p"].tolist() == [2.0, 1.0]
    assert refusal({"p": values(nan, 2)}, ["a", "b"], old, new, "weighted", values(3, 0), partial=True) == [
        ("zero-weight", "b", "p")
    ]


def test_weights_that_add_up_to_zero_are_refused_once(old: UnitScheme, new: UnitScheme) -> None:
    table = {"p": values(1, 2, 3, 4, 5), "q": values(1, 2, 3, 4, 5)}
    weights = values(0, 0, 0, 1, 0)
    assert refusal(table, list("abcde"), old, new, "weighted", weights) == [
        ("zero-weight", "b", None),
        ("zero-weight", "c", None),
    ]


@pytest.mark.parametrize("weight", [nan, inf, -1.0])
def test_impossible_weights_are_refused_even_in_part(old: UnitScheme, new: UnitScheme, weight: float) -> None:
    table, weights = {"p": values(1, 2)}, values(1, weight)
    assert refusal(table, ["a", "b"], old, new, "weighted", weights, partial=True) == [
        ("impossible-weight", "b", None)
    ]


def test_unknown_and_repeated_units_are_refused(old: UnitScheme, new: UnitScheme) -> None:
    assert refusal({"p": values(1, 2, 3, 4)}, ["a", "q", "a", "A"], old, new, "mean") == [
        ("duplicate-unit", "a", None),
        ("unknown-unit", "q", None),
        ("unknown-unit", "A", None),
    ]


def test_a_unit_that_was_divided_cannot_be_restated_in_silence(scheme_of: Maker) -> None:
    old = scheme_of(
        {"code": "a", "name": "A", "successor": "a"},
        {"code": "b", "name": "B", "successor_note": "divided"},
        id="old",
        successor="new",
    )
    new = scheme_of({"code": "a", "name": "A"}, id="new")
    assert refusal({"p": values(1, 2)}, ["a", "b"], old, new, "sum", partial=True) == [
        ("no-successor", "b", None)
    ]
    assert restate({"p": values(1)}, ["a"], old, new, "sum").columns["p"].tolist() == [1.0]


def test_a_unit_without_predecessor_is_missing(scheme_of: Maker) -> None:
    old = scheme_of({"code": "a", "name": "A", "successor": "a"}, id="old", successor="new")
    new = scheme_of({"code": "a", "name": "A"}, {"code": "n", "name": "N"}, id="new")
    assert refusal({"p": values(1)}, ["a"], old, new, "mean") == [("missing-predecessor", "n", None)]
    assert restate({"p": values(1)}, ["a"], old, new, "mean", partial=True).gaps == (Gap("n", None, ()),)


@pytest.mark.parametrize(
    ("method", "column"), [("mean", (inf, 1)), ("sum", (1e308, 1e308)), ("sum", (-inf, inf))]
)
def test_a_result_that_is_not_finite_is_refused(
    old: UnitScheme, new: UnitScheme, method: Any, column: tuple[float, float]
) -> None:
    assert refusal({"p": values(*column)}, ["a", "b"], old, new, method, partial=True) == [
        ("not-finite", "b", "p")
    ]


def test_only_the_scheme_that_follows_will_do(old: UnitScheme, new: UnitScheme, scheme_of: Maker) -> None:
    with pytest.raises(UsageFault, match="no scheme follows it"):
        restate({}, [], new, old, "mean")
    with pytest.raises(UsageFault, match="it is followed by new"):
        restate({}, [], old, scheme_of({"code": "a", "name": "A"}, id="other"), "mean")


def test_successors_that_do_not_exist_are_all_told(old: UnitScheme, scheme_of: Maker) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        predecessors(old, scheme_of({"code": "b", "name": "B"}, id="new"))
    assert [problem.raw for problem in caught.value.problems] == ["c", "x", "x"]


def test_weights_go_with_the_weighted_mean_only(old: UnitScheme, new: UnitScheme) -> None:
    with pytest.raises(UsageFault, match='"weighted" needs a column of weights'):
        restate({"p": values(1)}, ["a"], old, new, "weighted")
    with pytest.raises(UsageFault, match='"sum" takes no weights'):
        restate({"p": values(1)}, ["a"], old, new, "sum", values(1))


def test_a_column_has_one_value_per_unit(old: UnitScheme, new: UnitScheme) -> None:
    with pytest.raises(ValueError, match=r'"p" has the shape \(2,\); there are 1 units'):
        restate({"p": values(1, 2)}, ["a"], old, new, "mean")
    with pytest.raises(ValueError, match=r'"weights" has the shape \(2,\)'):
        restate({"p": values(1)}, ["a"], old, new, "weighted", values(1, 2))


def test_a_fault_of_one_period_says_which(tmp_path: Path, run: Run, examples: Path) -> None:
    heads = [
        (examples / "dti-province" / f"{year}.csv").read_text(encoding="utf-8").splitlines()
        for year in (2022, 2023)
    ]
    rows = [heads[0][0], *heads[0][1:], *(row for row in heads[1][1:] if ",56," not in row)]
    (tmp_path / "panel.csv").write_text("\n".join(rows), encoding="utf-8")
    line = ("units", "restate", "panel.csv", "--to", "vn-province-34")
    refused = run(*line, "--from", "vn-province-63", cwd=tmp_path)
    assert (refused.returncode, "panel.csv (2023): the table cannot be restated" in refused.stderr) == (
        1,
        True,
    )
    (tmp_path / "panel.csv").write_text("code,name,a\nX,Nowhere,1\n", encoding="utf-8")
    assert "at panel.csv" in run(*line, cwd=tmp_path).stderr
