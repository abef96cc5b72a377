"""What an edition learns from a large table: nothing, what its file says of itself, what batches leave, or columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from dtiscore.engines.intake import Intake, Terms
from dtiscore.engines.presuming import is_learned
from dtiscore.engines.sequences import Constant, Joined, Names
from dtiscore.errors import InvalidData
from dtiscore.files.spill import Spill
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.scoring.fitting import fit_columns
from dtiscore.scoring.frames import require_base
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset


def known_before(terms: Terms) -> Reference | None:
    """What is known before a row is read: a saved reference, or nothing where the edition learns nothing."""
    methodology = terms.methodology
    if terms.reference is not None:
        return terms.reference if terms.reference.methodology == methodology.hash else None
    return None if methodology.fitted_nodes else Reference(methodology.hash, {})


def merges(methodology: Methodology) -> bool:
    """Whether the rules of an edition can be fitted from one look at each batch."""
    return all(rule.moments < 2 and not rule.needs_all_units for _, rule in methodology.fitted_nodes)


def is_confirmed(intake: Intake) -> bool:
    """Whether the table, now that it is read, teaches what it was scored by.

    Raises:
        UsageFault: as :func:`fit`.
    """
    terms, presumed = intake.terms, intake.reference
    _require_frames(intake)
    if terms.reference is not None or intake.learning is None:
        return True
    return is_learned(intake.learning, presumed, terms.methodology, intake.source)


def fit(intake: Intake) -> Reference:
    """What the edition learns from all rows.

    Raises:
        InvalidData: an indicator cannot be fitted.
        UsageFault: the edition is fitted on a base period that the table does not have, or the reference is another's.
    """
    methodology = intake.terms.methodology
    _require_frames(intake)
    if intake.learning is not None:
        with suppress(InvalidData):  # which then is said of the columns, whose lines are known
            return intake.learning.reference(methodology, intake.source)
    assert intake.spill is not None
    assert intake.columns is not None
    columns = _Spilled(intake.spill, intake.columns.numbers)
    terms = _Spilled(intake.spill, intake.columns.terms, len(columns))
    table = replace(_whole(intake), numbers=columns, terms=terms)
    kept = np.ones(len(table), dtype=np.bool_)
    if intake.columns.screened:
        kept = intake.spill.column(intake.columns.count - 1) > 0
    return fit_columns(methodology, Prepared(table, {}, kept, intake.steps))


def _require_frames(intake: Intake) -> None:
    table, reference = _whole(intake), intake.terms.reference
    if reference is not None:
        reference.require_for(intake.terms.methodology, table)
    else:
        require_base(intake.terms.methodology, table)


class _Spilled(Mapping[str, Values]):
    """Columns on disk by heading, each read when asked for."""

    def __init__(self, spill: Spill, headers: Sequence[str], first: int = 0) -> None:
        """``first``: the number of the first of them in the spill."""
        self._spill = spill
        self._at = {header: number for number, header in enumerate(headers, first)}

    def __getitem__(self, header: str) -> Values:
        return self._spill.column(self._at[header])

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


def _whole(intake: Intake) -> Dataset:
    """The whole table, of which nothing is in memory but what identifies rows."""
    codes = Joined([block.kept_codes for block in intake.blocks])
    lines = Joined([block.lines for block in intake.blocks])
    headings = {header: column._replace(cells=(), lines=lines) for header, column in intake.headings.items()}
    return Dataset(
        units=codes,
        names=Names(codes),
        periods=joined([block.periods for block in intake.blocks]),
        groups=joined([block.groups for block in intake.blocks]),
        ranked=ranked_rows(intake),
        numbers={},
        outcomes={},
        supplied={},
        raw=RawTable(intake.source, tuple(headings.values()), len(codes), intake.header_line),
        headings=headings,
        row_in_raw=range(len(codes)),
        scheme=intake.terms.scheme,
    )


def ranked_rows(intake: Intake) -> Mask:
    """Which rows take part in rankings."""
    every = [
        np.ones(len(block.lines), np.bool_) if block.ranked is None else block.ranked
        for block in intake.blocks
    ]
    return np.concatenate(every) if every else np.empty(0, np.bool_)


def joined(blocks: Sequence[Sequence[str | None]]) -> Sequence[str | None]:
    """The values of all batches one after the other."""
    if not blocks:
        return Constant(None, 0)
    first = blocks[0]
    if isinstance(first, Constant) and all(
        isinstance(block, Constant) and block.item == first.item for block in blocks
    ):
        return Constant(first.item, sum(map(len, blocks)))
    return [value for block in blocks for value in block]
