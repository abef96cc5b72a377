"""The typed reader takes what is plain and leaves whatever a strict reader might refuse."""

from __future__ import annotations

import csv
import io
import itertools
from typing import Any, Literal, cast

import numpy as np
import polars as pl
import pytest

from dtiscore.errors import SourceFault
from dtiscore.files.spill import Spill
from dtiscore.tables.numbers import NumberStyle, read_number_column
from dtiscore.tables.texts.line_blocks import Head, LineBlock, line_blocks
from dtiscore.tables.texts.typed_text import TextPlan, TypedColumns, read_typed

PLAN = TextPlan(",", 3, {1: "text", 2: "decimal", 3: "whole"}, ".", frozenset({"-99"}))


def read(text: str | bytes) -> TypedColumns | None:
    data = text if isinstance(text, bytes) else text.encode()
    return read_typed(LineBlock(data, 2), PLAN, "t.csv")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_plain_cells_are_read_by_their_type(ends: str) -> None:
    typed = read(ends.join(["St. Anna,1.5,7", '"Hà Nội, VN",,-3', "Co.,-99,", "U4,-0,0", ""]))
    assert typed is not None
    assert typed.texts[1].to_pylist() == ["St. Anna", "Hà Nội, VN", "Co.", "U4"]
    assert np.array_equal(typed.numbers[2], [1.5, np.nan, np.nan, 0.0], equal_nan=True)
    assert np.array_equal(typed.numbers[3], [7, -3, np.nan, 0], equal_nan=True)
    assert not np.signbit(typed.numbers[2][3])


DOUBTFUL = [
    "U,1.,7", "U,1. ,7", "U,nan,7", "U,inf,7", "U,1e-400,7", "U,1e200,7", "U,1.5,0x10", "U,1.5,7.0", "U,\t1.5,7",
    "U,1.5", "U,1.5,7,8", "", 'U"x,"1.5,7', '"U"x,1.5,7', '"U""x",1.5,7', "U,1.5,1234567890123456", "U, -99,7",
]  # fmt: skip


@pytest.mark.parametrize("row", DOUBTFUL)
def test_what_may_be_refused_is_not_vouched_for(row: str) -> None:
    assert read(f"A,1.5,7\n{row}\nB,2.5,8\n") is None


@pytest.mark.parametrize("length", [1, 2, 3, pytest.param(4, marks=pytest.mark.slow)])
def test_it_vouches_only_for_what_the_strict_reader_reads_alike(length: int) -> None:
    """Every cell of so many signs, between two plain ones."""
    for signs in itertools.product('0.+-eEx "', repeat=length):
        cell = "".join(signs)
        typed = read(f"A,1.5,7\nU,{cell},7\nB,2.5,8\n")
        if typed is not None:
            (row,) = csv.reader([f"U,{cell},7"])
            assert len(row) == 3, cell
            strict = read_number_column([row[1]], declared=NumberStyle("."), missing=PLAN.missing)
            assert not strict.faults, cell
            assert not strict.warnings, cell
            assert np.array_equal(typed.numbers[2], [1.5, strict.values[0], 2.5], equal_nan=True), cell


STYLES = [
    NumberStyle(decimal, grouping)
    for decimal in (".", ",")
    for grouping in ("", ",", ".", " ", "'")
    if grouping != decimal
]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("kind", ["whole", pytest.param("decimal", marks=pytest.mark.slow)])
def test_every_cell_of_up_to_five_signs_is_read_alike_under_every_declared_style(
    kind: Literal["whole", "decimal"], mark: Literal[".", ","], delimiter: str
) -> None:
    """Of all these cells those that polars takes for numbers, each in a block of its own, bare and in quotes."""
    cells = [
        "".join(signs) for length in range(1, 6) for signs in itertools.product("01.,-+eE% 'x", repeat=length)
    ]
    column = pl.read_csv(
        "\n".join(cells).encode(), has_header=False, separator=";", quote_char=None, ignore_errors=True,
        schema={"cell": pl.Int64 if kind == "whole" else pl.Float64}, decimal_comma=mark == ",",
    )["cell"]  # fmt: skip
    assert len(column) == len(cells) == 271_452
    plan = TextPlan(delimiter, 2, {1: "text", 2: kind}, mark, frozenset())
    vouched = 0
    for cell in itertools.compress(cells, column.is_not_null()):
        for written in ([] if delimiter in cell else [cell]) + [f'"{cell}"']:
            typed = read_typed(LineBlock(f"A{delimiter}{written}\n".encode(), 2), plan, "t.csv")
            if typed is None:
                continue
            vouched += 1
            for style in (style for style in STYLES if style.decimal == mark):
                strict = read_number_column([cell], declared=style)
                assert not strict.faults, (written, style)
                assert not strict.warnings, (written, style)
                assert strict.values[0] == typed.numbers[2][0], (written, style)
    assert vouched > 300


