"""Tables of files and of standard input, whatever kind of file it is."""

from __future__ import annotations

import os

from dtiscore.errors import Problem
from dtiscore.files.reading import read_bytes
from dtiscore.progress import tell
from dtiscore.said import said
from dtiscore.tables.options import TableOptions
from dtiscore.tables.raw import RawTable
from dtiscore.tables.reading import table_of


def read_table(
    source: str | os.PathLike[str], options: TableOptions | None = None
) -> tuple[RawTable, list[Problem]]:
    """The table of a file, or of standard input for ``-``, and every problem of its form.

    Raises:
        SourceFault: the file cannot be read or decoded.
        InvalidData: it holds no table at all.
    """
    options = options or TableOptions.model_construct()
    name = os.fspath(source)
    tell(said("reading the table"))
    data = read_bytes(name, max_bytes=options.max_bytes)
    return table_of(data, "<stdin>" if name == "-" else name, options)
