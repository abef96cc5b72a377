"""A saved reference in its file: what ``dtiscore fit`` writes and ``dtiscore score --reference`` reads."""

from __future__ import annotations

import json
import os

from dtiscore.arguments import checked
from dtiscore.errors import UsageFault
from dtiscore.files.paths import FileName
from dtiscore.files.reading import read_bytes
from dtiscore.said import said
from dtiscore.scoring.reference import Reference

MOST_BYTES = 256 * 2**20


@checked
def load_reference(source: FileName | Reference) -> Reference:
    """The reference in a JSON file, or the reference itself.

    Raises:
        SourceFault: the file cannot be read.
        UsageFault: it is not a saved reference.
    """
    if isinstance(source, Reference):
        return source
    name = os.fspath(source)
    try:
        data = json.loads(read_bytes(name, max_bytes=MOST_BYTES).decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _not_one(name) from error
    if not isinstance(data, dict):
        raise _not_one(name)
    try:
        return Reference.from_dict(data)
    except UsageFault as fault:
        raise UsageFault(said("{name}: {what}", name=name, what=fault.message), fault.fix) from fault


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no figure")


def _not_one(name: str) -> UsageFault:
    return UsageFault(
        said("{name}: this is not a saved reference", name=name),
        said("make one with dtiscore fit … -o reference.json"),
    )
