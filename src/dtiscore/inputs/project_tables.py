"""The tables and editions of a project, as its outputs are made from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, cast

from dtiscore.files.catalogue import is_edition
from dtiscore.files.paths import is_file
from dtiscore.inputs.differing import State
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.reading import Data, DeclaredTable, Reading
from dtiscore.inputs.standings import named
from dtiscore.project.model import Output, compared_path
from dtiscore.tables.declarations import Reading as Declarations, TableReading

_OF_NO_TABLE = ("weights", "units")
"""The first words of commands that are asked of no table."""


@dataclass(frozen=True)
class AskedTable:
    """A table as one output is made from it."""

    file: str
    """From the folder of the project, with ``/`` between folders."""
    weighting: str
    """As the project file says it."""
    weighting_files: tuple[str, ...]
    """Its files, none of a built-in edition."""
    state: State
    is_made: bool
    """Whether an output of the project makes it."""


def asked_tables(found: FoundProject) -> list[AskedTable]:
    """The tables of all outputs with their editions, each pair once."""
    pairs = {
        (asked.file, asked.weighting): asked
        for output in reversed(found.project.outputs)
        for asked in tables_of(found, output)
    }
    return [pairs[key] for key in sorted(pairs)]


def tables_of(found: FoundProject, output: Output) -> Iterator[AskedTable]:
    """The tables that an output is made from, those that options name included."""
    weighting = output.weights or found.project.edition
    if output.command.split()[0] in _OF_NO_TABLE or weighting is None:
        return
    declared = {name.replace("-", "_"): value for name, value in output.options.items()}
    own = {name: value for name, value in declared.items() if name in TableReading.__annotations__}
    reading = {name: value for name, value in declared.items() if name in ("by", "date")}
    named_in_options = [value for value in output.options.values() if _is_table(found, value)]
    for text in (*output.tables, *map(str, named_in_options)):
        period, table = named(found.table(text))
        stated = reading | ({} if period is None else {"period": period})
        data = cast("Data", table if not own else DeclaredTable(cast("Any", table), **cast("Any", own)))
        label = _from_folder(found, str(table))
        state = State(label, data, found.weighting(weighting), _tolerant(stated))
        files = files_of_weighting(found, weighting)
        yield AskedTable(label, weighting, files, state, compared_path(label) in found.project.makers)


def _tolerant(stated: Mapping[str, Any]) -> Reading:
    """What is declared about a table that is looked at rather than scored: the part that is meant does not matter."""
    known = {name: value for name, value in stated.items() if name in Declarations.__annotations__}
    return cast("Reading", {**known, "allow_missing_units": True})


def _is_table(found: FoundProject, value: object) -> bool:
    return isinstance(value, str) and value.removeprefix("@") in found.project.tables


def _from_folder(found: FoundProject, path: str) -> str:
    """A path as the project file would write it."""
    return found.named_as(path) or PurePath(path).as_posix()


def weightings_of(found: FoundProject, output: Output) -> list[str]:
    """The editions and families that an output is made under, as the project file says them."""
    first = output.command.split()[0]
    own = {"weights": list(output.tables), "units": []}.get(first, [output.weights or found.project.edition])
    options = [value for value in output.options.values() if isinstance(value, str)]
    more = [one for one in options if one.removeprefix("@") in found.project.weights or is_edition(one)]
    return [one for one in (*own, *more) if one is not None]


def files_of_weighting(found: FoundProject, weighting: str) -> tuple[str, ...]:
    """The files of an edition or a family, from the folder of the project; none of what is built in."""
    files = found.project.weights.get(weighting.removeprefix("@"), ())
    path = found.weighting(weighting)
    return files or ((_from_folder(found, path),) if is_file(path) else ())
