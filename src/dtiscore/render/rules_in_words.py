"""What a rule or an aggregation says, in a line for people, made from its own parameters.

Nothing here knows a single method: one that is added reads like the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from dtiscore.methodology import MissingRule, Node, View
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.derivation import DerivedWeights, WeightParameter
from dtiscore.methodology.method_names import method_name, weighting_name
from dtiscore.methodology.preparation import PreparationStep
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.publication import OwnRanking, RankOrder
from dtiscore.methodology.rules import Rule
from dtiscore.methodology.summaries import Summary
from dtiscore.render.drawing import figures
from dtiscore.render.ranks_in_words import ON, TIES, first_in_words
from dtiscore.render.wording import in_a_row, safe, side_by_side
from dtiscore.said import counted, said, said_in, template
from dtiscore.visible import visible

_MISSING = {
    "error": template("error: the table is refused"),
    "no-score": template("no-score: the unit gets no score"),
    "zero": template("zero: counted as 0"),
    "reweight": template(
        "reweight: the parts that are there share the weight, from {share} of the {count} on"
    ),
}
_TO_HALVES = template("rounded to {decimals} ({rule})")
_ROUNDED = {
    "half-up": _TO_HALVES,
    "half-even": _TO_HALVES,
    "nearest-double": template("rounded to {decimals}, as R rounds ({rule})"),
    "up": template("rounded up to {decimals}"),
    "down": template("rounded down to {decimals}"),
    "towards-zero": template("cut off after {decimals}"),
}
_COUNTED = {"children": said("parts"), "weight": said("weight")}
_WEIGHTS = {"relative": said("relative weights"), "equal": said("equal weights")}


def rule_in_words(rule: Rule, column: str) -> str:
    """``goalposts 20 to 85 of life_expectancy, transform log``: kind, range, columns, what is not as by default."""
    told: list[str] = [method_name(rule.kind)]
    headers = rule.inputs(column)
    hidden = {name for name in type(rule).model_fields if getattr(rule, name) in headers}
    low, high = getattr(rule, "low", None), getattr(rule, "high", None)
    if low is not None and high is not None:
        told.append(said("{low} to {high}", low=_value(low), high=_value(high)))
        hidden |= {"low", "high"}
    told += _itself(rule)
    columns = " / ".join(visible(header) for header in headers)
    told.append(said("of {columns}", columns=columns))
    return side_by_side(side_by_side(*told, between=" "), *_parameters(rule, hidden), between=", ")


def _itself(model: BaseModel) -> list[str]:
    """The parameter that a kind shares its name with, as the steps of ``steps``: it stands beside the kind."""
    value = getattr(model, getattr(model, "kind", ""), None)
    return [] if value is None else [_value(value)]


def node_in_words(node: Node) -> str:
    """How a node gets its score, and what it does unlike the rest of the tree."""
    parts: list[str] = []
    if node.aggregate is not None and node.children:
        parts.append(_aggregation_in_words(node.aggregate, node))
    if node.derived_weights is not None:
        parts.append(derived_in_words(node.derived_weights))
    if node.rule is not None and node.own_column is not None:
        own = rule_in_words(node.rule, node.own_column)
        parts.append(said("or supplied: {rule}", rule=own) if node.children else own)
    parts += _after(node)
    if not node.is_scored:
        parts.append(said("collected, not scored"))
    if node.optional:
        parts.append(said("optional"))
    if node.missing is not None:
        parts.append(said("missing: {kind}", kind=missing_in_words(node.missing)))
    parts += _last(node)
    return side_by_side(*parts, between="; ")


def view_in_words(view: View, aggregation: Aggregation | None) -> str:
    """How a view gets its score: by its own aggregation, or by that of the index."""
    parts = [] if aggregation is None else [aggregation_in_words(aggregation)]
    if view.weight is not None:
        parts.append(said("weight {n}", n=_value(view.weight)))
    return side_by_side(*parts, *_after(view), *_last(view), between="; ")


def _after(bearer: Node | View) -> list[str]:
    """The rules that follow on a score."""
    return [said("then {rule}", rule=rule_in_words(rule, "x")) for rule in bearer.then]


def _last(bearer: Node | View) -> Iterator[str]:
    """What is done to a score at the end, and which end of it is best."""
    if bearer.round is not None:
        decimals = counted(bearer.round.decimals, "{n} decimal", "{n} decimals")
        yield said(_ROUNDED[bearer.round.rule], decimals=decimals, rule=bearer.round.rule)
    if bearer.out_of is not None:
        yield said("marked out of {out_of}", out_of=_value(bearer.out_of))
    if bearer.order is not None:
        yield order_in_words(bearer.order)
    if bearer.rank is not None:
        yield ranking_in_words(bearer.rank)


def defaults_in_words(methods: Iterable[Rule | Aggregation]) -> dict[str, str]:
    """By kind: the parameters of these methods that hold where an edition does not say otherwise."""
    found: dict[str, str] = {}
    for method in methods:
        fields = type(method).model_fields.items()
        defaults = [
            _parameter(name, _value(default))
            for name, field in fields
            if name != "kind"
            and (default := field.get_default(call_default_factory=True)) is not PydanticUndefined
            and default not in (None, ())
        ]
        if defaults:
            found[method.kind] = side_by_side(*defaults, between=", ")
    return found


def order_in_words(order: RankOrder) -> str:
    """Which end is rank 1 in one node or view."""
    return said("ranks: {first}", first=first_in_words(order))


def ranking_in_words(ranking: OwnRanking) -> str:
    """What is compared in one node or view, and what equals share, as far as otherwise than in the index."""
    told = [] if ranking.on is None else [ON[ranking.on]]
    if ranking.then_by is not None:
        told.append(said("equals by {code}", code=visible(ranking.then_by)))
    if ranking.ties is not None:
        told.append(said("{ties} ({policy})", ties=TIES[ranking.ties], policy=ranking.ties))
    return said("ranked: {how}", how=side_by_side(*told, between=", ") or said("as the index"))


def derived_in_words(record: DerivedWeights) -> str:
    """``weights by ahp from experts.csv (eigenvalue 8.2111, consistency ratio 0.0214)``."""
    told = said("weights by {method}", method=safe(weighting_name(record.method)))
    if record.data is not None:
        told = said("{what} from {data}", what=told, data=visible(record.data))
    parameters = [_of_derivation(parameter) for parameter in record.parameters]
    if not parameters:
        return told
    return said("{what} ({parameters})", what=told, parameters=side_by_side(*parameters, between=", "))


_DERIVED = {
    "variant": said("variant"),
    "units": said_in("derived", "units"),
    "explained": said("explained"),
    "factors": said("factors"),
    "smallest_eigenvalue_kept": said("smallest eigenvalue kept"),
    "eigenvalue": said("eigenvalue"),
    "consistency_ratio": said("consistency ratio"),
    "largest_gap": said("largest gap"),
    "respondents": said("respondents"),
    "total": said_in("derived", "total"),
    "rounds": said_in("derived", "rounds"),
    "order": said_in("derived", "order"),
    "largest_sd": said("largest sd"),
    "squared-loadings": said("squared-loadings"),
    "loadings-over-sd": said("loadings-over-sd"),
}
"""What people call the figures by which weights were derived, and the ways to take them."""


def _of_derivation(parameter: WeightParameter) -> str:
    """One figure of a record, or a word that chose how it was made; of a target also the indicator."""
    kind, blank, code = parameter.name.partition(" ")
    if blank and kind == "target":
        name: str = said("target {code}", code=visible(code))
    elif blank and kind == "correlation":
        name = said("correlation {code}", code=visible(code))
    else:
        name = _DERIVED.get(parameter.name) or visible(parameter.name.replace("_", " "))
    value = parameter.value
    if isinstance(value, str):
        return side_by_side(name, _DERIVED.get(value) or visible(value), between=" ")
    return side_by_side(name, figures.short(value, 6), between=" ")


def step_in_words(step: PreparationStep) -> str:
    """What a step of preparation does, with all its parameters: those of a default change scores as well."""
    if isinstance(step, Derive):
        told: str = said(
            "derive {column} = {formula}", column=visible(step.column), formula=visible(step.formula)
        )
        return side_by_side(
            told, *_given(step, ("along", "periods", "take", "by", "weight", "frame")), between=", "
        )
    names = (name for name in type(step).model_fields if name != "step")
    return side_by_side(method_name(step.step), *_given(step, names), between=", ")


def _given(step: PreparationStep | Summary, names: Iterable[str]) -> list[str]:
    """Those of some parameters that it has."""
    given = {name: getattr(step, name) for name in names}
    return [_parameter(name, _value(value)) for name, value in given.items() if value not in (None, ())]


def summary_in_words(summary: Summary) -> str:
    """What the units of a group come to together."""
    told = side_by_side(*_given(summary, ("take", "by", "weight")), between=", ")
    named = said("{name}", name=summary.spoken_name) if summary.name else ""
    return side_by_side(*filter(None, (named, told)), between=": ")


def missing_in_words(rule: MissingRule) -> str:
    """What happens to missing values."""
    share = figures.percent(rule.min_share)
    return said(_MISSING[rule.kind], share=share, count=_COUNTED[rule.count])


def aggregation_in_words(aggregation: Aggregation) -> str:
    """The kind of an aggregation and what is not as by default."""
    named = side_by_side(method_name(aggregation.kind), *_itself(aggregation), between=" ")
    return side_by_side(named, *_parameters(aggregation, set()), between=", ")


def _aggregation_in_words(aggregation: Aggregation, node: Node) -> str:
    told = aggregation_in_words(aggregation)
    if node.weights is None:
        return told
    if isinstance(node.weights, float):
        weights = said("weights sum to {total}", total=figures.brief(node.weights, 6))
    else:
        weights = _WEIGHTS[node.weights]
    return side_by_side(told, weights, between=", ")


def _parameters(model: BaseModel, hidden: set[str]) -> Iterator[str]:
    """Each parameter that the file had to give, or gave otherwise than the default."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        default = field.get_default(call_default_factory=True)
        if name in ("kind", getattr(model, "kind", None)) or name in hidden or value is None:
            continue
        if default is PydanticUndefined or value != default:
            yield _parameter(name, _value(value))


def _parameter(name: str, value: str) -> str:
    return side_by_side(name.replace("_", " "), value, between=" ")


def _value(value: Any) -> str:
    """A parameter as people write it; rows of a table as ``what: score``."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as the file has it
    if isinstance(value, float):
        return figures.full(value)
    if isinstance(value, Rule):
        return side_by_side(value.kind, *_itself(value), *_parameters(value, set()), between=" ")  # of a part
    if isinstance(value, BaseModel):
        given = [getattr(value, name) for name in type(value).model_fields]
        told = (_value(one) for one in given if one is not None and not isinstance(one, dict))
        return side_by_side(*told, between=": ")
    if isinstance(value, tuple):
        return said("[{values}]", values=in_a_row([_value(one) for one in value]))
    return visible(str(value))
