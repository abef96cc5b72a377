"""The project of the working folder, read and checked: what its names stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from dtiscore.errors import Problem, UsageFault
from dtiscore.files.catalogue import edition_ids, unit_scheme_ids
from dtiscore.files.paths import lies_in
from dtiscore.files.project_file import ProjectFile, find_project
from dtiscore.inputs.reading import table_options
from dtiscore.methodology.documents.document import Document
from dtiscore.project.model import Project
from dtiscore.project.reading import broken_project, parse_project, project_document
from dtiscore.said import said


@dataclass(frozen=True)
class FoundProject:
    """A project, and where it is."""

    file: ProjectFile
    document: Document
    """What its file says, with the place of each key."""
    project: Project

    def path(self, file: str) -> str:
        """The path of a file of the project, from the working folder."""
        return os.path.relpath(PurePath(self.file.folder, file))


@cache
def project_of(folder: str) -> FoundProject | None:
    """The project of a folder; ``None`` if it has none.

    Raises:
        InvalidMethodology: the project file breaks rules; ``problems`` lists all faults with their lines.
        UsageFault: there are two in one folder. SourceFault: it cannot be read.
    """
    file = find_project(folder)
    return None if file is None else read_project(file)


def read_project(file: ProjectFile) -> FoundProject:
    """The project in a file; raises as :func:`project_of`."""
    document = project_document(file.text(), file.shown, in_pyproject=file.in_pyproject)
    project = parse_project(document)
    found = FoundProject(file, document, project)
    problems = [*_outside(found), *_shadowing(document, project), *_badly_declared(document, project)]
    if problems:
        raise broken_project(document.source, problems)
    return found


def _outside(found: FoundProject) -> Iterator[Problem]:
    """The files that lie elsewhere than in the folder of the project, to which a link leads."""
    if not lies_in(found.file.folder, found.file.shown):
        message = said("the project file is a link to another folder")
        yield Problem(
            "outside-project", message, found.document.place(()), fix=said("put it into the folder itself")
        )
    for key, file in found.project.files().items():
        if not lies_in(found.file.folder, found.path(file)):
            message = said('"{file}" leads out of the folder of the project', file=file)
            fix = said("put the file itself below the folder of the project")
            yield Problem("outside-project", message, found.document.place(key), fix=fix)


def _shadowing(document: Document, project: Project) -> Iterator[Problem]:
    """The names that are those of something built in, which would mean another thing here than elsewhere."""
    editions, schemes = edition_ids(), unit_scheme_ids()
    for name in project.weights:
        if name in editions or any(edition.startswith(f"{name}-") for edition in editions):
            message = said('"{name}" is the name of a built-in edition or family', name=name)
            yield Problem(
                "built-in-name", message, document.place(("weights", name)), fix=said("choose another name")
            )
    for name in project.schemes:
        if name in schemes:
            message = said('"{name}" is the name of a built-in unit scheme', name=name)
            yield Problem(
                "built-in-name", message, document.place(("schemes", name)), fix=said("choose another name")
            )


def _badly_declared(document: Document, project: Project) -> Iterator[Problem]:
    """The tables of which two declarations contradict each other."""
    for name, table in project.tables.items():
        try:
            table_options(table.reading)
        except UsageFault as fault:
            yield Problem(
                "contradicting-options", fault.message, document.place(("tables", name)), fix=fault.fix
            )
