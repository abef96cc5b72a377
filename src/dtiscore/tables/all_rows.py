"""What only all rows of a table tell together of its units and periods, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.errors import Severity
from dtiscore.methodology.base import fold
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.periods import in_time
from dtiscore.units.spelling import as_latin, normal_form

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme

MANY = 8
"""How many missing units a message names."""


@dataclass
class Met:
    """What rows have shown so far that later ones are held against."""

    ignored: set[str] = field(default_factory=set)
    """Of the names to ignore, in their normal form, those that some row bears."""
    ungoverned: set[str] = field(default_factory=set)
    respelled: set[str] = field(default_factory=set)
    group_parts: dict[str, list[str]] = field(default_factory=dict)
    """By the name of a group: what each of its columns says."""
    spellings: dict[str, str] = field(default_factory=dict)
    """Every period as it is first written, by the form in which periods are compared."""
    periods: set[str] = field(default_factory=set)
    """Every period that is written, of rows too that do not take part."""


def never_met(options: ReadingOptions, met: Met) -> Iterator[tuple[str, str]]:
    """What is to be said of each name to ignore that no row bears."""
    for normal, name in sorted({normal_form(name): name for name in options.ignored_units}.items()):
        if normal not in met.ignored:
            yield f'no row is named "{name}", which was to be ignored', "check how the file spells it"


def not_there(options: ReadingOptions, met: Met) -> tuple[str, str]:
    """What is to be said where no row is of the one period asked for."""
    there = ", ".join(sorted(met.periods, key=in_time))
    return f"no row is of {options.at_period}", f"the file has {there}"


def stands_twice(headings: Headings, line: int | None, text: str) -> tuple[str, str]:
    """What is to be said of a unit that stands on a line already, written as ``text`` there, and how to mend it."""
    return (
        f'the unit also stands on line {line} as "{text}"',
        keep_one(has_period=headings.period is not None),
    )


def keep_one(*, has_period: bool) -> str:
    """What may be done about a unit that stands twice."""
    return "keep one" if has_period else "keep one, or name the column of the period: --period-column COLUMN"


def parted_by_period(periods: int) -> tuple[str, str]:
    """What is to be said of periods of which no unit stands in two, and how to mend it."""
    return (
        f"the table is ranked apart in {periods} periods, and no unit stands in two of them",
        "if the column is not the period of the ranking, give it another heading",
    )


def at_a_glance(code: str) -> str:
    """The form in which codes are equal that a reader can hardly tell apart."""
    return fold(as_latin(code))


def looks_alike(code: str, line: int | None) -> tuple[str, str]:
    """What is to be said of a unit whose code is that of another one but for case and spaces."""
    return (
        f'it differs from "{code}" on line {line} in case, spaces or letters that look alike only',
        "if both are one unit, keep one row",
    )


def two_meanings(
    codes: Sequence[str], scheme: UnitScheme, other_schemes: Sequence[UnitScheme]
) -> tuple[str, str, str, Severity] | None:
    """The code, of a table without names, that another scheme reads otherwise; what is to be said of it, how gravely."""
    from dtiscore.units.vintage import other_meaning

    found = other_meaning(codes, scheme, other_schemes)
    if found is None:
        return None
    code, other = found
    here, there = scheme.by_code[code].label(), other.by_code[code].label()
    message = f"the code is read as {here} of {scheme.id}; in {other.id} it is {there}"
    if set(codes) == {unit.code for unit in other.units if unit.ranked}:
        message += f", and the table has all units of {other.id} and no other"
        return (
            code,
            message,
            f"choose an edition whose units are {other.id}, or add the names of the units",
            "error",
        )
    fix = "make sure that the codes are of this scheme, or add the names of the units"
    return code, message, fix, "warning"


def absent_units(
    there: Mapping[str | None, AbstractSet[str]], scheme: UnitScheme, *, allowed: bool
) -> Iterator[tuple[str, str]]:
    """What is to be said of the units of a scheme that a period lacks, and how to mend it; ``there`` has the others."""
    every = {unit.code: unit for unit in scheme.units if unit.ranked}
    for period, codes in sorted(there.items(), key=lambda item: in_time(item[0])):
        lacking = [unit.label() for code, unit in every.items() if code not in codes]
        if not lacking:
            continue
        named = ", ".join(lacking[:MANY]) + (
            f" and {len(lacking) - MANY} more" if len(lacking) > MANY else ""
        )
        when = f" in {period}" if period is not None else ""
        message = f"{len(lacking)} of the {len(every)} units of {scheme.id} are missing{when}: {named}"
        yield (
            message,
            "ranks are among the units present only" if allowed else "add them, or --allow-missing-units",
        )
