"""The draft with what was recovered in it, as a new edition that says so."""

from __future__ import annotations

from dtiscore.analysis.reweighting import plain_nodes
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.derive.answer import Derivation
from dtiscore.questions.weights.derive.answer.edition import with_weights
from dtiscore.questions.weights.recover.answer.recovery import Recovery
from dtiscore.said import said

METHOD = "recovery from published results"


def with_recovered(
    recovery: Recovery, *, edition_id: str, data: str | None = None, sha256: str | None = None
) -> Methodology:
    """The draft with the weights, or goalposts, that were found.

    Args:
        recovery: what was recovered.
        edition_id: the id of the new edition.
        data: the name of the file of published results.
        sha256: its hash.

    Raises:
        UsageFault: nothing bounds some of the numbers, so that none were found.
        InvalidMethodology: the new edition breaks a rule of weighting files, such as that of ids.
    """
    found = {number.code: number.found for number in recovery.numbers if number.found is not None}
    if len(found) < len(recovery.numbers):
        raise UsageFault(
            said(
                'what is published does not bound the numbers of "{node}": none can be written',
                node=recovery.node,
            ),
            said("give published scores of more units, or leave out --save"),
        )
    edition = recovery.methodology
    node = edition.nodes[recovery.node]
    told: dict[str, float | str] = {
        "scores": float(recovery.scores),
        "ranks": float(recovery.ranks),
        "unexplained": float(len(recovery.unexplained)),
    }
    if recovery.what == "weights":
        free = recovery.whole is None
        shares = found if free else {code: weight / (recovery.whole or 1.0) for code, weight in found.items()}
        derivation = Derivation(METHOD, shares, told, whole="relative" if free else 1.0)
        return with_weights(
            edition, node, derivation, edition_id=edition_id, data=None if data is None else (data, sha256)
        )
    plain = edition.model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain["id"] = edition_id
    rule = plain_nodes(plain["index"])[node.code]["rule"]
    rule |= {"kind": "goalposts", **found}
    return methodology_from(plain, edition_id)
