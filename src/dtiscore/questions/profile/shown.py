"""The profile of the leaders for people and programs: what they have in common, and what separates them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dtiscore.questions.profile.answer import GroupFigures, Leaders, NodeProfile, Profile
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import index_title, node_name, period_and_group, unit_name
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, ShownBy, Table, Title, aid
from dtiscore.render.ranks_in_words import worst_first_note
from dtiscore.render.under_editions import under_editions
from dtiscore.render.wording import first_of, in_a_row, listed, side_by_side
from dtiscore.said import counted, said, template

if TYPE_CHECKING:
    from dtiscore.render.pictures.theme import Picture

PROFILE_SCHEMA = "dtiscore/profile/1"

_NAMED = 15
"""How many leaders are named before the rest is counted."""

_FEW = 3
"""How many nodes are named that separate most, and that leaders have in common."""


_LARGE = 0.8
"""From where a distance is large (J. Cohen, 1988, Statistical Power Analysis for the Behavioral Sciences)."""

_COMMON_FLOOR = template(
    "What all leaders have in common: at least {floor} in {node}, which {n} of the {all} others reach."
)
_COMMON_CEILING = template(
    "What all leaders have in common: at most {floor} in {node}, which {n} of the {all} others keep to."
)


@dataclass(frozen=True)
class ShownProfile(Shown):
    """A profile in every form: who leads, the nodes by how far they separate, and what follows from them."""

    profile: Profile

    def page(self) -> Iterator[Block]:
        for block in self.profile.blocks:
            title, *said_of_it = self._head(block)
            yield [Title(title), *map(Note, said_of_it)]
            if block.leaders and block.others:
                grid = Grid(self._columns(block))
                yield [Table(grid), LeftOut(grid)]
            yield [*map(Note, self._conclusions(block))]
        yield [*map(aid, self._aid())]

    def picture(self, language: str | None = None) -> Picture:
        from dtiscore.questions.profile.pictures import leaders_picture

        return leaders_picture(self.profile, language)

    def columns(self, language: str | None = None) -> Columns:
        """The nodes of every period and group."""
        edition = self.profile.card.methodology
        rows = [
            {
                "period": block.partition[0],
                "group": block.partition[1],
                "name": edition.label(node.code, language),
                "leaders": len(block.leaders),
                "others": len(block.others),
                **node.as_row(),
            }
            for block in self.profile.blocks
            for node in block.nodes
        ]
        first = [name for name in ("period", "group") if any(row[name] is not None for row in rows)]
        rest = [name for name in rows[0] if name not in ("period", "group", "code", "name")]
        return {name: [row[name] for row in rows] for name in (*first, "code", "name", *rest)}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds the leaders of every period and group."""
        card = self.profile.card
        return {
            "schema": PROFILE_SCHEMA,
            "provenance": card.provenance.as_dict(),
            "top": self.profile.top,
            "effect_size": "Hedges' g",
            "groups": [
                {
                    "period": block.partition[0],
                    "group": block.partition[1],
                    "leaders": [card.dataset.units[row] for row in block.leaders],
                    "others": len(block.others),
                    "split_among_equals": block.is_split,
                    "without_score": block.without_score,
                    "unranked": block.unranked,
                }
                for block in self.profile.blocks
            ],
            "rows": rows_of(self.columns(language)),
        }

    def _name(self, code: str) -> str:
        return node_name(self.profile.card.methodology, code)

    def _score(self, value: float | None) -> str:
        return figures.published(value, self.profile.card.methodology.publish)

    def _head(self, block: Leaders) -> Iterator[str]:
        """The title, who the leaders are, and who is in neither group."""
        card, n = self.profile.card, len(block.leaders)
        when = period_and_group(block.partition)
        yield said(
            "{index} · leaders: {leaders}, others: {others}",
            index=side_by_side(index_title(card.methodology), *when),
            leaders=counted(n, "{n} unit", "{n} units"),
            others=counted(len(block.others), "{n} unit", "{n} units"),
        )
        names = [unit_name(card, row) for row in block.leaders]
        if names:
            yield said("Leaders: {units}.", units=listed(first_of(names, _NAMED)))
        if n > self.profile.top:
            yield said(
                "{n} units stand among the first {top}, because units of the same value share a rank.",
                n=n,
                top=self.profile.top,
            )
        elif n < self.profile.top:
            yield said(
                "Among the first {top} there is {units}: no more are ranked up to there.",
                units=counted(n, "{n} unit", "{n} units"),
                top=self.profile.top,
            )
        if block.is_split:
            yield said(
                "The last leader and the next unit have the same value; the order of unit codes decided between "
                "them."
            )
        if block.without_score:
            yield said(
                "Without a score in the index, and in neither group: {units}.",
                units=counted(block.without_score, "{n} unit", "{n} units"),
            )
        if block.unranked:
            yield said(
                "Scored for comparison only, and in neither group: {units}.",
                units=counted(block.unranked, "{n} unit", "{n} units"),
            )
        if not (block.leaders and block.others):
            yield said("Here nobody is left to hold the leaders against.")

    @cached_property
    def has_values(self) -> bool:
        """Whether some indicator's figures are not its scores over again, so that their means tell something more."""
        return any(
            group.value is not None and group.mean is not None and abs(group.value - group.mean) > 1e-9
            for block in self.profile.blocks
            for node in block.nodes
            for group in (node.leaders, node.others)
        )

    def _columns(self, block: Leaders) -> list[TextColumn]:
        """The nodes, what separates most first."""
        nodes = block.nodes
        columns = [
            words(said("indicator"), [self._name(node.code) for node in nodes]),
            numbers(said("leaders' mean"), [self._score(node.leaders.mean) for node in nodes]),
            numbers(said("others' mean"), [self._score(node.others.mean) for node in nodes], 1),
        ]
        if self.has_values:
            for heading, group in (
                (said("leaders' mean value"), _leaders),
                (said("others' mean value"), _others),
            ):
                texts = [_value(group(node)) for node in nodes]
                columns.append(numbers(heading, texts, 5))
        if any(group.at_full for node in nodes for group in (node.leaders, node.others)):
            for heading, group in (
                (said("leaders at full marks"), _leaders),
                (said("others at full marks"), _others),
            ):
                texts = [self._share(group(node).at_full, group(node).units) for node in nodes]
                columns.append(numbers(heading, texts, 4))
        reached = [self._share(node.others_at_floor, node.others.units) for node in nodes]
        return [
            *columns,
            numbers(said("all leaders reach"), [self._score(node.floor) for node in nodes], 2),
            numbers(said("others who reach it"), reached, 2),
            numbers(said("how far apart"), [self._effect(node) for node in nodes]),
        ]

    def _share(self, n: int | None, of: int) -> str:
        return figures.NONE if n is None else said("{n}/{all}", n=n, all=of)

    def _effect(self, node: NodeProfile) -> str:
        if node.outcome == "apart":
            return said("fully")
        return "=" if node.outcome == "constant" else figures.fixed(node.effect, 2)

    def _conclusions(self, block: Leaders) -> Iterator[str]:
        """What separates most, and what all leaders share."""
        if not (block.leaders and block.others):
            return
        apart = [node for node in block.nodes if node.outcome == "apart" or (node.effect or 0.0) > 0]
        if apart:
            named = [
                said("{node} ({effect})", node=self._name(node.code), effect=self._effect(node))
                for node in apart[:_FEW]
            ]
            yield said("What separates the leaders most: {nodes}.", nodes=listed(named))
        at_full = [one.at_full for node in block.nodes for one in (node.leaders, node.others)]
        if any(n is not None for n in at_full) and not any(at_full):
            yield said("No unit has full marks in any of these.")
        full = [node for node in block.nodes if node.leaders.at_full == len(block.leaders)]
        if full:
            yield said(
                "All leaders have full marks: {nodes}.",
                nodes=in_a_row([self._name(node.code) for node in full]),
            )
        shared = [
            node
            for node in block.nodes
            # What all others reach as well is nothing of the leaders.
            if node.others_at_floor is not None and node.others_at_floor < node.others.units
        ]
        if shared:
            yield self._rarest(min(shared, key=lambda node: (node.others_at_floor or 0) / node.others.units))
        lacking = [self._name(node.code) for node in block.nodes if node.leaders.units < len(block.leaders)]
        if lacking:
            yield said(
                "Not every leader has a score, so nothing is said of all of them: {nodes}.",
                nodes=in_a_row(lacking),
            )

    def _rarest(self, node: NodeProfile) -> str:
        """What all leaders reach and the fewest of the others."""
        descending = self.profile.card.methodology.ranking(node.code).order == "descending"
        return said(
            _COMMON_FLOOR if descending else _COMMON_CEILING,
            floor=self._score(node.floor),
            node=self._name(node.code),
            n=node.others_at_floor,
            all=node.others.units,
        )

    def _aid(self) -> Iterator[str]:
        yield from worst_first_note(self.profile.card.methodology.rank)
        yield said(
            "How to read: the last column is the distance between the two means, counted in typical distances "
            "between units of one group (Hedges' g). From {large} on it is large; with - before it the leaders are "
            "behind; = means that all units are alike.",
            large=_LARGE,
        )
        if any(node.outcome == "apart" for block in self.profile.blocks for node in block.nodes):
            yield said("fully: neither group has any spread, and they differ.")


Group = Callable[[NodeProfile], GroupFigures]


def _leaders(node: NodeProfile) -> GroupFigures:
    return node.leaders


def _others(node: NodeProfile) -> GroupFigures:
    return node.others


def _value(group: GroupFigures) -> str:
    """A mean figure with four digits: indicators of one table differ in their units."""
    return figures.short(group.value, 4)


def shown_profiles(found: Sequence[Profile]) -> Shown:
    """One as it stands, and several under the editions that govern their periods."""
    return under_editions([one.card for one in found], [ShownProfile(one) for one in found], "profiles")


SHOWN = {Profile: ShownBy(ShownProfile)}
