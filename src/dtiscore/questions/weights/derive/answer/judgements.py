"""Weights from what people say: equal weights, points, the allocation of a budget, and the table of such judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology.arithmetic import mean, standard_deviation
from dtiscore.questions.weights.derive.answer.base import Derivation, as_shares
from dtiscore.said import counted, said


def in_the_judgements(source: str, problems: Sequence[Problem]) -> InvalidData:
    """The fault of judgements from which no weights can be derived."""
    message = counted(
        len(problems),
        "{source}: {n} fault in the judgements; no weights were derived",
        "{source}: {n} faults in the judgements; no weights were derived",
        source=source,
    )
    return InvalidData(message, problems=problems)


@dataclass(frozen=True)
class Judgements:
    """A table of judgements: a row for each person (or indicator, where indicators are compared), a column per child."""

    source: str
    """The name by which messages call the table."""
    lines: Sequence[int]
    """The line of each row."""
    codes: Sequence[str]
    """The codes of the children, in the order of the weighting file."""
    rows: Sequence[Sequence[float]]
    """The numbers; NaN where nothing is said."""

    def place(self, row: int, code: str | None = None) -> Place:
        """Where a row, or its cell for a child, stands."""
        return Place(self.source, self.lines[row], header=code)

    def require(self, problems: Iterator[Problem]) -> None:
        """Refuse the table with every problem there is.

        Raises:
            InvalidData: there are problems.
        """
        found = list(problems)
        if found:
            raise in_the_judgements(self.source, found)


def equal(codes: Sequence[str]) -> Derivation:
    """The same weight for every child: 1 / n. Source: OECD/JRC Handbook (2008), step 6, equal weighting."""
    return Derivation("equal", as_shares(codes, [1.0] * len(codes)), {})


def points(judgements: Judgements) -> Derivation:
    """Weights in proportion to points that people give, whatever each person's points sum to.

    Each row counts alike: its points become shares of their sum, and the shares are averaged. One row is the usual case,
    such as the maximum points of a scoring table.

    Raises:
        InvalidData: a cell is empty or negative, or a row holds nothing but 0; ``problems`` lists every case.
    """
    judgements.require(_unusable(judgements))
    rows = [[value / fsum(row) for value in row] for row in judgements.rows]
    return Derivation("points", _averaged(judgements.codes, rows), {"respondents": float(len(rows))})


def budget_allocation(judgements: Judgements, total: float = 100.0) -> Derivation:
    """The allocation of a budget: each expert distributes ``total`` points over the children; weights are the means.

    Source: OECD/JRC Handbook (2008), step 6, budget allocation process.

    Raises:
        InvalidData: a cell is empty or negative, or a row does not sum to ``total``; ``problems`` lists every case.
    """
    judgements.require(_wrong_sums(judgements, total))
    columns = list(zip(*judgements.rows, strict=True))
    spread = max(standard_deviation(list(column), "sample") for column in columns)
    parameters = {"respondents": float(len(judgements.rows)), "total": total, "largest_sd": round(spread, 6)}
    return Derivation("budget-allocation", _averaged(judgements.codes, judgements.rows), parameters)


def _averaged(codes: Sequence[str], rows: Sequence[Sequence[float]]) -> dict[str, float]:
    return as_shares(codes, [mean(list(column)) for column in zip(*rows, strict=True)])


def _unusable(judgements: Judgements) -> Iterator[Problem]:
    for i, row in enumerate(judgements.rows):
        yield from _bad_cells(judgements, i)
        if not any(value > 0 or value != value for value in row):
            fix = said("write the points of each child")
            yield Problem(
                "nothing-given", said("this row gives no points at all"), judgements.place(i), fix=fix
            )


def _wrong_sums(judgements: Judgements, total: float) -> Iterator[Problem]:
    for i, row in enumerate(judgements.rows):
        bad = list(_bad_cells(judgements, i))
        yield from bad
        if not bad and abs(fsum(row) - total) > 1e-9 * total:
            message = said("this row sums to {row:.12g}, not to {total:.12g}", row=fsum(row), total=total)
            fix = said(
                "correct it with the expert, or say with --total what rows sum to; nothing is rescaled in silence"
            )
            yield Problem("points-do-not-sum", message, judgements.place(i), fix=fix)


def _bad_cells(judgements: Judgements, row: int) -> Iterator[Problem]:
    for code, value in zip(judgements.codes, judgements.rows[row], strict=True):
        if value != value:
            message, fix = (
                said('nothing is said of "{code}"', code=code),
                said("write 0 where no points are meant"),
            )
            yield Problem("missing-value", message, judgements.place(row, code), fix=fix, indicator=code)
        elif value < 0:
            message, fix = (
                said('"{code}" has {value:.12g} points', code=code, value=value),
                said("write a number from 0 up"),
            )
            yield Problem("out-of-range", message, judgements.place(row, code), fix=fix, indicator=code)
