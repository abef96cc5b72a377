"""Fit: the one pass over all units that collects the statistics which some rules need."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dtiscore.dataset.schema import outside
from dtiscore.dataset.table import Dataset, Rows
from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.rules import Fitted, RuleFault, ZeroRange
from dtiscore.scoring.frames import frames_of, require_base
from dtiscore.scoring.preparation import FittedStep, prepare

SCHEMA = "dtiscore/reference/1"


@dataclass(frozen=True)
class Reference:
    """The fitted statistics of an edition over one table.

    With a reference at hand, the score of a unit depends on nothing but the unit's own row.
    """

    methodology: str
    """The hash of the methodology that was fitted."""
    statistics: Mapping[str | None, Mapping[str, Fitted]]
    """By frame (a period, or ``None`` for all rows together), then by the code of the indicator."""
    preparation: Sequence[FittedStep] = ()
    """What each step of preparation learned, in the order of the file."""
    provenance: Mapping[str, Any] | None = None
    """What it was fitted on: edition, table, options; kept in a saved reference."""

    def of(self, frame: str | None, code: str) -> Fitted:
        """The statistics for one indicator in one frame; empty where the rule needs none.

        A reference of a single frame serves every other one too: a later year scored against this year's.
        """
        if frame not in self.statistics and len(self.statistics) == 1:
            (only,) = self.statistics.values()
            return only.get(code, {})
        return self.statistics.get(frame, {}).get(code, {})

    def require_for(self, methodology: Methodology, dataset: Dataset) -> None:
        """Make sure that a table can be scored with these statistics.

        Raises:
            UsageFault: they were fitted under another methodology, or on several frames of which none is the table's;
                or the methodology compares units with each other, which statistics cannot stand for.
        """
        if self.methodology != methodology.hash:
            message = f"the reference was fitted under another methodology than {methodology.id}"
            raise UsageFault(message, "fit it again, on the table that is to be the frame")
        nodes: list[Node | View] = [*methodology.index.walk(), *methodology.views]
        for node in nodes:
            if node.aggregate is not None and node.aggregate.over_units:
                message = f'"{node.label(None)}" ({node.aggregate.kind}) compares all units of a table with each other'
                raise UsageFault(message, "score the whole table at once, without a saved reference")
        frames = [frame.key for frame in frames_of(methodology, dataset)] if self.statistics else []
        unknown = [str(frame) for frame in frames if frame not in self.statistics]
        if unknown and len(self.statistics) > 1:
            fitted = ", ".join(map(str, self.statistics))
            message = f"the reference was fitted on {fitted}; the table is of {', '.join(unknown)}"
            raise UsageFault(message, "fit the reference on the one period that is to be the frame")

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the statistics: equal ones have an equal hash, wherever they were fitted."""
        content = {key: value for key, value in self.as_dict().items() if key != "provenance"}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The reference as plain data, for a file; a frame of all rows stands under an empty name."""
        known = {"provenance": dict(self.provenance)} if self.provenance is not None else {}
        return {
            "schema": SCHEMA,
            **known,
            "methodology_sha256": self.methodology,
            "statistics": {frame or "": dict(fitted) for frame, fitted in self.statistics.items()},
            "preparation": [
                {
                    frame or "": {header: dict(known) for header, known in learned.items()}
                    for frame, learned in step.items()
                }
                for step in self.preparation
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reference:
        """The reference that plain data describe.

        Raises:
            UsageFault: the data are not those of a saved reference.
        """
        if data.get("schema") != SCHEMA:
            raise UsageFault("this is not a saved reference", "make one with dtiscore fit -o reference.json")
        try:
            return cls(
                methodology=str(data["methodology_sha256"]),
                statistics={frame or None: _settings(fitted) for frame, fitted in data["statistics"].items()},
                preparation=tuple(
                    {frame or None: _settings(learned) for frame, learned in step.items()}
                    for step in data["preparation"]
                ),
                provenance=data.get("provenance"),
            )
        except (KeyError, AttributeError, TypeError) as error:
            message = "this saved reference is damaged: it was changed or cut after dtiscore wrote it"
            raise UsageFault(message, "make it again with dtiscore fit -o reference.json") from error


def _settings(by_code: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What was fitted by code or heading, each a mapping by name.

    Raises:
        TypeError: it is something else.
    """
    if not all(isinstance(known, Mapping) for known in by_code.values()):
        raise TypeError("not a mapping of mappings")
    return dict(by_code)


def fit(methodology: Methodology, dataset: Dataset) -> Reference:
    """Fit the steps of preparation, then every rule that needs it, over the units of each frame.

    Aggregates that are not ranked (a national or EU row) and units that screening left out do not take part.

    Raises:
        InvalidData: an indicator has one and the same value, or none, for all units of a frame, and the edition
            does not say what then; or a derived column is undefined. ``problems`` lists each.
    """
    require_base(methodology, dataset)
    prepared = prepare(methodology, dataset)
    nodes = [node for node in methodology.index.walk() if node.rule is not None and node.rule.needs_fit]
    statistics: dict[str | None, dict[str, Fitted]] = {}
    problems: list[Problem] = []
    for frame in frames_of(methodology, dataset) if nodes or methodology.prepare else ():
        statistics[frame.key] = {}
        rows = frame.fitted_on[prepared.kept[frame.fitted_on]]
        units = [dataset.units[row] for row in rows.tolist()]
        for node in nodes:
            values = _fitted_values(methodology, prepared.dataset, node, rows)
            if values is None or node.rule is None or np.isnan(values).all():
                continue
            try:
                fitted = node.rule.fit(values, units)
            except RuleFault as fault:
                place = dataset.place(int(rows[0]), node.inputs[0])
                message = f'"{node.label(None)}" cannot be normalised{_in(frame.key)}: {fault}'
                problems.append(Problem(fault.code, message, place, fix=fault.fix, indicator=node.code))
                continue
            if isinstance(fitted, ZeroRange):
                message = f'every unit{_in(frame.key)} has {fitted.value:.15g} for "{node.label(None)}"'
                fix = f"{node.rule.kind} is undefined on it: weight 0, or zero_range in the rule, says what then"
                place = dataset.place(int(rows[0]), node.inputs[0])
                problems.append(Problem("zero-range", message, place, fix=fix, indicator=node.code))
            else:
                statistics[frame.key][node.code] = fitted
    if problems:
        count = "1 indicator" if len(problems) == 1 else f"{len(problems)} indicators"
        raise InvalidData(f"{dataset.raw.source}: {count} cannot be normalised", problems=problems)
    return Reference(methodology.hash, statistics, tuple(prepared.steps))


def undefined_cells(methodology: Methodology, node: Node, header: str, values: Values) -> Mask:
    """Where a prepared column has values for which the rule of a node is not defined, such as a logarithm of 0.

    Cells as they were read have been held against the same bounds when the table was checked.
    """
    rule = node.rule
    if not methodology.prepare or rule is None or header in node.texts:
        return np.zeros(len(values), dtype=np.bool_)
    return outside(rule.bounds(header, node.maximum if node.is_scored else None), values)


def _fitted_values(methodology: Methodology, dataset: Dataset, node: Node, rows: Rows) -> Values | None:
    """The column on which a node's rule is fitted, without the values that scoring will report as undefined."""
    inputs = dataset.inputs(node)
    if inputs is None:
        return None
    values: Values = inputs[0][rows]
    return np.where(undefined_cells(methodology, node, node.inputs[0], values), np.nan, values)


def _in(frame: str | None) -> str:
    return f" in {frame}" if frame is not None else ""
