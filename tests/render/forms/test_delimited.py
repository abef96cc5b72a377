"""CSV and TSV: full precision, quoting by RFC 4180, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, strategies as st

from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.texts.delimited import read_delimited
from dtiscore.tables.texts.writing import to_csv, to_excel_csv, to_tsv


def test_values_as_they_are() -> None:
    columns: dict[str, list[Any]] = {
        "unit": ["01", None],
        "rank": [1, 2.5],
        "DTI": [0.1 + 0.2, -5.0],
        "ranked": [True, False],
    }
    assert to_csv(columns) == "unit,rank,DTI,ranked\n01,1,0.30000000000000004,True\n,2.5,-5.0,False\n"


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_column_of_one_kind_is_written_as_among_others(decimal: str) -> None:
    """Numbers all alike are not looked at one by one; a text beside them makes each be."""
    columns: dict[str, list[Any]] = {
        "float": [0.1 + 0.2, -0.0, 1e-7, 1e300, math.inf, 1.234, 12345.0],
        "decimal": [
            Decimal(text) for text in ("0.0000000", "1E-7", "-0.00", "1.234", "1E+2", "44.3447", "7")
        ],
        "whole": [0, -1, 10**20, 1, 2, 3, 4],
        "truth": [True, False, True, True, True, True, True],
    }
    alone = [line.split(";") for line in to_csv(columns, delimiter=";", decimal=decimal).splitlines()]
    beside = {heading: [*values, "text", None] for heading, values in columns.items()}
    among = [line.split(";") for line in to_csv(beside, delimiter=";", decimal=decimal).splitlines()]
    assert among == [*alone, ["text"] * 4, [""] * 4]
    assert [row[1] for row in alone] == [
        "decimal",
        *(text.replace(".", decimal) for text in ("0.0000000", "0.0000001", "-0.00")),
        "1.234" if decimal == "." else "1,2340",
        "100",
        f"44{decimal}3447",
        "7",
    ]


def test_cells_are_quoted_where_they_must_be() -> None:
    assert to_csv({"a": ['x,"y"\nz']}, sanitise=False) == 'a\n"x,""y""\nz"\n'
    assert to_csv({"a": ["x\ry"]}, sanitise=False) == 'a\n"x\ry"\n'
    assert to_tsv({"a": ["x,y"], "b": ["t\tt"]}, sanitise=False) == 'a\tb\nx,y\t"t\tt"\n'
    assert to_csv({"a": [1.5]}, delimiter=";") == "a\n1.5\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", "＝"])
def test_texts_that_would_run_get_an_apostrophe(start: str) -> None:
    payload = f"{start}cmd|' /C calc'!A0"
    for text in (to_csv({"a": [payload]}), to_tsv({payload: ["a"]})):
        cells = [
            cell
            for row in csv.reader(StringIO(text, newline=""), delimiter="\t" if "\t" in text else ",")
            for cell in row
        ]
        assert f"'{payload}" in cells or start in "\t\r\0"
        assert not any(cell.startswith(start) for cell in cells)
    assert to_csv({"a": ["=1"]}, sanitise=False) == "a\n=1\n"


def test_what_would_act_in_a_log_or_on_a_terminal_is_written_as_an_escape() -> None:
    assert to_csv({"a": ["x\n::error::y", "\x1b[2J", "\u202ex"]}) == "a\nx\\n::error::y\n\\x1b[2J\n\\u202ex\n"
    assert to_csv({"a": ["\u0645\u06cc\u200c"]}) == "a\n\u0645\u06cc\u200c\n"  # a joiner belongs to the word


@pytest.mark.parametrize("write", [to_csv, to_tsv])
def test_no_line_is_a_command_to_the_log_of_a_build(write: Callable[..., str]) -> None:
    """Of a cell in the middle as of the first one: what stands before it may be empty, or a tab."""
    text = write({"unit": ["::error::x", " ::x", "a::b"], "name": ["::x", "y ##vso[x]", "a # [b]"]})
    rows = list(csv.reader(StringIO(text), delimiter="\t" if write is to_tsv else ","))
    assert rows == [
        ["unit", "name"],
        [r"\x3a:error::x", r"\x3a:x"],
        [r" \x3a:x", r"y \x23#vso[x]"],
        ["a::b", "a # [b]"],
    ]
    assert write({"unit": ["::x"]}, sanitise=False) == "unit\n::x\n"


def test_no_formula_is_found_by_a_spreadsheet_that_parts_at_another_sign() -> None:
    assert to_csv({"a": ["x;=1", "x,=1", "x;y"]}) == 'a\nx;\'=1\n"x,=1"\nx;y\n'
    assert to_csv({"a": ["x,=1"]}, delimiter=";") == "a\nx,'=1\n"
    assert to_csv({"a": ["x;=1"]}, sanitise=False) == "a\nx;=1\n"


def test_numbers_keep_their_sign() -> None:
    assert to_csv({"a": [-5, -0.5]}) == "a\n-5\n-0.5\n"


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_read_back_to_the_bit(values: list[float]) -> None:
    rows = list(csv.reader(StringIO(to_csv({"a": values}))))
    assert [float(row[0]) for row in rows[1:]] == values


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1)
)
def test_texts_read_back_as_they_were(texts: list[str]) -> None:
    text = to_csv({"a": texts, "b": ["."] * len(texts)}, sanitise=False)
    rows = list(csv.reader(StringIO(text, newline="")))
    assert [row[0] for row in rows[1:]] == texts


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([1.234, -999.125, 100.0]),
        min_size=1,
    )
)
def test_a_spreadsheet_of_a_decimal_comma_and_the_reader_find_the_same_numbers(values: list[float]) -> None:
    text = to_excel_csv({"unit": list(map(str, range(len(values)))), "x": values})
    assert text.startswith("\ufeffunit;x\n")
    table, problems = read_delimited(text.encode(), source="x.csv")
    column = table.column("x")
    assert not problems
    assert column is not None
    read = read_number_column(column.cells)
    assert not read.faults
    assert "settled-number-style" not in {one.code for one in read.warnings}
    assert read.values.tolist() == values


def test_for_a_spreadsheet_texts_stay_and_formulas_are_defused() -> None:
    columns: dict[str, list[Any]] = {"name": ["1.10", "a;b", "x,=1", None], "n": [1, 10**9, True, 0.5]}
    assert to_excel_csv(columns) == '\ufeffname;n\n1.10;1\n"a;b";1000000000\nx,\'=1;True\n;0,5\n'
