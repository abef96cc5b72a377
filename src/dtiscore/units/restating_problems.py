"""What keeps a table from being restated: units, weights and values that cannot be merged, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, isnan

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.said import Said, counted, joined, said
from dtiscore.units.scheme import UnitScheme

TABLE = "<table>"


_FIX_ROWS = said("add what is missing, or make do with what is there: {option}", option="--partial")
_MADE_WITHOUT = said("the result is made without it; add what is missing for a whole one")


@dataclass(frozen=True, slots=True)
class Gap:
    """Predecessors of a new unit that gave it nothing."""

    unit: str
    """The code of the new unit."""
    column: str | None
    """The column in which they have no value; ``None`` when the table lacks them altogether."""
    missing: tuple[str, ...]
    """Their codes in the older scheme, in order; empty when that scheme has no predecessor of the unit."""


def unit_problems(units: Sequence[str], old: UnitScheme) -> Iterator[Problem]:
    """Units of a table that the older scheme lacks, that stand in several rows, or that nothing follows."""
    place = Place(TABLE)
    for code, rows in Counter(units).items():
        if code not in old.by_code:
            message = said("this is not the code of a unit of {old}", old=old.id)
            yield Problem(
                "unknown-unit", message, place, code, said("write a code of {old}", old=old.id), unit=code
            )
            continue
        label = said("{unit} ({code})", unit=old.by_code[code].spoken_name, code=code)
        if rows > 1:
            message = said("{unit} stands in {n} rows", unit=label, n=rows)
            yield Problem("duplicate-unit", message, place, code, said("keep one of them"), unit=code)
        if old.by_code[code].successor is None:
            message = said("{unit} has no single successor among the units that follow", unit=label)
            yield Problem(
                "no-successor",
                message,
                place,
                code,
                said("divide its figures by hand, or remove its row"),
                unit=code,
            )


def weight_problems(units: Sequence[str], weights: NDArray[np.float64] | None) -> Iterator[Problem]:
    """Weights that are no numbers to weight by."""
    for code, weight in zip(units, [] if weights is None else weights.tolist(), strict=weights is not None):
        if not (isfinite(weight) and weight >= 0):
            message = said("a weight must be a finite number of at least 0")
            raw = None if isnan(weight) else str(weight)
            yield Problem(
                "impossible-weight", message, Place(TABLE), raw, said("correct the weight"), unit=code
            )


def gap_problem(gap: Gap, old: UnitScheme, new: UnitScheme) -> Problem:
    """A gap where a whole result is wanted."""
    label = said("{unit} ({code})", unit=new.by_code[gap.unit].spoken_name, code=gap.unit)
    lacking = joined(
        "{first}, {second}",
        [said("{unit} ({code})", unit=old.by_code[code].spoken_name, code=code) for code in gap.missing],
    )
    place = Place(TABLE, header=gap.column)
    if gap.column is not None:
        message = said("{unit} lacks the value of {others}", unit=label, others=lacking)
        return Problem("missing-value", message, place, None, _FIX_ROWS, gap.unit, gap.column)
    message = (
        said("{unit} lacks the row of {others}", unit=label, others=lacking)
        if gap.missing
        else said("{unit} has no predecessor in {old}", unit=label, old=old.id)
    )
    return Problem("missing-predecessor", message, place, None, _FIX_ROWS, gap.unit)


def gap_warning(gap: Gap, old: UnitScheme, new: UnitScheme, source: str) -> Problem:
    """A gap in a partial result of a table."""
    found = gap_problem(gap, old, new)
    place = found.place._replace(file=source)
    return found._replace(place=place, fix=_MADE_WITHOUT, severity="warning")


def value_problem(code: str, message: Said, unit: str, column: str | None) -> Problem:
    """Why a value of a new unit cannot be computed."""
    fix = (
        said("correct the weights")
        if code == "zero-weight"
        else said("correct the values of its predecessors")
    )
    return Problem(code, message, Place(TABLE, header=column), None, fix, unit, column)


def refused(problems: Sequence[Problem], old: UnitScheme, new: UnitScheme) -> InvalidData:
    """The refusal that lists all problems."""
    message = counted(
        len(problems),
        "the table cannot be restated from {old} to {new}: {n} fault",
        "the table cannot be restated from {old} to {new}: {n} faults",
        old=old.id,
        new=new.id,
    )
    return InvalidData(message, problems=problems)
