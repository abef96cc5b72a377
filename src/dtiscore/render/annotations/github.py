"""Commands in a log by which GitHub Actions marks lines of files.

A step shows ten errors and ten warnings and drops the others without a word (``docs/problem-matchers.md`` of
actions/toolkit), so nine of each are told, and then how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dtiscore.errors import Place, Problem, SheetName
from dtiscore.render.annotations.findings import sentence
from dtiscore.said import counted, spoken
from dtiscore.visible import escape, visible, with_escapes

if TYPE_CHECKING:
    from dtiscore.render.annotations.findings import Findings

MOST = 9
"""How many problems of one level are told one by one."""

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})
"""How GitHub wants what would end a command or a property of one (``escapeData``, ``escapeProperty`` of its toolkit)."""


def draw(findings: Findings, language: str | None) -> str:
    """The commands, a line each; nothing where there is no problem."""
    return "".join(f"{line}\n" for line in _commands(findings, language))


def _commands(findings: Findings, language: str | None) -> Iterator[str]:
    for level in ("error", "warning"):
        problems = [problem for problem in findings.problems if problem.severity == level]
        for problem in problems[:MOST]:
            where = {**_place(findings, problem.place), "title": problem.code}
            yield _command(level, where, sentence(problem, language))
        more = problems[MOST:]
        if more:
            yield _command(
                level, {"title": f"dtiscore {findings.command}"}, spoken(_count(level, more), language)
            )


def _count(level: str, more: Sequence[Problem]) -> str:
    if level == "error":
        return counted(len(more), "{n} more error: see the summary", "{n} more errors: see the summary")
    return counted(len(more), "{n} more warning: see the summary", "{n} more warnings: see the summary")


def _place(findings: Findings, place: Place) -> dict[str, str]:
    """The file from the top of the repository, and in a text the line and the column."""
    path = findings.path(place)
    if path is None:
        return {}
    where = {"file": path}
    if place.line is not None and not isinstance(place.file, SheetName):
        where["line"] = str(place.line)
        if place.column is not None:
            where["col"] = str(place.column)
    return where


def _command(level: str, properties: Mapping[str, str], text: str) -> str:
    told = ",".join(
        f"{name}={with_escapes(value, escape).translate(_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{level} {told}::{visible(text).translate(_DATA)}"
