"""The JSON envelope of ``diagnose``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Open, Provenance


class Finding(Closed):
    """What is to be thought about, and how often it was found."""

    kind: str
    count: int
    found: str
    means: str


class DiagnosisRow(Open):
    """A finding, an indicator or a pair of them, as ``question`` says."""


class Diagnosis(Closed):
    """How sound an index is, judged by its data."""

    schema_: Literal["dtiscore/diagnosis/1"] = Field(alias="schema")
    provenance: Provenance
    method: str
    thresholds: dict[str, float]
    units: int
    question: str
    findings: list[Finding]
    rows: list[DiagnosisRow]


ENVELOPES = {"diagnosis": Diagnosis}
