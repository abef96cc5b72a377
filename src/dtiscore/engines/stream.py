"""Score a table of any size: two passes over it in bounded memory, the same rules, checks and result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.ahead import made_ahead
from dtiscore.engines.fitting import fit, is_confirmed, joined, known_before, merges, ranked_rows
from dtiscore.engines.intake import Intake, Progress, Terms, take_in
from dtiscore.engines.learning import Learning
from dtiscore.engines.memory import give_back, keeping_memory
from dtiscore.engines.moves import Moves, Partition, UnitLists, moves, unit_lists
from dtiscore.engines.order import RankedBy, first_of_each, partitions, places_of, ranked
from dtiscore.engines.output import FORMS, RankedTable, as_written
from dtiscore.engines.parquet_batches import ParquetBatches
from dtiscore.engines.problems import Problems
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
from dtiscore.engines.sequences import Constant
from dtiscore.engines.text_batches import BLOCK, TextBatches
from dtiscore.engines.units import unit_problems
from dtiscore.errors import Problem
from dtiscore.files.reading import arrow_file_of, stream_of
from dtiscore.files.writing import write_pieces
from dtiscore.methodology.equality import EXACT
from dtiscore.said import counted, said
from dtiscore.scoring.fitting import fitted_nodes
from dtiscore.scoring.ranking import DoubledRanks
from dtiscore.scoring.reference import Reference
from dtiscore.tables.arrow_values import series_of
from dtiscore.tables.kinds import Kind, kind_of
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.options import TableOptions
from dtiscore.tables.parquet_pieces import ParquetPieces
from dtiscore.tables.rankings.reading import HEAD, is_marked, read_whole
from dtiscore.tables.reading import of_no_use
from dtiscore.tables.table import Rows

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Streamed:
    """What was done."""

    rows: int
    warnings: Sequence[Problem]
    disagreements: int
    """How many scores that the table brings differ from what their parts give."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written."""

    output: str
    """The file, ``-`` for standard output."""
    form: str
    """``csv``, ``tsv`` or ``jsonl``."""
    codes: Sequence[str]
    """The nodes that stand beside the index."""
    comparable: Callable[[UnitLists], tuple[bool, list[Problem]]]
    """Whether places in the periods of a panel compare, and what to know of units that were taken for the same."""
    top: int | None = None
    ranks: bool = False
    """Whether the ranks in the nodes beside the index are written too."""


