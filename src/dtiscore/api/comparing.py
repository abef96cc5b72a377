"""Compare two tables, two periods, two editions or two columns of assessments, and follow a trend over many periods."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

from dtiscore.analysis.appraisal import Appraisal, Assessed, appraise
from dtiscore.analysis.compare import Comparison, Scored, compare as compare_standings
from dtiscore.analysis.splitting import Split, split
from dtiscore.analysis.standings import Restatement, standings_of
from dtiscore.analysis.trend import Trend, trend as trend_of
from dtiscore.api.reading import Data, Reading, Weighting, raw_table
from dtiscore.api.scorecard import Scorecard
from dtiscore.api.standings import Published, Table, named, standings
from dtiscore.api.verbs import score_editions, validate
from dtiscore.dataset.numbers import read_number_column
from dtiscore.dataset.periods import in_time
from dtiscore.dataset.raw import RawColumn, RawTable
from dtiscore.dataset.table import Dataset
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.scoring import score_dataset
from dtiscore.sources.weighting import load_methodology, load_unit_scheme, scheme_of
from dtiscore.units.scheme import UnitScheme

_LABEL_HEADINGS = ("indicator", "name", "chỉ số", "chỉ tiêu", "tên", "tiêu chí")
_CODE_HEADINGS = ("code", "mã", "no.", "stt")


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


def compare(
    before: Data,
    after: Data | None = None,
    weights: Weighting | None = None,
    weights_after: Weighting | None = None,
    basis: Basis | None = None,
    **reading: Unpack[Reading],
) -> Comparison:
    """Compare two tables: moves in score and rank, and each change split exactly into data, method and composition.

    Args:
        before: the earlier table; ``2022=TABLE.csv`` names or chooses its period.
        after: the later table. Without it, the last two periods of the one table, or the one table under two editions.
        weights: the edition, or family of editions, under which tables are scored.
        weights_after: the edition of the later table; that of the earlier one unless given.
        basis: published figures, unit schemes and restating.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: the tables cannot be compared: different indices, or different unit schemes and nothing says how
            to restate. InvalidData: a table is invalid, or is not whole and would have to be.
    """
    known = basis or Basis()
    second = weights if weights_after is None else weights_after
    if after is None and weights_after is None:
        if weights is None:
            raise UsageFault("there is nothing to compare with", "give a second table, or a second edition")
        first, last = _last_two(before, weights, reading)
    else:
        first = _table(before, weights, known, reading, 0)
        last = _table(before if after is None else after, second, known, reading, 1)
    same_data = _is_same(before, before if after is None else after, first, last)
    on = None if known.on is None else load_unit_scheme(known.on)
    scored = _scored(
        first, last, reading, same_data=same_data or (after is None and weights_after is not None)
    )
    result = compare_standings(first.standings, last.standings, scored, restated=known.restate, on=on)
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
        found = [_table(table, weights, known, reading, at) for at, table in enumerate(chosen)]
    result = trend_of([table.standings for table in found], restated=known.restate, on=on)
    return replace(result, warnings=_warnings(found))


def compare_columns(
    data: Data, first: str, second: str, groups: Sequence[str] = (), **reading: Unpack[Reading]
) -> Appraisal:
    """Hold two columns of one table against each other, as points by self-assessment and after appraisal.

    Args:
        data: the table, one row per indicator.
        first: the heading of the first assessment.
        second: the heading of the second, which lost or gained points against it.
        groups: headings by whose values gains and losses are summed.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: there is no such column. InvalidData: a cell is no number; ``problems`` lists all.
    """
    table, problems, options = raw_table(data, reading)
    if errors_of(problems):
        raise InvalidData(f"{table.source}: the table cannot be read", problems=problems)
    columns = [_column(table, heading) for heading in (first, second)]
    values = []
    for column in columns:
        style = options.styles.get(column.header, options.style)
        result = read_number_column(column.cells, declared=style, missing=options.missing, lines=column.lines)
        values.append([None if value != value else value for value in result.values.tolist()])
        problems += [
            Problem(
                cell.fault.code,
                cell.fault.message,
                table.place(column, cell.row),
                column.cells[cell.row],
                cell.fault.fix,
            )
            for cell in result.faults
        ]
    faults = errors_of(problems)
    if faults:
        raise InvalidData(f"{table.source}: the assessments cannot be read as numbers", problems=faults)
    grouping = {heading: _column(table, heading).cells for heading in groups}
    labels = _labels(table)
    rows = [
        Assessed(
            labels[row], {heading: cells[row].strip() for heading, cells in grouping.items()}, one, other
        )
        for row, (one, other) in enumerate(zip(*values, strict=True))
    ]
    return appraise(table.source, columns[0].header, columns[1].header, rows, list(groups))


def _is_same(before: Data, after: Data, first: Table, last: Table) -> bool:
    """Whether both standings are of one period of one table, so that at most the edition differs."""
    one, other = named(before)[1], named(after)[1]
    are_names = isinstance(one, str | os.PathLike) and isinstance(other, str | os.PathLike)
    same = os.fspath(one) == os.fspath(other) if are_names else one is other  # type: ignore[arg-type]  # both names
    return same and first.standings.period == last.standings.period


def _warnings(tables: Sequence[Table]) -> list[Problem]:
    """The reservations about the tables that were scored, each once."""
    cards = (table.card for table in tables if table.card is not None)
    return list(dict.fromkeys(problem for card in cards for problem in card.warnings))


def _table(data: Data, weights: Weighting | None, basis: Basis, reading: Reading, at: int) -> Table:
    period, table = named(data)
    published = None
    if basis.published is not None:
        edition = None if weights is None else _known_edition(weights)
        scheme = _scheme(basis.units, at, edition, weights)
        higher = edition is None or edition.rank.order == "descending"
        published = Published(basis.published, scheme, higher)
    return standings(table, period, weights, published, reading)


def _known_edition(weights: Weighting) -> Methodology | None:
    """The edition that is named; a family has none before its tables are read."""
    try:
        return load_methodology(weights)
    except UsageFault:
        return None


def _scheme(
    units: Sequence[str], at: int, edition: Methodology | None, weights: Weighting | None
) -> UnitScheme | None:
    if units:
        return load_unit_scheme(units[min(at, len(units) - 1)])
    return None if edition is None else scheme_of(edition, weights)


def _panel(data: Data, weights: Weighting, reading: Reading) -> list[Table]:
    """The standings of each period of one table, in order of time, scored within the whole of it."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    found: list[Table] = []
    for card in score_editions(table, weights, **declared):
        frame = None if card.methodology.frame == "period" else card.reference
        for at in dict.fromkeys(card.dataset.periods):
            rows = [row for row, one in enumerate(card.dataset.periods) if one == at]
            part = score_dataset(card.methodology, card.dataset.take(rows), reference=frame)
            found.append(Table(table, standings_of(part), Scorecard.of(part)))
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
        return Scored(editions, _split(first, last, reading, same_data=same_data))
    except (InvalidData, UsageFault) as fault:
        problem = next(iter(fault.problems), None)
        reason = fault.message if problem is None else f"{fault.message}: {problem.message}"
        return Scored(editions, not_split=reason)


