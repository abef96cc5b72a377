"""What two editions say differently: on a screen by aspect, and as plain columns for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.writing.yaml_text import flow_text
from dtiscore.questions.weights.diff.answer import ASPECTS, Change, EditionDiff
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, GOOD, Screen, paragraph, to_text
from dtiscore.render.phrases import counted, say
from dtiscore.render.rules_in_words import node_in_words
from dtiscore.visible import visible

DIFF_SCHEMA = "dtiscore/weights-diff/1"

_ASPECTS = {
    "structure": "aspect structure",
    "weights": "aspect weights",
    "rules": "aspect rules",
    "missing": "aspect missing",
    "preparation": "aspect preparation",
    "publication": "aspect publication",
    "about": "aspect about",
}
_KINDS = {
    "added": ("change added", GOOD),
    "removed": ("change removed", BAD),
    "moved": ("change moved", ""),
    "reordered": ("change reordered", ""),
    "changed": ("change changed", ""),
}
"""The phrase for each kind of change, and the style that goes with it."""


def diff_screen(diff: EditionDiff, screen: Screen) -> str:
    """The changes as text, a block for each aspect that has any."""
    return to_text(_View(diff, screen).lines(), screen)


def diff_columns(diff: EditionDiff, language: str | None = None) -> dict[str, list[Any]]:
    """The changes as plain columns, for CSV and Markdown; groups and lists as in a weighting file, on one line."""
    rows = [_row(diff, change, language) for change in diff.changes]
    return {
        heading: [_plain(row[heading]) if heading in ("before", "after") else row[heading] for row in rows]
        for heading in _HEADINGS
    }


def diff_payload(diff: EditionDiff, language: str | None = None) -> dict[str, Any]:
    """The changes as the versioned envelope for JSON; groups and lists as such."""
    return {
        "schema": DIFF_SCHEMA,
        "before": {"id": diff.before.id, "sha256": diff.before.hash},
        "after": {"id": diff.after.id, "sha256": diff.after.hash},
        "equal": diff.equal,
        "rows": [_row(diff, change, language) for change in diff.changes],
    }


_HEADINGS = ("aspect", "change", "part", "code", "name", "key", "before", "after")


def _row(diff: EditionDiff, change: Change, language: str | None) -> dict[str, Any]:
    return {
        "aspect": change.aspect,
        "change": change.kind,
        "part": change.part,
        "code": change.code,
        "name": _name(diff, change, language),
        "key": change.key,
        "before": change.before,
        "after": change.after,
    }


def _name(diff: EditionDiff, change: Change, language: str | None) -> str | None:
    """The name of a node or view, as the newer edition has it unless it is gone there."""
    if change.code is None or change.part == "column":
        return None
    editions: Sequence[Methodology] = (diff.after, diff.before)
    edition = next(one for one in editions if change.code in one.nodes or change.code in one.view)
    return edition.label(change.code, language)


def _plain(value: Value) -> Any:
    return flow_text(value) if isinstance(value, dict | list) else value


@dataclass(frozen=True)
class _View:
    """The changes as one screen shows them."""

    diff: EditionDiff
    screen: Screen

    def lines(self) -> Iterator[Text]:
        language, diff = self.screen.language, self.diff
        before, after = visible(diff.before.id), visible(diff.after.id)
        if diff.equal:
            yield from paragraph(
                say(language, "say the same", before=before, after=after), self.screen, style=GOOD
            )
            return
        counts = counted(language, len(diff.changes), "difference")
        title = say(language, "from one to other", before=before, after=after, counts=counts)
        yield from paragraph(title, self.screen, style=BOLD, hanging="  ")
        for aspect in ASPECTS:
            changes = [change for change in diff.changes if change.aspect == aspect]
            if changes:
                yield Text()
                yield from paragraph(say(language, _ASPECTS[aspect]), self.screen, style=DIM)
                fitted = fit(self._columns(changes), len(changes), self.screen.width)
                yield from fitted.lines(self.screen)
                yield from fitted.left_out(self.screen)

    def _columns(self, changes: Sequence[Change]) -> list[Column]:
        """What changed where, from what to what; columns that no change fills are left out."""
        language = self.screen.language
        kinds = [Cell(say(language, _KINDS[change.kind][0]), _KINDS[change.kind][1]) for change in changes]
        columns = [
            TextColumn("", kinds),
            TextColumn("", [Cell(self._where(change)) for change in changes], folds=True),
            TextColumn(say(language, "key"), [Cell(visible(change.key or "")) for change in changes]),
            self._values(say(language, "before"), [self._said(change, change.before) for change in changes]),
            self._values(say(language, "after"), [self._said(change, change.after) for change in changes]),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _values(self, heading: str, texts: Sequence[str]) -> TextColumn:
        return TextColumn(heading, [Cell(text) for text in texts], folds=True, folded=Widths(12, 24, 60))

    def _said(self, change: Change, value: Value) -> str:
        """A value as a weighting file has it on one line; a node that is new or gone in words."""
        if value is None:
            return ""
        edition = self.diff.before if value is change.before else self.diff.after
        if change.key is None and change.code in edition.nodes and change.part == "node":
            return self._node(edition, edition.nodes[change.code])
        if change.key is None and change.code in edition.view and change.part == "view":
            return " + ".join(map(visible, edition.view[change.code].of))
        return visible(value if isinstance(value, str) else flow_text(value))

    def _node(self, edition: Methodology, node: Node) -> str:
        """Where a node stands, what it weighs, and how it gets its score."""
        language, parent = self.screen.language, edition.parents.get(node.code)
        said = [] if parent is None else [say(language, "below", node=visible(parent.code))]
        if node.maximum is not None:
            said.append(say(language, "in points", n=figures.brief(node.maximum)))
        elif node.weight is not None:
            said.append(say(language, "of weight", n=figures.brief(node.weight, 6)))
        return "; ".join([*said, node_in_words(node, language)])

    def _where(self, change: Change) -> str:
        language = self.screen.language
        if change.code is None:
            return say(language, "whole edition")
        code, name = visible(change.code), visible(_name(self.diff, change, language) or "")
        named = code if name in ("", code) else f"{code} {name}"
        return say(language, "is a view", node=named) if change.part == "view" else named
