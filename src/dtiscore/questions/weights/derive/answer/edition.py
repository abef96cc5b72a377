"""A methodology with derived weights: a new edition that says how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any

from dtiscore import __version__
from dtiscore.analysis.reweighting import PlainNode, plain_nodes, reweight
from dtiscore.errors import UsageFault
from dtiscore.languages import languages
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.method_names import method_name, weighting_name
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.derive.answer.base import Derivation, Shares
from dtiscore.said import first_few, said, spoken

_OF_THE_ORIGINAL = ("family", "supersedes", "verified")
"""What is true of the edition that weights were derived for, and not of the one that has them."""


def node_to_weight(methodology: Methodology, code: str) -> Node:
    """The node whose children are to be weighted.

    Raises:
        UsageFault: there is no such node, it has nothing to weight, or its aggregation does not look at weights.
    """
    node = methodology.nodes.get(code)
    if node is None:
        groups = [inner.code for inner in methodology.nodes.values() if inner.children]
        raise UsageFault(
            said('{edition} has no node "{code}"', edition=methodology.id, code=code),
            said("nodes with children: {groups}", groups=first_few(groups)),
        )
    if len(weighted_children(node)) < 2:
        raise UsageFault(
            said('"{code}" has fewer than two children that count', code=code), said("name a node above it")
        )
    assert node.aggregate is not None
    if not node.aggregate.weighted:
        message = said(
            '"{code}" is aggregated by {aggregate}, which does not look at weights',
            code=code,
            aggregate=method_name(node.aggregate.kind),
        )
        raise UsageFault(message, said("choose a mean in the weighting file first"))
    return node


def weighted_children(node: Node) -> list[Node]:
    """The children that count; one with weight 0 is collected, and stays so."""
    return [child for child in node.children if child.is_scored]


def parts_below(node: Node, level: int) -> list[Node]:
    """The nodes that are weighted, so many levels below a node: its children that count, or what they are made of.

    Raises:
        UsageFault: the tree does not reach so far everywhere, or what stands between is no plain mean or sum of points, so
            that what a node further down weighs in it is no number.
    """
    parts = weighted_children(node)
    for _ in range(level - 1):
        for part in parts:
            _require_plain(part, node)
        parts = [below for part in parts for below in weighted_children(part)]
    return parts


def _require_plain(between: Node, above: Node) -> None:
    if not between.children:
        message = said('"{node}" has nothing below it that could be weighted', node=between.code)
        raise UsageFault(message, said("name a lower level, or derive the weights of each node alone"))
    kinds = [None if one.aggregate is None else one.aggregate.kind for one in (above, between)]
    if kinds[0] != kinds[1] or kinds[0] not in ("arithmetic", "points") or between.then or between.round:
        message = said(
            'what is below "{node}" has no weight in "{above}": both must be means, or sums of points, as they are made',
            node=between.code,
            above=above.code,
        )
        raise UsageFault(message, said("derive the weights of each node alone"))


def shares_by_node(node: Node, level: int, shares: Shares) -> dict[str, dict[str, float]]:
    """What the children of a node, and of those between it and the weighted nodes, weigh: shares of 1 in each.

    A group weighs as much as what is weighted below it; below one that weighs nothing all stays as it is.
    """

    def whole(part: Node, left: int) -> float:
        return (
            fsum(whole(child, left - 1) for child in weighted_children(part)) if left else shares[part.code]
        )

    found: dict[str, dict[str, float]] = {}

    def divide(part: Node, left: int) -> None:
        sizes = {child.code: whole(child, left - 1) for child in weighted_children(part)}
        total = fsum(sizes.values())
        if total:
            found[part.code] = {code: size / total for code, size in sizes.items()}
        for child in weighted_children(part) if left > 1 else ():
            divide(child, left - 1)

    divide(node, level)
    return found


def effective_shares(node: Node, level: int) -> dict[str, float]:
    """What each node so many levels below weighs in a node now, as shares of 1."""
    shares = nominal_shares(node)
    if level == 1:
        return shares
    return {
        code: share * inner
        for child in weighted_children(node)
        for share in [shares[child.code]]
        for code, inner in effective_shares(child, level - 1).items()
    }


def nominal_shares(node: Node) -> dict[str, float]:
    """What each child that counts weighs now, as a share of 1."""
    return {code: share for code, share in node.child_shares.items() if share}


def rounded_shares(shares: Shares, decimals: int, whole: int = 1) -> dict[str, float]:
    """Shares of a whole to so many decimals that still sum to 1: what is cut off goes to those that lose most by it."""
    unit = whole * 10**decimals
    counts = {code: int(share * unit + 1e-6) for code, share in shares.items()}
    left = unit - sum(counts.values())
    by_loss = sorted(
        shares, key=lambda code: counts[code] - shares[code] * unit
    )  # stable: ties in order of the file
    for code in by_loss[: max(0, left)]:
        counts[code] += 1
    for code in by_loss[::-1][: max(0, -left)]:
        counts[code] -= 1
    return {code: count / unit for code, count in counts.items()}


def with_weights(
    methodology: Methodology,
    node: Node,
    derivation: Derivation,
    *,
    edition_id: str,
    original: str | None = None,
    data: tuple[str, str | None] | None = None,
) -> Methodology:
    """The methodology as a new edition in which the children of a node have derived weights.

    What was verified of the original is not taken over, nor what it supersedes. Where points are summed the children get
    points, and those below them follow: see :func:`reweight`.

    Args:
        methodology: the edition that has been.
        node: the node whose children are weighted, one of its nodes.
        derivation: the weights, with shares as they are to be written.
        edition_id: the id of the new edition.
        original: the id of the edition that has been, where other weights of this one were derived before.
        data: the name of the file that the weights were derived from, and its hash.

    Raises:
        InvalidMethodology: the new edition breaks a rule of weighting files, such as that of ids.
        UsageFault: what is marked in points has no maximum of which these could be a share.
    """
    plain = methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain = {key: value for key, value in plain.items() if key not in _OF_THE_ORIGINAL}
    plain["id"] = edition_id
    plain["notes"] = [*plain.get("notes", []), _note(original or methodology.id, node, derivation)]
    target = plain_nodes(plain["index"])[node.code]
    if node.adds_points:
        # Of a share as it is written: what lies beyond is noise of bits.
        whole = node.maximum or 0.0
        points = {code: round(derivation.shares.get(code, 0.0) * whole, 9) for code in node.weight_by_child}
        reweight(methodology, plain, points)
    else:
        _put(target, node, derivation)
    record: dict[str, Any] = {"method": derivation.method, "dtiscore": __version__}
    if derivation.parameters:
        record["parameters"] = [
            {"name": name, "value": value} for name, value in derivation.parameters.items()
        ]
    if data is not None:
        record |= {"data": data[0], "sha256": data[1]}
    target["derived_weights"] = record
    return methodology_from(plain, edition_id)


def _put(target: PlainNode, node: Node, derivation: Derivation) -> None:
    """Write the shares as weights that sum to 1; equal ones need no number."""
    shares = derivation.shares
    equal = derivation.are_equal and len(shares) == len(node.children)
    target["weights"] = "equal" if equal else derivation.whole
    for child in target["children"]:
        child.pop("weight", None)
        if not equal:
            child["weight"] = shares.get(child["code"], 0.0)


def _note(edition: str, node: Node, derivation: Derivation) -> Mapping[str, str]:
    note = said(
        "The weights below {node} were derived by {method} and are not those of {edition}",
        edition=edition,
        node=node.code,
        method=weighting_name(derivation.method),
    )
    return {language: spoken(note, language) for language in languages()}
