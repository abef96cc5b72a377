"""``score --engine stream``, and ``auto`` of a large table: piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dtiscore.said import said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading
    from dtiscore.questions.score.asked import Asked

_FORMS = ("csv", "tsv", "jsonl")
_LARGE = 4 * 2**20
"""Bytes from which on a table is scored in less time piece by piece than whole, the libraries for that being loaded first."""


def stream_if_large(inputs: Sequence[str], result: Result, reading: Reading, asked: Asked) -> bool:
    """Do what :func:`stream` does where the table is a large file and can be read so; whether it was done.

    Nothing is written where it was not, and a line on standard error says which way a large table is read.

    Raises:
        InvalidData: the table breaks the rules of the edition.
        SourceFault: a file cannot be read or written.
    """
    from dtiscore.errors import UsageFault
    from dtiscore.files.reading import size_of

    size = size_of(inputs[0])
    if size is None or size < _LARGE or result.excel or result.chosen not in _FORMS or not _has_libraries():
        return False
    from dtiscore.cli.terminal import say
    from dtiscore.tables.sizes import size_in_words

    name = visible(inputs[0])
    if not result.quiet:
        say(said("note: {file} ({size}) is read piece by piece", file=name, size=size_in_words(size)))
    try:
        stream(inputs, result, reading, asked)
    except UsageFault as fault:  # by design, or in doubt: what is wrong in either way is told by the other
        if not result.quiet:
            say(said("note: {file} is read whole after all: {reason}", file=name, reason=fault.message))
        return False
    return True


def _has_libraries() -> bool:
    """Whether what reads large tables is installed."""
    return all(find_spec(library) is not None for library in ("polars", "pyarrow"))


def stream(
    inputs: Sequence[str],
    result: Result,
    reading: Reading,
    asked: Asked,
) -> None:
    """Score the first of the inputs under the second, and write the ranked table piece by piece.

    Raises:
        UsageFault: the form of the result is none that is written piece by piece.
    """
    from dtiscore.files.same_file import refuse_same_file
    from dtiscore.questions.score.streaming import score_stream

    if result.output is not None:
        refuse_same_file(inputs, result.output)
    done = score_stream(
        inputs[0],
        inputs[1],
        result.output or "-",
        form=result.chosen,
        level=asked.level,
        top=asked.top,
        ranks=asked.ranks,
        language=result.language,
        reference=asked.reference,
        threads=asked.threads,
        **reading,
    )
    result.tell(done.warnings)
    result.say_written(rows=done.rows if asked.top is None else None)
