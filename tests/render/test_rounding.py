"""One rounding for what is shown: in one place, and the same for a value wherever it stands on a screen."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, strategies as st
from tests.conftest import ROOT, Run
from tests.made import HEAD

from dtiscore.methodology.arithmetic import Rounding, RoundingRule
from dtiscore.render.drawing import figures

RULES = get_args(RoundingRule)
RENDER = ROOT / "src" / "dtiscore" / "render"
THE_PLACE = RENDER / "drawing" / "figures.py"
PRECISION = re.compile(r"\.\d*[eEfFgG%]$|^[eEfFgGn%]$")
TEMPLATE = re.compile(r"\{\w*:[^{}]*\.\d+[eEfFgG%]?\}")


def roundings(file: Path) -> Iterator[str]:
    """The expressions of a file that round a number by themselves."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)[2:-1]
            if PRECISION.search(spec) or "}" in spec:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("round", "around", "quantize") or (
                called == "format" and isinstance(node.func, ast.Name)
            ):
                yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and TEMPLATE.search(node.value):
            yield node.value


@pytest.mark.parametrize(
    "file",
    [file for file in sorted(RENDER.rglob("*.py")) if file != THE_PLACE],
    ids=lambda file: str(file.relative_to(RENDER)),
)
def test_nothing_rounds_a_number_by_itself(file: Path) -> None:
    assert list(roundings(file)) == []


def test_what_rounds_by_itself_is_found(tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text(
        "f'{x:.2f}'; f'{x:.{n}f}'; f'{x:g}'; round(x, 2); np.round(x); format(x, '.6g'); '{x:.1f}'.format(x=1)",
        encoding="utf-8",
    )
    assert len(list(roundings(file))) == 7
    file.write_text("f'{x}'; f'{n:,}'; f'{x:>5}'; 'a {b} c: .5'.format(b=1)", encoding="utf-8")
    assert list(roundings(file)) == []


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (84.375, 2, "84.38"),
        (2.675, 2, "2.68"),  # the nearest binary number lies below it
        (0.74735, 4, "0.7474"),
        (84.365, Rounding(decimals=2, rule="half-even"), "84.36"),
        (-0.004, 2, "0.00"),
        (None, 2, "-"),
    ],
)
def test_halves_are_those_of_the_decimal(value: float | None, decimals: figures.Decimals, text: str) -> None:
    assert figures.fixed(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (84.375, 4, "84.38"),
        (0.0567, 4, "0.0567"),
        (123456.7, 4, "123457"),
        (0.0, 4, "0"),
        (2e-15, 4, "2.0e-15"),
    ],
)
def test_significant_digits_are_decimal_too(value: float, digits: int, text: str) -> None:
    assert figures.short(value, digits) == text


@given(
    st.lists(
        st.none()
        | st.floats(-1e18, 1e18)
        | st.just(float("nan"))
        | st.decimals(-1000, 1000, places=3).map(float),
        max_size=30,
    ),
    st.integers(0, 6) | st.builds(Rounding, decimals=st.integers(0, 6), rule=st.sampled_from(RULES)),
)
def test_a_column_shows_each_value_as_it_is_shown_alone(
    values: list[float | None], decimals: figures.Decimals
) -> None:
    assert figures.fixed_column(values, decimals) == [figures.fixed(value, decimals) for value in values]


def test_a_distance_is_what_a_reader_finds_who_subtracts() -> None:
    assert figures.shown_difference(100.0, 15.625, 2) == 100 - 15.63
    assert figures.shown_difference(15.625, 100.0, 2) == 15.63 - 100
    assert figures.shown_difference(0.50004, 0.50001, 4) == 0
    assert (
        figures.shown_difference(20.14, 20.06, 1) == 0
    )  # 0.08 would be 0.1 between two that are shown as 20.1
    assert figures.shown_difference(None, 1.0, 2) is None


def test_a_difference_that_does_not_show_is_told_with_more_decimals() -> None:
    assert figures.telling_difference(100.0, 15.625, 2) == "84.37"
    assert figures.telling_difference(0.50004, 0.50001, 4) == "0.00003"
    assert figures.telling_difference(20.06, 20.14, 1) == "-0.08"
    assert figures.telling_difference(0.1 + 0.2, 0.3, 1) == "0"
    assert figures.difference_in_full(43.47, 43.4) == "0.07"


def points(**keys: Any) -> dict[str, Any]:
    return {
        **HEAD,
        "index": {
            "code": "I",
            "aggregate": "points",
            "children": [
                {"code": "a", "points": 100, "rule": {"kind": "fraction"}},
                {"code": "b", "points": 50, "rule": {"kind": "fraction"}},
            ],
        },
        **keys,
    }


def test_an_explanation_shows_one_value_in_one_way(run: Run, tmp_path: Path) -> None:
    # What the unit lost, 84.375 of 100, is also how far it is from the best one, which lost nothing.
    (tmp_path / "w.json").write_text(json.dumps(points()), encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,a,b\nU,0.15625,0.5\nV,1,0.5\n", encoding="utf-8")
    result = run("explain", "t.csv", "-w", "w.json", "--unit", "U", "--gaps", "--width", "200", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    shown = set(re.findall(r"\b84\.\d+", result.stdout))
    assert shown == {"84.37"}  # 15.63 and 84.37 are 100
    assert "15.63" in result.stdout


def test_a_check_shows_the_difference_of_what_it_shows(run: Run, tmp_path: Path) -> None:
    edition = points(publish={"as": "score", "decimals": 1})
    (tmp_path / "w.json").write_text(json.dumps(edition), encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,a,b\nU,0.4347,0\nV,1,0.5\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text("unit,I\nU,43.4\nV,150\n", encoding="utf-8")
    command = ("check", "t.csv", "-w", "w.json", "--expect", "e.csv", "--tolerance", "0.01")
    result = run(*command, "--width", "100", cwd=tmp_path)
    row = next(line for line in result.stdout.splitlines() if "43.4 " in line)
    assert row.split()[-4:-1] == ["43.4", "43.47", "+0.07"]


def test_a_change_is_what_a_reader_finds_who_subtracts(run: Run, tmp_path: Path) -> None:
    """0.124 to 0.256 is 0.132, and 0.12 to 0.26 is 0.14: in the table, the sentence, the title and beside the score."""
    mean = {"aggregate": "arithmetic", "weights": "equal", "code": "I"}
    edition = points(index={**mean, "children": [{"code": "a", "rule": {"kind": "fraction"}}]})
    (tmp_path / "w.json").write_text(json.dumps(edition), encoding="utf-8")
    (tmp_path / "a.csv").write_text("unit,a\nU,0.124\nV,0.5\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("unit,a\nU,0.256\nV,0.5\n", encoding="utf-8")
    compared = run("compare", "a.csv", "b.csv", "-w", "w.json", "--unit", "U", "--width", "200", cwd=tmp_path)
    assert compared.returncode == 0, compared.stderr
    row = next(line for line in compared.stdout.splitlines() if "0.12 " in line)
    assert re.findall(r"[+]?\d\.\d\d", row)[:3] == ["0.12", "0.26", "+0.14"]
    assert "0.14 more of its own" in compared.stdout
    assert "U: +0.14, of which" in compared.stdout
    moved = run("score", "b.csv", "-w", "w.json", "--previous", "a.csv", "--width", "200", cwd=tmp_path)
    assert "+0.14" in moved.stdout
