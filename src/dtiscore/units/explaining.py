"""Why a text is no unit of a scheme and what to do about it; whether a code and a name mean the same unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dtiscore.methodology.base import text_in
from dtiscore.said import Said, Spoken, as_it_is, composed, joined, said, with_and
from dtiscore.shell_words import as_word, with_value
from dtiscore.suggestions import Suggestions, did_you_mean
from dtiscore.units.matching import Match, UnitMatcher, nearest
from dtiscore.units.mojibake import looks_like_mojibake
from dtiscore.units.scheme import Unit, UnitScheme
from dtiscore.units.spelling import describe_characters, invisible_characters, normal_form, without_invisible
from dtiscore.units.totals import reads_like_a_total

ExplanationCode = Literal["unknown-unit", "vintage-mismatch", "not-a-unit", "mojibake", "code-name-conflict"]

_LONGEST_QUOTE = 60


class Explanation(NamedTuple):
    """Why there is no match, in the three texts that a :class:`~dtiscore.errors.Problem` wants."""

    code: ExplanationCode
    message: Said
    fix: Said


MOST_COMPARED = 2_000_000
"""Pairs of names that are compared for the unknown units of one table: about a second."""


def explain_unknown(
    text: str,
    scheme: UnitScheme,
    others: Sequence[UnitScheme] = (),
    suggestions: Suggestions | None = None,
) -> Explanation:
    """Why ``text`` is not a unit of ``scheme``; call it only when nothing matched.

    ``others`` are the schemes to which the text may belong instead; the first that knows it is named. Units of a like
    name are looked for as far as ``suggestions`` allow it.
    """
    if not normal_form(text):
        return Explanation(
            "unknown-unit", said("the unit is blank"), said("write its code or its name, or remove the row")
        )
    if scheme.is_not_a_unit(text) or reads_like_a_total(text):
        message = said("{text} is a total, a group or a note, not a unit", text=_quoted(text))
        fix = said(
            "remove the row, or leave it out: {option}", option=with_value("--ignore-unit", text.strip())
        )
        return Explanation("not-a-unit", message, fix)
    reading = looks_like_mojibake(text)
    if reading is not None:
        message = said(
            '{text} seems to be "{reading}", written in UTF-8 and read in another encoding',
            text=_quoted(text),
            reading=reading,
        )
        return Explanation("mojibake", message, said("export the table again and choose UTF-8 both times"))
    return _explain_elsewhere(text, scheme, others) or _explain_nowhere(text, scheme, suggestions)


def perhaps_meant(
    unit: str, scheme: UnitScheme | None, known: Sequence[str], others: Sequence[UnitScheme] = ()
) -> Said | None:
    """Which unit is meant by a name that no unit of a table has: what became of it, or one of the scheme or ``known`` of a like name.

    What was merged since, by ``others``, has a name near to that of a unit which it has nothing to do with.
    """
    near: list[str] = []
    if scheme is not None:
        if (elsewhere := _explain_elsewhere(unit, scheme, others)) is not None:
            return elsewhere.message
        near = [one.spoken_name for one in UnitMatcher(scheme).suggest(unit)]
    return did_you_mean(near or nearest(unit, known))


def match_pair(
    code_text: str,
    name_text: str,
    scheme: UnitScheme,
    others: Sequence[UnitScheme] = (),
    suggestions: Suggestions | None = None,
) -> Match | Explanation:
    """The unit that a code and a name agree on, or why there is none; one of the two may be blank.

    A code may mean another unit in another scheme: a pair that disagrees here and agrees in one of ``others``
    is a sign that the table stands on that one, and the explanation says so. For ``suggestions`` see :func:`explain_unknown`.
    """
    matcher = UnitMatcher(scheme)
    if not code_text.strip() or not name_text.strip():
        text = name_text if name_text.strip() else code_text
        return matcher.match(text) or explain_unknown(text, scheme, others, suggestions)
    by_code, by_name = matcher.match(code_text), matcher.match(name_text)
    if by_name is None:
        return explain_unknown(name_text, scheme, others, suggestions)
    if by_code is None:
        return explain_unknown(code_text, scheme, others, suggestions)
    if by_code.unit.code != by_name.unit.code:
        return _explain_conflict(code_text, name_text, (by_code.unit, by_name.unit), scheme, others)
    gravest = by_name if by_name.warns or not by_code.warns else by_code
    return by_code._replace(note=gravest.note, note_code=gravest.note_code)


def _explain_elsewhere(text: str, scheme: UnitScheme, others: Sequence[UnitScheme]) -> Explanation | None:
    for other in others:
        found = UnitMatcher(other).match(text) if other.id != scheme.id else None
        if found is not None:
            return _explain_other_scheme(text, found, scheme, other)
    return None


def _explain_other_scheme(text: str, found: Match, scheme: UnitScheme, other: UnitScheme) -> Explanation:
    unit = found.unit
    subject = as_it_is(_quoted(text))
    if found.how == "code":
        subject = said("the code {code} ({unit})", code=_quoted(text), unit=unit.spoken_name)
    if other.successor == scheme.id:
        message = said(
            "{subject} is a unit of {other}; in {scheme} it is {fate}",
            subject=subject,
            other=_dated(other),
            scheme=_dated(scheme),
            fate=_fate(unit, scheme),
        )
        restating = f"dtiscore units restate --from {as_word(other.id)} --to {as_word(scheme.id)}"
        fix = said(
            "restate the table on {scheme} first, with {command}, or choose an edition whose units are {other}",
            scheme=scheme.id,
            command=restating,
            other=other.id,
        )
    elif scheme.successor == other.id:
        parts = [
            said("{unit} ({code})", unit=old.spoken_name, code=old.code)
            for old in scheme.units
            if old.successor == unit.code
        ]
        message = _not_of(subject, other, scheme)
        if parts:
            message = said(
                "{what}: it was made of {units}", what=message, units=joined("{first}, {second}", parts)
            )
        fix = said(
            "choose an edition whose units are {other}: a merged unit cannot be taken apart again",
            other=other.id,
        )
    else:
        message = _not_of(subject, other, scheme)
        fix = said("choose an edition whose units are {other}, or correct the table", other=other.id)
    return Explanation("vintage-mismatch", message, fix)


def _not_of(subject: Said, other: UnitScheme, scheme: UnitScheme) -> Said:
    return said(
        "{subject} is a unit of {other}, not of {scheme}",
        subject=subject,
        other=_dated(other),
        scheme=_dated(scheme),
    )


def _fate(unit: Unit, scheme: UnitScheme) -> Spoken:
    """What a unit of the older scheme is in the newer one."""
    successor = scheme.by_code.get(unit.successor) if unit.successor is not None else None
    if successor is not None:
        return said("part of {unit} ({code})", unit=successor.spoken_name, code=successor.code)
    if unit.successor_note:
        note = unit.successor_note
        return composed(lambda language: text_in(note, language))
    return said("no longer a unit")


def _explain_nowhere(text: str, scheme: UnitScheme, suggestions: Suggestions | None) -> Explanation:
    matcher = UnitMatcher(scheme)
    invisible = invisible_characters(text)
    bare = without_invisible(text).strip()
    if invisible and matcher.match(bare) is not None:
        message = said(
            "the code {bare} holds characters that cannot be seen: {characters}",
            bare=_quoted(bare),
            characters=describe_characters(invisible),
        )
        return Explanation(
            "unknown-unit", message, said("type the code again, as {bare}", bare=_quoted(bare))
        )
    message = said("{text} is not a unit of {scheme}", text=_quoted(text), scheme=_dated(scheme))
    may_look = suggestions is None or suggestions.may_compare(len(scheme.bare_spellings))
    units = matcher.suggest(text) if may_look else []
    near = [said("{unit} ({code})", unit=unit.spoken_name, code=unit.code) for unit in units]
    fix = did_you_mean(near) or said("write a code or a name of {scheme}", scheme=scheme.id)
    return Explanation("unknown-unit", message, fix)


def _explain_conflict(
    code_text: str, name_text: str, units: tuple[Unit, Unit], scheme: UnitScheme, others: Sequence[UnitScheme]
) -> Explanation:
    by_code, by_name = units
    message = said(
        "the code {code} is {unit} in {scheme}, but the name beside it is {name} (code {code_of_name})",
        code=_quoted(code_text),
        unit=by_code.spoken_name,
        scheme=_dated(scheme),
        name=_quoted(name_text),
        code_of_name=by_name.code,
    )
    fitting = [other.id for other in others if _agree(code_text, name_text, other)]
    if fitting:
        fix = said(
            "the pair fits {schemes}: choose an edition with those units, or correct one of the two",
            schemes=with_and(fitting),
        )
    else:
        fix = said(
            'write the code "{code}" or the name "{name}"',
            code=by_name.code,
            name=by_code.spoken_name,
        )
    return Explanation("code-name-conflict", message, fix)


def _agree(code_text: str, name_text: str, scheme: UnitScheme) -> bool:
    matcher = UnitMatcher(scheme)
    by_code, by_name = matcher.match(code_text), matcher.match(name_text)
    return by_code is not None and by_name is not None and by_code.unit.code == by_name.unit.code


def _dated(scheme: UnitScheme) -> Said:
    """A scheme by its id and the days on which it was in force."""
    if scheme.valid_until:
        return said("{scheme} (until {day})", scheme=scheme.id, day=scheme.valid_until)
    if scheme.valid_from:
        return said("{scheme} (from {day})", scheme=scheme.id, day=scheme.valid_from)
    return as_it_is(scheme.id)


def _quoted(text: str) -> str:
    shown = text.strip()
    return f'"{shown}"' if len(shown) <= _LONGEST_QUOTE else f'"{shown[:_LONGEST_QUOTE]}…"'
