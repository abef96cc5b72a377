"""The JSON envelopes of ``explain``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Number, Open, Provenance, Rank, Text


class Neighbour(Closed):
    """The unit next in rank, and how far it is."""

    unit: str
    gap: float


class Peer(Closed):
    """A unit that is like the one explained."""

    unit: str
    rank: Rank
    score: Number
    distance: Number


class Peers(Closed):
    """The units with which the one explained is compared."""

    by: str
    group: Text
    rank: Rank
    of: int
    units: list[Peer]


class Lack(Closed):
    """Parts of a node for which the unit has no value."""

    code: str
    have: float
    of: float
    share: float
    needed: Number
    counted: Literal["weight", "parts"]
    missing: list[str]
    places: dict[str, Text]
    costs: bool


class NodeRow(Open):
    """One node of the unit: its value, score, what it adds to the index, and where others stand."""

    code: str
    depth: int
    raw: Text
    place: Text
    mark: Text
    score: Number
    published: Number
    rank: Rank
    of: int | None


class Explanation(Closed):
    """How the score of one unit came about."""

    schema_: Literal["dtiscore/explanation/1"] = Field(alias="schema")
    provenance: Provenance
    unit: str
    name: str
    period: Text
    group: Text
    band: Text
    index_supplied: bool
    above: Neighbour | None
    below: Neighbour | None
    strengths: list[str]
    weaknesses: list[str]
    peers: Peers | None
    lacks: list[Lack]
    rows: list[NodeRow]


class Explanations(Closed):
    """The explanations of a unit in several periods or groups."""

    schema_: Literal["dtiscore/explanations/1"] = Field(alias="schema")
    explanations: list[Explanation]


class StageRow(Closed):
    """One stage on the way of a cell."""

    stage: str
    subject: str
    text: Text
    place: Text
    before: Number
    value: Number
    method: dict[str, Any] | None
    """The rule or step of preparation, as the weighting file has it."""
    facts: dict[str, Any]
    words: str


class CellHistory(Closed):
    """How a cell became what its node adds to the index."""

    schema_: Literal["dtiscore/cell-history/1"] = Field(alias="schema")
    provenance: Provenance
    unit: str
    name: str
    period: Text
    group: Text
    node: str
    score: Number
    rows: list[StageRow]


ENVELOPES = {"explanation": Explanation, "explanations": Explanations, "cell-history": CellHistory}
