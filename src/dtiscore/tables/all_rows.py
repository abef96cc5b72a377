"""What only all rows of a table tell together of its units and periods, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.errors import Place, Problem, Severity
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import in_no_known_order, in_order_of_days, in_order_of_two_numbers, in_time
from dtiscore.said import Said, said, some_of, template
from dtiscore.shell_words import with_value
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.units.spelling import as_latin, normal_form, with_newer_tones, without_invisible

if TYPE_CHECKING:
    from dtiscore.tables.identified import UnitOfPeriod
    from dtiscore.tables.without_figures import Figures
    from dtiscore.units.scheme import UnitScheme

MANY = 8
"""How many missing units a message names."""


@dataclass(eq=False)
class Met:
    """What rows have shown so far that later ones are held against."""

    ignored: set[str] = field(default_factory=set)
    """Of the names to ignore, in their normal form, those that some row bears."""
    kept: set[str] = field(default_factory=set)
    """The same of the names of rows that are units."""
    ungoverned: set[str] = field(default_factory=set)
    respelled: set[str] = field(default_factory=set)
    group_parts: dict[str, list[str]] = field(default_factory=dict)
    """By the name of a group: what each of its columns says."""
    spellings: dict[str, str] = field(default_factory=dict)
    """Every period as it is first written, by the form in which periods are compared."""
    periods: set[str] = field(default_factory=set)
    """Every period that is written, of rows too that do not take part."""


def never_met(options: ReadingOptions, met: Met) -> Iterator[tuple[Said, Said]]:
    """What is to be said of each name to ignore or to keep that no row bears."""
    for normal, name in sorted({normal_form(name): name for name in options.ignored_units}.items()):
        if normal not in met.ignored:
            message = said('no row is named "{name}", which was to be ignored', name=name)
            yield message, said("check how the file spells it")
    for normal, name in sorted({normal_form(name): name for name in options.kept_units}.items()):
        if normal not in met.kept:
            message = said('no row is named "{name}", which was to be kept as a unit', name=name)
            yield message, said("check how the file spells it")


def spare_units(
    problems: Iterable[Problem], names: Iterable[str], scheme: UnitScheme | None
) -> list[Problem]:
    """The problems, of which none proposes to leave out a row by a name that a unit bears: the unit would go with it.

    ``names`` are the codes and names of the rows that take part; they are gone through only where they decide.
    """
    problems = [*problems]
    left_out = {one: normal_form(one.raw or "") for one in problems if one.code == "not-a-unit"}
    borne = set(left_out.values())
    if scheme is not None and borne:
        from dtiscore.units.matching import UnitMatcher

        borne = set(filter(UnitMatcher(scheme).match, borne))
    elif borne:
        borne.intersection_update(map(normal_form, names))
    way_out = said("remove the row")
    return [
        one._replace(code="unknown-unit", fix=way_out) if left_out.get(one) in borne else one
        for one in problems
    ]


def groups_ranked(groups: Sequence[str]) -> tuple[Said, Said]:
    """What is to be said of groups that are the units of a table."""
    message = said(
        "all rows have names of groups, which are ranked as units: {names}",
        names=some_of(groups, MANY, are_units=True),
    )
    options = " ".join(with_value("--keep-unit", name) for name in groups)
    return message, said("if that is meant, say so: {options}", options=options)


def not_there(period: str | None, periods: Iterable[str]) -> tuple[Said, Said]:
    """What is to be said where no row is of the one period asked for, of the periods that there are."""
    there = ", ".join(sorted(periods, key=in_time))
    return said("no row is of {period}", period=period), said("the file has {periods}", periods=there)


def none_left(source: str, header_line: int | None) -> Problem:
    """The error of a table of which no row takes part."""
    message = said("no row is left that is about a unit")
    fix = said("check what is ignored, and which rows are notes")
    return Problem("no-rows", message, Place(source, header_line), fix=fix)


def stands_twice(headings: Headings, line: int | None, text: str) -> tuple[Said, Said]:
    """What is to be said of a unit that stands on a line already, written as ``text`` there, and how to mend it."""
    message = said('the unit also stands on line {line} as "{text}"', line=line, text=text)
    return message, keep_one(has_period=headings.period is not None)


def keep_one(*, has_period: bool) -> Said:
    """What may be done about a unit that stands twice."""
    if has_period:
        return said("keep one")
    return said("keep one, or name the column of the period: --period-column COLUMN")


def parted_by_period(periods: int) -> tuple[Said, Said]:
    """What is to be said of periods of which no unit stands in two, and how to mend it."""
    message = said("the table is ranked apart in {n} periods, and no unit stands in two of them", n=periods)
    return message, said("if the column is not the period of the ranking, give it another heading")


def few_names(column: RawColumn, *, names: int, units: int) -> Iterator[tuple[Said, Said]]:
    """What is to be said of a column, merely headed as names are, with half as many names as there are units, or fewer."""
    if 0 < 2 * names <= units:
        message = said(
            'the column "{heading}" has {names} names for {units} units, which are shown by them',
            heading=column.header,
            names=names,
            units=units,
        )
        yield message, said("name the column with the names of the units: --name-column COLUMN")


def doubtful_order(periods: AbstractSet[str | None]) -> Iterator[tuple[Said, Said]]:
    """What is to be said of periods whose order in time is not sure, and how to mend it: moves may have the wrong sign."""
    for doubt, message, fix in _DOUBTS:
        if (pair := doubt(periods)) is not None:
            yield said(message, earlier=pair[0], later=pair[1]), fix


_DOUBTS = (
    (
        in_no_known_order,
        template('nothing says that "{earlier}" is before "{later}", as it is taken to be'),
        said("write the time of each, as 2022, 2022-06 or Q2 2022, all in one way"),
    ),
    (
        in_order_of_days,
        template(
            '"{earlier}" is taken to be before "{later}", the day standing before the month; it is not if the month stands first'
        ),
        said("write dates as 2022-06-15"),
    ),
    (
        in_order_of_two_numbers,
        template(
            '"{earlier}" is taken to be before "{later}" by the first number; it is not if the second is the year'
        ),
        said("write months as 2022-06"),
    ),
)
"""What may be wrong with an order, what is said of the two periods that show it, and the way out."""


def at_a_glance(code: str) -> str:
    """The form in which codes are equal that a reader can hardly tell apart."""
    return with_newer_tones(fold(as_latin(without_invisible(code))))


def looks_alike(code: str, line: int | None) -> tuple[Said, Said]:
    """What is to be said of a unit whose code a reader can hardly tell from that of another one."""
    message = said(
        'it differs from "{code}" on line {line} in case, spaces, the place of a tone mark or letters that look alike only',
        code=code,
        line=line,
    )
    return message, said("if both are one unit, keep one row")


def alike_groups(groups: Iterable[str | None]) -> Iterator[tuple[Said, Said]]:
    """What is to be said of each group whose name a reader can hardly tell from that of another one, and how to mend it."""
    first: dict[str, str] = {}
    for group in filter(None, dict.fromkeys(groups)):
        known = first.setdefault(at_a_glance(group), group)
        if known != group:
            message = said(
                'the groups "{first}" and "{group}" differ in case, spaces, the place of a tone mark or letters that look alike only, '
                "and their units are taken apart",
                first=known,
                group=group,
            )
            yield message, said("if both are one group, write it in one way")


def two_meanings(
    codes: Sequence[str], scheme: UnitScheme, other_schemes: Sequence[UnitScheme]
) -> tuple[str, Said, Said, Severity] | None:
    """The code, of a table without names, that another scheme reads otherwise; what is to be said of it, how gravely."""
    from dtiscore.units.vintage import other_meaning

    found = other_meaning(codes, scheme, other_schemes)
    if found is None:
        return None
    code, other = found
    here, there = scheme.by_code[code].spoken_name, other.by_code[code].spoken_name
    message = said(
        "the code is read as {here} of {scheme}; in {other} it is {there}",
        here=here,
        scheme=scheme.id,
        other=other.id,
        there=there,
    )
    if set(codes) == {unit.code for unit in other.units if unit.ranked}:
        message = said(
            "{what}, and the table has all units of {other} and no other", what=message, other=other.id
        )
        fix = said("choose an edition whose units are {other}, or add the names of the units", other=other.id)
        return code, message, fix, "error"
    fix = said("make sure that the codes are of this scheme, or add the names of the units")
    return code, message, fix, "warning"


def with_figures(
    figures: Figures,
    coded: AbstractSet[UnitOfPeriod],
    scheme: UnitScheme | None,
    other_schemes: Sequence[UnitScheme],
    source: str,
) -> Iterator[Problem]:
    """What is to be said of the units that have a figure in a period, where others have a row alone."""
    if scheme is not None and figures.empty_units:
        from dtiscore.tables.later_list import figures_of_later_list

        yield from figures_of_later_list(figures, coded, scheme, other_schemes, source)


def absent_units(
    there: Mapping[str | None, AbstractSet[str]],
    scheme: UnitScheme,
    other_schemes: Sequence[UnitScheme],
    coded: AbstractSet[UnitOfPeriod],
    *,
    allowed: bool,
) -> Iterator[tuple[str, Said, Said, Severity]]:
    """What is to be said of the units of a scheme that a period lacks, and how to mend it, with the code of the problem.

    ``there`` has the others by period, of which those that are ``coded`` too have a code that tells them; ``other_schemes`` are
    those on which the table may stand.
    """
    from dtiscore.tables.later_list import of_later_list
    from dtiscore.units.vintage import later_list

    every = {unit.code: unit for unit in scheme.units if unit.ranked}
    for period, codes in sorted(there.items(), key=lambda item: in_time(item[0])):
        lacking = [unit.spoken_name for code, unit in every.items() if code not in codes]
        if not lacking:
            continue
        by_code = {code for code in codes if (period, code) in coded}
        later = later_list(codes, by_code, scheme, other_schemes)
        if later is not None:
            message, fix = of_later_list(period, later, scheme)
            yield "ambiguous-vintage", message, fix, "error"
            continue
        whole = said("the {n} units of {scheme}", n=len(every), scheme=scheme.id)
        absent = said("{lacking} of {whole} are missing", lacking=len(lacking), whole=whole)
        if period is not None:
            absent = said("{what} in {period}", what=absent, period=period)
        message = said("{what}: {units}", what=absent, units=some_of(lacking, MANY, are_units=True))
        if allowed:
            yield "missing-unit", message, said("ranks are among the units present only"), "warning"
        else:
            yield "missing-unit", message, said("add them, or --allow-missing-units"), "error"
