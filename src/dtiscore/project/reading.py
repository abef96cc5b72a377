"""From the text of a project file to a Project, or to the full list of its faults with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from pydantic import ValidationError

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.documents.document import Document, Path, parse_document
from dtiscore.project.model import Project
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
        replace(problem, place=replace(problem.place, header=problem.place.header[len(ours) + 1 :]))
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
        problems += _said_twice(document, project)
    if project is None or errors_of(problems):
        raise broken_project(document.source, problems)
    return project


def broken_project(source: str, problems: list[Problem]) -> InvalidMethodology:
    """What is raised for the faults of a project file."""
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    message = counted(
        len(errors_of(problems)),
        "{source}: {n} fault in the project file",
        "{source}: {n} faults in the project file",
        source=source,
    )
    return InvalidMethodology(message, problems=problems)


def _said_twice(document: Document, project: Project) -> Iterator[Problem]:
    """Two outputs of one name, and a file that is made and is named for something else too."""
    names: set[str] = set()
    for at, output in enumerate(project.outputs):
        if output.name.casefold() in names:
            message = said('two outputs are called "{name}"', name=output.name)
            yield _twice(document, ("outputs", at, "name"), message, said("give each a name of its own"))
        names.add(output.name.casefold())
    read = {_same(file) for path, file in project.files().items() if path[0] != "outputs"}
    for path, file in project.files().items():
        if path[0] != "outputs":
            continue
        if _same(file) in read:
            message = said('"{file}" is named more than once, and is to be written', file=file)
            yield _twice(document, path, message, said("give the output a file of its own"))
        read.add(_same(file))


def _same(file: str) -> str:
    """A path as file systems compare it that take small and capital letters for the same."""
    parts: list[str] = []
    for part in file.casefold().split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _twice(document: Document, path: Path, message: Said, fix: Said) -> Problem:
    return Problem("named-twice", message, document.place(path), fix=fix)
