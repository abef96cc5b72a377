"""The ranked table of what has been read and scored, as it is written: all of it in memory, or shelf by shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.fitting import joined, ranked_rows
from dtiscore.engines.intake import Intake
from dtiscore.engines.memory import give_back
from dtiscore.engines.moves import Moves, Partition, UnitLists, moves, unit_lists
from dtiscore.engines.order import RankedBy, first_of_each, partitions, places_of, ranked
from dtiscore.engines.output import PieceOfText, RankedTable, as_written
from dtiscore.engines.sequences import Constant
from dtiscore.engines.shelves import Block, edges_of, shelves
from dtiscore.errors import Problem
from dtiscore.files.spill import Spill
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import EXACT
from dtiscore.scoring.ranking import DoubledRanks, keys
from dtiscore.tables.arrow_values import series_of
from dtiscore.tables.table import Rows

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written."""

    output: str
    """The file, ``-`` for standard output."""
    form: str
    """``csv``, ``tsv`` or ``jsonl``."""
    codes: Sequence[str]
    """The nodes that stand beside the index."""
    comparable: Callable[[UnitLists], tuple[bool, list[Problem]]]
    """Whether places in the periods of a panel compare, and what to know of units that were taken for the same."""
    top: int | None = None
    ranks: bool = False
    """Whether the ranks in the nodes beside the index are written too."""


def written(intake: Intake, wanted: Wanted) -> tuple[Iterator[PieceOfText], list[Problem]]:
    """The ranked table as pieces of text, in whose stead it stands: the blocks are gone.

    Beside it warnings of units that are called otherwise in another period.
    """
    disk = intake.scores.on_disk
    if disk is not None and _is_shelved(intake, wanted):
        return _by_shelves(intake, wanted, disk), []
    table, warnings = _ranked_table(intake, wanted)
    return _with_headings(iter([table])), warnings


def _with_headings(tables: Iterator[RankedTable]) -> Iterator[PieceOfText]:
    """Tables that follow on each other, under the headings of the first."""
    for number, table in enumerate(tables):
        if not number:
            yield table.headings
        yield from table.pieces()


def _is_shelved(intake: Intake, wanted: Wanted) -> bool:
    """Whether all rows are ranked against each other, by decimals that are equal or not, and in the index alone."""
    methodology = intake.terms.methodology
    bands = methodology.bands
    return (
        methodology.ranking(methodology.index.code).on == "published"
        and not (wanted.ranks and len(wanted.codes) > 1)
        and (bands is None or bands.on == "published")
        and isinstance(joined([block.periods for block in intake.blocks]), Constant)
        and isinstance(joined([block.groups for block in intake.blocks]), Constant)
    )


def _by_shelves(intake: Intake, wanted: Wanted, disk: Spill) -> Iterator[PieceOfText]:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    methodology, scores = intake.terms.methodology, intake.scores
    index = methodology.index.code
    by = RankedBy(methodology.ranking(index), methodology.publish)
    period, group = intake.blocks[0].periods[0], intake.blocks[0].groups[0]
    edges = edges_of(by, disk.of_column(scores.codes.index(index)), len(disk), disk.columns)

    def blocks() -> Iterator[Block]:
        sizes = [len(block.lines) for block in intake.blocks]
        for block, values in zip(intake.blocks, disk.in_parts(sizes), strict=True):
            compared = keys(values[scores.codes.index(index)], by.ranking, by.publication)
            if block.ranked is not None:
                compared = np.where(block.ranked, compared, np.nan)
            yield Block(compared, values, block.codes, block.names)

    def tables() -> Iterator[RankedTable]:
        left = wanted.top
        for shelf in shelves(blocks(), edges, index, by, scores.codes):
            order = shelf.order if left is None else shelf.order[:left]
            left = None if left is None else left - len(order)
            rows = len(shelf.ranks)
            yield RankedTable(
                form=wanted.form,
                methodology=methodology,
                order=order,
                ranks=shelf.ranks,
                codes=as_written(pa.chunked_array([shelf.codes]), wanted.form),
                names=as_written(pa.chunked_array([shelf.names]), wanted.form),
                periods=None if period is None else Constant(period, rows),
                groups=None if group is None else Constant(group, rows),
                scores=shelf,
                nodes=_nodes(intake, wanted),
                banded=_banded(intake, shelf.of, shelf.takes_part),
            )
            if left == 0:
                return

    return _with_headings(tables())


