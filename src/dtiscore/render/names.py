"""What things are called: the index, its nodes, units and bands, in every language that has a name, and safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dtiscore.methodology import Methodology, text_in
from dtiscore.methodology.model import DRAFT
from dtiscore.said import composed, said
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible


def name_of(names: Mapping[str, str]) -> str:
    """The name of something by its language."""
    return composed(lambda language: visible(text_in(names, language)))


def node_name(methodology: Methodology, code: str) -> str:
    """The name of a node or view."""
    return composed(lambda language: visible(methodology.label(code, language)))


def coded_name(methodology: Methodology, code: str) -> str:
    """The code of a node and its name, where it has one."""
    shown = visible(code)

    def coded(language: str | None) -> str:
        name = visible(methodology.label(code, language))
        return name if name == shown else f"{shown} {name}"

    return composed(coded)


def unit_name(card: Scorecard, row: int) -> str:
    """The name of a row's unit."""
    return name_of(card.dataset.names[row])


def node_with_code(methodology: Methodology, code: str) -> str:
    """The name of a node or view with its code in brackets, unless that is the same."""
    return composed(lambda language: _with_code(methodology.label(code, language), code))


def unit_with_code(card: Scorecard, row: int) -> str:
    """The name of a row's unit with its code in brackets, unless that is the same."""
    names, code = card.dataset.names[row], card.dataset.units[row]
    return composed(lambda language: _with_code(text_in(names, language), code))


def _with_code(name: str, code: str) -> str:
    return visible(name) if visible(name) == visible(code) else f"{visible(name)} ({visible(code)})"


def fixed_name(unit: str) -> str:
    """The name of a unit with a word for that nothing reaches it, because a table supplies its score."""
    return said("{unit} (fixed)", unit=unit)


def index_title(methodology: Methodology) -> str:
    """The title of the index, with its code in brackets unless the title says it."""
    code = visible(methodology.index.code)

    def title(language: str | None) -> str:
        text = visible(methodology.heading(language))
        told = re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text, re.IGNORECASE)
        return text if told else f"{text} ({code})"

    return composed(title)


def draft_note(drafts: Mapping[str, bool]) -> Iterator[str]:
    """That editions are drafts, where no title of an index says so: of each by its id, or by the table scored under it."""
    named = [visible(name) for name, is_draft in drafts.items() if is_draft]
    if named and len(named) == len(drafts):
        yield DRAFT
    elif named:
        yield said("{draft} ({of})", draft=DRAFT, of=", ".join(named))


def draft_of(*editions: Methodology) -> Iterator[str]:
    """The same of editions."""
    return draft_note({edition.id: edition.draft for edition in editions})


def period_and_group(partition: Partition) -> list[str]:
    """The period and the group of a ranking, those that it has."""
    return [visible(part) for part in partition if part is not None]


def band_name(methodology: Methodology, code: str | None) -> str:
    """The name of a band, or its code; empty where there is none."""
    if code is None:
        return ""
    names = {} if methodology.bands is None else methodology.bands.names
    return name_of(names[code]) if code in names else visible(code)
