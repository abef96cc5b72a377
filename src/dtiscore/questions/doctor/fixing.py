"""What the doctor suggests about a table, written into the project, where nobody has to type it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.files.catalogue import edition_ids
from dtiscore.files.paths import path_below
from dtiscore.files.project_file import NAME, ProjectFile
from dtiscore.files.writing import write_atomically
from dtiscore.inputs.project import FoundProject, read_project
from dtiscore.project.model import NamedTable, compared_path
from dtiscore.project.reading import parse_project, project_document
from dtiscore.project.writing import key_text, table_text
from dtiscore.questions.doctor.answer.checkup import Checkup
from dtiscore.questions.doctor.answer.finding import Declarations, arguments
from dtiscore.questions.init.answer.project_file import name_of
from dtiscore.said import said, with_or
from dtiscore.shell_words import as_line
from dtiscore.tables.options import TableOptions


@dataclass(frozen=True)
class Fixed:
    """What a project says of a table now."""

    project: str
    """The project file, from the working folder."""
    command: str
    """What scores the table now."""
    is_new: bool
    """Whether anything of that had to be written."""


def write_into_project(checkup: Checkup, data: str, weights: str | None, file: ProjectFile | None) -> Fixed:
    """Write the one set of declarations that the doctor suggests into a project: the one found, or a new one here.

    Raises:
        UsageFault: nothing is suggested, or several sets of which the file does not tell which is right; the table lies
            outside the project, or the project says something else of it.
    """
    declared = _decided(checkup)
    known = {key: value for key, value in declared.items() if key in {*TableOptions.model_fields, "period"}}
    project = None if file is None else read_project(file)
    folder = "." if file is None else file.folder
    inside = path_below(folder, data)
    if data == "-" or inside is None:
        raise UsageFault(
            said("{table} does not lie in the folder of the project", table=data),
            said("put it there, or type what is suggested"),
        )
    if project is None:
        name = name_of(PurePath(data).stem)
        head = [key_text("edition", weights), ""] if weights in edition_ids() else []
        before, text = "", "\n".join([*head, table_text(name, inside, known)])
        path = NAME
    else:
        before, path = project.file.text(), project.file.shown
        name, text = _appended(project, name_of(PurePath(data).stem), inside, known)
    if text != before:
        write_atomically(path, text.encode())
    words = ["dtiscore", "score", name]
    is_said = weights in edition_ids() if project is None else weights == project.project.edition
    if not is_said:
        words += ["-w", weights or "EDITION"]
    rest = {key: value for key, value in declared.items() if key not in known}
    return Fixed(path, as_line([*words, *arguments(rest)]), is_new=text != before)


def _decided(checkup: Checkup) -> Declarations:
    """The declarations that are suggested, where there is one set of them."""
    found = checkup.suggested
    if found and found[0].begins:
        message = said("no reading of {table} helps, but a weighting file of its own", table=checkup.source)
        raise UsageFault(
            message, said("begin one: {command}", command=as_line(shlex.split(found[0].command)))
        )
    if len(found) == 1 and checkup.is_open:
        message = said("{table} does not tell whether what is suggested is right", table=checkup.source)
        options = as_line(arguments(found[0].declarations))
        raise UsageFault(
            message, said("read what each point says, and type it if it is: {options}", options=options)
        )
    if len(found) == 1:
        return found[0].declarations
    if not found and checkup.errors == 0:
        return {}  # the project names a table that is read as it stands
    if not found:
        message = said("nothing is suggested about {table} that a project could say", table=checkup.source)
        raise UsageFault(message, said("mend the file, as each point says"))
    options = with_or(as_line(arguments(each.declarations)) for each in found)
    message = said("{table} does not tell which of several readings is right", table=checkup.source)
    raise UsageFault(message, said("type the one that is: {options}", options=options))


def _appended(found: FoundProject, name: str, file: str, reading: Mapping[str, Any]) -> tuple[str, str]:
    """A name for the table that the project has not yet, and the text of the project with the table at its end."""
    tables, source = found.project.tables, found.file.shown
    for known, table in tables.items():
        if compared_path(table.file) == compared_path(file):
            added = _unsaid(table, reading)
            completed = _completed(found, known, added) if added else found.file.text()
            if completed is not None:
                return known, completed
            message = said('{project} has {file} already, as "{name}"', project=source, file=file, name=known)
            raise UsageFault(message, said("write there: {lines}", lines=_lines(added)))
    taken = [*tables, *found.project.weights]
    free = next(
        each for each in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if each not in taken
    )
    within = found.file.in_pyproject
    text = f"{found.file.text().rstrip()}\n\n{table_text(free, file, reading, in_pyproject=within)}"
    try:
        parse_project(project_document(text, source, in_pyproject=within))
    except InvalidMethodology as fault:
        message = said("a table cannot be added at the end of {project}", project=source)
        raise UsageFault(
            message, said("write into it, under tables.{name}: {lines}", name=free, lines=_lines(reading))
        ) from fault
    return free, text


def _lines(reading: Mapping[str, Any]) -> str:
    return ", ".join(key_text(key, value) for key, value in reading.items())


def _stated(table: NamedTable) -> Mapping[str, Any]:
    """What a project says about reading a table."""
    return {**table.reading, **({} if table.period is None else {"period": table.period})}


def _unsaid(table: NamedTable, reading: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is declared that the project does not say of the table as it is: ``init`` wrote some of it."""
    known = {key_text(key, value) for key, value in _stated(table).items()}
    return {key: value for key, value in reading.items() if key_text(key, value) not in known}


def _completed(found: FoundProject, name: str, reading: Mapping[str, Any]) -> str | None:
    """The text of a project in which more is declared about a table; ``None`` where it says one of it otherwise already."""
    line = found.document.place(("tables", name, "file")).line
    if line is None or not _stated(found.project.tables[name]).keys().isdisjoint(reading):
        return None
    lines = found.file.text().splitlines()
    lines[line:line] = [key_text(key, value) for key, value in reading.items()]
    text = "\n".join([*lines, ""])
    try:
        parse_project(project_document(text, found.file.shown, in_pyproject=found.file.in_pyproject))
    except InvalidMethodology:  # the table is not written in lines of its own
        return None
    return text
