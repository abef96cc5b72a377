"""Which columns part the rows of each unit, where it has a row for each indicator or period."""

from __future__ import annotations

from itertools import chain

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import said, with_and
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import DIMENSION_HEADINGS, accepted_headings
from dtiscore.tables.long_columns import long_columns
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.parted_rows import Parted, parted_by, stand_once
from dtiscore.tables.raw import RawTable


def examine_parted(
    table: RawTable, headings: Headings, methodology: Methodology | None, options: ReadingOptions
) -> Observation | None:
    """The columns by which the rows of each unit are parted, unless the table is read by them as it stands."""
    if headings.key is None:
        return None
    identity = [column for column in (headings.key, headings.period) if column is not None]
    if headings.inputs:  # what stands in rows is no indicator, but may be a period
        parted = None if headings.period is not None else parted_by(table, identity)
        return None if parted is None or parted.columns else _told(table, parted)
    accepted = {} if methodology is None else accepted_headings(methodology)
    known = {*map(fold, chain(*accepted.values()))}
    try:
        found = long_columns(table, options)
    except InvalidData:  # two columns could be the one
        found = None
    if found is not None and stand_once(table, identity, found.indicators):
        named = [column for column in table.columns if column.header in found.indicators]
        names = {fold(cell) for column in named for cell in column.cells}
        if len(named) > 1 or not known or not known.isdisjoint(names):
            return None
    parted = parted_by(table, identity, has_period=headings.period is not None, known=known)
    if parted is None or (
        found is not None and parted.columns == (*found.indicators,) and parted.period is None
    ):
        return None
    return _told(table, parted)


def _told(table: RawTable, parted: Parted) -> Observation:
    column = next(each for each in table.columns if each.header in (*parted.columns, parted.period))
    place, sample = table.place(column, 0), column.cells[0]
    columns = with_and(f'"{header}"' for header in parted.columns)
    differ = said("the rows of each unit differ in {columns}", columns=columns)
    if parted.is_long and any(fold(header) in DIMENSION_HEADINGS for header in parted.columns):
        # Men and women, dollars and per cent: as a rule one of them is meant, and only a person knows which.
        remedy = said(
            "keep the rows of one, or read them as indicators of their own: {options}", options=parted.options
        )
        return Observation("headings", differ, parted.declares, place, sample, remedy, is_open=True)
    if parted.figures:
        reason = said(
            "each unit has a row for each {columns} and several columns of figures, and which of these is scored only a person can say",
            columns=columns,
        )
        choices = tuple({**parted.declares, "value_column": header} for header in parted.figures)
        return Observation("headings", reason, place=place, sample=sample, choices=choices)
    if not parted.columns:
        reason = said('each unit has a row for each period, in "{column}"', column=parted.period)
    elif parted.is_long:
        reason = said("each unit has a row for each {columns}, and not a column", columns=columns)
    else:
        remedy = said("keep those that say the same there")
        return Observation("headings", differ, place=place, sample=sample, remedy=remedy)
    return Observation("headings", reason, parted.declares, place, sample)
