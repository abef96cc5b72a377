"""The first sentences of a report: who leads and how long, the mean, who moved, and how firm that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dtiscore.questions.report.answer import Report
from dtiscore.questions.score.shown.notes import mean_note, move_note
from dtiscore.render.drawing import figures
from dtiscore.render.names import unit_name
from dtiscore.render.wording import first_of, listed
from dtiscore.said import counted, said, template

_SHARED = 4
"""How many units of one rank, or of one move, are named."""


@dataclass(frozen=True)
class Sentences:
    """What stands above everything else."""

    report: Report

    def __iter__(self) -> Iterator[str]:
        if self._order:
            yield from self._lead()
        note = mean_note(self.report.card, next(iter(self.report.card.partitions)))
        if note is not None:
            yield note
        yield from self._moves()
        yield from self._firmness()

    @cached_property
    def _order(self) -> list[int]:
        """The ranked rows, the first one first."""
        card = self.report.card
        ranks = card.ranks[card.methodology.index.code]
        return [row for block in card.order.values() for row in block if ranks[row] > 0]

    def _score(self, row: int) -> float:
        return float(self.report.card.index.published[row])

    def _lead(self) -> Iterator[str]:
        """Who leads, by how much, and for how many periods running."""
        card = self.report.card
        publish, ranks = card.methodology.publish, card.ranks[card.methodology.index.code]
        first = [row for row in self._order if ranks[row] == ranks[self._order[0]]]
        score = figures.published(self._score(first[0]), publish)
        if len(first) > 1:
            units = self._named(first)
            yield said("{units} share the first rank with {score}.", units=units, score=score)
        elif len(self._order) == 1:
            yield said("{unit} alone is ranked, with {score}.", unit=unit_name(card, first[0]), score=score)
        else:
            second = [row for row in self._order if ranks[row] == ranks[self._order[1]]]
            scores = self._score(first[0]), self._score(second[0])
            gap = figures.fixed(figures.shown_difference(*scores, publish.round), publish.round)
            if not float(gap):
                gap = figures.telling_difference(*scores, publish.round)
            leads = template("{unit} leads with {score}, {gap} ahead of {second}.")
            worst = template("{unit} is first, which is the worst rank, with {score}, {gap} from {second}.")
            yield said(
                worst if card.methodology.rank.first == "worst" else leads,
                unit=unit_name(card, first[0]),
                score=score,
                gap=figures.unsigned(gap),
                second=self._named(second),
            )
        if len(first) == 1:
            yield from self._run(card.dataset.units[first[0]])

    def _named(self, rows: Sequence[int]) -> str:
        """The units of some rows, the first of many."""
        return listed(first_of([unit_name(self.report.card, row) for row in rows], _SHARED))

    def _run(self, unit: str) -> Iterator[str]:
        """For how many periods in a row the leader leads."""
        trend = self.report.trend
        if trend is None or trend.tables[-1].is_common or unit not in {one.unit for one in trend.units}:
            return  # who led among other units has not led
        leads = trend.of(unit).leads
        if not leads or leads[-1].last != trend.tables[-1].label or leads[-1].length == 1:
            return
        led = template("It has led for {periods} in a row, since {first}.")
        stood = template("It has been first for {periods} in a row, since {first}.")
        if leads[-1].first == trend.tables[0].label:  # what was before is not known
            led = template("It has led in each of the {periods} compared, {first} to {last}.")
            stood = template("It has been first in each of the {periods} compared, {first} to {last}.")
        yield said(
            stood if self.report.card.methodology.rank.first == "worst" else led,
            periods=counted(leads[-1].length, "{n} period", "{n} periods"),
            first=leads[-1].first,
            last=leads[-1].last,
        )

    def _moves(self) -> Iterator[str]:
        """How many rose and fell, who furthest, and whether a higher score was enough to rise."""
        moves = self.report.moves
        ups = {row: move.up for row, move in moves.items() if move.up is not None}
        note = move_note(self.report.card, next(iter(self.report.card.partitions)), moves)
        if note is not None:
            yield note
        comparison = self.report.comparison
        if comparison is not None and comparison.after.is_common:
            yield said(
                "Places gained and lost, changes and courses are among the {units} that every period ranks.",
                units=counted(len(comparison.after.units), "{n} unit", "{n} units"),
            )
        if not ups:
            return
        up, down = (sum(sign * move > 0 for move in ups.values()) for sign in (1, -1))
        yield said(
            "{up} rose in rank, {down} fell, {same} kept their place.",
            up=counted(up, "{n} unit", "{n} units"),
            down=down,
            same=len(ups) - up - down,
        )
        best, worst = max(ups.values()), min(ups.values())
        if best > 0:
            yield self._furthest([row for row, up in ups.items() if up == best], best)
        if worst < 0:
            yield self._furthest([row for row, up in ups.items() if up == worst], worst)
        yield from self._overtaken(ups)

    def _overtaken(self, ups: Mapping[int, float]) -> Iterator[str]:
        """How many lost places although their score went towards rank 1."""
        rising = self.report.card.methodology.rank.order == "descending"
        moves, sign = self.report.moves, 1 if rising else -1
        went = [row for row in ups if sign * (self._score(row) - (moves[row].score or 0.0)) > 0]
        lost = [row for row in went if ups[row] < 0]
        if any(moves[row].lists == "as ranked" for row in lost):  # units that came may have taken the places
            rose = template("{n} of the {all} units whose score rose lost places all the same.")
            fell = template("{n} of the {all} units whose score fell lost places all the same.")
        else:
            rose = template(
                "{n} of the {all} units whose score rose lost places all the same, because others rose more."
            )
            fell = template(
                "{n} of the {all} units whose score fell lost places all the same, because others fell more."
            )
        if lost:
            yield said(rose if rising else fell, n=len(lost), all=len(went))

    def _furthest(self, rows: Sequence[int], up: float) -> str:
        """Who went furthest one way, and from where to where if it is one unit."""
        if len(rows) > 1:
            many = template("Furthest up, by {places}: {units}.")
            down = template("Furthest down, by {places}: {units}.")
            places = counted(abs(up), "{n} place", "{n} places")
            return said(many if up > 0 else down, places=places, units=self._named(rows))
        # Among the units that the move counts: its rank of now may be among more.
        was = self.report.moves[rows[0]].rank or 0
        unit, before, after = self._named(rows), figures.rank(was), figures.rank(was - up)
        if up > 0:
            return said(
                "Furthest up: {unit}, from rank {before} to {now}.", unit=unit, before=before, now=after
            )
        return said(
            "Furthest down: {unit}, from rank {before} to {now}.", unit=unit, before=before, now=after
        )

    def _firmness(self) -> Iterator[str]:
        """How many neighbours cannot be told apart under other assumptions."""
        study = self.report.study
        if study is None:
            return
        large = max(study.groups, key=len, default=())
        ranks = study.subject.ranks.tolist()
        if len(large) > 1 and ranks[large[0]] == ranks[large[-1]]:
            yield said(
                "The {units} that share rank {rank} are the widest band that cannot be told apart in {n} alternative rankings.",
                units=counted(len(large), "{n} unit", "{n} units"),
                rank=figures.rank(ranks[large[0]]),
                n=study.count,
            )
        elif len(large) > 1:
            yield said(
                "Ranks {first} to {last} are the widest band that cannot be told apart in {n} alternative rankings.",
                first=figures.rank(ranks[large[0]]),
                last=figures.rank(ranks[large[-1]]),
                n=study.count,
            )
        else:
            yield said("In {n} alternative rankings every rank can be told from the next.", n=study.count)
