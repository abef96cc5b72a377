"""Why a cell is not a number: the fault, and names for what is usually found in its place.

Messages have the cell as their subject ("is a date"), because a report shows the raw cell beside them.

Long because what is found in the place of numbers is looked for in one order, each with its sentence and its way out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dtiscore.said import Said, counted, joined, said
from dtiscore.shell_words import with_value

MAXIMUM_LENGTH = 300
"""Characters of a cell beyond which it is not looked at; no measured value needs them."""


@dataclass(unsafe_hash=True)
class NumberFault(ValueError):
    """One cell cannot be read as a number, or was read with a reservation (then it is a warning)."""

    code: str
    """A stable name such as ``ambiguous-number``."""
    message: Said
    """What is wrong, a clause whose subject is the cell."""
    fix: Said
    """What the reader can do about it."""

    def __str__(self) -> str:
        return f"{self.message}; {self.fix}"


UNSETTLED = ("ambiguous-number", "mixed-number-style")
"""The faults of cells that others may read otherwise, wherever they stand in the file."""


class CellFault(NamedTuple):
    """A fault, or a reservation, and the row it belongs to."""

    row: int
    """The position of the cell in its column, from 0."""
    fault: NumberFault

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def message(self) -> Said:
        return self.fault.message

    @property
    def fix(self) -> Said:
        return self.fault.fix


SPREADSHEET_ERRORS = frozenset(
    [
        "#DIV/0!", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA",
    ]
)  # fmt: skip
"""The texts that spreadsheet programs put where a formula failed."""

MISSING_MARKERS = frozenset(
    [
        "x", "-", "--", "–", "—", "…", "...", "..", ".", ":", "?", "*", "/", "n/a", "[x]", "[c]", "[z]", "(na)", "(x)", "(d)", "n.a.",
        "na", "n/d", "nd", "null", "nil", "none", "kcsl", "không có số liệu", "chưa có số liệu", "không có", "không",
        "không có dữ liệu", "chưa có dữ liệu", "not available", "not applicable", "not reported", "no data", "insufficient data",
        "không áp dụng", "không đánh giá", "chưa đánh giá", "không phát sinh", "chưa phát sinh", "không báo cáo", "chưa báo cáo",
        "does not apply", "not assessed", "not rated", "not ranked", "not reporting", "suppressed", "supp", "confidential", "missing", "keine angabe", "k.a.", "s/d", "sin dato", "sin datos", "sem dados",
    ]
)  # fmt: skip
"""Texts that often stand for "no value" (case-folded, NFC); none is taken as missing unless declared."""

_MAY_BE_ZERO = frozenset(["-", "--", "–", "—", "nil", "none", "không", "không có"])
"""Those by which some tables say that there is nothing: 0."""
_A_NUMBER = said("if it stands for a number, say which under texts of the column in the weighting file")
_LONGEST_MARKER = 20
"""Characters of a text up to which it may stand for "no value", rather than be a note."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?[0-9]{1,2}|tháng ?[0-9]{1,2}"
# Texts, not patterns: most tables have no fault to name, and these would take a millisecond of every run.
_DATE = (
    "(?i:"
    r"[0-9]{1,4}[/-][0-9]{1,4}(?:[/-][0-9]{1,4})?(?:[ T][0-9:.]{4,20})?"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?"
    rf"|[0-9]{{1,4}}[ -](?:{_MONTHS})[a-z]{{0,6}}(?:[ -][0-9]{{1,4}})?"
    rf"|(?:{_MONTHS})[a-z]{{0,6}}[ -][0-9]{{1,4}}"
    ")"
)
_FOREIGN_MINUS = r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d] ?[0-9.,]"
_HEXADECIMAL = r"(?i:[+-]?0[xob][0-9a-f]+)"
_UNDERSCORES = r"[+-]?[0-9][0-9_.,]*_[0-9_.,]*"
_BELOW_ZERO = r"\( ?([0-9][0-9.,' ]*%?) ?\)|([0-9][0-9.,' ]*) ?-"
_MULTIPLES = (
    "k|m|mn|mln|mil|mill|mio|bn|bln|mrd|tn|cr|dozen|hundred|thousand|million|billion|trillion|lakh|crore|pct|percent"
    "|chục|trăm|nghìn|ngàn|nghin|ngan|vạn|triệu|trieu|tr|trđ|tỷ|tỉ|ty"
)
_CHANGES_THE_NUMBER = (
    rf"(?i)^[-\u2010-\u2015\u2212<>≤≥~≈±]|[0-9][ \u00a0\u202f]*(?:{_MULTIPLES})\b|[0-9] ?[x×*^] ?10"
)
_WRITTEN = r"[+-]?[0-9][0-9.,]*%?"
_AS_TEXT = rf"['\u2018\u2019`]({_WRITTEN})"
_WITH_INTERVAL = rf"({_WRITTEN}) ?[\[(] ?{_WRITTEN} ?(?:[-;\u2013\u2014]|, |to ) ?{_WRITTEN} ?[\])]"
"""``72.1 [70.0-74.0]``: an estimate, and between what it lies."""
_WITH_RANK = rf"{_WRITTEN} ?(?:\([0-9]{{1,3}}\)|\[[0-9]{{1,3}}\])"
"""``78.3 (1)``: a score and its place, or the number of a note."""
_BY_LAKHS = r"[+-]?[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?%?"
"""``1,23,456``: of 5 digits and more, these are parted by two above the thousands in India."""
_BEHIND = r"[^0-9.,%\s][^0-9.,%\s]*$"
"""``m²`` behind ``14.5m²``."""
_UNFINISHED = r"[+-]?[0-9][0-9.,]*[.,]"


