"""Variants of an edition that differ in rules, aggregation, imputation or treatment, as a replicate's draws ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.methodology.preparation.treating import Winsorise
from dtiscore.methodology.rules import RULES
from dtiscore.questions.robustness.answer.assumptions import OWN
from dtiscore.questions.robustness.answer.choices import MEANS, aggregation_of, rule_of
from dtiscore.questions.robustness.answer.preparing import impute, treat
from dtiscore.said import said

_CARRIED = ("transform", "power", "zero_range")
"""What an indicator keeps of its own rule where the new one knows it too."""


class Variant(NamedTuple):
    """Which choice is made in each respect; ``own`` is what the edition says."""

    normalisation: str = OWN
    aggregation: str = OWN
    winsorise: str = OWN
    imputation: str = OWN
    treatment: str = OWN

    @property
    def of_scoring(self) -> Variant:
        """What it says of rules and aggregation, the preparation being the edition's own."""
        return Variant(self.normalisation, self.aggregation)

    @property
    def of_preparation(self) -> Variant:
        """The rest of what it says."""
        return self._replace(normalisation=OWN, aggregation=OWN)


class Editions:
    """An edition under each variant that is asked for."""

    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self.known = {Variant(): methodology}

    def under(self, variant: Variant) -> Methodology:
        """The edition under a variant; the methodology itself where nothing differs.

        Raises:
            UsageFault: a choice is unknown, or the edition has nothing that it could replace.
            InvalidMethodology: the rule does not fit the edition.
        """
        if variant not in self.known:
            parts = (variant.of_scoring, variant.of_preparation)
            # Of the tree preparation knows the columns alone, which no choice changes: each half is checked by itself.
            self.known[variant] = (
                _edition(self.methodology, variant)
                if variant in parts
                else _prepared_as(self.under(variant.of_preparation), self.under(variant.of_scoring))
            )
        return self.known[variant]


def _prepared_as(other: Methodology, methodology: Methodology) -> Methodology:
    """The methodology with the preparation of another one."""
    said_there = {name: getattr(methodology, name) for name in methodology.model_fields_set}
    return Methodology.model_validate({**said_there, "prepare": other.prepare})


def _edition(methodology: Methodology, variant: Variant) -> Methodology:
    """The edition with the choices of a variant written into it; raises as :meth:`Editions.under`."""
    plain = methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if variant.normalisation != OWN:
        _normalise(methodology, plain, variant.normalisation)
    if variant.aggregation != OWN:
        _aggregate(methodology, plain, variant.aggregation)
    if variant.imputation != OWN:
        impute(methodology.id, plain, variant.imputation)
    if variant.treatment != OWN:
        treat(methodology.id, plain, variant.treatment)
    if variant.winsorise != OWN:
        _winsorise(methodology, plain, variant.winsorise)
    return parse_methodology(Document(plain, {}, methodology.id))


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", ()):
        yield from _walk(child)


def _normalise(methodology: Methodology, plain: dict[str, Any], choice: str) -> None:
    rule = rule_of(choice)
    model = RULES[rule["kind"]]
    with_points = any(node.maximum is not None for node in methodology.nodes.values())
    if with_points and ("range" in rule or model.gives == "score"):
        message = said(
            "{choice} gives scores of its own, and the indicators of {edition} have points",
            choice=choice,
            edition=methodology.id,
        )
        raise UsageFault(message, said("choose a rule that gives a share of the points, such as min-max"))
    replaced = False
    for target in _walk(plain["index"]):
        own = methodology.nodes[target["code"]].rule
        if own is None or not _replaceable(methodology.nodes[target["code"]]):
            continue
        carried = {
            key: target["rule"][key]
            for key in _CARRIED
            if key in target["rule"] and key in model.model_fields
        }
        target["rule"] = {**carried, **rule, "direction": getattr(own, "direction", "up")}
        replaced = True
    if not replaced:
        raise UsageFault(
            said(
                "{edition} has no indicator whose rule could be replaced by {choice}",
                edition=methodology.id,
                choice=choice,
            ),
            said("leave it out"),
        )


def _replaceable(node: Node) -> bool:
    """Whether a node is an indicator that reads a number of which more, or less, is better."""
    rule = node.rule
    if rule is None or node.children or rule.cells != "number" or len(node.inputs) != 1 or node.texts:
        return False
    return "direction" in type(rule).model_fields or rule.kind == "fraction"


def _aggregate(methodology: Methodology, plain: dict[str, Any], choice: str) -> None:
    kind, replaced = aggregation_of(choice), False
    for target in _walk(plain["index"]):
        own = methodology.nodes[target["code"]].aggregate
        if own is not None and own.kind in MEANS:
            replaced = True
            if own.kind != kind:
                target["aggregate"] = kind
    if not replaced:
        message = said(
            "no node of {edition} is a mean that could become {choice}", edition=methodology.id, choice=choice
        )
        raise UsageFault(message, said("leave the aggregation out: sums of points have no other form"))


def _winsorise(methodology: Methodology, plain: dict[str, Any], choice: str) -> None:
    steps = plain.get("prepare", ())
    own = any(isinstance(step, Winsorise) for step in methodology.prepare)
    if not own and not any(step["step"] == "winsorise" for step in steps):
        message = said("{edition} has no step that draws in outliers", edition=methodology.id)
        raise UsageFault(
            message, said("leave winsorising out, or add the step winsorise to the weighting file")
        )
    if not (choice.isascii() and choice.isdigit()):
        raise UsageFault(
            said('"{choice}" is no number of values to draw in', choice=choice),
            said("give whole numbers, 0 or above"),
        )
    for step in steps:
        if step["step"] == "winsorise":
            step["max_points"] = int(choice)
