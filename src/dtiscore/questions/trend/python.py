"""Follow a trend over many periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from dtiscore.analysis.standings import standings_of
from dtiscore.arguments import checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.compared import Basis, periods_of, table_after, warnings_of
from dtiscore.inputs.reading import Data, Reading, Weighting, without_part
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import require_use
from dtiscore.inputs.standings import Table
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.methodology import Methodology
from dtiscore.questions.trend.answer import Trend, trend as trend_of
from dtiscore.said import said, some_of, with_and
from dtiscore.suggestions import close_to, did_you_mean


@checked
def trend(
    tables: Sequence[Data | Scorecard],
    weights: Weighting | None = None,
    basis: Basis | None = None,
    indicator: str | None = None,
    **reading: Unpack[Reading],
) -> Trend:
    """Follow the units of an index over many periods: ranks, runs in the lead, growth, and how far units are apart.

    Args:
        tables: one table or scorecard for each period, or a single one with several; ``2023=TABLE.csv`` names the period.
        weights: the edition, or family of editions, under which tables are scored; scorecards are already.
        basis: published figures, unit schemes and restating.
        indicator: the code of an indicator, a node or a view to follow in place of the index.
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
    warnings = warnings_of(found, reading, known.published)
    if indicator is not None:
        found = [_in_node(table, indicator) for table in found]
        _require_figures(found, indicator)
    result = trend_of(
        [table.standings for table in found],
        restated=known.restate,
        on=on,
        common_units=known.across == "common",
    )
    name = None if indicator is None else _edition(found[-1]).node_or_view(indicator).spoken_name
    editions = {one.standings.label: one.card.methodology.id for one in found if one.card is not None}
    return replace(result, name=name, editions=editions, warnings=warnings)


def _in_node(table: Table, code: str) -> Table:
    """A table with the standings in one node or view."""
    edition = _edition(table)
    known = [*edition.nodes, *edition.view]
    if code not in known:
        message = said(
            '{edition} has no indicator with the code "{indicator}"', edition=edition.id, indicator=code
        )
        near = did_you_mean(close_to(code, known, n=3))
        raise UsageFault(message, near or said("it has {nodes}", nodes=some_of(known, 12)))
    assert table.card is not None, "a table has an edition because it was scored"
    own = standings_of(table.card, code)
    kept = replace(
        table.standings,
        index=code,
        units=own.units,
        listed=own.listed,
        higher_is_better=own.higher_is_better,
        first=own.first,
        ties=own.ties,
        lacking=own.lacking,
        supplied=own.supplied,
    )
    return replace(table, standings=kept)


def _require_figures(tables: Sequence[Table], code: str) -> None:
    """Make sure that some table tells something of a node: a ranking holds the nodes that were written, and no others.

    Raises:
        UsageFault: none holds its score, nor what it is made of.
    """
    if any(one.score is not None for table in tables for one in table.standings.units.values()):
        return
    message = said(
        '{sources} hold no score of "{node}", nor what it is made of',
        sources=with_and([table.standings.source for table in tables]),
        node=_edition(tables[-1]).node_or_view(code).spoken_name,
    )
    raise UsageFault(
        message,
        said("give the tables of indicators, or rankings with all nodes: dtiscore score … --level all"),
    )


def _edition(table: Table) -> Methodology:
    """The edition under which a table was scored.

    Raises:
        UsageFault: its figures were read as they were published.
    """
    if table.card is None:
        message = said(
            "{source} holds published figures, which are taken as they are", source=table.standings.source
        )
        raise UsageFault(message, said("name the column to follow with --published"))
    return table.card.methodology
