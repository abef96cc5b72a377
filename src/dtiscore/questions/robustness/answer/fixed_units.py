"""Which units a study can reach: those of which no score is supplied at or above a node that it varies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from dtiscore.errors import UsageFault
from dtiscore.questions.robustness.answer.draws import ERROR, WEIGHT, Draws
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.questions.robustness.answer.variants import Variant
from dtiscore.said import Said, said
from dtiscore.scoring.fixed_units import fixed_rows, require_reached

Fixed = Mapping[int, str]
"""Places in the ranking of units that cannot be reached, each with the node at which the table supplies their score."""

NO_FIXED_UNITS: Fixed = MappingProxyType({})


def varied_nodes(subject: Subject, draws: Draws) -> list[str]:
    """The nodes of which draws vary the weights of the children, the aggregation, the rule or the values.

    An error in a single cell concerns its own unit alone and is none of these.
    """
    edition = subject.card.methodology
    found = {
        edition.parents[name.removeprefix(WEIGHT)].code for name in draws.numbers if name.startswith(WEIGHT)
    }
    found |= {code for kind, code, _ in draws.errors if kind == ERROR}
    if "excluded" in draws.texts:
        found |= {edition.parents[subject.taken_along(code)].code for code in subject.leaves}
    if any(name in draws.texts for name in Variant._fields):
        found |= {code for code in edition.nodes if subject.computed(code).any()}
    return [code for code in edition.nodes if code in found]


def fixed_places(
    subject: Subject,
    nodes: Iterable[str],
    change: Said,
    *,
    allowed: bool,
    unit: str | None = None,
    way_out: Callable[[int], Said] | None = None,
) -> Fixed:
    """The places of the units that a change of some nodes cannot reach; of none of them, that cannot reach the index.

    Args:
        subject: what is studied.
        nodes: the nodes that change.
        change: what changes them, for messages.
        allowed: whether there may be such units.
        unit: the code of the one unit that is asked about, if it is one.
        way_out: what else can be done where all these units are supplied below the index, by the highest level at
            which they are.

    Raises:
        UsageFault: there are such units and there may be none, or all are, or the one that is asked about is.
    """
    card, codes = subject.card, list(nodes) or [subject.card.methodology.index.code]
    rows = fixed_rows(card, codes, subject.rows)
    level = min((subject.level(code) for code in rows.values()), default=0)
    otherwise = way_out(level) if way_out and level else None
    require_reached(card, rows, len(subject.rows), change, allowed=allowed, otherwise=otherwise)
    place = {row: at for at, row in enumerate(subject.rows.tolist())}
    fixed = {place[row]: code for row, code in rows.items()}
    if unit is not None and subject.units.index(unit) in fixed:
        at = subject.units.index(unit)
        node, name = (
            card.methodology.node_or_view(fixed[at]).spoken_name,
            card.named(subject.rows[at]),
        )
        message = said(
            '{change} cannot reach "{name}": the table supplies its {node}',
            change=change,
            name=name,
            node=node,
        )
        raise UsageFault(
            message, said("ask for another unit, or add the figures below that score to the table")
        )
    return fixed
