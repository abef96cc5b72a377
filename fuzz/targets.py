"""The targets: what reads texts of strangers. Each takes one text, and whatever is neither result nor message is a fault."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dtiscore.errors import DtiscoreError, InvalidMethodology, UsageFault
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.methodology.formula import FUNCTIONS, parse_formula
from dtiscore.methodology.formula_text import FormulaFault
from dtiscore.methodology.writing.edition import TextSyntax
from dtiscore.tables.numbers import NumberStyle, read_number_column
from dtiscore.tables.texts.delimited import read_delimited
from dtiscore.units.explaining import match_pair
from dtiscore.units.matching import Match, UnitMatcher
from dtiscore.units.scheme import Unit, UnitScheme
from dtiscore.units.spelling import normal_form, without_accents
from fuzz.mutating import Mutator
from fuzz.reading_weights import SYNTAXES, read_weights

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Target:
    """One reader under test."""

    about: str
    seeds: Callable[[], Sequence[str]]
    """Texts that it reads as they are."""
    tokens: Sequence[str]
    run: Callable[[Mutator], None]
    """Draws one input and reads it; raises ``AssertionError`` or anything unforeseen for a fault."""


def _numbers() -> Sequence[str]:
    return (
        "1.234",
        "0.5",
        "1.234,5",
        "1,234.5",
        "12.34",
        "-5",
        "+1e5",
        "45%",
        "1 234",
        "1'234",
        "#N/A",
        "3-Feb",
        "inf",
        "x",
        "",
    )


_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
STYLES = (
    None,
    None,
    NumberStyle("."),
    NumberStyle(","),
    NumberStyle(",", "."),
    NumberStyle(".", ","),
    NumberStyle(".", " "),
)


def number(mutator: Mutator) -> None:
    """A column of a few cells: every cell is empty, a finite number, or told of; plain numbers are what Python reads."""
    cells = [mutator.text()[:400] for _ in range(mutator.chance.randrange(1, 4))]
    style = mutator.chance.choice(STYLES)
    percent = mutator.chance.choice(["sign", "sign", "bare", "unit"])
    column = read_number_column(cells, declared=style, percent=percent)  # type: ignore[arg-type]  # one of the three
    faulty = {fault.row for fault in column.faults}
    assert all(fault.message and fault.fix for fault in (*column.faults, *column.warnings))
    for row, (cell, value) in enumerate(zip(cells, column.values.tolist(), strict=True)):
        assert not math.isinf(value)
        assert (value != value) == (row in faulty or not cell.strip(" "))
        if (
            row not in faulty
            and style is not None
            and style.decimal == "."
            and percent != "bare"
            and _PLAIN.fullmatch(cell)
        ):
            assert value == float(cell)


def _tables() -> Sequence[str]:
    examples = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((ROOT / "examples").rglob("*.csv"))
    ]
    small = ["\n".join(text.splitlines()[:6]) + "\n" for text in examples]
    return (*small, 'unit;x\na;"1,5"\n', "sep=;\nunit;x\na;1\n", 'a,"b\nc",d\n1,"2""3",4\n')


def table(mutator: Mutator) -> None:
    """A file: a rectangular table whose cells know their lines, or a message that says where."""
    data = mutator.data()
    delimiter = mutator.chance.choice([None, None, None, ",", ";", "\t", "|"])
    try:
        found, problems = read_delimited(data, source="t.csv", delimiter=delimiter)
    except DtiscoreError as error:
        assert error.message
        return
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for column in found.columns:
        assert len(column.cells) == len(column.lines) == found.rows
        assert all(1 <= line <= lines for line in column.lines)
    assert len({column.header for column in found.columns}) == len(found.columns)
    assert all(problem.message and 1 <= (problem.place.line or 0) <= lines for problem in problems)


def weights(mutator: Mutator) -> None:
    """A weighting file in one of four languages: a methodology, faults with their lines, or what it is instead of one."""
    text = mutator.text()
    syntax = mutator.chance.choice(SYNTAXES) if mutator.chance.random() < 0.1 else _syntax_of(text)
    try:
        read_weights(text, syntax)
    except InvalidMethodology as error:
        assert error.problems
        lines = text.count("\n") + text.count("\r") + 1
        # What is never closed may be told of just behind the end.
        assert all(problem.message and (problem.place.line or 1) <= lines + 1 for problem in error.problems)
    except UsageFault as error:  # a table
        assert error.fix


def _syntax_of(text: str) -> TextSyntax:
    if text.lstrip().startswith("{"):
        return "json"
    if "setting" in text[:60] or text.startswith(("code", "#")):
        return "csv"
    return "toml" if re.search(r"^\w+ *= ", text, re.MULTILINE) else "yaml"


@cache
def _weighting_files() -> Sequence[str]:
    from dtiscore.methodology.parsing import methodology_from
    from dtiscore.methodology.writing.edition import methodology_text

    return [
        methodology_text(methodology_from(edition), syntax)
        for edition in (SMALL, FULL)
        for syntax in SYNTAXES
    ]


SMALL: Mapping[str, object] = {
    "id": "w",
    "title": {"vi": "Chỉ số", "en": "Index"},
    "authority": {"decision": "1/QĐ", "issuer": "Sở", "source": "https://example.org"},
    "publish": {"as": "score", "decimals": 2},
    "rank": {"on": "published"},
    "missing": "no-score",
    "index": {
        "code": "M", "aggregate": "arithmetic", "weights": 1.0,
        "children": [
            {"code": "a", "weight": 0.4, "rule": {"kind": "goalposts", "low": 0.0, "high": 10.0}},
            {"code": "b", "weight": 0.6, "rule": {"kind": "min-max", "direction": "down"}},
        ],
    },
}  # fmt: skip


FULL: Mapping[str, object] = {
    **SMALL,
    "columns": [{"header": "c", "unit": "%", "min": 0}],
    "prepare": [{"step": "derive", "column": "d", "formula": "c / 2"}, {"step": "screen", "min_share": 0.5}],
    "missing": {"kind": "reweight", "min_share": 0.5},
    "index": {
        "code": "M", "aggregate": {"kind": "geometric", "rescale": {"from": [0, 1], "to": [1, 10]}}, "weights": "relative",
        "children": [
            {"code": "a", "weight": 1, "rule": {"kind": "piecewise-linear", "points": [[0, 0], [1, 1]]}},
            {"code": "b", "weight": 2, "rule": {"kind": "choice", "options": [{"value": "x", "score": 1}, {"value": "y", "score": 0}]}},
            {"code": "e", "weight": 1, "rule": {"kind": "steps", "steps": [{"at_least": 4, "score": 1}, {"at_least": 0, "score": 0}]}},
            {"code": "d", "weight": 1, "rule": {"kind": "z-score", "divisor": "sample"}},
        ],
    },
    "views": [{"code": "V", "of": ["a", "b"], "aggregate": {"kind": "owa", "places": [0.5, 0.5]}}],
    "bands": {"kind": "cuts", "on": "full", "cuts": [{"code": "high", "at_least": 0.5}, {"code": "low"}]},
    "notes": ["one", "two"],
}  # fmt: skip


def formula(mutator: Mutator) -> None:
    """A formula: words that say why it is none, or a number or nothing for every row, and never an exception."""
    text = mutator.text()
    try:
        parsed = parse_formula(text)
    except FormulaFault as fault:
        assert str(fault)
        return
    values = np.array([0.0, -1.0, 2.5, 1e308, 1e-308, np.nan])
    result, undefined = parsed.evaluate(dict.fromkeys(parsed.names, values), len(values))
    assert len(result) == len(undefined) == len(values)
    assert not np.isinf(result).any()
    assert np.isnan(result[undefined]).all()


@cache
def _schemes() -> tuple[UnitScheme, UnitScheme]:
    return load_unit_scheme("vn-province-63"), load_unit_scheme("vn-province-34")


@cache
def _matchers() -> tuple[UnitMatcher, UnitMatcher]:
    old, new = _schemes()
    return UnitMatcher(old), UnitMatcher(new)


def _units() -> Sequence[str]:
    return [
        text for scheme in _schemes() for unit in scheme.units for text in (unit.code, *unit.name.values())
    ]


def _says(text: str, unit: Unit) -> bool:
    """Whether the letters of a name of the unit, or the digits of its code, stand in a text, whatever stands around them."""
    letters = _letters(text)
    digits = "".join(sign for sign in letters if sign.isdigit())
    names = (*unit.name.values(), *unit.aliases)
    return any(_letters(name) in letters for name in names) or digits.lstrip("0") == unit.code.lstrip("0")


def _letters(text: str) -> str:
    plain = without_accents(normal_form(unicodedata.normalize("NFKC", text)))
    return "".join(sign for sign in plain if sign.isalnum())


def alias(mutator: Mutator) -> None:
    """A name of a unit: the unit that is called so, or an explanation; what is near is suggested and never taken."""
    text = mutator.text()
    for matcher, scheme, other in zip(_matchers(), _schemes(), reversed(_schemes()), strict=True):
        match = matcher.match(text)
        assert match is None or (match.unit is scheme.by_code[match.unit.code] and _says(text, match.unit))
        assert len(matcher.suggest(text)) <= 5
        pair = match_pair("", text, scheme, [other])
        assert isinstance(pair, Match) or pair.message
        if match is not None and text in scheme.by_code:
            assert match.unit.code == text


TARGETS: Mapping[str, Target] = {
    "csv": Target("tables in bytes", _tables, ("sep=;", "unit,", "Nguồn: ", "1.234", '"1,5"', ",,,"), table),
    "number": Target(
        "cells of numbers",
        _numbers,
        ("1.234", ",5", "e400", "%", "n/a", "0x1F", "TRUE", "#REF!", "2/3"),
        number,
    ),
    "weights": Target(
        "weighting files",
        _weighting_files,
        (
            "&a ",
            "*a",
            "!!str ",
            "<<: ",
            "---\n",
            "code: ",
            "01",
            "NO",
            "1:30",
            "null",
            "[[x]]\n",
            "true",
            "{",
            "}",
        ),
        weights,
    ),
    "formula": Target(
        "formulas",
        lambda: (
            "firms / people * 1000",
            "1 - `4.1` / 100",
            "if_missing(min(a, b), clip(x, 0, 1))",
            "exp(log(a) ** 2) + sqrt(abs(-b))",
        ),
        (*FUNCTIONS, "**", "`", "__import__", ".", "lambda", "1e309", "if", "("),
        formula,
    ),
    "alias": Target(
        "names of units", _units, ("TP. ", "tỉnh ", "Thành phố ", " - ", "–", "Ð", "oà", "òa"), alias
    ),
}
"""By the name on the command line."""
