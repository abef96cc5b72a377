"""Score a Spark DataFrame: one pass for the fit, one for the scores, then ranks from counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.presuming import is_learned
from dtiscore.engines.refusals import require_streamable
from dtiscore.engines.spark import passes
from dtiscore.engines.spark.batches import Reader
from dtiscore.engines.spark.columns import Columns, Request, columns_of, invalid
from dtiscore.engines.spark.ends import presumed_reference
from dtiscore.engines.spark.published import Placed, with_headings
from dtiscore.engines.spark.ranking import LookUp, along_ranges, rank_tables
from dtiscore.engines.spark.tallies import Tally
from dtiscore.engines.spark.whole import (
    doubled_units,
    names_of_units,
    periods_apart,
    problems_of_the_whole,
)
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.methodology import Methodology
from dtiscore.progress import tell
from dtiscore.said import counted, said
from dtiscore.scoring.fitting import one_period
from dtiscore.scoring.frames import require_base
from dtiscore.scoring.reference import Reference
from dtiscore.tables.all_rows import spare_units
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True)
class SparkScores:
    """The scores of a table on Spark."""

    frame: DataFrame
    """One row per unit and period, in no order, with the columns of every ranked table of ours."""
    reference: Reference
    """What the edition learned from all units."""
    rows: int
    warnings: Sequence[Problem]
    """The first reservations about cells and rows, and all about the table as a whole."""
    warnings_in_all: int
    disagreements: int
    """How many scores the table brings that differ from what their parts give."""
    kept: tuple[DataFrame, ...] = field(default=(), repr=False)
    """The scores that Spark keeps for ``frame``."""

    def release(self) -> None:
        """Give back the memory in which Spark keeps the scores; ``frame`` can be computed anew still."""
        for frame in self.kept:
            frame.unpersist()


def score_frame(frame: DataFrame, request: Request) -> SparkScores:
    """Score and rank the rows of a Spark DataFrame.

    Raises:
        UsageFault: the edition needs all units at once (before any work starts), or a node is not known.
        InvalidData: the table breaks the rules of the edition, or is warned of where that counts as much; ``problems`` has
            every kind and the first cells, the message the true number.
    """
    shown = _wanted(request)
    refuse(request, shown.ranked)
    columns = columns_of(frame, request)
    reader = columns.reader
    if request.reference is not None:
        request.reference.require_for(request.methodology, _periods_only(reader, Tally()))
    scored = _presumed(columns, shown) if request.reference is None else None
    if scored is None:
        scored = _scored(columns, shown, request.reference or _fitted(columns))
    tally = scored.tally
    try:
        if request.reference is not None:
            request.reference.require_for(request.methodology, _periods_only(reader, tally))
        rows = scored.frame.where("unit is not null")
        warnings, warnings_in_all = _require_sound(
            columns, tally, rows, is_fitted=request.reference is not None
        )
        tell(said("ranking rows"), tally.rows)
        placed = _placed(rows, request.methodology, shown)
    except BaseException:
        scored.frame.unpersist()
        raise
    of_periods = columns.headings.period is not None or request.options.at_period is not None
    return SparkScores(
        frame=with_headings(
            placed, request.methodology, shown, of_periods=of_periods, of_groups=bool(columns.headings.group)
        ),
        reference=scored.reference,
        rows=tally.rows,
        warnings=warnings,
        warnings_in_all=warnings_in_all,
        disagreements=tally.disagreements,
        kept=(scored.frame, *placed.kept),
    )


def refuse(request: Request, ranked_too: Sequence[str]) -> None:
    """Make sure that an edition can be scored in batches that are merged, and some of its nodes ranked.

    Raises:
        UsageFault: it cannot; the method is named.
    """
    edition = request.methodology
    require_streamable(edition, fitted=request.reference is not None, ranked=ranked_too)
    for node, rule in edition.fitted_nodes if request.reference is None else ():
        if rule.needs_all_units:
            message = said(
                '{edition} cannot be scored on Spark: "{node}" ({rule}) needs every value at once',
                edition=edition.id,
                node=node.spoken_name,
                rule=rule.kind,
            )
            fix = said("score it in memory, or against a saved reference (--reference)")
            raise not_streamed("not-on-spark-rule", edition.id, message, fix)


def _wanted(request: Request) -> passes.RowContents:
    edition = request.methodology
    wanted = edition.shown if request.nodes is None else request.nodes
    for code in wanted:
        if code not in edition.nodes and code not in edition.view:
            raise UsageFault(
                said('there is no node "{code}" in {edition}', code=code, edition=edition.id),
                said("it has {value}", value=", ".join([*edition.nodes, *edition.view][:12])),
            )
    codes = tuple(dict.fromkeys([edition.index.code, *wanted]))
    ranked_too = codes if request.ranks else codes[:1]
    return passes.RowContents(codes, ranked_too, request.language, edition.bands is not None)


def _placed(rows: DataFrame, edition: Methodology, shown: passes.RowContents) -> Placed:
    """The rows with their ranks, or with what tells them: ``r0`` in the index, ``r1`` ... in the other nodes."""
    kept: list[DataFrame] = []
    looked_up: dict[str, LookUp] = {}
    for at, code in enumerate(shown.ranked):
        by = edition.ranking(code)
        tables = rank_tables(rows, f"k{at}", by.ties) if by.on == "published" else None
        if tables is not None:
            looked_up[f"r{at}"] = LookUp(f"k{at}", tables)
            continue
        compared = rows.withColumnRenamed(f"k{at}", "compared").withColumnRenamed(f"t{at}", "tolerance")
        placed, ranges = along_ranges(compared, by.ties)
        rows = placed.drop("compared", "tolerance").withColumnRenamed("rank", f"r{at}")
        kept.append(ranges)
    return Placed(rows, looked_up, kept)


@dataclass(frozen=True)
class _Scored:
    """The scores of all rows."""

    frame: DataFrame
    """They, which Spark keeps."""
    tally: Tally
    """What the rows left behind."""
    reference: Reference
    """By what they were scored."""


def _presumed(columns: Columns, shown: passes.RowContents) -> _Scored | None:
    """The scores by what Spark finds of the ends of columns; ``None`` where that is too little, or the cells say otherwise.

    It spares a pass over all cells in Python, which costs as much as the scores.
    """
    tell(said("reading rows"))
    presumed, reader = presumed_reference(columns), columns.reader
    if presumed is None:
        return None
    scored = _scored(columns, shown, presumed, learning=True)
    if not _errors(columns, scored.tally) and is_learned(
        scored.tally, presumed, reader.methodology, reader.source
    ):
        return scored
    scored.frame.unpersist()
    return None


def _scored(
    columns: Columns, shown: passes.RowContents, reference: Reference, *, learning: bool = False
) -> _Scored:
    scoring = passes.score_pass(columns.reader, reference, shown, learning=learning)
    frame = columns.frame.mapInArrow(scoring, shown.schema).persist()
    tell(said("scoring rows"))
    try:
        return _Scored(frame, _gathered(frame.select("tally").where("tally is not null")), reference)
    except BaseException:
        frame.unpersist()
        raise


def _fitted(columns: Columns) -> Reference:
    """What the edition learns from all rows: one pass, and a second one where squares about means are wanted."""
    used, reader = columns.frame, columns.reader
    edition = reader.methodology
    if not (edition.fitted_nodes or edition.prepare):  # a score depends on nothing but the row
        return Reference(edition.hash, {})
    tally = _gathered(used.mapInArrow(passes.tally_pass(reader), passes.TALLY_SCHEMA))
    if _errors(columns, tally):
        _require_sound(columns, tally, None)
    require_base(edition, _periods_only(reader, tally))
    centres = tally.centres(edition)
    if centres:
        tally = _gathered(used.mapInArrow(passes.tally_pass(reader, about=centres), passes.TALLY_SCHEMA))
    return tally.reference(edition, reader.source)


def _gathered(tallies: DataFrame) -> Tally:
    whole = Tally()
    for row in tallies.collect():
        whole.add(Tally.from_json(row[0]))
    return whole


def _errors(columns: Columns, tally: Tally) -> int:
    return tally.noted.errors + len(errors_of(problems_of_the_whole(columns.reader, columns.headings, tally)))


def _require_sound(
    columns: Columns, tally: Tally, rows: DataFrame | None, *, is_fitted: bool = False
) -> tuple[list[Problem], int]:
    """The warnings of a table without errors, as far as they are kept, and their number.

    ``rows`` are the scored ones; where some could not be scored, or none yet, the units are looked up in the table.
    ``is_fitted``: what rules learn was learned elsewhere.

    Raises:
        InvalidData: it has errors.
    """
    reader, headings = columns.reader, columns.headings
    of_table = [*columns.warnings, *problems_of_the_whole(reader, headings, tally)]
    errors = _errors(columns, tally)
    if errors or rows is None:
        rows = columns.frame.mapInArrow(passes.identity_pass(reader), passes.IDENTITY_SCHEMA)
    doubled, examples = doubled_units(rows, reader.source, headings)
    of_table += periods_apart(rows, reader, headings, tally)
    periods = {period for period, _ in tally.met}
    of_table += one_period(reader.methodology, periods, reader.source, is_fitted=is_fitted)
    told = [*of_table, *examples, *tally.noted.sample]
    found = spare_units(told, names_of_units(rows, tally.noted.sample), reader.scheme)
    warnings = tally.noted.warnings + len(of_table) - len(errors_of(of_table))
    if errors + doubled:
        count = errors + doubled + (warnings if columns.strict else 0)
        raise invalid(reader.source, count, found, strict=columns.strict)
    if columns.strict and warnings:
        message = counted(
            warnings,
            "{source}: {n} warning, which count as errors",
            "{source}: {n} warnings, which count as errors",
            source=reader.source,
        )
        raise InvalidData(message, problems=[problem.as_error() for problem in found])
    return found, warnings


def _periods_only(reader: Reader, tally: Tally) -> Dataset:
    """A table of the periods that there are, for questions about frames."""
    periods = tuple(sorted({period for period, _ in tally.met}, key=lambda period: period or ""))
    return Dataset(
        units=("",) * len(periods),
        names=({"": ""},) * len(periods),
        periods=periods,
        groups=(None,) * len(periods),
        ranked=np.ones(len(periods), dtype=np.bool_),
        numbers={},
        outcomes={},
        supplied={},
        raw=RawTable(reader.source, (), 0),
    )
