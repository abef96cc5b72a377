"""The JSON envelope of ``robustness``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, FixedUnit, Open, Provenance, Text


class DrawnWeights(Closed):
    """How weights were drawn."""

    kind: str
    concentration: float | None = None
    share: float | None = None
    over: str


class MeasurementError(Closed):
    """How far values may be off."""

    unit: Text
    indicator: Text
    amount: float
    relative: bool


class Assumptions(Closed):
    """What was varied."""

    weights: DrawnWeights | None
    normalisations: list[str]
    aggregations: list[str]
    winsorise: list[int]
    imputations: list[str]
    treatments: list[str]
    exclusion: bool
    errors: list[MeasurementError]


class FixedNamedUnit(FixedUnit):
    """The same with its name."""

    name: str


class RobustnessRow(Open):
    """A unit, a pair of units, or a node left out, as ``question`` says."""


class Robustness(Closed):
    """How firm a ranking is."""

    schema_: Literal["dtiscore/robustness/1"] = Field(alias="schema")
    provenance: Provenance
    assumptions: Assumptions | None
    question: str
    shares: dict[str, Any] | None
    fixed: list[FixedNamedUnit]
    rows: list[RobustnessRow]


ENVELOPES = {"robustness": Robustness}
