"""What moved since the outputs of a project were made, as problems of the files that it moved in, each at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from dtiscore.errors import DtiscoreError, Place, Problem
from dtiscore.inputs.differing import read_state
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.project_tables import asked_tables
from dtiscore.inputs.weighting import weighting_document
from dtiscore.methodology.documents.document import Path
from dtiscore.methodology.writing.yaml_text import flow_text
from dtiscore.project.lock import NAME, row_name
from dtiscore.questions.check.drift.answer import Drift, Moved
from dtiscore.questions.check.drift.shown import moved_in_words, problem_code
from dtiscore.questions.diff.answer import Diff
from dtiscore.questions.weights.diff.answer import Change
from dtiscore.render.changes import cell_text
from dtiscore.render.names import name_of
from dtiscore.said import said
from dtiscore.tables.contents import Contents


def problems_of(drift: Drift, found: FoundProject) -> list[Problem]:
    """What moved, a problem for each cell and each setting that is known, at its place in the file as it is now."""
    told: dict[Problem, None] = {}  # a table that is read under two editions moved once
    for one in drift.moved:
        code = problem_code(one)
        diffs = [diff for diff in drift.differences if _is_about(diff, one, found)]
        fine = [*_cells(code, diffs), *_settings(code, one, diffs, found)]
        fine = fine or list(_by_hashes(code, one, found))
        told |= dict.fromkeys(fine or [Problem(code, moved_in_words(one), _place(one, found))])
    return list(told)


def _is_about(diff: Diff, one: Moved, found: FoundProject) -> bool:
    """Whether a difference tells what moved in a thing."""
    if one.kind == "data":
        return diff.about == one.what
    if one.kind == "edition":
        return diff.edition is not None
    return one.how == "by hand" and diff.about is None and diff.after == _output_file(one.what, found)


def _output_file(name: str, found: FoundProject) -> str | None:
    return next((output.file for output in found.project.outputs if output.name == name), None)


def _place(one: Moved, found: FoundProject) -> Place:
    """Where something stands that moved as a whole: a file, or the lines of the project about an output."""
    if one.kind in ("options", "output", "software"):
        names = [output.name for output in found.project.outputs]
        if one.how == "by hand":
            return Place(found.path(_output_file(one.what, found) or one.what))
        if one.what in names:
            return found.document.place(("outputs", names.index(one.what)))
        return Place(found.path(NAME))
    if one.how == "renamed":
        return found.document.place(("tables",))
    is_file = one.kind != "edition" or one.what in _weighting_files(found)
    return Place(found.path(one.what) if is_file else found.file.shown)


def _weighting_files(found: FoundProject) -> set[str]:
    return {file for files in found.project.weights.values() for file in files}


def _cells(code: str, diffs: Sequence[Diff]) -> Iterator[Problem]:
    """The cells of a table that have another value."""
    if code == "moved-edition":
        return
    for diff in diffs:
        for cell in () if diff.data is None else diff.data.cells:
            before, after = cell_text(cell.before), cell_text(cell.after)
            message = said("was {before}, and is {after}", before=before, after=after)
            yield Problem(code, message, cell.place, unit=name_of(cell.row.name), indicator=cell.indicator)


def _settings(code: str, one: Moved, diffs: Sequence[Diff], found: FoundProject) -> Iterator[Problem]:
    """The settings of a weighting file that have another value."""
    if one.kind != "edition" or one.what not in _weighting_files(found):
        return
    document = weighting_document(found.path(one.what))
    for diff in diffs:
        if diff.edition is None or diff.edition.after.id != document.data.get("id"):
            continue
        for change in diff.edition.changes:
            before, after = (flow_text(value) for value in (change.before, change.after))
            message = said("was {before}, and is {after}", before=before, after=after)
            told = moved_in_words(one) if change.key is None else message
            yield Problem(code, told, document.place(_path(document.data, change)), indicator=change.code)


def _path(data: Mapping[str, Any], change: Change) -> Path:
    """Where a setting stands among the keys of a weighting file, as near as that can be told."""
    keys = () if change.key is None else tuple(change.key.split("."))
    if change.part == "edition":
        return keys
    if change.part == "node":
        return (*_path_of_node(data.get("index"), change.code), *keys)
    name = f"{change.part}s"
    listed = data.get(name)
    for at, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, Mapping) and change.code in (one.get("code"), one.get("column")):
            return (name, at, *keys)
    return (name,)


def _path_of_node(index: Any, code: str | None) -> Path:
    """Where a node stands below the index of a weighting file; the index itself where there is none of that code."""
    waiting: list[tuple[Path, Any]] = [(("index",), index)]
    for path, node in waiting:  # grows while it is gone through
        if not isinstance(node, Mapping):
            continue
        if node.get("code") == code:
            return path
        waiting += [((*path, "children", at), one) for at, one in enumerate(node.get("children") or ())]
    return ("index",)


def _by_hashes(code: str, one: Moved, found: FoundProject) -> Iterator[Problem]:
    """What moved in a file of which nobody knows what it was: nodes, rows, and cells where no others are possible."""
    message = said("is not as it was when the outputs were made")
    if one.kind == "edition" and one.what in _weighting_files(found):
        document = weighting_document(found.path(one.what))
        for node in filter(None, one.columns):
            place = document.place(_path_of_node(document.data.get("index"), node))
            yield Problem(code, message, place, indicator=node)
    if one.kind != "data" or not one.rows:
        return
    columns = one.columns if 1 in (len(one.rows), len(one.columns)) else ()
    missing = set(one.rows)
    for contents in _contents(one.what, found):
        for row, key in enumerate(contents.keys):
            if row_name(key) not in one.rows:
                continue
            missing.discard(row_name(key))
            unit = name_of(contents.names[row])
            for column in [column for column in columns if column in contents.columns]:
                yield Problem(code, message, contents.place(row, column), unit=unit, indicator=column)
            if not columns:
                place = contents.place(row, "")._replace(header=None)
                yield Problem(code, message, place, unit=unit)
    if missing:  # of rows that are gone
        yield Problem(code, moved_in_words(one), _place(one, found))


def _contents(file: str, found: FoundProject) -> Iterator[Contents]:
    """What is read of a table now."""
    for asked in asked_tables(found):
        if asked.file == file:
            with suppress(DtiscoreError):  # one that cannot be read has no cells
                yield from (contents for _, contents in read_state(asked.state))
