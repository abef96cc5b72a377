"""Score a table of any size: two passes over it in bounded memory, the same rules, checks and result."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass

from dtiscore.engines.ahead import made_ahead, made_side_by_side
from dtiscore.engines.fitting import fit, is_confirmed, known_before, merges
from dtiscore.engines.intake import Intake, Progress, Terms, take_in
from dtiscore.engines.learning import Learning
from dtiscore.engines.memory import give_back
from dtiscore.engines.output import FORMS
from dtiscore.engines.parquet_batches import ParquetBatches
from dtiscore.engines.problems import Problems
from dtiscore.engines.ranked_tables import Wanted, written
from dtiscore.engines.refusals import (
    refuse_range,
    refuse_whole,
    require_libraries,
    require_streamable,
    require_utf8,
    require_wide,
)
from dtiscore.engines.scores import Scores
from dtiscore.engines.second_pass import score_blocks
from dtiscore.engines.text_batches import Blocks, TextBatches
from dtiscore.engines.units import names_of_units, unit_problems
from dtiscore.errors import Problem
from dtiscore.files.reading import arrow_file_of, stream_of
from dtiscore.files.writing import write_pieces
from dtiscore.memory import keeping_memory
from dtiscore.said import counted, said
from dtiscore.scoring.fitting import one_period
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scales_apart import scales_apart
from dtiscore.tables.all_rows import none_left, spare_units
from dtiscore.tables.kinds import Kind, kind_of
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.options import TableOptions
from dtiscore.tables.parquet_pieces import ParquetPieces
from dtiscore.tables.rankings.reading import HEAD, is_marked, read_whole
from dtiscore.tables.reading import of_no_use


@dataclass(frozen=True, slots=True)
class Streamed:
    """What was done."""

    rows: int
    warnings: Sequence[Problem]
    disagreements: int
    """How many scores that the table brings differ from what their parts give."""


def score_stream(
    source: str,
    file: TableOptions,
    terms: Terms,
    wanted: Wanted,
    progress: Progress,
    blocks: Blocks = Blocks(),  # noqa: B008 - it is frozen
) -> Streamed:
    """Score the table of a file, or of standard input for ``-``, and write the ranked table.

    Raises:
        UsageFault: the edition or the form of the table cannot be scored piece by piece; polars or pyarrow is not installed.
        InvalidData: the table breaks the rules of the edition; ``problems`` holds the first breaches.
        SourceFault: a file cannot be read or written.
    """
    name = "<stdin>" if source == "-" else source
    if wanted.form not in FORMS:
        forms = ", ".join(FORMS)
        message = said("a streamed table is written as {forms}", forms=forms)
        raise not_streamed("not-streamed-form", name, message, said("choose one: -f csv, or -o scores.csv"))
    require_streamable(
        terms.methodology, fitted=terms.reference is not None, ranked=wanted.codes if wanted.ranks else ()
    )
    require_libraries(name, blocks.threads)
    require_utf8(file.encoding, name)
    with ExitStack() as leaving:
        leaving.enter_context(keeping_memory())
        leaving.callback(give_back)  # where the memory that was kept is given back, that of pyarrow is not
        batches = _batches(source, name, file, terms, blocks, leaving)
        intake = _intake(terms, name, wanted, known_before(terms) or batches.presumed_reference(), leaving)
        problems = _take_all(batches, intake, file, progress, blocks.threads)
        if intake.reference is not None and not is_confirmed(intake):
            # The file says of itself what is not so.
            batches = _batches(source, name, file, terms, blocks, leaving)
            intake = _intake(terms, name, wanted, None, leaving)
            problems = _take_all(batches, intake, file, progress, blocks.threads)
        if intake.reference is None:
            give_back()  # what typing the blocks has used is of no use to the second pass
            score_blocks(intake, fit(intake), progress, blocks.threads)
        intake.close()  # the room on disk, and what the system holds of it in memory, is of use to the result
        intake.scores.refuse_undefined()
        problems.add(scales_apart(terms.methodology, intake.scores.sizes, name))
        if reaches_over_periods(terms.methodology):
            periods = {period for block in intake.blocks for period in set(block.periods)}
            problems.add(one_period(terms.methodology, periods, name, is_fitted=terms.reference is not None))
        rows = intake.rows
        give_back()
        progress(said("ranking rows"), rows, None)
        table, warnings = written(intake, wanted)
        problems.add(warnings)
        problems.refuse()
        with closing(made_side_by_side(table, blocks.threads)) as pieces:
            write_pieces(wanted.output, pieces)
    return Streamed(rows, problems.kept, intake.scores.disagreements)


def _intake(terms: Terms, name: str, wanted: Wanted, known: Reference | None, leaving: ExitStack) -> Intake:
    """A table of which no row is read; ``known`` is what its rows can be scored by at once."""
    methodology, bands = terms.methodology, terms.methodology.bands
    banded = [bands.of] if bands is not None and bands.of is not None else []
    ranked_too = wanted.codes if wanted.ranks else []
    compared = list(dict.fromkeys([methodology.index.code, *banded, *ranked_too]))
    scores = Scores(name, list(dict.fromkeys([*compared, *wanted.codes])), compared)
    learns = terms.reference is None and bool(methodology.fitted_nodes) and merges(methodology)
    intake = Intake(terms, name, scores, known, Learning() if learns else None)
    leaving.callback(scores.close)
    leaving.callback(intake.close)
    leaving.callback(intake.texts.close)
    return intake


def _take_all(
    batches: TextBatches | ParquetBatches,
    intake: Intake,
    file: TableOptions,
    progress: Progress,
    threads: int | None,
) -> Problems:
    """Read all rows of a table.

    Raises:
        InvalidData: it breaks the rules of the edition.
        UsageFault: it is long, with a row per value.
    """
    require_wide(batches, intake.terms, file)
    intake.header_line = batches.shell.header_line
    if intake.reference is not None:
        intake.scores.expect(batches.expected_rows)
    problems = Problems(intake.source, strict=intake.terms.strict)
    kind: Kind = "text" if isinstance(batches, TextBatches) else "parquet"
    problems.add([*of_no_use(file, kind, intake.source), *batches.head_problems])
    with closing(made_ahead(batches, threads)) as read:
        take_in(read, batches.usage, problems, intake, progress)
    batches.require_unchanged()
    problems.add([*batches.usage.settled, *batches.tail_problems])
    problems.add(unit_problems(intake, batches.usage.headings))
    problems.reword(lambda kept: spare_units(kept, names_of_units(intake), intake.terms.scheme))
    if not intake.blocks and not problems.errors:
        problems.add([none_left(intake.source, intake.header_line)])
    problems.refuse()
    unprepared = intake.unprepared
    count = counted(unprepared.errors, "{n} value is undefined", "{n} values are undefined")
    unprepared.refuse_undefined(count)
    intake.keys.clear()
    return problems


def _batches(
    source: str,
    name: str,
    file: TableOptions,
    terms: Terms,
    blocks: Blocks,
    leaving: ExitStack,
) -> TextBatches | ParquetBatches:
    if source != "-":
        with stream_of(source) as stream:
            head = stream.read(HEAD)
        kind = kind_of(head, source)
        if kind == "parquet":
            # Once: a name may stand for another file a moment later.
            opened, unchanged = arrow_file_of(source)
            pieces = ParquetPieces(opened, source, threads=blocks.threads)
            is_ranking = is_marked(pieces.metadata)
            refuse_whole(source, said("is a ranking that dtiscore wrote") if is_ranking else None)
            return ParquetBatches(pieces, unchanged, terms.options, terms.methodology, strict=terms.strict)
        refuse_whole(source, said("is a workbook") if kind == "workbook" else read_whole(head))
    refuse_range(file, name)
    stream = leaving.enter_context(stream_of(source))
    return TextBatches(
        stream, name, file, terms.options, terms.methodology, strict=terms.strict, blocks=blocks
    )
