"""Tell what two tables, two editions or both differ in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Unpack

from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.standings import standings_of
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.files.catalogue import edition_ids
from dtiscore.inputs.comparison import comparison_of
from dtiscore.inputs.reading import Data, DeclaredTable, Reading, Weighting, raw_table
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score
from dtiscore.inputs.standings import Table, named
from dtiscore.inputs.unit_lists import with_fits
from dtiscore.inputs.weighting import is_weighting, load_methodology
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.diff.answer import Diff, diff_contents
from dtiscore.questions.weights.diff.answer import diff as diff_editions
from dtiscore.said import said
from dtiscore.scoring.scorecard import Partition
from dtiscore.tables.contents import Contents, contents_of, contents_of_text


@dataclass(frozen=True)
class State:
    """A table at one time, under an edition where one is known."""

    label: str
    table: Data | Scorecard
    weighting: Weighting | None = None
    reading: Reading | None = None
    """What is declared about the table."""


def diff(
    before: Data | Scorecard | Weighting,
    after: Data | Scorecard | Weighting | None = None,
    weights: Weighting | None = None,
    weights_after: Weighting | None = None,
    **reading: Unpack[Reading],
) -> Diff:
    """Tell what two tables, or two editions, say differently; of tables under editions also which ranks moved and why.

    Args:
        before: a table or an edition.
        after: the later one, of the same kind; without it the one table under two editions.
        weights: the edition of the tables; without it their cells alone are compared.
        weights_after: the edition of the later table; that of the earlier one unless given.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: a table is to be compared with an edition, or nothing with nothing. InvalidData: a table is invalid.
    """
    if _is_edition(before) and (after is None or _is_edition(after)):
        return _of_editions(before, after, weights, reading)
    if after is not None and _is_edition(before) != _is_edition(after):
        message = said("a table and an edition have nothing in common that could differ")
        raise UsageFault(
            message, said("give two tables or two editions; the edition of tables is given with -w")
        )
    if after is None and weights_after is None:
        raise UsageFault(
            said("there is nothing to compare with"), said("give a second table, or a second edition with -w")
        )
    last = weights if weights_after is None else weights_after
    now = before if after is None else after
    return diff_states(_state(before, weights, reading), _state(now, last, reading), same_data=after is None)


def _state(data: Any, weighting: Weighting | None, reading: Reading) -> State:
    """A table under an edition; ``2023=TABLE.csv`` names or chooses its period."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    return State(_label(table), table, weighting, declared)


def diff_states(before: State, after: State, *, same_data: bool = False) -> Diff:
    """What two states differ in; ``same_data`` where both have the one table, so that at most the edition differs.

    Raises:
        As :func:`diff`.
    """
    labels = _labels(before, after, same_data=same_data)
    if before.weighting is None or after.weighting is None:
        one, other = (_without_edition(state) for state in (before, after))
        return Diff(*labels, diff_contents(one[0], other[0]), warnings=[*one[1], *other[1]])
    first, last = _card(before), _card(after)
    editions = (first.methodology, last.methodology)
    settings = None if editions[0] == editions[1] else diff_editions(*editions)
    comparisons, reason = _compared((before, first), (after, last), same_data=same_data)
    return Diff(
        *labels,
        diff_contents(contents_of(first.dataset), contents_of(last.dataset)),
        settings,
        editions[1],
        comparisons,
        reason,
        list(dict.fromkeys([*first.warnings, *last.warnings])),
    )


def _of_editions(before: Any, after: Any, weights: Weighting | None, reading: Reading) -> Diff:
    """What two editions say differently."""
    if after is None:
        raise UsageFault(said("there is nothing to compare with"), said("give a second edition"))
    if weights is not None or reading:
        message = said("two editions are compared as they are, without a table")
        raise UsageFault(
            message, said("to see which ranks move, give the table with both editions: diff TABLE -w A -w B")
        )
    first, last = load_methodology(before), load_methodology(after)
    return Diff(first.id, last.id, edition=diff_editions(first, last), edition_of_columns=last)


def _is_edition(what: object) -> bool:
    """Whether something is an edition: one that is known, plain data, or a file that reads as a weighting file."""
    if isinstance(what, Methodology | Mapping):
        return True
    return isinstance(what, str | os.PathLike) and (os.fspath(what) in edition_ids() or is_weighting(what))


def _label(what: object) -> str:
    data = what.data if isinstance(what, DeclaredTable) else what
    if isinstance(data, str | os.PathLike):
        name = os.fspath(data)
        return "<stdin>" if name == "-" else PurePath(name.replace("\\", "/")).name or name
    return data.provenance.data if isinstance(data, Scorecard) else "<DataFrame>"


def _labels(before: State, after: State, *, same_data: bool) -> tuple[str, str]:
    """What the two are called: by their editions where the table is the same."""
    if not same_data or before.weighting is None or after.weighting is None:
        return before.label, after.label
    return load_methodology(before.weighting).id, load_methodology(after.weighting).id


def _without_edition(state: State) -> tuple[Contents, Sequence[Problem]]:
    if isinstance(state.table, Scorecard):
        return contents_of(state.table.dataset), ()
    table, problems, options = raw_table(state.table, state.reading or {})
    if errors_of(problems):
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=problems)
    return contents_of_text(table, options), problems


def _card(state: State) -> Scorecard:
    """The table of a state under its edition, whichever periods that edition governs."""
    if isinstance(state.table, Scorecard):
        return state.table
    assert state.weighting is not None
    declared = state.reading or {}
    try:
        edition = load_methodology(state.weighting)
    except UsageFault:  # a family, among whose editions the periods choose
        return score(state.table, state.weighting, **declared)
    return scored_under(
        held_under(raw_table(state.table, declared), edition, state.weighting, declared), declared
    )


def _compared(
    before: tuple[State, Scorecard], after: tuple[State, Scorecard], *, same_data: bool
) -> tuple[dict[Partition, Comparison], str | None]:
    """The ranks of each period and group that both have, or why they cannot be compared."""
    found: dict[Partition, Comparison] = {}
    try:
        if same_data:
            require_same_marks(before[1], before[1].methodology, after[1].methodology)
        for was, now in _pairs(before[1], after[1]):
            first, last = _part(before, was), _part(after, now)
            reading = Reading(**{**(after[0].reading or {}), **_stated(now)})  # type: ignore[typeddict-item]  # of those
            found[now] = comparison_of(first, last, reading, same_data=same_data, allow_fixed_units=True)
    except (InvalidData, UsageFault) as fault:
        return found, fault.in_one_line
    return found, None


def _pairs(before: Scorecard, after: Scorecard) -> list[tuple[Partition, Partition]]:
    """The periods and groups whose ranks are compared: the same of both, or the only ones of each."""
    first, last = list(before.partitions), list(after.partitions)
    if len(first) == 1 and len(last) == 1:
        return [(first[0], last[0])]
    return [(one, one) for one in last if one in before.partitions]


def _part(side: tuple[State, Scorecard], partition: Partition) -> Table:
    state, card = side
    part = card.part(*partition)
    return Table(state.table, with_fits(standings_of(part)), part, part.warnings)


def _stated(partition: Partition) -> dict[str, Any]:
    period, group = partition
    return {name: value for name, value in (("period", period), ("group", group)) if value is not None}
