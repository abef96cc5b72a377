"""What follows from the explanation of a unit, in sentences: losses, missing parts, strengths, peers, neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dtiscore.methodology.arithmetic import Rounding
from dtiscore.questions.explain.answer import Explanation, Lack, NodeExplanation, Peers
from dtiscore.render.drawing import figures
from dtiscore.render.old_names import node_name, unit_name
from dtiscore.render.phrases import in_a_row, listed, say, sentence
from dtiscore.scoring.preparation import Mark
from dtiscore.visible import visible

MARKS = {Mark.IMPUTED: "imputed", Mark.TREATED: "treated"}
"""What is said of a prepared value; one that is derived needs no remark."""

_LACKS = 6
"""How many nodes without some parts are told of."""

_PARTS = 4
"""From how many parts on the strongest and weakest are worth naming."""

_PEERS = 6
"""How many peers are named."""


def shown_rounding(explanation: Explanation) -> Rounding:
    """How the scores of an explanation are rounded to be shown: points to two decimals, others as published."""
    edition = explanation.card.methodology
    return Rounding(decimals=2) if edition.index.maximum else edition.publish.round


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
    language: str | None
    unicode: bool = True

    def __iter__(self) -> Iterator[str]:
        if self.explanation.is_supplied:
            yield say(self.language, "index itself supplied", node=self.name(self.explanation.index.code))
        yield from self.loss() if self.has_points else self.furthest()
        yield from self.prepared()
        yield from self.missing()
        yield from self.extremes()
        index = self.explanation.index
        if index.rank is None:
            return
        yield from self.against_all()
        yield from self.peers()
        for side, neighbour in (("above", self.explanation.above), ("below", self.explanation.below)):
            if neighbour is None:
                yield say(self.language, f"none {side}")
            else:
                unit = unit_name(self.explanation.card, neighbour.row, self.language)
                found = self.explanation.card.nodes[self.explanation.index.code].score[neighbour.row]
                yield say(self.language, f"next {side}", unit=unit, gap=self.gap(float(found), index.score))

    @property
    def has_points(self) -> bool:
        return bool(self.explanation.card.methodology.index.maximum)

    def name(self, code: str) -> str:
        return node_name(self.explanation.card.methodology, code, self.language)

    def prepared(self) -> Iterator[str]:
        """How many of the unit's values are not what was measured."""
        indicators = [node for node in self.explanation.nodes if node.is_indicator]
        for mark, phrase in MARKS.items():
            n = sum(node.mark == mark for node in indicators)
            if n:
                yield say(self.language, f"cells {phrase}", n=n, all=len(indicators))

    def missing(self) -> Iterator[str]:
        """Which missing parts cost a score, and which gave their weight to others."""
        costly = [lack for lack in self.explanation.lacks if lack.costs]
        for lack in costly[:_LACKS]:
            kind = "lack of weight" if lack.by_weight else "lack of parts"
            needed = _percent(lack.needed) if lack.needed < 1 else say(self.language, "all needed")
            yield self.of_lack(kind, lack, needed=needed, share=_percent(lack.share))
        if len(costly) > _LACKS:
            yield say(self.language, "more lacks", n=len(costly) - _LACKS)
        for lack in self.explanation.lacks:
            if not lack.costs:
                yield self.of_lack("shared weight", lack)

    def of_lack(self, phrase: str, lack: Lack, **parts: str) -> str:
        named = [
            say(self.language, "part at", node=self.name(code), place=visible(lack.places[code]))
            if code in lack.places
            else self.name(code)
            for code in lack.missing
        ]
        missing = listed(self.language, self.cut(named, _PEERS))
        return say(
            self.language,
            phrase,
            node=self.name(lack.code),
            have=lack.have,
            of=lack.of,
            missing=missing,
            **parts,
        )

    def extremes(self) -> Iterator[str]:
        """The strongest and the weakest parts, by their ranks; where there are none, that which comes nearest."""
        explanation = self.explanation
        if len(explanation.parts) < _PARTS:
            return
        strongest, weakest = explanation.strengths(), explanation.weaknesses()
        told = {node.code for node in (*strongest, *weakest)}
        for nodes, placed, some, none in (
            (strongest, explanation.best_placed, "strongest", "no strongest"),
            (weakest, explanation.worst_placed, "weakest", "no weakest"),
        ):
            if nodes:
                yield say(self.language, some, nodes=in_a_row([self.ranked(node) for node in nodes]))
            elif placed and placed[0].code not in told:
                yield say(self.language, none, node=self.ranked(placed[0]))

    def ranked(self, node: NodeExplanation) -> str:
        """A part with its rank."""
        return say(
            self.language,
            "ranked part shared" if node.equal else "ranked part",
            node=self.name(node.code),
            rank=figures.rank(node.rank),
            n=node.of,
            others=node.equal,
        )

    def against_all(self) -> Iterator[str]:
        """How far the index is from the mean, the median and the best of all."""
        index = self.explanation.index
        if index.of < 2 or index.to_mean is None or index.to_median is None or index.to_best is None:
            return
        others = {"mean": index.mean, "median": index.median, "best": index.best}
        rounding = shown_rounding(self.explanation)
        texts = {
            name: self.signed(figures.shown_difference(index.score, other, rounding))
            for name, other in others.items()
        }
        yield say(self.language, "against all", n=index.of, **texts)

    def signed(self, value: float | None) -> str:
        """A distance with its sign."""
        if value is None:
            return ""
        text = figures.telling(abs(value), shown_rounding(self.explanation))
        return (
            text if not float(text) else f"+{text}" if value > 0 else f"{'−' if self.unicode else '-'}{text}"
        )

    def peers(self) -> Iterator[str]:
        """Who the peers are, and where the unit stands among them."""
        found = self.explanation.peers
        if found is None:
            return
        named = self.cut([self.peer(found, at) for at in range(len(found.members))], _PEERS)
        group = {"column": visible(found.column or ""), "group": visible(found.group or "")}
        if not named:
            if found.kind == "column":
                yield say(self.language, "no peers", **group)
            return
        yield say(
            self.language,
            f"peers of {found.kind}",
            units=listed(self.language, named),
            rank=figures.rank(found.rank),
            of=found.of,
            **group,
        )

    def peer(self, peers: Peers, at: int) -> str:
        peer = peers.members[at]
        unit = unit_name(self.explanation.card, peer.row, self.language)
        return say(self.language, "peer", unit=unit, rank=figures.rank(peer.rank))

    def cut(self, names: Sequence[str], most: int) -> list[str]:
        """The first names, and how many more there are."""
        if len(names) <= most:
            return list(names)
        return [*names[:most], say(self.language, "others", n=len(names) - most)]

    def gap(self, score: float | None, other: float | None) -> str:
        """A difference of scores: as many decimals as it takes not to show a difference as none."""
        rounding = shown_rounding(self.explanation)
        text = figures.telling(abs(figures.shown_difference(score, other, rounding) or 0.0), rounding)
        return say(self.language, "in points", n=text) if self.has_points else text

    def loss(self) -> Iterator[str]:
        """On which part most points are lost, and whether any unit shows that more can be reached."""
        node = self.explanation.largest_loss
        if node is None or node.lost is None:
            return
        if node.lost <= 0:
            yield say(self.language, "nothing lost")
            return
        lost, top = figures.brief(shown_loss(self.explanation, node)), figures.brief(node.top)
        said = say(self.language, "largest loss", node=self.name(node.code), lost=lost, all=top)
        if (node.to_best or 0.0) > 0:
            gap = figures.shown_difference(node.best, node.score, shown_rounding(self.explanation)) or 0.0
            best, more = figures.brief(node.best), figures.telling(gap)
            also = say(self.language, "best loses", best=best, gap=more)
        else:
            also = say(self.language, "no unit better")
        yield sentence(f"{said}; {also}")

    def furthest(self) -> Iterator[str]:
        """The part in which the best unit is furthest away, for an index in which no points can be lost."""
        gaps = {node.code: abs(node.to_best) for node in self.explanation.parts if node.to_best is not None}
        if not gaps:
            return
        if self.explanation.index.of == 1:  # best and last everywhere
            return
        code = max(gaps, key=lambda code: gaps[code])
        if gaps[code] == 0:
            yield say(self.language, "best everywhere")
            return
        node = self.explanation.node(code)
        best = figures.published(node.best, self.explanation.card.methodology.publish)
        gap = self.gap(node.best, node.score)
        yield say(self.language, "furthest", node=self.name(code), gap=gap, best=best)


def _percent(share: float) -> str:
    return f"{figures.brief(share * 100)}%"
