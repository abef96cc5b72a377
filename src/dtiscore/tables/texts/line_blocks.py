"""A delimited text of any size as its headings and blocks of whole lines, each of which knows where it begins."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import IO

import numpy as np

from dtiscore.csv_text import BrokenRecord, physical_lines, records_of
from dtiscore.errors import Problem, SourceFault
from dtiscore.said import said
from dtiscore.shell_words import as_given
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.texts.csv_records import MAXIMUM_CELL
from dtiscore.tables.texts.decoding import marked_encoding
from dtiscore.tables.texts.delimited import opening, require_form
from dtiscore.tables.texts.signs import Seen, bare_returns, look_over, quote_whole_cells

_PROBE = 2**20
"""Bytes in which the headings must end."""
_LONGEST = 2**20
"""Bytes up to which a block grows at least before an open quote is cut: a cell that may be so long is refused."""
_UTF8 = b"\xef\xbb\xbf"
_LOOKED_FOR = b'\0\t\r"+-E'
"""Bytes that one look over a block tells of."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the rows of a delimited text, and how its cells are parted."""

    data: bytes
    """All lines up to the last of the headings, without a byte order mark."""
    lines: int
    """How many lines these are."""
    delimiter: str
    start: bytes
    """What was read beyond the headings to find their end."""


@dataclass(frozen=True)
class LineBlock:
    """Some whole lines of a text."""

    data: bytes
    first_line: int
    """The line on which they begin, from 1."""
    quotes_cells: bool = False
    """Whether it is known that quotes open and close whole cells, none too long, and stand nowhere else."""

    @cached_property
    def seen(self) -> Seen:
        """What its bytes tell at a glance."""
        return look_over(self.data, _LOOKED_FOR)

    def may_hold(self, sign: bytes) -> bool:
        """Whether a byte stands in it."""
        return sign in (self.seen.signs if sign in _LOOKED_FOR else self.data)

    @cached_property
    def bare_returns(self) -> int:
        """How many carriage returns stand elsewhere than before a line feed."""
        return bare_returns(self.data) if self.may_hold(b"\r") else 0

    @cached_property
    def lines(self) -> int:
        """How many they are."""
        return self.seen.line_feeds + self.bare_returns + (not self.data.endswith((b"\n", b"\r")))


def head_of(
    stream: IO[bytes],
    *,
    source: str,
    delimiter: str | None,
    skip_rows: int,
    header_rows: int,
    problems: list[Problem],
) -> Head:
    """Read the headings of a text in UTF-8.

    Raises:
        UsageFault: what is declared makes no sense, the text is in UTF-16 or UTF-32, or its lines end in a way that
            blocks cannot be cut at.
        InvalidData: nothing tells its delimiter. SourceFault: its beginning is not in UTF-8.
    """
    require_form(delimiter, skip_rows, header_rows)
    data = stream.read(_PROBE)
    while data.startswith(_UTF8):
        data = data.removeprefix(_UTF8)
    encoding = marked_encoding(data)
    if encoding is not None or b"\0" in data[:4]:
        encoding = encoding or "utf-16"
        raise not_streamed(
            "not-streamed-encoding",
            source,
            said(
                "{source} is in {encoding}, and a table is streamed in UTF-8",
                source=source,
                encoding=encoding.upper(),
            ),
            said("convert it: iconv -f {encoding} -t utf-8, or save it as CSV UTF-8", encoding=encoding),
        )
    if b"\n" not in data and (b"\r" in data or len(data) == _PROBE):
        message = said("{source} has no line feed at the end of its lines", source=source)
        raise not_streamed("not-streamed-lines", source, message, said("save it with LF or CR LF line ends"))
    whole = data[: data.rfind(b"\n") + 1] if len(data) == _PROBE else data
    lines = physical_lines(whole.decode("utf-8", "replace"))
    require_utf8(LineBlock(whole, 1), source)
    if not lines:
        return Head(b"", 0, delimiter or ",", b"")
    sign, first = opening(lines, delimiter, skip_rows, source, problems)
    ends = first + _lines_of_headings(lines[first:], sign, header_rows)
    length = _length_of_lines(data, ends)
    return Head(data[:length], ends, sign, data[length:])


def _lines_of_headings(lines: list[str], delimiter: str, header_rows: int) -> int:
    """How many lines the records of the headings take up, those above them that are blank or broken included."""
    found = 0
    for cells, _, ended in records_of(lines, delimiter):
        found += not isinstance(cells, BrokenRecord) and any(map(str.strip, cells))
        if found == header_rows:
            return ended
    return len(lines)


