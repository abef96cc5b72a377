"""Lines that editors and build logs know: ``file:line:column: level code: text``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dtiscore.render.annotations.findings import sentence
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.annotations.findings import Findings


def draw(findings: Findings, language: str | None) -> str:
    """A line for each problem; nothing where there is none."""
    return "".join(f"{line}\n" for line in _lines(findings, language))


def _lines(findings: Findings, language: str | None) -> Iterator[str]:
    for problem in findings.problems:
        # The name as it was typed, so that a terminal that makes links of such lines finds the file.
        where = visible(str(problem.place))
        yield f"{where}: {problem.severity} {problem.code}: {sentence(problem, language)}"
