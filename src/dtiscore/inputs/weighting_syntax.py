"""In which language a weighting file is written, by its ending; and whether a file is one rather than a table."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import Literal

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.files.paths import is_file
from dtiscore.files.reading import read_bytes, stream_of
from dtiscore.said import said

ReadSyntax = Literal["yaml", "toml", "json", "csv", "xlsx", "ods"]

SYNTAX: dict[str, ReadSyntax] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".ods": "ods",
}
"""The language of a weighting file by its ending."""

WORKBOOKS = ("xlsx", "ods")


def syntax_of(name: str) -> ReadSyntax:
    """The language of a weighting file by the ending of its name; YAML on standard input and output.

    Raises:
        UsageFault: the ending says nothing of the language.
    """
    if name == "-":
        return "yaml"
    syntax = SYNTAX.get(PurePath(name).suffix.lower())
    if syntax is None:
        raise UsageFault(
            said("{name}: a weighting file ends in {syntax}", name=name, syntax=", ".join(SYNTAX)),
            said("rename it, or name a built-in edition"),
        )
    return syntax


def is_weighting(source: str | os.PathLike[str]) -> bool:
    """Whether a file is there to be read as a weighting file rather than as a table: by its ending, or what it begins with.

    Raises:
        SourceFault: it cannot be read.
    """
    name = os.fspath(source)
    syntax = SYNTAX.get(PurePath(name).suffix.lower())
    if syntax in (None, "yaml", "toml") or not is_file(name):
        return syntax in ("yaml", "toml", "json")
    if syntax in WORKBOOKS:
        return _has_nodes(name)
    with stream_of(name) as stream:
        begins = stream.read(4096)
    if syntax == "json":
        return b'"dtiscore/ranking' not in begins
    headings = {
        cell.strip(b' "\r')
        for cell in re.split(rb"[,;\t]", begins.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0])
    }
    return {b"code", b"parent"} <= headings


def _has_nodes(name: str) -> bool:
    """Whether a workbook has a sheet that is called like that of the nodes of a weighting file."""
    from dtiscore.tables.options import MAX_BYTES
    from dtiscore.tables.workbooks.reader import Workbook

    try:
        book = Workbook(read_bytes(name, max_bytes=MAX_BYTES), source=name, max_bytes=MAX_BYTES)
        sheets = book.sheets_with_content
    except SourceFault:  # what is no workbook is told by whoever reads it
        return False
    from dtiscore.methodology.flat.rows import NODES

    return NODES in [sheet.strip().casefold() for sheet in sheets]