def _length_of_lines(data: bytes, lines: int) -> int:
    """How many bytes the first lines take up."""
    ends = islice(re.finditer(rb"\r\n|\n|\r", data), lines)
    lengths = [end.end() for end in ends]
    return lengths[-1] if len(lengths) == lines else len(data)


def line_blocks(stream: IO[bytes], head: Head, size: int) -> Iterator[LineBlock]:
    """The lines below the headings in blocks of about ``size`` bytes, no quoted cell cut in two.

    A quote that nothing closes would make a block of all the rest: it is then cut at a line end, and whoever reads it
    finds the quote.
    """
    line = head.lines + 1
    source = _Continued(head.start, stream)
    room = bytearray(
        min(size, _PROBE)
    )  # a short text needs no more, and to clear a whole block takes longer than it
    held = 0
    while held := held + source.readinto(memoryview(room)[held:]):
        if held == len(room) < size:
            room += bytes(min(len(room), size - len(room)))
            continue
        is_all = held < len(room)
        cut, quotes_cells = _balanced_cut(room, held, head.delimiter)
        if not cut and (is_all or len(room) >= max(4 * size, _LONGEST)):
            cut = held if is_all else room.rfind(b"\n", 0, held) + 1
        if not cut:
            room += bytes(len(room))
            continue
        block = LineBlock(bytes(memoryview(room)[:cut]), line, quotes_cells)
        line += block.lines  # looked over before anybody waits for it
        yield block
        room[: held - cut] = room[cut:held]
        held -= cut
        del room[max(size, held) :]


def require_utf8(block: LineBlock, source: str) -> None:
    """Raise ``SourceFault`` where a block is not in UTF-8."""
    if block.seen.is_ascii:
        return
    try:
        block.data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = block.data[: error.start]
        line = block.first_line + before.count(b"\n") + bare_returns(before)
        raise SourceFault(
            said(
                "{source} is not UTF-8: line {line} holds a byte that does not fit", source=source, line=line
            ),
            fix=said(
                '{command} tells in which encoding it is; save it anew as "CSV UTF-8", or convert it first: a streamed table is read in UTF-8 only',
                command=f"dtiscore doctor {as_given(source)}",
            ),
        ) from error


class _Continued:
    """A stream of which the beginning has been read already."""

    def __init__(self, beginning: bytes, stream: IO[bytes]) -> None:
        self._streams = [io.BytesIO(beginning), stream]

    def readinto(self, room: memoryview) -> int:
        """Fill the room as far as the stream goes; how many bytes these are."""
        filled = 0
        while self._streams and filled < len(room):
            read = self._streams[0].readinto(room[filled:])  # type: ignore[attr-defined]  # missing from IO[bytes]
            if not read:
                del self._streams[0]
            filled += read
        return filled


def _balanced_cut(room: bytearray, held: int, delimiter: str) -> tuple[int, bool]:
    """Where the last of some whole lines ends before which every quote is closed; 0 where there is none.

    And whether it is known that quotes there are about whole cells.
    """
    if room.find(b'"', 0, held) < 0:
        return room.rfind(b"\n", 0, held) + 1, False
    signs = np.frombuffer(room, np.uint8, held)
    ends = np.flatnonzero(signs == ord("\n"))
    quotes = np.flatnonzero(signs == ord('"'))
    balanced = ends[np.searchsorted(quotes, ends) % 2 == 0]
    cut = int(balanced[-1]) + 1 if len(balanced) else 0
    quotes = quotes[: np.searchsorted(quotes, cut)]
    if delimiter.isascii() and quote_whole_cells(signs[:cut], quotes, delimiter.encode(), MAXIMUM_CELL):
        return cut, True
    del signs  # the room may grow again
    return _end_of_records(bytes(memoryview(room)[: room.rfind(b"\n", 0, held) + 1]), delimiter), False


def _end_of_records(data: bytes, delimiter: str) -> int:
    """Where the last record of some lines ends that no open quote runs on from."""
    lines = physical_lines(data.decode("utf-8", "surrogateescape"))
    open_from = (
        begun
        for cells, begun, _ in records_of(lines, delimiter)
        if isinstance(cells, BrokenRecord) and cells.runs_on
    )
    before = next(open_from, len(lines))
    return len("".join(lines[:before]).encode("utf-8", "surrogateescape"))
