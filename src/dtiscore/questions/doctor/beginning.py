"""Tables that no declaration helps and a weighting file of their own does: what begins one, tried before it is said."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from dtiscore.errors import DtiscoreError, InvalidMethodology, Place, SheetName, UsageFault
from dtiscore.files.paths import is_there
from dtiscore.files.project_file import NAME
from dtiscore.inputs.begun_editions import begun_text, in_points, index_name
from dtiscore.inputs.proposing import ReadAgain
from dtiscore.inputs.reading import Reading, reading_options, table_options
from dtiscore.inputs.weighting import parse_weighting
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.checkup import Suggested
from dtiscore.questions.doctor.answer.finding import Observation, arguments
from dtiscore.questions.init.answer.decision.beside import sheets_beside
from dtiscore.questions.init.answer.decision.draft import decided_draft
from dtiscore.questions.init.answer.table import UndecidedColumns, laid_out
from dtiscore.said import said, some_of
from dtiscore.tables.columns_of_units import columns_of_units
from dtiscore.tables.points_columns import columns_of_points
from dtiscore.tables.reading import table_of


@dataclass
class Begun:
    """What was noticed, and what begins a weighting file; nothing where the edition fits the table."""

    findings: list[Observation] = field(default_factory=list)
    suggested: list[Suggested] = field(default_factory=list)


@dataclass(frozen=True)
class Beginning:
    """A table under an edition that may read its cells otherwise than they are meant."""

    table: ReadAgain
    weights: str
    """The id of the edition, or its file."""
    edition: Methodology

    def examine(self, choices: Sequence[Mapping[str, Any]]) -> Begun:
        """What follows where the table has points and the edition reads shares, under each set of declarations."""
        begun = Begun()
        for choice in choices:
            problems = self.table.problems(choice) or ()
            if not columns_of_points(problems):
                continue
            first = next(problem for problem in problems if columns_of_points([problem]))
            suggested = self._tried(choice, alone=len(choices) == 1)
            headers = sorted({each.place.header or "" for each in problems if columns_of_points([each])})
            reason = said(
                "the cells are points out of the maximum of each indicator, where {edition} reads shares: {columns}",
                edition=self.edition.id,
                columns=some_of(headers, 4),
            )
            remedy = (
                None
                if suggested
                else said("write rule: identity for these indicators, in a weighting file of your own")
            )
            if not begun.findings:
                begun.findings.append(
                    Observation("numbers", reason, place=first.place, sample=first.raw, remedy=remedy)
                )
            begun.suggested += suggested
        return begun

    def _tried(self, choice: Mapping[str, Any], *, alone: bool) -> list[Suggested]:
        """The command that begins a weighting file which reads points, as far as it can be typed here and helps."""
        name = index_name(self.table.source)
        if not can_begin(self.table.source):
            return []
        try:
            text = begun_text(self.weights, name)
            found, _ = in_points(text, self.edition, self.table.problems(choice))
            trial = parse_weighting(found, name)
        except (UsageFault, InvalidMethodology):
            return []
        again = ReadAgain(self.table.content, self.table.source, [trial], trial)
        carried = again.carried_on(dict(choice), [])
        errors = again.errors(carried[0])
        if len(carried) > 1 or errors is None:
            return []
        # How the table lies in its file is found again, unless the file does not tell which way is right.
        options = [] if alone else arguments({**choice, "percent": [], "allow_missing_units": False})
        command = shlex.join(["dtiscore", "init", self.table.source, "--from", self.weights, *options])
        return [Suggested(carried[0], command, errors, begins=True)]


def with_weights_sheet(table: ReadAgain, choice: Mapping[str, Any]) -> Begun:
    """What follows where a sheet beside the table decides an index of its columns, and no edition is named."""
    begun, source = Begun(), table.source
    reading = cast("Reading", choice)
    try:
        read, _ = table_of(table.content, source, table_options(reading))
        read, options = laid_out(read, reading_options(reading), choice)
    except DtiscoreError:
        return begun
    name = index_name(source)
    headings = columns_of_units(read, options)
    drafted = partial(decided_draft, table=read, headings=headings, options=options, name=name, title=name)
    for sheet, draft in sheets_beside(table.content, source, read.source, drafted):
        trial = parse_weighting(draft.text(None), name)
        again = ReadAgain(table.content, source, [trial], trial)
        carried = again.carried_on(dict(choice), [])
        errors = again.errors(carried[0])
        reason = said('the sheet "{sheet}" says what the columns of this table count for', sheet=sheet)
        begun.findings.append(Observation("sheet", reason, place=Place(SheetName(f"{source}!{sheet}"))))
        if len(carried) == 1 and errors is not None and can_begin(source):
            command = shlex.join(["dtiscore", "init", source, "--weights-sheet", sheet])
            begun.suggested.append(Suggested(carried[0], command, errors, begins=True))
    return begun


def undecided_columns(table: ReadAgain, choice: Mapping[str, Any]) -> UndecidedColumns | None:
    """What to choose before a weighting file can begin, where each indicator has several columns."""
    reading = cast("Reading", choice)
    try:
        read, _ = table_of(table.content, table.source, table_options(reading))
        laid_out(read, reading_options(reading), choice)
    except UndecidedColumns as fault:
        return fault
    except DtiscoreError:
        pass
    return None


def can_begin(source: str) -> bool:
    """Whether a weighting file and a project can be written here for a table: it is a file, and neither is there yet."""
    return is_there(source) and not is_there(NAME) and not is_there(f"{index_name(source)}.yaml")
