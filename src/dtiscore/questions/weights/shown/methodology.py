"""An edition for people: what is in force, the tree with weights and rules, what was verified, what is not public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dtiscore.methodology import LocalText, Methodology, Node, View
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.method_names import name_and_id
from dtiscore.methodology.rules import Rule
from dtiscore.questions.weights.shown.settings import settings
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.drawing.screen import DIM
from dtiscore.render.names import coded_name, index_title, name_of, node_name
from dtiscore.render.page import Block, Columns, Element, Grid, Note, Shown, Table, Title
from dtiscore.render.rules_in_words import defaults_in_words, node_in_words, step_in_words, view_in_words
from dtiscore.render.wording import sentence, side_by_side
from dtiscore.said import said
from dtiscore.visible import visible

_SENTENCES = Widths(16, 24, 10_000)
"""How wide a column of sentences is: as wide as they are, where there is room."""


@dataclass(frozen=True)
class ShownMethodology(Shown):
    """All that an edition says."""

    edition: Methodology

    def page(self) -> Iterator[Block]:
        yield self._head()
        yield [Table(Grid(self._settings()))]
        yield self._steps()
        yield [Table(Grid(self._tree()))]
        yield self._views()
        yield self._defaults()
        edition = self.edition
        yield _listed(said("Verified"), edition.verified)
        yield _listed(said("Not public"), edition.unknown)
        yield _listed(said("Notes"), edition.notes)

    def columns(self, language: str | None = None) -> Columns:
        """What each node weighs: as the file says, as a share of its parent, and in the whole index.

        Nothing where weights do not count: below an aggregation that looks at none.
        """
        edition = self.edition
        nodes = list(edition.nodes.values())
        given = {code: weight for node in nodes for code, weight in node.weight_by_child.items()}
        shares = {code: share for node in nodes for code, share in node.child_shares.items()}
        return {
            "code": [node.code for node in nodes],
            "parent": [
                edition.parents[node.code].code if node.code in edition.parents else None for node in nodes
            ],
            "level": [edition.depths[node.code] for node in nodes],
            "name": [node.label(language) for node in nodes],
            "weight": [None if node.maximum is not None else given.get(node.code) for node in nodes],
            "points": [node.maximum for node in nodes],
            "share_of_parent": [shares.get(node.code) for node in nodes],
            "share": [edition.effective_weights.get(node.code) for node in nodes],
        }

    def _head(self) -> Block:
        authority = self.edition.authority
        parts = [visible(authority.decision), visible(authority.issuer)]
        if authority.signed is not None:
            parts.append(said("signed {date}", date=authority.signed))
        if authority.in_force is not None:
            parts.append(said("in force {date}", date=authority.in_force))
        title = side_by_side(visible(self.edition.id), index_title(self.edition))
        return [Title(title), Note(side_by_side(*parts), hanging="  ")]

    def _settings(self) -> list[TextColumn]:
        pairs = list(settings(self.edition))
        return [
            TextColumn("", [Cell(word, DIM) for word, _ in pairs]),
            TextColumn("", [Cell(told) for _, told in pairs], folds=True, folded=_SENTENCES),
        ]

    def _steps(self) -> Block:
        """What is done to raw columns before they are normalised."""
        if not self.edition.prepare:
            return []
        steps = [
            Note(
                said("{number}. {step}", number=number, step=step_in_words(step)),
                indent="  ",
                hanging="     ",
            )
            for number, step in enumerate(self.edition.prepare, start=1)
        ]
        return [_heading(said("Prepared, in this order")), *steps]

    def _tree(self) -> list[TextColumn]:
        """One line for each node: code and name, points or weight, weight in the index, rule in words."""
        nodes = list(self.edition.nodes.values())
        rules = [node_in_words(node) for node in nodes]
        names = list(self._names(self.edition.index))
        return [
            TextColumn("", names, folds=True, folded=Widths(18, 30, 60), named=said("node")),
            self._own_weights(nodes),
            self._effective(nodes),
            TextColumn(said("rule"), [Cell(rule) for rule in rules], folds=True, folded=_SENTENCES),
        ]

    def _own_weights(self, nodes: Sequence[Node]) -> TextColumn:
        """Points, or the weight among the siblings where there are none."""
        if self.edition.index.maximum is not None:
            texts = figures.column([node.maximum for node in nodes])
            return TextColumn(said("points"), [Cell(text) for text in texts], "right")
        given = {code: weight for node in nodes for code, weight in node.weight_by_child.items()}
        texts = figures.column([given.get(node.code) for node in nodes], most=6)
        cells = [Cell(text if node.code in given else "") for node, text in zip(nodes, texts, strict=True)]
        return TextColumn(said("weight"), cells, "right")

    def _effective(self, nodes: Sequence[Node]) -> TextColumn:
        """The weight of every indicator in the whole index."""
        weights = self.edition.effective_weights
        shares = [weights.get(node.code) if node.is_indicator else None for node in nodes]
        texts = figures.column([None if share is None else share * 100 for share in shares])
        cells = [
            Cell("" if share is None else figures.per_cent(text))
            for share, text in zip(shares, texts, strict=True)
        ]
        return TextColumn(said("of index"), cells, "right")

    def _names(self, node: Node, first: str = "", rest: str = "") -> Iterator[Cell]:
        """The names of a node and all below it, with the lines of the tree before them."""
        is_index = node is self.edition.index
        name = visible(node.code) if is_index else coded_name(self.edition, node.code)
        yield Cell(name, first=first, rest=rest + ("│  " if node.children else ""))
        for child in node.children:
            branch, below = ("└─ ", "   ") if child is node.children[-1] else ("├─ ", "│  ")
            yield from self._names(child, rest + branch, rest + below)

    def _views(self) -> Block:
        if not self.edition.views:
            return []
        told = [Note(self._view(view), indent="  ", hanging="  ") for view in self.edition.views]
        return [_heading(said("Views (beside the tree, not part of it)")), *told]

    def _view(self, view: View) -> str:
        """A view: its parts, how they make it, and its points."""
        maximum = self.edition.maximum(view.code)
        parts = side_by_side(*(node_name(self.edition, code) for code in view.of), between=" + ")
        how = view_in_words(view, view.aggregate or self.edition.index.aggregate)
        most = said("{n} points", n=figures.brief(maximum)) if maximum else ""
        told = side_by_side(*filter(None, (parts, how, most)), between=", ")
        return said("{name}: {told}", name=coded_name(self.edition, view.code), told=told)

    def _defaults(self) -> Block:
        """What the rules and aggregations in use do where nothing else is said of them."""
        bearers: list[Node | View] = [*self.edition.nodes.values(), *self.edition.views]
        found = defaults_in_words([method for bearer in bearers for method in _methods(bearer)])
        if not found:
            return []
        told = [
            Note(side_by_side(name_and_id(kind), defaults, between=": "), indent="  ", hanging="  ")
            for kind, defaults in found.items()
        ]
        return [_heading(said("Where nothing else is said")), *told]


def _heading(text: str) -> Element:
    return Note(text, DIM, indent="  ")


def _listed(heading: str, texts: Sequence[LocalText]) -> Block:
    if not texts:
        return []
    return [
        _heading(heading),
        *(Note(sentence(name_of(text)), indent="  ", hanging="  ") for text in texts),
    ]


def _methods(bearer: Node | View) -> Iterator[Rule | Aggregation]:
    """The aggregation and the rules of a node or view."""
    if bearer.aggregate is not None:
        yield bearer.aggregate
    if isinstance(bearer, Node) and bearer.rule is not None:
        yield bearer.rule
    yield from bearer.then
