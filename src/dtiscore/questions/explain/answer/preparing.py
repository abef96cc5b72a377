"""What each step of preparation did to the columns that one indicator of one unit reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.preparation import ColumnStep, PanelStep, PreparationStep
from dtiscore.methodology.preparation.base import BasePeriod, FrameKind
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.preparation.imputing import ImputeFrom
from dtiscore.methodology.preparation.screening import Screen
from dtiscore.scoring.preparation import of_frame, prepare
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Dataset


@dataclass(frozen=True, slots=True)
class PreparedCell:
    """One change of one cell by one step."""

    kind: Literal["derived", "imputed", "treated", "screened"]
    header: str
    step: PreparationStep
    before: float | None
    value: float | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The figures from which the value was made: operands, what was fitted, values of other periods."""


def relevant_headers(edition: Methodology, node: Node) -> list[str]:
    """The columns that a node's score comes from: those it reads, what they are derived or filled from."""
    found: dict[str, None] = {}

    def add(header: str) -> None:
        if header in found:
            return
        found[header] = None
        for step in edition.prepare:
            if isinstance(step, Derive | ImputeFrom) and step.column == header:
                for name in step.reads:
                    add(name)

    for header in node.inputs:
        add(header)
    return list(found)


def prepared_cells(card: Scorecard, row: int, node: Node, frame: str | None) -> Iterator[PreparedCell]:
    """Every change that preparation made to the cells behind a node of one row, in the order of the file.

    Preparation is carried out again, one step further each time, with what was fitted when the table was scored.
    """
    edition, after = card.methodology, card.prepared
    if after is None:
        return
    headers = relevant_headers(edition, node)
    # Of a panel of which one period is shown, the others are looked at as well.
    data = card.dataset.selected_from or card.dataset
    row = data.row_in_raw.index(card.dataset.row_in_raw[row])
    states = [_after(edition, data, after, count) for count in range(len(edition.prepare) + 1)]
    for at, step in enumerate(edition.prepare):
        was, now = states[at], states[at + 1]
        if isinstance(step, Screen) and was.kept[row] and not now.kept[row]:
            yield PreparedCell("screened", headers[0] if headers else node.code, step, None, None)
        for header in headers:
            before, value = _cell(was, header, row), _cell(now, header, row)
            if isinstance(step, Derive) and step.column == header:
                operands: dict[str, float | str | None] = {}
                if step.take is not None:
                    operands = {name: data.labels[name][row] for name in step.labels}
                elif step.along is not None and len(step.reads) == 1:
                    operands = {**_over_periods(data, was, row, step.reads[0])}
                elif step.along is None:
                    operands = {name: _cell(was, name, row) for name in step.reads}
                yield PreparedCell("derived", header, step, None, value, operands)
            elif before != value:
                own = _frame_of_step(step.own_frame, data.periods[row], frame)
                learned = of_frame(after.steps[at], own).get(header, {})
                facts = _facts(data, was, row, step, header, learned)
                yield PreparedCell(
                    "imputed" if before is None else "treated", header, step, before, value, facts
                )


def _frame_of_step(own: FrameKind | None, period: str | None, frame: str | None) -> str | None:
    """The key of the frame by which a step was fitted for a row, given the period of the row and the frame of the edition."""
    if own is None:
        return frame
    if isinstance(own, BasePeriod):
        return own.base
    return period if own == "period" else None


def _after(methodology: Methodology, data: Dataset, prepared: Prepared, count: int) -> Prepared:
    edition = methodology.model_copy(update={"prepare": methodology.prepare[:count]})
    return prepare(edition, data, prepared.steps[:count])


def _cell(state: Prepared, header: str, row: int) -> float | None:
    values = state.dataset.numbers.get(header)
    if values is None:
        return None
    value = float(values[row])
    return None if value != value else value


def _facts(
    data: Dataset, was: Prepared, row: int, step: PreparationStep, header: str, learned: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The figures that went into one change."""
    if isinstance(step, ImputeFrom):
        return {step.other: _cell(was, step.other, row)}
    if isinstance(step, PanelStep):
        return _over_periods(data, was, row, header)
    if isinstance(step, ColumnStep) and step.labels:
        group = data.labels[step.labels[0]][row]
        return {step.labels[0]: group, "value": learned.get(f"value of {group}")}
    return learned


def _over_periods(data: Dataset, was: Prepared, row: int, header: str) -> dict[str, float]:
    """What a column holds in each period of the unit of a row."""
    return {
        str(data.periods[at]): value
        for at, unit in enumerate(data.units)
        if unit == data.units[row]
        and data.groups[at] == data.groups[row]
        and (value := _cell(was, header, at)) is not None
    }
