"""Refuses to read one input twice, and to write over what is read."""

from __future__ import annotations

import os
from collections.abc import Iterable

from dtiscore.errors import UsageFault
from dtiscore.files.paths import FileName, descriptor_of, identity_of, shown
from dtiscore.said import said


def refuse_shared_input(inputs: Iterable[FileName]) -> None:
    """Raise :class:`UsageFault` when more than one input is standard input, which can be read once."""
    if [descriptor_of(os.fspath(source), dash=0) for source in inputs].count(0) > 1:
        raise UsageFault(
            said("standard input can be read once, and more than one input is to come from there"),
            fix=said("Name a file for all of them but one."),
        )


def refuse_same_file(inputs: Iterable[FileName], output: FileName) -> None:
    """Raise :class:`UsageFault` when ``output`` is one of ``inputs``, by whatever name or link.

    ``-`` counts too: in ``dtiscore score data.csv > data.csv`` the shell has emptied the input before
    anything is read.
    """
    written = identity_of(os.fspath(output), dash=1)
    if written is None:
        return
    for source in inputs:
        if identity_of(os.fspath(source), dash=0) == written:
            name = os.fspath(source) if os.fspath(source) != "-" else os.fspath(output)
            file = said("one file") if name == "-" else shown(name)
            raise UsageFault(
                said("{file} would be both read and overwritten", file=file),
                fix=said("Write the result to another file: -o result.csv"),
            )
