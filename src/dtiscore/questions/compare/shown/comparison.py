"""Two tables compared: how units moved, what moved them, and what to know before the figures are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dtiscore import __version__
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.compare.shown.ranks import RankSplitText
from dtiscore.questions.compare.shown.records import change_columns
from dtiscore.questions.compare.shown.scores import ScoreSplitText
from dtiscore.render.changes import (
    MOST_DECIMALS,
    MOST_NAMED,
    as_dict,
    basis_notes,
    chosen_rows,
    moved,
    numbers,
    table_label,
    words,
)
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import draft_of, fixed_name, name_of, node_name
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Table, Title, aid
from dtiscore.render.ranks_in_words import worst_first_note
from dtiscore.render.wording import first_of, in_a_row, safe, side_by_side
from dtiscore.said import counted, said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.questions.compare.pictures import ChangePicture
    from dtiscore.render.pictures.theme import Picture

COMPARISON_SCHEMA = "dtiscore/comparison/1"

_NOT_SPLIT: Mapping[str | None, str] = {
    "published": said("These are published scores: from them alone nobody can tell what moved them."),
    "restated": said("The scores were restated, so what moved them is not told."),
}
"""What is said for the reasons that are no fault."""

_AIDS = {
    (True, True): said(
        "How to read: ± is places gained (▲) or lost (▼). The columns after the change say how much of it came from "
        "each part; before rounding they add up to it exactly."
    ),
    (True, False): said(
        "How to read: ± is places gained (▲) or lost (▼), change is the score now less the score before."
    ),
    (False, True): said(
        "How to read: change is the score now less the score before. The columns after it say how much of it came "
        "from each part; before rounding they add up to it exactly."
    ),
    (False, False): said("How to read: change is the score now less the score before."),
}
"""How to read the table, by whether it tells places, and what moved scores."""


@dataclass(frozen=True)
class ShownComparison(Shown):
    """A comparison in every form; for chosen units also why the rank and the score of each moved."""

    comparison: Comparison
    units: frozenset[str] = frozenset()
    """Codes of the units to show; all unless given, ``top`` of them at most."""
    top: int | None = None
    kind: ChangePicture | None = None
    """The picture: of all units, or of the causes of one; the latter where one is chosen, unless given."""

    def page(self) -> Iterator[Block]:
        yield [Title(self._title()), *map(Note, self._notes())]
        ranks, scores = list(self._ranks.columns(self.changes)), list(self._scores.columns())
        grid = Grid(self._columns(ranks, scores))
        yield [Table(grid)]
        yield [aid(self._aid(has_ranks=bool(ranks), has_scores=bool(scores))), LeftOut(grid)]
        for one in self.changes:
            if one.unit in self.units:
                yield from self._unit(one)

    def columns(self, language: str | None = None) -> Columns:
        """As :func:`change_columns`; ``fixed_at`` is the node at which a table supplies a score out of reach."""
        fixed = self.comparison.fixed
        return {
            **change_columns(self.changes, self.comparison.editions or (), language, self._ranks.found),
            "fixed_at": [fixed.get(one.unit) for one in self.changes],
        }

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds what both tables stand on, and why what cannot be told is not."""
        found, editions = self.comparison, self.comparison.editions
        return {
            "schema": COMPARISON_SCHEMA,
            "dtiscore": __version__,
            "before": as_dict(found.before),
            "after": as_dict(found.after),
            "editions": None
            if editions is None
            else [{"id": one.id, "sha256": one.hash} for one in editions],
            "on_one_list": found.on_one_list,
            "across": found.across,
            "came": list(found.came),
            "gone": list(found.gone),
            "fixed": [{"unit": unit, "supplied": node} for unit, node in found.fixed.items()],
            "not_split": found.not_split,
            "ranks_not_split": self._ranks.found.not_split,
            "rows": rows_of(self.columns(language)),
        }

    def picture(self, language: str | None = None) -> Picture:
        if self.kind == "causes" or (self.kind is None and len(self.units) == 1):
            from dtiscore.questions.compare.pictures.causes import causes_picture

            return causes_picture(self.comparison, self.units, self.decimals, language)
        from dtiscore.questions.compare.pictures.changes import changes_picture, shown_changes

        changes = self.changes if self.top is not None else shown_changes(self.changes, self.units)
        texts = ScoreSplitText(self.comparison, changes, self.decimals)
        return changes_picture(self.comparison, changes, texts, language)

    @cached_property
    def changes(self) -> Sequence[UnitChange]:
        return chosen_rows(self.comparison.changes, self.units, self.top)

    @cached_property
    def _ranks(self) -> RankSplitText:
        editions = self.comparison.editions
        found = self.comparison.rank_splits({one.unit for one in self.changes})
        return RankSplitText(found, None if editions is None else editions[1], self.decimals)

    @cached_property
    def _scores(self) -> ScoreSplitText:
        return ScoreSplitText(self.comparison, self.changes, self.decimals)

    @cached_property
    def decimals(self) -> int:
        editions = self.comparison.editions
        if editions is not None:
            return max(edition.publish.decimals for edition in editions)
        scores = [score for one in self.comparison.changes for score in (one.before.score, one.after.score)]
        return figures.decimals_of(scores, MOST_DECIMALS)

    def _title(self) -> str:
        found = self.comparison
        before, after = table_label(found.before), table_label(found.after)
        if found.editions is not None and before == after:
            before, after = (visible(edition.id) for edition in found.editions)
        return f"{visible(found.after.index)} · {before} → {after}"

    def _notes(self) -> Iterator[str]:
        """What to know before the figures are read."""
        found = self.comparison
        yield from draft_of(*found.editions or ())
        yield said(
            "{units} in both; ranks are among {before} before and {after} now.",
            units=counted(len(found.changes), "{n} unit", "{n} units"),
            before=_of(found.before.of),
            after=_of(found.after.of),
        )
        yield from basis_notes([found.before, found.after], found.across)
        yield from self._edition_notes()
        if found.fixed:
            yield said(
                "{n} of {of} units (fixed) the other edition cannot reach: a table supplies their {node}. Their "
                "change is not split, and why ranks moved is not told.",
                n=len(found.fixed),
                of=len(found.changes),
                node=in_a_row(self._supplied()),
            )
        if found.came:
            yield said("Only in the later table: {units}.", units=_names(found.came))
        if found.gone:
            yield said("Only in the earlier table: {units}.", units=_names(found.gone))
        if found.not_split in _NOT_SPLIT:
            yield _NOT_SPLIT[found.not_split]
        elif found.not_split is not None:
            yield said("What moved scores and ranks cannot be told: {reason}.", reason=safe(found.not_split))
        yield from self._ranks.notes()

    def _edition_notes(self) -> Iterator[str]:
        """Under which editions the two tables are scored, where these are two, and which is not in force for its own."""
        found = self.comparison
        if found.editions is None or found.editions[0] == found.editions[1]:
            return
        first, second = (visible(edition.id) for edition in found.editions)
        yield said("Scored under two editions: {first} before, {second} now.", first=first, second=second)
        for edition, side in zip(found.editions, (found.before, found.after), strict=True):
            if side.period is not None and edition.periods and side.period not in edition.periods:
                yield said(
                    "{edition} does not govern {period}: it is applied in thought.",
                    edition=visible(edition.id),
                    period=visible(side.period),
                )

    def _supplied(self) -> list[str]:
        """The names of the nodes at which a table supplies the score of fixed units."""
        codes = dict.fromkeys(self.comparison.fixed.values())
        editions = self.comparison.editions or ()
        return [node_name(next(one for one in editions if code in one.nodes), code) for code in codes]

    def _columns(self, ranks: Sequence[TextColumn], scores: Sequence[TextColumn]) -> list[TextColumn]:
        """The units with the columns of why ranks and what moved scores."""
        changes, fixed = self.changes, self.comparison.fixed
        names = [fixed_name(name_of(one.name)) if one.unit in fixed else name_of(one.name) for one in changes]
        before, after = (
            [figures.fixed(score, self.decimals) for score in side]
            for side in ([one.before.score for one in changes], [one.after.score for one in changes])
        )
        moves = [TextColumn("±", [moved(one.up) for one in changes], "right")]
        return [
            numbers("#", [figures.rank(one.after.rank) for one in changes]),
            *(moves if self.comparison.tells_places else []),
            words(said("Unit"), names),
            numbers(said("rank before"), [figures.rank(one.before.rank) for one in changes], 2),
            *ranks,
            numbers(said("score before"), before, 3),
            numbers(said("score now"), after),
            numbers(said("change"), [self._scores.change(one) for one in changes]),
            *scores,
        ]

    def _aid(self, *, has_ranks: bool, has_scores: bool) -> str:
        texts: list[str] = [_AIDS[self.comparison.tells_places, has_scores]]
        if has_scores and not self.units:
            texts.append(said("--unit tells one unit in full."))
        if has_ranks:
            texts.append(
                said(
                    "Places: what each of these causes did to a unit's rank, averaged over which of them changed first "
                    "(Shapley values); all of them add up to ±."
                )
            )
        if self.comparison.editions is not None and self.comparison.tells_places:
            texts += worst_first_note(self.comparison.editions[1].rank)
        return side_by_side(*texts, between=" ")

    def _unit(self, one: UnitChange) -> Iterator[Block]:
        """Why the rank and the score of one unit moved."""
        ranks, scores = self._ranks, self._scores
        split = ranks.found.by_unit.get(one.unit)
        if split is not None:
            yield [
                Title(ranks.title(one), section=True),
                Note(ranks.sentence(one, split)),
                Table(Grid(ranks.table(split))),
            ]
        if one.split is not None:
            yield [
                Title(scores.title(one), section=True),
                Table(Grid(scores.table(one.split))),
                *map(Note, scores.gaps(one)),
                *map(Note, scores.rounding(one, one.split)),
            ]


def _names(units: Mapping[str, Mapping[str, str]]) -> str:
    names = [name_of(name) for name in list(units.values())[:MOST_NAMED]]
    return in_a_row(first_of(names, MOST_NAMED, len(units)))


def _of(count: int | None) -> str:
    return "?" if count is None else str(count)
