"""Two tables compared, for people and programs: how units moved, and what moved their scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from dtiscore import __version__
from dtiscore.analysis.rank_split import RankSplits
from dtiscore.analysis.splitting import Split
from dtiscore.methodology import text_in
from dtiscore.methodology.node import Node
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_changes import (
    MOST_DECIMALS,
    as_dict,
    basis_notes,
    chosen_rows,
    name_of,
    numbers,
    signed,
    signed_column,
    table_label,
    words,
)
from dtiscore.render.old_names import node_name
from dtiscore.render.old_rank_split import RankSplitText, rank_columns
from dtiscore.render.phrases import counted, in_a_row, say
from dtiscore.visible import visible

COMPARISON_SCHEMA = "dtiscore/comparison/1"

MOST_NODES = 6
"""How many nodes get a column of their own."""

_NOT_SPLIT = {"published": "not split published", "restated": "not split restated"}
"""The phrases for the reasons that are no fault."""


_AIDS = {
    True: ("compare aid", "compare aid split"),
    False: ("compare aid scores", "compare aid scores split"),
}
"""How to read the table, by whether places are told: alone, and with the causes of each change."""


def comparison_screen(
    comparison: Comparison, screen: Screen, units: frozenset[str] = frozenset(), top: int | None = None
) -> str:
    """A comparison as text; for chosen ``units`` what moved each of them is told node by node."""
    view = _View(comparison, screen.language, units, top)
    title, *notes = view.said()
    head = [*paragraph(title, screen, style=BOLD, hanging="  ")]
    for note in notes:
        head += paragraph(note, screen)
    columns = view.columns()
    fitted = fit(list[Column](columns), len(view.changes), screen.width)
    aid = [*paragraph(view.aid(), screen, style=DIM), *fitted.left_out(screen)]
    told = []
    for title, sentence, parts in view.told():
        grid = fit(list[Column](parts), len(parts[0].cells), screen.width)
        lines = paragraph(sentence, screen) if sentence else []
        told.append([*paragraph(title, screen, style=BOLD), *lines, *grid.lines(screen)])
    return to_text(blocks(head, fitted.lines(screen), *told, aid), screen)


def comparison_markdown(
    comparison: Comparison,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> str:
    """The same as Markdown."""
    view = _View(comparison, language, units, top)
    title, *notes = view.said()
    parts = [f"### {escaped(title)}", *map(escaped, notes), _table(view.columns()), escaped(view.aid())]
    for heading, sentence, columns in view.told():
        parts += [f"#### {escaped(heading)}", *([escaped(sentence)] if sentence else []), _table(columns)]
    return "\n\n".join(parts) + "\n"


def comparison_columns(
    comparison: Comparison,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, list[Any]]:
    """One row per unit in full precision.

    ``data:CODE`` is what the data of a node did to the score; ``rank_own``, ``rank_others``, ``rank_edition`` and
    ``rank_units`` are places gained, in sum ``move``; ``rank_own_alone`` is the rank that the unit would have if only
    its own figures had changed, ``rank_others_alone`` if only those of the others had. ``fixed_at`` is the node at which
    a table supplies the score of a unit that the other edition cannot reach, whose change is not split.
    """
    changes = chosen_rows(comparison.changes, units, top)
    return _columns(comparison, changes, language, _rank_splits(comparison, changes))


def _columns(
    comparison: Comparison, changes: Sequence[UnitChange], language: str | None, ranks: RankSplits
) -> dict[str, list[Any]]:
    return {
        **change_columns(changes, language, ranks),
        "fixed_at": [comparison.fixed.get(one.unit) for one in changes],
    }


def change_columns(
    changes: Sequence[UnitChange], language: str | None, ranks: RankSplits | None = None
) -> dict[str, list[Any]]:
    """The columns of some changes; those of why ranks moved where that is asked."""
    columns: dict[str, list[Any]] = {
        "unit": [one.unit for one in changes],
        "name": [text_in(one.name, language) for one in changes],
        "rank_before": [one.before.rank for one in changes],
        "rank": [one.after.rank for one in changes],
        "move": [one.up for one in changes],
        "score_before": [one.before.score for one in changes],
        "score": [one.after.score for one in changes],
        "change": [one.change for one in changes],
        **({} if ranks is None else rank_columns(changes, ranks)),
    }
    splits = [one.split for one in changes]
    if any(split is not None for split in splits):
        for factor in ("data", "method", "composition"):
            columns[factor] = [None if one is None else float(getattr(one, factor)) for one in splits]
        codes = dict.fromkeys(code for one in splits if one is not None for code in one.nodes)
        for code in codes:
            columns[f"data:{code}"] = [_part(split, code) for split in splits]
    return columns


def comparison_payload(
    comparison: Comparison,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, Any]:
    """A comparison as the versioned envelope for JSON."""
    editions = comparison.editions
    changes = chosen_rows(comparison.changes, units, top)
    ranks = _rank_splits(comparison, changes)
    return {
        "schema": COMPARISON_SCHEMA,
        "dtiscore": __version__,
        "before": as_dict(comparison.before),
        "after": as_dict(comparison.after),
        "editions": None if editions is None else [{"id": one.id, "sha256": one.hash} for one in editions],
        "on_one_list": comparison.on_one_list,
        "across": comparison.across,
        "came": list(comparison.came),
        "gone": list(comparison.gone),
        "fixed": [{"unit": unit, "supplied": node} for unit, node in comparison.fixed.items()],
        "not_split": comparison.not_split,
        "ranks_not_split": ranks.not_split,
        "rows": rows_of(_columns(comparison, changes, language, ranks)),
    }


def _rank_splits(comparison: Comparison, changes: Sequence[UnitChange]) -> RankSplits:
    return comparison.rank_splits({change.unit for change in changes})


def _part(split: Split | None, code: str, *, innermost: bool = False) -> float | None:
    """What the data of a node did; ``innermost``: but for what is told by nodes further down."""
    if split is None:
        return None
    return float((split.innermost if innermost else split.nodes).get(code, Fraction(0)))


def _table(columns: Sequence[TextColumn]) -> str:
    table = {
        column.heading or "#": [cell.first.replace("  ", "· ") + cell.text for cell in column.cells]
        for column in columns
    }
    return to_markdown(table).rstrip("\n")


@dataclass(frozen=True)
class _View:
    comparison: Comparison
    language: str | None
    units: frozenset[str]
    top: int | None

    @cached_property
    def changes(self) -> Sequence[UnitChange]:
        return chosen_rows(self.comparison.changes, self.units, self.top)

    @cached_property
    def ranks(self) -> RankSplitText:
        editions = self.comparison.editions
        return RankSplitText(
            _rank_splits(self.comparison, self.changes),
            None if editions is None else editions[1],
            self.language,
            self.decimals,
        )

    @cached_property
    def decimals(self) -> int:
        editions = self.comparison.editions
        if editions is not None:
            return max(edition.publish.decimals for edition in editions)
        scores = [score for one in self.comparison.changes for score in (one.before.score, one.after.score)]
        return figures.decimals_of(scores, MOST_DECIMALS)

    def said(self) -> Iterator[str]:
        """The title, and what to know before the figures are read."""
        found, language = self.comparison, self.language
        before, after = table_label(found.before), table_label(found.after)
        if found.editions is not None and before == after:
            before, after = (edition.id for edition in found.editions)
        yield f"{visible(found.after.index)} · {before} → {after}"
        yield say(
            language,
            "compared units",
            units=counted(language, len(found.changes), "unit"),
            before=_of(found.before.of),
            after=_of(found.after.of),
        )
        yield from basis_notes([found.before, found.after], language, found.across)
        if found.editions is not None and found.editions[0] != found.editions[1]:
            first, second = (edition.id for edition in found.editions)
            yield say(language, "two editions", first=first, second=second)
            for edition, side in zip(found.editions, (found.before, found.after), strict=True):
                if side.period is not None and edition.periods and side.period not in edition.periods:
                    names = {"edition": visible(edition.id), "period": visible(side.period)}
                    yield say(language, "edition not in force", **names)
        if found.fixed:
            of = len(found.changes)
            yield say(language, "compare fixed", n=len(found.fixed), of=of, node=in_a_row(self._supplied()))
        if found.came:
            yield say(language, "units came", units=self._names(found.came))
        if found.gone:
            yield say(language, "units gone", units=self._names(found.gone))
        if found.not_split in _NOT_SPLIT:
            yield say(language, _NOT_SPLIT[found.not_split])
        elif found.not_split is not None:
            yield say(language, "not split because", reason=visible(found.not_split))
        yield from self.ranks.notes()

    def _supplied(self) -> list[str]:
        """The names of the nodes at which a table supplies the score of fixed units."""
        codes = dict.fromkeys(self.comparison.fixed.values())
        editions = self.comparison.editions or ()
        return [
            node_name(next(one for one in editions if code in one.nodes), code, self.language)
            for code in codes
        ]

    def _names(self, units: Mapping[str, Mapping[str, str]]) -> str:
        names = [name_of(name, self.language) for name in list(units.values())[:MOST_NODES]]
        rest = len(units) - len(names)
        return ", ".join([*names, *([say(self.language, "others", n=rest)] if rest else [])])

    def aid(self) -> str:
        has_causes = next(self._causes(), None) is not None
        phrases = _AIDS[self.comparison.tells_places]
        aid = say(self.language, phrases[has_causes])
        return (
            f"{aid} {say(self.language, 'compare aid places')}"
            if any(self.ranks.columns(self.changes))
            else aid
        )

    def _unit(self, one: UnitChange) -> str:
        """The name of a unit, with a word where the other edition cannot reach it."""
        name = name_of(one.name, self.language)
        return say(self.language, "fixed unit", unit=name) if one.unit in self.comparison.fixed else name

    def columns(self) -> list[TextColumn]:
        changes, language = self.changes, self.language
        scores = [
            [figures.fixed(score, self.decimals) for score in side]
            for side in ([one.before.score for one in changes], [one.after.score for one in changes])
        ]
        moves = [numbers("±", [figures.move(one.up) for one in changes])]
        return [
            numbers("#", [figures.rank(one.after.rank) for one in changes]),
            *(moves if self.comparison.tells_places else []),
            words(say(language, "Unit"), [self._unit(one) for one in changes]),
            numbers(say(language, "rank before"), [figures.rank(one.before.rank) for one in changes], 2),
            *self.ranks.columns(changes),
            numbers(say(language, "score before"), scores[0], 3),
            numbers(say(language, "score now"), scores[1]),
            numbers(say(language, "change"), [self._change(one) for one in changes]),
            *self._causes(),
        ]

    def _change(self, one: UnitChange) -> str:
        """By how much the score changed, between the two as they are shown."""
        return signed(
            figures.shown_difference(one.after.score, one.before.score, self.decimals), self.decimals
        )

    def _causes(self) -> Iterator[TextColumn]:
        """A column for each thing that moved some unit."""
        splits = [change.split for change in self.changes]
        codes, innermost = self._nodes(splits)
        for code in codes:
            values = [_part(split, code, innermost=innermost) for split in splits]
            whole = code == self.comparison.after.index and len(codes) > 1
            heading = say(self.language, "by data undivided") if whole else self._node(code)
            yield numbers(heading, signed_column(values, self.decimals), 1)
        for factor, heading in (("method", "by method"), ("composition", "by composition")):
            parts = [None if split is None else float(getattr(split, factor)) for split in splits]
            if any(parts):
                yield numbers(say(self.language, heading), signed_column(parts, self.decimals))

    def _nodes(self, splits: Sequence[Split | None]) -> tuple[list[str], bool]:
        """The nodes that share the change among them: the innermost (true) if there are few, else the main ones."""
        known = [split for split in splits if split is not None]
        inner = list(dict.fromkeys(code for split in known for code in split.innermost))
        inner.sort(key=lambda code: code == self.comparison.after.index)  # what is left over stands last
        if len(inner) <= MOST_NODES:
            return inner, True
        if self.comparison.editions is None:
            return [], False
        index = self.comparison.editions[1].index
        main = [child.code for child in index.children if any(child.code in split.nodes for split in known)]
        whole = all(sum(split.nodes.get(code, Fraction(0)) for code in main) == split.data for split in known)
        return (main if whole and len(main) <= MOST_NODES else [index.code]), False

    def _node(self, code: str) -> str:
        for edition in reversed(self.comparison.editions or ()):
            if code == edition.index.code:
                return say(self.language, "by data")
            if code in edition.nodes:
                return node_name(edition, code, self.language)
        return visible(code)

    def told(self) -> Iterator[tuple[str, str, list[TextColumn]]]:
        """Why the rank and the score of each chosen unit moved: a title, a sentence or none, and a table."""
        for change in (one for one in self.changes if one.unit in self.units):
            split = self.ranks.found.by_unit.get(change.unit)
            if split is not None:
                yield self.ranks.title(change), self.ranks.sentence(change, split), self.ranks.table(split)
            if change.split is not None:
                yield self.breakdown_title(change), "", self.breakdown(change)

    def breakdown_title(self, change: UnitChange) -> str:
        return say(
            self.language,
            "what moved",
            unit=name_of(change.name, self.language),
            change=self._change(change),
        )

    def breakdown(self, change: UnitChange) -> list[TextColumn]:
        """What moved one unit, node by node, then method and composition; these three add up to the change."""
        assert change.split is not None
        assert self.comparison.editions is not None
        rows = [
            (self._node(code), depth, change.split.nodes[code])
            for code, depth in _in_tree(one.index for one in reversed(self.comparison.editions)).items()
            if code in change.split.nodes
        ]
        rows += [
            (say(self.language, "by method"), 0, change.split.method),
            (say(self.language, "by composition"), 0, change.split.composition),
        ]
        values = signed_column((float(part) for _, _, part in rows), self.decimals)
        return [
            words(
                say(self.language, "moved by"),
                [name for name, _, _ in rows],
                ["  " * depth for _, depth, _ in rows],
            ),
            numbers(say(self.language, "change"), values),
        ]


def _in_tree(indices: Iterable[Node]) -> dict[str, int]:
    """The codes of some trees with their depths, each once."""
    found: dict[str, int] = {}

    def walk(node: Node, depth: int) -> None:
        found.setdefault(node.code, depth)
        for child in node.children:
            walk(child, depth + 1)

    for index in indices:
        walk(index, 0)
    return found


def _of(count: int | None) -> str:
    return "?" if count is None else str(count)
