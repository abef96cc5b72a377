"""Compare two tables, two periods or two editions, and follow a trend over many periods."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Unpack

from dtiscore.analysis.changed_nodes import fixed_under
from dtiscore.analysis.compare import Comparison, Scored, compare as compare_standings
from dtiscore.analysis.lists import Across, renamed
from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.mixed_ranks import between_scorecards
from dtiscore.analysis.mixed_tables import MixedTables
from dtiscore.analysis.splitting import split
from dtiscore.analysis.standings import Restatement, standings_of
from dtiscore.analysis.trend import Trend, trend as trend_of
from dtiscore.api.in_force import candidates
from dtiscore.api.reading import Data, Reading, Weighting, raw_table, table_and_reading
from dtiscore.api.recasting import held_under, scored_under
from dtiscore.api.scorecard import Scorecard
from dtiscore.api.standings import Published, Table, named, standings
from dtiscore.api.unit_lists import identified
from dtiscore.api.verbs import hold, meant, only, score_editions
from dtiscore.dataset.periods import in_time
from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.scoring.fixed_units import require_reached
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.scoring.selection import kept
from dtiscore.shell_words import with_value
from dtiscore.sources.weighting import load_methodology, load_unit_scheme, scheme_of
from dtiscore.units.scheme import UnitScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What two or more tables stand on, where their data do not say it."""

    published: str | None = None
    """The heading of a column of published scores: a table that has it is not scored, and its own ranks count."""
    units: Sequence[str] = ()
    """The unit scheme of the tables of published figures: one for all, or one for each in order."""
    restate: Restatement | None = None
    """How scores on an older unit scheme are restated; without it different schemes are refused."""
    on: str | None = None
    """The unit scheme to restate on; the newest among the tables unless given."""
    across: Across | None = None
    """What is done where the lists of units differ: ranks ``common``, anew among the units that every table ranks, or
    subtracted ``as ranked``; otherwise ranks on different lists are not compared."""

    def __post_init__(self) -> None:
        if self.units and self.published is None:
            message = "units are of published tables, and no column of published scores is named"
            raise UsageFault(message, "name it with published, or leave out units")
        if self.on is not None and self.restate is None:
            raise UsageFault(
                "nothing is restated, so that there is no scheme to restate on", 'add restate="mean"'
            )


def compare(
    before: Data,
    after: Data | None = None,
    weights: Weighting | None = None,
    weights_after: Weighting | None = None,
    basis: Basis | None = None,
    *,
    allow_fixed_units: bool = False,
    **reading: Unpack[Reading],
) -> Comparison:
    """Compare two tables: moves in score and rank, and each change split exactly into data, method and composition.

    Args:
        before: the earlier table; ``2022=TABLE.csv`` names or chooses its period.
        after: the later table. Without it, the last two periods of the one table, or the one table under two editions,
            whichever periods they govern.
        weights: the edition, or family of editions, under which tables are scored.
        weights_after: the edition of the later table; that of the earlier one unless given.
        basis: published figures, unit schemes and restating.
        allow_fixed_units: whether to go on, with such units marked and their changes not split, where a table supplies
            the index of some units, or a node above one that the two editions make otherwise.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: the tables cannot be compared: different indices, or different unit schemes and nothing says how
            to restate; or the other edition cannot reach some units. InvalidData: a table is invalid, or is not whole and would have to be.
    """
    known = basis or Basis()
    second = weights if weights_after is None else weights_after
    if after is None and weights_after is None:
        if weights is None:
            raise UsageFault("there is nothing to compare with", "give a second table, or a second edition")
        first, last = _last_two(before, weights, reading)
    elif after is None and weights is not None and weights_after is not None and known.published is None:
        first, last = _under_any(before, weights, reading), _under_any(before, weights_after, reading)
    else:
        first = _table(before, weights, known, reading, [], last=False)
        last = _table(before if after is None else after, second, known, reading, [first], last=True)
    same_data = _is_same(before, before if after is None else after, first, last)
    if same_data and first.card is not None and last.card is not None:
        require_same_marks(first.card, first.card.methodology, last.card.methodology)
    on = None if known.on is None else load_unit_scheme(known.on)
    fixed = _fixed(first, last, allowed=allow_fixed_units)
    scored = _scored(
        first, last, reading, same_data=same_data or (after is None and weights_after is not None)
    )
    scored = None if scored is None else replace(scored, fixed=fixed)
    result = compare_standings(
        first.standings,
        last.standings,
        scored,
        restated=known.restate,
        on=on,
        across=known.across,
    )
    return replace(result, warnings=_warnings([first, last]))


def trend(
    tables: Sequence[Data],
    weights: Weighting | None = None,
    basis: Basis | None = None,
    **reading: Unpack[Reading],
) -> Trend:
    """Follow the units of an index over many periods: ranks, runs in the lead, growth, and how far units are apart.

    Args:
        tables: one table for each period, or a single one with several; ``2023=TABLE.csv`` names the period.
        weights: the edition, or family of editions, under which tables are scored.
        basis: published figures, unit schemes and restating.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault, InvalidData: as :func:`compare`. A table that lacks units of its scheme is never ranked.
    """
    known = basis or Basis()
    on = None if known.on is None else load_unit_scheme(known.on)
    chosen: list[Data] = list(tables)
    if len(chosen) == 1 and weights is not None and known.published is None:
        found = _panel(chosen[0], weights, reading)
    else:
        found = []
        for at, table in enumerate(chosen, 1):
            found.append(_table(table, weights, known, reading, found, last=at == len(chosen)))
    result = trend_of(
        [table.standings for table in found],
        restated=known.restate,
        on=on,
        common_units=known.across == "common",
    )
    return replace(result, warnings=_warnings(found))


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
        require_reached(card, rows, len(card.dataset), "another edition", allowed=allowed)
        fixed |= {card.dataset.units[row]: code for row, code in rows.items()}
    return fixed


