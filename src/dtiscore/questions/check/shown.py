"""The outcome of a verification on a screen: the verdict first, then every value that differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from dtiscore.questions.check.answer import Difference, Verification
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, fit
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, GOOD, Screen, paragraph, to_text
from dtiscore.render.old_names import index_title, node_name
from dtiscore.render.phrases import counted, say
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.visible import visible

VERIFICATION_SCHEMA = "dtiscore/verification/1"


def verification_screen(verification: Verification, card: Scorecard, screen: Screen) -> str:
    """The outcome of a verification: agrees, differs, or that nothing could be compared."""
    return to_text(_View(verification, card, screen).lines(), screen)


def verification_columns(verification: Verification) -> dict[str, list[Any]]:
    """The differences as plain columns, for CSV and JSON Lines; headings also where there is none."""
    headings = ("unit", "name", "period", "what", "node", "expected", "computed", "line")
    rows = [difference.as_row() for difference in verification.differences]
    return {heading: [row[heading] for row in rows] for heading in headings}


def verification_payload(verification: Verification, card: Scorecard) -> dict[str, Any]:
    """The outcome of a verification as the versioned envelope for JSON."""
    return {
        "schema": VERIFICATION_SCHEMA,
        "provenance": card.provenance.as_dict(),
        "agrees": verification.agrees,
        "compared": {"scores": verification.scores, "ranks": verification.ranks, "bands": verification.bands},
        "tolerance": verification.tolerance,
        "largest": verification.largest,
        "rows": [difference.as_row() for difference in verification.differences],
    }


@dataclass(frozen=True)
class _View:
    """A verification as one screen shows it."""

    verification: Verification
    card: Scorecard
    screen: Screen

    def lines(self) -> Iterator[Text]:
        edition, differences = self.card.methodology, self.verification.differences
        language = self.screen.language
        title = " · ".join([index_title(edition, language), visible(self.card.dataset.raw.source)])
        yield from paragraph(title, self.screen, style=BOLD, hanging="  ")
        yield Text()
        if differences:
            fitted = fit(self._columns(), len(differences), self.screen.width)
            yield from fitted.lines(self.screen)
            yield from fitted.left_out(self.screen, apart=True)
            yield Text()
        style = GOOD if self.verification.agrees else BAD
        yield from paragraph(self._verdict(), self.screen, style=style)
        if self.verification.scores:
            largest = figures.telling(self.verification.largest, edition.publish.decimals + 1)
            yield from paragraph(say(language, "largest", value=largest), self.screen, style=DIM)

    def _verdict(self) -> str:
        verification, language = self.verification, self.screen.language
        compared = {"score": verification.scores, "rank": verification.ranks, "band": verification.bands}
        counts = ", ".join(counted(language, number, noun) for noun, number in compared.items() if number)
        if verification.tolerance is None:
            how = say(language, "at decimals")
        else:
            how = say(language, "within", tolerance=figures.full(verification.tolerance))
        if not counts:
            return say(language, "compared nothing")
        if verification.agrees:
            return say(language, "agrees", counts=counts, how=how)
        n = counted(language, len(verification.differences), "difference")
        return say(language, "differs", n=n, counts=counts, how=how)

    def _columns(self) -> list[Column]:
        """What differs; columns that no row fills are left out."""
        found, language = self.verification.differences, self.screen.language
        columns: list[TextColumn] = [
            TextColumn(say(language, "unit"), [Cell(self._name(one)) for one in found], folds=True),
            TextColumn(say(language, "period"), [Cell(visible(one.period or "")) for one in found]),
            TextColumn(say(language, "value of"), [Cell(self._what(one)) for one in found], folds=True),
            TextColumn(say(language, "expected"), [self._value(one, one.expected) for one in found], "right"),
            TextColumn(say(language, "computed"), [self._value(one, one.computed) for one in found], "right"),
            TextColumn(say(language, "difference"), [self._distance(one) for one in found], "right", drop=1),
            TextColumn(say(language, "line"), [Cell(str(one.line or "")) for one in found], "right", drop=2),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _name(self, one: Difference) -> str:
        name, code = visible(one.name), visible(one.unit)
        return name if name == code else f"{name} ({code})"

    def _what(self, one: Difference) -> str:
        """Which value: its kind, and of which node where that is not the index itself."""
        edition, language = self.card.methodology, self.screen.language
        kind = say(language, f"a {one.what}")
        return kind if one.code == edition.index.code else f"{kind}, {node_name(edition, one.code, language)}"

    def _value(self, one: Difference, value: float | str | None) -> Cell:
        """A value in full: two that differ must look different."""
        if one.what == "unit":
            return Cell(say(self.screen.language, "is absent" if value is None else "is there"))
        if value is None:
            return Cell(figures.NONE)
        return Cell(visible(value) if isinstance(value, str) else figures.full(value))

    def _distance(self, one: Difference) -> Cell:
        if (
            one.what == "band"
            or not isinstance(one.expected, float | int)
            or not isinstance(one.computed, float | int)
        ):
            return Cell()
        distance = figures.difference_in_full(one.computed, one.expected)
        if not distance.startswith("-"):
            return Cell(f"+{distance}")
        return Cell(distance.replace("-", "−") if self.screen.unicode else distance)
