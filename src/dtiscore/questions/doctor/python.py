"""The doctor: what may be declared about a file so that it can be read, with the evidence; it decides nothing."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from typing import Any, cast

from dtiscore.errors import DtiscoreError, InvalidData, SourceFault, errors_of
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.reading import Reading, Weighting, reading_options, table_options
from dtiscore.inputs.validation import editions_for, validate_each
from dtiscore.inputs.weighting import scheme_of
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.checkup import Checkup, Suggested
from dtiscore.questions.doctor.answer.contents import Contents
from dtiscore.questions.doctor.answer.examination import examine
from dtiscore.questions.doctor.answer.finding import Observation, arguments
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import MAX_BYTES
from dtiscore.tables.reading import table_of


def doctor(data: str | os.PathLike[str], methodology: Weighting | None = None) -> Checkup:
    """Look at a file, also at one that was refused, and suggest declarations, each with its evidence.

    Args:
        data: the path of a table, or ``-`` for standard input.
        methodology: the edition that the table is meant for; its headings, limits and units are the best evidence.

    Returns:
        the findings, the command lines that follow from them, and how many errors there are before and after. Nothing
        is changed or remembered: it is for a person to judge and to declare.

    Raises:
        SourceFault: there is no such file. UsageFault: a library that reads it is not installed.
        InvalidMethodology: the weighting file is broken.
    """
    name = os.fspath(data)
    content = read_bytes(name, max_bytes=MAX_BYTES)
    source = "<stdin>" if name == "-" else name
    editions = [] if methodology is None else editions_for(methodology, {})
    edition = editions[-1] if editions else None
    scheme = None if edition is None else scheme_of(edition, methodology)
    examination = examine(content, source, edition, scheme, max_bytes=MAX_BYTES)

    def errors_with(reading: Reading) -> int | None:
        return _errors(content, source, editions, methodology, reading)

    choices = examination.choices if any(map(_suggests, examination.findings)) else []
    suggested = [
        Suggested(choice, _command(name, methodology, choice), errors_with(cast("Reading", choice)))
        for choice in choices
    ]
    return Checkup(source, examination.findings, errors_with({}), suggested)


def _suggests(finding: Observation) -> bool:
    return bool(finding.declares or finding.choices)


def _command(name: str, methodology: Weighting | None, choice: dict[str, Any]) -> str:
    edition = os.fspath(methodology) if isinstance(methodology, str | os.PathLike) else "EDITION"
    return shlex.join(["dtiscore", "validate", name, "-w", edition, *arguments(choice)])


def _errors(
    content: bytes,
    source: str,
    editions: Sequence[Methodology],
    weighting: Weighting | None,
    reading: Reading,
) -> int | None:
    """The errors of the file under some declarations; without an edition, of its form and of its figures."""
    options = reading_options(reading)
    try:
        table, problems = table_of(content, source, table_options(reading))
    except (InvalidData, SourceFault):
        return None
    if not editions or weighting is None:
        figures = Contents(table).figures.values()
        faults = [
            fault
            for column in figures
            for fault in read_number_column(
                column.cells, declared=options.style, missing=options.missing
            ).faults
        ]
        return len(errors_of(problems)) + len(faults)
    try:
        validations = validate_each((table, problems, options), editions, weighting, reading)
    except InvalidData as error:
        return max(1, len(errors_of(error.problems)))
    except DtiscoreError:
        return None
    return sum(len(errors_of(validation.problems)) for validation in validations)
