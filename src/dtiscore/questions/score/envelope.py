"""The JSON envelopes of ``score``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Open, Provenance, Rank, Text
from dtiscore.methodology.publication import RankOrder, TieRule


class Index(Closed):
    """What was scored, and how it is published."""

    code: str
    title: dict[str, str]
    """By language; under an empty key where the edition names none."""
    authority: str
    published_as: str
    """``score``, or ``fraction`` of the maximum."""
    decimals: int
    rounding: str


class Ranked(Closed):
    """How units are ranked."""

    on: Literal["published", "full"]
    ties: TieRule
    order: RankOrder


class Disagreement(Closed):
    """A node whose score the table supplies beside its children, and which its children do not give."""

    unit: str
    period: Text
    node: str
    computed: float
    supplied: float


class ComparedLists(Closed):
    """Whether the period before ranks the same units, without which a move is no place gained."""

    period: Text
    group: Text
    lists: Literal["same", "other", "common", "as ranked"]
    previously_ranked: int | None


class RankingRow(Open):
    """One unit; scores stand under ``CODE.score`` and ``CODE.published``, ranks in nodes under ``CODE.rank``."""

    period: Text = None
    group: Text = None
    rank: Rank
    previous_rank: Rank = None
    move: Rank = None
    """Places gained since the period before; negative when lost."""
    unit: str
    name: str
    band: Text = None


class Ranking(Closed):
    """The scores and ranks of the units of a table."""

    schema_: Literal["dtiscore/ranking/1"] = Field(alias="schema")
    provenance: Provenance
    index: Index
    nodes: dict[str, dict[str, str]]
    """By the code of each node that the rows show: its name by language."""
    ranking: Ranked
    disagreements: list[Disagreement]
    moves: list[ComparedLists] = Field(default_factory=list)
    rows: list[RankingRow]


class Rankings(Closed):
    """The rankings of a panel that falls under several editions."""

    schema_: Literal["dtiscore/rankings/1"] = Field(alias="schema")
    rankings: list[Ranking]


ENVELOPES = {"ranking": Ranking, "rankings": Rankings}