def _is_same(before: Data, after: Data, first: Table, last: Table) -> bool:
    """Whether both standings are of one period of one table, so that at most the edition differs."""
    one, other = (table_and_reading(named(table)[1], {})[0] for table in (before, after))
    are_names = isinstance(one, str | os.PathLike) and isinstance(other, str | os.PathLike)
    same = os.fspath(one) == os.fspath(other) if are_names else one is other  # type: ignore[arg-type]  # both names
    return same and first.standings.period == last.standings.period


def _warnings(tables: Sequence[Table]) -> list[Problem]:
    """The reservations about the tables, each once."""
    warnings = [problem for table in tables for problem in table.warnings]
    for before, after in pairwise(table.standings for table in tables):
        if before.scheme is None and after.scheme is None:
            found = renamed(before.names, after.names, (before.label, after.label), after.source)
            warnings += [] if found is None else [found]
    return list(dict.fromkeys(warnings))


def _table(
    data: Data,
    weights: Weighting | None,
    basis: Basis,
    reading: Reading,
    before: Sequence[Table],
    *,
    last: bool,
) -> Table:
    """The standings of the next table after some; ``last`` if none follows."""
    period, table = named(data)
    published = None
    if basis.published is not None or weights is None:
        editions = [] if weights is None else _known_editions(weights)
        at, stated = len(before), basis.units
        scheme = load_unit_scheme(stated[min(at, len(stated) - 1)]) if stated else None
        scheme = scheme or _scheme_of_all(editions, weights)
        higher = all(edition.rank.order == "descending" for edition in editions)
        following = stated[at + 1 : at + 2] or ([] if scheme is None else [scheme.id])
        units_option = partial(_units_option, list(before), [] if last else following)
        published = Published(basis.published, scheme, higher, units_option, is_stated=bool(stated))
    return standings(table, period, weights, published, reading)


def _under_any(data: Data, weights: Weighting, reading: Reading) -> Table:
    """One table under an edition, whichever periods it governs: of a family the one that governs the table's."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    read = raw_table(table, declared)
    editions = meant(weights, declared)
    edition = editions[0] if len(editions) == 1 else only(hold(read, editions, weights, declared)).methodology
    card = scored_under(held_under(read, edition, weights, declared), declared)
    found = standings_of(card)
    dated = found if found.period or period is None else replace(found, period=period)
    return Table(table, dated, card, card.warnings)


def _units_option(before: Sequence[Table], after: Sequence[str], stated: UnitScheme) -> str:
    """The options that state the scheme of a table, with those of the tables before and after it as they are known."""
    known = [one.standings.scheme or next(iter(one.standings.fits), stated) for one in before]
    return " ".join(
        with_value("--units", id_) for id_ in (*(scheme.id for scheme in known), stated.id, *after)
    )


def _known_editions(weights: Weighting) -> list[Methodology]:
    """The edition that is named, or those of the family."""
    try:
        return [load_methodology(weights)]
    except UsageFault:
        return candidates(weights)


def _scheme_of_all(editions: Sequence[Methodology], weights: Weighting | None) -> UnitScheme | None:
    """The unit scheme that all editions share."""
    if len({edition.units for edition in editions}) != 1:
        return None
    return scheme_of(editions[0], weights)


def _panel(data: Data, weights: Weighting, reading: Reading) -> list[Table]:
    """The standings of each period of one table, in order of time, scored within the whole of it."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    found: list[Table] = []
    for card in score_editions(table, weights, **declared):
        for at in dict.fromkeys(card.dataset.periods):
            part = kept(card, at)
            found.append(Table(table, standings_of(part), part, part.warnings))
    told = identified([one.standings for one in found])
    found = [replace(one, standings=table) for one, table in zip(found, told, strict=True)]
    return sorted(found, key=lambda one: in_time(one.standings.period))


def _last_two(data: Data, weights: Weighting, reading: Reading) -> tuple[Table, Table]:
    found = _panel(data, weights, reading)
    if len(found) < 2:
        raise UsageFault(
            "the table has one period, and nothing to compare it with", "give a second table or edition"
        )
    return found[-2], found[-1]


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
    declared = Reading(**{**reading, "period": table.standings.period})
    assert table.card is not None
    require_same_marks(table.card, table.card.methodology, methodology)
    found = held_under(raw_table(table.data, declared), methodology, methodology, declared)
    return scored_under(found, declared)


def source_of(data: Data) -> list[str]:
    """The file behind a table that a command was given, for its list of inputs."""
    table = table_and_reading(named(data)[1], {})[0]
    return [os.fspath(table)] if isinstance(table, str | os.PathLike) else []
