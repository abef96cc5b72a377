"""One unit explained for people and programs: its standing, a line for every node, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.questions.explain.answer import Explanation, Neighbour
from dtiscore.questions.explain.shown.nodes import NodeColumns
from dtiscore.questions.explain.shown.notes import Notes, shown_loss
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.screen import DIM
from dtiscore.render.names import band_name, draft_of, period_and_group, unit_name, unit_with_code
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Table, Title, aid
from dtiscore.render.wording import first_of, listed, side_by_side
from dtiscore.said import said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.questions.explain.pictures import UnitPicture
    from dtiscore.render.pictures.theme import Picture

EXPLANATION_SCHEMA = "dtiscore/explanation/1"

_SHARED = 3
"""How many units of the same rank are named."""


@dataclass(frozen=True)
class ShownExplanation(Shown):
    """An explanation in every form."""

    explanation: Explanation
    gaps: bool = False
    """Whether its page shows how far every node is from the mean, the median, the best, the unit just above and the
    peers."""
    kind: UnitPicture = "profile"

    def page(self) -> Iterator[Block]:
        nodes = self.explanation.nodes
        grid = Grid(list(NodeColumns(self.explanation, self.gaps)))
        in_tree = [node.code not in self.explanation.card.methodology.view for node in nodes]
        tree = [at for at, is_of_tree in enumerate(in_tree) if is_of_tree]
        views = [at for at, is_of_tree in enumerate(in_tree) if not is_of_tree]
        edition = self.explanation.card.methodology
        yield [Title(self._standing()), *map(Note, draft_of(edition))]
        yield [Table(grid, tree)]
        if views:
            apart = Note(said("Views (beside the tree, not part of it)"), DIM, indent="  ")
            yield [apart, Table(grid, views, headed=False)]
        yield [*map(Note, Notes(self.explanation))]
        yield [aid(self._aid()), LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        """The nodes."""
        edition = self.explanation.card.methodology
        rows = [
            {"name": edition.label(node.code, language), **node.as_row()} for node in self.explanation.nodes
        ]
        return {heading: [row[heading] for row in rows] for heading in ("code", "name", *list(rows[0])[2:])}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds every node in full precision."""
        explanation, card, row = self.explanation, self.explanation.card, self.explanation.row
        return {
            "schema": EXPLANATION_SCHEMA,
            "provenance": card.provenance.as_dict(),
            "unit": card.dataset.units[row],
            "name": card.name(row),
            "period": card.dataset.periods[row],
            "group": card.dataset.groups[row],
            "band": card.bands[row],
            "index_supplied": explanation.is_supplied,
            "above": _neighbour(explanation.above),
            "below": _neighbour(explanation.below),
            "strengths": [node.code for node in explanation.strengths()],
            "weaknesses": [node.code for node in explanation.weaknesses()],
            "peers": None if explanation.peers is None else explanation.peers.as_dict(),
            "lacks": [lack.as_dict() for lack in explanation.lacks],
            "rows": [node.as_row() for node in explanation.nodes],
        }

    def picture(self, language: str | None = None) -> Picture:
        if self.kind == "radar":
            from dtiscore.questions.explain.pictures.radar import radar_picture

            return radar_picture(self.explanation, language)
        from dtiscore.questions.explain.pictures.profile import profile_picture

        return profile_picture(self.explanation, language)

    def _standing(self) -> str:
        """Unit, score, rank and points in one line."""
        return side_by_side(*self._standing_parts())

    def _standing_parts(self) -> Iterator[str]:
        card, row, index = self.explanation.card, self.explanation.row, self.explanation.index
        edition, data = card.methodology, card.dataset
        when = period_and_group((data.periods[row], data.groups[row]))
        score = figures.published(index.published, edition.publish)
        yield unit_with_code(card, row)
        yield said("{what} = {score}", what=" ".join([visible(edition.index.code), *when]), score=score)
        if index.rank is not None:
            yield self._place()
        elif not data.ranked[row]:
            yield said("not ranked")
        if card.screened_out(row):
            yield said("screened out")
        if self.explanation.has_points and index.score is not None:
            points, top = figures.brief(index.score), figures.brief(index.top)
            if edition.publish.form == "fraction":
                yield said("{points} of {all} points", points=points, all=top)
            yield said("{points} lost", points=figures.brief(shown_loss(self.explanation, index)))
        if card.bands[row] is not None:
            yield band_name(edition, card.bands[row])

    def _place(self) -> str:
        """The rank, and with whom it is shared, which neither of the neighbours above and below tells."""
        card, row, index = self.explanation.card, self.explanation.row, self.explanation.index
        place = said("rank {rank} of {n}", rank=figures.rank(index.rank), n=index.of)
        ranks = card.ranks[card.methodology.index.code]
        block = next(rows for rows in card.order.values() if row in rows)
        names = [unit_name(card, other) for other in block if other != row and ranks[other] == ranks[row]]
        return (
            side_by_side(
                place, said("shared with {units}", units=listed(first_of(names, _SHARED))), between=", "
            )
            if names
            else place
        )

    def _aid(self) -> str:
        texts = [self._reading()]
        if self.gaps:
            texts.append(
                said(
                    "In the columns to ..., + is above and - is below; next above is the unit one place up in the "
                    "index."
                )
            )
        return side_by_side(*texts, between=" ")

    def _reading(self) -> str:
        """How to read what every node earned."""
        if self.explanation.has_points:
            return said(
                "How to read: lost is what is missing to the maximum; a part's rank is its own, not that of the index."
            )
        if any(node.contribution is not None for node in self.explanation.nodes if node.depth > 0):
            return said(
                "How to read: weight is a part's share in the line above it, adds what it brings to that line."
            )
        return said("How to read: weight is a part's share in the line above it.")


def _neighbour(neighbour: Neighbour | None) -> dict[str, Any] | None:
    return None if neighbour is None else {"unit": neighbour.unit, "gap": neighbour.gap}
