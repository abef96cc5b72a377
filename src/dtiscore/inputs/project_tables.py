"""The tables and editions of a project, as its outputs are made from them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, cast

from dtiscore.files.catalogue import is_edition
from dtiscore.files.paths import is_file
from dtiscore.inputs.differing import State
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.reading import Data, DeclaredTable, Reading
from dtiscore.inputs.standings import named
from dtiscore.project.model import Output, bare_name, compared_path, names_in, weighting_of
from dtiscore.tables.declarations import Reading as Declarations, TableReading


@dataclass(frozen=True)
class AskedTable:
    """A table as one output is made from it."""

    file: str
    """From the folder of the project, with ``/`` between folders."""
    weighting: str | None
    """As the project file says it; none where its cells alone are looked at."""
    weighting_files: tuple[str, ...]
    """Its files, none of a built-in edition."""
    part: str
    """The period and group that are asked for, empty for the whole."""
    state: State
    is_made: bool
    """Whether an output of the project makes it."""
    former: tuple[str, str] | None = None
    """Of a project as it was at another time the folder, which is gone afterwards, and what its files are called by instead."""


def asked_tables(found: FoundProject) -> list[AskedTable]:
    """The tables of all outputs with their editions, each part that is asked for once: without an edition where no output scores
    the table, and without a period and group where one asks for all of them.
    """
    every = {
        (asked.file, asked.weighting or "", asked.part): asked
        for output in reversed(found.project.outputs)
        for asked in tables_of(found, output)
    }
    scored = {file for file, weighting, _ in every if weighting}
    whole = {(file, weighting) for file, weighting, part in every if not part}
    return [
        every[file, weighting, part]
        for file, weighting, part in sorted(every)
        if (weighting or file not in scored) and (not part or (file, weighting) not in whole)
    ]


def tables_of(found: FoundProject, output: Output) -> Iterator[AskedTable]:
    """The tables that an output is made from, those that options name included, but for what is no table of units."""
    project = found.project
    weighting = weighting_of(project, output)
    governed = None if weighting is None else found.weighting(weighting)
    files = () if weighting is None else files_of_weighting(found, weighting)
    declared = {name.replace("-", "_"): value for name, value in output.options.items()}
    own = {name: value for name, value in declared.items() if name in TableReading.__annotations__}
    reading = {name: value for name, value in declared.items() if name in ("by", "date", "group")}
    asked_for = {name: value for name, value in declared.items() if name == "period"}
    former = None if found.called is None else (os.fspath(found.file.folder), found.called)
    for text in (*output.tables, *output.option_texts):
        name = bare_name(text)
        if name not in project.tables or text == output.options.get("bounds"):
            continue
        period, table = named(found.table(f"{text.rpartition('=')[0]}=@{name}".removeprefix("=")))
        # What an option names has periods of its own, as the table of --previous has.
        of_output = asked_for if text in output.tables else {}
        stated = reading | of_output | ({} if period is None else {"period": period})
        part = " ".join(str(stated[name]) for name in ("period", "group") if name in stated)
        data = cast("Data", table if not own else DeclaredTable(cast("Any", table), **cast("Any", own)))
        file = project.tables[name].file
        state = State(file, data, governed, _tolerant(stated))
        asked = AskedTable(file, weighting, files, part, state, compared_path(file) in project.makers, former)
        # What is published is compared as it is, and may be ranks alone.
        if text == output.options.get("expect"):
            asked = replace(asked, weighting=None, weighting_files=(), state=replace(state, weighting=None))
        yield asked


def _tolerant(stated: Mapping[str, Any]) -> Reading:
    """What is declared about a table that is looked at rather than scored: the part that is meant does not matter."""
    known = {name: value for name, value in stated.items() if name in Declarations.__annotations__}
    return cast("Reading", {**known, "allow_missing_units": True})


def _from_folder(found: FoundProject, path: str) -> str:
    """A path as the project file would write it."""
    return found.named_as(path) or PurePath(path).as_posix()


def weightings_of(found: FoundProject, output: Output) -> list[str]:
    """The editions and families that an output is made under, as the project file says them."""
    project = found.project
    said = weighting_of(project, output)
    return [
        name
        for name in names_in(project, output)
        if name in project.weights or is_edition(name) or name == said or found.edition_of_a_family(name)
    ]


def files_of_weighting(found: FoundProject, weighting: str) -> tuple[str, ...]:
    """The files of an edition or a family, from the folder of the project; none of what is built in."""
    files = found.project.weights.get(weighting.removeprefix("@"), ())
    path = found.weighting(weighting)
    return files or ((_from_folder(found, path),) if is_file(path) else ())
