"""The doctor: what may be declared about a file so that it can be read, with the evidence; it decides nothing."""

from __future__ import annotations

import os
import shlex
from typing import Any

from dtiscore.files.reading import read_bytes
from dtiscore.inputs.proposing import ReadAgain
from dtiscore.inputs.reading import Weighting
from dtiscore.inputs.validation import editions_for
from dtiscore.inputs.weighting import scheme_of
from dtiscore.questions.doctor.answer.checkup import Checkup, Suggested
from dtiscore.questions.doctor.answer.examination import examine
from dtiscore.questions.doctor.answer.finding import Observation, arguments
from dtiscore.questions.doctor.beginning import Beginning
from dtiscore.tables.options import MAX_BYTES


def doctor(data: str | os.PathLike[str], methodology: Weighting | None = None) -> Checkup:
    """Look at a file, also at one that was refused, and suggest declarations, each with its evidence.

    Args:
        data: the path of a table, or ``-`` for standard input.
        methodology: the edition that the table is meant for; its headings, limits and units are the best evidence.

    Returns:
        the findings, the command lines that follow from them, and how many errors there are before and after. Nothing
        is changed or remembered: it is for a person to judge and to declare.

    Raises:
        SourceFault: there is no such file.
        UsageFault: a library that reads it is not installed.
        InvalidMethodology: the weighting file is broken.
    """
    name = os.fspath(data)
    content = read_bytes(name, max_bytes=MAX_BYTES)
    source = "<stdin>" if name == "-" else name
    editions = [] if methodology is None else editions_for(methodology, {})
    edition = editions[-1] if editions else None
    scheme = None if edition is None else scheme_of(edition, methodology)
    examination = examine(content, source, edition, scheme, max_bytes=MAX_BYTES)

    table = ReadAgain(content, source, editions, methodology)
    findings = list(examination.findings)
    choices = [dict(choice) for choice in examination.choices]
    if editions:
        choices = [further for choice in choices for further in table.carried_on(choice, findings)]
    choices = choices if any(map(_suggests, findings)) else []
    suggested = [
        Suggested(choice, _command(name, methodology, choice), table.errors(choice)) for choice in choices
    ]
    if len(editions) == 1 and isinstance(methodology, str | os.PathLike):
        begun = Beginning(table, os.fspath(methodology), editions[0]).examine(choices or [{}])
        findings += begun.findings
        suggested = [*begun.suggested] or suggested
    return Checkup(source, findings, table.errors({}), suggested)


def _suggests(finding: Observation) -> bool:
    return bool(finding.declares or finding.choices)


def _command(name: str, methodology: Weighting | None, choice: dict[str, Any]) -> str:
    edition = os.fspath(methodology) if isinstance(methodology, str | os.PathLike) else "EDITION"
    return shlex.join(["dtiscore", "score", name, "-w", edition, *arguments(choice)])
