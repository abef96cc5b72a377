"""A file that is read again and again, each time with what was proposed because of the errors before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, cast

from dtiscore.errors import DtiscoreError, InvalidData, Problem, SourceFault, errors_of
from dtiscore.inputs.reading import Reading, Weighting, reading_options, table_options
from dtiscore.inputs.scored import score_each
from dtiscore.inputs.validation import validate_each
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.contents import Contents
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.questions.doctor.answer.remedies import remedies
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.reading import table_of

_ROUNDS = 4
"""How often what remains is looked at again under what was proposed."""


@dataclass(frozen=True)
class ReadAgain:
    """A file that is read again and again, each time with other declarations."""

    content: bytes
    source: str
    editions: Sequence[Methodology]
    weighting: Weighting | None
    _found_last: dict[str, Sequence[Problem] | None] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def carried_on(
        self, choice: dict[str, Any], findings: list[Observation], rounds: int = _ROUNDS
    ) -> list[dict[str, Any]]:
        """A set of declarations with what follows from the problems that it leaves; adds to ``findings``."""
        new = remedies(self.problems(choice) or (), choice) if rounds else []
        told = {(finding.topic, finding.reason) for finding in findings}
        findings += [finding for finding in new if (finding.topic, finding.reason) not in told]
        if not any(finding.declares or finding.choices for finding in new):
            return [choice]
        added = {key: value for finding in new for key, value in finding.declares.items()}
        open_ = next((finding.choices for finding in new if finding.choices), ({},))
        further = [{**choice, **added, **each} for each in open_]
        return [last for each in further for last in self.carried_on(each, findings, rounds - 1)]

    def errors(self, choice: Mapping[str, Any]) -> Sequence[str] | None:
        """The codes of the errors that some declarations leave; ``None`` where no table can be read.

        Without an edition, those of its form and of its figures, and totals among the units; with one a scoring is tried as well, and a refusal of
        it that has no code is there with its message.
        """
        reading = cast("Reading", choice)
        if not self.editions or self.weighting is None:
            return self._errors_of_form(reading)
        problems = self.problems(choice)
        if problems is None:
            return None
        errors = _codes(problems)
        if not errors:
            try:
                table, of_form = table_of(self.content, self.source, table_options(reading))
                read = (table, of_form, reading_options(reading))
                score_each(read, self.editions, self.weighting, reading)
            except DtiscoreError as error:
                return _codes(error.problems) or [error.message]
        return errors

    def problems(self, choice: Mapping[str, Any]) -> Sequence[Problem] | None:
        """What is wrong with the table under the edition; ``None`` where none can be read, or held against it."""
        asked = repr(sorted(choice.items()))
        if asked not in self._found_last:
            self._found_last.clear()  # of one set of declarations it is asked thrice in a row, of all it would be too much
            self._found_last[asked] = self._problems(choice)
        return self._found_last[asked]

    def _problems(self, choice: Mapping[str, Any]) -> Sequence[Problem] | None:
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

    def _errors_of_form(self, reading: Reading) -> Sequence[str] | None:
        options = reading_options(reading)
        try:
            table, problems = table_of(self.content, self.source, table_options(reading))
        except (InvalidData, SourceFault):
            return None
        contents = Contents(table, options=options)
        # What names no unit is a note to every edition, and no error.
        names = [[bool(cell.strip()) for cell in column.cells] for column in contents.headings.of_units]
        named = list(map(any, zip(*names, strict=True))) or [True] * table.rows
        faults = [
            fault.code
            for column in contents.figures.values()
            for fault in read_number_column(
                options.without_flags(list(compress(column.cells, named))),
                declared=options.style,
                missing=options.missing,
            ).faults
        ]
        return _codes(problems) + faults + ["perhaps-a-total"] * contents.ranked_totals


def _codes(problems: Sequence[Problem]) -> list[str]:
    """The codes of the errors among problems."""
    return [problem.code for problem in errors_of(problems)]
