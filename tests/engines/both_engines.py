"""One drawn table through the memory and the stream engine: the same bytes, the same problems, or a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from unittest.mock import patch

from tests.engines.drawn_tables import Drawn, draw
from tests.engines.large_tables import WRITERS

from dtiscore.engines import text_batches
from dtiscore.errors import DtiscoreError, Problem
from dtiscore.inputs.moves import moves_of
from dtiscore.inputs.reading import Reading
from dtiscore.inputs.scored import score_editions
from dtiscore.questions.score.shown import records
from dtiscore.questions.score.streaming import score_stream
from dtiscore.tables.not_streamed import REASONS, UNTOLD

Row = tuple[str, str, int, int]
"""Of a problem its severity, code, line and column."""
CRASH = "crash"
"""How the fault of an engine begins that ended with another exception than one of ours."""
Came = Literal["same bytes", "same problems", "same refusal", "refused by design", "contradiction"]


@dataclass(frozen=True)
class Outcome:
    """What came of a table: what was written, or why nothing was."""

    written: bytes | None
    fault: str | None
    """The kind of the exception."""
    told: tuple[Row, ...]
    by_design: bool = False


@dataclass(frozen=True)
class Comparison:
    """How one draw came out."""

    came: Came
    reason: str = ""
    """Where the two contradict each other, or why the stream refuses by design."""


def compare(seed: int, folder: Path) -> Comparison:
    """Score the draw of a seed in both ways."""
    drawn = draw(seed)
    path = folder / "table.csv"
    path.write_bytes(drawn.data)
    untold = UNTOLD.keys() - {"header-not-found"}
    if {"decimal", "grouping"} & drawn.reading.keys():
        untold -= {"settled-number-style"}
    stream = _outcome(lambda: _streamed(drawn, path), untold)
    if stream.by_design:
        return Comparison("refused by design", str(stream.fault))
    memory = _outcome(lambda: _in_memory(drawn, path), untold)
    if memory == stream and not (memory.fault or "").startswith(CRASH):
        return Comparison(
            "same bytes" if memory.fault is None else "same problems" if memory.told else "same refusal"
        )
    untold_errors = memory.fault == "InvalidData" and all(row[0] == "warning" for row in memory.told)
    if stream.fault is None and untold_errors and memory.told == stream.told:
        return Comparison("refused by design", "told by memory alone")
    is_of_the_head = any(row[1] == "header-not-found" for row in stream.told)
    if is_of_the_head and memory.fault == "InvalidData" and drawn.probed < len(drawn.data.splitlines()):
        return Comparison("refused by design", "a title in the first lines alone")
    return Comparison("contradiction", _difference(memory, stream))


def _outcome(run: Callable[[], tuple[bytes, Sequence[Problem]]], untold: AbstractSet[str]) -> Outcome:
    try:
        written, warnings = run()
    except DtiscoreError as error:
        by_design = any(problem.code in REASONS for problem in error.problems)
        fault = error.problems[0].code if by_design else type(error).__name__
        return Outcome(None, fault, _rows(error.problems, untold), by_design)
    except Exception as error:  # noqa: BLE001 - that nothing else comes out is what is tested
        return Outcome(None, f"{CRASH} {error!r}", ())
    return Outcome(written, None, _rows(warnings, untold))


def _rows(problems: Sequence[Problem], untold: AbstractSet[str]) -> tuple[Row, ...]:
    problems = [one for one in problems if one.code == "header-not-found"] or problems
    return tuple(
        sorted(
            {
                (one.severity, one.code, one.place.line or 0, one.place.column or 0)
                for one in problems
                if one.code not in untold
            }
        )
    )


def _in_memory(drawn: Drawn, path: Path) -> tuple[bytes, Sequence[Problem]]:
    cards = score_editions(path, drawn.edition, **drawn.reading)
    (moved,) = moves_of(cards, None, drawn.edition, cast("Reading", drawn.reading))
    columns = records.ranking_columns(cards[0], level=drawn.level, top=drawn.top, moves=moved.by_row)
    return WRITERS[drawn.form](columns).encode("utf-8", "backslashreplace"), [
        *cards[0].warnings,
        *moved.warnings,
    ]


def _streamed(drawn: Drawn, path: Path) -> tuple[bytes, Sequence[Problem]]:
    output = path.parent / f"streamed.{drawn.form}"
    form: Any = drawn.form
    asked = {"form": form, "level": drawn.level, "top": drawn.top, "block_bytes": drawn.block_bytes}
    with patch.object(text_batches, "_PROBED", drawn.probed):
        done = score_stream(path, drawn.edition, output, **asked, **drawn.reading)
    return output.read_bytes(), done.warnings


def _difference(memory: Outcome, stream: Outcome) -> str:
    """Where the two part, in one line."""
    if memory.fault != stream.fault:
        return f"memory {memory.fault or 'writes'} {_few(memory.told)}, stream {stream.fault or 'writes'} {_few(stream.told)}"
    if memory.told != stream.told:
        only = [sorted({*one.told} - {*other.told}) for one, other in ((memory, stream), (stream, memory))]
        return f"problems of memory alone {_few(only[0])}, of stream alone {_few(only[1])}"
    pairs = zip((memory.written or b"").split(b"\n"), (stream.written or b"").split(b"\n"), strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), "other lengths")
    return f"bytes: {first}"


def _few(rows: Sequence[Row]) -> str:
    return str(list(rows[:4]))
