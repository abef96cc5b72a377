"""Which unit a text means: exact lookup of codes, names and aliases in their normal form, never a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from dtiscore.errors import UsageFault
from dtiscore.said import Said, said, some_of
from dtiscore.suggestions import close_to, nearness
from dtiscore.units.scheme import How, Unit, UnitScheme
from dtiscore.units.spelling import (
    confusable_letters,
    describe_characters,
    invisible_characters,
    normal_form,
    without_accents,
)

NoteCode = Literal["name-variant", "code-variant", "confusable-letter", "invisible-character"]

_WARNED: frozenset[NoteCode] = frozenset({"code-variant", "confusable-letter", "invisible-character"})
_CLOSE = 0.6
_LONGEST_NAME = 100
_SUGGESTED = 3


def nearest(called: str, known: Iterable[str]) -> list[str]:
    """Up to three of the codes and names of units that are spelt nearly as ``called``, the nearest first.

    For messages only. Accents and capitals do not count.
    """
    bare: dict[str, list[str]] = {}
    for name in dict.fromkeys(known):
        bare.setdefault(without_accents(normal_form(name)), []).append(name)
    wanted = without_accents(normal_form(called[: _LONGEST_NAME + 1]))
    near = close_to(wanted, bare, n=_SUGGESTED, cutoff=_CLOSE)
    return [name for spelling in near for name in bare[spelling]][:_SUGGESTED]


def code_of(called: str, named: Iterable[tuple[str, str]]) -> str | None:
    """The code of the unit that bears a name, as it is written or else in its normal form; ``None`` if none does.

    Args:
        called: what a user calls the unit.
        named: names of units, each with its code.

    Raises:
        UsageFault: several bear it.
    """
    known = list(named)
    alike = [name == called for name, _ in known]
    if not any(alike):
        wanted = normal_form(called)
        alike = [normal_form(name) == wanted for name, _ in known]
    codes = list(dict.fromkeys(code for (_, code), is_alike in zip(known, alike, strict=True) if is_alike))
    if len(codes) > 1:
        raise UsageFault(
            said('{n} units are called "{unit}"', n=len(codes), unit=called),
            said("say which is meant by its code: {codes}", codes=some_of(codes, _SUGGESTED, are_units=True)),
        )
    return codes[0] if codes else None


class Match(NamedTuple):
    """A unit that was recognised, and what had to be overlooked for it."""

    unit: Unit
    how: How
    note: Said | None = None
    """How the text differs from the code or name, one sentence; ``None`` when it is literally one of them."""
    note_code: NoteCode | None = None

    @property
    def warns(self) -> bool:
        """Whether the note is worth a warning: an accepted spelling such as ``Hoà Bình`` is not."""
        return self.note_code in _WARNED


class UnitMatcher:
    """Recognises the units of one scheme; cheap to make, because the scheme keeps its own lookup tables."""

    def __init__(self, scheme: UnitScheme) -> None:
        self.scheme = scheme

    def match(self, text: str) -> Match | None:
        """The unit whose code, name or alias ``text`` is, or ``None``; white space around it does not matter.

        Codes are compared as they stand, apart from their case and, where the scheme declares ``code_width``,
        from leading zeros that a spreadsheet removed. Names are compared as :mod:`dtiscore.units.spelling`
        describes, with or without one of the scheme's prefixes.
        """
        return self._match_code(text) or self._match_name(text)

    def suggest(self, text: str, n: int = _SUGGESTED) -> list[Unit]:
        """Up to ``n`` units with a spelling near to ``text``, nearest first, then in the order of the scheme.

        For messages only. Accents do not count; nearness is that of :func:`dtiscore.suggestions.nearness`.
        """
        wanted = without_accents(self.scheme.without_prefix(normal_form(text[: _LONGEST_NAME + 1])))
        if not wanted or len(wanted) > _LONGEST_NAME:
            return []
        spellings = self.scheme.bare_spellings
        shares: dict[str, float] = {}
        least = 0.0
        for share, spelling in nearness(wanted, spellings, cutoff=_CLOSE):
            if len(shares) >= n and share < least:
                break
            least = share
            for code in spellings[spelling]:
                shares.setdefault(code, share)
        near = [unit for unit in self.scheme.units if unit.code in shares]
        return sorted(near, key=lambda unit: -shares[unit.code])[:n]

    def _match_code(self, text: str) -> Match | None:
        if invisible_characters(text):
            return None  # a code is for machines: what cannot be seen must be removed, not overlooked
        code = text.strip()
        unit = self.scheme.by_code.get(code)
        if unit is not None:
            return Match(unit, "code")
        unit = self.scheme.by_folded_code.get(code.casefold())
        if unit is not None:
            note = said('the code "{code}" was read as "{read}"', code=code, read=unit.code)
            return Match(unit, "code", note, "code-variant")
        width = self.scheme.code_width
        if width is None or not (code.isascii() and code.isdigit()):
            return None
        unit = self.scheme.by_code.get(code.zfill(width))
        if unit is None:
            return None
        note = said(
            'the code "{code}" was read as "{read}": its leading zero is missing', code=code, read=unit.code
        )
        return Match(unit, "code", note, "code-variant")

    def _match_name(self, text: str) -> Match | None:
        normal = normal_form(text)
        spellings = self.scheme.by_spelling
        found = spellings.get(normal) or spellings.get(self.scheme.without_prefix(normal))
        if found is None:
            return None
        unit, how = found
        note, note_code = _note(text, unit)
        return Match(unit, how, note, note_code)


def _note(text: str, unit: Unit) -> tuple[Said | None, NoteCode | None]:
    """What had to be overlooked in a name, the gravest first."""
    invisible = invisible_characters(text)
    if invisible:
        note = said(
            "the name of {unit} holds characters that cannot be seen: {characters}",
            unit=unit.spoken_name,
            characters=describe_characters(invisible),
        )
        return note, "invisible-character"
    confusable = confusable_letters(text)
    if confusable and not any(confusable_letters(name) for name in unit.name.values()):
        note = said(
            "the name of {unit} is written with {characters} in place of Đ (U+0110)",
            unit=unit.spoken_name,
            characters=describe_characters(confusable),
        )
        return note, "confusable-letter"
    literal = unicodedata.normalize("NFC", text).strip()
    if literal in unit.name.values():
        return None, None
    return said('"{name}" was read as {unit}', name=literal, unit=unit.spoken_name), "name-variant"
