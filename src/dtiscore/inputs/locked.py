"""What the outputs of a project are made from at this time: the lock that would be written now."""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import chain

from dtiscore.errors import DtiscoreError, SourceFault, UsageFault
from dtiscore.files.catalogue import is_edition
from dtiscore.files.reading import read_bytes
from dtiscore.files.writing import write_atomically
from dtiscore.inputs.differing import State, read_state
from dtiscore.inputs.made_from import hash_of_inputs, hashes_of, made_from
from dtiscore.inputs.output_files import LARGEST, read_file, read_output
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.project_tables import AskedTable, asked_tables
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
from dtiscore.project.model import Output, outputs_before
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
    every = made_from(found)
    named = {name: edition for one in every for name, edition in one.editions.items()}
    editions = {name: _locked_edition(found, name, edition) for name, edition in named.items()}
    hashes = hashes_of(found, [found.file.name, *chain.from_iterable(one.files for one in every)])
    asked = asked_tables(found)
    elsewhere = {one.file for one in asked}.union(editions)
    files = {file: hashed for file, hashed in hashes.items() if file not in elsewhere}
    same_reading = (before is not None) and (before.editions, before.files, before.software) == (
        editions,
        files,
        dict(software()),
    )
    known = before.tables if before is not None and same_reading else {}
    tables: dict[str, LockedTable] = {}
    for one in asked:
        hashed = hashes.get(one.file, file_hash(b""))
        tables[one.file] = _with_contents(tables.get(one.file), one, hashed, known)
    outputs_now = {
        name: _locked_output(one.output, made[name], before, hash_of_inputs(found, one, hashes))
        for one in every
        if (name := one.output.name) in made
    }
    return Lock(software=dict(software()), files=files, tables=tables, editions=editions, outputs=outputs_now)


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


def made_outputs(found: FoundProject) -> dict[str, bytes]:
    """The outputs that are there, by their names."""
    made = {output.name: read_output(found, output.file) for output in found.project.outputs}
    return {name: data for name, data in made.items() if data is not None}


def _locked_edition(found: FoundProject, name: str, edition: Methodology) -> LockedEdition:
    """What a lock says of an edition, which is called by its file, or by its id where it is built in."""
    data = None if is_edition(name) else read_file(found, name)
    if data is None:
        return LockedEdition(sha256=edition.hash)
    return LockedEdition(sha256=edition.hash, file=name, bytes=file_hash(data), parts=parts_of(edition))


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
    table: LockedTable | None, asked: AskedTable, hashed: str, known: Mapping[str, LockedTable]
) -> LockedTable:
    """What a lock says of a table of this hash, with what is read of it under one more edition."""
    if asked.file in known and known[asked.file].bytes == hashed:
        return known[asked.file]
    under = {} if table is None else dict(table.under)
    for name, contents in contents_under(asked.state).items():
        under.setdefault(f"{name} {asked.part}".strip(), contents)
    return LockedTable(bytes=hashed, under=under)


def contents_under(state: State) -> dict[str, LockedContents]:
    """What is read of a table by the id of each edition that governs some of it; nothing of one that cannot be read."""
    try:
        return {
            "" if edition is None else edition.id: locked_contents(contents)
            for edition, contents in read_state(state)
        }
    except DtiscoreError:
        return {}
