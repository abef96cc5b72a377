"""What init wrote, and the lines that use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from dtiscore.inputs.reading import Reading
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.finding import arguments
from dtiscore.questions.init.answer.draft import Draft
from dtiscore.shell_words import as_line
from dtiscore.tables.options import TableOptions

OF_PROJECT = {*TableOptions.model_fields, "period"}
"""What a project says of a table; the rest is asked of each scoring."""


@dataclass(frozen=True)
class Started:
    """What was written to begin with."""

    methodology: Methodology
    weights: str
    """The path of the weighting file."""
    project: str
    """The path of the project file."""
    reading: Mapping[str, Any]
    """What was declared about the table: found, or given."""
    draft: Draft | None
    """The index as it was begun; ``None`` where it is that of an edition."""
    table: str
    """The path of the table."""
    name: str | None
    """By which the project knows the table; ``None`` where it lies elsewhere."""
    in_points: Sequence[str] = ()
    """The columns that hold points, and that the edition to start from reads as shares; the weighting file reads points."""
    markers: Sequence[str] = ()
    """How the columns that are not scored mark cells without a figure, which nothing declares."""

    @property
    def command(self) -> str:
        """What scores the table again."""
        edition = ["-w", self.weights] if self.name is None else []
        return as_line(["dtiscore", "score", self._called, *edition, *self._options()])

    @property
    def recovering(self) -> str | None:
        """What finds the weights of the index that the table has; ``None`` where it has none that is a mean of its columns."""
        if self.draft is None or not self.draft.published.is_mean:
            return None
        line = [
            "dtiscore",
            "weights",
            "recover",
            self._called,
            "-w",
            self.weights,
            "--published",
            self._called,
        ]
        decimals = self.draft.published.part_decimals
        rounded = [] if decimals is None else ["--part-decimals", str(decimals)]
        return as_line([*line, *rounded, *self._options(self.markers)])

    @property
    def _called(self) -> str:
        """The table as it is typed."""
        return self.table if self.name is None else self.name

    def _options(self, markers: Sequence[str] = ()) -> list[str]:
        """What is typed beside it: all that is declared of it, but what the project says, and further markers of no value."""
        known = OF_PROJECT if self.name is not None else ()
        stated = {key: value for key, value in self.reading.items() if key not in known}
        if markers:
            stated["missing"] = [*self.reading.get("missing", ()), *markers]
        return arguments(stated)

    def score(self) -> Scorecard:
        """The first ranking.

        Raises:
            InvalidData: the table has errors that no declaration mends.
        """
        return score(self.table, self.methodology, **cast("Reading", self.reading))
