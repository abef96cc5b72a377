"""The methodology: everything that a weighting file says, as one frozen object.

Long because it is what everything else reads: its fields, and what is in force by them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from math import fsum, nan
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, Field

from dtiscore.methodology.bands import AnyBands
from dtiscore.methodology.base import Code, ExtendedModel, LocalText, Values, fold, text_in
from dtiscore.methodology.columns import Column, Layout
from dtiscore.methodology.exactness import Exactness
from dtiscore.methodology.figure_headings import FigureHeadings
from dtiscore.methodology.node import AnyMissingRule, MissingRule, Node, View
from dtiscore.methodology.preparation import AnyStep
from dtiscore.methodology.preparation.base import FrameKind
from dtiscore.methodology.publication import Authority, Publication, Ranking
from dtiscore.methodology.recipe import Recipe, recipe_of_node, recipe_of_view
from dtiscore.methodology.rules import NamedRules, Rule
from dtiscore.methodology.summaries import Summary
from dtiscore.said import said, spoken

if TYPE_CHECKING:
    from dtiscore.methodology.preparation.deriving import Derive

DRAFT = said("DRAFT: directions and weights are not confirmed")


def _written_out(_: object) -> None:
    """Nothing: what a file names once stands at every node that names it."""


class Methodology(ExtendedModel):
    """One edition of a composite index.

    Built from a weighting file by :func:`dtiscore.methodology.parse_methodology`, which also checks what no single
    field can: that codes are unique, weights sum to what is declared, and every rule fits its node.
    """

    later: ClassVar[frozenset[str]] = frozenset({"rules"})

    id: Code = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    """The name of the edition, in small letters, digits, hyphens and points."""
    family: Code | None = None
    """The name that the editions of one index share and with which their ids begin: ``dti-province``."""
    title: LocalText
    """The name of the index for people, in one or several languages."""
    authority: Authority
    """The decision or publication that fixes it."""
    draft: bool = False
    """Whether directions and weights are guesses that nobody has confirmed yet."""
    periods: tuple[str, ...] = ()
    """The periods that the edition governs, in order; empty when it is not bound to any."""
    supersedes: Code | None = None
    """The id of the edition that this one replaces or corrects."""
    units: Code | None = None
    """The unit scheme; without one, any distinct codes are units."""
    # Defaults of ours are not checked: pydantic would build at import what checks them.
    layout: Layout = Layout.model_construct()
    """Where a table keeps what identifies a row."""
    columns: tuple[Column, ...] = ()
    """What is known of raw columns: their names, units, bounds and other headings."""
    prepare: tuple[AnyStep, ...] = ()
    """What is done to raw columns before they are normalised, in this order."""
    rules: Annotated[NamedRules | None, AfterValidator(_written_out)] = None
    """Rules, or lists of rules that follow each other, by a name that nodes write for them."""
    scale: float = Field(default=1.0, gt=0)
    """What a share of 1 scores in an index without points."""
    missing: AnyMissingRule = MissingRule.model_construct(kind="error")
    """What a missing value does, unless a node says otherwise."""
    frame: FrameKind = "period"
    """Over which rows rules and preparation are fitted: the units of each period for itself, those of all periods
    together, or those of one base period for all."""
    publish: Publication
    """In which form and with how many decimals scores are published."""
    rank: Ranking
    """On what units are ranked, and how ties are told."""
    index: Node
    """The tree: its root, with all nodes below it."""
    views: tuple[View, ...] = ()
    """Extra aggregates beside the tree, such as pillars that share indicators."""
    summaries: tuple[Summary, ...] = ()
    """What the units of a group come to together, such as the districts that small areas lie in."""
    show: tuple[Code, ...] = ()
    """The nodes and views that a ranked table shows beside the index; the children of the root unless given."""
    bands: AnyBands | None = None
    """Labels of the units by their score: very high, high, low."""
    verified: tuple[LocalText, ...] = ()
    """Against which published figures the edition was recomputed, and how exactly."""
    unknown: tuple[LocalText, ...] = ()
    """What is not public and therefore not here."""
    licence: str | None = None
    """The terms under which the figures or the text may be used."""
    notes: tuple[LocalText, ...] = ()
    """What else to know of the edition."""

    def __repr__(self) -> str:
        return f"<Methodology {self.id}: {len(self.nodes)} nodes>"

    __str__ = __repr__

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every node of the tree by code, parents first."""
        return {node.code: node for node in self.index.walk()}

    @cached_property
    def view(self) -> dict[str, View]:
        """The views by code."""
        return {view.code: view for view in self.views}

    @cached_property
    def parents(self) -> dict[str, Node]:
        """The parent of every node but the root, by code."""
        return {child.code: node for node in self.index.walk() for child in node.children}

    def above(self, code: str) -> Iterator[Node]:
        """The nodes above one, from its parent up to the index."""
        at = self.parents.get(code)
        while at is not None:
            yield at
            at = self.parents.get(at.code)

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        """What every node with children and every view is made of, by code."""
        inner = {code: recipe_of_node(node) for code, node in self.nodes.items() if node.children}
        return inner | {view.code: recipe_of_view(view, self.index, self.nodes) for view in self.views}

    @cached_property
    def counted(self) -> frozenset[str]:
        """The nodes on which the index depends, by code: neither they nor a node above them has weight 0."""
        counted: set[str] = set()
        for node in self.index.walk():
            parent = self.parents.get(node.code)
            if node.is_scored and (parent is None or parent.code in counted):
                counted.add(node.code)
        return frozenset(counted)

    @cached_property
    def fitted_nodes(self) -> tuple[tuple[Node, Rule], ...]:
        """The nodes whose rule on their columns is fitted to the units of a frame, each with it, in the order of the file."""
        return tuple(
            (node, node.rule) for node in self.nodes.values() if node.rule is not None and node.rule.needs_fit
        )

    @cached_property
    def exactness(self) -> Exactness:
        """How exactly its scores can be known."""
        upwards: dict[str, Node | View] = {**dict(reversed(self.nodes.items())), **self.view}
        return Exactness(self.prepare, upwards, self.recipes, self.in_points)

    @cached_property
    def depths(self) -> dict[str, int]:
        """The level of every node: 0 for the index, 1 for its children."""
        depths = {self.index.code: 0}
        for node in self.index.walk():
            for child in node.children:
                depths[child.code] = depths[node.code] + 1
        return depths

    @cached_property
    def effective_weights(self) -> dict[str, float]:
        """The weight of every node in the index, as a share of 1: the product of its shares on the way to the root.

        Under a geometric mean these are exponents rather than shares of the score; 0 is collected and not scored. What
        stands below an aggregation that looks at no weights, such as a formula, is left out.
        """
        weights = {self.index.code: 1.0}
        for node in self.index.walk():
            if node.code in weights and (node.aggregate is None or node.aggregate.weighted):
                for child in node.children:
                    weights[child.code] = weights[node.code] * node.child_shares.get(child.code, 0.0)
        return weights

    @cached_property
    def columns_by_header(self) -> dict[str, Column]:
        """The declared columns by heading."""
        return {column.header: column for column in self.columns}

    @cached_property
    def indicator_headers(self) -> tuple[str, ...]:
        """Every heading that some rule reads, raw or derived, in the order of the tree, once each."""
        return tuple(dict.fromkeys(header for node in self.index.walk() for header in node.inputs))

    @cached_property
    def derived(self) -> dict[str, "Derive"]:
        """The columns that preparation makes, by heading."""
        if not self.prepare:
            return {}
        from dtiscore.methodology.preparation.deriving import Derive

        return {step.column: step for step in self.prepare if isinstance(step, Derive)}

    @cached_property
    def raw_headers(self) -> tuple[str, ...]:
        """Every heading of a number or text that a table has to bring: read by a rule or by preparation, not made."""
        read = [header for step in self.prepare for header in step.reads]
        filled = [header for step in self.prepare for header in step.filled]
        weights = [summary.weight for summary in self.summaries if summary.weight is not None]
        headers = dict.fromkeys([*self.indicator_headers, *read, *filled, *weights])
        return tuple(header for header in headers if header not in self.derived)

    @cached_property
    def label_headers(self) -> tuple[str, ...]:
        """Every heading of a column of words that preparation reads, such as a group."""
        return tuple(dict.fromkeys(header for step in self.prepare for header in step.labels))

    def cell_texts(self, header: str) -> Mapping[str, float]:
        """The texts that stand for a number in a raw column, folded; NaN is for no value."""
        column = self.columns_by_header.get(header)
        given = {} if column is None or column.texts is None else column.texts
        return {fold(text): nan if value == "missing" else value for text, value in given.items()}

    @cached_property
    def group_headers(self) -> tuple[str, ...]:
        """Every heading of a column of words: those that preparation reads, and those by which summaries group units."""
        return tuple(dict.fromkeys([*self.label_headers, *(summary.by for summary in self.summaries)]))

    def raw_behind(self, header: str) -> tuple[str, ...]:
        """The raw columns that a heading stands for: itself, or those from which preparation derives it."""
        step = self.derived.get(header)
        if step is None:
            return (header,)
        return tuple(dict.fromkeys(raw for name in step.reads for raw in self.raw_behind(name)))

    @cached_property
    def figure_headings(self) -> FigureHeadings:
        """Under which headings our tables tell the figures of nodes and views."""
        layout = (self.layout.unit, self.layout.name, self.layout.period, self.layout.group)
        named = (header for header in layout if header is not None)
        others = {*self.raw_headers, *self.indicator_headers, *self.group_headers, *named}
        return FigureHeadings([*self.nodes, *self.view], others)

    def missing_rule(self, node: Node) -> MissingRule:
        """The rule for missing values in force at a node: its own, or that of the nearest node above it."""
        return self._missing_rules[node.code]

    @cached_property
    def _missing_rules(self) -> Mapping[str, MissingRule]:
        said_by = {code: self.node_of_missing_rule(node) for code, node in self.nodes.items()}
        return {
            code: self.missing if at is None or at.missing is None else at.missing
            for code, at in said_by.items()
        }

    def node_of_missing_rule(self, node: Node) -> Node | None:
        """The node that says which rule for missing values is in force at a node; ``None`` where the edition does."""
        at: Node | None = node
        while at is not None and at.missing is None:
            at = self.parents.get(at.code)
        return at

    def ranking(self, code: str) -> Ranking:
        """How units are ranked in a node or view: as in the index, but for what it says itself and the end that is rank 1.

        A node takes its order from itself, or from the nearest node above it that has one.
        """
        return self._rankings[code]

    @cached_property
    def _rankings(self) -> Mapping[str, Ranking]:
        return {code: self._ranking(bearer) for code, bearer in (self.nodes | self.view).items()}

    def _ranking(self, bearer: Node | View) -> Ranking:
        own = bearer.rank
        at: Node | View | None = bearer
        said_there = {} if own is None else own.model_dump(include={"on", "ties"}, exclude_none=True)
        while at is not None:
            if at.order is not None:
                said_there["order"] = at.order
                break
            at = self.parents.get(at.code)
        return self.rank.model_copy(update=said_there) if said_there else self.rank

    def then_by(self, code: str) -> str | None:
        """The node or view whose better score comes first among equals in this one, if any."""
        own = self.node_or_view(code).rank
        return None if own is None else own.then_by

    @property
    def shown(self) -> tuple[str, ...]:
        """The codes a ranked table shows beside the index."""
        return self.show or tuple(child.code for child in self.index.children)

    def label(self, code: str, language: str | None) -> str:
        """The name of a node or view in a language, or its code."""
        return self.node_or_view(code).label(language)

    def maximum(self, code: str) -> float | None:
        """The maximum points of a node or view, ``None`` in an index without points."""
        if code in self.view:
            view = self.view[code]
            maxima = [value for part in view.of if (value := self.nodes[part].maximum) is not None]
            aggregation = view.aggregate or self.index.aggregate
            if len(maxima) < len(view.of) or aggregation is None or not aggregation.additive:
                return None
            weights = view.weight or (1.0,) * len(maxima)
            return fsum(maximum * weight for maximum, weight in zip(maxima, weights, strict=True))
        return self.nodes[code].maximum

    def node_or_view(self, code: str) -> Node | View:
        """The node or view of a code, of which no two are alike."""
        return self.view.get(code) or self.nodes[code]

    def own_maximum(self, code: str) -> float | None:
        """The maximum in which the own numbers of a node or view stand: its column, its rules, its rounding."""
        given = self.node_or_view(code).out_of
        return self.maximum(code) if given is None else given

    def maximum_under(self, code: str, heading: str) -> float | None:
        """The maximum in which scores of a node or view stand in a column: our tables have the points that count."""
        ours = self.figure_headings.is_ours(code, heading)
        return self.maximum(code) if ours else self.own_maximum(code)

    def top(self, code: str) -> float:
        """What a share of 1 is in the own numbers of a node or view: its maximum, or the top of the scale."""
        return self._tops[code]

    @cached_property
    def _tops(self) -> Mapping[str, float]:
        maxima = {code: self.own_maximum(code) for code in (*self.nodes, *self.view)}
        return {code: self.scale if maximum is None else maximum for code, maximum in maxima.items()}

    def in_points(self, code: str, own: Values) -> Values:
        """A score in the own numbers of a node or view in the points that count: the share of the maximum stays."""
        out_of = self.node_or_view(code).out_of
        maximum = None if out_of is None else self.maximum(code)
        if out_of is None or maximum is None:
            return own
        result: Values = own / out_of * maximum
        return result

    def in_own(self, code: str, points: Values) -> Values:
        """The other way round: a sum of points in the own numbers of a node or view."""
        out_of = self.node_or_view(code).out_of
        maximum = None if out_of is None else self.maximum(code)
        if out_of is None or not maximum:
            return points
        result: Values = points / maximum * out_of
        return result

    def heading(self, language: str | None) -> str:
        """The title in a language; a draft says so wherever it is named."""
        title = text_in(self.title, language)
        return f"{title} ({spoken(DRAFT, language)})" if self.draft else title

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the canonical JSON of the methodology: equal content has an equal hash in any file format."""
        # What no edition said before it could be said must not change the hash of those that were published.
        unsaid: dict[str, bool | dict[str, bool]] = {
            name: True for name in ("draft", "summaries") if not getattr(self, name)
        }
        if self.rank.first == "best":
            unsaid["rank"] = {"first": True}
        return hashlib.sha256(self.model_dump_json(by_alias=True, exclude=unsaid).encode()).hexdigest()
