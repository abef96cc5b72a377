"""Recover weights, or goalposts, from published results."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath
from typing import Unpack

from dtiscore.analysis.expected import read_expected
from dtiscore.arguments import FromZero, checked
from dtiscore.errors import InvalidData, UsageFault, errors_of
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table, without_table_options
from dtiscore.inputs.scored import score
from dtiscore.inputs.validation import require_allowed
from dtiscore.inputs.weighting import other_schemes
from dtiscore.methodology import Methodology
from dtiscore.questions.weights.recover.answer import Recovery, recover
from dtiscore.questions.weights.recover.answer.edition import with_recovered
from dtiscore.questions.weights.recover.answer.other_mean import with_other_mean
from dtiscore.said import said
from dtiscore.scoring.rescored import rescored
from dtiscore.suggestions import Suggestions


@checked
def recover_weights(
    data: Data,
    methodology: Weighting,
    published: Data,
    node: str | None = None,
    *,
    decimals: FromZero | None = None,
    part_decimals: FromZero | None = None,
    **reading: Unpack[Reading],
) -> Recovery:
    """Find which weights of a node's children, or goalposts of an indicator, published scores and ranks allow.

    Args:
        data: the table of the parts.
        methodology: a draft: all of it is taken for right but the weights, or the goalposts, of the node.
        published: the published results, as :func:`check` takes them: a column headed by the code of the node, or
            ``rank`` and ``rank_CODE``.
        node: the code of the node; that of the index unless given. Goalposts are recovered of an indicator with the rule
            ``goalposts`` or ``min-max``.
        decimals: to how many the scores were rounded before they were published; as the table writes them unless given.
        part_decimals: to how many the scores of the parts were rounded; not at all unless given.
        reading: what is declared about the table of the parts, and about the published one where that is the same file, see
            :class:`Reading`. Several periods share their weights.

    Raises:
        UsageFault: scores of the node are not linear in weights, nothing of it is published, or scipy is not installed.
        InvalidData: one of the tables is invalid. Otherwise as :func:`score`.
    """
    card = score(data, methodology, **reading)
    edition, scheme = card.methodology, card.dataset.scheme
    code = edition.index.code if node is None else node
    if code not in edition.nodes:
        fix = Suggestions().advice(code, edition.nodes, label=said("there are"))
        raise UsageFault(said('{edition} has no node "{code}"', edition=edition.id, code=code), fix)
    is_same = isinstance(published, str | os.PathLike) and published == data
    table, problems, options = raw_table(published, reading if is_same else without_table_options(reading))
    if errors_of(problems):
        raise InvalidData(
            said("{source}: the published table cannot be read", source=table.source), problems=problems
        )
    told = read_expected(
        table,
        edition,
        scheme,
        options,
        other_schemes=other_schemes(scheme),
        node=code,
        periods=set(filter(None, card.dataset.periods)),
    )
    warnings = [*card.warnings, *problems]
    require_allowed(warnings, reading)

    def under(draft: Methodology) -> Recovery:
        own = card if draft is edition else rescored(card, draft)
        return recover(own, told, draft.nodes[code], decimals=decimals, part_decimals=part_decimals)

    found = with_other_mean(under(edition), under)
    return replace(found, published=table.source, published_sha256=table.sha256, warnings=warnings)


@checked
def recovered_edition(recovery: Recovery, edition_id: str | None = None) -> Methodology:
    """The draft with the numbers that were found, as an edition that says how they came about.

    Args:
        recovery: what :func:`recover_weights` gave.
        edition_id: the id of the edition; that of the draft with ``-recovered`` behind it unless given.

    Raises:
        UsageFault: what is published bounds nothing.
        InvalidMethodology: the id is none.
    """
    name = PurePath(recovery.published.replace("\\", "/")).name or recovery.published
    return with_recovered(
        recovery,
        edition_id=edition_id or f"{recovery.methodology.id}-recovered",
        data=name,
        sha256=recovery.published_sha256,
    )
