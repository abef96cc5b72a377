"""What follows from the explanation of a unit, in sentences: losses, missing parts, strengths, peers, neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dtiscore.methodology.arithmetic import Rounding
from dtiscore.questions.explain.answer import Explanation, Lack, NodeExplanation, Peers
from dtiscore.questions.explain.answer.preparing import relevant_headers
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.ranks_in_words import worst_first_note
from dtiscore.render.wording import first_of, in_a_row, listed, sentence, side_by_side
from dtiscore.said import Figure, said, template
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.prepared import Mark
from dtiscore.visible import visible

_PREPARED: Mapping[Mark, str] = {
    Mark.IMPUTED: template("Imputed, for want of data: {n} of {all} values."),
    Mark.TREATED: template("Treated, because of outliers: {n} of {all} values."),
}
"""What is said of prepared values; those that are derived need no remark."""

_PEERS_OF: Mapping[str, str] = {
    "column": template("Peers, {column} {group}: rank {rank} of {of}; the others (rank in all): {units}."),
    "profile": template("Most alike in all parts (rank in all): {units}; among them rank {rank} of {of}."),
    "rank": template("Nearest in rank (rank in all): {units}; among them rank {rank} of {of}."),
}

_LACKS = 6
"""How many nodes without some parts are told of."""

_PARTS = 4
"""From how many parts on the strongest and weakest are worth naming."""

_NAMED = 6
"""How many peers or missing parts are named."""


def shown_rounding(explanation: Explanation) -> Rounding:
    """How the scores of an explanation are rounded to be shown: points to two decimals, others as published."""
    return Rounding(decimals=2) if explanation.has_points else explanation.card.methodology.publish.round


def shown_loss(explanation: Explanation, node: NodeExplanation) -> float | None:
    """What is lost, so that it and the score as it is shown add up to the maximum on the screen."""
    return (
        None
        if node.lost is None
        else figures.shown_difference(node.top, node.score, shown_rounding(explanation))
    )


@dataclass(frozen=True)
class Notes:
    """The sentences below the table of an explanation."""

    explanation: Explanation

    def __iter__(self) -> Iterator[str]:
        if self.explanation.is_supplied:
            yield said(
                "The table supplies {node} itself: it was not computed from the parts below, which need not add up to "
                "it, and where its points are lost is not known.",
                node=self._name(self.explanation.index.code),
            )
        low_is_good = self.explanation.card.methodology.rank.low_is_good
        yield from self._loss() if self.explanation.has_points and not low_is_good else self._furthest()
        yield from self._prepared()
        yield from self._missing()
        yield from self._extremes()
        if self.explanation.index.rank is not None:
            yield from self._against_all()
            yield from self._peers()
            yield from self._neighbours()
            yield from worst_first_note(self.explanation.card.methodology.rank)

    def _name(self, code: str) -> str:
        return node_name(self.explanation.card.methodology, code)

    def _loss(self) -> Iterator[str]:
        """On which part most points are lost, and whether any unit shows that more can be reached."""
        node = self.explanation.largest_loss
        if node is None or node.lost is None:
            return
        if node.lost <= 0:
            lacking = said("No points are lost in the parts that have a score.")
            yield lacking if self.explanation.lacks else said("No points are lost.")
            return
        lost, top = figures.brief(shown_loss(self.explanation, node)), figures.brief(node.top)
        loss = said(
            "Largest loss: {node}, {lost} of {all} points", node=self._name(node.code), lost=lost, all=top
        )
        also: str = said("no unit does better")
        if (node.to_best or 0.0) > 0:
            also = said(
                "the best unit reaches {best}, {gap} more",
                best=figures.brief(node.best),
                gap=self._difference(node.best, node.score),
            )
        yield sentence(side_by_side(loss, also, between="; "))

    def _furthest(self) -> Iterator[str]:
        """The part in which the best unit is furthest away, for an index in which no points can be lost."""
        gaps = {node.code: abs(node.to_best) for node in self.explanation.parts if node.to_best is not None}
        if not gaps:
            return
        if self.explanation.index.of == 1:  # best and last everywhere
            return
        code = max(gaps, key=lambda code: gaps[code])
        if gaps[code] == 0:
            lacking = said("Best in every part that has a score.")
            yield lacking if self.explanation.lacks else said("Best in every part.")
            return
        node = self.explanation.node(code)
        best = figures.published(node.best, self.explanation.card.methodology.publish)
        gap = self._gap(node.best, node.score)
        yield said(
            "Furthest from the best: {node}, {gap} from {best}.", node=self._name(code), gap=gap, best=best
        )

    def _prepared(self) -> Iterator[str]:
        """How many of the unit's values are not what was measured."""
        indicators = [node for node in self.explanation.nodes if node.is_indicator]
        for mark, text in _PREPARED.items():
            n = sum(node.mark == mark for node in indicators)
            if n:
                yield said(text, n=n, all=len(indicators))
        carried = [
            said("{node} ({period})", node=self._name(node.code), period=visible(period))
            for node in indicators
            for period in self._carried(node.code)
        ]
        if carried:
            yield said("From other periods: {nodes}.", nodes=listed(carried))

    def _carried(self, code: str) -> list[str]:
        """The periods from which values behind an indicator were carried to this one."""
        card, row = self.explanation.card, self.explanation.row
        columns = (
            () if card.prepared is None else relevant_headers(card.methodology, card.methodology.nodes[code])
        )
        found = (
            card.prepared.carried[name][row]
            for name in columns
            if card.prepared and name in card.prepared.carried
        )
        return [*dict.fromkeys(period for period in found if period is not None)]

    def _missing(self) -> Iterator[str]:
        """Which missing parts cost a score, which made one 0, and which gave their weight to others."""
        by_parts = template(
            "No score: {node} has {have} of {of} parts, {needed} needed; without a score: {missing}."
        )
        by_weight = template(
            "No score: {node} has {share} of the weight of its {of} parts, {needed} needed; without a score: "
            "{missing}."
        )
        shared = template(
            "{node} has {have} of {of} parts, which share the weight of those without a score: {missing}."
        )
        as_nothing = template(
            "{node} has {have} of {of} parts and counts as 0 as a whole; without a score: {missing}."
        )
        costly = [lack for lack in self.explanation.lacks if lack.costs]
        for lack in costly[:_LACKS]:
            needed = figures.percent(lack.needed) if lack.needed < 1 else said("all")
            yield self._of_lack(
                by_weight if lack.by_weight else by_parts,
                lack,
                needed=needed,
                share=figures.percent(lack.share),
            )
        if len(costly) > _LACKS:
            yield said("No score in {n} more nodes; -f json names them.", n=len(costly) - _LACKS)
        for lack in self.explanation.lacks:
            if not lack.costs:
                zeroed = self.explanation.card.nodes[lack.code].origin[self.explanation.row] == Origin.ZEROED
                yield self._of_lack(as_nothing if zeroed else shared, lack)

    def _of_lack(self, text: str, lack: Lack, **parts: str) -> str:
        named = [
            said("{node} ({place})", node=self._name(code), place=visible(lack.places[code]))
            if code in lack.places
            else self._name(code)
            for code in lack.missing
        ]
        missing = listed(first_of(named, _NAMED))
        return said(text, node=self._name(lack.code), have=lack.have, of=lack.of, missing=missing, **parts)

    def _extremes(self) -> Iterator[str]:
        """The strongest and the weakest parts, by their ranks; where there are none, that which comes nearest."""
        explanation = self.explanation
        if len(explanation.parts) < _PARTS:
            return
        strongest, weakest = explanation.strengths(), explanation.weaknesses()
        told = {node.code for node in (*strongest, *weakest)}
        for nodes, placed, some, none in (
            (
                strongest,
                explanation.best_placed,
                template("Strongest: {nodes}."),
                template("Strongest: no part among the first third of its ranking; nearest is {node}."),
            ),
            (
                weakest,
                explanation.worst_placed,
                template("Weakest: {nodes}."),
                template("Weakest: no part among the last third of its ranking; nearest is {node}."),
            ),
        ):
            if nodes:
                yield said(some, nodes=in_a_row([self._ranked(node) for node in nodes]))
            elif placed and placed[0].code not in told:
                yield said(none, node=self._ranked(placed[0]))

    def _ranked(self, node: NodeExplanation) -> str:
        """A part with its rank."""
        alone = template("{node} (rank {rank} of {n})")
        shared = template("{node} (rank {rank} of {n}, shared with {others})")
        return said(
            shared if node.equal else alone,
            node=self._name(node.code),
            rank=figures.rank(node.rank),
            n=node.of,
            others=node.equal,
        )

    def _against_all(self) -> Iterator[str]:
        """How far the index is from the mean, the median and the best of all."""
        index = self.explanation.index
        if index.of < 2 or index.to_mean is None or index.to_median is None or index.to_best is None:
            return
        others = {"mean": index.mean, "median": index.median, "best": index.best}
        yield said(
            "Compared with the {n} ranked{points}: {mean} from the mean, {median} from the median, {best} from the best.",
            n=index.of,
            points=said(", in points") if self.explanation.has_points else "",
            **{
                name: figures.signed(text, zero=figures.unsigned(text))
                for name, other in others.items()
                for text in [self._difference(index.score, other)]
            },
        )

    def _difference(self, score: float | None, other: float | None) -> Figure:
        """How far a score is above another one: with as many decimals as it takes not to show a difference as none."""
        if score is None or other is None:
            return figures.NONE
        return figures.telling_difference(score, other, shown_rounding(self.explanation))

    def _peers(self) -> Iterator[str]:
        """Who the peers are, and where the unit stands among them."""
        found = self.explanation.peers
        if found is None:
            return
        group = {"column": visible(found.column or ""), "group": visible(found.group or "")}
        if found.members:
            yield said(
                _PEERS_OF[found.kind],
                units=listed(first_of([self._peer(found, at) for at in range(len(found.members))], _NAMED)),
                rank=figures.rank(found.rank),
                of=found.of,
                **group,
            )
        elif found.kind == "column":
            yield said("Peers, {column} {group}: no other ranked unit.", **group)

    def _peer(self, peers: Peers, at: int) -> str:
        peer = peers.members[at]
        unit = unit_name(self.explanation.card, peer.row)
        return said("{unit} ({rank})", unit=unit, rank=figures.rank(peer.rank))

    def _neighbours(self) -> Iterator[str]:
        """Who stands just above and just below."""
        explanation = self.explanation
        ahead, none_ahead = template("Next above: {unit}, {gap} ahead."), said("No unit stands above.")
        behind, none_behind = template("Next below: {unit}, {gap} behind."), said("No unit stands below.")
        for neighbour, some, none in (
            (explanation.above, ahead, none_ahead),
            (explanation.below, behind, none_behind),
        ):
            if neighbour is None:
                yield none
            else:
                found = float(explanation.card.nodes[explanation.index.code].score[neighbour.row])
                unit = unit_name(explanation.card, neighbour.row)
                yield said(some, unit=unit, gap=self._gap(found, explanation.index.score))

    def _gap(self, score: float | None, other: float | None) -> str:
        """How far two scores are apart."""
        text = figures.unsigned(self._difference(score, other))
        return said("{n} points", n=text) if self.explanation.has_points else text
