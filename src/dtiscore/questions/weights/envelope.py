"""The JSON envelopes of ``weights list`` and ``weights template``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Open, Text
from dtiscore.questions.weights.diff.envelope import WeightsDiff
from dtiscore.questions.weights.recover.envelope import Recovery


class EditionRow(Closed):
    """A built-in edition."""

    id: str
    title: str
    authority: str
    issuer: str
    periods: Text
    units: Text
    nodes: int
    indicators: int
    verified: Text
    sha256: str


class Editions(Closed):
    """The built-in editions."""

    schema_: Literal["dtiscore/editions/1"] = Field(alias="schema")
    rows: list[EditionRow]


class TemplateRow(Open):
    """A row of the empty table, by its headings."""


class Template(Closed):
    """The empty table that an edition wants."""

    schema_: Literal["dtiscore/template/1"] = Field(alias="schema")
    rows: list[TemplateRow]


ENVELOPES = {"editions": Editions, "template": Template, "recovery": Recovery, "weights-diff": WeightsDiff}
