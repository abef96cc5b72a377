"""A unit scheme: a dated list of units with their codes, names, spellings and what each became."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from dtiscore.methodology.base import Code, LocalText, Model, text_in
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Composed, Said, composed, joined, said
from dtiscore.units.spelling import normal_form, without_accents

How = Literal["code", "name", "alias"]
"""By what a text was recognised as a unit."""


def _check_date(text: str) -> str:
    try:
        parsed = date.fromisoformat(text)
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != text:
        raise Unfit(
            said('"{text}" is not a date', text=text), said('write year-month-day, such as "2025-07-01"')
        )
    return text


def _check_spelling(text: str) -> str:
    if not normal_form(text):
        raise Unfit(said("a spelling holds no visible character"))
    return text


DateText = Annotated[str, AfterValidator(_check_date)]
"""A day of the calendar as text, ``2025-07-01``."""

Spelling = Annotated[str, AfterValidator(_check_spelling)]
"""A text by which people call a unit, compared in its normal form (:mod:`dtiscore.units.spelling`)."""


class Unit(Model):
    """One unit of a scheme: a province, a ministry, a country."""

    code: Code
    """The name of the unit for programs; text, in quotes where it looks like a number."""
    name: LocalText
    """The name by language; each of them is matched, the first is the one shown."""
    aliases: tuple[Spelling, ...] = ()
    """Other spellings in use, beyond those that the normal form joins and the scheme's prefixes explain."""
    successor: Code | None = None
    """The code of the unit, in the scheme's successor, that this one became or became part of."""
    successor_note: LocalText | None = None
    """What a code alone does not say, or why there is no single successor."""
    tile: tuple[Annotated[int, Field(ge=0, le=99)], Annotated[int, Field(ge=0, le=99)]] | None = None
    """The column and the row of its tile in a picture of tiles, counted from the left and from above."""
    ranked: bool = True
    """False for an aggregate, such as the European Union, that is scored and never ranked."""

    def label(self, language: str | None = None) -> str:
        """The name in ``language``, or the first one given."""
        return text_in(self.name, language)

    @property
    def spoken_name(self) -> Composed:
        """The same in each language, for sentences."""
        return composed(self.label)


class Recognised(NamedTuple):
    """The unit behind a spelling in normal form."""

    unit: Unit
    how: How


class Contradictions(Unfit):
    """What the values of a scheme, each sound by itself, say together cannot be."""

    def __init__(self, faults: Sequence[Said]) -> None:
        super().__init__(joined("{first}; {second}", faults))
        self.faults = faults


