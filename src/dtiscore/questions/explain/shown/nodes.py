"""The table of an explanation: for every node what it earned and lost, beside the mean, the best and the rank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dtiscore.questions.explain.answer import Explanation, NodeExplanation
from dtiscore.questions.explain.shown.notes import shown_loss, shown_rounding
from dtiscore.render.changes import numbers
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import BarColumn, Cell, Column, TextColumn, Widths
from dtiscore.render.drawing.screen import BOLD
from dtiscore.render.names import node_name
from dtiscore.render.wording import side_by_side
from dtiscore.said import said
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.prepared import Mark
from dtiscore.visible import visible

_ORIGINS: Mapping[Origin, str] = {
    Origin.SUPPLIED: said("supplied"),
    Origin.PARTIAL: said("some parts missing"),
    Origin.ZEROED: said("missing, counted as 0"),
}
_MARKS: Mapping[Mark, str] = {Mark.IMPUTED: said("imputed"), Mark.TREATED: said("treated")}
"""What is particular about a score or a value; a value that is derived needs no remark."""

_HEADINGS: Mapping[str, str] = {
    "value": said("value"),
    "points": said("points"),
    "of max": said("of max"),
    "lost": said("lost"),
    "score": said("score"),
    "weight": said("weight"),
    "adds": said("adds"),
    "mean": said("mean"),
    "peers": said("peers"),
    "best": said("best"),
    "to mean": said("to mean"),
    "to median": said("to median"),
    "to best": said("to best"),
    "to ahead": said("to next above"),
    "to peers": said("to peers"),
}

_DROP_POINTS = {"of max": 1, "best": 2, "mean": 3, "peers": 3, "value": 4, "adds": 5, "bar": 6}
_DROP_WEIGHTED = {"weight": 1, "best": 2, "mean": 3, "peers": 3, "value": 4, "lost": 5}
"""What gives way on a narrow screen, last to first; the score, the rank and what is lost or added always stay."""

_DROP_BESIDE_GAPS = {
    "to mean": 0,
    "to best": 1,
    "to median": 2,
    "to ahead": 3,
    "to peers": 4,
    "lost": 5,
    "adds": 6,
    "weight": 6,
    "of max": 6,
    "value": 7,
    "bar": 8,
}
"""The same where distances are what was asked for."""

_FIGURES = 4
"""The significant digits of a value that preparation made."""

Figure = Callable[[NodeExplanation], float | None]


@dataclass(frozen=True)
class NodeColumns:
    """The columns of an explanation, with a row for each of its nodes."""

    explanation: Explanation
    gaps: bool = False
    """Whether they show how far every node is from the mean, the median, the best, the unit just above and the peers."""

    def __iter__(self) -> Iterator[Column]:
        yield self._names()
        raws = [self._value(node) for node in self._nodes]
        if any(raws):
            yield self._column("value", raws)
        yield from self._points() if self.explanation.has_points else self._weighted()
        yield self._ranks()

    @property
    def _nodes(self) -> Sequence[NodeExplanation]:
        return self.explanation.nodes

    def _names(self) -> TextColumn:
        cells = [
            Cell(self._label(node), "" if node.depth else BOLD, "  " * node.depth, "  " * node.depth)
            for node in self._nodes
        ]
        return TextColumn("", cells, folds=True, folded=Widths(16, 24, 48), named=said("node"))

    def _label(self, node: NodeExplanation) -> str:
        """The node's name with what is particular about its score; the index goes by its code."""
        if node.depth == 0:
            return visible(node.code)
        edition = self.explanation.card.methodology
        marks = [_ORIGINS[node.origin]] if node.origin in _ORIGINS else []
        if node.mark in _MARKS:
            marks.append(_MARKS[node.mark])
        if not node.in_index and node.code not in edition.view:
            marks.append(said("collected, not scored"))
        name = node_name(edition, node.code)
        return (
            said("{node} ({marks})", node=name, marks=side_by_side(*marks, between=", ")) if marks else name
        )

    def _value(self, node: NodeExplanation) -> str:
        """The cell as it stands in the file, and what preparation made of it."""
        if node.raw is None and node.prepared is not None and node.mark == Mark.AS_READ:
            return (
                "" if node.origin == Origin.SUPPLIED else figures.short(node.prepared, _FIGURES)
            )  # made of several columns
        read = visible((node.raw or "").strip())
        if node.mark == Mark.AS_READ or node.prepared is None:
            return read
        made = figures.short(node.prepared, _FIGURES)
        return side_by_side(read, made, between=" → ") if read and node.mark == Mark.TREATED else made

    def _points(self) -> Iterator[Column]:
        """What was earned of the maximum points, and what was lost; bars for the parts that add up to the index."""
        lost = {node.code: node.lost or 0.0 for node in self.explanation.losses}
        most = max(lost.values(), default=0.0)
        bars = [lost[node.code] / most if most > 0 and node.code in lost else None for node in self._nodes]
        yield self._figures("points", lambda node: node.score)
        yield self._figures("of max", lambda node: node.top)
        yield self._figures("lost", lambda node: shown_loss(self.explanation, node))
        yield BarColumn(bars, self._drop("bar"), length=12)
        if any(not lack.costs for lack in self.explanation.lacks):
            yield from self._adds()
        yield from self._others()

    def _weighted(self) -> Iterator[Column]:
        """Score, weight in the parent and what it adds there."""
        shares = [node.share if node.effective is None else node.effective for node in self._nodes]
        percents = [
            None if share is None or not node.in_index else share * 100
            for share, node in zip(shares, self._nodes, strict=True)
        ]
        yield self._figures("score", lambda node: node.score)
        texts = figures.column(percents)
        yield self._column(
            "weight", ("" if text == figures.NONE else figures.per_cent(text) for text in texts)
        )
        yield from self._adds()
        if any(node.lost is not None for node in self._nodes):
            yield self._figures("lost", lambda node: shown_loss(self.explanation, node))
        yield from self._others()

    def _adds(self) -> Iterator[TextColumn]:
        """What each node adds to the one above it, where some node is a weighted sum."""
        if any(node.contribution is not None for node in self._nodes if node.depth > 0):
            yield self._figures("adds", lambda node: node.contribution if node.depth else None)

    def _others(self) -> Iterator[TextColumn]:
        """The mean and the best of the others, or how far away they are."""
        peers = self.explanation.peers
        if not self.gaps:
            yield self._figures("mean", lambda node: node.mean)
            if peers is not None and peers.kind == "column" and peers.members:
                yield self._figures("peers", lambda node: node.peers)
            yield self._figures("best", lambda node: node.best)
            return
        yield self._distances("to mean", lambda node: node.mean)
        yield self._distances("to median", lambda node: node.median)
        yield self._distances("to best", lambda node: node.best)
        if self.explanation.above is not None:
            yield self._distances("to ahead", lambda node: node.ahead)
        if peers is not None and peers.members:
            yield self._distances("to peers", lambda node: node.peers)

    def _figures(self, what: str, figure: Figure) -> TextColumn:
        """A column of figures in points (two decimals at most) or on the edition's scale (published decimals)."""
        values = [figure(node) for node in self._nodes]
        if self.explanation.has_points:
            texts = figures.column(values)
        else:
            texts = [figures.published(value, self.explanation.card.methodology.publish) for value in values]
        pairs = zip(values, texts, strict=True)
        return self._column(what, ("" if value is None else text for value, text in pairs))

    def _distances(self, what: str, figure: Figure) -> TextColumn:
        """How far the unit is above (+) or below (-) something, node by node."""
        rounding = shown_rounding(self.explanation)
        gaps = [figures.shown_difference(node.score, figure(node), rounding) for node in self._nodes]
        decimals = figures.decimals_of(gaps) if self.explanation.has_points else rounding
        texts = [None if gap is None else figures.fixed(gap, decimals) for gap in gaps]
        signed = ("" if text is None else figures.signed(text, zero=figures.unsigned(text)) for text in texts)
        return self._column(what, signed)

    def _ranks(self) -> TextColumn:
        """The ranks; of how many stands in the heading where it is the same for all nodes."""
        counts = {node.of for node in self._nodes if node.rank is not None}
        ranks = [figures.rank(node.rank) for node in self._nodes]
        if len(counts) == 1:
            return numbers(said("rank of {n}", n=counts.pop()), ranks)
        return numbers(
            said("rank"),
            [
                figures.NONE if node.rank is None else side_by_side(rank, str(node.of), between="/")
                for node, rank in zip(self._nodes, ranks, strict=True)
            ],
        )

    def _column(self, what: str, texts: Iterable[str]) -> TextColumn:
        return numbers(_HEADINGS[what], list(texts), self._drop(what))

    def _drop(self, what: str) -> int:
        if self.gaps:
            return _DROP_BESIDE_GAPS.get(what, 0)
        return (_DROP_POINTS if self.explanation.has_points else _DROP_WEIGHTED).get(what, 0)
