"""In which encoding a text may be, or for which font its Vietnamese was typed, by which reading makes words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from dtiscore.csv_text import physical_lines
from dtiscore.errors import Place
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.questions.doctor.answer.scripts import is_of_another_script, likely_encoding
from dtiscore.said import Said, counted, said
from dtiscore.tables.texts.decoding import marked_encoding, unmarked_encoding
from dtiscore.tables.texts.old_fonts import font_of
from dtiscore.units.legacy_fonts import FONTS, Font, as_typed
from dtiscore.units.mojibake import looks_like_mojibake
from dtiscore.units.vietnamese import share_of_syllables, words_beyond_ascii

_ENOUGH = 0.8
"""The share of syllables from which a reading is believed to be Vietnamese."""

_RAISED = re.compile(r"(?<![^\W_])[A-Za-z0-9]*[¹²³]+(?![^\W_])")
"""A word or number with the mark of a footnote, or a unit such as km²: the fonts have letters in the place of such marks."""

_OF_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")

_SAMPLE = 80
_BROKEN = 20
"""Undecodable bytes below which a text counts as UTF-8 with a few broken places."""


def examine_encoding(data: bytes, source: str) -> tuple[str | None, list[Observation]]:
    """The text of a file as it may be read, ``None`` where nothing tells how, and what was noticed."""
    marked = marked_encoding(data)
    if marked is None and (order := unmarked_encoding(data)) is not None:
        reason = said(
            "its NUL bytes stand as in {encoding}, and the mark at the beginning that would say so is missing",
            encoding=order[:6].upper(),
        )
        text = data.decode(order, errors="replace")
        return text, [_encoding(order, reason, text, source)]
    try:
        text = data.decode(marked or "utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        if marked in ("utf-16", "utf-32"):
            return None, [_broken_off(marked, data[: error.start], source)]
        return _examine_bytes(data, error, source)
    garbled = list(_garbled(text, source))
    fonts = [font_of(str(finding.declares["encoding"])) for finding in garbled if finding.declares]
    return as_typed(text, fonts[0]) if fonts and fonts[0] is not None else text, garbled


def _broken_off(encoding: str, sound: bytes, source: str) -> Observation:
    """A text that says what it is in, and then is not."""
    line = sound.decode(encoding, errors="replace").count("\n") + 1
    reason = said(
        "it begins as {encoding} and is sound up to line {line}, so it was cut off or damaged there",
        encoding=encoding.upper(),
        line=line,
    )
    remedy = said("fetch the file again, or export it again as CSV UTF-8")
    return Observation("encoding", reason, place=Place(source, line), remedy=remedy)


def _examine_bytes(
    data: bytes, error: UnicodeDecodeError, source: str
) -> tuple[str | None, list[Observation]]:
    """Bytes that are not UTF-8: the encoding or the font under which they make the most Vietnamese words."""
    line = data[: error.start].count(b"\n") + 1
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    if broken <= _BROKEN and len(words_beyond_ascii(data.decode("utf-8", errors="ignore"))) > broken:
        reason = counted(
            broken,
            "all of it but {n} byte is UTF-8, so the file was cut off or joined of two",
            "all of it but {n} bytes is UTF-8, so the file was cut off or joined of two",
        )
        remedy = said("look at line {line}, mend the text there, and save it as UTF-8", line=line)
        return None, [Observation("encoding", reason, place=Place(source, line), remedy=remedy)]
    western = data.decode("cp1252", errors="replace")
    readings: dict[str, str] = {
        "cp1258": unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
        "cp1252": western,
    }
    shares = {name: share_of_syllables(text) for name, text in readings.items()}
    latin = data.decode("latin-1")
    typed: dict[Font, str] = {font: as_typed(latin, font) for font in FONTS}
    of_fonts = _shares_of_fonts(latin)
    best, font = max(shares, key=lambda name: shares[name]), max(of_fonts, key=lambda name: of_fonts[name])
    if of_fonts[font] >= _ENOUGH and of_fonts[font] > shares[best]:
        return typed[font], [_font(font, of_fonts[font], latin, typed[font], source)]
    if shares[best] >= _ENOUGH:
        reason = said(
            "it is not UTF-8, and read as {encoding} {share} of its words are Vietnamese",
            encoding=best,
            share=_per_cent(shares[best]),
        )
        return readings[best], [_encoding(best, reason, readings[best], source)]
    if is_of_another_script(data) or "\ufffd" in western:
        return _of_another_script(data, source)
    reason = said("it is not UTF-8; read as Western Windows it looks so: judge by the names")
    return western, [_encoding("cp1252", reason, western, source)]


def _of_another_script(data: bytes, source: str) -> tuple[str | None, list[Observation]]:
    """Bytes that make no Western words: the encoding in which they make others."""
    likely = likely_encoding(data) if is_of_another_script(data) else None
    if likely is None:
        return None, []
    text = data.decode(likely)
    reason = said(
        "it is not UTF-8, and read as {encoding} its letters are those in common use: judge by the names",
        encoding=likely,
    )
    return text, [_encoding(likely, reason, text, source)]


def _garbled(text: str, source: str) -> Iterator[Observation]:
    """Sound UTF-8 whose letters are those of another reading: twice encoded, or typed for a font."""
    for number, line in enumerate(physical_lines(text), 1):
        # Cells are looked at one by one: a single sound one beside it would hide a garbled one.
        for cell in islice(line.replace(";", ",").replace("\t", ",").split(","), 200):
            if not cell.isascii() and (was := looks_like_mojibake(cell.strip().strip('"'))) is not None:
                reason = said("UTF-8 was taken for Western Windows and saved again: this was {was}", was=was)
                remedy = said(
                    "export it again as CSV UTF-8, or turn it back: iconv -f utf-8 -t cp1252 FILE > mended.csv"
                )
                yield Observation("encoding", reason, {}, Place(source, number), cell.strip(), remedy)
                return
    own = share_of_syllables(_RAISED.sub("", text))
    # No font has a letter of Vietnamese that Western encodings lack: who typed one typed the others as they look, too.
    if (
        own >= _ENOUGH
        or not words_beyond_ascii(text)
        or _OF_UNICODE.search(unicodedata.normalize("NFC", text))
    ):
        return
    shares = _shares_of_fonts(text)
    font = max(shares, key=lambda name: shares[name])
    if shares[font] >= _ENOUGH and shares[font] > own:
        yield _font(font, shares[font], text, as_typed(text, font), source)


def _shares_of_fonts(text: str) -> dict[Font, float]:
    """By font, the share of syllables among the words that a text had if it was typed for it."""
    words = _RAISED.sub("", text)
    return {font: share_of_syllables(as_typed(words, font)) for font in FONTS}


def _encoding(name: str, reason: Said, text: str, source: str) -> Observation:
    line, sample = _telling_line(text, text)
    return Observation("encoding", reason, {"encoding": name}, Place(source, line), sample)


def _font(font: Font, share: float, text: str, typed: str, source: str) -> Observation:
    line, sample = _telling_line(text, typed)
    reason = said(
        "its Vietnamese was typed for {font} fonts: read so, {share} of its words are Vietnamese",
        font=font,
        share=_per_cent(share),
    )
    return Observation("font", reason, {"encoding": font.lower()}, Place(source, line), sample)


def _telling_line(text: str, read: str) -> tuple[int, str]:
    """The first line with a letter beyond ASCII, by its number and as it reads."""
    lines = zip(physical_lines(text), physical_lines(read), strict=False)
    for number, (line, shown) in enumerate(lines, 1):
        if not line.isascii():
            return number, shown.strip()[:_SAMPLE]
    return 1, read.partition("\n")[0].strip()[:_SAMPLE]


def _per_cent(share: float) -> str:
    return f"{share * 100:.0f} %"
