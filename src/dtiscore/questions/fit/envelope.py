"""The JSON of ``fit``: a saved reference, which ``score --reference`` reads again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Provenance

Statistics = dict[str, dict[str, dict[str, float | str | list[float]]]]
"""By frame, which is the period or empty for all rows, then by the code of the node, then by the name of the figure."""


class Reference(Closed):
    """What an edition learned from all units of a table."""

    schema_: Literal["dtiscore/reference/2"] = Field(alias="schema")
    provenance: Provenance | None = None
    """What it was fitted on."""
    sha256: str
    """Of all that follows: a reference that was changed is refused."""
    methodology_sha256: str
    """The hash of the edition, under which alone tables are scored with it."""
    statistics: Statistics
    """What the rules of indicators learned from their columns."""
    then: list[Statistics] = Field(default_factory=list)
    """What rules under `then` learned from the scores of nodes: the first rule of each node, the second, and so on."""
    preparation: list[Statistics]
    """What each step of preparation learned, in the order of the file, by heading."""


ENVELOPES = {"reference": Reference}
