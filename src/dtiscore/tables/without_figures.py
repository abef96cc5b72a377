"""Indicators that have their columns in a table and no figure in any of its rows: an export that failed, more often than not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.arithmetic import Mask
from dtiscore.said import said
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import UnitOfPeriod
from dtiscore.tables.raw import RawTable

_FEWEST_ROWS = 2
"""Of a single row an empty column is one empty cell."""


@dataclass
class Figures:
    """Which nodes, and which units, have a figure in the rows that have been looked at."""

    rows: int = 0
    nodes: set[str] = field(default_factory=set)
    """By code: those for which some row has the figures of their own columns, or brings a score."""
    filled: set[str] = field(default_factory=set)
    """The raw columns that hold something in some row."""
    headings: dict[str, Place] = field(default_factory=dict)
    """The place of the heading of each raw column."""
    units: set[UnitOfPeriod] = field(default_factory=set)
    """The units with a figure, where their list may be a later one."""
    empty_units: set[UnitOfPeriod] = field(default_factory=set)
    """Those without any, likewise."""

    def add(self, other: Figures) -> None:
        """Take in what was found in other rows of the same table."""
        self.rows += other.rows
        self.nodes |= other.nodes
        self.filled |= other.filled
        self.units |= other.units
        self.empty_units |= other.empty_units
        self.headings = {**other.headings, **self.headings}

    def note_units(self, units: Iterable[UnitOfPeriod], have_figures: Mask) -> None:
        """Note which units have a figure."""
        for unit, has_figure in zip(units, have_figures.tolist(), strict=True):
            (self.units if has_figure else self.empty_units).add(unit)

    def wants(self, methodology: Methodology) -> bool:
        """Whether there is an indicator of which no row had a figure so far, so that more rows are to be looked at."""
        return any(node.code not in self.nodes for node in _told_of(methodology))

    def note(
        self,
        methodology: Methodology,
        table: RawTable,
        headings: Headings,
        there: Mapping[str, Mask],
        brought: Mapping[str, Mask],
    ) -> None:
        """Note which nodes have a figure in the rows of a table, or of a piece of one.

        Args:
            methodology: the edition.
            table: the rows, with the line of the headings.
            headings: what its columns are.
            there: by raw column, the rows whose cell holds something, be it a fault.
            brought: by node, the rows for which the table brings its score.
        """
        self.filled |= {header for header, rows in there.items() if rows.any()}
        for header, column in headings.inputs.items():
            place = table.place_of_heading(column)
            self.headings.setdefault(header, place)
        there = _with_derived(methodology, there)
        for node in methodology.nodes.values():
            own = node.code in brought and brought[node.code].any()
            if not own and node.rule is not None and node.inputs and all(one in there for one in node.inputs):
                own = node.rule.suffices([there[header] for header in node.inputs]).any()
            if own:
                self.nodes.add(node.code)


def without_figures(methodology: Methodology, figures: Figures) -> Iterator[Problem]:
    """Warn of each indicator that counts and of which no row of a whole table has a figure.

    Not of one whose missing figures are errors, of one that may be left out, nor below a node of which the table brings
    scores.
    """
    if figures.rows < _FEWEST_ROWS:
        return
    for node in _told_of(methodology):
        above: Node | None = node
        while above is not None and above.code not in figures.nodes:
            above = methodology.parents.get(above.code)
        behind = [raw for header in node.inputs for raw in methodology.raw_behind(header)]
        if above is not None or not behind or not all(raw in figures.headings for raw in behind):
            continue
        empty = next((raw for raw in behind if raw not in figures.filled), None)
        if empty is None:
            message = said('no unit has all figures that "{node}" is made of', node=node.spoken_name)
            fix = said("fill the columns in, or give the indicator the weight 0")
        else:
            message = said('no unit has a figure of "{node}"', node=node.spoken_name)
            fix = said("fill the column in, or give the indicator the weight 0")
        place = figures.headings[empty or behind[0]]
        yield Problem("no-figures", message, place, fix=fix, indicator=node.code, severity="warning")


def _told_of(methodology: Methodology) -> Iterator[Node]:
    for node in methodology.index.indicators():
        is_told = node.code in methodology.counted and not node.optional and node.inputs
        if is_told and methodology.missing_rule(node).kind != "error":
            yield node


def _with_derived(methodology: Methodology, there: Mapping[str, Mask]) -> Mapping[str, Mask]:
    """Which rows have figures of each column, those included that preparation makes of others; what fills gaps makes none."""
    if not methodology.prepare:
        return there
    from dtiscore.methodology.preparation.deriving import Derive
    from dtiscore.methodology.preparation.imputing import ImputeFrom

    result = dict(there)
    for step in methodology.prepare:
        if isinstance(step, Derive):
            masks = [result[name] for name in step.reads if name in result]
            if len(masks) == len(step.reads) and masks:
                # A figure of many units needs no one of them.
                needed = step.parsed.needed if step.take is None else ()
                rows = [result[name] for name in step.reads if name in needed]
                result[step.column] = np.logical_and.reduce(rows) if rows else np.ones_like(masks[0])
        elif isinstance(step, ImputeFrom) and step.column in result and step.other in result:
            result[step.column] = result[step.column] | result[step.other]
    return result
