"""Which unit a row is about, by its code and its name: of a unit scheme, or as the table alone has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import TYPE_CHECKING, Literal, NamedTuple

from dtiscore.errors import Severity
from dtiscore.said import Said, as_it_is, said
from dtiscore.shell_words import with_value
from dtiscore.units.spelling import (
    describe_characters,
    letters_of_another_alphabet,
    lost_letters,
    normal_form,
)
from dtiscore.units.totals import reads_like_a_total

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme


def leave_out(name: str) -> Said:
    """What to do about a row that seems to be no unit."""
    return said(
        "leave the row out: {option}; if it is a unit: {other}",
        option=with_value("--ignore-unit", name),
        other=with_value("--keep-unit", name),
    )


def remove_or_leave_out(name: str) -> Said:
    """What to do about a row that is no unit."""
    return said("remove the row, or leave it out: {option}", option=with_value("--ignore-unit", name))


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
    from dtiscore.suggestions import Suggestions
    from dtiscore.units.explaining import MOST_COMPARED, Explanation, match_pair
    from dtiscore.units.matching import Match, UnitMatcher

    suggestions = Suggestions(MOST_COMPARED)

    def is_of_name(result: Match | Explanation, by_name: Match) -> bool:
        """Whether what is said of a code and a name together concerns the name, which is known by itself."""
        if isinstance(result, Match):
            return result.note == by_name.note
        return result.code == "code-name-conflict"

    def unit_of(code_text: str, name_text: str) -> Meaning:
        by_name = UnitMatcher(scheme).match(name_text) if name_text and code_text else None
        result = match_pair(code_text, name_text, scheme, other_schemes, suggestions)
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


def unit_of_table(*, has_codes: bool, kept: AbstractSet[str] = frozenset()) -> UnitOf:
    """What rows are about without a scheme: what their code says, or their name where there is no column of codes.

    ``kept`` are the names, in normal form, of units that read like totals.
    """

    def unit_of(code_text: str, name_text: str) -> Meaning:
        code = code_text if has_codes else name_text
        if not code:
            message, fix = said("the unit is blank"), said("write its code, or remove the row")
            if not name_text:
                return Meaning(None, [Fault("unknown-unit", message, fix, "code")])
            message = said('"{name}" has no code', name=name_text)
            if reads_like_a_total(name_text):
                fix = said(
                    "write its code; if it is no unit, {way_out}", way_out=remove_or_leave_out(name_text)
                )
                return Meaning(None, [Fault("not-a-unit", message, fix, "name")])
            # Not to be left out by its name, which a unit of another row may bear.
            return Meaning(None, [Fault("unknown-unit", message, fix, "name")])
        name = unicodedata.normalize("NFC", name_text) or code
        unit = unicodedata.normalize("NFC", code), {"": name}, True
        is_kept = bool(kept) and not kept.isdisjoint(map(normal_form, (code_text, name_text)))
        return Meaning(unit, list(_doubts(code, code_text, name_text, is_kept=is_kept)))

    return unit_of


def _doubts(code: str, code_text: str, name_text: str, *, is_kept: bool) -> Iterator[Fault]:
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
    total = next(filter(reads_like_a_total, filter(None, (name_text, code_text))), None)
    if total is not None and not is_kept:
        message = said(
            '"{name}" reads like a total, a group or a note, and would be ranked as a unit', name=total
        )
        yield Fault("perhaps-a-total", message, leave_out(total))


def _garbled(text: str, at: Literal["code", "name"]) -> Iterator[Fault]:
    """Whether a code or a name was written in one encoding and read in another, here or on its way."""
    from dtiscore.units.legacy_fonts import as_typed
    from dtiscore.units.mojibake import looks_like_mojibake
    from dtiscore.units.vietnamese import font_typed_for

    if (reading := looks_like_mojibake(text)) is not None:
        message = said('it is "{reading}", written in UTF-8 and read in another encoding', reading=reading)
        yield Fault("mojibake", message, said("export the table again and choose UTF-8 both times"), at)
    elif (font := font_typed_for(text)) is not None:
        message = said('it is "{reading}", typed for a {font} font', reading=as_typed(text, font), font=font)
        yield Fault(
            "old-font", message, said("declare {option}", option=with_value("--encoding", font.lower())), at
        )
    elif lost_letters(text):
        message = said("question marks stand where letters of another encoding stood")
        yield Fault("lost-letters", message, said("export the table again as UTF-8"), at, "warning")
