"""What no batch can know of a table: units twice, missing or of another scheme, periods, groups, styles and signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dtiscore.engines.spark.batches import Reader
from dtiscore.engines.spark.tallies import KEPT, Tally
from dtiscore.errors import Place, Problem, errors_of
from dtiscore.methodology.periods import comparable
from dtiscore.said import said
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import keep_one, none_left, parted_by_period, with_figures
from dtiscore.tables.headings import Headings
from dtiscore.tables.identity import identify
from dtiscore.tables.measures import of_another_measure
from dtiscore.tables.number_settling import which_reading
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.without_figures import without_figures
from dtiscore.units.spelling import normal_form

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_OF_ALL_ROWS = frozenset({"nothing-ignored", "missing-period"})
"""Problems that a table has only if every batch has them."""
_TOLD_ANEW = frozenset(
    {
        "ambiguous-group",
        "ambiguous-vintage",
        "doubtful-order",
        "missing-unit",
        "period-spelling",
        "ungoverned-period",
    }
)
"""Problems that are found in a table of one row for each unit of a period, or for each group."""


def problems_of_the_whole(reader: Reader, headings: Headings, tally: Tally) -> list[Problem]:
    """The problems of the table as a whole, given what all its batches left behind."""
    found = [
        problem
        for problem, batches in tally.noted.of_table.values()
        if problem.code not in _OF_ALL_ROWS or batches == tally.batches
    ]
    if not tally.batches:
        place = Place(reader.source)
        found.append(
            Problem("no-rows", said("the table has no rows"), place, fix=said("give it one row per unit"))
        )
        found += _never_met(reader, headings)
    elif tally.rows:
        found += _of_periods(reader, headings, tally)
        found += _of_groups(reader, tally)
    elif not tally.noted.errors and not errors_of(found):
        found.append(none_left(reader.source, None))
    found += _of_columns(reader, tally)
    return [*found, *_two_readings(reader, tally), *_mixed_signs(reader, tally)]


def _of_columns(reader: Reader, tally: Tally) -> Iterator[Problem]:
    """The columns in which every unit earns the whole, or none has a figure; of no cell, as Spark knows no first one."""
    methodology = reader.methodology
    for problem in (
        *of_another_measure(methodology, tally.spans, reader.options),
        *without_figures(methodology, tally.figures),
        *with_figures(tally.figures, tally.coded, reader.scheme, reader.other_schemes, reader.source),
    ):
        yield problem._replace(place=Place(reader.source, header=problem.place.header), raw=None)


def _of_periods(reader: Reader, headings: Headings, tally: Tally) -> list[Problem]:
    """What is wrong with the periods, and with the units of the scheme in each, from one row for each that there is."""
    met = sorted(tally.met, key=lambda pair: (pair[0] or "", pair[1]))
    columns = {"unit": [code or "unit" for _, code in met]}
    if reader.scheme is not None:
        known = reader.scheme.by_code  # units that it does not know stand as they were written
        columns["unit"] = [
            next(iter(known[code].name.values()))
            if code in known and (period, code) not in tally.coded
            else code
            for period, code in met
        ]
    if any(period for period, _ in met):
        columns["period"] = [period or "" for period, _ in met]
    table = _table(reader, columns)
    unit, *periods = table.columns
    period = periods[0] if periods else None
    parts = Headings(unit=unit, period=period, period_by_name=headings.period_by_name)
    others = () if tally.named else reader.other_schemes  # a name tells which scheme is meant
    identity = identify(table, parts, reader.methodology, reader.scheme, reader.options, others)
    return _told_anew(identity.problems, reader, headings.period)


def _never_met(reader: Reader, headings: Headings) -> list[Problem]:
    """What was declared of rows, of which there are none."""
    heads: dict[str, list[str]] = {"unit": []}
    if headings.period is not None:
        heads["period"] = []
    table = _table(reader, heads)
    unit, *periods = table.columns
    parts = Headings(unit=unit, period=periods[0] if periods else None)
    problems = identify(table, parts, reader.methodology, None, reader.options).problems
    return [
        problem._replace(place=Place(reader.source)) for problem in problems if problem.code in _OF_ALL_ROWS
    ]


def _of_groups(reader: Reader, tally: Tally) -> list[Problem]:
    """Groups of one name, of which the columns say something else."""
    if not tally.groups:
        return []
    columns = [list(cells) for cells in zip(*sorted(tally.groups), strict=True)]
    named = {f"group {at}": cells for at, cells in enumerate(columns)}
    table = _table(reader, {"unit": ["unit"] * len(tally.groups), **named})
    options = reader.options._replace(at_period=None)
    parts = Headings(unit=table.columns[0], group=table.columns[1:])
    return _told_anew(identify(table, parts, reader.methodology, None, options).problems, reader)


def _table(reader: Reader, columns: Mapping[str, Sequence[str]]) -> RawTable:
    """A table of some texts, by heading."""
    rows = len(next(iter(columns.values())))
    lines = range(1, rows + 1)
    made = (RawColumn(heading, at, cells, lines) for at, (heading, cells) in enumerate(columns.items(), 1))
    return RawTable(reader.source, tuple(made), rows, header_line=0)


def _told_anew(problems: Sequence[Problem], reader: Reader, period: RawColumn | None = None) -> list[Problem]:
    """Those that hold for the whole table, whose lines nobody knows; those of periods stand in the column of periods."""
    header = None if period is None else period.header
    return [
        problem._replace(
            place=Place(reader.source, header=header if problem.place.header == "period" else None), unit=None
        )
        for problem in problems
        if problem.code in _TOLD_ANEW
    ]


def _two_readings(reader: Reader, tally: Tally) -> Iterator[Problem]:
    """Columns in which nothing says whether 1.234 is 1.234 or 1234."""
    for heading, count in sorted(tally.two_readings.items()):
        if not tally.points.get(heading):
            message = said(
                "{n} cells, such as {example}, may be with decimals or with grouped thousands",
                n=count,
                example=tally.examples[heading],
            )
            fix = which_reading(tally.examples[heading])
            yield Problem("ambiguous-number", message, Place(reader.source, header=heading), fix=fix)


def _mixed_signs(reader: Reader, tally: Tally) -> Iterator[Problem]:
    for heading, signed in sorted(tally.signed.items()):
        bare = tally.bare.get(heading, 0)
        if bare:
            message = said(
                "{signed} cells of the column have a per cent sign, {bare} lack one", signed=signed, bare=bare
            )
            declare = with_value("--percent", heading)
            fix = said(
                "write the column in one way, or declare {option} if all its numbers are per cent",
                option=declare,
            )
            yield Problem("mixed-percent", message, Place(reader.source, header=heading), fix=fix)


def doubled_units(identified: DataFrame, source: str, headings: Headings) -> tuple[int, list[Problem]]:
    """How many rows repeat a unit within its period, and the first of these units as problems."""
    from pyspark.sql import functions as sql

    key = ("unit", "period", "repeats")
    of_each = identified.where(sql.col("unit").isNotNull()).groupBy(*key)
    # Without a name: texts are aggregated by sorting all rows.
    total = of_each.count().where("count > 1").agg(sql.sum(sql.col("count") - 1)).collect()[0][0] or 0
    if not total:
        return 0, []
    several = of_each.agg(sql.count("*").alias("n"), sql.max("name").alias("name")).where("n > 1")
    first = several.orderBy(*key).limit(KEPT).collect()
    return int(total), [
        Problem(
            "duplicate-unit",
            said("the unit stands {n} times", n=row.n)
            if row.period is None
            else said("the unit stands {n} times in {period}", n=row.n, period=row.period),
            Place(source, header=_blamed(headings, named=bool(row["name"]))),
            raw=row.unit,
            fix=keep_one(has_period=row.period is not None),
            unit=row.unit,
        )
        for row in first
    ]


def _blamed(headings: Headings, *, named: bool) -> str | None:
    """The heading to point at for a unit: that of the name where it has one, else of the code."""
    column = headings.shown if named else headings.key
    return None if column is None else column.header


def names_of_units(identified: DataFrame, problems: Sequence[Problem]) -> Iterator[str]:
    """The codes and names of rows that take part, of those that are in a problem as well; looked up when they are wanted."""
    from pyspark.sql import functions as sql

    normal = sql.udf(normal_form, useArrow=False)
    told = sorted({normal_form(problem.raw) for problem in problems if problem.raw})
    every = identified.select(sql.explode(sql.array("unit", "name")).alias("called")).where(
        "called is not null"
    )
    yield from (row.called for row in every.where(normal("called").isin(told)).distinct().collect())


def periods_apart(
    identified: DataFrame, reader: Reader, headings: Headings, tally: Tally
) -> Iterator[Problem]:
    """A warning of a column merely headed as the period that tells each unit another one."""
    from pyspark.sql import functions as sql

    periods = {comparable(period) for period, _ in tally.met if period is not None}
    if not headings.period_by_name or len(periods) < 2:
        return
    units = identified.where(sql.col("unit").isNotNull()).groupBy("unit").agg(sql.count("*").alias("n"))
    if units.where("n > 1").isEmpty():
        message, fix = parted_by_period(len(periods))
        yield Problem("period-apart", message, Place(reader.source), fix=fix, severity="warning")
