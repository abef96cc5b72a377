"""Choices as a user writes them, such as min-max:1,100, and the rule or aggregation of a weighting file they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.methodology.rules import RULES, Rule
from dtiscore.said import said

MEANS = ("arithmetic", "geometric", "harmonic")
"""The aggregations that can stand in for one another."""

_PARAMETERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "min-max": {"range": ("worst", "best")},
    "z-score": {"": ("mean", "sd")},
}
"""What the two numbers behind the colon are, for the rules that take them."""


def rule_of(choice: str) -> dict[str, Any]:
    """The rule of a choice as a weighting file would write it, without its direction.

    Raises:
        UsageFault: there is no such rule, it cannot serve any indicator, or its numbers are not two.
    """
    kind, _, rest = choice.partition(":")
    model = RULES.get(kind)
    usable = [name for name, rule in sorted(RULES.items()) if serves_any(rule)]
    if model is None or not serves_any(model):
        message = said('"{choice}" is no rule that every indicator could have', choice=choice)
        raise UsageFault(
            message,
            said("choose among own, {usable}; with numbers as in min-max:1,100", usable=", ".join(usable)),
        )
    rule: dict[str, Any] = {"kind": kind}
    if kind == "z-score":
        rule["divisor"] = "sample"
    if rest:
        rule |= _numbers(choice, kind, rest)
    return rule


def serves_any(model: type[Rule]) -> bool:
    """Whether a rule needs to know nothing but the direction of an indicator."""
    fields = {name: field for name, field in model.model_fields.items() if name not in ("kind", "divisor")}
    return "direction" in fields and not any(field.is_required() for field in fields.values())


def _numbers(choice: str, kind: str, rest: str) -> dict[str, Any]:
    if kind not in _PARAMETERS:
        raise UsageFault(
            said('{kind} takes no numbers, and "{choice}" has some', kind=kind, choice=choice),
            said("write {kind}", kind=kind),
        )
    try:
        first, second = (float(part) for part in rest.split(","))
    except ValueError:
        message = said('"{choice}" does not have two numbers behind the colon', choice=choice)
        raise UsageFault(
            message, said("write min-max:WORST,BEST or z-score:MEAN,SD, as in z-score:10,2")
        ) from None
    return {"range": [first, second]} if kind == "min-max" else {"mean": first, "sd": second}


def aggregation_of(choice: str) -> str:
    """The aggregation of a choice.

    Raises:
        UsageFault: it is none of those that can stand in for one another.
    """
    if choice not in MEANS:
        raise UsageFault(
            said('"{choice}" is no mean to choose', choice=choice),
            said("choose among own, {means}", means=", ".join(MEANS)),
        )
    return choice
