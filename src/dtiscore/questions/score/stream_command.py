"""``score --engine stream``: a table of any size, piece by piece, with its progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

from dtiscore.cli.language import spoken_language
from dtiscore.said import said, spoken

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


def stream(
    inputs: Sequence[str],
    result: Result,
    reading: Reading,
    *,
    level: str | None,
    top: int | None,
    reference: str | None,
) -> None:
    """Score the first of the inputs under the second, and write the ranked table piece by piece.

    Raises:
        UsageFault: the form of the result is none that is written piece by piece.
    """
    from dtiscore.files.same_file import refuse_same_file
    from dtiscore.inputs.references import load_reference
    from dtiscore.questions.score.streaming import score_stream

    if result.output is not None:
        refuse_same_file(inputs, result.output)
    progress = _Progress(shown=not result.quiet and _is_terminal())
    try:
        done = score_stream(
            inputs[0],
            inputs[1],
            result.output or "-",
            form=cast("Literal['csv', 'tsv', 'jsonl']", result.chosen),
            level=level,
            top=top,
            language=result.language,
            reference=None if reference is None else load_reference(reference),
            progress=progress.tell,
            **reading,
        )
    finally:
        progress.clear()
    result.tell(done.warnings)
    result.say_written(rows=done.rows if top is None else None)


def _is_terminal() -> bool:
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except ValueError:  # a closed stream
        return False


class _Progress:
    """One line on standard error that says how far it is."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self._written = 0

    def tell(self, doing: str, done: int, every: int | None) -> None:
        """Say what is being done, how many rows are done, and of how many if that is known."""
        if self.shown:
            told = said("{doing}: {done:,} rows", doing=doing, done=done)
            if every is not None:
                told = said("{doing}: {done:,} of {every:,} rows", doing=doing, done=done, every=every)
            self._write(spoken(told, spoken_language()))

    def clear(self) -> None:
        """Take the line away."""
        if self._written:
            self._write("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _write(self, text: str) -> None:
        print(f"\r{text:<{self._written}}", end="", file=sys.stderr, flush=True)
        self._written = len(text)
