"""Which unit a row is about, by its code and its name: of a unit scheme, or as the table alone has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from dtiscore.errors import Severity
from dtiscore.said import Said, as_it_is, said
from dtiscore.shell_words import with_value
from dtiscore.units.mojibake import looks_like_mojibake
from dtiscore.units.spelling import describe_characters, letters_of_another_alphabet, lost_letters
from dtiscore.units.totals import reads_like_a_total

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme


class Fault(NamedTuple):
    """What is to be said of a row's code or name."""

    code: str
    message: Said
    fix: Said
    at: Literal["code", "name", "either"] = "either"
    """What it is said of; ``either``: of the name where there is one, else of the code."""
    severity: Severity = "error"


class Meaning(NamedTuple):
    """The unit that a row is about: its code, its names by language, and whether it is ranked."""

    unit: tuple[str, Mapping[str, str], bool] | None
    """``None`` for a row that is about no unit at all."""
    faults: Sequence[Fault] = ()


UnitOf = Callable[[str, str], Meaning]
"""The unit that a code and a name mean, one of which may be blank."""


def unit_of_scheme(scheme: UnitScheme, other_schemes: Sequence[UnitScheme]) -> UnitOf:
    """What rows are about whose units stand in a scheme."""
    from dtiscore.units.explaining import Explanation, match_pair
    from dtiscore.units.matching import Match, UnitMatcher

    def is_of_name(result: Match | Explanation, by_name: Match) -> bool:
        """Whether what is said of a code and a name together concerns the name, which is known by itself."""
        if isinstance(result, Match):
            return result.note == by_name.note
        return result.code == "code-name-conflict"

    def unit_of(code_text: str, name_text: str) -> Meaning:
        by_name = UnitMatcher(scheme).match(name_text) if name_text and code_text else None
        result = match_pair(code_text, name_text, scheme, other_schemes)
        at: Literal["code", "either"] = "either" if by_name is None or is_of_name(result, by_name) else "code"
        if isinstance(result, Match):
            unit = result.unit.code, result.unit.name, result.unit.ranked
            if result.note is None or not result.warns or result.note_code == "invisible-character":
                return Meaning(unit)
            return Meaning(
                unit, [Fault(result.note_code or "name-variant", result.note, as_it_is(""), at, "warning")]
            )
        fault = Fault(result.code, result.message, result.fix, at)
        text = name_text or code_text
        if result.code == "not-a-unit" or not text:
            return Meaning(None, [fault])
        # A wrong code beside a known name is one fault: the unit is neither missing nor there twice on top of it.
        code = by_name.unit.code if by_name is not None else code_text or text
        return Meaning((code, {"": text}, True), [fault])

    return unit_of


def unit_of_table(*, has_codes: bool) -> UnitOf:
    """What rows are about without a scheme: what their code says, or their name where there is no column of codes."""

    def unit_of(code_text: str, name_text: str) -> Meaning:
        code = code_text if has_codes else name_text
        if not code:
            fault = Fault(
                "unknown-unit", said("the unit is blank"), said("write its code, or remove the row"), "code"
            )
            return Meaning(None, [fault])
        name = unicodedata.normalize("NFC", name_text) or code
        unit = unicodedata.normalize("NFC", code), {"": name}, True
        return Meaning(unit, list(_doubts(code, code_text, name_text)))

    return unit_of


def _doubts(code: str, code_text: str, name_text: str) -> Iterator[Fault]:
    """What a reader may be misled by where no scheme tells what is a unit."""
    if foreign := letters_of_another_alphabet(code):
        message = said(
            "letters that look Latin are not: {characters}", characters=describe_characters(foreign)
        )
        yield Fault("confusable-letter", message, said("type it again"), "code", "warning")
    texts: tuple[tuple[str, Literal["code", "name"]], ...] = ((code_text, "code"), (name_text, "name"))
    for text, at in texts:
        if not text.isascii() or "?" in text:
            yield from _garbled(text, at)
    if total := next(filter(reads_like_a_total, filter(None, (name_text, code_text))), None):
        message = said('"{name}" reads like a total or a note, and is ranked as a unit here', name=total)
        fix = said("leave the row out: {option}", option=with_value("--ignore-unit", total))
        yield Fault("perhaps-a-total", message, fix, severity="warning")


def _garbled(text: str, at: Literal["code", "name"]) -> Iterator[Fault]:
    """Whether a code or a name was written in one encoding and read in another, here or on its way."""
    if (reading := looks_like_mojibake(text)) is not None:
        message = said('it is "{reading}", written in UTF-8 and read in another encoding', reading=reading)
        yield Fault("mojibake", message, said("export the table again and choose UTF-8 both times"), at)
    elif lost_letters(text):
        message = said("question marks stand where letters of another encoding stood")
        yield Fault("lost-letters", message, said("export the table again as UTF-8"), at, "warning")
