"""What no batch can know of a table: units that stand twice or are missing, styles and signs that do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dtiscore.dataset.all_rows import keep_one
from dtiscore.dataset.headings import Headings
from dtiscore.dataset.identity import identify
from dtiscore.dataset.raw import RawColumn, RawTable
from dtiscore.engines.spark.batches import Reader
from dtiscore.engines.spark.tallies import KEPT, Tally
from dtiscore.errors import Place, Problem
from dtiscore.shell_words import with_value

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_OF_ALL_ROWS = frozenset({"nothing-ignored", "missing-period"})
"""Problems that a table has only if every batch has them."""
_BY_PERIOD = frozenset({"missing-unit", "period-spelling"})


def problems_of_the_whole(reader: Reader, tally: Tally) -> list[Problem]:
    """The problems of the table as a whole, given what all its batches left behind."""
    found = [
        problem
        for problem, batches in tally.noted.of_table.values()
        if problem.code not in _OF_ALL_ROWS or batches == tally.batches
    ]
    if not tally.batches:
        place = Place(reader.source)
        found.append(Problem("no-rows", "the table has no rows", place, fix="give it one row per unit"))
    elif tally.rows:
        found += _of_periods(reader, tally)
    return [*found, *_two_readings(reader, tally), *_mixed_signs(reader, tally)]


def _of_periods(reader: Reader, tally: Tally) -> list[Problem]:
    """Units of the scheme that a period lacks and periods of two spellings, from one row for each that there is."""
    met = sorted(tally.met, key=lambda pair: (pair[0] or "", pair[1]))
    lines = range(1, len(met) + 1)
    unit = RawColumn("unit", 1, [code or "unit" for _, code in met], lines)
    period = RawColumn("period", 2, [period or "" for period, _ in met], lines)
    has_periods = any(period for period, _ in met)
    headings = Headings(unit=unit, period=period if has_periods else None)
    table = RawTable(reader.source, (unit, period), len(met), header_line=0)
    identity = identify(table, headings, reader.methodology, reader.scheme, reader.options)
    return [
        Problem(
            problem.code,
            problem.message,
            Place(reader.source),
            fix=problem.fix,
            severity=problem.severity,
        )
        for problem in identity.problems
        if problem.code in _BY_PERIOD
    ]


def _two_readings(reader: Reader, tally: Tally) -> Iterator[Problem]:
    """Columns in which nothing says whether 1.234 is 1.234 or 1234."""
    for heading, count in sorted(tally.two_readings.items()):
        if not tally.points.get(heading):
            message = f"{count} cells, such as {tally.examples[heading]}, may be with decimals or with grouped thousands"
            fix = "declare --decimal . for the one, or --decimal , with --grouping . for the other"
            yield Problem("ambiguous-number", message, Place(reader.source, header=heading), fix=fix)


def _mixed_signs(reader: Reader, tally: Tally) -> Iterator[Problem]:
    for heading, signed in sorted(tally.signed.items()):
        bare = tally.bare.get(heading, 0)
        if bare:
            message = f"{signed} cells of the column have a per cent sign, {bare} lack one"
            declare = with_value("--percent", heading)
            fix = f"write the column in one way, or declare {declare} if all its numbers are per cent"
            yield Problem("mixed-percent", message, Place(reader.source, header=heading), fix=fix)


def doubled_units(identified: DataFrame, source: str) -> tuple[int, list[Problem]]:
    """How many rows repeat a unit within its period, and the first of these units as problems."""
    from pyspark.sql import functions as sql

    several = (
        identified.where(sql.col("unit").isNotNull())
        .groupBy("unit", "period", "repeats")
        .agg(sql.count("*").alias("n"))
        .where("n > 1")
    )
    total = several.agg(sql.sum(sql.col("n") - 1)).collect()[0][0] or 0
    if not total:
        return 0, []
    first = several.orderBy("unit", "period", "repeats").limit(KEPT).collect()
    return int(total), [
        Problem(
            "duplicate-unit",
            f"the unit stands {row.n} times" + (f" in {row.period}" if row.period is not None else ""),
            Place(source),
            raw=row.unit,
            fix=keep_one(has_period=row.period is not None),
            unit=row.unit,
        )
        for row in first
    ]
