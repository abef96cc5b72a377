"""What an audit found, in plain sentences: what it is, of which parts or units with figures, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.findings import Finding, FindingKind, Item
from dtiscore.render.drawing import figures
from dtiscore.render.old_names import node_name, unit_name
from dtiscore.render.phrases import in_a_row, say

MOST_ITEMS = 5
"""How many instances of a finding are named."""

_MOST_UNITS = 3
"""How many units of one instance are named."""

_WORDS: Mapping[FindingKind, tuple[str, str, str]] = {
    "few-units": ("audit found few-units", "audit item few-units", "audit means few-units"),
    "against": ("audit found against", "audit item in group", "audit means against"),
    "against-index": ("audit found against-index", "audit item plain", "audit means against-index"),
    "constant": ("audit found constant", "audit item name", "audit means constant"),
    "scarce": ("audit found scarce", "audit item of units", "audit means scarce"),
    "scarce-unit": ("audit found scarce-unit", "audit item of indicators", "audit means scarce-unit"),
    "ceiling": ("audit found ceiling", "audit item of units", "audit means ceiling"),
    "matters-less": ("audit found matters-less", "audit item weight", "audit means matters-less"),
    "matters-more": ("audit found matters-more", "audit item weight", "audit means matters-more"),
    "collinear": ("audit found collinear", "audit item pair", "audit means collinear"),
    "weak": ("audit found weak", "audit item in group", "audit means weak"),
    "inconsistent": ("audit found inconsistent", "audit item alpha", "audit means inconsistent"),
    "opposite": ("audit found opposite", "audit item pair", "audit means opposite"),
    "dimensions": ("audit found dimensions", "audit item dimensions", "audit means dimensions"),
    "dominating": ("audit found dominating", "audit item in group", "audit means dominating"),
    "outliers": ("audit found outliers", "audit item outliers", "audit means outliers"),
    "floor": ("audit found floor", "audit item of units", "audit means floor"),
    "ties": ("audit found ties", "audit item ties", "audit means ties"),
    "absent": ("audit found absent", "audit item name", "audit means absent"),
}
"""The phrases of each kind: what was found, one instance, what it means."""


def count(value: float | None) -> str:
    """A whole number."""
    return figures.brief(value, 0)


def correlation(value: float | None) -> str:
    """A correlation, or another figure of its size."""
    return figures.fixed(value, 2)


def percent(value: float | None) -> str:
    """A share as a percentage."""
    return figures.NONE if value is None else f"{figures.fixed(value * 100, 0)}%"


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


def finding_sentences(diagnosis: Diagnosis, language: str | None) -> Iterator[tuple[str, str]]:
    """Each finding as what was found and what it means, the gravest first."""
    for finding in diagnosis.findings:
        found, _, means = _WORDS[finding.kind]
        items = _items(diagnosis, finding, language)
        yield (
            say(language, found, n=len(finding.items), items=items),
            say(language, "audit what it means", meaning=say(language, means)),
        )


def _items(diagnosis: Diagnosis, finding: Finding, language: str | None) -> str:
    named = [_item(diagnosis, finding.kind, item, language) for item in finding.items[:MOST_ITEMS]]
    text = "; ".join(named)
    left = len(finding.items) - len(named)
    return say(language, "audit more items", items=text, n=left) if left else text


def _item(diagnosis: Diagnosis, kind: FindingKind, item: Item, language: str | None) -> str:
    edition = diagnosis.card.methodology
    phrase = _WORDS[kind][1]
    if kind == "outliers" and item.beside:
        phrase = "audit item outliers treated"
    value = _FORMATS.get(kind, correlation)
    return say(
        language,
        phrase,
        name="" if item.code is None else node_name(edition, item.code, language),
        other="" if item.other is None else node_name(edition, item.other, language),
        value=value(item.value),
        beside=_beside(diagnosis, kind, item),
        units=_units(diagnosis, item.units, language),
    )


def _beside(diagnosis: Diagnosis, kind: FindingKind, item: Item) -> str:
    if kind == "ties":
        return figures.published(item.beside, diagnosis.card.methodology.publish)
    if kind in {"matters-less", "matters-more", "dimensions"}:
        return percent(item.beside)
    return figures.brief(item.beside, 2)


def _units(diagnosis: Diagnosis, places: Sequence[int], language: str | None) -> str:
    rows = diagnosis.subject.rows
    shown = [unit_name(diagnosis.card, int(rows[at]), language) for at in places[:_MOST_UNITS]]
    if len(places) > len(shown):
        shown.append(f"+{len(places) - len(shown)}")
    return in_a_row(shown)
