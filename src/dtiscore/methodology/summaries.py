"""Summaries: what the units of a group come to together, such as the districts that small areas lie in."""

from typing import Self

from pydantic import model_validator

from dtiscore.methodology.base import Code, Heading, LocalText, Model, text_in
from dtiscore.methodology.group_figures import WEIGHTED, Take
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Composed, composed, said


class Summary(Model):
    """One figure of the units of each group in every node and view, and the ranking of the groups by it."""

    code: Code
    """The name of the summary for programs, unique among summaries."""
    name: LocalText | None = None
    """What the groups are for people, in one or several languages: districts, regions."""
    by: Heading
    """The heading of a column of words: units with the same word are one group."""
    take: Take = "mean"
    """Which figure of the units is taken: their mean, median, sum, min, max or count."""
    weight: Heading | None = None
    """The heading of a column of numbers that units count by in a mean, sum or count, such as people."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.weight is not None and self.take not in WEIGHTED:
            raise Unfit(said("only a mean, a sum and a count weight units"), said("take weight out"))
        return self

    @property
    def spoken_name(self) -> Composed:
        """The name in each language, or the code, for sentences."""
        return composed(lambda language: text_in(self.name, language) if self.name else self.code)
