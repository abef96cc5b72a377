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
from dtiscore.methodology.derivation import DerivedWeights
from dtiscore.methodology.preparation import Derive, Step
from dtiscore.methodology.publication import RankOrder
from dtiscore.methodology.rules import Rule
from dtiscore.render.drawing import figures
from dtiscore.render.phrases import counted, say
from dtiscore.visible import visible


def rule_in_words(rule: Rule, column: str, language: str | None) -> str:
    """``goalposts 20 to 85 of life_expectancy, transform log``: kind, range, columns, what is not as by default."""
    said: list[str] = [rule.kind]
    headers = rule.inputs(column)
    hidden = {name for name in type(rule).model_fields if getattr(rule, name) in headers}
    low, high = getattr(rule, "low", None), getattr(rule, "high", None)
    if low is not None and high is not None:
        said.append(say(language, "to", low=_value(low), high=_value(high)))
        hidden |= {"low", "high"}
    said += _itself(rule)
    columns = " / ".join(visible(header) for header in headers)
    said.append(say(language, "of", columns=columns))
    return ", ".join([" ".join(said), *_parameters(rule, hidden)])


def _itself(model: BaseModel) -> list[str]:
    """The parameter that a kind shares its name with, as the steps of ``steps``: it stands beside the kind."""
    value = getattr(model, getattr(model, "kind", ""), None)
    return [] if value is None else [_value(value)]


def node_in_words(node: Node, language: str | None) -> str:
    """How a node gets its score, and what it does unlike the rest of the tree."""
    parts: list[str] = []
    if node.aggregate is not None and node.children:
        parts.append(_aggregation_in_words(node.aggregate, node, language))
    if node.derived_weights is not None:
        parts.append(derived_in_words(node.derived_weights, language))
    if node.rule is not None and node.own_column is not None:
        own = rule_in_words(node.rule, node.own_column, language)
        parts.append(say(language, "or supplied", rule=own) if node.children else own)
    parts += _after(node, language)
    if not node.is_scored:
        parts.append(say(language, "not scored"))
    if node.optional:
        parts.append(say(language, "optional"))
    if node.missing is not None:
        parts.append(say(language, "missing here", kind=missing_in_words(node.missing, language)))
    parts += _last(node, language)
    return "; ".join(parts)


def view_in_words(view: View, aggregation: Aggregation | None, language: str | None) -> str:
    """How a view gets its score: by its own aggregation, or by that of the index."""
    parts = [] if aggregation is None else [aggregation_in_words(aggregation)]
    if view.weight is not None:
        parts.append(f"{say(language, 'weight')} {_value(view.weight)}")
    return "; ".join([*parts, *_after(view, language), *_last(view, language)])


def _after(bearer: Node | View, language: str | None) -> list[str]:
    """The rules that follow on a score."""
    return [say(language, "then", rule=rule_in_words(rule, "x", language)) for rule in bearer.then]


def _last(bearer: Node | View, language: str | None) -> Iterator[str]:
    """What is done to a score at the end, and which end of it is best."""
    if bearer.round is not None:
        decimals = counted(language, bearer.round.decimals, "decimal")
        yield f"{say(language, 'rounded', decimals=decimals)} ({bearer.round.rule})"
    if bearer.out_of is not None:
        yield say(language, "marked out of", out_of=_value(bearer.out_of))
    if bearer.order is not None:
        yield order_in_words(bearer.order, language)


def defaults_in_words(methods: Iterable[Rule | Aggregation]) -> dict[str, str]:
    """By kind: the parameters of these methods that hold where an edition does not say otherwise."""
    found: dict[str, str] = {}
    for method in methods:
        fields = type(method).model_fields.items()
        defaults = [
            f"{name.replace('_', ' ')} {_value(default)}"
            for name, field in fields
            if name != "kind"
            and (default := field.get_default(call_default_factory=True)) is not PydanticUndefined
            and default not in (None, ())
        ]
        if defaults:
            found[method.kind] = ", ".join(defaults)
    return found


def order_in_words(order: RankOrder, language: str | None) -> str:
    """Which end is rank 1 in one node or view."""
    first = say(language, "lowest first" if order == "ascending" else "highest first")
    return f"{say(language, 'ranks')}: {first}"


def derived_in_words(record: DerivedWeights, language: str | None) -> str:
    """``weights by ahp from experts.csv (eigenvalue 8.2111, consistency ratio 0.0214)``."""
    said = say(language, "weights by", method=visible(record.method))
    if record.data is not None:
        said = say(language, "made from", what=said, data=visible(record.data))
    parameters = [
        f"{visible(parameter.name).replace('_', ' ')} "
        f"{parameter.value if isinstance(parameter.value, str) else figures.short(parameter.value, 6)}"
        for parameter in record.parameters
    ]
    return f"{said} ({', '.join(parameters)})" if parameters else said


def step_in_words(step: Step, language: str | None) -> str:
    """What a step of preparation does, with all its parameters: those of a default change scores as well."""
    if isinstance(step, Derive):
        return say(language, "derive", column=visible(step.column), formula=visible(step.formula))
    given = {name: getattr(step, name) for name in type(step).model_fields if name != "step"}
    parameters = [f"{name.replace('_', ' ')} {_value(v)}" for name, v in given.items() if v not in (None, ())]
    return ", ".join([step.step, *parameters])


def missing_in_words(rule: MissingRule, language: str | None) -> str:
    """What happens to missing values."""
    count = say(language, f"count {rule.count}")
    share = f"{figures.brief(rule.min_share * 100)}%"
    return say(language, f"missing {rule.kind}", share=share, count=count)


def aggregation_in_words(aggregation: Aggregation) -> str:
    """The kind of an aggregation and what is not as by default."""
    return ", ".join([" ".join([aggregation.kind, *_itself(aggregation)]), *_parameters(aggregation, set())])


def _aggregation_in_words(aggregation: Aggregation, node: Node, language: str | None) -> str:
    said = aggregation_in_words(aggregation)
    if isinstance(node.weights, float):
        return f"{said}, {say(language, 'weights sum', total=figures.brief(node.weights, 6))}"
    return f"{said}, {say(language, f'weights {node.weights}')}" if node.weights is not None else said


def _parameters(model: BaseModel, hidden: set[str]) -> Iterator[str]:
    """Each parameter that the file had to give, or gave otherwise than the default."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        default = field.get_default(call_default_factory=True)
        if name in ("kind", getattr(model, "kind", None)) or name in hidden or value is None:
            continue
        if default is PydanticUndefined or value != default:
            yield f"{name.replace('_', ' ')} {_value(value)}"


def _value(value: Any) -> str:
    """A parameter as people write it; rows of a table as ``what: score``."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as the file has it
    if isinstance(value, float):
        return figures.full(value)
    if isinstance(value, Rule):
        return " ".join([value.kind, *_itself(value), *_parameters(value, set())])  # the rule of a part
    if isinstance(value, BaseModel):
        given = [getattr(value, name) for name in type(value).model_fields]
        return ": ".join(_value(one) for one in given if one is not None and not isinstance(one, dict))
    if isinstance(value, tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    return visible(str(value))
