"""What a rule or an aggregation says, in a line for people, made from its own parameters.

Nothing here knows a single method: one that is added reads like the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from dtiscore.methodology import MissingRule, Node
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.rules import Rule
from dtiscore.render import figures
from dtiscore.render.phrases import counted, say
from dtiscore.render.visible import visible


def rule_in_words(rule: Rule, column: str, language: str | None) -> str:
    """``goalposts 20 to 85 of life_expectancy, transform log``: kind, range, columns, what is not as by default."""
    said: list[str] = [rule.kind]
    headers = rule.inputs(column)
    hidden = {name for name in type(rule).model_fields if getattr(rule, name) in headers}
    low, high = getattr(rule, "low", None), getattr(rule, "high", None)
    if low is not None and high is not None:
        said.append(say(language, "to", low=_value(low), high=_value(high)))
        hidden |= {"low", "high"}
    columns = " / ".join(visible(header) for header in headers)
    said.append(say(language, "of", columns=columns))
    return ", ".join([" ".join(said), *_parameters(rule, hidden)])


def node_in_words(node: Node, language: str | None) -> str:
    """How a node gets its score, and what it does unlike the rest of the tree."""
    parts: list[str] = []
    if node.aggregate is not None and node.children:
        parts.append(_aggregation_in_words(node.aggregate, node, language))
    if node.rule is not None and node.own_column is not None:
        own = rule_in_words(node.rule, node.own_column, language)
        parts.append(say(language, "or supplied", rule=own) if node.children else own)
    if not node.is_scored:
        parts.append(say(language, "not scored"))
    if node.optional:
        parts.append(say(language, "optional"))
    if node.missing is not None:
        parts.append(say(language, "missing here", kind=missing_in_words(node.missing, language)))
    if node.round is not None:
        decimals = counted(language, node.round.decimals, "decimal")
        parts.append(f"{say(language, 'rounded', decimals=decimals)} ({node.round.rule})")
    return "; ".join(parts)


def missing_in_words(rule: MissingRule, language: str | None) -> str:
    """What happens to missing values."""
    count = say(language, f"count {rule.count}")
    share = f"{figures.brief(rule.min_share * 100)}%"
    return say(language, f"missing {rule.kind}", share=share, count=count)


def aggregation_in_words(aggregation: Aggregation) -> str:
    """The kind of an aggregation and what is not as by default."""
    return ", ".join([aggregation.kind, *_parameters(aggregation, set())])


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
        if name == "kind" or name in hidden or value is None:
            continue
        if default is PydanticUndefined or value != default:
            yield f"{name.replace('_', ' ')} {_value(value)}"


def _value(value: Any) -> str:
    """A parameter as people write it; rows of a table as ``what: score``."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as the file has it
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, BaseModel):
        given = [getattr(value, name) for name in type(value).model_fields]
        return ": ".join(_value(one) for one in given if one is not None and not isinstance(one, dict))
    if isinstance(value, tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    return visible(str(value))