def _ranked_table(intake: Intake, wanted: Wanted) -> tuple[RankedTable, list[Problem]]:
    """The ranked table of what has been read and scored, in whose stead it stands: the blocks are gone.

    Beside it warnings of units that are called otherwise in another period.
    """
    methodology, scores = intake.terms.methodology, intake.scores
    index, bands = methodology.index.code, methodology.bands
    periods = joined([block.periods for block in intake.blocks])
    groups = joined([block.groups for block in intake.blocks])
    sets = partitions(periods, groups)
    places = places_of([block.codes for block in intake.blocks])
    ranks, order = _order(intake, sets, places, wanted.top)
    shown = _nodes(intake, wanted)[1:]
    beside = {code: _ranked(intake, sets, code, places)[0] for code in shown if wanted.ranks}
    del places
    give_back()
    banded, tolerance = _banded(intake, scores.__getitem__, ranked_rows(intake)), EXACT
    if bands is not None and bands.on == "full":
        tolerance = scores.tolerance(bands.of or index)
    moved, warnings = _moved(intake, sets, ranks, wanted)
    codes, names = _texts_taken(intake, wanted.form)
    table = RankedTable(
        form=wanted.form,
        methodology=methodology,
        order=order,
        ranks=ranks,
        codes=codes,
        names=names,
        periods=_if_any(periods),
        groups=_if_any(groups),
        scores=scores,
        nodes=[index, *shown],
        node_ranks=beside,
        banded=banded,
        tolerance=tolerance,
        moves=moved,
    )
    return table, warnings


def _nodes(intake: Intake, wanted: Wanted) -> list[str]:
    """The index and the nodes beside it."""
    return list(dict.fromkeys([intake.terms.methodology.index.code, *wanted.codes]))


def _banded(intake: Intake, scores_of: Callable[[str], Values], takes_part: Mask) -> Values | None:
    """The scores by which bands are told, NaN for a row that takes no part in rankings."""
    methodology, bands = intake.terms.methodology, intake.terms.methodology.bands
    if bands is None:
        return None
    scores = scores_of(bands.of or methodology.index.code)
    scores = methodology.publish.round(scores) if bands.on == "published" else scores
    return np.where(takes_part, scores, np.nan)


def _moved(
    intake: Intake, sets: Mapping[Partition, Rows], ranks: DoubledRanks, wanted: Wanted
) -> tuple[Moves | None, list[Problem]]:
    """The moves from period to period, if there are several."""
    import pyarrow as pa

    if len({period for period, _ in sets}) < 2:
        return None, []
    codes = series_of(pa.chunked_array([block.codes for block in intake.blocks], pa.string()))
    compare = True
    warnings: list[Problem] = []
    if intake.terms.scheme is None:
        names = series_of(pa.chunked_array([block.names for block in intake.blocks], pa.string()))
        compare, warnings = wanted.comparable(unit_lists(codes, names, sets, intake.source))
    return (moves(codes, sets, ranks) if compare else None), warnings


def _order(
    intake: Intake, sets: Mapping[Partition, Rows], places: Rows | None, top: int | None
) -> tuple[DoubledRanks, Rows]:
    """Twice the ranks of all rows, and the rows in the order in which they are written."""
    ranks, order = _ranked(intake, sets, intake.terms.methodology.index.code, places)
    if top is not None:
        order = first_of_each(order, [len(rows) for rows in sets.values()], top)
    return ranks, order


def _ranked(
    intake: Intake, sets: Mapping[Partition, Rows], code: str, places: Rows | None
) -> tuple[DoubledRanks, Rows]:
    """Twice the ranks of all rows in a node, and the rows from the best to the last of each set."""
    methodology, scores = intake.terms.methodology, intake.scores
    by = RankedBy(methodology.ranking(code), methodology.publish)
    tolerance = scores.tolerance(code) if by.ranking.on == "full" else EXACT
    return ranked(by, scores[code], ranked_rows(intake), [*sets.values()], places, tolerance)


def _texts_taken(intake: Intake, form: str) -> tuple[pl.Series, pl.Series]:
    """The codes and names of all rows as they are written; the blocks, of which nothing else is wanted, are gone."""
    import pyarrow as pa

    parts = {
        "codes": [block.codes for block in intake.blocks],
        "names": [block.names for block in intake.blocks],
    }
    intake.blocks.clear()
    written = []
    for texts in ("codes", "names"):
        written.append(as_written(pa.chunked_array(parts.pop(texts), pa.string()), form))
        give_back()
    return written[0], written[1]


def _if_any(values: Sequence[str | None]) -> Sequence[str | None] | None:
    """The values, or nothing where there is none."""
    if isinstance(values, Constant):
        return None if values.item is None else values
    return values if any(value is not None for value in values) else None
