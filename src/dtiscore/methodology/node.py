"""A node of the tree: an indicator with its rule, or an aggregate of children; and the views beside the tree."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from math import fsum
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from dtiscore.methodology.aggregations import AnyAggregation
from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.base import Code, ExtendedModel, Heading, LocalText, Model, text_in
from dtiscore.methodology.derivation import DerivedWeights
from dtiscore.methodology.publication import OwnRanking, RankOrder
from dtiscore.methodology.rules import AnyRule, Bounds
from dtiscore.said import Composed, composed

MissingKind = Literal["error", "no-score", "zero", "reweight"]


class MissingRule(Model):
    """What happens where a value or a child's score is missing.

    ``error``: the table is refused. ``no-score``: the unit gets no score here. ``zero``: it gets 0.
    ``reweight`` (aggregates only): the children that are there share the weight, provided that their share
    reaches ``min_share``, counted in children or in weight; otherwise no score.
    """

    kind: MissingKind
    min_share: float = Field(default=0.0, ge=0, le=1)
    """The least share of the children that must be there; at exactly that share the node still has a score."""
    count: Literal["children", "weight"] = "children"
    """Whether that share is one of the children, or of their weight."""


def _as_model(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


class _ByWord:
    """Says to editors that the word alone will do."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"enum": [*get_args(MissingKind)]}, handler(schema)]}


AnyMissingRule = Annotated[MissingRule, BeforeValidator(_as_model), _ByWord()]

WeightTotal = Literal["relative", "equal"] | float
"""What the weights of a node's children are: a total they must sum to, shares relative to each other, or none."""


class ForGroups(Model):
    """What every node with children takes from above, where it does not say it itself."""

    aggregate: AnyAggregation | None = None
    """How its children are put together."""
    weights: WeightTotal | None = None
    """What their weights sum to."""
    then: tuple[AnyRule, ...] | None = None
    """Rules applied to its score, one after the other."""
    round: Rounding | None = None
    """How its score is rounded."""
    rank: OwnRanking | None = None
    """How units are ranked in it."""


class ForIndicators(Model):
    """What every indicator takes from above, where it does not say it itself."""

    rule: AnyRule | None = None
    """How its value becomes a score."""
    then: tuple[AnyRule, ...] | None = None
    """Rules applied to its score, one after the other."""
    round: Rounding | None = None
    """How its score is rounded."""
    rank: OwnRanking | None = None
    """How units are ranked in it."""
    optional: bool | None = None
    """Whether the table may lack its column."""


class Below(Model):
    """What is said once for all nodes below one; a node that says a key itself, or has it from nearer, does not take it."""

    groups: ForGroups | None = None
    """For the nodes that have children."""
    indicators: ForIndicators | None = None
    """For the nodes that have none."""


