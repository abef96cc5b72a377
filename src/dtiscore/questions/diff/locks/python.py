"""Tell what the outputs of a project were made from at two times, of which each has left a lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dtiscore.errors import UsageFault
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.former import as_locked, differences
from dtiscore.inputs.project import FoundProject
from dtiscore.project.lock import Lock, read_lock
from dtiscore.questions.check.drift.answer import MOVING_RANKS, Drift, Moved, drift_of
from dtiscore.questions.diff.answer import Diff
from dtiscore.said import said

ENDING = ".lock"
_MOST_BYTES = 2**28
_PROJECTS = ("dtiscore.toml", "pyproject.toml")
"""Files of which the words do not matter, but what they say."""


def is_lock(state: str) -> bool:
    """Whether something that is to be compared is a lock, by its ending."""
    return state.endswith(ENDING)


def diff_locks(before: str, after: str, found: FoundProject | None = None) -> Drift:
    """What differs between two locks: tables, editions, options, outputs and versions; cells and ranks too where git has them.

    Args:
        before: the path of the earlier lock.
        after: the path of the later one.
        found: the project that they are of, if it is known.

    Raises:
        UsageFault: one is no lock.
        SourceFault: one cannot be read.
    """
    locks = [
        read_lock(read_bytes(file, max_bytes=_MOST_BYTES).decode("utf-8", "replace"), file)
        for file in (before, after)
    ]
    moved, told = drift_of(locks[0], locks[1], _PROJECTS[0])
    moved = [one for one in _as_states(moved) if one.what not in _PROJECTS]
    diffs: Sequence[Diff] = ()
    not_told: list[str] = []
    if any(one.kind in MOVING_RANKS for one in moved):
        diffs, not_told = _cells(locks, found, (before, after))
    versions = [one for one in told if one.kind == "version"]
    return Drift(before, len(locks[0].outputs), moved, versions, diffs, not_told)


def _as_states(moved: Sequence[Moved]) -> Iterator[Moved]:
    """What moved between two locks, neither of which is how things are now."""
    for one in moved:
        if one.how == "by hand":
            yield replace(one, how="changed")
        elif one.kind == "output" and one.how == "new":
            yield replace(one, how="added")
        elif one.how != "outdated":
            yield one


def _cells(
    locks: Sequence[Lock], found: FoundProject | None, labels: tuple[str, str]
) -> tuple[list[Diff], list[str]]:
    """The cells, settings and ranks that moved, as far as git has both versions of the files; and why others are not told."""
    if found is None:
        return [], [said("which cells and ranks moved is told in the folder of the project alone")]
    with as_locked(found, locks[0]) as (first, lost_before), as_locked(found, locks[1]) as (last, lost_after):
        lost = {*lost_before, *lost_after}
        if first is None or last is None:
            raise UsageFault(said("the project file of one of the locks cannot be read"))
        diffs, not_told = differences(first, last, labels, lost)
    if lost:
        files = ", ".join(sorted(lost))
        not_told = [said("{files}: the former version is not in git", files=files), *not_told]
    return diffs, not_told
