"""Two standings of one period beside each other: the rules before and today's, own assessments and their appraisal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from dtiscore.analysis.standings import Standing, Standings
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.compare.shown.scores import MOST_NODES, ScoreSplitText
from dtiscore.render.changes import moved, numbers, signed, signed_column, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.names import index_title, name_of, node_name
from dtiscore.render.page import Block, Grid, Note, Shown, Table, Title, aid
from dtiscore.render.wording import first_of, listed
from dtiscore.said import counted, said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.pictures.theme import Picture

MOST_NAMED = 5
"""How many units are named from which most was taken."""


@dataclass(frozen=True)
class ShownPair(Shown):
    """What the two have in common: the same units, and how they stand in each."""

    comparison: Comparison

    about: ClassVar[str]
    rank_first: ClassVar[str]
    score_first: ClassVar[str]
    score_second: ClassVar[str]

    @property
    def edition(self) -> Methodology:
        """Today's edition."""
        assert self.comparison.editions is not None  # both were scored
        return self.comparison.editions[1]

    @cached_property
    def decimals(self) -> int:
        return max(one.publish.decimals for one in self.comparison.editions or ())

    def score(self, value: float | None) -> str:
        return figures.fixed(value, self.decimals)

    @property
    def changes(self) -> Sequence[UnitChange]:
        return self.comparison.changes

    def units(self) -> list[TextColumn]:
        """The columns of all units."""
        changes = self.changes
        return [
            numbers("#", [figures.rank(one.after.rank) for one in changes]),
            TextColumn("±", [moved(one.up) for one in changes], "right"),
            words(said("Unit"), [name_of(one.name) for one in changes]),
            numbers(self.rank_first, [figures.rank(one.before.rank) for one in changes]),
            numbers(self.score_first, [self.score(one.before.score) for one in changes]),
            numbers(self.score_second, [self.score(one.after.score) for one in changes]),
        ]

    def picture(self, language: str | None = None) -> Picture:
        from dtiscore.questions.compare.pictures.changes import changes_picture, shown_changes

        changes = shown_changes(self.comparison.changes, frozenset())
        texts = ScoreSplitText(self.comparison, changes, self.decimals)
        return changes_picture(self.comparison, changes, texts, language, self.about)

    def standing_elsewhere(self) -> list[UnitChange]:
        return [one for one in self.changes if one.up]

    def furthest(self, *, up: bool) -> UnitChange | None:
        """Who stands furthest up, or down, in the second against the first."""
        known = [one for one in self.changes if one.up is not None and (one.up > 0) == up and one.up]
        return max(known, key=lambda one: abs(one.up or 0), default=None)


@dataclass(frozen=True)
class ShownRules(ShownPair):
    """One table under the rules before and under today's: what the method alone did."""

    about = said("under the rules before and under its own")
    rank_first = said("rank under the rules before")
    score_first = said("score under the rules before")
    score_second = said("score")

    def page(self) -> Iterator[Block]:
        yield [Title(said("Under the rules before")), *map(Note, self.notes())]
        yield [Table(Grid(self.units()))]
        yield [aid(said("How to read: ± is places gained (▲) or lost (▼) by the change of the rules alone."))]

    def notes(self) -> Iterator[str]:
        first = self.comparison.editions[0] if self.comparison.editions else self.edition
        yield said(
            "The rules before are {title} ({edition}).", title=index_title(first), edition=visible(first.id)
        )
        leaders = [_leaders(side) for side in (self.comparison.before, self.comparison.after)]
        if all(leaders):
            if leaders[0] == leaders[1]:
                yield said(
                    "{units} would be first as well.", units=_names(leaders[0], self.comparison.before.units)
                )
            else:
                yield said(
                    "{others} would be first, not {units}.",
                    others=_names(leaders[0], self.comparison.before.units),
                    units=_names(leaders[1], self.comparison.after.units),
                )
        yield from self.in_short()
        up, down = self.furthest(up=True), self.furthest(up=False)
        if up is not None:
            yield said("{unit} gained most by the new rules: rank {before} before, {now} now.", **_ranks(up))
        if down is not None:
            yield said("{unit} lost most by the new rules: rank {before} before, {now} now.", **_ranks(down))

    def in_short(self) -> Iterator[str]:
        """How many ranks the rules decide."""
        elsewhere = self.standing_elsewhere()
        if not elsewhere:
            yield said("Under the rules before every rank would be the same.")
            return
        yield said(
            "Under the rules before {n} of {all} units would have another rank.",
            n=len(elsewhere),
            all=len(self.changes),
        )

    def of_unit(self, unit: str) -> Iterator[str]:
        """The same of one unit."""
        one = next((one for one in self.changes if one.unit == unit), None)
        if one is not None and one.before.rank is not None:
            yield said(
                "Under the rules before it would have rank {rank} with {score}.",
                rank=figures.rank(one.before.rank),
                score=self.score(one.before.score),
            )


