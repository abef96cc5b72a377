"""The second pass over a large table: what is learned from its columns, and the scores of every row by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dtiscore.dataset.raw import RawTable
from dtiscore.dataset.table import Dataset
from dtiscore.engines.intake import BlockRows, Columns, Intake, Progress
from dtiscore.engines.problems import Problems
from dtiscore.engines.sequences import Constant, Joined, Names, Texts
from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.fitting import fit_columns
from dtiscore.scoring.frames import require_base
from dtiscore.scoring.preparation import Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.sources.spill import Spill


@dataclass(slots=True)
class Scores:
    """The published scores of the index and of the nodes that are shown, one per row."""

    values: dict[str, Values]
    """By the code of the node, NaN where there is none."""
    ranked: NDArray[np.bool_]
    disagreements: int = 0
    """How many scores that the table brings differ from what their parts give."""


class _Spilled(Mapping[str, Values]):
    """Columns on disk by heading, each read when asked for."""

    def __init__(self, spill: Spill, headers: Sequence[str]) -> None:
        self._spill = spill
        self._at = {header: number for number, header in enumerate(headers)}

    def __getitem__(self, header: str) -> Values:
        return self._spill.column(self._at[header])

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


def fit(intake: Intake) -> Reference:
    """What the edition learns from all rows, column by column.

    Raises:
        InvalidData: an indicator cannot be fitted.
        UsageFault: the edition is fitted on a base period that the table does not have, or the reference is another's.
    """
    assert intake.spill is not None
    assert intake.columns is not None
    assert intake.preparation is not None
    table = _whole(intake, intake.spill, intake.columns)
    if intake.terms.reference is not None:
        intake.terms.reference.require_for(intake.terms.methodology, table)
        return intake.terms.reference
    require_base(intake.terms.methodology, table)
    kept = np.ones(len(table), dtype=np.bool_)
    if intake.columns.screened:
        kept = intake.spill.column(intake.columns.count - 1) > 0
    return fit_columns(intake.terms.methodology, Prepared(table, {}, kept, intake.preparation.steps))


def _whole(intake: Intake, spill: Spill, columns: Columns) -> Dataset:
    """The whole table, of which nothing is in memory but what identifies rows."""
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    codes = Texts(pa.chunked_array([block.codes for block in intake.blocks]))
    lines = Joined([block.lines for block in intake.blocks])
    headings = {header: replace(column, cells=(), lines=lines) for header, column in intake.headings.items()}
    return Dataset(
        units=codes,
        names=Names(codes),
        periods=joined([block.periods for block in intake.blocks]),
        groups=joined([block.groups for block in intake.blocks]),
        ranked=ranked_rows(intake),
        numbers=_Spilled(spill, columns.numbers),
        outcomes={},
        supplied={},
        raw=RawTable(intake.source, tuple(headings.values()), len(codes), intake.header_line),
        headings=headings,
        row_in_raw=range(len(codes)),
        scheme=intake.terms.scheme,
    )


def ranked_rows(intake: Intake) -> NDArray[np.bool_]:
    """Which rows take part in rankings."""
    every = [
        np.ones(len(block.lines), np.bool_) if block.ranked is None else block.ranked
        for block in intake.blocks
    ]
    return np.concatenate(every)


def joined(blocks: Sequence[Sequence[str | None]]) -> Sequence[str | None]:
    """The values of all batches one after the other."""
    first = blocks[0]
    if isinstance(first, Constant) and all(
        isinstance(block, Constant) and block.item == first.item for block in blocks
    ):
        return Constant(first.item, sum(map(len, blocks)))
    return [value for block in blocks for value in block]


def score_blocks(
    intake: Intake, reference: Reference, codes: Sequence[str], problems: Problems, progress: Progress
) -> Scores:
    """Score every batch; undefined scores are added to ``problems``."""
    assert intake.spill is not None
    assert intake.columns is not None
    rows = intake.rows
    scores = Scores({code: np.empty(rows) for code in codes}, ranked_rows(intake))
    start = 0
    for block, values in zip(intake.blocks, intake.spill.blocks(), strict=True):
        dataset, kept = _dataset_of(intake, block, values, intake.columns)
        end = start + len(dataset)
        try:
            evaluation = evaluate(intake.terms.methodology, dataset, reference, kept)
        except InvalidData as error:
            problems.add(error.problems)
        else:
            scores.disagreements += len(evaluation.disagreements)
            for code, into in scores.values.items():
                into[start:end] = evaluation.nodes[code].published
        start = end
        progress("scoring", end, rows)
    return scores


def _dataset_of(
    intake: Intake, block: BlockRows, values: NDArray[np.float64], columns: Columns
) -> tuple[Dataset, NDArray[np.bool_] | None]:
    rows = iter(values)
    headings = {
        header: replace(column, cells=(), lines=block.lines) for header, column in intake.headings.items()
    }
    codes = Texts(block.codes)
    dataset = Dataset(
        units=codes,
        names=Names(codes),
        periods=block.periods,
        groups=block.groups,
        ranked=np.ones(len(codes), np.bool_) if block.ranked is None else block.ranked,
        numbers={header: next(rows) for header in columns.numbers},
        outcomes={read: next(rows) for read in columns.outcomes},
        supplied={code: next(rows) for code in columns.supplied},
        raw=RawTable(intake.source, tuple(headings.values()), len(codes), intake.header_line),
        headings=headings,
        row_in_raw=range(len(codes)),
        scheme=intake.terms.scheme,
    )
    return dataset, next(rows) > 0 if columns.screened else None
