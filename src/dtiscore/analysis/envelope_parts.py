"""What the JSON envelopes of several questions share: models of which a JSON Schema is made, and nothing else.

They are statements about what is written, held against every output by a test; no question loads them to answer.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Rank = int | float | None
"""A rank, which the tie rule ``average`` gives a half; null where the unit has none."""
Number = float | None
"""A figure in full precision; null where there is none."""
Text = str | None


class Closed(BaseModel):
    """A record that has these keys and no other."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Open(BaseModel):
    """A row with columns beside these that are named after nodes, periods or headings of the table."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)
    __pydantic_extra__: dict[str, bool | int | float | str | None]


class EditionId(Closed):
    """An edition, by its id and by a hash of all that it says."""

    id: str
    sha256: str


class TableRead(Closed):
    """A table that was read."""

    source: str
    """The name of the file without its folder."""
    sha256: Text
    """The hash of its bytes; null where there were none."""
    rows: int


class Provenance(Closed):
    """What a result was made from, enough to make it again; no folder, clock or machine is named."""

    dtiscore: str
    """The version of dtiscore."""
    methodology: EditionId
    data: TableRead
    options: dict[str, Any]
    """What was declared and asked for, by the names that options have in Python."""
    supplied: dict[str, Literal["environment", "project"]] = Field(default_factory=dict)
    """Who said those of the options that nobody typed; without them not there."""


class ComparedTable(Closed):
    """A table of scores and ranks, computed or published, that another one is compared with."""

    source: str
    sha256: Text
    period: Text
    index: str
    """The code of the index, or the heading of a published column."""
    units: Text
    """The id of the unit scheme on which it stands."""
    restated_from: Text
    """The unit scheme from which it was restated."""
    ranked_among: int
    """Among how many units its ranks are."""
    common_units: bool
    """Whether these are the units that all tables rank."""
    is_whole: bool


class FixedUnit(Closed):
    """A unit that a question cannot reach, because the table supplies the score of a node."""

    unit: str
    supplied: str
    """The code of that node."""


class ChangeRow(Open):
    """One unit; ``data:CODE`` is what a node's data changed the score by, where the change is split."""

    unit: str
    name: str
    rank_before: Rank
    rank: Rank
    move: Rank
    score_before: Number
    score: Number
    change: Number
    rank_own: Number
    """Places gained by the unit's own figures; the next three by the others', the edition and the list of units."""
    rank_others: Number
    rank_edition: Number
    rank_units: Number
    rank_own_alone: Rank
    rank_others_alone: Rank
    data: Number = None
    method: Number = None
    composition: Number = None
    fixed_at: Text = None