@pytest.mark.parametrize("mark", [".", ","])
def test_a_text_with_signs_of_doubtful_numbers_does_not_make_plain_numbers_doubtful(mark: str) -> None:
    plan = TextPlan(";", 3, {1: "text", 2: "decimal", 3: "decimal"}, cast("Any", mark), frozenset({"-"}))
    lines = [f"Q.1 1E+5 5.;1{mark}5;-", f"No. 7.5\t5,;-7e-2;{'0' * 15}", f"{'x' * 5000};;12{mark}5"]
    data = "\n".join([*lines, ""]).encode()
    typed = read_typed(LineBlock(data, 2), plan, "t.csv")
    assert typed is not None
    assert np.array_equal(typed.numbers[2], [1.5, -0.07, np.nan], equal_nan=True)
    assert np.array_equal(typed.numbers[3], [np.nan, 0.0, 12.5], equal_nan=True)


@pytest.mark.parametrize(
    "row", ["U;1.5;2", "U;1;1.234", 'U;"1,";2', f"U;0,{'0' * 300}1;2", f"{'x' * 100_001};1;2"]
)
def test_what_the_decimal_comma_and_the_bounds_of_cells_refuse_is_not_vouched_for(row: str) -> None:
    plan = TextPlan(";", 3, {2: "decimal", 3: "decimal"}, ",", frozenset())
    assert read_typed(LineBlock(f"A;1,5;7\n{row}\n".encode(), 2), plan, "t.csv") is None


@pytest.mark.parametrize("digits", range(1, 18))
def test_decimals_are_rounded_as_python_rounds_them(digits: int) -> None:
    drawn = np.random.default_rng(digits)
    whole = drawn.integers(10 ** (digits - 1), 10**digits, 2_000)
    cells = [f"{number}e{place}" for number, place in zip(whole, drawn.integers(-25, 0, 2_000), strict=True)]
    cells += [
        f"{number:0>{digits + 1}}"[:-place] + "." + f"{number:0>{digits + 1}}"[-place:]
        for number in whole.tolist()
        for place in (1, digits)
    ]
    cells = [cell for cell in cells if float(cell) < 1e15]
    typed = read("".join(f"U,{cell},7\n" for cell in cells))
    assert typed is not None
    assert typed.numbers[2].tolist() == [float(cell) for cell in cells]


def test_texts_that_mean_no_value_among_numbers_stay_texts() -> None:
    typed = read("-99,-99,7\nNA,1.5,-99\n,2.5,8\n")
    assert typed is not None
    assert typed.texts[1].to_pylist() == ["-99", "NA", ""]
    assert np.array_equal(typed.numbers[2], [np.nan, 1.5, 2.5], equal_nan=True)


@pytest.mark.parametrize("last", ["", '"a,b"', "x,"])
def test_a_row_that_is_too_short_is_found_by_its_cells(last: str) -> None:
    plan = TextPlan(",", 3, {2: "decimal", 3: "text"}, ".", frozenset())
    block = LineBlock(f'"a,b",1.5,{last}\nA,1.5,\nB,2.5\nC,3.5,x\n'.encode(), 2)
    assert read_typed(block, plan, "t.csv") is None


def test_a_byte_that_is_no_utf8_stops_it() -> None:
    with pytest.raises(SourceFault, match="line 3"):
        read(b"A,1.5,7\n\xff,1.5,7\n")


@pytest.mark.parametrize("size", [3, 10, 25, 1000])
def test_blocks_are_whole_lines_and_no_quoted_cell_is_cut(size: int) -> None:
    text = b'a,1\n"b\nb",2\nc,3\n"d",4\ne,5'
    blocks = list(line_blocks(io.BytesIO(text), Head(b"", 0, ",", b""), size))
    assert b"".join(block.data for block in blocks) == text
    line = 1
    for block in blocks:
        assert (block.first_line, block.lines) == (line, len(block.data.splitlines()))
        assert block.data.count(b'"') % 2 == 0
        line += block.lines


def test_a_spill_gives_back_columns_and_blocks() -> None:
    spill = Spill(2)
    spill.append([np.array([1.0, 2.0]), np.array([3.0, np.nan])])
    spill.append([np.array([5.0]), np.array([6.0])])
    assert (len(spill), spill.rows) == (3, [2, 1])
    assert spill.column(0).tolist() == [1.0, 2.0, 5.0]
    assert np.array_equal(spill.column(1), [3.0, np.nan, 6.0], equal_nan=True)
    assert [block.shape for block in spill.blocks()] == [(2, 2), (2, 1)]
    spill.close()
