"""One unit explained on a screen: what every node earned and lost, beside the mean, the best and the rank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rich.text import Text

from dtiscore.questions.explain.answer import Explanation, Neighbour, NodeExplanation
from dtiscore.questions.explain.shown.notes import MARKS, Notes, shown_loss, shown_rounding
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import BarColumn, Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_names import band_name, node_name, unit_name
from dtiscore.render.phrases import listed, say
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.preparation import Mark
from dtiscore.visible import visible

EXPLANATION_SCHEMA = "dtiscore/explanation/1"

_ORIGINS = {Origin.SUPPLIED: "supplied", Origin.PARTIAL: "partial", Origin.ZEROED: "zeroed"}

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

_SHARED = 3
"""How many units of the same rank are named."""

_FIGURES = 4
"""The significant digits of a value that preparation made."""

Figure = Callable[[NodeExplanation], float | None]


def explanation_screen(explanation: Explanation, screen: Screen, *, gaps: bool = False) -> str:
    """An explanation as text: the unit's standing, a line for every node, and what follows from them.

    ``gaps`` shows how far every node is from the mean, the median, the best, the unit just above and the peers.
    """
    return to_text(_View(explanation, screen, gaps).lines(), screen)


def explanation_markdown(explanation: Explanation, language: str | None = None, *, gaps: bool = False) -> str:
    """An explanation as Markdown, with the figures of the screen: standing, nodes, views, what follows from them."""
    return _View(explanation, Screen(language=language), gaps).markdown()


def explanation_payload(explanation: Explanation) -> dict[str, Any]:
    """An explanation as the versioned envelope for JSON; ``rows`` holds every node in full precision."""
    card, row = explanation.card, explanation.row
    return {
        "schema": EXPLANATION_SCHEMA,
        "provenance": card.provenance.as_dict(),
        "unit": card.dataset.units[row],
        "name": card.name(row),
        "period": card.dataset.periods[row],
        "group": card.dataset.groups[row],
        "band": card.bands[row],
        "index_supplied": explanation.is_supplied,
        "above": _neighbour(explanation.above),
        "below": _neighbour(explanation.below),
        "strengths": [node.code for node in explanation.strengths()],
        "weaknesses": [node.code for node in explanation.weaknesses()],
        "peers": None if explanation.peers is None else explanation.peers.as_dict(),
        "lacks": [lack.as_dict() for lack in explanation.lacks],
        "rows": [node.as_row() for node in explanation.nodes],
    }


def explanation_columns(explanation: Explanation, language: str | None = None) -> dict[str, list[Any]]:
    """The nodes of an explanation as plain columns, for CSV and JSON Lines; names in a language."""
    edition = explanation.card.methodology
    rows = [{"name": edition.label(node.code, language), **node.as_row()} for node in explanation.nodes]
    return {heading: [row[heading] for row in rows] for heading in ("code", "name", *list(rows[0])[2:])}


def _neighbour(neighbour: Neighbour | None) -> dict[str, Any] | None:
    return None if neighbour is None else {"unit": neighbour.unit, "gap": neighbour.gap}


@dataclass(frozen=True)
class _View:
    """An explanation as one screen shows it."""

    explanation: Explanation
    screen: Screen
    gaps: bool = False

    @cached_property
    def has_points(self) -> bool:
        """Whether the index is a sum of points, which can be lost; else weights and contributions are told."""
        return bool(self.explanation.card.methodology.index.maximum)

    @property
    def language(self) -> str | None:
        return self.screen.language

    def name(self, code: str) -> str:
        return node_name(self.explanation.card.methodology, code, self.language)

    def lines(self) -> Iterator[Text]:
        nodes = self.explanation.nodes
        fitted = fit(self._columns(nodes), len(nodes), self.screen.width)
        yield from paragraph(self._standing(), self.screen, style=BOLD, hanging="  ")
        yield Text()
        tree = [at for at, node in enumerate(nodes) if not self._is_view(node)]
        yield from fitted.lines(self.screen, tree)
        views = [at for at, node in enumerate(nodes) if self._is_view(node)]
        if views:
            yield Text()
            yield from paragraph(say(self.language, "views"), self.screen, style=DIM, indent="  ")
            yield from fitted.body(self.screen, views)
        yield Text()
        for said in self._notes():
            yield from paragraph(said, self.screen)
        yield from paragraph(self._aid(), self.screen, style=DIM)
        yield from fitted.left_out(self.screen)

    def markdown(self) -> str:
        tree = [node for node in self.explanation.nodes if not self._is_view(node)]
        views = [node for node in self.explanation.nodes if self._is_view(node)]
        parts = [f"### {escaped(self._standing())}", self._markdown_table(tree)]
        if views:
            parts += [escaped(say(self.language, "views")), self._markdown_table(views)]
        return "\n\n".join([*parts, *map(escaped, [*self._notes(), self._aid()])]) + "\n"

    def _notes(self) -> Notes:
        return Notes(self.explanation, self.language, self.screen.unicode)

    def _aid(self) -> str:
        adds = any(node.contribution is not None for node in self.explanation.nodes if node.depth > 0)
        weights = "explain aid weights" if adds else "explain aid shares"
        aid = say(self.language, "explain aid points" if self.has_points else weights)
        return f"{aid} {say(self.language, 'explain aid gaps')}" if self.gaps else aid

    def _markdown_table(self, nodes: Sequence[NodeExplanation]) -> str:
        """The columns of the screen without bars; depth is told by points, since Markdown drops leading spaces."""
        names, *figures_ = (column for column in self._columns(nodes) if isinstance(column, TextColumn))
        table = {
            say(self.language, "node"): [
                "· " * node.depth + cell.text for node, cell in zip(nodes, names.cells, strict=True)
            ]
        }
        table |= {column.heading: [cell.text for cell in column.cells] for column in figures_}
        return to_markdown(table).rstrip("\n")

    def _is_view(self, node: NodeExplanation) -> bool:
        return node.code in self.explanation.card.methodology.view

    def _standing(self) -> str:
        """Unit, score, rank and points in one line."""
        card, row, index = self.explanation.card, self.explanation.row, self.explanation.index
        edition, data = card.methodology, card.dataset
        name, code = unit_name(card, row, self.language), visible(data.units[row])
        when = [visible(part) for part in (data.periods[row], data.groups[row]) if part is not None]
        score = figures.published(index.published, edition.publish)
        parts = [name if name == code else f"{name} ({code})"]
        parts.append(f"{' '.join([visible(edition.index.code), *when])} = {score}")
        if index.rank is not None:
            place = say(self.language, "rank of", rank=figures.rank(index.rank), n=index.of)
            parts.append(place + self._shared())
        elif not data.ranked[row]:
            parts.append(say(self.language, "not ranked"))
        if card.screened_out(row):
            parts.append(say(self.language, "screened out"))
        if self.has_points and index.score is not None:
            points, top = figures.brief(index.score), figures.brief(index.top)
            if edition.publish.form == "fraction":
                parts.append(say(self.language, "points of", points=points, all=top))
            parts.append(say(self.language, "points lost", points=figures.brief(self._shown_loss(index))))
        if card.bands[row] is not None:
            parts.append(band_name(edition, card.bands[row], self.language))
        return " · ".join(parts)

    def _shared(self) -> str:
        """With whom the unit shares its rank, which neither of its neighbours above and below tells."""
        card, row = self.explanation.card, self.explanation.row
        ranks = card.ranks[card.methodology.index.code]
        block = next(rows for rows in card.order.values() if row in rows)
        names = [
            unit_name(card, other, self.language)
            for other in block
            if other != row and ranks[other] == ranks[row]
        ]
        if len(names) > _SHARED:
            names = [*names[:_SHARED], say(self.language, "others", n=len(names) - _SHARED)]
        return f", {say(self.language, 'shared with', units=listed(self.language, names))}" if names else ""

    def _columns(self, nodes: Sequence[NodeExplanation]) -> list[Column]:
        spaces = ["  " * node.depth for node in nodes]
        styles = ["" if node.depth else BOLD for node in nodes]
        labels = [self._label(node) for node in nodes]
        names = [Cell(*parts) for parts in zip(labels, styles, spaces, spaces, strict=True)]
        columns: list[Column] = [TextColumn("", names, folds=True, folded=Widths(16, 24, 48))]
        raws = [Cell(self._value(node)) for node in nodes]
        if any(cell.text for cell in raws):
            columns.append(TextColumn(say(self.language, "value"), raws, "right", drop=self._drop("value")))
        columns += self._points(nodes) if self.has_points else self._weighted(nodes)
        return [*columns, self._ranks(nodes)]

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
        arrow = "→" if self.screen.unicode else "->"
        return f"{read} {arrow} {made}" if read and node.mark == Mark.TREATED else made

    def _drop(self, what: str) -> int:
        if self.gaps:
            return _DROP_BESIDE_GAPS.get(what, 0)
        return (_DROP_POINTS if self.has_points else _DROP_WEIGHTED).get(what, 0)

    def _points(self, nodes: Sequence[NodeExplanation]) -> list[Column]:
        """What was earned of the maximum points, and what was lost; bars for the parts that add up to the index."""
        lost = {node.code: node.lost for node in self.explanation.parts if node.lost is not None}
        most = max(lost.values(), default=0.0)
        bars = [lost[node.code] / most if most > 0 and node.code in lost else None for node in nodes]
        return [
            self._figures("points", nodes, lambda node: node.score),
            self._figures("of max", nodes, lambda node: node.top),
            self._figures("lost", nodes, self._shown_loss),
            BarColumn(bars, self._drop("bar"), length=12),
            *(self._adds(nodes) if any(not lack.costs for lack in self.explanation.lacks) else []),
            *self._peers(nodes),
        ]

    def _shown_loss(self, node: NodeExplanation) -> float | None:
        return shown_loss(self.explanation, node)

    def _weighted(self, nodes: Sequence[NodeExplanation]) -> list[Column]:
        """Score, weight in the parent and what it adds there."""
        shares = [node.share if node.effective is None else node.effective for node in nodes]
        percents = [
            None if share is None or not node.in_index else share * 100
            for share, node in zip(shares, nodes, strict=True)
        ]
        texts = [f"{text}%" if text != figures.NONE else "" for text in figures.column(percents)]
        heading, cells = say(self.language, "weight"), [Cell(text) for text in texts]
        columns: list[Column] = [
            self._figures("score", nodes, lambda node: node.score),
            TextColumn(heading, cells, "right", drop=self._drop("weight")),
        ]
        columns += self._adds(nodes)
        if any(node.lost is not None for node in nodes):
            columns.append(self._figures("lost", nodes, self._shown_loss))
        return [*columns, *self._peers(nodes)]

    def _adds(self, nodes: Sequence[NodeExplanation]) -> list[TextColumn]:
        """What each node adds to the one above it, where some node is a weighted sum."""
        if not any(node.contribution is not None for node in nodes if node.depth > 0):
            return []
        return [self._figures("adds", nodes, lambda node: node.contribution if node.depth else None)]

    def _peers(self, nodes: Sequence[NodeExplanation]) -> list[TextColumn]:
        """The mean and the best of the others, or how far away they are."""
        peers = self.explanation.peers
        grouped = peers is not None and peers.kind == "column" and bool(peers.members)
        if not self.gaps:
            columns = [self._figures("mean", nodes, lambda node: node.mean)]
            columns += [self._figures("peers", nodes, lambda node: node.peers)] if grouped else []
            return [*columns, self._figures("best", nodes, lambda node: node.best)]
        references: dict[str, Figure] = {
            "to mean": lambda node: node.mean,
            "to median": lambda node: node.median,
            "to best": lambda node: node.best,
        }
        if self.explanation.above is not None:
            references["to ahead"] = lambda node: node.ahead
        if peers is not None and peers.members:
            references["to peers"] = lambda node: node.peers
        return [self._distances(what, nodes, figure) for what, figure in references.items()]

    def _distances(self, what: str, nodes: Sequence[NodeExplanation], figure: Figure) -> TextColumn:
        """How far the unit is above (+) or below (-) something, node by node."""
        rounding = shown_rounding(self.explanation)
        gaps = [figures.shown_difference(node.score, figure(node), rounding) for node in nodes]
        decimals = figures.decimals_of(gaps) if self.has_points else rounding
        texts = ["" if gap is None else self._signed(figures.fixed(gap, decimals)) for gap in gaps]
        return TextColumn(say(self.language, what), [Cell(t) for t in texts], "right", drop=self._drop(what))

    def _signed(self, text: str) -> str:
        """A distance with its sign; none for no distance."""
        if not float(text):
            return text.removeprefix("-")
        return text.replace("-", "−" if self.screen.unicode else "-") if text.startswith("-") else f"+{text}"

    def _figures(self, what: str, nodes: Sequence[NodeExplanation], figure: Figure) -> TextColumn:
        """A column of figures in points (two decimals at most) or on the edition's scale (published decimals)."""
        values = [figure(node) for node in nodes]
        if self.has_points:
            texts = figures.column(values)
        else:
            texts = [figures.published(value, self.explanation.card.methodology.publish) for value in values]
        cells = [Cell("" if value is None else text) for value, text in zip(values, texts, strict=True)]
        return TextColumn(say(self.language, what), cells, "right", drop=self._drop(what))

    def _ranks(self, nodes: Sequence[NodeExplanation]) -> TextColumn:
        """The ranks; of how many stands in the heading where it is the same for all nodes."""
        counts = {node.of for node in nodes if node.rank is not None}
        if len(counts) == 1:
            heading = say(self.language, "rank among", n=counts.pop())
            return TextColumn(heading, [Cell(figures.rank(node.rank)) for node in nodes], "right")
        cells = [
            Cell(f"{figures.rank(n.rank)}/{n.of}" if n.rank is not None else figures.NONE) for n in nodes
        ]
        return TextColumn(say(self.language, "rank"), cells, "right")

    def _label(self, node: NodeExplanation) -> str:
        """The node's name with what is particular about its score; the index goes by its code."""
        if node.depth == 0:
            return visible(node.code)
        marks = [say(self.language, _ORIGINS[node.origin])] if node.origin in _ORIGINS else []
        if node.mark in MARKS:
            marks.append(say(self.language, MARKS[node.mark]))
        if not node.in_index and not self._is_view(node):
            marks.append(say(self.language, "not scored"))
        return f"{self.name(node.code)} ({', '.join(marks)})" if marks else self.name(node.code)