def _split(first: Table, last: Table, reading: Reading, *, same_data: bool) -> dict[str, Split]:
    assert first.card is not None
    assert last.card is not None
    crossed = None
    if not same_data and first.card.methodology != last.card.methodology:
        crossed = (
            _under(last, first.card.methodology, reading),
            _under(first, last.card.methodology, reading),
        )
    return split(
        first.card,
        last.card,
        crossed,
        same_data=same_data,
        one_frame=first.card.reference is last.card.reference,
    )


def _under(table: Table, methodology: Methodology, reading: Reading) -> Dataset:
    """A table read under the other edition, which need not govern its period."""
    free = methodology.model_copy(update={"periods": ()})
    declared: dict[str, Any] = {**reading, "period": table.standings.period}
    found = validate(table.data, free, **{key: value for key, value in declared.items() if value is not None})
    if found.dataset is None:
        message = f"{found.table.source} cannot be scored under {methodology.id}"
        raise InvalidData(message, problems=errors_of(found.problems))
    return found.dataset


def _column(table: RawTable, heading: str) -> RawColumn:
    found = next((column for column in table.columns if fold(column.header) == fold(heading)), None)
    if found is None:
        headers = ", ".join(column.header for column in table.columns[:12])
        raise UsageFault(f'{table.source}: there is no column "{heading}"', f"the table has {headers}")
    return found


def _labels(table: RawTable) -> list[str]:
    """What each row is about: its code and name, or the number of its line."""
    by_heading = {fold(column.header): column for column in table.columns}
    found = [
        next((by_heading[heading] for heading in headings if heading in by_heading), None)
        for headings in (_CODE_HEADINGS, _LABEL_HEADINGS)
    ]
    texts = [
        " ".join(text for column in found if column is not None and (text := column.cells[row].strip()))
        for row in range(table.rows)
    ]
    return [text or f"line {table.columns[0].lines[row]}" for row, text in enumerate(texts)]


def source_of(data: Data) -> list[str]:
    """The file behind a table that a command was given, for its list of inputs."""
    table = named(data)[1]
    return [os.fspath(table)] if isinstance(table, str | os.PathLike) else []
