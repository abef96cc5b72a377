"""What a weighting file says of tables: where they keep what identifies a row, and what is known of their raw columns."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from dtiscore.methodology.base import ExtendedModel, Heading, LocalText, Model, fold
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said


class Layout(Model):
    """Where a table keeps what identifies a row, beside the headings that are recognised anyway."""

    unit: Heading | None = None
    """The heading of the column that names the units, by code or by name."""
    name: Heading | None = None
    """The heading of the column with the names of units, beside one of codes."""
    period: Heading | None = None
    """The heading of the column with the period, such as a year."""
    group: Heading | None = None
    """Units of different groups are ranked apart, and one unit may stand in several: both sexes, men and women."""
    missing: tuple[str, ...] = ()
    """Texts that mean "no value" in this edition's tables; an empty cell always does."""


def _folded_apart(texts: Mapping[str, float | str]) -> Mapping[str, float | str]:
    """Texts that differ in more than case and spaces."""
    if len(set(map(fold, texts))) < len(texts) or not all(map(str.strip, texts)):
        message = said("a text is empty, or two differ in case or spaces alone")
        raise Unfit(message, said("write each text once"))
    return texts


CellTexts = Annotated[
    dict[str, float | Literal["missing"]], Field(min_length=1), AfterValidator(_folded_apart)
]
"""Texts of cells with the numbers that they stand for."""


class Column(ExtendedModel):
    """What is known of one raw column, for validation and for people."""

    later: ClassVar[frozenset[str]] = frozenset({"texts"})

    header: Heading
    """The heading of the column in the table."""
    name: LocalText | None = None
    """Its name for people."""
    aliases: tuple[Heading, ...] = ()
    """Other headings under which the column arrives."""
    unit: str | None = None
    """The unit of measurement, for example years or %."""
    min: float | None = None
    """The smallest value that a cell may hold."""
    max: float | None = None
    """The largest value that a cell may hold."""
    texts: CellTexts | None = None
    """Texts that stand among its numbers, each with the number that it stands for, or missing."""
    note: LocalText | None = None
    """What else to know of it."""
