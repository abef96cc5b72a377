"""Two locks of a project, compared, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.questions.check.drift.answer import Drift, Told
from dtiscore.questions.check.drift.shown import ShownDrift, moved_in_words
from dtiscore.questions.diff.shown.several import differences_in_short, differences_page
from dtiscore.render.page import Block, Columns, Items, Shown, Title
from dtiscore.render.wording import sentence, side_by_side
from dtiscore.said import Said, counted, said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType

LOCKS_SCHEMA = "dtiscore/locks/1"


@dataclass(frozen=True)
class ShownLocks(Shown):
    """What differs between two locks, in every form."""

    after: str
    drift: Drift

    def page(self) -> Iterator[Block]:
        found = self.drift
        yield [Title(self.verdict)]
        lines = [*map(moved_in_words, found.moved), *map(_version_in_words, found.told)]
        if lines:
            yield [Items([sentence(line) for line in lines])]
        yield from differences_page(found.differences, found.not_told)

    @property
    def verdict(self) -> str:
        """In one line how much differs."""
        found = self.drift
        told = differences_in_short(found.differences, found.not_told)
        kinds = [one.kind for one in found.moved]
        tables, editions, outputs = (kinds.count(kind) for kind in ("data", "edition", "output"))
        others = kinds.count("options") + kinds.count("file")
        counts = [
            told,
            "" if told or not tables else counted(tables, "{n} table", "{n} tables"),
            "" if told or not editions else counted(editions, "{n} edition", "{n} editions"),
            counted(others, "{n} option or file", "{n} options and files") if others else "",
            counted(outputs, "{n} output", "{n} outputs") if outputs else "",
            counted(len(found.told), "{n} version", "{n} versions") if found.told else "",
        ]
        differs = side_by_side(*filter(None, counts), between="; ") or said("no difference")
        before, after = visible(found.lock), visible(self.after)
        return said("{before} → {after}: {counts}", before=before, after=after, counts=differs)

    def columns(self, language: str | None = None) -> Columns:
        """As those of a project held against its lock."""
        return ShownDrift(self.drift).columns(language)

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return ShownDrift(self.drift).types_of_headings()

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope has what that of a project held against its lock has."""
        told = dict(ShownDrift(self.drift).payload(language))
        keys = ("dtiscore", "moved", "told", "differences", "not_told")
        states = {"before": told["lock"], "after": self.after, "equal": told["holds"]}
        return {"schema": LOCKS_SCHEMA, **states, **{key: told[key] for key in keys}}


def _version_in_words(one: Told) -> Said:
    none = said("none")
    return said(
        "{library} is {after}, and was {before}",
        library=visible(one.what),
        after=visible(one.after or "") or none,
        before=visible(one.before or "") or none,
    )
