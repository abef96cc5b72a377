"""Bytes of a text file to text: UTF-8, UTF-16 that says so, or the declared encoding; never a guess."""

from __future__ import annotations

import codecs

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.said import joined, said
from dtiscore.shell_words import as_word
from dtiscore.tables.texts.old_fonts import font_of, typed_for

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_OF_FILES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
"""Codecs that Python counts as text encodings but that rewrite text instead of storing it."""

_SAVE_ANEW = said('in the program it comes from, save it anew as "CSV UTF-8"')


def decode(data: bytes, *, encoding: str | None, source: str) -> str:
    """The text of ``data``, without byte order marks at its beginning; ``source`` is what messages call it.

    Without a declared ``encoding`` the data must be UTF-8, or begin with the byte order mark of UTF-16 or
    UTF-32. Raises ``SourceFault`` at the first byte that does not fit, with its offset and line, and
    ``UsageFault`` for an ``encoding`` that Python does not know or that is none of files.
    """
    marked = marked_encoding(data)
    if (font := font_of(encoding)) is not None:
        return typed_for(data, font)
    if encoding is None:
        if marked is None:
            _refuse_unmarked(data, source)
        name = marked or "utf-8"
    else:
        name = _known(encoding)
        if marked is not None and not name.startswith(marked):
            raise SourceFault(
                said(
                    "{source} begins with the byte order mark of {marked}, yet {encoding} is declared",
                    source=source,
                    marked=marked.upper(),
                    encoding=encoding,
                ),
                fix=said("Leave the encoding out, or declare --encoding {marked}.", marked=marked),
            )
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, name, source) from error
    return text.lstrip("\ufeff")  # a program that adds a mark to a file with a mark leaves two


def marked_encoding(data: bytes) -> str | None:
    """The encoding that the byte order mark at the beginning of ``data`` tells, if there is one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _known(encoding: str) -> str:
    """The canonical name of a declared encoding."""
    try:
        name = codecs.lookup(encoding).name
        b"0".decode(name, errors="replace")  # refuses rot13, hex, zip and their like
    except (LookupError, ValueError) as error:
        raise _unknown(encoding) from error
    if name.replace("_", "-") in _NOT_OF_FILES:
        raise _unknown(encoding)
    return name


def _unknown(encoding: str) -> UsageFault:
    return UsageFault(
        said('"{encoding}" is not a text encoding that is known here', encoding=encoding),
        fix=said(
            "Common ones are utf-8, utf-16, cp1258 (Vietnamese Windows), cp1252 (Western Windows), and tcvn3 or vni for the"
            " fonts of the 1990s."
        ),
    )


def unmarked_encoding(data: bytes) -> str | None:
    """The encoding of UTF-16 or UTF-32 that has no byte order mark, told by the places of its many NULs."""
    sample = data[:4096]
    nul = [not any(sample[place::4]) for place in range(4)]
    if len(sample) >= 8 and ((nul[2] and nul[3]) or (nul[0] and nul[1])):
        return "utf-32-le" if nul[3] else "utf-32-be"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or not sample:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _refuse_unmarked(data: bytes, source: str) -> None:
    """UTF-16 and UTF-32 of plain letters are valid UTF-8 full of NULs."""
    encoding = unmarked_encoding(data)
    if encoding is None:
        return
    offset = data.index(0)
    line = data.count(b"\n", 0, offset) + 1
    raise SourceFault(
        said(
            "{source} cannot be decoded as UTF-8: byte {offset} (line {line}) is a NUL; the file looks like {encoding} without a byte order mark",
            source=source,
            offset=offset,
            line=line,
            encoding=encoding[:6].upper(),
        ),
        fix=said("Declare --encoding {encoding}.", encoding=encoding),
    )


_BREAKS_OFF = {"unexpected end of data", "truncated data", "incomplete multibyte sequence"}
"""What Python's decoders say when the bytes end within a character."""


_OF_WINDOWS = {
    "cp1258": said("--encoding cp1258 may fit if it comes from a Vietnamese Windows"),
    "cp1252": said("--encoding cp1252 may fit if it comes from a Western Windows"),
}
"""The encodings that tables have which a spreadsheet program did not save as UTF-8."""


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str, source: str) -> SourceFault:
    offset = error.start
    line = data[:offset].decode(name, errors="replace").count("\n") + 1
    found = said("it breaks off at byte {offset} (line {line})", offset=offset, line=line)
    if offset < len(data) and error.reason not in _BREAKS_OFF:
        found = said(
            "byte {offset} (line {line}) is 0x{byte:02X}", offset=offset, line=line, byte=data[offset]
        )
    may_fit = [
        may_fit for encoding, may_fit in _OF_WINDOWS.items() if name == "utf-8" and _decodes(data, encoding)
    ]
    if may_fit:
        fix = said(
            "{may_fit}; look at the names of units afterwards. For texts typed in .VnTime or VNI fonts it is --encoding tcvn3 or vni; or {way}.",
            may_fit=joined("{first}, {second}", may_fit),
            way=_SAVE_ANEW,
        )
        if source != "<stdin>":
            fix = said(
                "{command} tells what fits, with the evidence. {fix}",
                command=f"dtiscore doctor {as_word(source)}",
                fix=fix,
            )
    else:
        fix = said("Declare another encoding, or {way}.", way=_SAVE_ANEW)
    return SourceFault(
        said(
            "{source} cannot be decoded as {encoding}: {found}",
            source=source,
            encoding=name.upper(),
            found=found,
        ),
        fix=fix,
    )
