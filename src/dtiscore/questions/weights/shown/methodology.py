"""An edition on a screen: what is in force, the tree with weights and rules, what was verified, what is not public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from dtiscore.methodology import LocalText, Methodology, Node, View, text_in
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.rules import Rule
from dtiscore.questions.weights.shown.editions import editions_columns, editions_screen
from dtiscore.questions.weights.shown.settings import settings
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.old_names import index_title, node_name
from dtiscore.render.phrases import say, sentence
from dtiscore.render.rules_in_words import defaults_in_words, node_in_words, step_in_words, view_in_words
from dtiscore.render.units import units_screen
from dtiscore.visible import visible

__all__ = ["editions_columns", "editions_screen", "methodology_screen", "units_screen"]


def methodology_screen(methodology: Methodology, screen: Screen) -> str:
    """All that an edition says."""
    return to_text(_View(methodology, screen).lines(), screen)


@dataclass(frozen=True)
class _View:
    """An edition as one screen shows it."""

    edition: Methodology
    screen: Screen

    @property
    def language(self) -> str | None:
        return self.screen.language

    def lines(self) -> Iterator[Text]:
        yield from self._head()
        yield Text()
        yield from self._settings()
        yield from self._steps()
        yield Text()
        yield from self._tree()
        yield from self._views()
        yield from self._defaults()
        named = {
            "Verified": self.edition.verified,
            "Not public": self.edition.unknown,
            "Notes": self.edition.notes,
        }
        for heading, texts in named.items():
            yield from self._listed(heading, texts)

    def _head(self) -> Iterator[Text]:
        authority = self.edition.authority
        parts = [visible(authority.decision), visible(authority.issuer)]
        if authority.signed is not None:
            parts.append(say(self.language, "signed", date=authority.signed))
        if authority.in_force is not None:
            parts.append(say(self.language, "in force from", date=authority.in_force))
        title = f"{visible(self.edition.id)} · {index_title(self.edition, self.language)}"
        yield from paragraph(title, self.screen, style=BOLD, hanging="  ")
        yield from paragraph(" · ".join(parts), self.screen, hanging="  ")

    def _settings(self) -> Iterator[Text]:
        pairs = list(settings(self.edition, self.language))
        words = [Cell(word, DIM) for word, _ in pairs]
        sentences = [Cell(said) for _, said in pairs]
        width = max(len(said) for _, said in pairs)
        columns: list[Column] = [
            TextColumn("", words),
            TextColumn("", sentences, folds=True, folded=Widths(16, 24, width)),
        ]
        yield from fit(columns, len(pairs), self.screen.width).lines(self.screen)

    def _steps(self) -> Iterator[Text]:
        """What is done to raw columns before they are normalised."""
        if not self.edition.prepare:
            return
        yield Text()
        yield from paragraph(say(self.language, "Prepared"), self.screen, style=DIM, indent="  ")
        for number, step in enumerate(self.edition.prepare, start=1):
            said = f"{number}. {step_in_words(step, self.language)}"
            yield from paragraph(said, self.screen, indent="  ", hanging="     ")

    def _tree(self) -> Iterator[Text]:
        """One line for each node: code and name, points or weight, weight in the index, rule in words."""
        nodes = list(self.edition.index.walk())
        rules = [node_in_words(node, self.language) for node in nodes]
        width = max(len(rule) for rule in rules)
        columns: list[Column] = [
            TextColumn("", list(self._names(self.edition.index)), folds=True, folded=Widths(18, 30, 60)),
            self._own_weights(nodes),
            self._effective(nodes),
            TextColumn(
                say(self.language, "rule"),
                [Cell(rule) for rule in rules],
                folds=True,
                folded=Widths(16, 24, width),
            ),
        ]
        fitted = fit(columns, len(nodes), self.screen.width)
        yield from fitted.lines(self.screen)

    def _own_weights(self, nodes: Sequence[Node]) -> TextColumn:
        """Points, or the weight among the siblings where there are none."""
        if self.edition.index.maximum is not None:
            texts = figures.column([node.maximum for node in nodes])
            return TextColumn(say(self.language, "points"), [Cell(text) for text in texts], "right")
        given = {code: weight for node in nodes for code, weight in node.weight_by_child.items()}
        texts = figures.column([given.get(node.code) for node in nodes], most=6)
        cells = [Cell(text if node.code in given else "") for node, text in zip(nodes, texts, strict=True)]
        return TextColumn(say(self.language, "weight"), cells, "right")

    def _effective(self, nodes: Sequence[Node]) -> TextColumn:
        """The weight of every indicator in the whole index."""
        weights = self.edition.effective_weights
        shares = [weights.get(node.code) if node.is_indicator else None for node in nodes]
        texts = figures.column([None if share is None else share * 100 for share in shares])
        cells = [Cell("" if share is None else f"{text}%") for share, text in zip(shares, texts, strict=True)]
        return TextColumn(say(self.language, "in all"), cells, "right")

    def _names(self, node: Node, first: str = "", rest: str = "") -> Iterator[Cell]:
        """The names of a node and all below it, with the lines of the tree before them."""
        fork, last, bar = ("├─ ", "└─ ", "│  ") if self.screen.unicode else ("|- ", "`- ", "|  ")
        yield Cell(self._name(node), first=first, rest=rest + (bar if node.children else ""))
        for child in node.children:
            is_last = child is node.children[-1]
            branch, below = (last, "   ") if is_last else (fork, bar)
            yield from self._names(child, rest + branch, rest + below)

    def _name(self, node: Node) -> str:
        code, name = visible(node.code), node_name(self.edition, node.code, self.language)
        return code if name == code or node is self.edition.index else f"{code} {name}"

    def _views(self) -> Iterator[Text]:
        if not self.edition.views:
            return
        yield Text()
        yield from paragraph(say(self.language, "views"), self.screen, style=DIM, indent="  ")
        for view in self.edition.views:
            aggregation = view.aggregate or self.edition.index.aggregate
            parts = " + ".join(node_name(self.edition, code, self.language) for code in view.of)
            how = view_in_words(view, aggregation, self.language)
            kind = f", {how}" if how else ""
            maximum = self.edition.maximum(view.code)
            most = f", {say(self.language, 'in points', n=figures.brief(maximum))}" if maximum else ""
            name = node_name(self.edition, view.code, self.language)
            called = visible(view.code) if name == visible(view.code) else f"{visible(view.code)} {name}"
            said = f"{called}: {parts}{kind}{most}"
            yield from paragraph(said, self.screen, indent="  ", hanging="  ")

    def _defaults(self) -> Iterator[Text]:
        """What the rules and aggregations in use do where nothing else is said of them."""
        bearers: list[Node | View] = [*self.edition.index.walk(), *self.edition.views]
        methods = [method for bearer in bearers for method in _methods(bearer)]
        found = defaults_in_words(methods)
        if not found:
            return
        yield Text()
        yield from paragraph(say(self.language, "Defaults"), self.screen, style=DIM, indent="  ")
        for kind, said in found.items():
            yield from paragraph(f"{kind}: {said}", self.screen, indent="  ", hanging="  ")

    def _listed(self, heading: str, texts: Sequence[LocalText]) -> Iterator[Text]:
        if not texts:
            return
        yield Text()
        yield from paragraph(say(self.language, heading), self.screen, style=DIM, indent="  ")
        for text in texts:
            said = sentence(visible(text_in(text, self.language)))
            yield from paragraph(said, self.screen, indent="  ", hanging="  ")


def _methods(bearer: Node | View) -> Iterator[Rule | Aggregation]:
    """The aggregation and the rules of a node or view."""
    if bearer.aggregate is not None:
        yield bearer.aggregate
    if isinstance(bearer, Node) and bearer.rule is not None:
        yield bearer.rule
    yield from bearer.then
