"""What an audit found, in plain sentences: what it is, of which parts or units with figures, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.findings import Finding, FindingKind, Item
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.said import said, template

MOST_ITEMS = 5
"""How many instances of a finding are named."""

_MOST_UNITS = 3
"""How many units of one instance are named."""


class _Words(NamedTuple):
    """How a kind of finding is told."""

    found: str
    """The template of what was found."""
    item: str
    """That of one instance of it."""
    means: str


_WORDS: Mapping[FindingKind, _Words] = {
    "few-units": _Words(
        template("Few units ({n}): {items}."),
        template("{value} where at least {beside} are needed"),
        said("with so few it is chance how figures go together; read the rest with care."),
    ),
    "against": _Words(
        template("Runs against its own group ({n}): {items}."),
        template("{name} in {other} ({value})"),
        said(
            "units that do better here do worse in the group. Check the direction of its rule, and whether it "
            "belongs there."
        ),
    ),
    "against-index": _Words(
        template("Runs against the index ({n}): {items}."),
        template("{name} ({value})"),
        said(
            "better here goes with a worse index. If the direction is right, the index pulls two ways and "
            "should say so."
        ),
    ),
    "constant": _Words(
        template("The same for every unit ({n}): {items}."),
        template("{name}"),
        said("it changes no rank. It needs a finer measure, or weight 0."),
    ),
    "scarce": _Words(
        template("Little data ({n}): {items}."),
        template("{name} ({value} of {beside} units)"),
        said("where most is filled in or left out, scores tell more of the method than of the units."),
    ),
    "scarce-unit": _Words(
        template("Units with little data ({n}): {items}."),
        template("{units} ({value} of {beside} indicators)"),
        said("their scores rest on few figures, which should be said beside them."),
    ),
    "ceiling": _Words(
        template("Many units share the best score ({n}): {items}."),
        template("{name} ({value} of {beside} units)"),
        said("it no longer separates these units. A higher target or a finer measure would."),
    ),
    "matters-less": _Words(
        template("Matters much less than it weighs ({n}): {items}."),
        template("{name} in {other} (weighs {beside}, matters {value})"),
        said(
            "its scores differ little, or go with nothing else in the group. Look at how it is measured before "
            "its weight."
        ),
    ),
    "matters-more": _Words(
        template("Matters much more than it weighs ({n}): {items}."),
        template("{name} in {other} (weighs {beside}, matters {value})"),
        said(
            "it decides more of the group than was meant, since its scores differ most or the others go with "
            "it."
        ),
    ),
    "collinear": _Words(
        template("Say the same twice ({n}): {items}."),
        template("{name} with {other} ({value})"),
        said("together they count double. Keep one of them, or let them share one weight."),
    ),
    "weak": _Words(
        template("Has little to do with its group ({n}): {items}."),
        template("{name} in {other} ({value})"),
        said(
            "the score of the group hardly tells of it. It may measure something else, and belong elsewhere."
        ),
    ),
    "inconsistent": _Words(
        template("Groups whose parts do not hang together ({n}): {items}."),
        template("{name} (consistency {value}, wanted {beside})"),
        said(
            "the parts measure different things, and a good score of the group can hide a poor one. Show the "
            "parts beside it."
        ),
    ),
    "opposite": _Words(
        template("Parts of a group that pull in opposite directions ({n}): {items}."),
        template("{name} with {other} ({value})"),
        said("who gains on one loses on the other, and in the score of the group the two cancel out."),
    ),
    "dimensions": _Words(
        template("Groups that measure more than one thing ({n}): {items}."),
        template("{name} ({value} things, the first is {beside} of it)"),
        said(
            "one number hides that units are good at different things. Show the parts of the group beside it."
        ),
    ),
    "dominating": _Words(
        template("Goes very closely with its group ({n}): {items}."),
        template("{name} in {other} ({value})"),
        said(
            "most of how units differ in the group is told by this part alone, though single units may stand elsewhere. "
            "Look at what the others add."
        ),
    ),
    "outliers": _Words(
        template("Values far from all others ({n}): {items}."),
        template("{name} (skewness {value}: {units})"),
        said(
            "a few units set the scale for all. Check the values; if they are right, an edition can draw them "
            "in (the step winsorise under prepare)."
        ),
    ),
    "floor": _Words(
        template("Many units share the worst score ({n}): {items}."),
        template("{name} ({value} of {beside} units)"),
        said("at the bottom it does not separate the units."),
    ),
    "ties": _Words(
        template("The same published index ({n}): {items}."),
        template("{units} (rank {value}, {beside})"),
        said("the published decimals do not tell these units apart."),
    ),
    "absent": _Words(
        template("Not in the table ({n}): {items}."),
        template("{name}"),
        said(
            "nothing is said of these indicators; what stands above them came with the table or was made "
            "without them."
        ),
    ),
}

_OUTLIERS_TREATED = template("{name} (skewness {value}; drawn in before scoring)")


def count(value: float | None) -> str:
    """A whole number."""
    return figures.brief(value, 0)


def correlation(value: float | None) -> str:
    """A correlation, or another figure of its size."""
    return figures.fixed(value, 2)


def percent(value: float | None, decimals: int = 0) -> str:
    """A share as a percentage."""
    return figures.percent(value, decimals)


_FORMATS: Mapping[FindingKind, Callable[[float | None], str]] = {
    "few-units": count,
    "scarce": count,
    "scarce-unit": count,
    "ceiling": count,
    "floor": count,
    "matters-less": percent,
    "matters-more": percent,
    "dimensions": count,
    "ties": figures.rank,
}
"""How the figure of a kind is written; a correlation unless told otherwise."""


def finding_sentences(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    """Each finding as what was found and what it means, the gravest first."""
    for finding in diagnosis.findings:
        words = _WORDS[finding.kind]
        yield (
            said(words.found, n=len(finding.items), items=_items(diagnosis, finding)),
            said("What it means: {meaning}", meaning=words.means),
        )


def _items(diagnosis: Diagnosis, finding: Finding) -> str:
    named = [_item(diagnosis, finding.kind, item) for item in finding.items[:MOST_ITEMS]]
    items = side_by_side(*named, between="; ")
    left = len(finding.items) - len(named)
    return said("{items}; and {n} more", items=items, n=left) if left else items


def _item(diagnosis: Diagnosis, kind: FindingKind, item: Item) -> str:
    edition = diagnosis.card.methodology
    return said(
        _OUTLIERS_TREATED if kind == "outliers" and item.beside else _WORDS[kind].item,
        name="" if item.code is None else node_name(edition, item.code),
        other="" if item.other is None else node_name(edition, item.other),
        value=_FORMATS.get(kind, correlation)(item.value),
        beside=_beside(diagnosis, kind, item),
        units=_units(diagnosis, item.units),
    )


def _beside(diagnosis: Diagnosis, kind: FindingKind, item: Item) -> str:
    if kind == "ties":
        return figures.published(item.beside, diagnosis.card.methodology.publish)
    if kind in {"matters-less", "matters-more", "dimensions"}:
        return percent(item.beside)
    return figures.brief(item.beside, 2)


def _units(diagnosis: Diagnosis, places: Sequence[int]) -> str:
    rows = diagnosis.subject.rows
    shown = [unit_name(diagnosis.card, int(rows[at])) for at in places[:_MOST_UNITS]]
    if len(places) > len(shown):
        shown.append(f"+{len(places) - len(shown)}")
    return in_a_row(shown)
