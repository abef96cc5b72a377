"""Follow a trend over many periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from dtiscore.inputs.compared import Basis, periods_of, table_after, warnings_of
from dtiscore.inputs.reading import Data, Reading, Weighting, without_part
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import require_use
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.questions.trend.answer import Trend, trend as trend_of


def trend(
    tables: Sequence[Data | Scorecard],
    weights: Weighting | None = None,
    basis: Basis | None = None,
    **reading: Unpack[Reading],
) -> Trend:
    """Follow the units of an index over many periods: ranks, runs in the lead, growth, and how far units are apart.

    Args:
        tables: one table or scorecard for each period, or a single one with several; ``2023=TABLE.csv`` names the period.
        weights: the edition, or family of editions, under which tables are scored; scorecards are already.
        basis: published figures, unit schemes and restating.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault, InvalidData: as :func:`compare`. A table that lacks units of its scheme is never ranked.
    """
    known = basis or Basis()
    require_use(tables, weights=weights, published=known.published, **without_part(reading))
    on = None if known.on is None else load_unit_scheme(known.on)
    chosen = list(tables)
    is_panel = len(chosen) == 1 and known.published is None
    if is_panel and (weights is not None or isinstance(chosen[0], Scorecard)):
        found = periods_of(chosen[0], weights, reading)
    else:
        found = []
        for at, table in enumerate(chosen, 1):
            found.append(table_after(table, weights, known, reading, found, last=at == len(chosen)))
    result = trend_of(
        [table.standings for table in found],
        restated=known.restate,
        on=on,
        common_units=known.across == "common",
    )
    return replace(result, warnings=warnings_of(found))
