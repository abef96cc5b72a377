"""Periods whose units are those of the list that follows on the scheme of the edition, by names that both lists have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set as AbstractSet

from dtiscore.errors import Place, Problem
from dtiscore.methodology.periods import in_time
from dtiscore.said import Said, said
from dtiscore.tables.identified import UnitOfPeriod
from dtiscore.tables.without_figures import Figures
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.vintage import later_list


def of_later_list(period: str | None, later: UnitScheme, scheme: UnitScheme) -> tuple[Said, Said]:
    """What is to be said of a period that has the units of a later list, and the way out."""
    message = said(
        "the units are by their names all those of {later} and no other; {scheme} knows smaller ones by some of these names",
        later=later.id,
        scheme=scheme.id,
    )
    return _in_period(period, message), _way_out(later, scheme)


def figures_of_later_list(
    figures: Figures,
    coded: AbstractSet[UnitOfPeriod],
    scheme: UnitScheme,
    other_schemes: Sequence[UnitScheme],
    source: str,
) -> Iterator[Problem]:
    """The periods in which the units of a later list have figures, and all others a row without any: as a join of years makes them.

    Args:
        figures: the units with and without a figure, by period.
        coded: those that a code identifies.
        scheme: the list of the edition.
        other_schemes: the lists that may follow on it.
        source: the name of the table.
    """
    units: dict[str | None, set[str]] = {period: set() for period, _ in figures.empty_units}
    for period, code in figures.units:
        units.get(period, set()).add(code)
    for period, filled in sorted(units.items(), key=lambda item: in_time(item[0])):
        by_code = {code for code in filled if (period, code) in coded}
        later = later_list(filled, by_code, scheme, other_schemes)
        if later is not None:
            message = said(
                "the units that have a figure are by their names all those of {later} and no other; {scheme} knows smaller ones by some of these names",
                later=later.id,
                scheme=scheme.id,
            )
            fix = _way_out(later, scheme)
            yield Problem("ambiguous-vintage", _in_period(period, message), Place(source), fix=fix)


def _in_period(period: str | None, message: Said) -> Said:
    return message if period is None else said("{period}: {message}", period=period, message=message)


def _way_out(later: UnitScheme, scheme: UnitScheme) -> Said:
    return said(
        "choose an edition whose units are {later}, and restate earlier periods on them; or add the codes of {scheme}, if the units are its own",
        later=later.id,
        scheme=scheme.id,
    )
