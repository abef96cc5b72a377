"""A project held against its lock, for people and programs: the verdict first, then what moved and which ranks moved for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore import __version__
from dtiscore.questions.check.drift.answer import Drift, Moved, Told
from dtiscore.questions.diff.shown.several import (
    differences_in_short,
    differences_page,
    several_columns,
    several_payload,
)
from dtiscore.render.drawing.screen import BAD
from dtiscore.render.page import Block, Columns, Items, Note, Shown, Title, aid
from dtiscore.render.wording import first_of, in_a_row, sentence, side_by_side
from dtiscore.said import Said, counted, said, template
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType

DRIFT_SCHEMA = "dtiscore/drift/1"

MOST_NAMED = 6
"""How many units, columns or nodes are named, before the rest is counted."""


@dataclass(frozen=True)
class ShownDrift(Shown):
    """A project held against its lock, in every form."""

    drift: Drift

    def page(self) -> Iterator[Block]:
        found = self.drift
        yield [Title(self.verdict)]
        if found.moved:
            yield [Items([sentence(moved_in_words(one)) for one in found.moved])]
        yield from differences_page(found.differences, found.not_told)
        if found.told:
            yield [aid(told_in_words(one)) for one in found.told]
        if not found.holds:
            yield [Note(said("If that is meant: dtiscore run makes the outputs and the lock anew."), BAD)]

    @property
    def verdict(self) -> str:
        """In one line whether the project is as it was locked, and what moved."""
        found = self.drift
        lock = visible(found.lock)
        if found.holds:
            outputs = counted(found.outputs, "{n} output", "{n} outputs")
            return said("Holds: {outputs} as {lock} says", outputs=outputs, lock=lock)
        told = differences_in_short(
            [one for one in found.differences if one.about is not None], found.not_told
        )
        counts = [text for text in (told, *self._counts()) if text]
        return said("Drift from {lock}: {counts}", lock=lock, counts=side_by_side(*counts, between="; "))

    def _counts(self) -> Iterator[str]:
        """How many things moved whose details the differences do not tell."""
        found = self.drift
        if not any(one.about is not None for one in found.differences):
            tables = sum(one.kind == "data" for one in found.moved)
            editions = sum(one.kind == "edition" for one in found.moved)
            yield counted(tables, "{n} table", "{n} tables") if tables else ""
            yield counted(editions, "{n} edition", "{n} editions") if editions else ""
        by_hand = sum(one.how == "by hand" for one in found.moved)
        others = sum(one.kind == "output" and one.how in ("gone", "new") for one in found.moved)
        outdated = sum(one.how == "outdated" for one in found.moved)
        options = sum(one.kind in ("options", "file") for one in found.moved)
        software = sum(one.kind == "software" for one in found.moved)
        yield counted(by_hand, "{n} output changed by hand", "{n} outputs changed by hand") if by_hand else ""
        yield counted(others, "{n} output missing", "{n} outputs missing") if others else ""
        yield counted(outdated, "{n} output outdated", "{n} outputs outdated") if outdated else ""
        yield counted(options, "{n} option or file", "{n} options and files") if options else ""
        yield (
            counted(software, "{n} output by the software", "{n} outputs by the software") if software else ""
        )

    def columns(self, language: str | None = None) -> Columns:
        """A row for each difference; ``what`` is ``data``, ``edition``, ``output`` … for what moved as a whole."""
        found = several_columns(self.drift.differences, language)
        columns = {heading: list(values) for heading, values in found.items()}
        for one in self.drift.moved:
            for heading, values in columns.items():
                values.append({"file": one.what, "what": one.kind, "key": one.how}.get(heading))
        return columns

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return {"before": "text", "after": "text"}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds the verdict, what moved and what is merely told."""
        found = self.drift
        return {
            "schema": DRIFT_SCHEMA,
            "dtiscore": __version__,
            "lock": found.lock,
            "holds": found.holds,
            "outputs": found.outputs,
            "moved": [
                {
                    "kind": one.kind,
                    "what": one.what,
                    "how": one.how,
                    "columns": list(one.columns),
                    "rows": list(one.rows),
                }
                for one in found.moved
            ],
            "told": [
                {"kind": one.kind, "what": one.what, "before": one.before, "after": one.after}
                for one in found.told
            ],
            "differences": several_payload(found.differences, language),
            "not_told": list(found.not_told),
        }


def problem_code(one: Moved) -> str:
    """The code of the problem that something moved."""
    code, _ = _KINDS[one.kind]
    return code


def moved_in_words(one: Moved) -> Said:
    """One thing that moved, as a sentence."""
    text = _SENTENCES.get((one.kind, one.how)) or _SENTENCES[None, one.how]
    _, kind = _KINDS[one.kind]
    what = visible(one.what)
    if one.kind in ("data", "edition") and (one.columns or one.rows):
        where = _where(one) if one.kind == "data" else _nodes(one)
        return said("{text} ({where})", text=said(text, kind=kind, what=what), where=where)
    return said(text, kind=kind, what=what)


_SENTENCES: Mapping[tuple[str | None, str], str] = {
    (None, "changed"): template("{kind}: {what} changed"),
    (None, "gone"): template("{kind}: {what} is gone"),
    (None, "new"): template("{kind}: {what} is new"),
    (None, "added"): template("{kind}: {what} is new"),
    ("data", "renamed"): template("{kind}: {what}; it is called otherwise and says the same"),
    ("data", "read otherwise"): template("{kind}: {what} is read otherwise"),
    ("data", "unreadable"): template("{kind}: {what} cannot be read any more; see dtiscore validate"),
    ("options", "changed"): template("{kind}: {what} is asked for otherwise"),
    ("output", "by hand"): template("{kind}: {what} is not what was made; somebody changed it"),
    ("output", "new"): template("{kind}: {what} has not been made yet"),
    ("output", "outdated"): template("{kind}: {what} was made before what it is made from moved"),
    ("software", "remade otherwise"): template(
        "{kind}: {what} comes out otherwise with the versions that are installed"
    ),
}
"""By what moved and how; where the kind does not matter under none."""

_KINDS = {
    "data": ("moved-data", said("Data")),
    "edition": ("moved-edition", said("Edition")),
    "file": ("moved-file", said("File")),
    "options": ("moved-options", said("Project")),
    "output": ("moved-output", said("Output")),
    "software": ("moved-software", said("Software")),
}
"""By what moved: the code of the problem that it is, and what it is called."""


def _where(one: Moved) -> str:
    columns = [visible(column) for column in one.columns]
    rows = [visible(row) for row in one.rows]
    named = [
        said("columns {names}", names=in_a_row(first_of(columns, MOST_NAMED))) if columns else "",
        said("units {names}", names=in_a_row(first_of(rows, MOST_NAMED))) if rows else "",
    ]
    return side_by_side(*(text for text in named if text), between="; ")


def _nodes(one: Moved) -> str:
    nodes = [visible(code) for code in one.columns if code]
    parts = [said("nodes {names}", names=in_a_row(first_of(nodes, MOST_NAMED)))] if nodes else []
    parts += [said("what stands beside the nodes")] if "" in one.columns else []
    return side_by_side(*parts, between="; ")


def told_in_words(one: Told) -> Said:
    """One thing that is other than locked and moves nothing."""
    what = visible(one.what)
    if one.kind == "saved anew":
        return said("{file} was saved anew and says the same.", file=what)
    none = said("none")
    return said(
        "{library} is {after}, and was {before}; no figure moved for it.",
        library=what,
        after=visible(one.after or "") or none,
        before=visible(one.before or "") or none,
    )
