"""The second pass over a large table: its prepared columns come back from the disk, block by block, and are scored."""

from __future__ import annotations

from contextlib import closing

import numpy as np

from dtiscore.engines.ahead import made_ahead
from dtiscore.engines.block_rows import BlockRows
from dtiscore.engines.intake import Columns, Intake, Progress
from dtiscore.engines.sequences import Names, Texts
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.said import said
from dtiscore.scoring.reference import Reference
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset


def score_blocks(
    intake: Intake, reference: Reference, progress: Progress, threads: int | None = None
) -> None:
    """Score every block into the scores of the table, the next one being read meanwhile."""
    assert intake.spill is not None
    assert intake.columns is not None
    rows, done = intake.rows, 0
    intake.scores.expect(rows)
    with closing(made_ahead(intake.spill.blocks(held=2), threads)) as read:
        for block, values in zip(intake.blocks, read, strict=True):
            dataset, kept = _dataset_of(intake, block, values, intake.columns)
            intake.scores.add(intake.terms.methodology, dataset, reference, kept)
            done += len(dataset)
            progress(said("scoring rows"), done, rows)


def _dataset_of(
    intake: Intake, block: BlockRows, values: Values, columns: Columns
) -> tuple[Dataset, Mask | None]:
    rows = iter(values)
    headings = {
        header: column._replace(cells=(), lines=block.lines) for header, column in intake.headings.items()
    }
    codes = Texts(block.codes)
    dataset = Dataset(
        units=codes,
        names=Names(codes),
        periods=block.periods,
        groups=block.groups,
        ranked=np.ones(len(codes), np.bool_) if block.ranked is None else block.ranked,
        numbers={header: next(rows) for header in columns.numbers},
        terms={header: next(rows) for header in columns.terms},
        outcomes={read: next(rows) for read in columns.outcomes},
        supplied={code: next(rows) for code in columns.supplied},
        raw=RawTable(intake.source, tuple(headings.values()), len(codes), intake.header_line),
        headings=headings,
        row_in_raw=range(len(codes)),
        scheme=intake.terms.scheme,
    )
    return dataset, next(rows) > 0 if columns.screened else None