@dataclass(frozen=True)
class ShownCuts(ShownPair):
    """What an appraisal took from own assessments and added to them: in all, part by part, and unit by unit."""

    about = said("by own assessment and as appraised")
    rank_first = said("rank by own assessment")
    score_first = said("own assessment")
    score_second = said("appraised")

    def page(self) -> Iterator[Block]:
        yield [Title(said("What the appraisal changed")), *map(Note, self.notes())]
        parts = self._parts()
        if parts:
            yield [Title(said("Part by part"), section=True), Table(Grid(self._by_part(parts)))]
        splits = ScoreSplitText(self.comparison, self.changes, self.decimals)
        change = numbers(said("change"), [splits.change(one) for one in self.changes])
        told = [
            numbers(node_name(self.edition, code), self._of_units(code), 1)
            for code in parts
            if len(parts) <= MOST_NODES
        ]
        columns = [*self.units(), change, *told]
        yield [Title(said("Unit by unit"), section=True), Table(Grid(columns))]
        yield [aid(said("How to read: ± is places gained (▲) or lost (▼) by the appraisal."))]

    def in_short(self) -> Iterator[str]:
        """Whom the appraisal lowered and raised."""
        changes = self._changed
        if not changes:
            return
        yield said(
            "The appraisal lowered {cut}, raised {raised} and left {same} as they were; the mean went from {before} to {now}.",
            cut=counted(sum(by < 0 for _, by in changes), "{n} unit", "{n} units"),
            raised=sum(by > 0 for _, by in changes),
            same=sum(by == 0 for _, by in changes),
            before=self.score(_mean([one.before.score for one, _ in changes])),
            now=self.score(_mean([one.after.score for one, _ in changes])),
        )

    @property
    def _changed(self) -> list[tuple[UnitChange, float]]:
        """The units with both assessments, each with what the second changed."""
        return [(one, one.change) for one in self.changes if one.change is not None]

    def notes(self) -> Iterator[str]:
        yield from self.in_short()
        cut = sorted((by, at) for at, (_, by) in enumerate(self._changed) if by < 0)
        most = [self._changed[at][0] for _, at in cut[:MOST_NAMED]]
        if most:
            yield said(
                "Most was taken from {unit}: {before} by its own assessment, {now} appraised.",
                unit=name_of(most[0].name),
                before=self.score(most[0].before.score),
                now=self.score(most[0].after.score),
            )
        if most[1:]:
            yield said("Next: {units}.", units=listed([self._with_change(one) for one in most[1:]]))
        yield from self._most_taken()
        elsewhere = self.standing_elsewhere()
        if elsewhere:
            yield said(
                "{n} of {all} units have another rank than by their own assessments.",
                n=len(elsewhere),
                all=len(self.changes),
            )

    def _with_change(self, one: UnitChange) -> str:
        by = figures.shown_difference(one.after.score, one.before.score, self.decimals)
        return said("{unit} ({change})", unit=name_of(one.name), change=signed(by, self.decimals))

    def _most_taken(self) -> Iterator[str]:
        """In which part most was taken."""
        taken = {code: [by for by in values if by < 0] for code, values in self._parts().items()}
        code = min(taken, key=lambda one: sum(taken[one]), default=None)
        if code is not None and taken[code]:
            yield said(
                "Most was taken in {node}: {total} in all, from {units}.",
                node=node_name(self.edition, code),
                total=self.score(-float(sum(taken[code]))),
                units=counted(len(taken[code]), "{n} unit", "{n} units"),
            )

    def _parts(self) -> dict[str, list[Fraction]]:
        """What changed in each innermost part, unit by unit, in the order of the edition."""
        splits = [one.split for one in self.changes if one.split is not None]
        found = {code for split in splits for code in split.innermost}
        return {
            code: [split.innermost.get(code, Fraction(0)) for split in splits]
            for code in self.edition.nodes
            if code in found
            and code != self.edition.index.code
            and any(split.innermost.get(code) for split in splits)
        }

    def _of_units(self, code: str) -> list[str]:
        """What changed in a part, of every unit."""
        splits = [one.split for one in self.changes]
        parts = [None if split is None else float(split.innermost.get(code, 0)) for split in splits]
        return signed_column(parts, self.decimals)

    def _by_part(self, parts: Mapping[str, Sequence[Fraction]]) -> list[TextColumn]:
        """What was taken and added in each part, the one in which most was taken first."""
        order = sorted(parts, key=lambda code: sum(min(by, Fraction(0)) for by in parts[code]))
        lost, won = ([[by for by in parts[code] if sign * by > 0] for code in order] for sign in (-1, 1))
        return [
            words(said("part"), [node_name(self.edition, code) for code in order]),
            numbers(said("taken"), signed_column([float(sum(one)) for one in lost], self.decimals)),
            numbers(said("from units"), [str(len(one)) for one in lost]),
            numbers(said("added"), signed_column([float(sum(one)) for one in won], self.decimals)),
            numbers(said("to units"), [str(len(one)) for one in won]),
        ]

    def of_unit(self, unit: str) -> Iterator[str]:
        """The same of one unit."""
        one = next((one for one in self.changes if one.unit == unit), None)
        if one is None or one.change is None:
            return
        score, rank = self.score(one.before.score), figures.rank(one.before.rank)
        if not one.change:
            yield said(
                "By its own assessment it has rank {rank}, and the appraisal left its score as it was.",
                rank=rank,
            )
            return
        apart = figures.shown_difference(one.after.score, one.before.score, self.decimals)
        yield said(
            "By its own assessment it has {score} and rank {rank}; the appraisal changed that by {change}.",
            score=score,
            rank=rank,
            change=signed(apart, self.decimals),
        )


def _ranks(one: UnitChange) -> dict[str, str]:
    """What a sentence about a move says of it."""
    return {
        "unit": name_of(one.name),
        "before": figures.rank(one.before.rank),
        "now": figures.rank(one.after.rank),
    }


def _leaders(side: Standings) -> list[str]:
    return sorted(code for code, one in side.units.items() if one.rank == 1)


def _names(codes: Sequence[str], units: Mapping[str, Standing]) -> str:
    return listed(first_of([name_of(units[code].name) for code in codes], 4))


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known)
