"""A project as it was at another time, read from a folder that is gone afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath

from dtiscore.errors import DtiscoreError, UsageFault
from dtiscore.files.former import former_files
from dtiscore.files.git import Repository, repository_of
from dtiscore.files.paths import is_file
from dtiscore.files.project_file import ProjectFile
from dtiscore.inputs.differing import diff_each
from dtiscore.inputs.output_files import read_file
from dtiscore.inputs.project import FoundProject, read_project
from dtiscore.inputs.project_tables import AskedTable, asked_tables
from dtiscore.project.file_hash import file_hash
from dtiscore.project.lock import Lock
from dtiscore.project.reading import parse_project, project_document
from dtiscore.questions.diff.answer import Diff
from dtiscore.said import Said, as_it_is, composed, said, spoken

_SCHEMES = (".yaml", ".yml")
"""The endings of files beside a weighting file that may be unit schemes."""


@contextmanager
def at_revision(found: FoundProject, repository: Repository, revision: str) -> Iterator[FoundProject]:
    """A project as it was at a revision.

    Raises:
        UsageFault: there is no such revision, or no project in it.
    """
    commit = repository.commit(revision)
    text = repository.read(commit, found.file.name)
    if text is None:
        message = said("{revision} has no {file}", revision=revision, file=found.file.name)
        raise UsageFault(message, said("name a revision that has the project, or give two tables"))
    known = set(repository.files(commit))
    wanted = [file for file in _named_by(found.file, text.decode("utf-8", "replace")) if file in known]
    folders = {PurePosixPath(file).parent for file in wanted}
    beside = [
        file
        for file in known
        if file.endswith(_SCHEMES)
        and ({PurePosixPath(file).parent, PurePosixPath(file).parent.parent} & folders)
    ]
    files = {file: data for file in {*wanted, *beside} if (data := repository.read(commit, file)) is not None}
    with former_files({found.file.name: text, **files}) as folder, told_as(folder, f"{revision}:"):
        yield replace(read_project(ProjectFile(folder, found.file.name)), called=f"{revision}:")


def _named_by(file: ProjectFile, text: str) -> list[str]:
    """The files that the text of a project file names."""
    project = parse_project(project_document(text, file.name, in_pyproject=file.in_pyproject))
    return list(project.files().values())


@contextmanager
def as_locked(found: FoundProject, lock: Lock) -> Iterator[tuple[list[AskedTable] | None, AbstractSet[str]]]:
    """The tables of a project as its lock knows it, from files that are still so and versions that git has; and the files that are lost.

    Without its project file the project is the present one, and what that calls otherwise is not there. ``None`` where
    it cannot be read.
    """
    wanted = {name: table.bytes for name, table in lock.tables.items()}
    wanted |= {one.file: one.bytes for one in lock.editions.values() if one.file and one.bytes}
    wanted |= lock.files
    repository = repository_of(found.file.folder)
    kept: dict[str, bytes] = {}
    for name, hashed in wanted.items():
        data = read_file(found, name)
        if data is None or file_hash(data) != hashed:
            data = None if repository is None else repository.version(name, hashed)
        if data is not None:
            kept[name] = data
    lost = wanted.keys() - kept.keys()
    kept.setdefault(found.file.name, read_file(found, found.file.name) or b"")
    with former_files(kept) as folder, told_as(folder, ""):
        try:
            former = replace(read_project(ProjectFile(folder, found.file.name)), called="")
            tables = [one for one in asked_tables(former) if is_file(former.path(one.file))]
        except DtiscoreError:
            tables = None
        yield tables, lost


@contextmanager
def told_as(folder: str, name: str) -> Iterator[None]:
    """Let faults call the files of a folder by what they were, since the folder is gone when somebody reads of it."""
    try:
        yield
    except DtiscoreError as error:
        _tell_as(error, folder, name)
        raise


def _tell_as(error: DtiscoreError, folder: str, name: str) -> None:
    error.message = _renamed(error.message, folder, name)
    error.fix = None if error.fix is None else _renamed(error.fix, folder, name)
    error.problems = tuple(
        problem._replace(
            place=problem.place._replace(file=_in_text(str(problem.place.file), folder, name)),
            message=_renamed(problem.message, folder, name),
        )
        for problem in error.problems
    )


def _renamed(text: Said, folder: str, name: str) -> Said:
    return as_it_is(composed(lambda language: _in_text(spoken(text, language), folder, name)))


def _in_text(text: str, folder: str, name: str) -> str:
    for path in (os.path.relpath(folder), folder):
        text = text.replace(path + os.sep, name)
    return text


def differences(
    before: Sequence[AskedTable],
    after: Sequence[AskedTable],
    labels: tuple[str, str],
    lost: AbstractSet[str] = frozenset(),
) -> tuple[list[Diff], list[str]]:
    """What the tables and editions of a project differ in at two times, and why some of that cannot be told.

    Args:
        before: the tables with their editions at the earlier time.
        after: those at the later one.
        labels: what the two times are called.
        lost: the files of which the earlier version is not known: what was made of them is left out.
    """
    former = {(one.file, one.weighting, one.part): one for one in before}
    found: list[Diff] = []
    not_told: list[str] = []
    for now in after:
        was = former.get((now.file, now.weighting, now.part))
        if was is None or now.is_made or not lost.isdisjoint((now.file, *now.weighting_files)):
            continue
        try:
            diffs = diff_each(was.state, now.state)
        except DtiscoreError as fault:  # which is told here, and not by told_as
            for folder, name in filter(None, (was.former, now.former)):
                _tell_as(fault, folder, name)
            not_told.append(said("{file}: {reason}", file=now.file, reason=fault.in_one_line))
            continue
        found += [
            replace(diff, before=labels[0], after=labels[1], about=now.file, warnings=())
            for diff in diffs
            if not diff.equal
        ]
    return found, not_told
