"""The project of the working folder, read and checked: what its names stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from dtiscore.errors import Problem, UsageFault
from dtiscore.files.catalogue import is_edition_or_family, unit_scheme_ids
from dtiscore.files.paths import can_be_read, lies_in, target_of
from dtiscore.files.project_file import ProjectFile
from dtiscore.inputs.named import NamedScheme, NamedTable, NamedWeights
from dtiscore.inputs.reading import table_options
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology.documents.document import Document
from dtiscore.project.model import Project
from dtiscore.project.reading import broken_project, parse_project, project_document
from dtiscore.said import Said, said, with_or
from dtiscore.suggestions import close_to, did_you_mean


@dataclass(frozen=True)
class FoundProject:
    """A project, and where it is."""

    file: ProjectFile
    document: Document
    """What its file says, with the place of each key."""
    project: Project
    called: str | None = None
    """Of a project as it was at another time, whose folder is gone when somebody reads of it: what stands before the names of
    its files instead of that folder."""

    def path(self, file: str) -> str:
        """The path of a file of the project, from the working folder."""
        return os.path.relpath(PurePath(self.file.folder, file))

    def named_as(self, path: str) -> str | None:
        """As what the project names a file, first where it does so more than once; ``None`` where it does not."""
        return self._named_files.get(_full(path))

    @cached_property
    def _named_files(self) -> Mapping[str, str]:
        files = reversed([*self.project.files().values()])
        return {_full(PurePath(self.file.folder, file)): file for file in files}

    @cached_property
    def schemes(self) -> Mapping[str, NamedScheme]:
        """The unit schemes of the project by their names."""
        return {name: NamedScheme.of(self.path(file), name) for name, file in self.project.schemes.items()}

    def table(self, text: str) -> str:
        """The table that a text stands for: one of the project by ``@NAME`` or its bare name, or a path.

        ``2023=NAME`` names its period, as before a path.

        Raises:
            UsageFault: there is no such table, or a file has this name too.
        """
        period, _, name = text.rpartition("=")
        found = self._named(said("table"), name, self.project.tables)
        if found is None:
            return text
        table = self.project.tables[found]
        place = str(self.document.place(("tables", found)))
        return NamedTable.of(
            self.path(table.file), found, table.reading, period.strip() or table.period, place
        )

    def weighting(self, text: str) -> str:
        """The weighting file or family that a text stands for, as :meth:`table` finds a table; of a family also an edition by its id."""
        if (edition := self.edition_of_a_family(text)) is not None:
            return edition
        found = self._named(said("weighting file"), text, self.project.weights)
        if found is None:
            return NamedWeights.of(text, (), self.schemes) if self.schemes else text
        files = self.project.weights[found]
        if len(files) > 1:
            return self._family(found)
        return NamedWeights.of(self.path(files[0]), (), self.schemes)

    def _family(self, name: str) -> NamedWeights:
        files = [self.path(file) for file in self.project.weights[name]]
        return NamedWeights.of(name, files, self.schemes)

    def edition_of_a_family(self, text: str) -> NamedWeights | None:
        """The edition of that id in a family of the project, where nothing else is called so."""
        id_ = text.removeprefix("@")
        weights = self.project.weights
        if id_ in weights or can_be_read(text) or is_edition_or_family(text):
            return None
        for name, files in weights.items():
            if len(files) > 1 and id_.startswith(f"{name}-"):
                family = self._family(name)
                for file in family.family:
                    if load_methodology(file).id == id_:
                        return NamedWeights.of(file, (), self.schemes, family)
        return None

    def table_or_weighting(self, text: str) -> str:
        """The table that a text stands for, or the weighting file where no table is called so."""
        name = text.removeprefix("@")
        if name in self.project.tables:
            return self.table(text)
        is_weighting = name in self.project.weights or self.edition_of_a_family(text) is not None
        return self.weighting(text) if is_weighting else self.table(text)

    def scheme(self, text: str) -> str:
        """The unit scheme that a text stands for, as :meth:`table` finds a table."""
        found = self._named(said("unit scheme"), text, self.schemes)
        return text if found is None else self.schemes[found]

    def _named(self, kind: Said, text: str, known: Mapping[str, object]) -> str | None:
        """The name in a text, if it is one; a bare one may be that of a file as well."""
        name = text.removeprefix("@")
        bare = name == text
        if name not in known:
            if bare or can_be_read(text):
                return None
            raise self._unknown(kind, name, known)
        if can_be_read(text):
            message = said(
                '"{name}" is a file here, and a name in {project}', name=text, project=self.file.shown
            )
            ways = [f"./{text}", *(["@" + name] if bare else [])]
            raise UsageFault(message, said("write {ways}", ways=with_or(ways)))
        return name

    def _unknown(self, kind: Said, name: str, known: Mapping[str, object]) -> UsageFault:
        message = said('{project} has no {kind} "{name}"', project=self.file.shown, kind=kind, name=name)
        near = did_you_mean(close_to(name, known, n=3))
        return UsageFault(message, near or said("it has {names}", names=", ".join(known) or said("none")))


def read_project(file: ProjectFile) -> FoundProject:
    """The project in a file.

    Raises:
        InvalidMethodology: the project file breaks rules; ``problems`` lists all faults with their lines.
        SourceFault: it cannot be read.
    """
    document = project_document(file.text(), file.shown, in_pyproject=file.in_pyproject)
    project = parse_project(document)
    found = FoundProject(file, document, project)
    problems = [*_outside(found), *_one_file(found), *_shadowing(document, project)]
    problems += _badly_declared(document, project)
    if problems:
        raise broken_project(document.source, problems)
    return found


def _full(path: str | PurePath) -> str:
    """A path from the root, as its words say it."""
    return os.path.abspath(path)  # noqa: PTH100 - the other way follows links


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


def _one_file(found: FoundProject) -> Iterator[Problem]:
    """The outputs that links lead to the file of another: each would be made over the other, again and again."""
    first: dict[PurePath, str] = {}
    for at, output in enumerate(found.project.outputs):
        other = first.setdefault(target_of(found.path(output.file)), output.file)
        if other != output.file:
            message = said("{first} and {second} are one and the same file", first=other, second=output.file)
            fix = said("give the output a file of its own")
            yield Problem("named-twice", message, found.document.place(("outputs", at, "file")), fix=fix)


def _shadowing(document: Document, project: Project) -> Iterator[Problem]:
    """The names that are those of something built in, which would mean another thing here than elsewhere."""
    schemes = unit_scheme_ids()
    for name in project.weights:
        if is_edition_or_family(name):
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
