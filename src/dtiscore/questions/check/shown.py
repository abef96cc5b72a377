"""The outcome of a verification for people and programs: every value that differs, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.questions.check.answer import Difference, Verification
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, TextColumn
from dtiscore.render.drawing.screen import BAD, GOOD
from dtiscore.render.names import index_title, node_name
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Table, Title, aid, caution
from dtiscore.render.under_editions import ShownUnderEditions
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.said import counted, said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType

VERIFICATION_SCHEMA = "dtiscore/verification/1"

_KINDS: Mapping[str, str] = {
    "score": said("score"),
    "rank": said("rank"),
    "band": said("band"),
    "unit": said("unit"),
}
"""What is called that differs."""


@dataclass(frozen=True)
class ShownVerification(Shown):
    """The outcome of a verification in every form: it agrees, it differs, or nothing could be compared."""

    verification: Verification
    card: Scorecard
    is_one_of_several: bool = False
    """Whether others of a family stand beside its edition."""

    def page(self) -> Iterator[Block]:
        edition, found = self.card.methodology, self.verification
        named = [edition.id] if self.is_one_of_several else []
        yield [Title(side_by_side(index_title(edition), *named, visible(self.card.dataset.raw.source)))]
        if found.differences:
            grid = Grid(self._columns())
            yield [Table(grid)]
            yield [LeftOut(grid)]
        verdict = Note(self._verdict(), GOOD if found.agrees else BAD)
        largest = figures.telling(found.largest, edition.publish.decimals + 1)
        distance = aid(said("Largest distance of an unrounded score: {value}.", value=largest))
        notes = [verdict]
        if found.compared and not found.of_index:
            notes.append(caution(said("Nothing of the index itself was compared.")))
        yield [*notes, distance] if found.scores else notes

    def columns(self, language: str | None = None) -> Columns:
        """The differences; headings also where there is none."""
        headings = ("unit", "name", "period", "what", "node", "expected", "computed", "line")
        rows = [difference.as_row() for difference in self.verification.differences]
        return {heading: [row[heading] for row in rows] for heading in headings}

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return dict.fromkeys(("expected", "computed"), "text") if self.card.methodology.bands else {}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds the verdict, and how much was compared."""
        found = self.verification
        return {
            "schema": VERIFICATION_SCHEMA,
            "provenance": self.card.provenance.as_dict(),
            "agrees": found.agrees,
            "compared": {"scores": found.scores, "ranks": found.ranks, "bands": found.bands},
            "tolerance": found.tolerance,
            "largest": found.largest,
            "rows": [difference.as_row() for difference in found.differences],
        }

    def _verdict(self) -> str:
        found = self.verification
        compared = [
            counted(found.scores, "{n} score", "{n} scores") if found.scores else "",
            counted(found.ranks, "{n} rank", "{n} ranks") if found.ranks else "",
            counted(found.bands, "{n} band", "{n} bands") if found.bands else "",
        ]
        if not any(compared):
            return said(
                "Nothing was compared: the expected table holds no score, rank or band of these units."
            )
        counts = in_a_row([text for text in compared if text])
        if not found.scores:
            how = said("each as it is written")
        elif found.tolerance is None:
            how = said("scores rounded as the expected table writes them")
        else:
            how = said("scores within {tolerance}", tolerance=figures.full(found.tolerance))
        if found.agrees:
            return said("Agrees: {counts} as expected, {how}.", counts=counts, how=how)
        alone = sum(one.what == "unit" for one in found.differences)
        n = counted(len(found.differences) - alone, "{n} difference", "{n} differences")
        units = counted(
            alone,
            "{n} unit stands in one of the tables alone",
            "{n} units stand in one of the tables alone",
        )
        if not alone:
            return said("Differs: {n} of {counts} compared, {how}.", n=n, counts=counts, how=how)
        if alone == len(found.differences):
            return said("Differs: {units}; {counts} as expected, {how}.", units=units, counts=counts, how=how)
        return said(
            "Differs: {n} of {counts} compared, {how}; {units}.", n=n, counts=counts, how=how, units=units
        )

    def _columns(self) -> list[TextColumn]:
        """What differs; columns that no row fills are left out."""
        found = self.verification.differences
        columns = [
            TextColumn(said("unit"), [Cell(_name(one)) for one in found], folds=True),
            TextColumn(said("period"), [Cell(visible(one.period or "")) for one in found]),
            TextColumn(said("value"), [Cell(self._what(one)) for one in found], folds=True),
            TextColumn(said("expected"), [Cell(_value(one, one.expected)) for one in found], "right"),
            TextColumn(said("computed"), [Cell(_value(one, one.computed)) for one in found], "right"),
            TextColumn(said("difference"), [Cell(_distance(one)) for one in found], "right", drop=1),
            TextColumn(said("line"), [Cell(str(one.line or "")) for one in found], "right", drop=2),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _what(self, one: Difference) -> str:
        """Which value: its kind, and of which node where that is not the index itself."""
        edition, kind = self.card.methodology, _KINDS[one.what]
        if one.code == edition.index.code:
            return kind
        return side_by_side(kind, node_name(edition, one.code), between=", ")


@dataclass(frozen=True)
class ShownVerifications(ShownUnderEditions):
    """The outcome under each edition that governs periods of a panel, and one verdict for programs."""

    verifications: Sequence[Verification] = ()

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        schema, answers = super().payload(language).items()
        return dict([schema, ("agrees", agree(self.verifications)), answers])


def agree(verifications: Sequence[Verification]) -> bool:
    """Whether nothing differs under any edition, and something was compared."""
    return any(one.compared for one in verifications) and not any(one.differences for one in verifications)


def shown_verifications(found: Sequence[tuple[Scorecard, Verification]]) -> Shown:
    """One as it stands, and several under the editions that govern their periods."""
    if len(found) == 1:
        ((card, verification),) = found
        return ShownVerification(verification, card)
    each = [ShownVerification(one, card, is_one_of_several=True) for card, one in found]
    cards, verifications = zip(*found, strict=True)
    return ShownVerifications(cards, each, "verifications", verifications)


def _name(one: Difference) -> str:
    name, code = visible(one.name), visible(one.unit)
    return name if name == code else f"{name} ({code})"


def _value(one: Difference, value: float | str | None) -> str:
    """A value in full: two that differ must look different."""
    if one.what == "unit":
        return said("absent") if value is None else said("there")
    if value is None:
        return figures.NONE
    return visible(value) if isinstance(value, str) else figures.full(value)


def _distance(one: Difference) -> str:
    """By how much a score or rank is off, with its sign."""
    if (
        one.what == "band"
        or not isinstance(one.expected, float | int)
        or not isinstance(one.computed, float | int)
    ):
        return ""
    distance = figures.difference_in_full(one.computed, one.expected)
    return figures.signed(distance, zero=distance)
