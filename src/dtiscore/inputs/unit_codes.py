"""The unit that a user means, whatever the user calls it: its code in a scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from dtiscore.errors import UsageFault
from dtiscore.said import joined, said, some_of
from dtiscore.scoring.scorecard import Scorecard

Card = TypeVar("Card", bound=Scorecard)


def unit_codes(cards: Sequence[Scorecard], units: Sequence[str]) -> frozenset[str]:
    """The codes of the units that a user calls by code, name or alias, each in every scorecard that has it.

    Raises:
        UsageFault: no scorecard has a unit of that name.
    """
    return frozenset(unit_code(card, unit) for unit in units for card in cards_with(cards, unit))


def cards_with(cards: Sequence[Card], unit: str) -> list[Card]:
    """The scorecards that have a unit which a user calls by code, name or alias.

    Raises:
        UsageFault: none has a unit of that name.
    """
    found: list[Card] = []
    faults: list[UsageFault] = []
    for card in cards:
        try:
            unit_code(card, unit)
        except UsageFault as fault:
            faults.append(fault)
        else:
            found.append(card)
    if faults and not found:
        raise faults[-1]
    return found


def unit_code(card: Scorecard, unit: str) -> str:
    """The code of the unit that a user calls by its code, name or alias.

    Raises:
        UsageFault: no unit of the table is called so, and the nearest names are suggested; or it stands in another
            period or group than the one that was chosen.
    """
    if unit in card.dataset.units:
        return unit
    from dtiscore.inputs.weighting import other_schemes
    from dtiscore.units.explaining import perhaps_meant
    from dtiscore.units.matching import UnitMatcher, code_of

    scheme = card.dataset.scheme
    if scheme is not None:
        matcher = UnitMatcher(scheme)
        match = matcher.match(unit)
        if match is not None and match.unit.code in card.dataset.units:
            return match.unit.code
    names = [*map(card.name, range(len(card.dataset)))]
    if scheme is None and (called := code_of(unit, zip(names, card.dataset.units, strict=True))) is not None:
        return called
    if (fault := _elsewhere(card, unit)) is not None:
        raise fault
    known = () if scheme is not None else (*names, *card.dataset.units)
    fix = perhaps_meant(unit, scheme, known, other_schemes(scheme))
    if fix is None:
        fix = said("it has {units}", units=some_of(list(dict.fromkeys(names)), 8, are_units=True))
    raise UsageFault(said('the table has no unit "{unit}"', unit=unit), fix)


def _elsewhere(card: Scorecard, unit: str) -> UsageFault | None:
    """That a unit stands in the table, though not in the one period or group of it that was chosen."""
    chosen, whole = card.dataset, card.dataset.selected_from
    if whole is None:
        return None
    try:
        code = unit_code(replace(card, dataset=whole), unit)
    except UsageFault:
        return None
    rows = [row for row, one in enumerate(whole.units) if one == code]
    of_period = [row for row in rows if whole.periods[row] in chosen.periods]
    looked_at = {one for one in (chosen.groups if of_period else chosen.periods) if one is not None}
    if len(looked_at) != 1:
        return None
    there = [whole.groups[row] for row in of_period] or [whole.periods[row] for row in rows]
    message = joined("{first} in {second}", [said('the table has no unit "{unit}"', unit=unit), *looked_at])
    return UsageFault(
        message, said("it stands in {places}", places=", ".join(dict.fromkeys(filter(None, there))))
    )
