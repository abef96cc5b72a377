"""An index to begin with, as the text of a weighting file: one node a column, groups from headings, all to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isclose

from dtiscore.methodology.writing.modeline import SchemaName, modeline
from dtiscore.questions.init.answer.criterion import Criterion, quoted
from dtiscore.questions.init.answer.published import (
    UNKNOWN,
    Published,
)
from dtiscore.questions.init.answer.tree import Part, changed, criteria_of, index_lines, points_of
from dtiscore.said import Figure, Said, said, spoken


@dataclass(frozen=True)
class Draft:
    """An index to begin with."""

    id: str
    title: str
    parts: tuple[Part, ...]
    left_out: Sequence[str]
    """Headings of columns that are no indicators."""
    sums: Sequence[str] = ()
    """Headings of columns that others make up, and that are not scored beside them."""
    periods: Sequence[str] = ()
    units: str | None = None
    authority: Mapping[str, str] = field(default_factory=dict)
    """Who decided it, by the keys of a weighting file, as far as somebody has said."""
    missing: str = "error"
    """What an empty cell means, as the key of a weighting file has it."""
    missing_is_said: bool = False
    """Whether somebody has said so, and it is no guess."""
    weights: str | None = None
    """The sheet that the weights are from; ``None`` where they are guesses."""
    published: Published = UNKNOWN
    """What the table tells of its index."""
    total: tuple[str, float] | None = None
    """The heading of the total that the table has, and out of how many points that is, where it says so."""
    ranked_by: Sequence[str] = ()
    """Headings of columns in whose order the units stand, of which some are not scored for that."""
    of_words: Sequence[str] = ()
    """Headings of columns that would be indicators if they had numbers."""

    def text(self, language: str | None) -> str:
        """The weighting file, whose comments are in a language."""
        lines = [f"# {line}" for line in self._comments(language)]
        lines += [
            f"id: {quoted(self.id)}",
            "draft: true",
            f"title: {quoted(self.title)}",
            "authority:",
            *(
                f"  {key}: {quoted(self.authority.get(key) or spoken(_TO_FILL, language))}"
                for key in ("decision", "issuer", "source")
            ),
        ]
        if self.periods:
            lines.append(f"periods: [{', '.join(map(quoted, self.periods))}]")
        if self.units is not None:
            lines.append(f"units: {self.units}")
        is_guess = self.missing in _MISSING and not self.missing_is_said
        told = f"   # {spoken(_MISSING[self.missing], language)}" if is_guess else ""
        lines.append(f"missing: {self.missing}{told}")
        if points_of(self.parts) is None:
            lines.append(f"scale: {self.published.scale:g}")
        lines += [
            f"publish: {{as: score, decimals: {self.published.decimals}, rounding: half-up}}",
            self._rank(language),
            "",
        ]
        units = [each for each in self.criteria if each.unit is not None]
        if units:
            lines.append("columns:")
            lines += [
                f"  - {{header: {quoted(each.column)}, unit: {quoted(each.unit or '')}}}" for each in units
            ]
            lines.append("")
        # A decision has codes of its own, by which it may head the columns.
        guessed = self.weights is None
        headings = [*self.left_out, *self.sums, *(each.column for each in self.criteria)] if guessed else ()
        title = self.published.name or self.title
        index = index_lines(
            title,
            self.parts,
            headings=headings,
            is_relative=guessed,
            is_geometric=self.published.is_geometric,
            language=language,
        )
        return modeline("weighting-file", "yaml") + "\n".join([*lines, *index, ""])

    @property
    def criteria(self) -> list[Criterion]:
        """The indicators, in their order."""
        return list(criteria_of(self.parts))

    def not_scored(self, listed: Callable[[Sequence[str]], str]) -> Iterator[Said]:
        """Which columns count for nothing, and why, as far as that is more than their headings say."""
        ranked_by, of_words = (
            [each for each in self.left_out if each in some] for some in (self.ranked_by, self.of_words)
        )
        others = [each for each in self.left_out if each not in (*ranked_by, *of_words)]
        if others:
            yield said("Columns that are not scored: {headings}", headings=listed(others))
        if of_words:
            yield said("Columns of words, which are not scored: {headings}", headings=listed(of_words))
        if ranked_by:
            yield said(
                "Columns in whose order the table ranks its units, which are taken for what came of the others and not scored: {headings}",
                headings=listed(ranked_by),
            )
        if self.sums:
            yield said(
                "Columns that are weighted sums, means or products of others, and are not scored beside them: {headings}",
                headings=listed(self.sums),
            )

    @property
    def is_lowest_first(self) -> bool:
        """Whether the lowest score is ranked first."""
        return any(each.raises_what_is_bad for each in self.criteria)

    @property
    def adds_up_otherwise(self) -> Said | None:
        """What the table says that its total is out of, where the points that are scored come to another sum."""
        points = points_of(self.parts)
        if self.total is None or points is None or isclose(points, self.total[1]):
            return None
        return said(
            '"{total}" is out of {whole} points, and what is scored out of {points}: see what counts twice, or not at all',
            total=self.total[0],
            whole=Figure(f"{self.total[1]:g}"),
            points=Figure(f"{points:g}"),
        )

    def changed(self, change: Callable[[Criterion], Criterion]) -> Draft:
        """The same with each indicator changed."""
        return replace(self, parts=changed(self.parts, change))

    def _rank(self, language: str | None) -> str:
        shared = f"on: published, ties: {self.published.ties}"
        if self.is_lowest_first:
            return f"rank: {{{shared}, order: ascending}}   # {spoken(_LOWEST_FIRST, language)}"
        if self.published.ties != "min":
            return f"rank: {{{shared}}}   # {spoken(_TIES, language)}"
        return f"rank: {{{shared}}}"

    def _comments(self, language: str | None) -> list[str]:
        told = [said("A draft, made from the table alone. Confirm each line, then take out draft: true.")]
        if self.weights is not None:
            told = [
                said(
                    "A draft: groups, maxima and weights are those of {sheet}, rules are guesses. Confirm each line, then take out draft: true.",
                    sheet=self.weights,
                )
            ]
        told += self.not_scored(", ".join)
        if (otherwise := self.adds_up_otherwise) is not None:
            told.append(otherwise)
        return [spoken(each, language) for each in (*told, for_editors("weighting-file"))]


def for_editors(schema: SchemaName) -> Said:
    """What makes the schema that the first line of a file names."""
    return said(
        "Editors complete and check this file once there is: {command}",
        command=f"dtiscore schema {schema} -o {schema}.schema.json",
    )


_TO_FILL = said("not decided yet")
_LOWEST_FIRST = said("the lowest score is first, as in the ranking of the table: is that so?")
_TIES = said("as units of one score are ranked in the table: is that so?")
_MISSING = {
    "error": said("an empty cell is an error; or no-score, zero, reweight"),
    "reweight": said(
        "where an indicator has no figure, as in some of the periods, the others beside it share its weight; or error, no-score, zero"
    ),
    "no-score": said("a unit with an empty cell has no score; or error, zero, reweight"),
}
