"""What must be true of how units are ranked in single nodes and views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dtiscore.methodology.aggregations import AGGREGATIONS
from dtiscore.methodology.checks.plain_node import Fault, PlainNode, mappings
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.rules import RULES
from dtiscore.said import said
from dtiscore.suggestions import Suggestions

_TURNING = ("formula", "override")
_RISING = ("fraction", "identity", "round")
"""Rules without a direction that leave the highest score the highest."""


def ranking_faults(data: Mapping[str, Any], root: PlainNode, suggestions: Suggestions) -> Iterator[Fault]:
    """The index is ranked as the file says; what parts equals is another node or view, and does not lead back."""
    bearers: list[tuple[Path, Mapping[str, Any]]] = [(node.path, node.data) for node in root.walk()]
    bearers += [(("views", i), view) for i, view in mappings(data.get("views"))]
    known = dict.fromkeys(str(bearer["code"]) for _, bearer in bearers if "code" in bearer)
    then_by = {str(bearer.get("code")): _then_by(bearer) for _, bearer in bearers}
    for key in ("rank", "order"):
        if root.data.get(key) is None:
            continue
        message = said('"{node}" is the index itself, which is ranked as the file says', node=root.code)
        fix = said(
            "write on, ties and order under rank: of the file; a view of the index may be ranked otherwise"
        )
        yield Fault(("index", key), "no-meaning-here", message, fix)
    yield from _worst_first(data, root)
    for path, bearer in bearers:
        other, at = _then_by(bearer), (*path, "rank", "then_by")
        if other is None:
            continue
        if other not in known:
            message = said('there is no node or view "{node}"', node=other)
            yield Fault(
                at, "unknown-node", message, suggestions.advice(other, sorted(known), label=said("known"))
            )
        elif _leads_back(str(bearer.get("code")), then_by):
            message = said('what parts equals in "{node}" leads back to it', node=str(bearer.get("code")))
            yield Fault(at, "no-meaning-here", message, said("name a node that is ranked without this one"))


def _worst_first(data: Mapping[str, Any], root: PlainNode) -> Iterator[Fault]:
    """What is best where it is lowest counts as such: in its own ranking, and in what it is a part of."""
    ranking = data.get("rank")
    of_file = ranking if isinstance(ranking, Mapping) else {}
    beside = [PlainNode(("views", i), view, ()) for i, view in mappings(data.get("views"))]
    # A formula may turn its parts round.
    parts = [
        child for node in root.walk() if node.kind("aggregate") not in _TURNING for child in node.children
    ]
    for bearer in (root, *parts, *beside):
        kind = bearer.kind("aggregate")
        aggregation = None if kind is None else AGGREGATIONS.get(kind)
        if aggregation is None or not aggregation.low_is_good or _may_turn(bearer.data.get("then")):
            continue
        order = (
            of_file.get("order") if bearer not in beside else bearer.data.get("order", of_file.get("order"))
        )
        if (order == "ascending") == (of_file.get("first") == "worst"):
            message = said(
                '{aggregation} gives the best unit the lowest score of "{node}", and here the highest is the best',
                aggregation=kind,
                node=bearer.code,
            )
            fix = said(
                'turn the scores round, then: [{{kind: formula, formula: "1 - x"}}], or write rank: {{order: ascending}} '
                "for the file and order: descending at the parts"
            )
            yield Fault((*bearer.path, "aggregate"), "worst-first", message, fix)


def _may_turn(then: Any) -> bool:
    """Whether the rules that follow an aggregation may make the lowest score the highest, as rounding does not."""
    for _, rule in mappings(then):
        kind = RULES.get(str(rule.get("kind")))
        turns = kind is None or (
            rule.get("direction") == "down"
            if "direction" in kind.model_fields
            else rule["kind"] not in _RISING
        )
        if turns:
            return True
    return False


def _then_by(bearer: Mapping[str, Any]) -> str | None:
    ranking = bearer.get("rank")
    other = ranking.get("then_by") if isinstance(ranking, Mapping) else None
    return other if isinstance(other, str) else None


def _leads_back(code: str, then_by: Mapping[str, str | None]) -> bool:
    """Whether one is among those that part its own equals, however many steps away."""
    met: set[str] = set()
    at = then_by.get(code)
    while at is not None and at not in met:
        if at == code:
            return True
        met.add(at)
        at = then_by.get(at)
    return False
