"""A published or committed table as expectations: which of its columns say something about nodes of an edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dtiscore.errors import InvalidData, Problem, errors_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.questions.check.answer import EXACT, Expected, ExpectedTable
from dtiscore.said import counted, first_few, said
from dtiscore.scoring.ranking import plain_rank
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identified import Identity
from dtiscore.tables.identity import identify
from dtiscore.tables.known_headings import (
    AREA_HEADINGS,
    NAME_HEADINGS,
    OWN_OUTPUT,
    PERIOD_HEADINGS,
    RANK_HEADINGS,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
)
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.published_ranks import range_of, ranks_in
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import TableNumbers, numbers_in
from dtiscore.units.scheme import UnitScheme

SCORE_HEADINGS = ("score", "overall", "index", "value", "total", "điểm", "tổng điểm")
BAND_HEADINGS = ("band", "group", "class", "category", "quintile", "decile")

_RANK_OF = re.compile(r"rank[_ ](?P<behind>.+)|(?P<before>.+)[_ ]rank(?:ing)?")
"""``rank_CODE``, ``CODE rank``, folded."""

_NOTHING_TO_COMPARE = frozenset(
    map(
        fold,
        (*OWN_OUTPUT, *SERIAL_HEADINGS, *UNIT_HEADINGS, *AREA_HEADINGS, *NAME_HEADINGS, *PERIOD_HEADINGS),
    )
)
"""Columns of a table beside what it says of scores."""


@dataclass
class _Columns:
    """The columns of the table by what they say."""

    scores: dict[str, RawColumn] = field(default_factory=dict)
    ranks: dict[str, RawColumn] = field(default_factory=dict)
    band: RawColumn | None = None
    passed_over: list[RawColumn] = field(default_factory=list)

    def of(self, node: str) -> _Columns:
        """Those of one node."""
        scores, ranks = (
            {code: column for code, column in of.items() if code == node} for of in (self.scores, self.ranks)
        )
        return replace(self, scores=scores, ranks=ranks)

    @property
    def fields(self) -> set[int]:
        """The positions of the columns that say something."""
        band = [self.band] if self.band is not None else []
        return {column.field for column in [*self.scores.values(), *self.ranks.values(), *band]}


def read_expected(
    table: RawTable,
    methodology: Methodology,
    scheme: UnitScheme | None = None,
    options: ReadingOptions | None = None,
    *,
    other_schemes: Sequence[UnitScheme] = (),
    node: str | None = None,
) -> ExpectedTable:
    """Understand a table of expected results; of a ranking that dtiscore wrote each column says what it is.

    Score columns are headed by a node's code or name, or ``score`` for the index; ranks by ``rank`` or ``rank_CODE``;
    bands by ``band``, ``group``, ``class``, ``quintile``. Of several ranks in one cell (``101-125``) one is expected. An empty
    score of the index means that the unit has none, unless it has one of several ranks; any other empty cell says nothing.
    ``node`` is the only one of which anything is asked; all are unless given.

    Raises:
        InvalidData: cells cannot be read, units are unknown, or no column says anything; ``problems`` lists all.
    """
    options = (options or ReadingOptions())._replace(allow_missing_units=True)
    headings, problems = resolve(table, methodology, options, prepared=False)
    problems = errors_of(problems)
    identity = identify(table, headings, methodology, scheme, options, other_schemes)
    # Beside another table a code of two meanings is no mere caution: the row would be held against another unit's.
    problems += [
        one.as_error() for one in identity.problems if one.is_error or one.code == "ambiguous-vintage"
    ]
    columns = _columns(table, methodology, headings)
    if not columns.fields:
        raise _nothing_expected(table, methodology)
    if node is not None:
        columns = columns.of(node)
    read = {
        code: numbers_in(table, column, options, identity.rows) for code, column in columns.scores.items()
    }
    scores = {code: _collected(found, problems) for code, found in read.items()}
    ranks = {
        code: _collected(ranks_in(table, _of_one(column), options, identity.rows), problems)
        for code, column in columns.ranks.items()
    }
    if problems:
        message = counted(
            len(problems),
            "{source}: {n} error in the expected table",
            "{source}: {n} errors in the expected table",
            source=table.source,
        )
        raise InvalidData(message, problems=problems)
    return ExpectedTable(
        source=table.source,
        rows=_rows(table, columns, identity, scores, ranks, methodology.index.code),
        # Those of units: a mean of all in a row below has more.
        decimals={
            code: EXACT
            if table.is_ranking
            else read[code].written.decimals([column.cells[row] for row in identity.rows], read[code].values)
            for code, column in columns.scores.items()
        },
        compared=[column.header for column in table.columns if column.field in columns.fields],
        passed_over=[_not_compared(table, column, methodology) for column in columns.passed_over],
    )


def _nothing_expected(table: RawTable, methodology: Methodology) -> InvalidData:
    message = said(
        "{source}: no column holds an expected score, rank or band of {edition}",
        source=table.source,
        edition=methodology.id,
    )
    headers = first_few([column.header for column in table.columns])
    fix = said(
        "head them {index}, rank or band; the file has {headers}",
        index=methodology.index.code,
        headers=headers,
    )
    return InvalidData(message, fix)


def _rows(
    table: RawTable,
    columns: _Columns,
    identity: Identity,
    scores: Mapping[str, Sequence[float | None]],
    ranks: Mapping[str, Sequence[float | None]],
    index: str,
) -> list[Expected]:
    rows = []
    for i, row in enumerate(identity.rows):
        ranges = {code: range_of(column.cells[row]) for code, column in columns.ranks.items()}
        # Where several units are ranked together, no score may have been published of any.
        is_told = ranges.get(index) is None
        one = Expected(
            unit=identity.codes[i],
            period=identity.periods[i],
            line=table.columns[0].lines[row],
            scores={c: v[i] for c, v in scores.items() if v[i] is not None or (c == index and is_told)},
            ranks={
                code: rank for code, values in ranks.items() if (rank := plain_rank(values[i])) is not None
            },
            ranges={code: among for code, among in ranges.items() if among is not None},
            band=(columns.band.cells[row].strip() or None) if columns.band else None,
            group=identity.groups[i],
        )
        rows.append(one)
    return rows


def _of_one(ranks: RawColumn) -> RawColumn:
    """A column of ranks without the cells that name several."""
    return ranks._replace(cells=["" if range_of(cell) else cell for cell in ranks.cells])


def _columns(table: RawTable, methodology: Methodology, headings: Headings) -> _Columns:
    """Tell the columns apart by their headings; what identifies rows is passed over in silence."""
    index = methodology.index.code
    by_heading: dict[str, str] = {fold(heading): index for heading in SCORE_HEADINGS}
    for code in (*methodology.nodes, *methodology.view):
        names = methodology.node_or_view(code).name
        for heading in (code, *(names.values() if names else ())):
            by_heading[fold(heading)] = code
    codes = methodology.figure_headings.supplying
    of_scores = {fold(heading): code for code, ours in codes.items() for heading in ours[:2]}
    by_heading = of_scores if table.is_ranking else {**by_heading, **of_scores}
    by_rank = {fold(methodology.figure_headings.of(code, "rank")): code for code in codes}
    by_rank |= dict.fromkeys(RANK_HEADINGS, index)
    identifying = {column.field for column in headings.identifying}
    identifying |= _told_in_full(table, methodology)
    found = _Columns()
    for column in table.columns:
        heading = fold(column.header)
        node = by_heading.get(heading)
        ranked = by_rank.get(heading)
        if ranked is None and not table.is_ranking:
            ranked = _ranked_node(heading, by_heading)
        if column.field in identifying:
            continue
        if node is not None and node not in found.scores:
            found.scores[node] = column
        elif ranked is not None and ranked not in found.ranks:
            found.ranks[ranked] = column
        elif heading in BAND_HEADINGS and methodology.bands is not None and found.band is None:
            found.band = column
        elif heading not in _NOTHING_TO_COMPARE:
            found.passed_over.append(column)
    return found


def _told_in_full(table: RawTable, methodology: Methodology) -> set[int]:
    """The positions of published scores that the table also has in full precision, which says more."""
    fields = {fold(column.header): column.field for column in table.columns}
    pairs = [(fold(ours[0]), fold(ours[1])) for ours in methodology.figure_headings.supplying.values()]
    return {fields[published] for score, published in pairs if score in fields and published in fields}


def _not_compared(table: RawTable, column: RawColumn, methodology: Methodology) -> Problem:
    return Problem(
        "unused-column",
        said(
            "it is not compared: it is headed by no score, rank or band of {edition}", edition=methodology.id
        ),
        table.place_of_heading(column),
        raw=column.header,
        fix=said(
            "dtiscore weights show lists the codes and names of the edition; a rank is headed rank_CODE"
        ),
        severity="warning",
    )


def _ranked_node(heading: str, by_heading: dict[str, str]) -> str | None:
    found = _RANK_OF.fullmatch(heading)
    return None if found is None else by_heading.get(found["behind"] or found["before"])


def _collected(found: TableNumbers, problems: list[Problem]) -> list[float | None]:
    """The numbers that were found; their faults become problems."""
    problems += found.errors
    return found.or_none()
