"""What the outputs of a project are made from at this time: the lock that would be written now."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping

from dtiscore.errors import DtiscoreError, SourceFault, UsageFault
from dtiscore.files.paths import is_file
from dtiscore.files.reading import read_bytes
from dtiscore.files.writing import write_atomically
from dtiscore.inputs.differing import State, read_state
from dtiscore.inputs.in_force import candidates
from dtiscore.inputs.output_files import LARGEST, read_file, read_output
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.project_tables import (
    AskedTable,
    asked_tables,
    files_of_weighting,
    tables_of,
    weightings_of,
)
from dtiscore.inputs.software import software
from dtiscore.methodology import Methodology
from dtiscore.project.drawn_from import DrawnFrom
from dtiscore.project.file_hash import file_hash, hash_of
from dtiscore.project.lock import (
    NAME,
    Lock,
    LockedContents,
    LockedEdition,
    LockedOutput,
    LockedTable,
    lock_text,
    locked_contents,
    read_lock,
)
from dtiscore.project.model import Output, compared_path, outputs_before
from dtiscore.project.output_content import output_content


def stored_lock(found: FoundProject) -> Lock:
    """The lock beside a project file.

    Raises:
        UsageFault: it is damaged.
        SourceFault: it is not there, or cannot be read.
    """
    path = found.path(NAME)
    return read_lock(read_bytes(path, max_bytes=LARGEST).decode("utf-8", "replace"), path)


def lock_if_any(found: FoundProject) -> Lock | None:
    """The lock beside a project file, if there is a sound one; any other is made anew."""
    try:
        return stored_lock(found)
    except (SourceFault, UsageFault):
        return None


def write_lock(
    found: FoundProject, made: Mapping[str, bytes], before: Lock | None, now: Lock | None = None
) -> None:
    """Write the lock for outputs that have been made, by their names, unless it says so already.

    ``now`` is what it says where none has been made, if that is known.
    """
    lock = (
        _with_former(found, now, before) if now is not None and not made else lock_after(found, made, before)
    )
    if lock != before:
        write_atomically(found.path(NAME), lock_text(lock).encode())


def lock_of(
    found: FoundProject, outputs: Mapping[str, bytes] | None = None, before: Lock | None = None
) -> Lock:
    """What the outputs of a project are made from now.

    Args:
        found: the project.
        outputs: the bytes of outputs by their names; unless given those that are there are read.
        before: an earlier lock: of tables whose bytes it knows it tells what is read of them, so that none has to be.
    """
    made = made_outputs(found) if outputs is None else outputs
    project = {found.file.name: file_hash(read_file(found, found.file.name) or b"")}
    governing = {one: None for output in found.project.outputs for one in weightings_of(found, output)}
    governed = {weighting: _editions_if_made(found, weighting) for weighting in governing}
    editions = {name: one for named in governed.values() for name, one in named.items()}
    files = project | _hashed(found, _other_files(found))
    same_reading = (
        before is not None
        and before.editions == editions
        and before.software == software()
        and all(before.files.get(file) == hashed for file, hashed in files.items())
    )
    known = before.tables if before is not None and same_reading else {}
    tables: dict[str, LockedTable] = {}
    for asked in asked_tables(found):
        tables[asked.file] = _with_contents(found, tables.get(asked.file), asked, known)
    files = {file: hashed for file, hashed in files.items() if file not in tables}
    lock = Lock(software=software(), files=files, tables=tables, editions=editions)
    outputs_now = {
        output.name: _locked_output(
            output,
            made[output.name],
            before,
            _hash_of_inputs(found, output, lock, governed),
        )
        for output in found.project.outputs
        if output.name in made
    }
    return lock.model_copy(update={"outputs": outputs_now})


def current_outputs(found: FoundProject, locked: Lock) -> tuple[set[str], Lock]:
    """The names of the outputs that are as the lock says, and that would be made from the same as they were; and the lock now.

    One that is made from another one that is not current is not either, as nobody knows yet what that will be.
    """
    now = lock_of(found, before=locked)
    current: set[str] = set()
    for output in found.project.outputs:
        made, former = now.outputs.get(output.name), locked.outputs.get(output.name)
        if made is None or former is None:
            continue
        same = (made.inputs, made.bytes) == (former.inputs, former.bytes)
        if same and {one.name for one in outputs_before(found.project, output)} <= current:
            current.add(output.name)
    return current, now


def lock_after(found: FoundProject, made: Mapping[str, bytes], before: Lock | None) -> Lock:
    """The lock once some outputs have been made; of the others it says what an earlier one said.

    Args:
        found: the project.
        made: the bytes of the outputs that have been made, or were current, by their names.
        before: the earlier lock, if there is one.
    """
    return _with_former(found, lock_of(found, made, before), before, made)


def _with_former(found: FoundProject, now: Lock, before: Lock | None, made: Container[str] = ()) -> Lock:
    """A lock that says of outputs that have not been made what the earlier one said."""
    names = {output.name for output in found.project.outputs}
    new = {name: one for name, one in now.outputs.items() if name in made}
    kept = {} if before is None else {name: one for name, one in before.outputs.items() if name in names}
    return now.model_copy(update={"outputs": {**kept, **new}})


def as_drawn_before(
    output: Output, data: bytes, there: bytes | None, before: Lock | None
) -> DrawnFrom | None:
    """The picture that is there if this one is drawn from the same, whatever fonts made of it."""
    former = None if before is None else before.outputs.get(output.name)
    if not isinstance(data, DrawnFrom) or there is None or former is None:
        return None
    locked = (former.file, former.bytes, former.content)
    same = locked == (output.file, file_hash(there), output_content(output.file, data))
    return DrawnFrom.of(there, data.name, data.source) if same else None


def _content(output: Output, data: bytes, before: Lock | None) -> str:
    """The hash of what an output says; of a picture that is there, what an earlier lock knew it was drawn from."""
    former = None if before is None else before.outputs.get(output.name)
    known = former is not None and (former.file, former.bytes) == (output.file, file_hash(data))
    if former is not None and known and not isinstance(data, DrawnFrom):
        return former.content
    return output_content(output.file, data)


def _locked_output(output: Output, data: bytes, before: Lock | None, inputs: str) -> LockedOutput:
    """What a lock says of an output, of which all that it is made from has a hash."""
    return LockedOutput(
        command=output.command,
        file=output.file,
        bytes=file_hash(data),
        content=_content(output, data, before),
        inputs=inputs,
        tables=tuple(output.tables),
        weights=output.weights,
        options=dict(output.options),
    )


def _hash_of_inputs(
    found: FoundProject, output: Output, lock: Lock, governed: Mapping[str, Mapping[str, LockedEdition]]
) -> str:
    """The hash of all that an output is made from: what is read of tables, not how their files say it."""
    asked = {one.file: lock.tables[one.file] for one in tables_of(found, output)}
    editions = {
        name: one for weighting in weightings_of(found, output) for name, one in governed[weighting].items()
    }
    inputs = {
        "output": output.model_dump(mode="json"),
        "language": found.project.language,
        "tables": {
            file: {name: one.content for name, one in table.under.items()} or table.bytes
            for file, table in asked.items()
        },
        "editions": {name: one.sha256 for name, one in editions.items()},
        "files": {file: hashed for file, hashed in lock.files.items() if file in set(_other_files(found))},
    }
    return hash_of(json.dumps(inputs, sort_keys=True, ensure_ascii=False).encode())


def made_outputs(found: FoundProject) -> dict[str, bytes]:
    """The outputs that are there, by their names."""
    made = {output.name: read_output(found, output.file) for output in found.project.outputs}
    return {name: data for name, data in made.items() if data is not None}


def _editions_if_made(found: FoundProject, weighting: str) -> dict[str, LockedEdition]:
    """What a lock says of an edition; nothing of one that another output makes, and that cannot be read yet."""
    try:
        return _editions(found, weighting)
    except DtiscoreError:
        files = map(compared_path, files_of_weighting(found, weighting))
        if found.project.makers.keys().isdisjoint(files):
            raise
        return {}


def _editions(found: FoundProject, weighting: str) -> dict[str, LockedEdition]:
    """What a lock says of an edition, or of those of a family."""
    files = files_of_weighting(found, weighting)
    if not files:
        read = candidates(found.weighting(weighting))
        return {edition.id: LockedEdition(sha256=edition.hash) for edition in read}
    found_editions: dict[str, LockedEdition] = {}
    for file in files:
        (edition,) = candidates(found.path(file))
        data = read_file(found, file) or b""
        found_editions[file] = LockedEdition(
            sha256=edition.hash, file=file, bytes=file_hash(data), parts=parts_of(edition)
        )
    return found_editions


def parts_of(edition: Methodology) -> dict[str, str]:
    """A short hash of each node of an edition by its code, and of all else under no code."""
    found: dict[str, str] = {}
    for code, node in edition.nodes.items():
        text = node.model_dump_json(by_alias=True, exclude={"children"})
        order = ",".join(child.code for child in node.children)
        found[code] = hash_of(f"{text}{order}".encode())[:12]
    rest = edition.model_dump_json(by_alias=True, exclude={"index"})
    return found | {"": hash_of(rest.encode())[:12]}


def _with_contents(
    found: FoundProject, table: LockedTable | None, asked: AskedTable, known: Mapping[str, LockedTable]
) -> LockedTable:
    """What a lock says of a table, with what is read of it under one more edition."""
    hashed = file_hash(read_file(found, asked.file) or b"") if table is None else table.bytes
    if asked.file in known and known[asked.file].bytes == hashed:
        return known[asked.file]
    under = {} if table is None else dict(table.under)
    for name, contents in contents_under(asked.state).items():
        under.setdefault(name, contents)
    return LockedTable(bytes=hashed, under=under)


def contents_under(state: State) -> dict[str, LockedContents]:
    """What is read of a table by the id of each edition that governs some of it; nothing of one that cannot be read."""
    try:
        return {edition.id: locked_contents(contents) for edition, contents in read_state(state)}
    except DtiscoreError:
        return {}


def _other_files(found: FoundProject) -> Iterator[str]:
    """The files that options name and that are no tables or editions of the project, and its unit schemes."""
    yield from found.project.schemes.values()
    for output in found.project.outputs:
        for value in output.options.values():
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str) and text and _lies_there(found, text):
                    yield text


def _hashed(found: FoundProject, files: Iterator[str]) -> dict[str, str]:
    return {file: file_hash(data) for file in files if (data := read_file(found, file)) is not None}


def _lies_there(found: FoundProject, text: str) -> bool:
    try:
        return is_file(found.path(text))
    except (SourceFault, ValueError):  # a text that cannot be the name of a file
        return False
