"""An edition with other weights, points or rules: a new edition, which has to be as sound as any other.

Nothing is rescaled unless that is asked for. Then what the others below a node have together is what is left of its
total, and they keep their shares of it; where points change, what lies below a node follows it in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from math import isclose, isfinite
from typing import Any

from dtiscore.analysis.whatif.changes import EditionChange, PointsChange, RuleChange, WeightChange
from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.plain_data import plain_data

_OF_THE_ORIGINAL = ("family", "supersedes", "verified")
"""What is true of the edition as it was published, and not of the one that was changed in thought."""

_DECIMALS = 12
"""Of weights and points that were rescaled: what lies beyond is noise of bits."""

PlainNode = dict[str, Any]


def changed_edition(
    methodology: Methodology, changes: Sequence[EditionChange], *, rescale: bool = False
) -> Methodology:
    """The edition with these changes; the same object where they change nothing.

    Args:
        methodology: the edition that has been.
        changes: new weights, points and rules, at most one of a kind for each node.
        rescale: whether the siblings of what was changed share what is left; else all must fit together as it is.

    Raises:
        UsageFault: there is no such node, it has no such value, or the others cannot make room.
        InvalidMethodology: what comes out breaks a rule of weighting files; ``problems`` lists every fault.
    """
    plain: dict[str, Any] = plain_data(methodology)
    before = plain_data(methodology)["index"]
    draft = _Draft(methodology, plain["index"])
    for change in changes:
        draft.apply(change)
    if rescale:
        draft.rescale()
    if plain["index"] == before:
        return methodology
    kept = {key: value for key, value in plain.items() if key not in _OF_THE_ORIGINAL}
    kept["id"] = f"{methodology.id}-changed"
    kept["notes"] = [*kept.get("notes", []), _note(methodology)]
    try:
        return methodology_from(kept, f"{methodology.id}, changed")
    except InvalidMethodology as fault:
        advice = None if rescale or not draft.weighed else "--rescale lets the others share what is left"
        raise InvalidMethodology(fault.message, advice, fault.problems) from fault


class _Draft:
    """The tree of an edition as plain data, while it is changed."""

    def __init__(self, methodology: Methodology, index: PlainNode) -> None:
        self.methodology = methodology
        self.nodes: dict[str, PlainNode] = {}
        self._collect(index)
        self.weighed: set[str] = set()
        """The nodes that were given a weight or points."""
        self.ruled: set[str] = set()

    def _collect(self, node: PlainNode) -> None:
        self.nodes[node["code"]] = node
        for child in node.get("children", ()):
            self._collect(child)

    def apply(self, change: EditionChange) -> None:
        """Write one change into the tree."""
        if isinstance(change, RuleChange):
            self.rule(change)
            return
        value = change.weight if isinstance(change, WeightChange) else change.points
        if not isfinite(value) or value < 0:
            raise UsageFault(f'"{change.node}" cannot weigh {value}', "give a number from 0 up")
        self.known(change.node)
        if change.node in self.weighed:
            raise UsageFault(f'"{change.node}" is given two weights', "give it one")
        self.weighed.add(change.node)
        parent = self.methodology.parents.get(change.node)
        in_points = parent is not None and parent.adds_points
        if isinstance(change, PointsChange) or in_points:
            self.nodes[change.node]["points"] = _number(value)
        else:
            self.weight(change.node, value, parent)
        if parent is not None:
            self.nodes[parent.code].pop("derived_weights", None)  # they are not as they were derived any more

    def weight(self, code: str, weight: float, parent: Node | None) -> None:
        if parent is None:
            raise UsageFault(f'"{code}" is the index itself, which has no weight', "name a node below it")
        if parent.aggregate is not None and not parent.aggregate.weighted:
            message = (
                f'"{parent.code}" is aggregated by {parent.aggregate.kind}, which does not look at weights'
            )
            raise UsageFault(message, f'a weight of "{code}" would change nothing')
        self.nodes[code]["weight"] = _number(weight)

    def rule(self, change: RuleChange) -> None:
        """Write a whole rule, or one value of a rule, at the longest code that the path begins with."""
        codes = [code for code in self.nodes if change.at == code or change.at.startswith(f"{code}.")]
        if not codes:
            self.known(change.at)
        code = max(codes, key=len)
        keys = [key for key in change.at[len(code) + 1 :].split(".") if key]
        keys = keys[1:] if keys[:1] == ["rule"] else keys
        if change.at in self.ruled:
            raise UsageFault(f'the rule "{change.at}" is given twice', "give it once")
        self.ruled.add(change.at)
        node = self.nodes[code]
        if not keys:
            node["rule"] = {"kind": change.value} if isinstance(change.value, str) else change.value
        elif "rule" not in node:
            raise UsageFault(f'"{code}" has no rule of which {keys[0]} could be changed', "give a whole rule")
        else:
            _put(node["rule"], keys, change.value, code)

    def known(self, code: str) -> None:
        """Refuse a code that no node has."""
        if code not in self.nodes:
            names = (code, code.partition(".")[0])  # the second where keys of a rule follow
            near = list(
                dict.fromkeys(one for name in names for one in get_close_matches(name, self.nodes, n=2))
            )
            fix = f"did you mean {', '.join(near)}?" if near else f"nodes: {', '.join(list(self.nodes)[:12])}"
            raise UsageFault(f'{self.methodology.id} has no node "{code}"', fix)

    def rescale(self) -> None:
        """Let the siblings of what was weighed share what is left."""
        for node in self.methodology.index.walk():
            if not node.adds_points and any(child.code in self.weighed for child in node.children):
                self.share_weights(node)
            parent = self.methodology.parents.get(node.code)
            if node.adds_points and (parent is None or not parent.adds_points):
                self.share_points(node, float(self.nodes[node.code].get("points", node.maximum or 0.0)))

    def share_weights(self, node: Node) -> None:
        plain = self.nodes[node.code]
        if plain.get("weights") == "relative":
            return  # relative weights need no sum
        given = node.weight_by_child
        if plain.get("weights") in (None, "equal"):
            plain["weights"] = 1
            given = dict.fromkeys(given, 1 / len(given))
        now = {code: self.nodes[code]["weight"] if code in self.weighed else w for code, w in given.items()}
        shared = self.shared(node.code, now, float(plain["weights"]))
        for code, weight in shared.items():
            self.nodes[code]["weight"] = _number(weight)

    def share_points(self, node: Node, total: float) -> None:
        """Let the points below a node sum to its total, and so on down the tree."""
        now = {
            child.code: float(self.nodes[child.code].get("points", child.maximum or 0.0))
            for child in node.children
        }
        shared = self.shared(node.code, now, total)
        for child in node.children:
            plain = self.nodes[child.code]
            if "points" in plain and shared[child.code] != now[child.code]:
                plain["points"] = _number(shared[child.code])
            if child.adds_points:
                self.share_points(child, shared[child.code])

    def shared(self, node: str, now: Mapping[str, float], total: float) -> dict[str, float]:
        """Weights that sum to a total: those that were given stay, the others keep their shares among them."""
        if isclose(sum(now.values()), total, rel_tol=1e-9):
            return dict(now)
        left = total - sum(weight for code, weight in now.items() if code in self.weighed)
        others = sum(weight for code, weight in now.items() if code not in self.weighed)
        if left < 0 or others == 0:
            said = ", ".join(f"{code} {now[code]:.12g}" for code in now if code in self.weighed)
            message = (
                f'what is below "{node}" cannot sum to {total:.12g} ({said}), because no other can give way'
            )
            raise UsageFault(message, f'change the total of "{node}" too, or give less')
        return {
            code: weight if code in self.weighed else round(weight * left / others, _DECIMALS)
            for code, weight in now.items()
        }


def _put(rule: Any, keys: Sequence[str], value: Value, code: str) -> None:
    """Write a value under the keys that lead to it; a position in a list counts from 0."""
    at, path = rule, f"{code}.rule"
    for key in keys[:-1]:
        at = _below(at, key, path)
        path += f".{key}"
    if isinstance(at, dict):
        at[keys[-1]] = value
    else:
        _below(at, keys[-1], path)
        at[int(keys[-1])] = value


def _below(at: Any, key: str, path: str) -> Any:
    if isinstance(at, dict) and key in at:
        return at[key]
    if isinstance(at, list) and key.isdecimal() and int(key) < len(at):
        return at[int(key)]
    known = ", ".join(at) if isinstance(at, dict) else f"0 to {len(at) - 1}" if isinstance(at, list) else ""
    raise UsageFault(f"{path} has no {key}", f"it has {known}" if known else "it is a single value")


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def _note(methodology: Methodology) -> Mapping[str, str]:
    return {
        "en": f"{methodology.id} with changes made in thought; no authority decided this edition",
        "vi": f"{methodology.id} với thay đổi giả định; không cơ quan nào ban hành phiên bản này",
    }
