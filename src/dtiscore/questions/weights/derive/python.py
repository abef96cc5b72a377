"""Derive weights: from judgements of people or from the scores of units to a new edition that says how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal, Unpack

import numpy as np

from dtiscore.arguments import checked, checked_fields
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.inputs.judging import read_judgements
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scored import score
from dtiscore.inputs.validation import require_allowed
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology, Node, Values
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.periods import in_order
from dtiscore.questions.weights.derive import answer as weighting
from dtiscore.questions.weights.derive.answer import Derivation, Judgements, Shares
from dtiscore.questions.weights.derive.answer.components import Variant
from dtiscore.questions.weights.derive.answer.edition import (
    effective_shares,
    node_to_weight,
    nominal_shares,
    parts_below,
    rounded_shares,
    shares_by_node,
    with_weights,
)
from dtiscore.said import said
from dtiscore.tables.raw import RawTable

Method = Literal[
    "equal",
    "points",
    "budget-allocation",
    "ahp",
    "pca",
    "factor",
    "one-factor",
    "entropy",
    "critic",
    "dp2",
    "infomax",
    "target-importance",
]
"""The ways to derive weights."""


@checked_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationChoices:
    """What may be chosen for a derivation; each choice belongs to one method, but for the last three."""

    variant: Variant | None = None
    """How ``pca`` makes weights of loadings; squared-loadings unless given."""
    factors: int | None = None
    """How many factors ``factor`` keeps; those with an eigenvalue above 1 unless given."""
    total: float | None = None
    """What each row of a ``budget-allocation`` sums to; 100 unless given."""
    level: int = 1
    """How many levels below the node the weighted nodes stand: 1 its children. Those between weigh what is below them."""
    decimals: int = 6
    """The decimals of a share of 1."""
    edition_id: str | None = None
    """The id of the new edition; that of the old one with the method behind it unless given."""


_OWNERS = {"variant": "pca", "factors": "factor", "total": "budget-allocation"}
"""The method to which a choice belongs."""


@dataclass(frozen=True)
class DerivedWeighting:
    """New weights for the children of a node, and the edition that has them."""

    methodology: Methodology
    node: str
    before: Shares
    """What each child weighed in the edition that has been, as a share of 1; those of all ``nodes``."""
    derivation: Derivation
    """The weights as they stand in the new edition, and what to know of them."""
    problems: tuple[Problem, ...]
    """Reservations, as warnings about the data."""
    nodes: tuple[str, ...] = ()
    """The nodes whose children have new weights: the one that was named, and those between it and the weighted nodes."""


@checked
def derive_weights(
    method: Method,
    methodology: Weighting,
    node: str,
    data: Data | None = None,
    choices: DerivationChoices | None = None,
    **reading: Unpack[Reading],
) -> DerivedWeighting:
    """Derive the weights of a node's children, and make an edition that has them and says how they were made.

    Args:
        method: ``equal``; from judgements ``points``, ``budget-allocation`` (a row per person, a column per child) and
            ``ahp`` (a matrix of comparisons); from the scores of units ``pca``, ``factor``, ``one-factor``, ``entropy``,
            ``critic``, ``dp2``, ``infomax`` and ``target-importance`` (whose targets are the weights in the edition).
        methodology: the edition whose node is to be weighted.
        node: the code of the node.
        data: the judgements, or the table of indicators that is scored under the edition; none for ``equal``.
        choices: what may be chosen.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: the node has nothing to weight, a choice belongs to another method, or the data do not suffice.
        InvalidData: the table breaks the rules of the method or edition. Otherwise as :func:`score`.
    """
    chosen = choices or DerivationChoices()
    _require_fitting(method, chosen, data)
    edition = load_methodology(methodology)
    target = node_to_weight(edition, node)
    edition_id = chosen.edition_id or f"{edition.id}-{method}"
    if edition_id == edition.id:
        raise UsageFault(
            said("{edition} is the edition that weights are derived for", edition=edition_id),
            said("give the new one another id"),
        )
    # By its path, where it has one: the unit scheme of a weighting file may lie beside it.
    under = edition if methodology == "-" else methodology
    derivation, table, warnings = _derive(method, under, target, data, chosen, reading)
    found = shares_by_node(target, chosen.level, derivation.shares)
    derivation = replace(derivation, shares=rounded_shares(derivation.shares, chosen.decimals))
    source = None
    if table is not None:
        source = (PurePath(table.source.replace("\\", "/")).name or table.source, table.sha256)
    made = edition
    for code, own in found.items():
        weighted = replace(
            derivation,
            shares=rounded_shares(own, chosen.decimals),
            are_equal=method == "equal" and len(set(own.values())) == 1,
        )
        made = with_weights(
            made, made.nodes[code], weighted,
            edition_id=edition_id, original=edition.id, data=source,
        )  # fmt: skip
    before = {child: share for code in found for child, share in nominal_shares(edition.nodes[code]).items()}
    place = Place(table.source if table is not None else edition.id)
    remarks = tuple(
        Problem(
            remark.code, remark.message, place, fix=remark.fix, indicator=remark.indicator, severity="warning"
        )
        for remark in derivation.remarks
    )
    warnings = (*warnings, *remarks)
    require_allowed(warnings, reading)
    return DerivedWeighting(made, node, before, derivation, warnings, tuple(found))


def _require_fitting(method: Method, choices: DerivationChoices, data: Data | None) -> None:
    for choice, owner in _OWNERS.items():
        if getattr(choices, choice) is not None and owner != method:
            raise UsageFault(
                said(
                    "{choice} is a choice of {owner}, not of {method}",
                    choice=choice,
                    owner=owner,
                    method=method,
                ),
                said("leave it out, or take {owner}", owner=owner),
            )
    if choices.total is not None and not choices.total > 0:
        raise UsageFault(
            said("a budget of {total:g} cannot be allocated", total=choices.total),
            said("give a total above 0"),
        )
    if not 1 <= choices.decimals <= 9:
        raise UsageFault(
            said("shares have 1 to 9 decimals, not {decimals}", decimals=choices.decimals),
            said("6 is enough for most"),
        )
    if choices.level < 1:
        raise UsageFault(
            said("weights stand below a node, not at level {n}", n=choices.level), said("give 1 or more")
        )
    _require_data(method, data)


def _require_data(method: Method, data: Data | None) -> None:
    if method == "equal" and data is not None:
        raise UsageFault(said("equal weights need no data"), said("leave the table out"))
    if method != "equal" and data is None:
        message = said(
            "{method} derives weights from a table of indicators, and none is given", method=method
        )
        if method in _FROM_JUDGEMENTS:
            message = said(
                "{method} derives weights from a table of judgements, and none is given", method=method
            )
        raise UsageFault(message, said("name the file"))


_FROM_JUDGEMENTS: Mapping[str, Callable[[Judgements, DerivationChoices], Derivation]] = {
    "points": lambda judgements, _: weighting.points(judgements),
    "budget-allocation": lambda judgements, chosen: weighting.budget_allocation(
        judgements, chosen.total or 100.0
    ),
    "ahp": lambda judgements, _: weighting.ahp(judgements),
}

_FROM_SCORES: Mapping[str, Callable[[Mapping[str, Values], DerivationChoices, Node], Derivation]] = {
    "pca": lambda scores, chosen, _: weighting.pca(scores, chosen.variant or "squared-loadings"),
    "factor": lambda scores, chosen, _: weighting.factor(scores, chosen.factors),
    "one-factor": lambda scores, _, __: weighting.one_factor(scores),
    "entropy": lambda scores, _, __: weighting.entropy(scores),
    "critic": lambda scores, _, __: weighting.critic(scores),
    "dp2": lambda scores, _, __: weighting.dp2(scores),
    "infomax": lambda scores, _, node: weighting.infomax(_of_a_mean(scores, node)),
    "target-importance": lambda scores, chosen, node: weighting.target_importance(
        _of_a_mean(scores, node), effective_shares(node, chosen.level)
    ),
}


def _derive(
    method: Method,
    edition: Weighting,
    node: Node,
    data: Data | None,
    choices: DerivationChoices,
    reading: Reading,
) -> tuple[Derivation, RawTable | None, Sequence[Problem]]:
    """The weights, the table that they are derived from, and reservations about it."""
    parts = parts_below(node, choices.level)
    if data is None:
        return weighting.equal([part.code for part in parts]), None, ()
    if method in _FROM_JUDGEMENTS:
        read = read_judgements(data, parts, reading, compared=method == "ahp")
        return _FROM_JUDGEMENTS[method](read.judgements, choices), read.table, read.warnings
    card = score(data, edition, **reading)
    dataset = card.dataset
    periods = in_order(dataset.periods)
    if len(periods) > 1 and card.methodology.frame != "all":
        message = said(
            "{source} has the periods {periods}, and weights are derived from one",
            source=dataset.raw.source,
            periods=", ".join(periods),
        )
        raise UsageFault(message, said("choose it with --period, or write frame: all, which pools them"))
    rows = np.flatnonzero(dataset.ranked)
    # What is added up as points weighs by its maximum, and scores a share of it.
    whole = {part.code: part.maximum if node.adds_points else None for part in parts}
    scores = {code: card.levelled(code, rows) / (most or 1.0) for code, most in whole.items()}
    return _FROM_SCORES[method](scores, choices, node), dataset.raw, card.warnings


def _of_a_mean(scores: Mapping[str, Values], node: Node) -> Mapping[str, Values]:
    """The scores of the parts of a node that is a mean or a sum of them."""
    kind = node.aggregate.kind if node.aggregate is not None else ""
    if kind not in ("arithmetic", "sum", "points"):
        message = said(
            'importance is defined for means and sums, and "{node}" is aggregated by {kind}',
            node=node.code,
            kind=method_name(kind),
        )
        raise UsageFault(message, said("write aggregate: arithmetic, or take another method"))
    return scores
