"""Pollutions of numbers, of the shape of the table and of the file as a whole."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

Grid = list[list[str]]
"""A table as rows of cells, the headings first."""
Pollution = Callable[[Grid, random.Random], bytes]


def written(grid: Grid, delimiter: str = ",", end: str = "\n") -> bytes:
    """The table as a file; cells are quoted where they must be."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(grid)
    return stream.getvalue().encode()


def is_number(cell: str) -> bool:
    """Whether a cell of these tables is a number with decimals."""
    return "." in cell and cell.replace(".", "", 1).isdigit()


def number_at(grid: Grid, chance: random.Random) -> tuple[int, int]:
    """The row and the column of one of the numbers."""
    cells = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if r and is_number(cell)]
    return chance.choice(cells)


def one_cell(change: Callable[[str], str], grid: Grid, chance: random.Random) -> bytes:
    """One number written in another way."""
    row, column = number_at(grid, chance)
    grid[row][column] = change(grid[row][column])
    return written(grid)


def one_column(change: Callable[[str], str], grid: Grid, chance: random.Random) -> bytes:
    """The numbers of one column written in another way."""
    _, column = number_at(grid, chance)
    for row in grid[1:]:
        row[column] = change(row[column]) if is_number(row[column]) else row[column]
    return written(grid)


def every_number(change: Callable[[str], str], delimiter: str, grid: Grid, chance: random.Random) -> bytes:
    """All numbers written in another way."""
    changed = [[change(cell) if is_number(cell) else cell for cell in row] for row in grid]
    return written(changed, delimiter)


def text_with(
    change: Callable[[list[str], random.Random], list[str]], grid: Grid, chance: random.Random
) -> bytes:
    """The lines of the file changed as text."""
    return "".join(change(written(grid).decode().splitlines(keepends=True), chance)).encode()


def comma(cell: str) -> str:
    return cell.replace(".", ",")


def grouped(separator: str, mark: str, cell: str) -> str:
    """A number with groups of three digits, as programs of that language write it."""
    whole, _, decimals = cell.partition(".")
    return f"{int(whole):,}".replace(",", separator) + mark + decimals


def _shortened(row: list[str], _: random.Random) -> list[str]:
    return row[:-1]


def _row(change: Callable[[list[str], random.Random], list[str]], grid: Grid, chance: random.Random) -> bytes:
    """One row of the table changed as a list of cells."""
    at = chance.randrange(1, len(grid))
    grid[at] = change(grid[at], chance)
    return written(grid)


def _inserted(make: Callable[[Grid, random.Random], list[str]], grid: Grid, chance: random.Random) -> bytes:
    """One row more somewhere below the headings."""
    grid.insert(chance.randrange(2, len(grid)), make(grid, chance))
    return written(grid)


def _appended(first: str, grid: Grid, chance: random.Random) -> bytes:
    """A row below the table, with the text where the names stand."""
    name = next(i for i, heading in enumerate(grid[0]) if heading in ("province", "country"))
    note = [""] * len(grid[0])
    note[name] = first
    return written([*grid, note])


def _total(grid: Grid, chance: random.Random) -> list[str]:
    """A row of totals as it stands below printed tables."""
    values = [
        f"{sum(map(float, column)) / len(column):.4f}" if all(map(is_number, column)) else ""
        for column in zip(*grid[1:], strict=True)
    ]
    values[next(i for i, heading in enumerate(grid[0]) if heading in ("province", "country"))] = "Trung bình"
    return values


def _column_twice(grid: Grid, chance: random.Random) -> bytes:
    column = chance.randrange(len(grid[0]))
    return written([[*row, row[column]] for row in grid])


def _index_column(grid: Grid, chance: random.Random) -> bytes:
    return written([[str(i - 1) if i else "", *row] for i, row in enumerate(grid)])


def _swapped_delimiters(grid: Grid, chance: random.Random) -> bytes:
    """Semicolons in the headings only, as when a heading row was typed by hand."""
    head, _, rest = written(grid).partition(b"\n")
    return head.replace(b",", b";") + b"\n" + rest


def _unquoted_commas(grid: Grid, chance: random.Random) -> bytes:
    """Decimal commas in a file whose cells are parted by commas, without quotes."""
    return "\n".join(
        ",".join(comma(cell) if is_number(cell) else cell for cell in row) for row in grid
    ).encode()


def _two_files_joined(grid: Grid, chance: random.Random) -> bytes:
    middle = len(grid) // 2
    return written(grid[:middle]) + written([grid[0], *grid[middle:]])


def _in_encoding(encoding: str, grid: Grid, chance: random.Random) -> bytes:
    text = written(grid).decode()
    if encoding == "cp1258":  # which has tone marks of their own beside the vowels
        text = "".join(_for_cp1258(character) for character in text)
    return text.encode(encoding, "replace")


