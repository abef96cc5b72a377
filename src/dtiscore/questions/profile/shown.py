"""The profile of the leaders for people and programs: what they have in common, and what separates them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rich.text import Text

from dtiscore.questions.profile.answer import GroupFigures, Leaders, NodeProfile, Profile
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.names import index_title, node_name, unit_name
from dtiscore.render.phrases import counted, in_a_row, listed, say
from dtiscore.visible import visible

PROFILE_SCHEMA = "dtiscore/profile/1"

_NAMED = 15
"""How many leaders are named before the rest is counted."""

_FEW = 3
"""How many nodes are named that separate most, and that leaders have in common."""


def profile_screen(profile: Profile, screen: Screen) -> str:
    """A profile as text: who leads, the nodes by how far they separate, and what follows from them."""
    view = _View(profile, screen.language)
    lines: list[Text] = []
    for block in profile.blocks:
        title, *said = view.head(block)
        lines += paragraph(title, screen, style=BOLD, hanging="  ")
        for sentence in said:
            lines += paragraph(sentence, screen)
        if block.leaders and block.others:
            fitted = fit(list[Column](view.columns(block)), len(block.nodes), screen.width)
            lines += [Text(), *fitted.lines(screen), *fitted.left_out(screen), Text()]
        for sentence in view.conclusions(block):
            lines += paragraph(sentence, screen)
        lines.append(Text())
    for sentence in view.aid():
        lines += paragraph(sentence, screen, style=DIM)
    return to_text(lines, screen)


def profile_markdown(profile: Profile, language: str | None = None) -> str:
    """The same as Markdown."""
    view = _View(profile, language)
    parts: list[str] = []
    for block in profile.blocks:
        title, *said = view.head(block)
        parts += [f"### {escaped(title)}", *map(escaped, said)]
        if block.leaders and block.others:
            drawn = {column.heading: [cell.text for cell in column.cells] for column in view.columns(block)}
            parts.append(to_markdown(drawn).rstrip("\n"))
        parts += map(escaped, view.conclusions(block))
    return "\n\n".join([*parts, *map(escaped, view.aid())]) + "\n"


def profile_columns(profile: Profile, language: str | None = None) -> dict[str, list[Any]]:
    """The nodes of every period and group as plain columns in full precision."""
    edition = profile.card.methodology
    rows = [
        {
            "period": block.partition[0],
            "group": block.partition[1],
            "name": edition.label(node.code, language),
            "leaders": len(block.leaders),
            "others": len(block.others),
            **node.as_row(),
        }
        for block in profile.blocks
        for node in block.nodes
    ]
    first = [name for name in ("period", "group") if any(row[name] is not None for row in rows)]
    rest = [name for name in rows[0] if name not in ("period", "group", "code", "name")]
    return {name: [row[name] for row in rows] for name in (*first, "code", "name", *rest)}


def profile_payload(profile: Profile, language: str | None = None) -> dict[str, Any]:
    """A profile as the versioned envelope for JSON, with the leaders of every period and group."""
    card = profile.card
    return {
        "schema": PROFILE_SCHEMA,
        "provenance": card.provenance.as_dict(),
        "top": profile.top,
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
            for block in profile.blocks
        ],
        "rows": rows_of(profile_columns(profile, language)),
    }


@dataclass(frozen=True)
class _View:
    """A profile in one language."""

    profile: Profile
    language: str | None

    def name(self, code: str) -> str:
        return node_name(self.profile.card.methodology, code, self.language)

    def score(self, value: float | None) -> str:
        return figures.published(value, self.profile.card.methodology.publish)

    def head(self, block: Leaders) -> Iterator[str]:
        """The title, who the leaders are, and who is in neither group."""
        language, card, n = self.language, self.profile.card, len(block.leaders)
        when = [visible(part) for part in block.partition if part is not None]
        index = " · ".join([index_title(card.methodology, language), *when])
        yield say(
            language,
            "profile title",
            index=index,
            leaders=counted(language, n, "unit"),
            others=counted(language, len(block.others), "unit"),
        )
        names = [unit_name(card, row, language) for row in block.leaders]
        if len(names) > _NAMED:
            names = [*names[:_NAMED], say(language, "others", n=len(names) - _NAMED)]
        if names:
            yield say(language, "profile leaders", units=listed(language, names))
        if n > self.profile.top:
            yield say(language, "profile more", n=n, top=self.profile.top)
        elif n < self.profile.top:
            yield say(language, "profile fewer", units=counted(language, n, "unit"), top=self.profile.top)
        if block.is_split:
            yield say(language, "profile split")
        if block.without_score:
            yield say(language, "profile without score", units=counted(language, block.without_score, "unit"))
        if block.unranked:
            yield say(language, "profile unranked", units=counted(language, block.unranked, "unit"))
        if not (block.leaders and block.others):
            yield say(language, "profile nobody")

    @cached_property
    def has_values(self) -> bool:
        """Whether some indicator's figures are not its scores over again, so that their means tell something more."""
        return any(
            group.value is not None and group.mean is not None and abs(group.value - group.mean) > 1e-9
            for block in self.profile.blocks
            for node in block.nodes
            for group in (node.leaders, node.others)
        )

    def columns(self, block: Leaders) -> list[TextColumn]:
        """The nodes, what separates most first."""
        language, nodes = self.language, block.nodes
        columns = [
            words(say(language, "indicator"), [self.name(node.code) for node in nodes]),
            numbers(say(language, "leaders' mean"), [self.score(node.leaders.mean) for node in nodes]),
            numbers(say(language, "others' mean"), [self.score(node.others.mean) for node in nodes], 1),
        ]
        if self.has_values:
            for heading, group in (("leaders' value", _leaders), ("others' value", _others)):
                texts = [_value(group(node)) for node in nodes]
                columns.append(numbers(say(language, heading), texts, 5))
        if any(group.at_full for node in nodes for group in (node.leaders, node.others)):
            for heading, group in (("leaders at full", _leaders), ("others at full", _others)):
                texts = [self._share(group(node).at_full, group(node).units) for node in nodes]
                columns.append(numbers(say(language, heading), texts, 4))
        reached = [self._share(node.others_at_floor, node.others.units) for node in nodes]
        return [
            *columns,
            numbers(say(language, "leaders' least"), [self.score(node.floor) for node in nodes], 2),
            numbers(say(language, "others at least"), reached, 2),
            numbers(say(language, "how far apart"), [self._effect(node) for node in nodes]),
        ]

    def _share(self, n: int | None, of: int) -> str:
        return figures.NONE if n is None else say(self.language, "of all", n=n, all=of)

    def _effect(self, node: NodeProfile) -> str:
        if node.outcome == "apart":
            return say(self.language, "fully")
        return "=" if node.outcome == "constant" else figures.fixed(node.effect, 2)

    def conclusions(self, block: Leaders) -> Iterator[str]:
        """What separates most, and what all leaders share."""
        language = self.language
        if not (block.leaders and block.others):
            return
        apart = [node for node in block.nodes if node.outcome == "apart" or (node.effect or 0.0) > 0]
        if apart:
            named = [
                say(language, "separates by", node=self.name(node.code), effect=self._effect(node))
                for node in apart[:_FEW]
            ]
            yield say(language, "separates most", nodes=listed(language, named))
        at_full = [one.at_full for node in block.nodes for one in (node.leaders, node.others)]
        if any(n is not None for n in at_full) and not any(at_full):
            yield say(language, "nobody at full")
        full = [node for node in block.nodes if node.leaders.at_full == len(block.leaders)]
        if full:
            yield say(language, "common full", nodes=in_a_row([self.name(node.code) for node in full]))
        shared = [node for node in block.nodes if node.others_at_floor is not None and node.others.units]
        if shared:
            yield self._rarest(min(shared, key=lambda node: (node.others_at_floor or 0) / node.others.units))
        lacking = [self.name(node.code) for node in block.nodes if node.leaders.units < len(block.leaders)]
        if lacking:
            yield say(language, "lack a score", nodes=in_a_row(lacking))

    def _rarest(self, node: NodeProfile) -> str:
        """What all leaders reach and the fewest of the others."""
        descending = self.profile.card.methodology.ranking(node.code).order == "descending"
        phrase = "common floor" if descending else "common floor below"
        figures_ = {"floor": self.score(node.floor), "n": node.others_at_floor, "all": node.others.units}
        return say(self.language, phrase, node=self.name(node.code), **figures_)

    def aid(self) -> Iterator[str]:
        yield say(self.language, "profile aid")
        if any(node.outcome == "apart" for block in self.profile.blocks for node in block.nodes):
            yield say(self.language, "profile aid fully")


Group = Callable[[NodeProfile], GroupFigures]


def _leaders(node: NodeProfile) -> GroupFigures:
    return node.leaders


def _others(node: NodeProfile) -> GroupFigures:
    return node.others


def _value(group: GroupFigures) -> str:
    """A mean figure with four digits: indicators of one table differ in their units."""
    return figures.short(group.value, 4)
