"""The methodology: everything that a weighting file says, as one frozen object.

Long because it is what everything else reads: its fields, and what follows from them alone.
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from math import fsum, nan
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

import numpy as np
from pydantic import AfterValidator, Field

from dtiscore.methodology.bands import AnyBands
from dtiscore.methodology.base import (
    Code,
    ExtendedModel,
    Heading,
    LocalText,
    Model,
    Values,
    fold,
    text_in,
)
from dtiscore.methodology.node import AnyMissingRule, MissingRule, Node, View
from dtiscore.methodology.preparation import AnyStep
from dtiscore.methodology.preparation.base import FrameKind
from dtiscore.methodology.publication import Authority, Publication, Ranking
from dtiscore.methodology.recipe import Recipe, recipe_of_node, recipe_of_view
from dtiscore.methodology.rules import NamedRules, Rule
from dtiscore.methodology.summaries import Summary
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said, spoken

if TYPE_CHECKING:
    from dtiscore.methodology.preparation.deriving import Derive

_DRAFT = said("DRAFT: directions and weights are not confirmed")


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


Figure = Literal["score", "published", "rank"]
"""What our tables say of a node: its score in full precision, as it is published, and the rank of the unit in it."""
FIGURES: tuple[Figure, ...] = get_args(Figure)

BESIDE_SCORES = (
    *("edition", "period", "group", "rank", "unit", "name", "band", "move", "previous_rank", "origin"),
    *("year", "code", "năm", "kỳ", "mã", "tên", "nhóm"),
)
"""Headings of our tables, or by which a later run recognises what identifies a row."""


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

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        """What every node with children and every view is made of, by code."""
        inner = {code: recipe_of_node(node) for code, node in self.nodes.items() if node.children}
        return inner | {view.code: recipe_of_view(view, self.index, self.nodes) for view in self.views}

    @cached_property
    def operations(self) -> dict[str, int]:
        """How many operations in a row lead to each column that preparation makes of others, by heading."""
        found: dict[str, int] = {}
        for step in self.prepare:
            found.update(step.operations(found))
        return found

    def operations_before(self, node: Node) -> int:
        """How many operations in a row lead to the score that a node's own rule gives it."""
        led = max((self.operations.get(header, 0) for header in node.inputs), default=0)
        return led + (node.rule.operations if node.rule is not None else 0)

    @cached_property
    def additions(self) -> dict[str, int]:
        """How many additions in a row lead to the scores of every node and view, on the longest way.

        Operations that made a column of others count as additions do: each of them rounds once.
        """
        found: dict[str, int] = {}
        bearers: list[tuple[str, Node | View]] = [*reversed(self.nodes.items()), *self.view.items()]
        for code, bearer in bearers:
            recipe = self.recipes.get(code) if bearer.round is None else None
            below = (
                []
                if recipe is None or recipe.aggregation.over_units
                else [found[part] for part, _ in recipe.parts]
            )
            led = max(below, default=0) + (0 if recipe is None else recipe.additions)
            own = self.operations_before(bearer) if isinstance(bearer, Node) and bearer.round is None else 0
            found[code] = max(led, own)
        return found

    @cached_property
    def with_rules_after(self) -> tuple[str, ...]:
        """The nodes and views with a rule after their score."""
        bearers: list[Node | View] = [*self.nodes.values(), *self.views]
        return tuple(bearer.code for bearer in bearers if bearer.then)

    @cached_property
    def rules_of_indicators(self) -> tuple[tuple[str, Rule], ...]:
        """The code and the rule of every indicator that has one."""
        return tuple(
            (code, node.rule)
            for code, node in self.nodes.items()
            if node.rule is not None and node.is_indicator
        )

    @cached_property
    def fitted_nodes(self) -> tuple[tuple[Node, Rule], ...]:
        """The nodes whose rule on their columns is fitted to the units of a frame, each with it, in the order of the file."""
        return tuple(
            (node, node.rule) for node in self.nodes.values() if node.rule is not None and node.rule.needs_fit
        )

    @cached_property
    def widening(self) -> float:
        """How many times as large as itself a term can be in any score above it, rules after scores left out."""
        found: dict[str, float] = {}
        for code in [*reversed(self.nodes), *self.view]:
            recipe = self.recipes.get(code)
            if recipe is None or not recipe.parts:
                found[code] = 1.0
                continue
            own = float(self.in_points(code, np.ones(1))[0])
            found[code] = max(1.0, own) * recipe.widening * max(found[part] for part, _ in recipe.parts)
        return max(found.values())

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

    def output_header(self, code: str, figure: Figure = "score") -> str:
        """The heading of a figure of a node or view in every table of ours: ``DTI.score``, ``DTI.published``, ``DTI.rank``.

        Where the edition reads a column of that very name, the ending is added once more.
        """
        return self._output_headers[code, figure]

    @property
    def longer_headings(self) -> dict[str, str]:
        """The headings that are longer than elsewhere, by those that they would be if no column of the table had these."""
        headings = {f"{code}.{figure}": heading for (code, figure), heading in self._output_headers.items()}
        return {plain: heading for plain, heading in headings.items() if heading != plain}

    @cached_property
    def _output_headers(self) -> dict[tuple[str, Figure], str]:
        """The heading of every figure of every node and view; no two are alike, and a raw column has none of them."""
        taken = set(self._taken_headings)
        found: dict[tuple[str, Figure], str] = {}
        for figure in FIGURES:
            for code in (*self.nodes, *self.view):
                heading = f"{code}.{figure}"
                while fold(heading) in taken:
                    heading += f".{figure}"
                found[code, figure] = heading
                taken.add(fold(heading))
        return found

    @cached_property
    def supplying_headers(self) -> dict[str, tuple[str, ...]]:
        """By code the headings under which a table may bring the score of a node or view: those of ours, and its code.

        A code that names a raw column, what identifies a row, or another figure of ours is none of them.
        """
        others = self._taken_headings.union(map(fold, self._output_headers.values()))
        return {
            code: (
                self.output_header(code),
                self.output_header(code, "published"),
                *(() if fold(code) in others else (code,)),
            )
            for code in (*self.nodes, *self.view)
        }

    @cached_property
    def _taken_headings(self) -> frozenset[str]:
        """The headings that stand for something else than a score, folded as headings are compared."""
        layout = (self.layout.unit, self.layout.name, self.layout.period, self.layout.group)
        named = (header for header in layout if header is not None)
        headers = (*self.raw_headers, *self.indicator_headers, *self.group_headers, *named, *BESIDE_SCORES)
        return frozenset(map(fold, headers))

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
        return f"{title} ({spoken(_DRAFT, language)})" if self.draft else title

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
