"""What kind of file some bytes are, told by how they begin and never by the name alone."""

from __future__ import annotations

import re
from typing import Literal

from dtiscore.errors import SourceFault
from dtiscore.said import said

Kind = Literal["text", "workbook", "parquet"]

ZIP = b"PK\x03\x04"
# After its mark a Parquet file goes on with the first field of a header; a heading of a CSV file may be PAR1 too.
_PARQUET = b"PAR1\x15"
OLD_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of old Microsoft files."""
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0", "WORKBOOK\0", "BOOK\0"))
"""What the stream of an old workbook is called in its container."""

_SECTORS = {9: 512, 12: 4096}
"""The bytes of a sector of the container, by how its header has them; this takes as many before the first one."""

_STATA = (b"<stata_dta>", *(bytes([release, order, 1, 0]) for release in range(105, 116) for order in (1, 2)))
"""How files of Stata begin: from its version 13 on, and before, by release of the format and order of bytes."""
_EXPORT = said("Open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8.")
_OTHERS = (
    (b"\x1f\x8b", said("is compressed with gzip"), said("Unpack it into the pipe: zcat FILE | dtiscore … -")),
    (
        b"BZh91AY&SY",
        said("is compressed with bzip2"),
        said("Unpack it into the pipe: bzcat FILE | dtiscore … -"),
    ),
    (
        b"\x28\xb5\x2f\xfd",
        said("is compressed with zstd"),
        said("Unpack it into the pipe: zstdcat FILE | dtiscore … -"),
    ),
    (
        b"\xfd7zXZ\x00",
        said("is compressed with xz"),
        said("Unpack it into the pipe: xzcat FILE | dtiscore … -"),
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        said("is a 7z archive, not a table"),
        said("Unpack it and name the table in it."),
    ),
    (b"Rar!\x1a\x07", said("is a RAR archive, not a table"), said("Unpack it and name the table in it.")),
    (b"%PDF-", said("is a PDF, not a table"), said("Ask for the table itself, as a workbook or as CSV.")),
    (b"ARROW1\x00\x00", said("is an Arrow file"), said("Write it as Parquet or CSV.")),
    (_STATA, said("is a Stata file"), said("Write it as Parquet or CSV.")),
    ((b"$FL2@(#)", b"$FL3@(#)"), said("is an SPSS file"), said("Write it as Parquet or CSV.")),
    (
        (bytes(12) + b"\xc2\xea\x81\x60", b"HEADER RECORD*******LIB"),
        said("is a SAS file"),
        said("Write it as Parquet or CSV."),
    ),
    (b"\x89HDF\r\n\x1a\n", said("is an HDF5 file"), said("Write it as Parquet or CSV.")),
    (b"SQLite format 3\x00", said("is a database"), said("Export the table that you mean as CSV.")),
    (
        b"\x89PNG",
        said("is a picture, not a table"),
        said("Ask for the table itself, as a workbook or as CSV."),
    ),
    (
        (b"\xff\xd8\xff", b"<svg"),
        said("is a picture, not a table"),
        said("Ask for the table itself, as a workbook or as CSV."),
    ),
)
"""How files begin that hold no table that is read here, what they are, and what to do."""

_JSON_RECORDS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"')
"""A list of records; what is no list may be a ranking of ours."""
_WEB_PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")
_XML = (b"<?xml", b"<workbook")
KEYS = ("id", "title", "authority", "publish", "rank", "index")
"""The keys of every weighting file."""
_KEYS = re.compile(rf"^(?:({'|'.join(KEYS)})\s*[:=]|\[({'|'.join(KEYS)})\])".encode(), re.MULTILINE)
_OPENING = 20_000
"""The bytes in which a text of another kind shows what it is."""
_FEWEST_KEYS = 3
"""So many different keys of a weighting file begin no lines of a table."""


def kind_of(data: bytes, source: str) -> Kind:
    """What to read ``data`` as; raises :class:`SourceFault` for what is certainly no table that is read here."""
    if data.startswith((ZIP, b"PK\x05\x06")):
        return "workbook"
    if data.startswith(_PARQUET):
        return "parquet"
    if data.startswith(b"PARE") and data.endswith(b"PARE"):
        raise SourceFault(
            said("{source} is an encrypted Parquet file", source=source),
            fix=said("Write it again without encryption."),
        )
    if data.startswith(OLD_BINARY):
        _refuse_other_than_workbook(data, source)
        return "workbook"
    for beginning, what, fix in _OTHERS:
        if data.startswith(beginning):
            raise SourceFault(said("{source} {what}", source=source, what=what), fix=fix)
    _refuse_other_texts(data[:_OPENING], source)
    return "text"


def _refuse_other_texts(opening: bytes, source: str) -> None:
    """Tell what begins like text and is no table."""
    if _JSON_RECORDS.match(opening):
        raise SourceFault(
            said("{source} {what}", source=source, what=said("is JSON")),
            fix=said("Write it as Parquet or CSV."),
        )
    first = opening[:400].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if first.startswith(_WEB_PAGES):
        raise SourceFault(
            said("{source} is a web page, though it may be named like a workbook", source=source),
            fix=said(
                "Many websites export tables so: open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8."
            ),
        )
    if first.startswith(_XML):
        raise SourceFault(
            said("{source} is an XML text, such as Excel 2003 wrote for tables", source=source),
            fix=_EXPORT,
        )
    if len({key for keys in _KEYS.findall(opening) for key in keys if key}) >= _FEWEST_KEYS:
        raise weighting_file(source)


def weighting_file(source: str) -> SourceFault:
    """The fault of a weighting file in the place of a table."""
    return SourceFault(
        said("{source} is a weighting file, not a table", source=source),
        fix=said("Name it with --weights, and the table that it is to score before it."),
    )


def _refuse_other_than_workbook(data: bytes, source: str) -> None:
    """Tell apart what lies in the container of old Microsoft files, in which encrypted new ones lie too."""
    if _ENCRYPTED_PACKAGE in data:
        raise SourceFault(
            said("{source} is a workbook protected by a password", source=source),
            fix=said("Open it with the password and save a copy without one."),
        )
    if not any(name in data for name in _WORKBOOKS):
        if _ends_before_directory(data):
            raise damaged_workbook(source)
        raise SourceFault(
            said("{source} is an old office document, but no workbook", source=source),
            fix=said("Copy its table into a workbook and save that."),
        )


def _ends_before_directory(data: bytes) -> bool:
    """Whether a container of old Microsoft files ends before the names of its streams, which often stand last."""
    size = _SECTORS.get(int.from_bytes(data[30:32], "little"))
    first = int.from_bytes(data[48:52], "little")
    return size is not None and len(data) < (first + 2) * size


def damaged_workbook(source: str) -> SourceFault:
    """The fault of a workbook that is not what it should be."""
    return SourceFault(
        said("{source} begins like a workbook, but is damaged or incomplete", source=source),
        fix=said("Open it in a spreadsheet program and save it anew, or fetch it again."),
    )
