"""What two engines made of one drawn table, in one shape, and how they are held against each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dtiscore.errors import DtiscoreError, Problem

Row = tuple[str | int, ...]
"""Of a problem its severity and code, and where it is, as far as both engines know it."""
CRASH = "crash"
"""How the fault of an engine begins that ended with another exception than one of ours."""
Came = Literal[
    "same bytes", "same problems", "same refusal", "refused by design", "left out", "contradiction"
]


@dataclass(frozen=True)
class Outcome:
    """What came of a table: what was written, or why nothing was."""

    written: bytes | None
    fault: str | None
    """The kind of the exception."""
    problems: Sequence[Problem]
    by_design: bool = False


@dataclass(frozen=True)
class Comparison:
    """How one draw came out."""

    came: Came
    reason: str = ""
    """Where the two contradict each other, why one refuses by design, or why the draw was left out."""


def outcome(run: Callable[[], tuple[bytes, Sequence[Problem]]], refused: Collection[str]) -> Outcome:
    """What came of a run; ``refused`` are the codes of refusals by design."""
    try:
        written, warnings = run()
    except DtiscoreError as error:
        by_design = any(problem.code in refused for problem in error.problems)
        fault = error.problems[0].code if by_design else type(error).__name__
        return Outcome(None, fault, error.problems, by_design)
    except Exception as error:  # noqa: BLE001 - that nothing else comes out is what is tested
        return Outcome(None, f"{CRASH} {error!r}", ())
    return Outcome(written, None, warnings)


def compared(
    memory: Outcome, other: Outcome, told: tuple[Iterable[Row], Iterable[Row]], name: str
) -> Comparison:
    """How the outcomes of the engine in memory and of another one come out, given what each has ``told`` that counts."""
    in_memory, by_other = (sorted(set(rows)) for rows in told)
    if (memory.fault, memory.written, in_memory) == (other.fault, other.written, by_other):
        if (memory.fault or "").startswith(CRASH):
            return Comparison("contradiction", f"both {memory.fault}")
        return Comparison(
            "same bytes" if memory.fault is None else "same problems" if in_memory else "same refusal"
        )
    untold_errors = memory.fault == "InvalidData" and all(row[0] == "warning" for row in in_memory)
    if other.fault is None and untold_errors and in_memory == by_other:
        return Comparison("refused by design", "told by memory alone")
    if memory.fault != other.fault:
        reason = f"memory {memory.fault or 'writes'} {_few(in_memory)}, {name} {other.fault or 'writes'} {_few(by_other)}"
    elif in_memory != by_other:
        only = [sorted({*one} - {*two}) for one, two in ((in_memory, by_other), (by_other, in_memory))]
        reason = f"problems of memory alone {_few(only[0])}, of {name} alone {_few(only[1])}"
    else:
        reason = _other_bytes(memory, other)
    return Comparison("contradiction", reason)


def _other_bytes(memory: Outcome, other: Outcome) -> str:
    """The first line that differs."""
    pairs = zip((memory.written or b"").split(b"\n"), (other.written or b"").split(b"\n"), strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), "other lengths")
    return f"bytes: {first}"


def _few(rows: Sequence[Row]) -> str:
    return str(list(rows[:4]))