def _for_cp1258(character: str) -> str:
    try:
        character.encode("cp1258")
    except UnicodeEncodeError:
        decomposed = unicodedata.normalize("NFD", character)
        tones = [mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
        return rest + "".join(tones)
    return character


def _decomposed(grid: Grid, chance: random.Random) -> bytes:
    return unicodedata.normalize("NFD", written(grid).decode()).encode()


def _nul(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(lines))
    cut = chance.randrange(len(lines[at]) - 1)
    return [*lines[:at], lines[at][:cut] + "\0" + lines[at][cut:], *lines[at + 1 :]]


def _open_quote(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(lines))
    return [*lines[:at], lines[at].replace(",", ',"', 1), *lines[at + 1 :]]


def _stray_quote(grid: Grid, chance: random.Random) -> bytes:
    lines = written(grid).decode().splitlines()
    at = chance.randrange(1, len(lines))
    cells = lines[at].split(",")
    cells[-1] = f'"{cells[-1][:2]}"{cells[-1][2:]}'
    return "\n".join([*lines[:at], ",".join(cells), *lines[at + 1 :]]).encode()


POLLUTIONS_OF_CELLS: Mapping[str, Pollution] = {
    "decimal comma everywhere, quoted": partial(every_number, comma, ","),
    "decimal comma everywhere, parted by semicolons": partial(every_number, comma, ";"),
    "decimal comma everywhere, not quoted": _unquoted_commas,
    "decimal comma in one column": partial(one_column, comma),
    "decimal comma in one cell": partial(one_cell, comma),
    "points group, comma decimal": partial(every_number, partial(grouped, ".", ","), ";"),
    "commas group, point decimal": partial(every_number, partial(grouped, ",", "."), ";"),
    "spaces group": partial(every_number, partial(grouped, "\u00a0", ","), ";"),
    "apostrophes group": partial(every_number, partial(grouped, "'", "."), ","),
    "a number cut to three decimals, with a comma": partial(
        one_cell, lambda cell: comma(cell[: cell.index(".") + 4])
    ),
    "digits of another script": partial(
        one_cell, lambda cell: cell.translate({ord(d): ord(d) - 48 + 0xFF10 for d in "0123456789"})
    ),
    "underscores between digits": partial(
        one_cell, lambda cell: cell[0] + "_" + cell[1:] if cell[1] != "." else cell + "_0"
    ),
    "a per cent sign in one cell": partial(one_cell, lambda cell: cell + "%"),
    "per cent signs in one column": partial(one_column, lambda cell: f"{Decimal(cell) * 100:f}%"),
    "a dash for a number": partial(one_cell, lambda _: "-"),
    "n/a for a number": partial(one_cell, lambda _: "n/a"),
    "NaN for a number": partial(one_cell, lambda _: "NaN"),
    "inf for a number": partial(one_cell, lambda _: "inf"),
    "an error of a formula": partial(one_cell, lambda _: "#DIV/0!"),
    "a number that became a date": partial(
        one_cell, lambda cell: "2-" + "JanFebMar"[3 * (int(cell[-1]) % 3) :][:3]
    ),
    "a unit behind a number": partial(one_cell, lambda cell: cell + " điểm"),
    "a note behind a number": partial(one_cell, lambda cell: cell + "*"),
    "an unseen character in a number": partial(one_cell, lambda cell: cell[:1] + "\u200b" + cell[1:]),
    "a quote never closed": partial(text_with, _open_quote),
    "a stray quote": _stray_quote,
    "a row too short": partial(_row, _shortened),
    "a row too long": partial(_row, lambda row, _: [*row, row[-1]]),
    "a row twice": partial(_inserted, lambda grid, chance: list(grid[chance.randrange(1, 3)])),
    "a row of averages": partial(_inserted, _total),
    "a blank row": partial(_inserted, lambda grid, _: [""] * len(grid[0])),
    "a note below": partial(_appended, "Nguồn: Bộ Thông tin và Truyền thông"),
    "headings repeated inside": partial(_inserted, lambda grid, _: list(grid[0])),
    "a title above": lambda grid, chance: "Bảng xếp hạng\n".encode() + written(grid),
    "a title above, filled up": lambda grid, chance: written(
        [["Bảng xếp hạng"] + [""] * (len(grid[0]) - 1), *grid]
    ),
    "a column twice": _column_twice,
    "a column of row numbers without heading": _index_column,
    "a delimiter behind every row": lambda grid, chance: written([[*row, ""] for row in grid]),
    "headings parted by another delimiter": _swapped_delimiters,
    "two files joined": _two_files_joined,
    "separator announced": lambda grid, chance: b"sep=;\n" + written(grid, ";"),
    "tabs and UTF-16": lambda grid, chance: written(grid, "\t").decode().encode("utf-16"),
    "UTF-16 without its mark": partial(_in_encoding, "utf-16-le"),
    "the Vietnamese encoding of Windows": partial(_in_encoding, "cp1258"),
    "letters lost to question marks": partial(_in_encoding, "ascii"),
    "UTF-8 taken for a Western encoding": lambda grid, chance: (
        written(grid).decode("cp1252", "replace").encode()
    ),
    "letters decomposed": _decomposed,
    "lines of old computers": lambda grid, chance: written(grid, end="\r"),
    "a byte-order mark": lambda grid, chance: b"\xef\xbb\xbf" + written(grid),
    "a NUL": partial(text_with, _nul),
    "exponent form": partial(one_cell, lambda cell: f"{float(cell):.17e}"),
}