def named_fault(text: str) -> NumberFault | None:
    """The fault of ``text``, without spaces around it, when it is a well-known one, else ``None``."""
    if len(text) > MAXIMUM_LENGTH:
        return NumberFault(
            "cell-too-long",
            said(
                "has {n} characters, and a number has at most {limit}",
                n=len(text),
                limit=MAXIMUM_LENGTH,
            ),
            said("leave only the number in the cell"),
        )
    return _word_fault(text) or shape_fault(text) or _character_fault(text)


def not_a_number(text: str) -> NumberFault:
    """The fault of ``text`` when nothing more precise can be said about it."""
    if any(character.isdigit() for character in text):
        message = said("has other text besides a number")
        fix = said("leave only the number in the cell; units and notes belong in columns of their own")
        if changes_the_number(text):
            fix = said("write the number that it comes to in full, with its sign, as the column counts it")
        return NumberFault("not-a-number", message, fix)
    fix = said("write a number, or leave the cell empty if there is none")
    if len(text) <= _LONGEST_MARKER and text.isprintable():
        marker = said(
            'if the text stands for "no value" throughout, declare {option}',
            option=with_value("--missing", text),
        )
        fix = joined("{first}; {second}", [fix, marker, _A_NUMBER])
    return NumberFault("not-a-number", said("is not a number"), fix)


def changes_the_number(text: str) -> bool:
    """Whether what stands beside a number says that it comes to another one, such as ``<`` or ``million``."""
    return re.search(_CHANGES_THE_NUMBER, text) is not None


def may_be_below_zero(text: str) -> bool:
    """Whether a text is a number as accounts write those below zero: ``(3.4)``, ``3.4-``."""
    return re.fullmatch(_BELOW_ZERO, text) is not None


def _word_fault(text: str) -> NumberFault | None:
    """Faults that are whole words: spreadsheet errors, markers of missing values, inf, nan, truth values."""
    if text.upper() in SPREADSHEET_ERRORS or re.fullmatch("err:[0-9]{3}", text, re.IGNORECASE):
        return NumberFault(
            "excel-error",
            said("is the error of a spreadsheet formula"),
            said("mend the cell in the workbook and export again"),
        )
    if not text.strip("#"):
        return NumberFault(
            "excel-error",
            said("is what a spreadsheet shows when a column is too narrow"),
            said("widen the column in the workbook and export again"),
        )
    word = unicodedata.normalize("NFC", text).casefold()
    if word in MISSING_MARKERS:
        return undeclared_missing({text: 1})
    if word.lstrip("+-") in {"inf", "infinity", "nan", "∞"}:
        return NumberFault(
            "not-finite",
            said("is not a finite number"),
            said(
                "write a number, or declare {option} if it stands for no value",
                option=with_value("--missing", text),
            ),
        )
    if word in {"true", "false"}:
        return NumberFault(
            "truth-value",
            said("is a truth value, not a number"),
            said("write 1 or 0 if that is what it means"),
        )
    return None


def undeclared_missing(counts: Mapping[str, int], flags: Iterable[str] = ()) -> NumberFault:
    """The fault of a cell that looks like a marker of "no value"; ``counts`` has those of its column.

    ``flags`` are those that seem to stand behind such markers.
    """
    options = [with_value("--missing", marker) for marker in counts]
    options += [with_value("--flag", flag) for flag in flags]
    fix = said("declare {options}, or leave such cells empty", options=" ".join(options))
    return NumberFault(
        "undeclared-missing",
        said(
            "looks like a marker of missing values, which nothing declares (this column has {markers})",
            markers=how_often(counts),
        ),
        fix
        if _MAY_BE_ZERO.isdisjoint(map(str.casefold, counts))
        else joined("{first}; {second}", [fix, _A_NUMBER]),
    )


def how_often(counts: Mapping[str, int]) -> Said:
    """Texts of cells, each with how often it stands there."""
    return joined(
        "{first}, {second}",
        (
            counted(count, '"{marker}" {n} time', '"{marker}" {n} times', marker=marker)
            for marker, count in counts.items()
        ),
    )


