"""On which known list of units a table may stand, where neither the user nor an edition states it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dtiscore.analysis.lists import Names
from dtiscore.analysis.standings import Standings
from dtiscore.errors import UsageFault
from dtiscore.inputs.weighting import unit_schemes
from dtiscore.methodology import text_in
from dtiscore.said import said
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.vintage import fitting


def with_fits(table: Standings) -> Standings:
    """Scored standings that no scheme identifies, with the known schemes of which their units may be.

    Raises:
        UsageFault: by its codes or names a unit may be one or another, in schemes that follow on each other.
    """
    return table if table.scheme is not None else replace(table, fits=fits_of(table.source, table.names))


def identified(tables: Sequence[Standings]) -> list[Standings]:
    """Scored standings as :func:`with_fits` has them, where they do not hold the same units in any case.

    Raises:
        UsageFault: as :func:`with_fits`.
    """
    if len({frozenset(table.units) for table in tables}) < 2:
        return list(tables)
    return [with_fits(table) for table in tables]


def fits_of(source: str, names: Names) -> tuple[UnitScheme, ...]:
    """The known schemes of which the units of a table may be that was scored under an edition without one.

    Raises:
        UsageFault: as :func:`with_fits`.
    """
    rows = [(code, "" if (called := text_in(name, None)) == code else called) for code, name in names.items()]
    return fits_of_rows(source, rows, _in_edition)


def _in_edition(scheme: UnitScheme) -> str:
    return f"units: {scheme.id} in the weighting file"


def fits_of_rows(
    source: str, rows: Sequence[tuple[str, str]], stated: Callable[[UnitScheme], str]
) -> tuple[UnitScheme, ...]:
    """The known schemes of which every unit of a table may be.

    Args:
        source: the table.
        rows: the code and the name of each unit, one of which may be blank.
        stated: how a user says that a scheme is meant.

    Raises:
        UsageFault: as :func:`with_fits`.
    """
    schemes = unit_schemes()
    codes, names = [code for code, _ in rows], [name for _, name in rows]
    try:
        return fitting(codes, names, schemes, stated)
    except UsageFault as fault:
        raise UsageFault(said("{source}: {what}", source=source, what=fault.message), fault.fix) from fault
