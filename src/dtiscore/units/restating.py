"""Figures of an older unit scheme restated on the scheme that replaced it: mean, sum or weighted mean.

The plain mean is how Vietnam's Digital Transformation Index of 2024 was restated from 63 provinces to 34: a
new unit has the mean of those it was made of, not weighted by population (dantri.com.vn, 21 October 2025).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isfinite, isnan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import InvalidMethodology, Place, Problem, UsageFault
from dtiscore.said import said
from dtiscore.units.restating_problems import (
    Gap,
    gap_problem,
    refused,
    unit_problems,
    value_problem,
    weight_problems,
)
from dtiscore.units.scheme import UnitScheme

Method = Literal["mean", "sum", "weighted"]
Values = NDArray[np.float64]

_ZERO_WEIGHT = said("the weights of its predecessors are all 0")


@dataclass(frozen=True, slots=True, eq=False)
class Restated:
    """A table on the newer scheme."""

    units: tuple[str, ...]
    """The new codes, in the order of the scheme; a partial result lacks units of which no part has a row."""
    columns: Mapping[str, Values]
    """Each column over ``units``, float64, read-only; NaN only in a partial result, where no part has a value."""
    members: Mapping[str, tuple[str, ...]]
    """For each new unit the codes of the predecessors that stand in the table, in order."""
    gaps: tuple[Gap, ...] = ()
    """What a partial result had to do without."""


def predecessors(old: UnitScheme, new: UnitScheme) -> dict[str, tuple[str, ...]]:
    """For each unit of ``new``, in its order, the codes of the units of ``old`` it was made of, in order.

    Raises:
        UsageFault: ``new`` is not the scheme that follows ``old``.
        InvalidMethodology: a unit of ``old`` became one that ``new`` does not have; all of them are listed.
    """
    if old.successor != new.id:
        follows = said("no scheme follows it")
        if old.successor:
            follows = said("it is followed by {successor}", successor=old.successor)
        raise UsageFault(
            said("{old} cannot be restated on {new}: {follows}", old=old.id, new=new.id, follows=follows)
        )
    made_of: dict[str, list[str]] = {unit.code: [] for unit in new.units}
    problems = []
    for unit in sorted(old.units, key=lambda one: one.code):
        if unit.successor in made_of:
            made_of[unit.successor].append(unit.code)
        elif unit.successor is not None:
            message = said(
                '{unit} ({code}) became "{successor}", which {new} does not have',
                unit=unit.spoken_name,
                code=unit.code,
                successor=unit.successor,
                new=new.id,
            )
            problems.append(
                Problem("unknown-successor", message, Place(old.id), unit.successor, unit=unit.code)
            )
    if problems:
        fix = said("correct the successors in {old}", old=old.id)
        raise InvalidMethodology(said("{old} does not fit {new}", old=old.id, new=new.id), fix, problems)
    return {code: tuple(parts) for code, parts in made_of.items()}


def restate(  # noqa: PLR0913 - a table, two schemes and a method; a model would only rename them
    values: Mapping[str, Values],
    units: Sequence[str],
    old: UnitScheme,
    new: UnitScheme,
    method: Method,
    weights: Values | None = None,
    *,
    partial: bool = False,
) -> Restated:
    """Columns over the units of ``old`` as columns over the units of ``new``.

    The arithmetic is exact on the decimals as they are written, with one rounding at the end, so that a half stays a
    half and the bits depend neither on the order of the rows nor on the machine.

    Args:
        values: the columns by name, each of ``len(units)`` float64 numbers; NaN is a missing value.
        units: the code of each row in ``old``.
        old: the scheme of the table.
        new: the scheme that follows it.
        method: ``mean`` and ``weighted`` for scores and shares, ``sum`` for counts.
        weights: one finite number of at least 0 per row, for ``weighted`` only.
        partial: make do with the predecessors and values at hand, and report the rest in ``gaps``.

    Raises:
        InvalidData: unknown or repeated units or ones without a single successor, impossible weights; or a
            total weight of zero; or missing predecessors or values (unless ``partial``), a result that is not
            finite. Each of these three stages lists all its faults.
        UsageFault: ``new`` does not follow ``old``, or weights are given and not used or needed and absent.
        ValueError: a column or the weights have not one number per row.
    """
    if (method == "weighted") != (weights is not None):
        message = said('the method "{method}" takes no weights', method=method)
        if weights is None:
            message = said('the method "{method}" needs a column of weights', method=method)
        raise UsageFault(message, said("give weights for the method weighted, and only for it"))
    _check_lengths(values, units, weights)
    made_of = predecessors(old, new)
    unusable = [*unit_problems(units, old), *weight_problems(units, weights)]
    if unusable:
        raise refused(unusable, old, new)
    row_of = {code: row for row, code in enumerate(units)}
    members = {code: tuple(part for part in parts if part in row_of) for code, parts in made_of.items()}
    kept = {code: parts for code, parts in members.items() if parts}
    if weights is not None and (weightless := list(_weightless(kept, row_of, weights))):
        raise refused(weightless, old, new)
    merge = _Merge(
        kept, row_of, [1.0] * len(units) if weights is None else weights.tolist(), _FORMULAE[method]
    )
    merged = {name: merge.column(name, column.tolist()) for name, column in values.items()}
    gaps = [*_absent_rows(made_of, members), *(gap for one in merged.values() for gap in one.gaps)]
    problems = [problem for one in merged.values() for problem in one.problems]
    if not partial:
        problems = [*(gap_problem(gap, old, new) for gap in gaps), *problems]
    if problems:
        raise refused(problems, old, new)
    return Restated(tuple(kept), {name: one.values for name, one in merged.items()}, kept, tuple(gaps))


Formula = Callable[[Sequence[float], Sequence[float]], Fraction]
"""Values and weights of the predecessors of one unit, in order, to the value of that unit."""


def _rounded(formula: Formula, values: Sequence[float], weights: Sequence[float]) -> float:
    """The exact result as the nearest float; infinite where that is none."""
    try:
        return float(formula(values, weights)) if all(map(isfinite, values)) else inf
    except OverflowError:
        return inf


def _decimal(value: float) -> Fraction:
    """A value as the decimal that was written, exactly: published figures are decimals, and so is their mean."""
    return Fraction(repr(value))


def _sum(values: Sequence[float], _: Sequence[float]) -> Fraction:
    return sum(map(_decimal, values), start=Fraction(0))


def _mean(values: Sequence[float], weights: Sequence[float]) -> Fraction:
    return _sum(values, weights) / len(values)


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> Fraction:
    shares = [_decimal(weight) for weight in weights]
    products = (share * _decimal(value) for share, value in zip(shares, values, strict=True))
    return sum(products, start=Fraction(0)) / sum(shares, start=Fraction(0))


_FORMULAE: Mapping[Method, Formula] = {"mean": _mean, "sum": _sum, "weighted": _weighted_mean}


@dataclass(frozen=True, slots=True, eq=False)
class _MergedColumn:
    values: Values
    gaps: Sequence[Gap]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class _Merge:
    """One formula over the predecessors of each new unit, the same for every column of a table."""

    members: Mapping[str, tuple[str, ...]]
    row_of: Mapping[str, int]
    weights: Sequence[float]
    formula: Formula

    def column(self, name: str, column: Sequence[float]) -> _MergedColumn:
        """One column over the new units; NaN where it has no value or a problem."""
        merged = np.full(len(self.members), np.nan)
        gaps: list[Gap] = []
        problems: list[Problem] = []
        for position, (code, parts) in enumerate(self.members.items()):
            rows = [self.row_of[part] for part in parts if not isnan(column[self.row_of[part]])]
            if len(rows) < len(parts):
                gaps.append(Gap(code, name, tuple(part for part in parts if self.row_of[part] not in rows)))
            if not rows:
                continue
            weights = [self.weights[row] for row in rows]
            if not any(weights):
                problems.append(value_problem("zero-weight", _ZERO_WEIGHT, code, name))
                continue
            merged[position] = _rounded(self.formula, [column[row] for row in rows], weights)
            if not isfinite(merged[position]):
                problems.append(
                    value_problem("not-finite", said("the restated value is not finite"), code, name)
                )
        merged.setflags(write=False)
        return _MergedColumn(merged, gaps, problems)


def _check_lengths(values: Mapping[str, Values], units: Sequence[str], weights: Values | None) -> None:
    columns = [*values.items()] if weights is None else [*values.items(), ("weights", weights)]
    for name, column in columns:
        if column.shape != (len(units),):
            raise ValueError(f'"{name}" has the shape {column.shape}; there are {len(units)} units')


def _weightless(
    members: Mapping[str, tuple[str, ...]], row_of: Mapping[str, int], weights: Values
) -> Iterator[Problem]:
    """Units that no value could restate, told once and not for every column."""
    for code, parts in members.items():
        if not any(weights[row_of[part]] for part in parts):
            yield value_problem("zero-weight", _ZERO_WEIGHT, code, None)


def _absent_rows(
    made_of: Mapping[str, tuple[str, ...]], members: Mapping[str, tuple[str, ...]]
) -> Iterator[Gap]:
    for code, parts in made_of.items():
        absent = tuple(part for part in parts if part not in members[code])
        if absent or not parts:
            yield Gap(code, None, absent)
