"""How firm ranks are, in every form: what was varied, the table that is asked for, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.study import SAMPLED, Question
from dtiscore.questions.robustness.shown.records import answer_columns, envelope
from dtiscore.questions.robustness.shown.tables import TABLES
from dtiscore.questions.robustness.shown.varied import (
    LEVELS,
    factor_name,
    free_shares,
    ranked_name,
    weights_drawn,
)
from dtiscore.render.names import index_title, node_name
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Table, Title, aid
from dtiscore.render.ranks_in_words import worst_first_note
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.said import counted, said, some_of, template

if TYPE_CHECKING:
    from dtiscore.render.pictures.theme import Picture

_AIDS: Mapping[Question, str] = {
    "ranks": said(
        "How to read: in 9 of 10 of these rankings the unit's rank lies in the range (from the 5 % to the 95 % quantile). Neighbours that share a letter "
        "cannot be told apart: neither stands above the other in more than 95 % of the rankings. A letter joins units in a row "
        "of which that holds of every two; of any others --show pairs tells."
    ),
    "acceptability": said(
        "How to read: in which share of these rankings the unit has its most frequent rank, and the first ranks; "
        "-f csv has every rank."
    ),
    "pairs": said(
        "How to read: in how many of these rankings a unit stands above the one that follows it, ties counting half. "
        "--unit UNIT shows one unit beside every other, -f csv every pair."
    ),
    "removal": said(
        "How to read: by how many places ranks move when this part is left out and its neighbours share its weight."
    ),
    "influence": said(
        "How to read: which share of the ups and downs of ranks each choice explains (of their variance), by itself "
        "(first-order Sobol index) and together with the others (total-order), with the range in which 9 of 10 "
        "estimates lie."
    ),
    "attainable": said(
        "How to read: the best and the worst rank that such shares can give the unit. "
        "Scores count in full, and equal ones share the better rank."
    ),
    "attainable-main": said(
        "How to read: the best and the worst rank that such shares of the main parts can give the unit. "
        "Scores count in full, and equal ones share the better rank."
    ),
}
"""How to read each table."""

_AIDS_OF_ONE: Mapping[Question, str] = {
    "pairs": template(
        "How to read: in how many of these rankings {unit} stands above each other unit, whose own rank comes first; "
        "ties count half."
    ),
    "influence": template(
        "How to read: which share of the ups and downs of the rank and of the score of {unit} each choice explains "
        "(of their variance), by itself (first-order Sobol index) and together with the others (total-order), with "
        "the range in which 9 of 10 estimates lie."
    ),
}
"""The same for the questions that can be asked of one unit."""


@dataclass(frozen=True)
class ShownRobustness(Shown):
    """One table of a study in every form."""

    study: Robustness
    question: Question = "ranks"

    def page(self) -> Iterator[Block]:
        grid = Grid(TABLES[self.question](self.study))
        title = said("{index} · how firm the ranks are", index=index_title(self.study.card.methodology))
        yield [Title(title), *map(Note, self._notes())]
        yield [Table(grid)]
        yield [aid(self._aid()), LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        return answer_columns(self.study, self.question, language)

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds what is needed to make the answer again."""
        return envelope(self.study, self.question, language)

    def picture(self, language: str | None = None) -> Picture:
        if self.question == "pairs":
            from dtiscore.questions.robustness.pictures.pairs import pairs_picture

            return pairs_picture(self.study, language)
        if self.question != "ranks":
            return super().picture(language)
        from dtiscore.questions.robustness.pictures.ranges import ranges_picture

        return ranges_picture(self.study, language)

    def _notes(self) -> Iterator[str]:
        """What varies where something is drawn, and which units it cannot reach."""
        study = self.study
        if self.question in SAMPLED:
            yield from self._drawn()
        partly = study.partly_ranked if self.question in ("ranks", "acceptability", "pairs") else []
        if partly:
            yield counted(
                len(partly),
                "{n} unit has no score in some of these rankings ({units}): what is said of it holds of the others.",
                "{n} units have no score in some of these rankings ({units}): what is said of each holds of the others.",
                units=some_of(
                    [ranked_name(study, study.subject.units[at]) for at in partly], 5, are_units=True
                ),
            )
        yield from worst_first_note(study.card.methodology.rank)
        if self.question in LEVELS:
            yield free_shares(study, LEVELS[self.question])
        fixed = study.fixed_for(self.question)
        if fixed:
            supplied = dict.fromkeys(fixed.values())
            yield said(
                "{n} of {of} units (fixed) cannot be reached by any of this, because the table supplies their {node}: "
                "they keep their score in every ranking and have no range, no share and no part in what is said of "
                "firm ranks.",
                n=len(fixed),
                of=len(study.subject.rows),
                node=in_a_row([node_name(study.card.methodology, code) for code in supplied]),
            )

    def _drawn(self) -> Iterator[str]:
        """How many rankings there are, what differs in them, and how weights do."""
        study = self.study
        what = in_a_row([factor_name(study, factor) for factor in study.factors])
        if study.assumptions is None:
            yield counted(
                study.draws.count,
                "{n} alternative ranking, played again from a table of draws: {what}.",
                "{n} alternative rankings, played again from a table of draws: {what}.",
                what=what,
            )
            return
        yield counted(
            study.count,
            "{n} alternative ranking, in which these are drawn at random: {what} (seed {seed}).",
            "{n} alternative rankings, in which these differ at random: {what} (seed {seed}).",
            what=what,
            seed=study.seed,
        )
        if settled := study.assumptions.settled:
            same = [
                said("{factor} {choice}", factor=factor_name(study, factor), choice=choice)
                for factor, choice in settled.items()
            ]
            yield said("The same in all of them: {what}.", what=in_a_row(same))
        if "weight" in study.factors and study.assumptions.weights is not None:
            yield weights_drawn(study, study.assumptions.weights)

    def _aid(self) -> str:
        unit, text = self.study.unit, _AIDS[self.question]
        if self.question in _AIDS_OF_ONE and unit is not None:
            text = said(_AIDS_OF_ONE[self.question], unit=ranked_name(self.study, unit))
        if self.question != "influence":
            return text
        few = said("With few draws some fall below 0% or go above 100%; --draws-count makes them firmer.")
        return side_by_side(text, few, between=" ")
