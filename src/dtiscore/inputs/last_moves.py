"""How the units of one period last moved: since an earlier table, or since the period before in the same one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from dtiscore.analysis.changed_nodes import fixed_under
from dtiscore.analysis.marks import require_same_marks
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.inputs.card_moves import Moves, moves_between, moves_of_last_period, none_in_table
from dtiscore.inputs.in_force import candidates, family_of
from dtiscore.inputs.moves import earlier_table, moves_of
from dtiscore.inputs.reading import Data, Read, Reading, Weighting, raw_table
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.validation import lenient, period_column
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_time
from dtiscore.said import said
from dtiscore.scoring.fixed_units import fixed_rows, require_reached


def last_moves(
    card: Scorecard, previous: Data | Scorecard | None, weighting: Weighting | None, reading: Reading
) -> Moves:
    """The moves of the rows of a scorecard; of a panel those of its last period count.

    Without an earlier table the period before is looked for in the table itself, also where one period of it was asked for,
    or where another edition governs that period: it is scored under the edition of the scorecard then, as scores of two do not
    compare.

    Args:
        card: the scorecard, which may be of one period of a table that has several.
        previous: the earlier table, or its scorecard.
        weighting: the edition or family under which the table was scored; that of the scorecard unless given.
        reading: what is declared about the tables.

    Raises:
        UsageFault: the table has no period before, or the edition cannot score it. Otherwise as :func:`dtiscore.inputs.moves.moves_of`.
    """
    governing = card.methodology if weighting is None else weighting
    if previous is not None:
        return moves_of_last_period(card, lambda last: _since_earlier(last, previous, governing, reading))
    before = _period_before(card)
    if before is not None and before not in card.dataset.periods and card.as_read is not None:
        return _since(card, card.as_read.read, before, governing, card.as_read.reading)
    period = (card.options or {}).get("period")
    if before is None and period is not None and card.as_read is not None:
        raise none_in_table(period)
    return moves_of([card], None, governing, reading)[0]


def _since_earlier(
    card: Scorecard, previous: Data | Scorecard, weighting: Weighting, reading: Reading
) -> Moves:
    """The moves of a scorecard of one period since an earlier table, whichever edition governs that."""
    (moved,) = moves_of([card], previous, weighting, reading)
    if isinstance(previous, Scorecard) or moved.by_row:
        return moved
    table, of_table = earlier_table(previous, reading)
    read = raw_table(table, of_table)
    periods = _periods(read, card.methodology)
    if read[0].is_ranking or not periods:
        return moved
    return _since(card, read, periods[-1], weighting, of_table)


def periods_of_table(card: Scorecard) -> Sequence[str]:
    """The periods of the table behind a scorecard, in order of time, as far as that is known."""
    own = {period for period in card.dataset.periods if period is not None}
    found = own if card.as_read is None else {*own, *_periods(card.as_read.read, card.methodology)}
    return sorted(found, key=in_time)


def _periods(read: Read, edition: Methodology) -> list[str]:
    """The periods of a table, in order of time."""
    table, _, options = read
    column = period_column(table, edition, options)
    cells = () if column is None else column.cells
    return sorted({unicodedata.normalize("NFC", cell).strip() for cell in cells} - {""}, key=in_time)


def _period_before(card: Scorecard) -> str | None:
    """The period before the last one of a scorecard, in the table that it is of."""
    there = periods_of_table(card)
    last = max((one for one in card.dataset.periods if one is not None), key=in_time, default=None)
    return there[at - 1] if last is not None and (at := there.index(last)) else None


def _since(card: Scorecard, read: Read, before: str, weighting: Weighting, reading: Reading) -> Moves:
    """The moves since a period of a table, scored under the edition of the scorecard, whichever governs it.

    Raises:
        UsageFault: that edition cannot score it.
    """
    edition = card.methodology
    table, problems, options = read
    group = (card.options or {}).get("group")
    declared = lenient(Reading(**{**reading, "period": before, "group": group}))
    try:
        held = held_under((table, problems, options._replace(at_period=before)), edition, weighting, declared)
        earlier = scored_under(held, declared)
        if is_other := bool(edition.periods) and before not in edition.periods:
            _require_comparable(earlier, before, weighting)
    except (InvalidData, UsageFault) as fault:
        message = said(
            "nothing tells how the other units move: {before}, the period before, cannot be scored under {edition}: {reason}",
            before=before,
            edition=edition.id,
            reason=fault.in_one_line,
        )
        fix = said("leave out --others trend, or give a table that it can score with --previous")
        raise UsageFault(message, fix) from fault
    (moved,) = moves_between([card], earlier)
    return replace(moved, recast=before if is_other else None)


def _require_comparable(earlier: Scorecard, before: str, weighting: Weighting) -> None:
    """Make sure that no score is one that the edition in force at the time made otherwise.

    Raises:
        UsageFault: the table supplies some.
    """
    edition = earlier.methodology
    then = _in_force(family_of(weighting, edition), before)
    if then is None:
        rows = fixed_rows(earlier, [edition.index.code])
    else:
        require_same_marks(earlier, then, edition)
        rows = fixed_under(earlier, then)
    require_reached(earlier, rows, len(earlier.dataset), said("another edition"), allowed=False)


def _in_force(family: Weighting | None, period: str) -> Methodology | None:
    if family is None:
        return None
    try:
        (edition,) = candidates(family, period=period)
    except UsageFault:
        return None
    return edition
