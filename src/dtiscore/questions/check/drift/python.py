"""Hold a project against its lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dtiscore.errors import DtiscoreError, UsageFault
from dtiscore.files.former import former_files
from dtiscore.files.git import repository_of
from dtiscore.files.paths import is_file
from dtiscore.inputs.differing import State, diff_states
from dtiscore.inputs.former import as_locked, differences
from dtiscore.inputs.locked import lock_of, stored_lock
from dtiscore.inputs.output_files import read_file
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.project_tables import asked_tables
from dtiscore.project.lock import NAME, Lock, LockedOutput
from dtiscore.project.model import files_named_by
from dtiscore.project.output_content import output_content
from dtiscore.questions.check.drift.answer import MOVING_RANKS, Drift, Moved, Told, drift_of
from dtiscore.questions.diff.answer import Diff
from dtiscore.said import Said, said

Make = Callable[[Sequence[str]], Mapping[str, bytes]]
"""Makes the outputs of these names, and writes none."""


def check_project(found: FoundProject, make: Make | None = None) -> Drift:
    """Hold a project against its lock: what moved since its outputs were made, and which ranks moved for it.

    Args:
        found: the project.
        make: makes outputs without writing them, to see whether other versions of what computes them move a digit.

    Raises:
        UsageFault: there is no lock, or it is damaged. Otherwise as :func:`dtiscore.inputs.project.project_of`.
    """
    if not is_file(found.path(NAME)):
        message = said("there is no {name} beside {project}", name=NAME, project=found.file.shown)
        raise UsageFault(
            message, said("make the outputs and the lock: dtiscore run; or give a table and --expect")
        )
    locked = stored_lock(found)
    now = lock_of(found, before=locked)
    moved, told = drift_of(locked, now, found.file.name)
    if make is not None and all(one.how == "outdated" for one in moved):
        moved = _remade(found, locked, moved, told, make)
        told = [one for one in told if one.what not in {cause.what for cause in moved}]
    diffs: list[Diff] = []
    not_told: list[str] = []
    if any(one.kind in MOVING_RANKS for one in moved):
        with as_locked(found, locked) as (former, lost):
            if former is not None:
                diffs, not_told = differences(former, asked_tables(found), (NAME, found.file.name), lost)
            if lost:
                not_told = [_not_in_git(found, sorted(lost)), *not_told]
    by_hand = [one.what for one in moved if one.how == "by hand"]
    diffs += [diff for name in by_hand if (diff := _by_hand(found, locked, name, make)) is not None]
    return Drift(NAME, len(locked.outputs), moved, told, diffs, not_told)


def _not_in_git(found: FoundProject, lost: Sequence[str]) -> Said:
    repository = repository_of(found.file.folder)
    files = ", ".join(lost)
    if repository is not None and repository.is_shallow:
        return said(
            "{files}: the former version was not fetched; fetch all of the history (fetch-depth: 0)",
            files=files,
        )
    return said("{files}: the former version is not in git", files=files)


def _remade(
    found: FoundProject, locked: Lock, outdated: Sequence[Moved], told: Sequence[Told], make: Make
) -> list[Moved]:
    """Those of outdated outputs that come out otherwise, with the tables that say something else which no edition reads.

    Nobody knows beforehand what of a file a command reads, nor what another version of the software moves.
    """
    names = [one.what for one in outdated if _comes_out_otherwise(locked.outputs[one.what], one.what, make)]
    inputs = locked.tables.keys() | locked.editions.keys()
    saved = [one.what for one in told if one.kind == "saved anew" and one.what in inputs]
    if not saved and any(one.kind == "version" for one in told):
        return [Moved("software", name, "remade otherwise") for name in names]
    outputs = [output for output in found.project.outputs if output.name in names]
    read = {file for output in outputs for file in files_named_by(found.project, output)}
    return [
        *(Moved("data", file, "changed") for file in saved if file in locked.tables and file in read),
        *(Moved("output", name, "outdated") for name in names),
    ]


def _comes_out_otherwise(output: LockedOutput, name: str, make: Make) -> bool:
    try:
        data = make([name])[name]
    except DtiscoreError:  # it cannot be made any more
        return True
    return output_content(output.file, data) != output.content


_TABLES = (".csv", ".tsv", ".xlsx", ".parquet", ".json", ".jsonl")
"""The endings of outputs that can be read as tables."""


def _by_hand(found: FoundProject, locked: Lock, name: str, make: Make | None) -> Diff | None:
    """What somebody changed in an output, if it is a table of which the former version is known or can be made again."""
    output = locked.outputs[name]
    data = read_file(found, output.file)
    if data is None or not output.file.endswith(_TABLES):
        return None
    repository = repository_of(found.file.folder)
    former = None if repository is None else repository.version(output.file, output.bytes)
    if former is None and make is not None:
        former = make([name])[name]
    if former is None:
        return None
    with former_files({output.file: former}) as folder:
        try:
            before = State(NAME, f"{folder}/{output.file}")
            diff = diff_states(before, State(output.file, found.path(output.file)))
        except DtiscoreError:
            return None
    return None if diff.equal else diff