def score_stream(
    source: str,
    file: TableOptions,
    terms: Terms,
    wanted: Wanted,
    progress: Progress,
    *,
    size: int = BLOCK,
) -> Streamed:
    """Score the table of a file, or of standard input for ``-``, and write the ranked table.

    ``size`` is how many bytes of a text are read at a time.

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
    require_libraries(name)
    require_utf8(file.encoding, name)
    with ExitStack() as leaving:
        leaving.enter_context(keeping_memory())
        batches = _batches(source, name, file, terms, size, leaving)
        intake = _intake(terms, name, wanted, known_before(terms) or batches.presumed_reference(), leaving)
        problems = _take_all(batches, intake, file, progress)
        if intake.reference is not None and not is_confirmed(intake):
            # The file says of itself what is not so.
            batches = _batches(source, name, file, terms, size, leaving)
            intake = _intake(terms, name, wanted, None, leaving)
            problems = _take_all(batches, intake, file, progress)
        if intake.reference is None:
            score_blocks(intake, fit(intake), progress)
        intake.close()  # the room on disk, and what the system holds of it in memory, is of use to the result
        intake.scores.refuse_undefined()
        rows = intake.rows
        give_back()
        progress(said("ranking rows"), rows, None)
        table, warnings = _ranked_table(intake, wanted)
        with closing(made_ahead(table.pieces())) as pieces:
            write_pieces(wanted.output, pieces)
    return Streamed(rows, [*problems.kept, *warnings], intake.scores.disagreements)


def _intake(terms: Terms, name: str, wanted: Wanted, known: Reference | None, leaving: ExitStack) -> Intake:
    """A table of which no row is read; ``known`` is what its rows can be scored by at once."""
    methodology, bands = terms.methodology, terms.methodology.bands
    banded = [bands.of] if bands is not None and bands.of is not None else []
    ranked_too = wanted.codes if wanted.ranks else []
    compared = list(dict.fromkeys([methodology.index.code, *banded, *ranked_too]))
    scores = Scores(name, list(dict.fromkeys([*compared, *wanted.codes])), compared)
    learns = terms.reference is None and bool(fitted_nodes(methodology)) and merges(methodology)
    intake = Intake(terms, name, scores, known, Learning() if learns else None)
    leaving.callback(scores.close)
    leaving.callback(intake.close)
    return intake


def _take_all(
    batches: TextBatches | ParquetBatches, intake: Intake, file: TableOptions, progress: Progress
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
    with closing(made_ahead(batches)) as read:
        take_in(read, batches.usage, problems, intake, progress)
    batches.require_unchanged()
    problems.add([*batches.usage.settled, *batches.tail_problems])
    problems.add(unit_problems(intake, batches.usage.headings))
    problems.refuse()
    unprepared = intake.unprepared
    count = counted(unprepared.errors, "{n} value is undefined", "{n} values are undefined")
    unprepared.refuse_undefined(count)
    intake.keys.clear()
    return problems


def _batches(
    source: str, name: str, file: TableOptions, terms: Terms, size: int, leaving: ExitStack
) -> TextBatches | ParquetBatches:
    if source != "-":
        with stream_of(source) as stream:
            head = stream.read(HEAD)
        kind = kind_of(head, source)
        if kind == "parquet":
            # Once: a name may stand for another file a moment later.
            opened, unchanged = arrow_file_of(source)
            pieces = ParquetPieces(opened, source)
            is_ranking = is_marked(pieces.metadata)
            refuse_whole(source, said("is a ranking that dtiscore wrote") if is_ranking else None)
            return ParquetBatches(pieces, unchanged, terms.options, terms.methodology, strict=terms.strict)
        refuse_whole(source, said("is a workbook") if kind == "workbook" else read_whole(head))
    refuse_range(file, name)
    stream = leaving.enter_context(stream_of(source))
    return TextBatches(stream, name, file, terms.options, terms.methodology, strict=terms.strict, size=size)


def _ranked_table(intake: Intake, wanted: Wanted) -> tuple[RankedTable, list[Problem]]:
    """The ranked table of what has been read and scored, in whose stead it stands: the blocks are gone.

    Beside it warnings of units that are called otherwise in another period.
    """
    methodology, scores = intake.terms.methodology, intake.scores
    index, bands = methodology.index.code, methodology.bands
    periods = joined([block.periods for block in intake.blocks])
    groups = joined([block.groups for block in intake.blocks])
    sets = partitions(periods, groups)
    places = places_of([block.codes for block in intake.blocks])
    ranks, order = _order(intake, sets, places, wanted.top)
    shown = [code for code in wanted.codes if code != index]
    beside = {code: _ranked(intake, sets, code, places)[0] for code in shown if wanted.ranks}
    del places
    give_back()
    banded, tolerance = None, EXACT
    if bands is not None:
        banded = scores[bands.of or index]
        banded = methodology.publish.round(banded) if bands.on == "published" else banded
        banded = np.where(ranked_rows(intake), banded, np.nan)
        tolerance = scores.tolerance(bands.of or index) if bands.on == "full" else EXACT
    moved, warnings = _moved(intake, sets, ranks, wanted)
    codes, names = _texts_taken(intake, wanted.form)
    table = RankedTable(
        form=wanted.form,
        methodology=methodology,
        order=order,
        ranks=ranks,
        codes=codes,
        names=names,
        periods=_if_any(periods),
        groups=_if_any(groups),
        scores=scores,
        nodes=[index, *shown],
        node_ranks=beside,
        banded=banded,
        tolerance=tolerance,
        moves=moved,
    )
    return table, warnings


def _moved(
    intake: Intake, sets: Mapping[Partition, Rows], ranks: DoubledRanks, wanted: Wanted
) -> tuple[Moves | None, list[Problem]]:
    """The moves from period to period, if there are several."""
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    if len({period for period, _ in sets}) < 2:
        return None, []
    codes = series_of(pa.chunked_array([block.codes for block in intake.blocks], pa.string()))
    compare = True
    warnings: list[Problem] = []
    if intake.terms.scheme is None:
        names = series_of(pa.chunked_array([block.names for block in intake.blocks], pa.string()))
        compare, warnings = wanted.comparable(unit_lists(codes, names, sets, intake.source))
    return (moves(codes, sets, ranks) if compare else None), warnings


def _order(
    intake: Intake, sets: Mapping[Partition, Rows], places: Rows | None, top: int | None
) -> tuple[DoubledRanks, Rows]:
    """Twice the ranks of all rows, and the rows in the order in which they are written."""
    ranks, order = _ranked(intake, sets, intake.terms.methodology.index.code, places)
    if top is not None:
        order = first_of_each(order, [len(rows) for rows in sets.values()], top)
    return ranks, order


def _ranked(
    intake: Intake, sets: Mapping[Partition, Rows], code: str, places: Rows | None
) -> tuple[DoubledRanks, Rows]:
    """Twice the ranks of all rows in a node, and the rows from the best to the last of each set."""
    methodology, scores = intake.terms.methodology, intake.scores
    by = RankedBy(methodology.ranking(code), methodology.publish)
    tolerance = scores.tolerance(code) if by.ranking.on == "full" else EXACT
    return ranked(by, scores[code], ranked_rows(intake), [*sets.values()], places, tolerance)


def _texts_taken(intake: Intake, form: str) -> tuple[pl.Series, pl.Series]:
    """The codes and names of all rows as they are written; the blocks, of which nothing else is wanted, are gone."""
    import pyarrow as pa

    parts = {
        "codes": [block.codes for block in intake.blocks],
        "names": [block.names for block in intake.blocks],
    }
    intake.blocks.clear()
    written = []
    for texts in ("codes", "names"):
        written.append(as_written(pa.chunked_array(parts.pop(texts), pa.string()), form))
        give_back()
    return written[0], written[1]


def _if_any(values: Sequence[str | None]) -> Sequence[str | None] | None:
    """The values, or nothing where there is none."""
    if isinstance(values, Constant):
        return None if values.item is None else values
    return values if any(value is not None for value in values) else None
