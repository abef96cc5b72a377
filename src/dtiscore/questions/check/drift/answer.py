"""What a project is made from now, held against its lock: what moved, and what is merely to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dtiscore.project.lock import Lock, LockedContents, LockedEdition, LockedOutput, LockedTable
from dtiscore.questions.diff.answer import Diff

Kind = Literal["data", "edition", "file", "options", "output", "software"]
MOVING_RANKS = ("data", "edition", "file")
"""What may have moved ranks: cells, settings, and lists of units among the files."""

How = Literal[
    "changed",
    "gone",
    "new",
    "added",
    "renamed",
    "unreadable",
    "read otherwise",
    "by hand",
    "outdated",
    "remade otherwise",
]


@dataclass(frozen=True)
class Moved:
    """One thing that is not as the lock says."""

    kind: Kind
    what: str
    """A file, an edition or an output by its name."""
    how: How
    columns: Sequence[str] = ()
    """Of a table: where something moved; of an edition the codes of its nodes, ``""`` for what stands beside these."""
    rows: Sequence[str] = ()
    """Of a table: the units, with their periods and groups."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is other than the lock says, and moves nothing."""

    kind: Literal["saved anew", "version"]
    what: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Drift:
    """A project held against its lock."""

    lock: str
    """The name of the lock."""
    outputs: int
    """How many outputs the lock knows."""
    moved: Sequence[Moved] = ()
    told: Sequence[Told] = ()
    differences: Sequence[Diff] = ()
    """The cells and settings that moved, with the ranks that moved for them, where the former ones were found."""
    not_told: Sequence[str] = ()
    """Why some of that cannot be told."""

    @property
    def holds(self) -> bool:
        """Whether nothing moved."""
        return not self.moved


def drift_of(locked: Lock, now: Lock, project: str) -> tuple[list[Moved], list[Told]]:
    """What moved between a lock and what would be locked now, and what is merely to be told.

    Args:
        locked: the lock.
        now: what would be locked now; outputs are those that are there.
        project: the name of the project file, of which the words do not matter but what they say.
    """
    made = {output.file for lock in (locked, now) for output in lock.outputs.values()}
    inputs = [
        *_moved_editions(locked.editions, now.editions),
        *_moved_tables(locked, now),
        *_moved_files(locked.files, now.files, project),
    ]
    inputs = [one for one in inputs if one.what not in made]  # which is told as an output
    outputs = list(_moved_outputs(locked.outputs, now.outputs))
    if inputs:  # which say why outputs are outdated
        outputs = [one for one in outputs if one.how != "outdated"]
    return [*inputs, *outputs], list(_told(locked, now))


def _moved_editions(locked: Mapping[str, LockedEdition], now: Mapping[str, LockedEdition]) -> Iterator[Moved]:
    for name in sorted({*locked, *now}):
        before, after = locked.get(name), now.get(name)
        if before is None or after is None:
            yield Moved("edition", name, "new" if before is None else "gone")
        elif before.sha256 != after.sha256:
            parts = [
                part
                for part in {**after.parts, **before.parts}
                if before.parts.get(part) != after.parts.get(part)
            ]
            yield Moved("edition", name, "changed", parts if before.parts else ())


def _moved_tables(locked: Lock, now: Lock) -> Iterator[Moved]:
    renamed = _renamed(locked.tables, now.tables)
    for name in sorted({*locked.tables, *now.tables}):
        before, after = locked.tables.get(name), now.tables.get(name)
        if name in renamed.values():
            continue
        if name in renamed:
            yield Moved("data", f"{name} → {renamed[name]}", "renamed")
        elif before is None or after is None:
            yield Moved("data", name, "new" if before is None else "gone")
        elif before.under and not after.under:
            yield Moved("data", name, "unreadable")
        else:
            yield from _moved_table(name, before, after)


def _renamed(locked: Mapping[str, LockedTable], now: Mapping[str, LockedTable]) -> dict[str, str]:
    """The tables that stand in another file, and say the same there: the new name by the former one."""
    came = {table.bytes: name for name, table in now.items() if name not in locked}
    gone = {name: table.bytes for name, table in locked.items() if name not in now}
    return {name: came[hashed] for name, hashed in gone.items() if hashed in came}


def _moved_table(name: str, before: LockedTable, after: LockedTable) -> Iterator[Moved]:
    pairs = [(before.under[one], after.under[one]) for one in after.under if one in before.under]
    differing = [pair for pair in pairs if pair[0].content != pair[1].content]
    if before.bytes != after.bytes and not pairs:
        yield Moved("data", name, "changed")
    elif before.bytes != after.bytes and differing:
        yield Moved("data", name, "changed", *_where(differing))
    elif differing and not _read_by_others(differing):
        yield Moved("data", name, "read otherwise", *_where(differing))


def _read_by_others(pairs: Sequence[tuple[LockedContents, LockedContents]]) -> bool:
    """Whether the same bytes are merely read in other columns: that is the doing of the edition."""
    return all(
        all(before.columns.get(one, hashed) == hashed for one, hashed in after.columns.items())
        for before, after in pairs
    )


def _where(pairs: Sequence[tuple[LockedContents, LockedContents]]) -> tuple[list[str], list[str]]:
    """The columns and rows in which two tables differ."""
    columns: dict[str, None] = {}
    rows: dict[str, None] = {}
    for before, after in pairs:
        columns |= dict.fromkeys(_differing(before.columns, after.columns))
        rows |= dict.fromkeys(_differing(before.rows, after.rows))
    return list(columns), list(rows)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [name for name in {**after, **before} if before.get(name) != after.get(name)]


def _moved_files(locked: Mapping[str, str], now: Mapping[str, str], project: str) -> Iterator[Moved]:
    for name in sorted({*locked, *now} - {project}):
        if locked.get(name) != now.get(name):
            how: How = "new" if name not in locked else "gone" if name not in now else "changed"
            yield Moved("file", name, how)


def _moved_outputs(locked: Mapping[str, LockedOutput], now: Mapping[str, LockedOutput]) -> Iterator[Moved]:
    for name in sorted({*locked, *now}):
        before, after = locked.get(name), now.get(name)
        if before is None or after is None:
            yield Moved("output", name, "new" if before is None else "gone")
            continue
        asked = [[one.command, one.file, one.tables, one.weights, one.options] for one in (before, after)]
        if asked[0] != asked[1]:
            yield Moved("options", name, "changed")
        elif before.inputs != after.inputs:
            yield Moved("output", name, "outdated")
        if before.content != after.content and before.file == after.file:
            yield Moved("output", name, "by hand")


def _told(locked: Lock, now: Lock) -> Iterator[Told]:
    for name in sorted({*locked.software, *now.software}):
        before, after = locked.software.get(name), now.software.get(name)
        if before != after:
            yield Told("version", name, before, after)
    for name, table in locked.tables.items():
        new = now.tables.get(name)
        if (
            new is not None
            and new.bytes != table.bytes
            and new.under
            and not any(_moved_table(name, table, new))
        ):
            yield Told("saved anew", name)
    for name, edition in locked.editions.items():
        other = now.editions.get(name)
        if other is not None and other.bytes != edition.bytes and other.sha256 == edition.sha256:
            yield Told("saved anew", name)
    for name, output in locked.outputs.items():
        made = now.outputs.get(name)
        if made is not None and made.bytes != output.bytes and made.content == output.content:
            yield Told("saved anew", output.file)
