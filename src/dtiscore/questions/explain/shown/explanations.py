"""The explanations of one unit in several groups or periods, below each other; a single one stands as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.render.editions_apart import editions_apart
from dtiscore.render.page import Block, Columns, Note, Shown

if TYPE_CHECKING:
    from dtiscore.questions.explain.pictures import UnitPicture
    from dtiscore.render.pictures.theme import Picture
    from dtiscore.scoring.scorecard import Scorecard

EXPLANATIONS_SCHEMA = "dtiscore/explanations/1"


@dataclass(frozen=True)
class ShownExplanations(Shown):
    """The explanations in every form."""

    explanations: Sequence[Explanation]
    gaps: bool = False
    """As :class:`ShownExplanation` has it."""
    kind: UnitPicture = "profile"

    def page(self) -> Iterator[Block]:
        for one in self._each:
            yield from one.page()
        if len(self._cards) > 1:
            yield [Note(editions_apart(self._cards))]

    def columns(self, language: str | None = None) -> Columns:
        """The nodes of all explanations; of several with the period and the group before them, and of several editions the id."""
        if len(self.explanations) == 1:
            return self._each[0].columns(language)
        columns: dict[str, list[Any]] = {}
        for one in self._each:
            card, row = one.explanation.card, one.explanation.row
            nodes = len(one.explanation.nodes)
            edition = {"edition": [card.methodology.id] * nodes} if len(self._cards) > 1 else {}
            when = edition | {
                "period": [card.dataset.periods[row]] * nodes,
                "group": [card.dataset.groups[row]] * nodes,
            }
            for heading, values in (when | dict(one.columns(language))).items():
                columns.setdefault(heading, []).extend(values)
        return columns

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope of the one explanation, or of several the envelopes of all in one."""
        payloads = [one.payload(language) for one in self._each]
        return (
            payloads[0] if len(payloads) == 1 else {"schema": EXPLANATIONS_SCHEMA, "explanations": payloads}
        )

    def picture(self, language: str | None = None) -> Picture:
        """That of the last period."""
        return self._each[-1].picture(language)

    @property
    def _cards(self) -> list[Scorecard]:
        """The scorecard of each edition that governs one of the periods."""
        return list({one.card.methodology.id: one.card for one in self.explanations}.values())

    @property
    def _each(self) -> list[ShownExplanation]:
        return [ShownExplanation(one, self.gaps, self.kind) for one in self.explanations]
