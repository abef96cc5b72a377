"""Score a table of any size from file to file, in memory that does not grow with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Unpack

from dtiscore.arguments import Count, checked
from dtiscore.files.paths import FileName
from dtiscore.files.reading import size_of
from dtiscore.inputs.in_force import candidates, ways_to_choose
from dtiscore.inputs.reading import (
    Reading,
    Weighting,
    reading_options,
    require_known,
    require_whole,
    table_options,
)
from dtiscore.inputs.scored import given
from dtiscore.inputs.validation import editions_for
from dtiscore.inputs.weighting import other_schemes, scheme_of
from dtiscore.progress import tell
from dtiscore.questions.score.shown.selection import shown_codes
from dtiscore.said import said
from dtiscore.scoring.reference import Reference
from dtiscore.tables.not_streamed import not_streamed

if TYPE_CHECKING:
    from dtiscore.engines.intake import Terms
    from dtiscore.engines.moves import UnitLists
    from dtiscore.engines.stream import Streamed
    from dtiscore.errors import Problem

_WHOLE = 2**25 - 2**16
"""Bytes of a text up to which it is read as one block, so that all that is said of whole tables is said of it."""
_BLOCK = _WHOLE // 2
"""Bytes of a larger one that are read at a time."""
_MANY_NODES = 64
"""From so many nodes of an edition on as much is read at a time as of a small text: a block costs time for each node."""


@checked
def score_stream(  # noqa: PLR0913 - what is written, and how
    data: str | os.PathLike[str],
    methodology: Weighting,
    output: str | os.PathLike[str],
    *,
    form: str = "csv",
    level: int | str | None = None,
    top: Count | None = None,
    ranks: bool = False,
    language: str | None = None,
    reference: FileName | Reference | None = None,
    progress: Callable[[str, int, int | None], None] | None = None,
    block_bytes: Count | None = None,
    threads: Count | None = None,
    **reading: Unpack[Reading],
) -> Streamed:
    """Score and rank a table that need not fit into memory, and write the ranked table.

    The rows are those that ``score`` gives, in the same order and with the same bytes.

    Args:
        data: the path of a CSV or Parquet file, or ``-`` for a CSV on standard input.
        methodology: an edition, as for :func:`dtiscore.score`.
        output: the file to write, or ``-``.
        form: how it is written: ``csv``, ``tsv`` or ``jsonl``.
        level: which nodes stand beside the index.
        top: how many units of each period and group are written; all unless given.
        ranks: whether the ranks in the nodes beside the index are written too.
        language: the language of the units' names.
        reference: statistics fitted elsewhere, or their file; fitted on this table unless given.
        progress: is told what is being done, how many rows are done, and of how many if that is known, in the place of
            a terminal.
        block_bytes: how much of a text is read at a time, unless given: all of one up to 32 MiB, as much of a longer one
            under an edition of many nodes, and under any other half of that.
        threads: how many threads work on it, one for each processor unless given: the bytes are the same. polars keeps to
            the number that there was when it was loaded.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: the edition compares units with each other, or the form of the table needs it whole.
        InvalidData: the table breaks the rules of the edition.
        SourceFault: a file cannot be read or written.
    """
    from dtiscore.engines.ranked_tables import Wanted
    from dtiscore.engines.stream import score_stream as stream
    from dtiscore.engines.text_batches import Blocks

    terms = _terms(methodology, reading, language, given(reference))
    edition = terms.methodology
    wanted = Wanted(
        output=os.fspath(output),
        form=form,
        codes=shown_codes(edition, level, None),
        comparable=partial(_comparable, "<stdin>" if os.fspath(data) == "-" else os.fspath(data)),
        top=top,
        ranks=ranks,
    )
    source = os.fspath(data)
    may_be_long = (size_of(source) or 0) <= _WHOLE or len(edition.nodes) >= _MANY_NODES
    size = block_bytes or (_WHOLE if may_be_long else _BLOCK)
    return stream(source, table_options(reading), terms, wanted, progress or tell, Blocks(size, threads))


def _comparable(source: str, lists: UnitLists) -> tuple[bool, list[Problem]]:
    from dtiscore.inputs.card_moves import comparable  # of panels alone

    return comparable(source, lists)


def _terms(
    methodology: Weighting, reading: Reading, language: str | None, reference: Reference | None
) -> Terms:
    """Under what the table is read.

    Raises:
        UsageFault: several editions may be meant.
    """
    from dtiscore.engines.intake import Terms

    require_known(reading)
    editions = editions_for(methodology, reading)
    if len(editions) > 1:
        message = said("a table is streamed under one edition")
        raise not_streamed("not-streamed-family", editions[0].id, message, ways_to_choose(editions))
    require_whole(editions[0], reading, framed=reference is not None)
    scheme = scheme_of(editions[0], methodology)
    return Terms(
        methodology=editions[0],
        scheme=scheme,
        other_schemes=other_schemes(scheme),
        options=reading_options(reading),
        strict=bool(reading.get("strict")),
        language=language,
        reference=reference,
        family=candidates(methodology) if reading.get("period") is not None else (),
    )
