"""The empty table that an edition wants: a row for each unit of its scheme, a column for each value it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold, text_in
from dtiscore.tables.known_headings import indicator_names
from dtiscore.units.scheme import Unit, UnitScheme

Columns = dict[str, list[str]]
"""Cells by heading, all columns of one length."""


@dataclass(frozen=True)
class Words:
    """The headings of a template in one language, each of which the reader recognises."""

    code: str
    name: str
    period: str
    indicator: str
    value: str


WORDS = {
    "en": Words("code", "name", "year", "indicator", "value"),
    "vi": Words("mã", "tên đơn vị", "năm", "chỉ số", "giá trị"),
}


def template(
    methodology: Methodology,
    scheme: UnitScheme | None,
    *,
    language: str | None = None,
    periods: Sequence[str] = (),
    long: bool = False,
) -> Columns:
    """The columns of an empty table which, filled in, is a table of the edition.

    Args:
        methodology: the edition.
        scheme: its unit scheme; without one there are headings and no rows.
        language: ``vi`` or ``en`` for indicators by their names, where the reader accepts these; by the headings of
            the edition unless given.
        periods: a row per unit for each of these periods; those of the edition where its tables have a column of
            periods, unless given.
        long: one row per unit and indicator instead of one column per indicator.

    Returns:
        identifying columns with their cells, the others empty. The value of a node above indicators, which a table may
        bring instead of these, has no column, nor have aggregates of the scheme that are not ranked.
    """
    words = WORDS.get(language or "en", WORDS["en"])
    units = [unit for unit in scheme.units if unit.ranked] if scheme is not None else []
    periods = periods or (methodology.periods if _has_periods(methodology) else ())
    rows = [(unit, period) for period in periods or ("",) for unit in units]
    identity = _identity(
        methodology, words, rows, language, with_period=bool(periods) or _has_periods(methodology)
    )
    headings = _headings(methodology, language, taken=identity)
    if not long:
        return identity | {heading: [""] * len(rows) for heading in headings}
    repeated = {head: [cell for cell in cells for _ in headings] for head, cells in identity.items()}
    size = len(rows) * len(headings)
    return repeated | {words.indicator: headings * len(rows), words.value: [""] * size}


def _has_periods(methodology: Methodology) -> bool:
    """Whether the tables of an edition have a column of periods: it names one, or needs several periods at once."""
    along = any(step.over_periods for step in methodology.prepare)
    return methodology.layout.period is not None or along or not isinstance(methodology.frame, str)


def _identity(
    methodology: Methodology,
    words: Words,
    rows: Sequence[tuple[Unit, str]],
    language: str | None,
    *,
    with_period: bool,
) -> Columns:
    """The columns that say what a row is about, and those of words that preparation reads."""
    layout = methodology.layout
    columns: Columns = {
        layout.unit or words.code: [unit.code for unit, _ in rows],
        layout.name or words.name: [unit.label(language) for unit, _ in rows],
    }
    if with_period:
        columns[layout.period or words.period] = [period for _, period in rows]
    for header in (*([layout.group] if layout.group is not None else []), *methodology.group_headers):
        columns[header] = [""] * len(rows)
    return columns


def _headings(methodology: Methodology, language: str | None, taken: Columns) -> list[str]:
    """The headings of all values that the edition reads, as it calls them or by the names of their indicators."""
    above = {header for node in methodology.nodes.values() if node.children for header in node.inputs}
    below = {header for node in methodology.index.indicators() for header in node.inputs}
    by_steps = {header for step in methodology.prepare for header in step.reads}
    headers = [header for header in methodology.raw_headers if header not in above - below - by_steps]
    if language is None:
        return headers
    names = {header: _name(methodology, header, language) for header in headers}
    known = [
        *taken,
        *methodology.raw_headers,
        *chain.from_iterable(methodology.figure_headings.supplying.values()),
    ]
    known += [alias for column in methodology.columns for alias in column.aliases]
    folded = [fold(name) for name in (*known, *filter(None, names.values()))]
    return [
        name if name is not None and folded.count(fold(name)) == 1 else header
        for header, name in names.items()
    ]


def _name(methodology: Methodology, header: str, language: str) -> str | None:
    """The name of a column in a language, of its indicator before its own, where the reader accepts it as a heading."""
    accepted = indicator_names(methodology).get(header, ())
    nodes = [node.name for node in methodology.index.indicators() if node.inputs == (header,)]
    column = methodology.columns_by_header.get(header)
    for texts in (*nodes, column.name if column is not None else None):
        if texts is not None and (name := text_in(texts, language)) in accepted:
            return name
    return None
