"""What an output of a project is made from: the files that it names, and those that its editions find beside them.

A file counts as it is, whatever of it a command reads: which columns, lines and words these are the command alone knows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath

from dtiscore.errors import DtiscoreError, SourceFault
from dtiscore.files.paths import is_file
from dtiscore.inputs.in_force import candidates
from dtiscore.inputs.output_files import read_file
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.project_tables import files_of_weighting, weightings_of
from dtiscore.inputs.software import software
from dtiscore.inputs.weighting import places_of_scheme
from dtiscore.methodology import Methodology
from dtiscore.project.file_hash import file_hash, hash_of
from dtiscore.project.model import Output, compared_path, files_named_by, names_in


@dataclass(frozen=True)
class MadeFrom:
    """What one output is made from."""

    output: Output
    editions: Mapping[str, Methodology]
    """By their files, built-in ones by their ids."""
    files: Sequence[str]
    """Those that are there, and those that are made along with it."""


def made_from(found: FoundProject) -> list[MadeFrom]:
    """What each output of a project is made from.

    Raises:
        DtiscoreError: an edition cannot be read, and no output of the project makes it.
    """
    weightings = [weightings_of(found, output) for output in found.project.outputs]
    read = {one: _meant_by(found, one) for one in dict.fromkeys(chain.from_iterable(weightings))}
    return [
        MadeFrom(
            output,
            {name: edition for one in governing for name, edition in read[one].items()},
            _files_of(found, output, {one: [*read[one].values()] for one in governing}),
        )
        for output, governing in zip(found.project.outputs, weightings, strict=True)
    ]


def _meant_by(found: FoundProject, weighting: str) -> dict[str, Methodology]:
    """The editions that a weighting means."""
    files = files_of_weighting(found, weighting)
    try:
        if not files:
            return {edition.id: edition for edition in candidates(found.weighting(weighting))}
        return {file: edition for file in files for edition in candidates(found.path(file))}
    except DtiscoreError:
        if found.project.makers.keys().isdisjoint(map(compared_path, files)):
            raise
        return {}  # it has yet to be made


def _files_of(
    found: FoundProject, output: Output, editions: Mapping[str, Sequence[Methodology]]
) -> list[str]:
    """The files that an output names, writes besides, or has from the editions of its weightings."""
    files = [*files_named_by(found.project, output), *output.beside]
    for weighting, meant in editions.items():
        first = next(iter(files_of_weighting(found, weighting)), None)
        for edition in meant:
            files += _of_scheme(found, edition, weighting if first is None else found.path(first))
    return [file for file in dict.fromkeys(files) if _is_there(found, file)]


def _of_scheme(found: FoundProject, edition: Methodology, beside: str) -> list[str]:
    """The files that may hold the unit scheme of an edition."""
    if edition.units is None:
        return []
    if edition.units in found.project.schemes:
        return [found.project.schemes[edition.units]]
    places = places_of_scheme(edition.units, beside)
    return [PurePath(os.path.relpath(place, found.file.folder)).as_posix() for place in places]


def _is_there(found: FoundProject, text: str) -> bool:
    try:
        return is_file(found.path(text))
    except (SourceFault, ValueError):  # a text that cannot be the name of a file
        return False


def hashes_of(found: FoundProject, files: Sequence[str]) -> dict[str, str]:
    """The hashes of files of a project, as far as they are there."""
    contents = {file: read_file(found, file) for file in dict.fromkeys(files)}
    return {file: file_hash(data) for file, data in contents.items() if data is not None}


def hash_of_inputs(found: FoundProject, made: MadeFrom, hashes: Mapping[str, str]) -> str:
    """The hash of all that an output is made from: where it is the same, it comes out the same.

    Args:
        found: the project.
        made: what the output is made from.
        hashes: those of files.
    """
    project, declared = found.project, found.document.data.get("tables", {})
    names = names_in(project, made.output)
    inputs = {
        "output": made.output.model_dump(mode="json"),
        "language": project.language,
        "names": names,
        "tables": {name: declared[name] for name in names if name in declared},
        "weights": {name: project.weights[name] for name in names if name in project.weights},
        "schemes": project.schemes,
        "editions": {name: edition.hash for name, edition in made.editions.items()},
        "files": {file: hashes[file] for file in made.files},
        "software": dict(software()),
    }
    return hash_of(json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str).encode())
