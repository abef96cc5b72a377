"""One random methodology and table, scored by dtiscore and by the oracle, and held against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import score_dataset
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset
from tests.reliability import oracle
from tests.reliability.random_editions import Draw, draw


@dataclass(frozen=True)
class Comparison:
    """How one draw came out."""

    scores: int
    """How many scores were compared; 0 where the index is undefined for both."""
    worst: float
    """The largest error in units of the last place of the size met on the way."""
    faults: tuple[str, ...]


def table_of(columns: dict[str, list[str]], units: list[str]) -> RawTable:
    """The table of text cells."""
    lines = range(2, len(units) + 2)
    found = [RawColumn("unit", 1, units, lines)]
    found += [RawColumn(header, i, cells, lines) for i, (header, cells) in enumerate(columns.items(), 2)]
    return RawTable("drawn.csv", tuple(found), len(units))


def read(methodology: Methodology, columns: dict[str, list[str]], units: list[str]) -> Dataset:
    """The checked table; its numbers are written with a point."""
    from dtiscore.tables.numbers import NumberStyle
    from dtiscore.tables.options import ReadingOptions

    dataset, problems = check(
        table_of(columns, units), methodology, None, ReadingOptions(style=NumberStyle("."))
    )
    assert dataset is not None, [str(problem) for problem in problems]
    return dataset


def compare(seed: int) -> Comparison:
    """Score the draw of a seed in both ways."""
    drawn = draw(seed)
    methodology = methodology_from(drawn.edition)
    dataset = read(methodology, drawn.columns, drawn.units)
    numbers = {
        header: [None if not cell else float(cell) for cell in cells]
        for header, cells in drawn.columns.items()
    }
    try:
        exact = oracle.scores(drawn.edition, numbers)
    except oracle.Undefined:
        try:
            score_dataset(methodology, dataset)
        except InvalidData:
            return Comparison(0, 0.0, ())
        return Comparison(0, 0.0, (f"seed {seed}: the oracle finds a mean undefined, and it was scored",))
    return _held(seed, drawn, exact, score_dataset(methodology, dataset))


def _held(seed: int, drawn: Draw, exact: oracle.Scores, card: object) -> Comparison:
    from dtiscore.scoring.scorecard import Scorecard

    assert isinstance(card, Scorecard)
    faults: list[str] = []
    worst, count = 0.0, 0
    for code, wanted in exact.items():
        for row, (found, want) in enumerate(zip(card.nodes[code].score.tolist(), wanted, strict=True)):
            if (want is None) != (found != found):
                faults.append(f"seed {seed}: {code} row {row}: {found} where the oracle has {want}")
            elif want is not None:
                worst = max(worst, oracle.error_in_ulps(found, want))
                count += 1
    publish, ties = drawn.edition["publish"], drawn.edition["rank"]["ties"]
    steps = [
        None if want is None else oracle.rounded(want.value, publish["decimals"], publish["rounding"])
        for want in exact[drawn.edition["index"]["code"]]
    ]
    wanted_ranks = [np.nan if rank is None else rank for rank in oracle.ranks(steps, ties)]
    found_ranks = card.ranks[card.methodology.index.code]
    if not np.array_equal(found_ranks, wanted_ranks, equal_nan=True):
        faults.append(f"seed {seed}: ranks {found_ranks.tolist()} where the oracle has {wanted_ranks}")
    return Comparison(count, worst, tuple(faults))
