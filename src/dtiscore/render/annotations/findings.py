"""What a command found in the files that it looked at, as every form for machines tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dtiscore.errors import Place, Problem
from dtiscore.problem_codes import Groups
from dtiscore.said import spoken
from dtiscore.visible import visible


@dataclass(frozen=True)
class Looked:
    """One file that was looked at."""

    file: str
    """Its name, as places call it."""
    rules: Groups
    """Which problems it may have."""
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Findings:
    """Everything that one command found."""

    command: str
    """As it is typed: ``validate``, ``weights check``."""
    files: Sequence[Looked]
    top: str = ""
    """The folder of the repository, from which paths are told, with ``/`` at its end; empty where nothing says it."""
    here: str = ""
    """Where the working folder lies in it, likewise; empty where it is the top."""

    @property
    def problems(self) -> list[Problem]:
        """Those of all files."""
        return [problem for looked in self.files for problem in looked.problems]

    def path(self, place: Place) -> str | None:
        """The file of a place from the top of the repository, a workbook without its sheet; ``None`` for what is no file."""
        name = str(place.file)
        of_sheet = (looked.file for looked in self.files if name.startswith(f"{looked.file}!"))
        name = next(of_sheet, name).replace("\\", "/")
        if name.startswith("<"):
            return None
        if self.top and name.startswith(self.top):
            return name.removeprefix(self.top)
        return name if name.startswith("/") else f"{self.here}{name.removeprefix('./')}"


class AnnotationForm(Protocol):
    """A form: the module of that name."""

    def draw(self, findings: Findings, language: str | None) -> str:
        """What was found, in this form and language."""


def sentence(problem: Problem, language: str | None) -> str:
    """What is wrong with which cell or key, and what to do, in one line without a full stop and safe for a log."""
    cell = None if problem.raw is None else f'"{problem.raw}"'
    whose = ", ".join(filter(None, [problem.unit, problem.place.header, cell]))
    wrong = spoken(problem.message, language)
    told = f"{whose}: {wrong}" if whose else wrong
    return visible(f"{told}; {spoken(problem.fix, language)}" if problem.fix else told)
