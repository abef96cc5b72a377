"""A published or committed table as expectations: which of its columns say something about nodes of an edition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dtiscore.analysis.expected_columns import BAND_HEADINGS, ExpectedColumns, expected_columns
from dtiscore.analysis.expected_table import EXACT, Expected, ExpectedTable
from dtiscore.errors import InvalidData, Problem, errors_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import counted, first_few, said
from dtiscore.scoring.ranking import plain_rank
from dtiscore.tables.headings import resolve
from dtiscore.tables.identified import Identity
from dtiscore.tables.identity import identify
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.published_ranks import range_of, ranks_in
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import TableNumbers, numbers_in
from dtiscore.units.scheme import UnitScheme


def read_expected(  # noqa: PLR0913 - how a table is read, and what is asked of it
    table: RawTable,
    methodology: Methodology,
    scheme: UnitScheme | None = None,
    options: ReadingOptions | None = None,
    *,
    other_schemes: Sequence[UnitScheme] = (),
    node: str | None = None,
    periods: Collection[str] = (),
) -> ExpectedTable:
    """Understand a table of expected results; of a ranking that dtiscore wrote each column says what it is.

    Score columns are headed by a node's code or name, or ``score`` for the index; ranks by ``rank`` or ``rank_CODE``; both of
    the index and of groups also as publishers head them, see :func:`expected_columns`; bands by ``band``, ``group``, ``class``,
    ``quintile``. Of several ranks in one cell (``101-125``) one is expected. An empty score of the index means that the unit has
    none, unless it has one of several ranks; any other empty cell says nothing.
    ``node`` is the only one of which anything is asked; all are unless given. ``periods`` are those that were scored, as far as
    it is known: figures of other years say nothing of them.

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
    columns = expected_columns(table, methodology, headings, periods)
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
        places={code: table.place_of_heading(column) for code, column in columns.scores.items()},
        passed_over=[_not_compared(table, column, methodology) for column in columns.passed_over],
    )


def _nothing_expected(table: RawTable, methodology: Methodology) -> InvalidData:
    message = said(
        "{source}: no column holds an expected score, rank or band of {edition}",
        source=table.source,
        edition=methodology.id,
    )
    headers = first_few([column.header for column in table.columns])
    index = methodology.index.code
    if methodology.bands is None:
        fix = said("head them {index} or rank; the file has {headers}", index=index, headers=headers)
    else:
        fix = said("head them {index}, rank or band; the file has {headers}", index=index, headers=headers)
    return InvalidData(message, fix)


def _rows(
    table: RawTable,
    columns: ExpectedColumns,
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
            names=tuple(name for name in identity.names[i].values() if name != identity.codes[i]),
        )
        rows.append(one)
    return rows


def _of_one(ranks: RawColumn) -> RawColumn:
    """A column of ranks without the cells that name several."""
    return ranks._replace(cells=["" if range_of(cell) else cell for cell in ranks.cells])


def _not_compared(table: RawTable, column: RawColumn, methodology: Methodology) -> Problem:
    if methodology.bands is None and fold(column.header) in BAND_HEADINGS[:3]:  # others may head regions
        message = said("it is not compared: {edition} has no bands", edition=methodology.id)
        fix = said("write how they are made under bands, in a weighting file of your own")
    else:
        message = said(
            "it is not compared: it is headed by no score, rank or band of {edition}", edition=methodology.id
        )
        fix = said(
            "dtiscore weights show lists the codes and names of the edition; a rank is headed rank_CODE"
        )
    place = table.place_of_heading(column)
    return Problem("unused-column", message, place, raw=column.header, fix=fix, severity="warning")


def _collected(found: TableNumbers, problems: list[Problem]) -> list[float | None]:
    """The numbers that were found; their faults become problems."""
    problems += found.errors
    return found.or_none()
