"""A methodology with derived weights: a new edition that says how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dtiscore import __version__
from dtiscore.analysis.reweighting import PlainNode, plain_nodes, reweight
from dtiscore.errors import UsageFault
from dtiscore.languages import languages
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.method_names import method_name, weighting_name
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.derive.answer.base import Derivation, Shares
from dtiscore.said import said, spoken

_OF_THE_ORIGINAL = ("family", "supersedes", "verified")
"""What is true of the edition that weights were derived for, and not of the one that has them."""


def node_to_weight(methodology: Methodology, code: str) -> Node:
    """The node whose children are to be weighted.

    Raises:
        UsageFault: there is no such node, it has nothing to weight, or its aggregation does not look at weights.
    """
    node = methodology.nodes.get(code)
    if node is None:
        groups = [inner.code for inner in methodology.index.walk() if inner.children]
        raise UsageFault(
            said('{edition} has no node "{code}"', edition=methodology.id, code=code),
            said("nodes with children: {groups}", groups=", ".join(groups[:12])),
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
    data: str | None = None,
    sha256: str | None = None,
) -> Methodology:
    """The methodology as a new edition in which the children of a node have derived weights.

    What was verified of the original is not taken over, nor what it supersedes. Where points are summed the children get
    points, and those below them follow: see :func:`reweight`.

    Args:
        methodology: the edition that has been.
        node: the node whose children are weighted, one of its nodes.
        derivation: the weights, with shares as they are to be written.
        edition_id: the id of the new edition.
        data: the name of the file that the weights were derived from.
        sha256: the hash of that file.

    Raises:
        InvalidMethodology: the new edition breaks a rule of weighting files, such as that of ids.
        UsageFault: what is marked in points has no maximum of which these could be a share.
    """
    plain = methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain = {key: value for key, value in plain.items() if key not in _OF_THE_ORIGINAL}
    plain["id"] = edition_id
    plain["notes"] = [*plain.get("notes", []), _note(methodology, node, derivation)]
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
        record |= {"data": data, "sha256": sha256}
    target["derived_weights"] = record
    return methodology_from(plain, edition_id)


def _put(target: PlainNode, node: Node, derivation: Derivation) -> None:
    """Write the shares as weights that sum to 1; equal ones need no number."""
    shares = derivation.shares
    equal = derivation.method == "equal" and len(shares) == len(node.children)
    target["weights"] = "equal" if equal else derivation.whole
    for child in target["children"]:
        child.pop("weight", None)
        if not equal:
            child["weight"] = shares.get(child["code"], 0.0)


def _note(methodology: Methodology, node: Node, derivation: Derivation) -> Mapping[str, str]:
    note = said(
        "The weights below {node} were derived by {method} and are not those of {edition}",
        edition=methodology.id,
        node=node.code,
        method=weighting_name(derivation.method),
    )
    return {language: spoken(note, language) for language in languages()}
