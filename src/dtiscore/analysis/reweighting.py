"""Other weights for an edition: every question that changes a weight has it written here, so that it means one thing.

A weight is a share. What lies below a node keeps its shares of it. Points that were given as points, in a column, a rule
or a rounding, are points of the maximum that they were given for: a node that comes to count for another number of
points is still marked out of the old one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import fsum
from typing import Any, Literal

from dtiscore.analysis.share_of_index import shares_under
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Node, View
from dtiscore.methodology.checks.plain_node import plain_node
from dtiscore.methodology.checks.sound import sound
from dtiscore.methodology.equality import same_points
from dtiscore.methodology.rules import RULES
from dtiscore.said import joined, said
from dtiscore.shell_words import with_value

WeightReading = Literal["as-given", "siblings", "relative", "of-index"]
"""How a new weight is read, and who gives way to it.

``as-given``: it stands among its siblings' weights, and no other one changes; together they have to fit.
``siblings``: it stands so, and its siblings share what is left of their total. ``relative``: it stands beside its
siblings' weights, and all of them are brought to their old total. ``of-index``: it is a share of the whole index, and
everything else, at every level, shares what is left. Those that share keep their proportions.
"""

WEIGHT_OPTIONS = said(
    "--rescale lets the siblings share what is left, --relative brings all of them to their old total, --of-index takes it as a share of the whole index"
)
"""What a message says of the options that choose a reading."""

PlainNode = dict[str, Any]


def reweight(
    methodology: Methodology,
    plain: dict[str, Any],
    given: Mapping[str, float],
    reading: WeightReading = "as-given",
    *,
    new_rules: Collection[str] = (),
) -> None:
    """Write new weights into an edition as plain data, in their place.

    Args:
        methodology: the edition that has been.
        plain: the same as plain data, which is changed.
        given: the new number of each node by its code: its points where its parent adds up points, else its weight among
            its siblings; under ``of-index`` its share of the index, 0 to 1. The index may be given other points.
        reading: how the numbers are read.
        new_rules: the nodes that have another rule than they had, whose points are already those of the new maximum.

    Raises:
        UsageFault: the others cannot give way, a weight has no share of the index, or what is marked in points has no
            maximum of which these could be a share.
    """
    shares: Mapping[str, Mapping[str, float]] = {}
    if reading == "of-index":
        whole = methodology.index.code
        shares = shares_under(methodology, {code: share for code, share in given.items() if code != whole})
        given = {code: points for code, points in given.items() if code == whole}
    work = _Reweighting(methodology, plain, given, reading, shares)
    work.write()
    for parent in work.reweighted():
        work.nodes[parent.code].pop("derived_weights", None)  # they are not as they were derived any more
    work.keep_marks(new_rules)


def plain_nodes(index: PlainNode) -> dict[str, PlainNode]:
    """The nodes of a tree of plain data by code, parents first."""
    found = {index["code"]: index}
    for child in index.get("children", ()):
        found |= plain_nodes(child)
    return found


class _Reweighting:
    """The tree of an edition as plain data, while its weights are changed."""

    def __init__(
        self,
        methodology: Methodology,
        plain: dict[str, Any],
        given: Mapping[str, float],
        reading: WeightReading,
        shares: Mapping[str, Mapping[str, float]],
    ) -> None:
        self.methodology = methodology
        self.plain = plain
        self.nodes = plain_nodes(plain["index"])
        self.given = given
        self.reading = reading
        self.shares = shares
        """New shares of children in their parents, by the code of the parent, under ``of-index``."""

    def reweighted(self) -> Iterator[Node]:
        """The nodes whose children have other shares than before."""
        for node in self.methodology.nodes.values():
            if node.code in self.shares or any(child.code in self.given for child in node.children):
                yield node

    def write(self) -> None:
        """Write the points of every tree of points, from its top down, and the weights of every other node."""
        for node in self.methodology.nodes.values():
            parent = self.methodology.parents.get(node.code)
            if node.adds_points and (parent is None or not parent.adds_points):
                self.write_points_from(node)
        for node in self.reweighted():
            if not node.adds_points:
                self.write_weights(node)

        for node in self.methodology.nodes.values():
            if node.points is None and node.adds_points and node.code in self.given:
                self.leave_unsaid(self.nodes[node.code])

    @staticmethod
    def leave_unsaid(plain: PlainNode) -> None:
        """Points that a node did not name and that the points below it sum to need no mention."""
        written = plain.pop("points", None)
        if written is not None and not same_points(written, plain_node(plain, ()).maximum):
            plain["points"] = written  # which a check of the edition refuses

    def write_points_from(self, top: Node) -> None:
        """The points of the topmost node that adds them up stay, unless the index is given others."""
        total = self.given.get(top.code, top.maximum or 0.0) if top is self.methodology.index else top.maximum
        if self.reading == "as-given":
            self.follow(top, total or 0.0)
        else:
            self.share_points(top, total or 0.0)

    def follow(self, node: Node, total: float) -> None:
        """Write a node's points; those below it follow, but for what was given others."""
        self.put_points(node, total)
        ratio = total / node.maximum if node.adds_points and node.maximum else 1.0
        for child in node.children if node.adds_points else ():
            old = child.maximum or 0.0
            self.follow(child, self.given.get(child.code, _tidy(old * ratio) if ratio != 1.0 else old))

    def share_points(self, node: Node, total: float) -> None:
        """Write a node's points, and let those below it sum to them, down the tree."""
        self.put_points(node, total)
        if not node.adds_points:
            return
        now = {child.code: self.given.get(child.code, child.maximum or 0.0) for child in node.children}
        shared = self.shared(node, now, total)
        for child in node.children:
            self.share_points(child, shared[child.code])

    def put_points(self, node: Node, points: float) -> None:
        plain = self.nodes[node.code]
        if node.code in self.given or ("points" in plain and points != node.maximum):
            plain["points"] = _number(points)

    def write_weights(self, node: Node) -> None:
        """Write the weights below a node that adds up no points."""
        plain = self.nodes[node.code]
        declared, old = plain.get("weights"), node.weight_by_child
        equal = declared in (None, "equal")
        now: Mapping[str, float] = {code: self.given.get(code, weight) for code, weight in old.items()}
        if self.reading == "as-given" or (declared == "relative" and self.reading != "of-index"):
            now = {code: weight for code, weight in now.items() if code in self.given}
        elif equal and self.reading == "relative":
            plain["weights"] = "relative"
        else:
            total = float(declared) if isinstance(declared, int | float) else fsum(old.values())
            if equal:
                total = total if node.aggregate is not None and node.aggregate.additive else 1.0
                plain["weights"] = _number(total)
                now = {code: self.given.get(code, total / len(old)) for code in old}
            now = self.shared(node, now, total)
        for code, weight in now.items():
            self.nodes[code]["weight"] = _number(weight)

    def shared(self, node: Node, now: Mapping[str, float], total: float) -> Mapping[str, float]:
        """Numbers that sum to a total: those that were given stay, the others keep their proportions among them."""
        if node.code in self.shares:
            return {code: _tidy(share * total) for code, share in self.shares[node.code].items()}
        if same_points(fsum(now.values()), total):
            return now
        stay = [code for code in now if code in self.given] if self.reading == "siblings" else []
        left = total - fsum(now[code] for code in stay)
        others = fsum(weight for code, weight in now.items() if code not in stay)
        if left < 0 or others == 0:
            named = (said("{code} {weight:.12g}", code=code, weight=now[code]) for code in stay or now)
            message = said(
                'what is below "{node}" cannot sum to {total:.12g} ({weights}), because no other can give way',
                node=node.code,
                total=total,
                weights=joined("{first}, {second}", named),
            )
            raise UsageFault(message, said('change the total of "{node}" too, or give less', node=node.code))
        return {code: now[code] if code in stay else _tidy(now[code] * left / others) for code in now}

    def keep_marks(self, new_rules: Collection[str]) -> None:
        """Let what is marked in points stay marked out of the maximum that it was marked out of."""
        edition = self.methodology
        now = {node.code: node.maximum for node in plain_node(self.plain["index"], ()).walk()}
        for node in edition.nodes.values():
            parent = edition.parents.get(node.code)
            if (
                parent is not None
                and not parent.adds_points
                and not same_points(now[node.code], node.maximum)
            ):
                message = said(
                    'the points below "{node}" would sum to {total:.12g}, and "{parent}" takes it as a score of {maximum:.12g}',
                    node=node.code,
                    total=now[node.code],
                    parent=parent.code,
                    maximum=node.maximum,
                )
                raise UsageFault(
                    message, said("say how the others give way: {options}", options=WEIGHT_OPTIONS)
                )
            if node.code not in new_rules or node.then or node.round is not None:
                self.keep_mark(node, self.nodes[node.code], now[node.code])
        plain_views = {view["code"]: view for view in self.plain.get("views", ())}
        for view in edition.views:
            if edition.maximum(view.code) is not None:
                parts = zip(view.of, view.weight or (1.0,) * len(view.of), strict=True)
                now[view.code] = fsum((now[code] or 0.0) * weight for code, weight in parts)
                self.keep_mark(view, plain_views[view.code], now[view.code])
        self.keep_cuts(now)

    def keep_mark(self, bearer: Node | View, plain: PlainNode, points: float | None) -> None:
        """Let a node or view be marked out of what it was, where some number of its own may stand in points."""
        own = self.methodology.own_maximum(bearer.code)
        if same_points(points, self.methodology.maximum(bearer.code)):
            return
        if same_points(points, own):
            plain.pop("out_of", None)
            return
        rule = sound(RULES, plain.get("rule"))
        sums = not isinstance(bearer, Node) or bearer.is_indicator or bearer.adds_points
        marked = not sums or bearer.then or bearer.round is not None or (rule and rule.output == "score")
        # A table may bring a score in points.
        if own and (marked or self.methodology.publish.form == "score"):
            plain["out_of"] = _number(own)
        elif marked:
            message = said(
                '"{node}" has had no points so far, and what it is marked in could be no share of them',
                node=bearer.code,
            )
            fix = said(
                "give it a rule for a share: {option}",
                option=with_value("--rule", f"{bearer.code}={{kind: fraction, of: 100}}"),
            )
            raise UsageFault(message, fix)

    def keep_cuts(self, now: Mapping[str, float | None]) -> None:
        """Let cut points in points be the same shares of another maximum."""
        edition, bands = self.methodology, self.plain.get("bands")
        if bands is None or edition.publish.form != "score" or "cuts" not in bands:
            return
        code = bands.get("of", edition.index.code)
        old, new = edition.maximum(code), now.get(code)
        if not old or new is None or same_points(old, new):
            return
        for cut in bands["cuts"]:
            for end in ("at_least", "above"):
                if end in cut:
                    cut[end] = _number(_tidy(cut[end] / old * new))


def _tidy(number: float) -> float:
    """A number that was worked out, to 15 digits: what lies beyond is noise of bits."""
    return float(f"{number:.15g}")


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)
