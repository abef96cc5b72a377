"""Zip containers of workbooks, opened only when what they claim to hold is within bounds and true."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.said import said
from dtiscore.tables.kinds import damaged_workbook
from dtiscore.tables.sizes import size_in_words

_CHUNK = 2**18
_MOST_ENTRIES = 10_000
_RATIO, _RATIO_FROM = 100, 16 * 2**20
"""How many times its size a file may unpack to, once it unpacks to so many bytes; tables reach 20, bombs 1,000."""

_FLAG_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
"""What Python's zip reader raises for damaged and for exotic archives."""


class Archive:
    """The entries of one zip container; every fault is a :class:`SourceFault` that names ``source``."""

    def __init__(self, data: bytes, source: str, *, max_bytes: int) -> None:
        """Open the container and hold its directory against the bounds, before anything is unpacked."""
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged() from error
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > _MOST_ENTRIES:
            raise self.damaged()
        self._refuse_two_of_a_name([entry.filename for entry in entries])
        self._refuse_unpacking(sum(entry.file_size for entry in entries), len(data), max_bytes)

    @property
    def names(self) -> list[str]:
        """The names of the entries."""
        return list(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, piece by piece, and no more of them than the directory claims."""
        entry = self._entries.get(name)
        if entry is None:
            raise self.damaged()
        if entry.flag_bits & _FLAG_ENCRYPTED:
            raise SourceFault(
                said("{source} is protected by a password", source=self.source),
                fix=said("Save a copy without one and name that."),
            )
        # One byte more than is claimed: an entry that has it would unpack without end in other programs.
        one_more = copy(entry)
        one_more.file_size += 1
        held = 0
        try:
            with self._zip.open(one_more) as stream:
                while chunk := stream.read(_CHUNK):
                    held += len(chunk)
                    if held > entry.file_size:
                        raise self.damaged()
                    yield chunk
        except _BROKEN as error:
            raise self.damaged() from error
        if held != entry.file_size:
            raise self.damaged()

    def read(self, name: str) -> bytes:
        """All bytes of an entry."""
        return b"".join(self.chunks(name))

    def verify(self) -> None:
        """Unpack every entry once, to nowhere, so that a later reader meets nothing that is not as claimed."""
        for name in self._entries:
            for _ in self.chunks(name):
                pass

    def damaged(self) -> SourceFault:
        """The fault of a container that is not what it should be."""
        return damaged_workbook(self.source)

    def _refuse_two_of_a_name(self, names: list[str]) -> None:
        """Refuse names that are one and the same (ECMA-376, part 2, 6.3: case does not count): readers differ in which they take."""
        known: dict[str, str] = {}
        for name in names:
            other = known.setdefault(name.replace("\\", "/").casefold(), name)
            if other is not name:
                twice = said("two parts named {name}", name=name)
                if name != other:
                    twice = said("the two parts {first} and {second}", first=other, second=name)
                raise SourceFault(
                    said(
                        "{source} holds {parts}, which are one and the same to some programs",
                        source=self.source,
                        parts=twice,
                    ),
                    fix=said("Open it in a spreadsheet program, check what it shows, and save it anew."),
                )

    def _refuse_unpacking(self, unpacked: int, packed: int, max_bytes: int) -> None:
        sizes = said(
            "{source} unpacks from {packed} to {unpacked}",
            source=self.source,
            packed=size_in_words(packed),
            unpacked=size_in_words(unpacked),
        )
        if unpacked > max_bytes:
            raise SourceFault(
                said(
                    "{sizes}, and at most {limit} are read at once",
                    sizes=sizes,
                    limit=size_in_words(max_bytes),
                ),
                fix=said("Copy the cells that are scored into a new workbook, or raise --max-bytes."),
            )
        if unpacked > _RATIO_FROM and unpacked > packed * _RATIO:
            raise SourceFault(
                said(
                    "{sizes}, more than {ratio} times as much, which no table of measured values does",
                    sizes=sizes,
                    ratio=_RATIO,
                ),
                fix=said("Copy the cells that are scored into a new workbook, or save the sheet as CSV."),
            )


def no_reader(source: str, library: str) -> UsageFault:
    """The fault of a workbook that a library reads which is not installed."""
    return UsageFault(
        said(
            "{source} is a workbook, and {library}, which reads them, is not installed",
            source=source,
            library=library,
        ),
        said("install it: pip install {library}; or save the sheet as CSV UTF-8", library=library),
    )