class Node(ExtendedModel):
    """One node of the index: the root, a dimension, a pillar or an indicator.

    A node without children is an indicator: ``column`` (its code unless given) is read and ``rule`` turns it into
    a score. A node with children aggregates them; its own ``column`` and ``rule``, if given, supply the score of
    units whose children are missing.
    """

    later: ClassVar[frozenset[str]] = frozenset({"rank", "below"})

    code: Code
    """The name of the node for programs, unique in the file; text, in quotes where it looks like a number."""
    name: LocalText | None = None
    """Its name for people, in one or several languages."""
    weight: float | None = Field(default=None, ge=0)
    """Weight among the siblings; 0 collects the node without scoring it."""
    points: float | None = Field(default=None, ge=0)
    """Maximum points (điểm tối đa); 0 collects the node without scoring it."""
    out_of: float | None = Field(default=None, gt=0)
    """What the node itself is marked out of, where it counts for another number of points: its column, its rules, its
    rounding and a score that the table brings stand in these, and the share of them that is earned counts."""
    column: Heading | None = None
    """The heading of the column that it reads; of an indicator its code unless given."""
    rule: AnyRule | None = None
    """How a value becomes a score, by kind: goalposts, fraction, steps, min-max and others."""
    aggregate: AnyAggregation | None = None
    """How the children are put together, by kind or by a word: arithmetic, geometric, points, sum and others."""
    weights: WeightTotal | None = None
    """What the weights of the children sum to, or relative (to each other), or equal."""
    derived_weights: DerivedWeights | None = None
    """How the weights of the children were made, where a method derived them."""
    missing: AnyMissingRule | None = None
    """What a missing value does in this node and below it."""
    then: tuple[AnyRule, ...] = ()
    """Rules applied to the score itself, one after the other: cut-offs of a sum, a curve over a share."""
    round: Rounding | None = None
    """How the score is rounded before it goes up."""
    order: RankOrder | None = None
    """Which end is rank 1 here and below, where that is another one than above."""
    rank: OwnRanking | None = None
    """How units are ranked here, where that is another way than in the index."""
    below: Annotated[Below | None, AfterValidator(lambda _: None)] = None
    """What is said once for all nodes below; once read it stands at each of them, and nothing is left of it here."""
    optional: bool = False
    """Whether the table may lack this indicator's column altogether."""
    note: LocalText | None = None
    """What else to know of it."""
    children: tuple["Node", ...] = ()
    """The nodes that it is made of; an indicator has none."""

    @property
    def is_indicator(self) -> bool:
        """Whether the node is read from the data rather than aggregated."""
        return not self.children

    @cached_property
    def own_column(self) -> str | None:
        """The heading this node reads: given, or for an indicator its code."""
        return self.column or (self.code if self.is_indicator else None)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """All headings that the node's own rule reads; none for an aggregate without a column."""
        if self.rule is None or self.own_column is None:
            return ()
        return self.rule.inputs(self.own_column)

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, float]]:
        """The headings among the inputs whose cells are texts: what every admitted text earns, by its folded form."""
        return {} if self.rule is None or self.own_column is None else self.rule.texts(self.own_column)

    @property
    def is_scored(self) -> bool:
        """Whether the node counts in its parent; weight 0 and 0 points are collected, not scored."""
        return self.weight != 0 and self.maximum != 0

    @property
    def is_needed(self) -> bool:
        """Whether it may not be missing where errors are not forgiven: it counts, or says so itself."""
        return self.is_scored or (self.missing is not None and self.missing.kind == "error")

    @cached_property
    def maximum(self) -> float | None:
        """Maximum points: given, or summed over the children where their points are added."""
        if self.points is not None or not self.adds_points:
            return self.points
        maxima = [child.maximum for child in self.children]
        return fsum(value for value in maxima if value is not None) if None not in maxima else None

    @property
    def own_maximum(self) -> float | None:
        """The maximum in which the node's own numbers stand."""
        return self.maximum if self.out_of is None else self.out_of

    @property
    def worth(self) -> float:
        """How many points a sum of the children counts for each of its own; 1 where their points are added up."""
        if self.out_of is None or self.maximum is None or self.adds_points:
            return 1.0
        return self.maximum / self.out_of

    def bounds(self, header: str) -> Bounds:
        """The numbers that a cell of a column that the node reads may hold for its rule."""
        return self._bounds[header]

    @cached_property
    def _bounds(self) -> Mapping[str, Bounds]:
        assert self.rule is not None, "who reads a column has a rule for it"
        top = self.own_maximum if self.is_scored else None
        return {header: self.rule.bounds(header, top) for header in self.inputs}

    @cached_property
    def child_weights(self) -> tuple[float, ...]:
        """The weight of each child as aggregation takes it: its maximum points, or its weight, or else 1."""
        given = [child.maximum if self.adds_points else child.weight for child in self.children]
        return tuple(1.0 if weight is None else float(weight) for weight in given)

    @cached_property
    def weight_by_child(self) -> dict[str, float]:
        """The same by the code of the child."""
        return {child.code: weight for child, weight in zip(self.children, self.child_weights, strict=True)}

    @cached_property
    def child_shares(self) -> dict[str, float]:
        """The same as shares of their sum; none where the aggregation looks at no weights, or all of them are 0."""
        total = fsum(self.child_weights)
        if not total or (self.aggregate is not None and not self.aggregate.weighted):
            return {}
        return {code: weight / total for code, weight in self.weight_by_child.items()}

    @property
    def adds_points(self) -> bool:
        """Whether the maximum points of the children are what they weigh."""
        return self.aggregate is not None and self.aggregate.kind == "points"

    @property
    def rounds_float64s(self) -> bool:
        """Whether the last bit of the score tells what it is rounded to."""
        return self.round is not None and self.round.rule == "nearest-double"

    def label(self, language: str | None) -> str:
        """The node's name in a language, or its code."""
        return text_in(self.name, language) if self.name else self.code

    @cached_property
    def spoken_name(self) -> Composed:
        """The same in each language, for sentences."""
        return composed(self.label)

    def walk(self) -> Iterator["Node"]:
        """This node and everything below it, parents first, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def indicators(self) -> Iterator["Node"]:
        """The indicators at or below this node, in the order of the file."""
        return (node for node in self.walk() if node.is_indicator)


class View(ExtendedModel):
    """An extra aggregate of nodes of the tree, shown beside it and not part of it."""

    later: ClassVar[frozenset[str]] = frozenset({"rank"})

    code: Code
    """The name of the view for programs, unique in the file."""
    name: LocalText | None = None
    """Its name for people, in one or several languages."""
    of: tuple[Code, ...] = Field(min_length=1)
    """The codes of the nodes that it is made of."""
    aggregate: AnyAggregation | None = None
    """How the nodes are aggregated; as the root is, unless given."""
    weight: tuple[float, ...] | None = None
    """One weight per node of ``of``; equal unless given. Points need none."""
    out_of: float | None = Field(default=None, gt=0)
    """What the view itself is marked out of, where its points are another number; as of a node."""
    then: tuple[AnyRule, ...] = ()
    """Rules applied to the score itself, one after the other."""
    round: Rounding | None = None
    """How its score is rounded."""
    order: RankOrder | None = None
    """Which end is rank 1 here, where that is another one than in the index."""
    rank: OwnRanking | None = None
    """How units are ranked here, where that is another way than in the index."""
    note: LocalText | None = None
    """What else to know of it."""

    @property
    def rounds_float64s(self) -> bool:
        """Whether the last bit of the score tells what it is rounded to."""
        return self.round is not None and self.round.rule == "nearest-double"

    def label(self, language: str | None) -> str:
        """The view's name in a language, or its code."""
        return text_in(self.name, language) if self.name else self.code

    @cached_property
    def spoken_name(self) -> Composed:
        """The same in each language, for sentences."""
        return composed(self.label)
