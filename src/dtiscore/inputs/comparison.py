"""Two tables that were read and scored, compared: the moves of their units, and what is known of the causes."""

from __future__ import annotations

from dataclasses import replace

from dtiscore.analysis.changed_nodes import fixed_under
from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.mixed_ranks import between_scorecards
from dtiscore.analysis.mixed_tables import MixedTables
from dtiscore.analysis.splitting import split
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.inputs.compared import Basis, warnings_of
from dtiscore.inputs.reading import Read, Reading, raw_table
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.standings import Table
from dtiscore.inputs.validation import lenient
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Comparison, Scored, compare
from dtiscore.said import said
from dtiscore.scoring.fixed_units import require_reached
from dtiscore.scoring.frames import reaches_over_periods


def comparison_of(
    first: Table,
    last: Table,
    reading: Reading,
    basis: Basis | None = None,
    *,
    same_data: bool,
    allow_fixed_units: bool = False,
) -> Comparison:
    """Compare two tables of one period each: moves in score and rank, each split by its causes where these are known.

    Args:
        first: the earlier table.
        last: the later one.
        reading: what is declared about both.
        basis: how older standings are restated, and what is done where the lists of units differ.
        same_data: whether both are of one table, so that at most the edition differs.
        allow_fixed_units: whether to go on where the other edition cannot reach some units.

    Raises:
        UsageFault: the tables cannot be compared, or the other edition cannot reach some units.
    """
    known = basis or Basis()
    warnings = warnings_of([first, last], reading, known.published)
    on = None if known.on is None else load_unit_scheme(known.on)
    fixed = _fixed(first, last, allowed=allow_fixed_units)
    scored = _scored(first, last, reading, same_data=same_data)
    scored = None if scored is None else replace(scored, fixed=fixed)
    found = compare(
        first.standings, last.standings, scored, restated=known.restate, on=on, across=known.across
    )
    return replace(found, warnings=warnings)


def _fixed(first: Table, last: Table, *, allowed: bool) -> dict[str, str]:
    """The units that the other edition cannot reach, each with the node at which a table supplies their score.

    Raises:
        UsageFault: there are some and that is not allowed, or there are no others.
    """
    if first.card is None or last.card is None or first.card.methodology == last.card.methodology:
        return {}
    fixed: dict[str, str] = {}
    for card, other in ((first.card, last.card.methodology), (last.card, first.card.methodology)):
        rows = fixed_under(card, other)
        require_reached(card, rows, len(card.dataset), said("another edition"), allowed=allowed)
        fixed |= {card.dataset.units[row]: code for row, code in rows.items()}
    return fixed


def _scored(first: Table, last: Table, reading: Reading, *, same_data: bool) -> Scored | None:
    """The editions of two scored tables and the split of their changes, or why there is none."""
    if first.card is None or last.card is None:
        return None
    editions = (first.card.methodology, last.card.methodology)
    try:
        mixed_tables = _mixed_tables(first, last, reading, same_data=same_data)
        return Scored(editions, split(mixed_tables), ranks=between_scorecards(mixed_tables))
    except (InvalidData, UsageFault) as fault:
        return Scored(editions, not_split=fault.in_one_line)


def _mixed_tables(first: Table, last: Table, reading: Reading, *, same_data: bool) -> MixedTables:
    assert first.card is not None
    assert last.card is not None
    crossed = None
    before, after = first.card.methodology, last.card.methodology
    if not same_data and before != after:
        crossed = (_under(last, before, reading), _under(first, after, reading))
    one_frame = (
        before == after and reaches_over_periods(before) and first.card.reference == last.card.reference
    )
    return MixedTables(first.card, last.card, crossed, same_data=same_data, one_frame=one_frame)


def _under(table: Table, methodology: Methodology, reading: Reading) -> Scorecard:
    """A table under the other edition, which need not govern its period."""
    assert table.card is not None
    read, declared = _read(table, table.card, reading)
    require_same_marks(table.card, table.card.methodology, methodology)
    found = held_under(read, methodology, methodology, declared)
    return scored_under(found, declared)


def _read(table: Table, card: Scorecard, reading: Reading) -> tuple[Read, Reading]:
    """A table as it is read for its one period, and what is declared of it: a scorecard keeps its own table.

    Raises:
        UsageFault: the scorecard is of no table that can be scored anew.
    """
    period = table.standings.period
    if isinstance(table.data, Scorecard) and card.as_read is not None:
        raw, problems, options = card.as_read.read
        group = (card.options or {}).get("group")
        declared = lenient(Reading(**{**card.as_read.reading, "period": period, "group": group}))
        return (raw, problems, options._replace(at_period=period)), declared
    declared = lenient(Reading(**{**reading, "period": period}))
    return raw_table(table.data, declared), declared
