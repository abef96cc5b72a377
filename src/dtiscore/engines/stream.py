"""Score a table of any size: two passes over it in bounded memory, the same rules, checks and result."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from dtiscore.dataset.table import Rows
from dtiscore.engines.intake import Intake, Progress, Terms, take_in
from dtiscore.engines.order import partitions, places_of, ranked
from dtiscore.engines.output import FORMS, RankedTable
from dtiscore.engines.parquet_batches import ParquetBatches
from dtiscore.engines.problems import Problems
from dtiscore.engines.refusals import require_streamable
from dtiscore.engines.scores import Scores, fit, joined, score_blocks
from dtiscore.engines.sequences import Constant
from dtiscore.engines.text_batches import BLOCK, TextBatches
from dtiscore.engines.units import unit_problems
from dtiscore.errors import Problem, UsageFault
from dtiscore.sources.arrow_values import keeping_memory
from dtiscore.sources.kinds import kind_of
from dtiscore.sources.reading import stream_of
from dtiscore.sources.tables import FileOptions, widened
from dtiscore.sources.texts.typed_text import require_libraries
from dtiscore.sources.writing import write_pieces


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
    """The nodes beside the index."""
    only_with_scores: bool = False
    """Whether nodes are left out for which no row has a score."""
    top: int | None = None


def score_stream(
    source: str,
    file: FileOptions,
    terms: Terms,
    wanted: Wanted,
    progress: Progress,
    *,
    size: int = BLOCK,
) -> Streamed:
    """Score the table of a file, or of standard input for ``-``, and write the ranked table.

    ``size`` is how many bytes of a text are read at a time.

    Raises:
        UsageFault: the edition or the form of the table cannot be scored piece by piece; pyarrow is not installed.
        InvalidData: the table breaks the rules of the edition; ``problems`` holds the first breaches.
        SourceFault: a file cannot be read or written.
    """
    name = "<stdin>" if source == "-" else source
    if wanted.form not in FORMS:
        forms = ", ".join(FORMS)
        raise UsageFault(f"a streamed table is written as {forms}", "choose one: -f csv, or -o scores.csv")
    require_streamable(terms.methodology, fitted=terms.reference is not None)
    require_libraries(name)
    _require_utf8(file.encoding)
    intake, problems = Intake(terms, name), Problems(name)
    with ExitStack() as closing:
        closing.enter_context(keeping_memory())
        closing.callback(intake.close)
        batches = _batches(source, name, file, terms, size, closing)
        _require_wide(batches, terms, file)
        problems.add(batches.head_problems)
        take_in(batches, batches.usage, problems, intake, progress)
        problems.add(batches.usage.settled)
        if not problems.errors:
            problems.add_own(unit_problems(intake, batches.usage.headings))
        problems.refuse()
        intake.keys.clear()
        reference = fit(intake)
        index = terms.methodology.index.code
        bands = terms.methodology.bands
        banded = [bands.of or index] if bands is not None else []
        scores = score_blocks(
            intake, reference, list(dict.fromkeys([index, *wanted.codes, *banded])), problems, progress
        )
        intake.close()  # the room on disk, and what the system holds of it in memory, is of use to the result
        problems.refuse_scores()
        table = _ranked_table(intake, scores, wanted)
        write_pieces(wanted.output, table.pieces(wanted.form))
    return Streamed(intake.rows, problems.kept, scores.disagreements)


def _batches(
    source: str, name: str, file: FileOptions, terms: Terms, size: int, closing: ExitStack
) -> TextBatches | ParquetBatches:
    if source != "-":
        with stream_of(source) as stream:
            kind = kind_of(stream.read(512), source)
        if kind == "parquet":
            return ParquetBatches(source, terms.options, terms.methodology)
    stream = closing.enter_context(stream_of(source))
    return TextBatches(stream, name, file, terms.options, terms.methodology, size=size)


def _require_utf8(encoding: str | None) -> None:
    if encoding is not None and encoding.lower().replace("_", "-") not in ("utf-8", "utf8", "utf-8-sig"):
        raise UsageFault(
            f"a table in {encoding} is not streamed, only one in UTF-8",
            f"convert it into the pipe: iconv -f {encoding} -t utf-8 FILE | dtiscore score -",
        )


def _require_wide(batches: TextBatches | ParquetBatches, terms: Terms, file: FileOptions) -> None:
    shell = batches.shell
    if widened(shell, terms.methodology, file.layout, terms.options)[0] is not shell:
        raise UsageFault(
            "a long table, with a row per value, is not streamed",
            "make it wide, with a row per unit and a column per indicator; or use --engine memory",
        )


def _ranked_table(intake: Intake, scores: Scores, wanted: Wanted) -> RankedTable:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    methodology = intake.terms.methodology
    index, bands = methodology.index.code, methodology.bands
    periods = joined([block.periods for block in intake.blocks])
    groups = joined([block.groups for block in intake.blocks])
    codes = pa.chunked_array([block.codes for block in intake.blocks])
    sets = partitions(periods, groups)
    ranks, order = ranked(methodology, scores.values[index], scores.ranked, sets, places_of(codes))
    if wanted.top is not None:
        order = _first_of_each(order, [len(rows) for rows in sets], wanted.top)
    banded = None
    if bands is not None:
        banded = scores.values[bands.of or index]
        banded = methodology.publish.round(banded) if bands.on == "published" else banded
        banded = np.where(scores.ranked, banded, np.nan)
    shown = [
        code
        for code in wanted.codes
        if not wanted.only_with_scores or not np.isnan(scores.values[code]).all()
    ]
    return RankedTable(
        methodology=methodology,
        order=order,
        ranks=ranks,
        codes=codes,
        names=pa.chunked_array([block.names for block in intake.blocks]),
        periods=_if_any(periods),
        groups=_if_any(groups),
        scores={code: scores.values[code] for code in dict.fromkeys([index, *shown])},
        banded=banded,
    )


def _first_of_each(order: Rows, sizes: Sequence[int], top: int) -> Rows:
    """The first rows of each of the sets that stand one after the other."""
    ends = np.cumsum(sizes)
    return np.concatenate(
        [order[end - size : end - size + min(top, size)] for end, size in zip(ends, sizes, strict=True)]
    )


def _if_any(values: Sequence[str | None]) -> Sequence[str | None] | None:
    """The values, or nothing where there is none."""
    if isinstance(values, Constant):
        return None if values.item is None else values
    return values if any(value is not None for value in values) else None
