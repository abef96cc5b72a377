"""Every fault that dtiscore tells a user about: problems as rows, exceptions as a tree, exit codes as one table.

The tree (the branch says whose turn it is to act, and with which exit code the command line ends)::

    DtiscoreError
    ├── AnswerIsNo            exit 1   the question was understood and the answer is no
    │   ├── InvalidData       the table breaks the rules of its edition
    │   └── CheckFailed       recomputed and expected results differ
    ├── UsageFault            exit 2   the request itself cannot be carried out
    │   └── InvalidMethodology    a weighting file or unit scheme is broken
    └── SourceFault           exit 3   a file cannot be read or written

Anything else that escapes is a bug of ours and ends with exit code 70.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, ClassVar, Literal, NamedTuple

from dtiscore.said import Said, composed, counted, said, spoken
from dtiscore.visible import visible, visible_lines


class ExitCode(IntEnum):
    """What a process that ran ``dtiscore`` can learn from its exit status."""

    DONE = 0
    ANSWER_IS_NO = 1
    USAGE = 2
    INPUT_OUTPUT = 3
    BUG = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141


Severity = Literal["error", "warning"]


class SheetName(str):
    """The name of a sheet and its file, ``book.xlsx!Sheet1``: places in it print as cells, ``book.xlsx!Sheet1!C5``."""

    __slots__ = ()


def column_letters(column: int) -> str:
    """How a spreadsheet calls its column of that number, from 1: ``A``, ``Z``, ``AA``."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class Place(NamedTuple):
    """Where in a file something stands; lines and columns count from 1, ``None`` is unknown.

    In a sheet (where ``file`` is a :class:`SheetName`) a line is a row.
    """

    file: str
    line: int | None = None
    column: int | None = None
    header: str | None = None
    """The heading of the column of a table, or the path of a key in a weighting file."""

    @property
    def position(self) -> str:
        """The place within its file: ``5:3`` for line and column, ``C5`` in a sheet, ``""`` where unknown."""
        if self.line is None:
            return ""
        if isinstance(self.file, SheetName):
            return f"{column_letters(self.column or 0)}{self.line}"
        return str(self.line) if self.column is None else f"{self.line}:{self.column}"

    @property
    def line_and_column(self) -> tuple[int, int]:
        """Both as numbers, by which places stand in the order of their file; 0 where one is unknown."""
        return self.line or 0, self.column or 0

    def __str__(self) -> str:
        return self._in(self.file)

    @property
    def within_folder(self) -> str:
        """The same without the folder, for results: they are the same from wherever the file was named."""
        return self._in(self.file.replace("\\", "/").rpartition("/")[2] or self.file)

    def _in(self, file: str) -> str:
        position = self.position
        mark = "!" if isinstance(self.file, SheetName) else ":"
        return f"{file}{mark}{position}" if position else file


class Problem(NamedTuple):
    """One fault of a table or a weighting file, as a row that people and programs can both read."""

    code: str
    """A stable name such as ``ambiguous-number``; scripts may rely on it."""
    message: Said
    """What is wrong, one sentence without a full stop."""
    place: Place
    raw: str | None = None
    """The cell or value exactly as it stands in the file."""
    fix: Said | None = None
    """What the reader can do about it."""
    unit: str | None = None
    indicator: str | None = None
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def as_error(self) -> Problem:
        """The same problem, counted as an error (for ``--strict``)."""
        return self._replace(severity="error")

    def as_row(self) -> dict[str, Any]:
        """The problem as a flat row of the machine-readable report."""
        return {
            "severity": self.severity,
            "code": self.code,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "header": self.place.header,
            "unit": self.unit,
            "indicator": self.indicator,
            "raw": self.raw,
            "message": self.message,
            "fix": self.fix,
        }

    def __str__(self) -> str:
        text = f"{self.place}: {self.code}: {self.message}"
        if self.raw is not None:
            text += f' "{self.raw}"'
        return visible(f"{text}; {self.fix}" if self.fix else text)


def errors_of(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that stop a run."""
    return [problem for problem in problems if problem.is_error]


def errors_and_warnings(errors: int, warnings: int) -> Said:
    """How many there are of both, warnings where there are any."""
    found = counted(errors, "{n} error", "{n} errors")
    if not warnings:
        return found
    also = counted(warnings, "{n} warning", "{n} warnings")
    return said("{errors}, {warnings}", errors=found, warnings=also)


_TOLD = 10
"""How many problems a message tells by itself."""


@dataclass(eq=False)
class DtiscoreError(Exception):
    """Something a user can act on went wrong; ``str()`` of it is a whole message, with the first of its problems."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    message: Said
    fix: Said | None = None
    """What to do about it, shown on a line of its own."""
    problems: Sequence[Problem] = field(default=())
    """The faults behind the message, all of them."""
    notes: Sequence[Said] = field(default=(), kw_only=True)
    """How it came about, such as what was said by others than whoever asked; shown behind what to do, a line each."""

    def __str__(self) -> str:
        lines = [visible(self.message), *([visible_lines(self.fix)] if self.fix else [])]
        lines += [f"  {problem}" for problem in self.problems[:_TOLD]]
        more = len(self.problems) - _TOLD
        return "\n".join([*lines, *([f"  and {more} more in problems"] if more > 0 else [])])

    @property
    def in_one_line(self) -> str:
        """The message and the first of the faults behind it."""
        texts = [self.message, *(problem.message for problem in self.problems[:1])]
        return composed(lambda language: ": ".join(spoken(text, language) for text in texts))


class AnswerIsNo(DtiscoreError):
    """The question was understood and the answer is no."""

    exit_code = ExitCode.ANSWER_IS_NO


class InvalidData(AnswerIsNo):
    """The table breaks the rules of its edition; ``problems`` lists every breach."""


class CheckFailed(AnswerIsNo):
    """Recomputed and expected results differ."""


class UsageFault(DtiscoreError):
    """The request cannot be carried out as it was put."""

    exit_code = ExitCode.USAGE


class InvalidMethodology(UsageFault):
    """A weighting file or a unit scheme is broken; ``problems`` lists every fault with its line."""


class SourceFault(DtiscoreError):
    """A file cannot be read or written."""

    exit_code = ExitCode.INPUT_OUTPUT
