"""What per cent means in a column, by what its edition says of it and what its user declares."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Bounds
from dtiscore.said import Said, said, typed
from dtiscore.shell_words import with_value
from dtiscore.tables.number_cells import PercentRule, is_nothing
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.schema import RowSchema


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


def unclear_signs(
    cells: Sequence[str], heading: str, *, of_score: bool, points: float | None
) -> tuple[list[int], Said, Said]:
    """The rows with a per cent sign in a column of which nothing tells what it means, what is wrong, and the way out.

    ``points``: the most that a cell can have, where that is of points.
    """
    message = said("has a per cent sign, and nothing says whether 45% is 0.45 or 45 in this column")
    if points is not None:
        message = said(
            "has a per cent sign, and the numbers of the column are out of {points}", points=typed(points)
        )
    option = with_value("--percent", heading)
    signed = [row for row, cell in enumerate(cells) if cell.rstrip().endswith("%") and not is_nothing(cell)]
    if 2 * len(signed) <= sum(bool(cell.strip()) for cell in cells):
        fix = said("write it without the sign, as the other numbers of the column are")
    elif points is not None:
        fix = said("write the points themselves")
    elif of_score:
        fix = said("write the scores as they are published, or declare {option}", option=option)
    else:
        fix = said(
            'if 45% is 45, write unit: "%" for the column in the weighting file; if it is 0.45, declare {option}',
            option=option,
        )
    return signed, message, fix


def _rule(full: float | None, *, declared: bool) -> PercentRule | None:
    """By the most that a number of the column can be: a whole is 1 there, or 100."""
    if full == 100.0:
        return "unit" if declared else "unit-alike"
    if declared:
        return "bare"
    return "sign" if full == 1.0 else None
