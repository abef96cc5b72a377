"""Tables at two times, under editions where these are known, and what the two differ in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dtiscore.analysis.lists import respelt
from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.standings import standings_of
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.inputs.comparison import comparison_of
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score, score_editions
from dtiscore.inputs.standings import Table
from dtiscore.inputs.unit_lists import with_fits
from dtiscore.inputs.validation import editions_for, invalid, lenient, validate_each
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.diff.answer import Diff, diff_contents
from dtiscore.questions.weights.diff.answer import diff as diff_editions
from dtiscore.said import said
from dtiscore.scoring.fitting import depends_on_others
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.scoring.scorecard import Partition
from dtiscore.tables.contents import Contents, contents_of, contents_of_text, without_rows
from dtiscore.tables.table import Dataset


@dataclass(frozen=True)
class State:
    """A table at one time, under an edition where one is known."""

    label: str
    table: Data | Scorecard
    weighting: Weighting | None = None
    reading: Reading | None = None
    """What is declared about the table."""


def diff_states(before: State, after: State, *, same_data: bool = False) -> Diff:
    """What two states differ in; ``same_data`` where both have the one table, so that at most the edition differs.

    Raises:
        As :func:`diff`.
    """
    labels = _labels(before, after, same_data=same_data)
    if before.weighting is None or after.weighting is None:
        one, other = (_without_edition(state) for state in (before, after))
        found = diff_contents(one[0], other[0])
        gone, came = ((row.unit for row in rows) for rows in (found.gone, found.came))
        return Diff(
            *labels, found, warnings=[*one[1], *other[1], *respelt(gone, came, labels, other[0].source)]
        )
    first, last = _card(before), _card(after)
    editions = (first.methodology, last.methodology)
    settings = None if editions[0] == editions[1] else diff_editions(*editions)
    comparisons, reason = _compared((before, first), (after, last), same_data=same_data)
    warnings = [*first.warnings, *last.warnings]
    warnings += [warning for one in comparisons.values() for warning in one.warnings]
    return Diff(
        *labels,
        diff_contents(*_contents(first, last)),
        settings,
        editions[1],
        comparisons,
        reason,
        list(dict.fromkeys(warnings)),
    )


def diff_each(before: State, after: State) -> list[Diff]:
    """What two states differ in: of tables that span several editions of a family what the rows under each of them differ in.

    Raises:
        As :func:`diff`.
    """
    first, last = _by_edition(before), _by_edition(after)
    if len(first) < 2 and len(last) < 2:
        return [diff_states(before, after)]
    found: list[Diff] = []
    for id_ in dict.fromkeys([*first, *last]):
        if id_ in first and id_ in last:
            found.append(diff_states(first[id_], last[id_]))
            continue
        card = _card((first | last)[id_])
        contents = contents_of(card.dataset)
        sides = [contents if id_ in states else without_rows(contents) for states in (first, last)]
        told = diff_contents(*sides)
        found.append(Diff(before.label, after.label, told, edition_of_columns=card.methodology))
    return found


def _by_edition(state: State) -> dict[str, State]:
    """A state under the one edition that it has, or under each one of a family that governs rows of its table, by their ids."""
    if state.weighting is None or isinstance(state.table, Scorecard):
        return {"": state}
    declared = state.reading or {}
    if len(editions_for(state.weighting, declared)) == 1:
        return {"": state}
    cards = score_editions(state.table, state.weighting, **declared)
    return {card.methodology.id: replace(state, table=card, weighting=card.methodology) for card in cards}


def read_state(state: State) -> list[tuple[Methodology | None, Contents]]:
    """What is read of a table under each edition that governs some of it, whichever periods a single one governs.

    Without any edition it is every column, under none.

    Raises:
        InvalidData: the table breaks the rules of an edition. Otherwise as :func:`dtiscore.inputs.scored.score`.
    """
    if isinstance(state.table, Scorecard):
        return [(state.table.methodology, contents_of(state.table.dataset))]
    if state.weighting is None:
        contents, _ = _without_edition(state)
        return [(None, contents)]
    declared = state.reading or {}
    read = raw_table(state.table, declared)
    editions = editions_for(state.weighting, declared)
    if len(editions) == 1:
        held = [held_under(read, editions[0], state.weighting, declared)]
    else:
        held = validate_each(read, editions, state.weighting, declared)
    found: list[tuple[Methodology | None, Contents]] = []
    for one in held:
        if one.dataset is None:
            raise invalid(one)
        found.append((one.methodology, contents_of(one.dataset)))
    return found


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


def _contents(before: Scorecard, after: Scorecard) -> tuple[Contents, Contents]:
    """What is read of two tables: of the rows asked for, and of those that set the scale of their scores unseen.

    Those of other periods count where the same periods are asked for, as otherwise each is another one from either side.
    """
    tables = [before.dataset, after.dataset]
    editions = (before.methodology, after.methodology)
    if any(map(depends_on_others, editions)):
        same_periods = {*tables[0].periods} == {*tables[1].periods}
        all_periods = same_periods and any(map(reaches_over_periods, editions))
        tables = [_with_unseen(table, all_periods=all_periods) for table in tables]
    return contents_of(tables[0]), contents_of(tables[1])


def _with_unseen(data: Dataset, *, all_periods: bool) -> Dataset:
    whole = data.selected_from
    if whole is None:
        return data
    return whole.take([row for row, at in enumerate(whole.periods) if all_periods or at in data.periods])


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
            reading = lenient(Reading(**{**(after[0].reading or {}), **_stated(now)}))  # type: ignore[typeddict-item]  # of those
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