class UnitScheme(Model):
    """A dated list of units: which exist, how they are spelled, and which scheme follows it."""

    id: Code
    """The name of the scheme, and of its file without the ending."""
    title: LocalText
    """The name of the scheme for people."""
    source: str = Field(min_length=1)
    """Where codes, names and successors were published."""
    valid_from: DateText | None = None
    """The first day on which it holds."""
    valid_until: DateText | None = None
    """The last day on which it holds."""
    successor: Code | None = None
    """The id of the scheme that replaced this one."""
    code_width: int | None = Field(default=None, ge=1, le=20)
    """The number of digits of every code; only with it is a code recognised that lost its leading zeros."""
    prefixes: tuple[Spelling, ...] = ()
    """Words such as ``Tỉnh`` or ``TP.`` that people put before a name."""
    not_units: tuple[Spelling, ...] = ()
    """What stands in the unit column of tables and is no unit: totals, regions, notes. One that ends in a
    colon covers every text that begins with it."""
    units: tuple[Unit, ...] = Field(min_length=1)
    """All units, in the order in which they are listed."""

    def __repr__(self) -> str:
        return f"<UnitScheme {self.id}: {len(self.units)} units>"

    __str__ = __repr__

    @model_validator(mode="after")
    def _check(self) -> Self:
        faults = [
            *self._date_faults(),
            *self._code_faults(),
            *self._tile_faults(),
            *self._successor_faults(),
            *self._spelling_faults(),
        ]
        if faults:
            raise Contradictions(faults)
        return self

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        """Every unit by its code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def by_folded_code(self) -> dict[str, Unit]:
        """Every unit by its code in lower case."""
        return {unit.code.casefold(): unit for unit in self.units}

    @cached_property
    def by_spelling(self) -> dict[str, Recognised]:
        """Every unit by each of its names and aliases in normal form, with and without a prefix."""
        recognised: dict[str, Recognised] = {}
        for key, found in self._spelled():
            recognised.setdefault(key, found)
        return recognised

    @cached_property
    def bare_spellings(self) -> Mapping[str, Sequence[str]]:
        """Every spelling of :attr:`by_spelling` without accents, with the codes of its units; for suggestions."""
        bare: dict[str, list[str]] = {}
        for spelling, found in self.by_spelling.items():
            bare.setdefault(without_accents(spelling), []).append(found.unit.code)
        return bare

    def without_prefix(self, normal: str) -> str:
        """A normal form without the longest of the scheme's prefixes that it begins with."""
        for prefix in self._normal_prefixes:
            if normal.startswith(prefix):
                rest = normal[len(prefix) :]
                # "tp.hcm" may go without a space, "tphcm" may not: there is no telling where the word ends.
                if rest.strip() and (rest[0] == " " or not prefix[-1].isalnum()):
                    return rest.strip()
        return normal

    def is_not_a_unit(self, text: str) -> bool:
        """Whether a text is one of those that stand in unit columns and name no unit, such as ``Cả nước``."""
        normal = normal_form(text)
        return normal in self._normal_not_units or normal.startswith(self._normal_beginnings)

    @cached_property
    def _normal_prefixes(self) -> tuple[str, ...]:
        return tuple(
            sorted({normal_form(prefix) for prefix in self.prefixes}, key=lambda one: (-len(one), one))
        )

    @cached_property
    def _normal_not_units(self) -> frozenset[str]:
        return frozenset(normal_form(text) for text in self.not_units)

    @cached_property
    def _normal_beginnings(self) -> tuple[str, ...]:
        return tuple(normal for normal in sorted(self._normal_not_units) if normal.endswith(":"))

    def _spelled(self) -> Iterator[tuple[str, Recognised]]:
        """Each spelling of each unit in normal form, its names before its aliases."""
        for unit in self.units:
            names = [(name, Recognised(unit, "name")) for name in unit.name.values()]
            aliases = [(alias, Recognised(unit, "alias")) for alias in unit.aliases]
            for text, recognised in names + aliases:
                normal = normal_form(text)
                for key in dict.fromkeys((normal, self.without_prefix(normal))):
                    yield key, recognised

    def _date_faults(self) -> Iterator[Said]:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield said(
                "valid_until ({valid_until}) is before valid_from ({valid_from})",
                valid_until=self.valid_until,
                valid_from=self.valid_from,
            )
        if self.successor == self.id:
            yield said('the scheme "{scheme}" names itself as its successor', scheme=self.id)

    def _code_faults(self) -> Iterator[Said]:
        seen: dict[str, Unit] = {}
        for unit in self.units:
            earlier = seen.setdefault(unit.code.casefold(), unit)
            if earlier is not unit:
                yield said(
                    'the code "{code}" stands for both {first} and {second}',
                    code=unit.code,
                    first=earlier.spoken_name,
                    second=unit.spoken_name,
                )
            if self.code_width is not None and not _is_number(unit.code, self.code_width):
                yield said(
                    'the code "{code}" of {unit} does not have {width} digits (code_width)',
                    code=unit.code,
                    unit=unit.spoken_name,
                    width=self.code_width,
                )

    def _tile_faults(self) -> Iterator[Said]:
        taken: dict[tuple[int, int], Unit] = {}
        for unit in self.units:
            if unit.tile is not None and (other := taken.setdefault(unit.tile, unit)) is not unit:
                yield said(
                    "{first} and {second} have one and the same tile",
                    first=other.spoken_name,
                    second=unit.spoken_name,
                )

    def _successor_faults(self) -> Iterator[Said]:
        for unit in self.units:
            named = unit.successor is not None
            if self.successor is None and named:
                yield said("{unit} has a successor, but the scheme has none", unit=_named(unit))
            elif self.successor is not None and not named and unit.successor_note is None:
                yield said(
                    "{unit} needs a successor, or a successor_note that says why it has none",
                    unit=_named(unit),
                )

    def _spelling_faults(self) -> Iterator[Said]:
        owner: dict[str, Unit] = {}
        codes = {unit.code.casefold(): unit for unit in reversed(self.units)}
        told: set[tuple[str, str, str]] = set()
        for key, (unit, _) in self._spelled():
            for other in (owner.setdefault(key, unit), codes.get(key, unit)):
                conflict = (key, other.code, unit.code)
                if other.code != unit.code and conflict not in told:
                    told.add(conflict)
                    yield said(
                        '"{spelling}" stands for both {first} and {second}',
                        spelling=key,
                        first=_named(other),
                        second=_named(unit),
                    )
            if self.is_not_a_unit(key) and (key, "", unit.code) not in told:
                told.add((key, "", unit.code))
                yield said(
                    '"{spelling}" is both a spelling of {unit} and listed under not_units',
                    spelling=key,
                    unit=_named(unit),
                )


def _named(unit: Unit) -> str:
    return said("{unit} ({code})", unit=unit.spoken_name, code=unit.code)


def _is_number(code: str, width: int) -> bool:
    return len(code) == width and code.isascii() and code.isdigit()