def shape_fault(text: str) -> NumberFault | None:
    """Faults that show in the shape of an ASCII text."""
    if re.fullmatch(_DATE, text):
        return NumberFault(
            "date-like",
            said(
                "looks like a date, a time, a fraction or a range: a spreadsheet may have changed this cell"
            ),
            said(
                "format the column as text or number in the workbook, type the one number that counts and export"
            ),
        )
    if negative := re.fullmatch(_BELOW_ZERO, text):
        # Whoever left only the number would lose the sign.
        number = (negative[1] or negative[2]).strip()
        return NumberFault(
            "not-a-number",
            said("stands in brackets") if negative[1] else said("has a minus behind it"),
            said("write -{number} if it is below zero, as accounts write it, else {number}", number=number),
        )
    if fault := _written_otherwise(text):
        return fault
    if re.fullmatch(_BY_LAKHS, text):
        return NumberFault(
            "bad-grouping",
            said("groups digits by two above the thousands, as in India"),
            said(
                "write the numbers of the column in one way: these are read where several are so, and none is in groups of three above the millions"
            ),
        )
    if re.fullmatch(_UNFINISHED, text):
        return NumberFault(
            "not-a-number",
            said('ends with "{mark}" and no decimals', mark=text[-1]),
            said("remove the mark or add the lost decimals"),
        )
    return None


def _written_otherwise(text: str) -> NumberFault | None:
    """The fault of a number that is written as a program writes it, or with more than itself."""
    if as_text := re.fullmatch(_AS_TEXT, text):
        return NumberFault(
            "other-notation",
            said("begins with an apostrophe, by which a spreadsheet keeps a number as text"),
            said("write {number}", number=as_text[1]),
        )
    if estimate := re.fullmatch(_WITH_INTERVAL, text):
        return NumberFault(
            "other-notation",
            said("has an interval behind it, as of an estimate"),
            said("write {number}, and the ends of the interval in columns of their own", number=estimate[1]),
        )
    if re.fullmatch(_WITH_RANK, text):
        return NumberFault(
            "other-notation",
            said("has a number in brackets behind it, as of a rank or a note"),
            said("write the first number alone, and the other one in a column of its own"),
        )
    if re.fullmatch(_HEXADECIMAL, text):
        return NumberFault(
            "other-notation",
            said("is written as a hexadecimal, octal or binary number of a computer"),
            said("write it in decimal digits"),
        )
    if re.fullmatch(_UNDERSCORES, text):
        return NumberFault(
            "other-notation",
            said("has underscores between digits"),
            said("write {number} without them", number=text.replace("_", "")),
        )
    return None


def _character_fault(text: str) -> NumberFault | None:
    """Faults that lie in one character: a typographic minus, digits of another script, unseen characters."""
    if re.match(_FOREIGN_MINUS, text):
        return NumberFault(
            "other-minus",
            said("begins with {character}, not with a minus that programs read", character=named(text[0])),
            said("write -{number}", number=text[1:]),
        )
    for character in text:
        if character.isascii():
            if ord(character) < 32 or ord(character) == 127:
                return _unseen(character)
        elif unicodedata.category(character)[0] == "N":
            sentence = said(
                "has {character}, which is not one of the digits 0 to 9", character=named(character)
            )
            return NumberFault("foreign-digits", sentence, _plain_digits_fix(text, character))
        elif character.isspace() or not character.isprintable():
            return _unseen(character)
    return None


def _unseen(character: str) -> NumberFault:
    return NumberFault(
        "invisible-character",
        said("holds {character}, which cannot be seen", character=named(character)),
        said("delete it, or type the cell anew"),
    )


def _plain_digits_fix(text: str, character: str) -> Said:
    if unicodedata.decimal(character, None) is not None:
        # The Arabic decimal mark, and that between thousands; what is as wide as a Chinese sign has a narrow form.
        arabic = unicodedata.normalize("NFKC", text.translate({0x066B: ".", 0x066C: None}))
        plain = (
            sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit) for sign in arabic
        )
        return said("write {number}", number="".join(plain))
    if unicodedata.decomposition(character).startswith("<fraction>"):
        return said("write the number with decimals")
    # A raised 1 may be the mark of a footnote, or of a unit of measure: then it is no digit of the number at all.
    if text.endswith(character) and (behind := re.search(_BEHIND, text)):
        option = with_value("--flag", behind[0])
        return said(
            "delete it, or declare {option} if it marks numbers and changes none; or type the number in plain digits",
            option=option,
        )
    return said("delete it, or type the number in plain digits")


def named(character: str) -> str:
    """A character that may be unseen, as readers can look it up: ``U+200B ZERO WIDTH SPACE``."""
    number, name = f"U+{ord(character):04X}", unicodedata.name(character, "")
    return f"{number} {name}" if name else said("{number} control character", number=number)
