"""Pollutions of what tells rows and columns apart: codes, names, headings, and rows that swallow or sum up others."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from tests.reliability.pollution_of_cells import Grid, Pollution, is_number, number_at, written


def _name(grid: Grid) -> int:
    return next(at for at, heading in enumerate(grid[0]) if heading in ("province", "country"))


def _code(grid: Grid) -> int:
    return next(at for at, heading in enumerate(grid[0]) if heading in ("code", "iso3"))


def _one(
    column: Callable[[Grid], int], change: Callable[[str], str], grid: Grid, chance: random.Random
) -> bytes:
    """One cell of a column written in another way."""
    row = chance.randrange(1, len(grid))
    grid[row][column(grid)] = change(grid[row][column(grid)])
    return written(grid)


def _all(
    column: Callable[[Grid], int], change: Callable[[str], str], grid: Grid, chance: random.Random
) -> bytes:
    for row in grid[1:]:
        row[column(grid)] = change(row[column(grid)])
    return written(grid)


def _heading(change: Callable[[str], str], grid: Grid, chance: random.Random) -> bytes:
    """Any one heading written in another way."""
    column = chance.randrange(len(grid[0]))
    grid[0][column] = change(grid[0][column])
    return written(grid)


def _cyrillic(heading: str) -> str:
    """The first letters that Cyrillic has too, or one put before."""
    changed = heading.translate(str.maketrans("aceopxi", "\u0430\u0441\u0435\u043e\u0440\u0445\u0456"))
    return changed if changed != heading else "\u0430" + heading


def _full_width(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)})


def _swallowing(reach: int, grid: Grid, chance: random.Random) -> bytes:
    """A stray quote before one name and another behind the name some rows below: one cell of several rows."""
    name = _name(grid)
    at = chance.randrange(1, len(grid) - reach)
    lines = [",".join(row) for row in grid]
    first, last = grid[at], grid[at + reach]
    lines[at] = ",".join([*first[:name], '"' + first[name], *first[name + 1 :]])
    lines[at + reach] = ",".join([*last[:name], last[name] + '"', *last[name + 1 :]])
    return "\n".join([*lines, ""]).encode()


def _summed(kind: str, where: str, grid: Grid, chance: random.Random) -> bytes:
    """A region's row above or below its rows, under a name and a code that say nothing."""
    size = chance.randrange(5, 20)
    at = chance.randrange(1, len(grid) - size)
    block = grid[at : at + size]
    row = [""] * len(grid[0])
    for column in range(_name(grid) + 1, len(row)):
        cells = [Decimal(line[column]) for line in block if is_number(line[column])]
        if len(cells) >= 3:
            total = sum(cells, Decimal(0))
            row[column] = f"{total if kind == 'sum' else round(total / len(cells), 6):f}"
    row[_code(grid)], row[_name(grid)] = "R01", "Miền Trung"
    grid.insert(at if where == "above" else at + size, row)
    return written(grid)


def _bare_share(comma: bool, grid: Grid, chance: random.Random) -> bytes:
    """Per cent signs in one column, and one cell that was forgotten."""
    row, column = number_at(grid, chance)
    for line in grid[1:]:
        if line is not grid[row] and is_number(line[column]):
            line[column] = f"{Decimal(line[column]) * 100:f}%"
    if comma:
        grid[1:] = [[cell.replace(".", ",") for cell in line] for line in grid[1:]]
    return written(grid, ";" if comma else ",")


def _long_number(grid: Grid, chance: random.Random) -> bytes:
    row, column = number_at(grid, chance)
    grid[row][column] += "0" * 300
    return written(grid)


def _cut_off(grid: Grid, chance: random.Random) -> bytes:
    """The last row cut off somewhere, with at most two decimals left of its last number."""
    data = written(grid)
    last = data.rstrip(b"\n").rfind(b"\n") + 1
    # A cell that is empty at the end of a row tells nothing where others of its column are.
    return data[: chance.randrange(last + 1, data.rfind(b".") + 4)].rstrip(b",")


POLLUTIONS_OF_IDENTITY: Mapping[str, Pollution] = {
    "a quote that swallows a row": partial(_swallowing, 1),
    "a quote that swallows several rows": partial(_swallowing, 4),
    "a line break in a name": partial(
        _one, _name, lambda cell: cell.replace(" ", "\n", 1) if " " in cell else cell + "\n"
    ),
    "a line break in a code": partial(_one, _code, lambda cell: cell[:1] + "\n" + cell[1:]),
    "a formula around a code": partial(_one, _code, lambda cell: f'="{cell}"'),
    "formulas around all codes": partial(_all, _code, lambda cell: f'="{cell}"'),
    "an unseen character in a code": partial(_one, _code, lambda cell: cell[:1] + "\u200b" + cell[1:]),
    "tag characters in a name": partial(_one, _name, lambda cell: cell + "\U000e0041\U000e007f"),
    "marks stacked on a name": partial(_one, _name, lambda cell: cell[:1] + "\u0316\u0317\u0318" + cell[1:]),
    "a code in full width": partial(_one, _code, _full_width),
    "blanks around codes": partial(_all, _code, lambda cell: f" {cell} "),
    "a code that became blank": partial(_one, _code, lambda _: ""),
    "a cell without end": partial(_one, _name, lambda cell: cell * (100_001 // len(cell) + 1)),
    "a heading in full width": partial(_heading, _full_width),
    "a heading with Cyrillic letters": partial(_heading, _cyrillic),
    "an unseen character in a heading": partial(_heading, lambda cell: cell[:2] + "\u00ad" + cell[2:]),
    "a number sign before a heading": partial(_heading, lambda cell: "#" + cell),
    "means of the rows above": partial(_summed, "mean", "below"),
    "means of the rows below": partial(_summed, "mean", "above"),
    "sums of the rows above": partial(_summed, "sum", "below"),
    "sums of the rows below": partial(_summed, "sum", "above"),
    "a sign forgotten among per cents": partial(_bare_share, False),
    "a sign forgotten among per cents with commas": partial(_bare_share, True),
    "a number without end": _long_number,
    "the end cut off": _cut_off,
}
