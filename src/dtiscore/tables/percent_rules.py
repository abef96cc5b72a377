"""What per cent means in a column, by what its edition says of it and what its user declares."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set as AbstractSet
from enum import Enum

from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Bounds
from dtiscore.said import Said, said, typed
from dtiscore.shell_words import with_value
from dtiscore.tables.number_cells import PercentRule, is_nothing
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.schema import RowSchema

_PART = re.compile(r"[+-]?(?:0?[.,][0-9]+|1(?:[.,]0+)?)")
"""A part of 1, or 1, whatever comes before its decimals."""

IN_ONE_WAY = said("write all cells of the column in one way: with the sign, or as the numbers that they are")
"""The way out where no declaration reads all numbers of a column as they are meant."""


class Signs(Enum):
    """What the per cent signs of a column say of its numbers."""

    FEW = "few"
    """Most numbers have none, and are what they seem to be."""
    BESIDE_PARTS = "beside parts"
    """Most have one, and some of the others are parts of 1: 0.5 may be 50% or 0.5%."""
    OF_SHARES = "of shares"
    """All numbers can be per cent, be it that some lack the sign."""


def percent_rule(
    schema: RowSchema, header: str, column: RawColumn, options: ReadingOptions
) -> PercentRule | None:
    """What per cent means in a column that the methodology calls ``header``; ``None`` where nothing tells."""
    return _rule(_most_in(schema, header), declared=options.is_percent(column.header))


def points_in(schema: RowSchema, header: str) -> float | None:
    """The most points that a cell of a column can have, of which no per cent is a number; ``None`` where it is of others."""
    return _if_points(_most_in(schema, header))


def _most_in(schema: RowSchema, header: str) -> float | None:
    described = schema.methodology.columns_by_header.get(header)
    in_percent = described is not None and described.unit == "%"
    return 100.0 if in_percent else schema.bounds.get(header, Bounds()).high


def _if_points(most: float | None) -> float | None:
    return most if most is not None and 1 < most < LARGEST and most != 100 else None


def score_percent_rule(
    methodology: Methodology, code: str, column: RawColumn, options: ReadingOptions
) -> PercentRule | None:
    """What per cent means in a column of scores of a node or view; ``None`` where nothing tells."""
    return _rule(_full_score(methodology, code, column.header), declared=options.is_percent(column.header))


def score_points(methodology: Methodology, code: str, heading: str) -> float | None:
    """The same as :func:`points_in` of a column of scores."""
    return _if_points(_full_score(methodology, code, heading))


def _full_score(methodology: Methodology, code: str, heading: str) -> float | None:
    full = 1.0 if methodology.publish.form == "fraction" else methodology.maximum_under(code, heading)
    # An edition that says no scale has 1, whatever its scores are.
    return methodology.scale if full is None and methodology.scale != 1.0 else full


def signed_rows(cells: Sequence[str]) -> list[int]:
    """The rows with a per cent sign that makes a difference: 0% is 0, and a sign alone is the unit of measure."""
    return [row for row, cell in enumerate(cells) if cell.rstrip().endswith("%") and not is_nothing(cell)]


def signs_in(cells: Sequence[str], missing: AbstractSet[str]) -> Signs:
    """What the per cent signs of a column say, that has some; ``missing`` are the texts of cells without a value."""
    signed = frozenset(signed_rows(cells))
    bare = [cell.strip() for row, cell in enumerate(cells) if row not in signed and not is_nothing(cell)]
    bare = [cell for cell in bare if cell not in missing]
    if len(signed) <= len(bare):
        return Signs.FEW
    return Signs.BESIDE_PARTS if any(map(_PART.fullmatch, bare)) else Signs.OF_SHARES


def unclear_signs(
    cells: Sequence[str], heading: str, missing: AbstractSet[str], *, of_score: bool, points: float | None
) -> tuple[list[int], Said, Said]:
    """The rows with a per cent sign in a column of which nothing tells what it means, what is wrong, and the way out.

    ``points``: the most that a cell can have, where that is of points.
    """
    message = said("has a per cent sign, and nothing says whether 45% is 0.45 or 45 in this column")
    if points is not None:
        message = said(
            "has a per cent sign, and the numbers of the column are out of {points}", points=typed(points)
        )
    option, signs = with_value("--percent", heading), signs_in(cells, missing)
    if signs is Signs.FEW:
        fix = said("write it without the sign, as the other numbers of the column are")
    elif points is not None:
        fix = said("write the points themselves")
    elif signs is Signs.BESIDE_PARTS:
        fix = IN_ONE_WAY
    elif of_score:
        fix = said("write the scores as they are published, or declare {option}", option=option)
    else:
        fix = said(
            'if 45% is 45, write unit: "%" for the column in the weighting file; if it is 0.45, declare {option}',
            option=option,
        )
    return signed_rows(cells), message, fix


def _rule(full: float | None, *, declared: bool) -> PercentRule | None:
    """By the most that a number of the column can be: a whole is 1 there, or 100."""
    if full == 100.0:
        return "unit" if declared else "unit-alike"
    if declared:
        return "bare"
    return "sign" if full == 1.0 else None
