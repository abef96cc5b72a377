"""What two editions say differently: on a screen by aspect, and as plain columns for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.writing.yaml_text import flow_text
from dtiscore.questions.weights.diff.answer import ASPECTS, Change, EditionDiff
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.drawing.screen import BAD, GOOD
from dtiscore.render.folded import beginning
from dtiscore.render.names import coded_name
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Table, Title, aid
from dtiscore.render.rules_in_words import node_in_words
from dtiscore.render.wording import side_by_side
from dtiscore.said import counted, said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType

DIFF_SCHEMA = "dtiscore/weights-diff/1"

_ASPECTS = {
    "structure": said("Structure"),
    "weights": said("Weights and points"),
    "rules": said("Rules and aggregation"),
    "missing": said("Missing values"),
    "preparation": said("Data and preparation"),
    "publication": said("Publication and ranking"),
    "about": said("About the edition (moves no score)"),
}
_KINDS = {
    "added": (said("added"), GOOD),
    "removed": (said("removed"), BAD),
    "moved": (said("moved"), ""),
    "reordered": (said("reordered"), ""),
    "changed": (said("changed"), ""),
}
"""What each kind of change is called, and the style that goes with it."""


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
    edition = _edition_of(diff, change)
    return None if edition is None or change.code is None else edition.label(change.code, language)


def _edition_of(diff: EditionDiff, change: Change) -> Methodology | None:
    """The newer edition that has the node or view of a change; ``None`` for what is neither."""
    if change.code is None or change.part == "column":
        return None
    editions: Sequence[Methodology] = (diff.after, diff.before)
    return next(one for one in editions if change.code in one.nodes or change.code in one.view)


def _plain(value: Value) -> Any:
    return flow_text(value) if isinstance(value, dict | list) else value


@dataclass(frozen=True)
class ShownDiff(Shown):
    """What two editions say differently, in every form: a block for each aspect in which they do."""

    diff: EditionDiff

    def page(self) -> Iterator[Block]:
        diff = self.diff
        before, after = visible(diff.before.id), visible(diff.after.id)
        if diff.equal:
            yield [Note(said("{before} and {after} say the same.", before=before, after=after), GOOD)]
            return
        counts = counted(len(diff.changes), "{n} difference", "{n} differences")
        yield [Title(said("{before} → {after}: {counts}", before=before, after=after, counts=counts))]
        yield from self.aspects()

    def aspects(self, most: int | None = None) -> Iterator[Block]:
        """A block for each aspect in which they differ; beyond ``most`` rows Markdown folds it up."""
        for aspect in ASPECTS:
            changes = [change for change in self.diff.changes if change.aspect == aspect]
            if changes:
                grid = Grid(self._grid(changes))
                rows = [Table(grid)] if most is None else beginning(grid, most)
                yield [aid(_ASPECTS[aspect]), *rows, LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        """Groups and lists stand as in a weighting file, on one line."""
        rows = [_row(self.diff, change, language) for change in self.diff.changes]
        return {
            heading: [
                _plain(row[heading]) if heading in ("before", "after") else row[heading] for row in rows
            ]
            for heading in _HEADINGS
        }

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return dict.fromkeys(("change", "before", "after"), "text")

    def payload(self, language: str | None = None) -> dict[str, Any]:
        return diff_payload(self.diff, language)

    def _grid(self, changes: Sequence[Change]) -> list[TextColumn]:
        """What changed where, from what to what; columns that no change fills are left out."""
        kinds = [Cell(*_KINDS[change.kind]) for change in changes]
        columns = [
            TextColumn("", kinds, named=said("change")),
            TextColumn("", [Cell(self._where(change)) for change in changes], folds=True, named=said("node")),
            TextColumn(said("key"), [Cell(visible(change.key or "")) for change in changes], folds=True),
            self._values(said("before"), [self._said(change, change.before) for change in changes]),
            self._values(said("after"), [self._said(change, change.after) for change in changes]),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _values(self, heading: str, texts: Sequence[str]) -> TextColumn:
        return TextColumn(heading, [Cell(text) for text in texts], folds=True, folded=Widths(9, 24, 60))

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
        parent = edition.parents.get(node.code)
        told = [] if parent is None else [said("below {node}", node=visible(parent.code))]
        if node.maximum is not None:
            told.append(said("{n} points", n=figures.brief(node.maximum)))
        elif node.weight is not None:
            told.append(said("weight {n}", n=figures.brief(node.weight, 6)))
        return side_by_side(*told, node_in_words(node), between="; ")

    def _where(self, change: Change) -> str:
        if change.code is None:
            return said("the edition")
        edition = _edition_of(self.diff, change)
        named = visible(change.code) if edition is None else coded_name(edition, change.code)
        return said("{node} (view)", node=named) if change.part == "view" else named
