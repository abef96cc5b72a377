"""The doctor: what may be declared about a file so that it can be read, with the evidence; it decides nothing."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from dtiscore.errors import DtiscoreError, InvalidData, Problem, SourceFault, errors_of
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.reading import Reading, Weighting, reading_options, table_options
from dtiscore.inputs.scored import score_each
from dtiscore.inputs.validation import editions_for, validate_each
from dtiscore.inputs.weighting import scheme_of
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.checkup import Checkup, Suggested
from dtiscore.questions.doctor.answer.contents import Contents
from dtiscore.questions.doctor.answer.examination import examine
from dtiscore.questions.doctor.answer.finding import Observation, arguments
from dtiscore.questions.doctor.answer.remedies import remedies
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import MAX_BYTES
from dtiscore.tables.reading import table_of

_ROUNDS = 4
"""How often what remains is looked at again under what was proposed."""


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

    table = _Read(content, source, editions, methodology)
    findings = list(examination.findings)
    choices = [dict(choice) for choice in examination.choices]
    if editions:
        choices = [further for choice in choices for further in table.carried_on(choice, findings)]
    choices = choices if any(map(_suggests, findings)) else []
    suggested = [
        Suggested(choice, _command(name, methodology, choice), table.errors(choice)) for choice in choices
    ]
    return Checkup(source, findings, table.errors({}), suggested)


def _suggests(finding: Observation) -> bool:
    return bool(finding.declares or finding.choices)


def _command(name: str, methodology: Weighting | None, choice: dict[str, Any]) -> str:
    edition = os.fspath(methodology) if isinstance(methodology, str | os.PathLike) else "EDITION"
    return shlex.join(["dtiscore", "score", name, "-w", edition, *arguments(choice)])


@dataclass(frozen=True)
class _Read:
    """A file that is read again and again, each time with other declarations."""

    content: bytes
    source: str
    editions: Sequence[Methodology]
    weighting: Weighting | None

    def carried_on(
        self, choice: dict[str, Any], findings: list[Observation], rounds: int = _ROUNDS
    ) -> list[dict[str, Any]]:
        """A set of declarations with what follows from the problems that it leaves; adds to ``findings``."""
        new = remedies(self.problems(choice) or (), choice) if rounds else []
        if not new:
            return [choice]
        told = {(finding.topic, finding.reason) for finding in findings}
        findings += [finding for finding in new if (finding.topic, finding.reason) not in told]
        added = {key: value for finding in new for key, value in finding.declares.items()}
        open_ = next((finding.choices for finding in new if finding.choices), ({},))
        further = [{**choice, **added, **each} for each in open_]
        return [last for each in further for last in self.carried_on(each, findings, rounds - 1)]

    def errors(self, choice: Mapping[str, Any]) -> int | None:
        """How many errors some declarations leave; ``None`` where no table can be read.

        Without an edition, those of its form and of its figures; with one a scoring is tried as well.
        """
        reading = cast("Reading", choice)
        if not self.editions or self.weighting is None:
            return self._errors_of_form(reading)
        problems = self.problems(choice)
        if problems is None:
            return None
        errors = len(errors_of(problems))
        if not errors:
            try:
                table, of_form = table_of(self.content, self.source, table_options(reading))
                read = (table, of_form, reading_options(reading))
                score_each(read, self.editions, self.weighting, reading)
            except DtiscoreError:
                return 1
        return errors

    def problems(self, choice: Mapping[str, Any]) -> Sequence[Problem] | None:
        """What is wrong with the table under the edition; ``None`` where none can be read, or held against it."""
        reading = cast("Reading", choice)
        try:
            table, of_form = table_of(self.content, self.source, table_options(reading))
            options = reading_options(reading)
            validations = validate_each(
                (table, of_form, options), self.editions, self.weighting or "", reading
            )
        except InvalidData as error:
            return error.problems or None
        except DtiscoreError:
            return None
        return [problem for validation in validations for problem in validation.problems]

    def _errors_of_form(self, reading: Reading) -> int | None:
        options = reading_options(reading)
        try:
            table, problems = table_of(self.content, self.source, table_options(reading))
        except (InvalidData, SourceFault):
            return None
        faults = [
            fault
            for column in Contents(table).figures.values()
            for fault in read_number_column(
                column.cells, declared=options.style, missing=options.missing
            ).faults
        ]
        return len(errors_of(problems)) + len(faults)
