"""From the text of a project file to a Project, or to the full list of its faults with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from pydantic import ValidationError

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.documents.document import Document, Path, parse_document
from dtiscore.project.model import Project, compared_path, files_named_by, places_before
from dtiscore.said import Said, counted, said

_IN_PYPROJECT = ("tool", "dtiscore")
"""The table of a ``pyproject.toml`` that is a project of ours."""


def project_document(text: str, source: str, *, in_pyproject: bool = False) -> Document:
    """The keys of a project file with their places; ``in_pyproject``: of its table in a ``pyproject.toml``.

    Raises:
        InvalidMethodology: the text is no TOML.
    """
    try:
        document = parse_document(text, "toml", source)
    except InvalidMethodology as fault:
        if [problem.code for problem in fault.problems] == [
            "document-empty"
        ]:  # a project may say nothing yet
            return Document({}, MappingProxyType({}), source)
        raise
    if not in_pyproject:
        return document
    data = document.data
    for key in _IN_PYPROJECT:
        data = data[key]
    start = len(_IN_PYPROJECT)
    marks = {path[start:]: mark for path, mark in document.marks.items() if path[:start] == _IN_PYPROJECT}
    ours = ".".join(_IN_PYPROJECT)
    problems = [
        problem._replace(place=problem.place._replace(header=problem.place.header[len(ours) + 1 :]))
        for problem in document.problems
        if problem.place.header is not None and problem.place.header.startswith(f"{ours}.")
    ]
    return Document(data, MappingProxyType(marks), source, tuple(problems))


def parse_project(document: Document) -> Project:
    """The project that a document describes.

    Raises:
        InvalidMethodology: it breaks a rule; ``problems`` holds every fault, in the order of the file.
    """
    problems = list(document.problems)
    project: Project | None = None
    try:
        project = Project.model_validate(document.data)
    except ValidationError as error:
        from dtiscore.methodology.checks.schema_faults import schema_problems

        problems += schema_problems(document, error, Project)
    else:
        problems += [*_said_twice(document, project), *_made_later(document, project)]
    if project is None or errors_of(problems):
        raise broken_project(document.source, problems)
    return project


def broken_project(source: str, problems: list[Problem]) -> InvalidMethodology:
    """What is raised for the faults of a project file."""
    problems.sort(key=lambda problem: problem.place.line_and_column)
    message = counted(
        len(errors_of(problems)),
        "{source}: {n} fault in the project file",
        "{source}: {n} faults in the project file",
        source=source,
    )
    return InvalidMethodology(message, problems=problems)


def _said_twice(document: Document, project: Project) -> Iterator[Problem]:
    """Two outputs of one name or of one file."""
    names: set[str] = set()
    files: set[str] = set()
    for at, output in enumerate(project.outputs):
        if output.name.casefold() in names:
            message = said('two outputs are called "{name}"', name=output.name)
            yield _twice(document, ("outputs", at, "name"), message, said("give each a name of its own"))
        names.add(output.name.casefold())
        if compared_path(output.file) in files:
            message = said('two outputs are written to "{file}"', file=output.file)
            fix = said("give the output a file of its own")
            yield _twice(document, ("outputs", at, "file"), message, fix)
        files.add(compared_path(output.file))


def _made_later(document: Document, project: Project) -> Iterator[Problem]:
    """Outputs that are made from what they make themselves, or one that comes after them."""
    for at, output in enumerate(project.outputs):
        for later in (project.outputs[place] for place in places_before(project, output) if place >= at):
            named = {compared_path(file) for file in files_named_by(project, output)}
            file = next(file for file in (later.file, *later.beside) if compared_path(file) in named)
            message = said(
                '"{name}" is made from "{file}", which {later} makes',
                name=output.name,
                file=file,
                later=later.name,
            )
            fix = said("put it behind that output")
            yield Problem("made-later", message, document.place(("outputs", at)), fix=fix)


def _twice(document: Document, path: Path, message: Said, fix: Said) -> Problem:
    return Problem("named-twice", message, document.place(path), fix=fix)
