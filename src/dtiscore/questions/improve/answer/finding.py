"""Finding the levers of a unit: the cells that its index is made of, which way each is better and how far it can go.

A lever goes no further than full marks, the bounds of its column, the bounds that the user gives, and, where the edition
sets no full marks (scores fitted on the units), the best value that any ranked unit has. A column by which a ratio or a
formula only divides stays as it is unless the user names it: nobody is told to have fewer inhabitants, or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.base import fold
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.rules import Bounds
from dtiscore.methodology.rules.formulas import FormulaRule
from dtiscore.methodology.rules.points import Ratio
from dtiscore.questions.improve.answer.asked import require_joint
from dtiscore.questions.improve.answer.lever import Lever, Limit, PossibleText
from dtiscore.questions.improve.answer.reaching import Draft, reaching, ways_of
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.turning import end_of_rising, ends_of_earning, is_flat_beyond
from dtiscore.questions.improve.answer.wording import NumberForm, form_of
from dtiscore.said import said
from dtiscore.scoring.evaluate import MADE_FROM_CHILDREN, Origin
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.schema import RowSchema


@dataclass(frozen=True)
class Levers:
    """What can be moved, and what cannot."""

    all: Sequence[Lever]
    """In the order of the tree; those without room and those fixed among them."""
    missing: Sequence[str]
    """The codes of scored indicators for which the unit has no value of its own."""
    through: Sequence[Node]
    """The nodes above them that are aggregated to make the index."""

    @property
    def with_room(self) -> list[Lever]:
        """Those that can be moved."""
        return [lever for lever in self.all if lever.reach > 0]


def find_levers(rescoring: Rescoring, limits: Mapping[str, Limit]) -> Levers:
    """The levers of the unit that is rescored, under the limits given by column.

    Raises:
        UsageFault: the index compares units with each other, a limit names no column that the index of the unit is
            made of, or the edition does not admit all levers as far as they go.
    """
    found = _Finder(rescoring, limits).found()
    try:
        require_joint(rescoring, found.with_room)
    except UsageFault:
        found = _Finder(rescoring, limits, to_the_best=True).found()
        require_joint(rescoring, found.with_room)
    return found


@dataclass(frozen=True)
class _Finder:
    rescoring: Rescoring
    limits: Mapping[str, Limit]
    to_the_best: bool = False
    """Whether, where only trying tells how far a value goes, it goes to the best value of any unit."""

    @cached_property
    def schema(self) -> RowSchema:
        return RowSchema(self.rescoring.card.methodology)

    def found(self) -> Levers:
        card, row = self.rescoring.card, self.rescoring.row
        fed: dict[tuple[str, str], dict[str, None]] = {}
        through: list[Node] = []
        sources = [*self._sources(card.methodology.index, through)]
        for node, kind in sources:
            if kind is None:
                continue
            for column in [node.code] if kind == "score" else self._columns(node):
                fed.setdefault((kind, column), {})[node.code] = None
        known = {fold(heading): limit for heading, limit in self.limits.items()}
        drafts: list[Draft] = []
        for (kind, column), nodes in fed.items():
            codes = list(nodes)
            raw = card.methodology.figure_headings.of(column) if kind == "score" else column
            file = card.dataset.headings.get(raw)
            heading = file.header if file is not None else raw
            named = [
                limit for name in (column, heading, *codes) if (limit := known.get(fold(name))) is not None
            ]
            limit = named[0] if named else None
            if kind == "score":
                draft = self._score(column, heading, limit or Limit())
            elif (codes[0], column) in card.dataset.outcomes:
                draft = self._text(column, heading, codes, limit or Limit())
            elif np.isnan(card.dataset.numbers[column][row]):
                continue  # the rule does without it
            else:
                draft = self._number(column, heading, codes, limit)
            drafts.append(draft)
        # What a step filled in is no value of the unit.
        moved = {code for draft in drafts for code in draft.lever.nodes}
        missing = [node.code for node, _ in sources if node.code not in moved]
        self._require_known([draft.lever for draft in drafts])
        return Levers(reaching(self.rescoring, drafts, through), missing, through)

    def _require_known(self, levers: Sequence[Lever]) -> None:
        """A bound for a column that is not there would bind nothing, and nobody would notice."""
        names = {fold(name) for lever in levers for name in (lever.column, lever.heading, *lever.nodes)}
        for heading in self.limits:
            if fold(heading) not in names:
                headings = ", ".join(lever.heading for lever in levers)
                message = said(
                    'the bounds name "{heading}", of which the index of this unit is not made',
                    heading=heading,
                )
                raise UsageFault(message, said("it is made of {headings}", headings=headings))

    def _sources(self, node: Node, through: list[Node]) -> Iterator[tuple[Node, str | None]]:
        """The nodes at which the unit's score comes from the table: by the node's own rule, or brought as a score."""
        card, row = self.rescoring.card, self.rescoring.row
        if node.aggregate is not None and node.aggregate.over_units:
            message = said(
                '"{node}" ({aggregate}) compares all units of a table with each other',
                node=node.spoken_name,
                aggregate=method_name(node.aggregate.kind),
            )
            raise UsageFault(
                message, said("improve needs an index in which the values of a unit make its score")
            )
        origin = Origin(int(card.nodes[node.code].origin[row]))
        if node.children and node.aggregate is not None and origin in MADE_FROM_CHILDREN:
            through.append(node)
            counted = [child.code for child in node.children if child.is_scored]
            for code in node.aggregate.names(counted):
                yield from self._sources(card.methodology.nodes[code], through)
        elif origin in (Origin.COMPUTED, Origin.SUPPLIED):
            brought = card.dataset.supplied.get(node.code)
            if self._reads_a_value(node):
                yield node, "own"
            elif brought is not None and brought[row] == brought[row]:
                yield node, "score"
        elif node.is_indicator:
            yield node, None

    def _reads_a_value(self, node: Node) -> bool:
        """Whether the node's own rule has values enough in this row, after preparation."""
        card, row = self.rescoring.card, self.rescoring.row
        data = card.dataset if card.prepared is None else card.prepared.dataset
        inputs = data.inputs(node)
        if inputs is None or node.rule is None:
            return False
        there = [np.array([not np.isnan(values[row])]) for values in inputs]
        return bool(node.rule.suffices(there)[0])

    def _columns(self, node: Node) -> list[str]:
        """The raw columns that a node's rule reads, derived ones traced back to what they are made from."""
        edition = self.rescoring.card.methodology
        behind = [raw for header in node.inputs for raw in edition.raw_behind(header)]
        return [
            header
            for header in dict.fromkeys(behind)
            if header in self.rescoring.card.dataset.numbers
            or (node.code, header) in self.rescoring.card.dataset.outcomes
        ]

    def _score(self, code: str, heading: str, limit: Limit) -> Draft:
        card, row = self.rescoring.card, self.rescoring.row
        values, header = card.dataset.supplied[code], card.methodology.figure_headings.of(code)
        lever = Lever(
            code, heading, (code,), "score", float(values[row]), 1, 0.0, self._form(header, values), limit
        )
        bounds = self.schema.score_bounds(code, heading)
        maximum = card.methodology.maximum_under(code, heading)
        top = (1.0 if card.methodology.publish.form == "fraction" else maximum) if maximum else None
        far = {1: top if top is not None else self._extreme(values, 1), -1: self._extreme(values, -1)}
        return Draft(lever, ways_of(lever, bounds, far))

    def _number(self, column: str, heading: str, codes: Sequence[str], limit: Limit | None) -> Draft:
        card, row = self.rescoring.card, self.rescoring.row
        values = card.dataset.numbers[column]
        form = self._form(column, values)
        nodes = [card.methodology.nodes[code] for code in codes]
        if limit is None:
            limit = Limit(fixed=not any(self._does_more_than_divide(node, column) for node in nodes))
        lever = Lever(column, heading, tuple(codes), "number", float(values[row]), 1, 0.0, form, limit)
        bounds = self.schema.bounds.get(column, Bounds())
        far = {way: self._far(nodes, lever, way) for way in (1, -1)}
        return Draft(lever, ways_of(lever, bounds, far))

    def _far(self, nodes: Sequence[Node], lever: Lever, way: int) -> float:
        """The farthest value at which the rules still earn; where one does not tell, its bound, or the best value.

        The best value also where another of them learned from the units: what it gives beyond them it has not learned.
        """
        is_fitted = any(node.rule is not None and node.rule.needs_fit for node in nodes)
        ends = [self._own_end(node, lever, way, is_fitted=is_fitted) for node in nodes]
        return max(ends, key=lambda end: way * end)

    def _own_end(self, node: Node, lever: Lever, way: int, *, is_fitted: bool) -> float:
        """The farthest value at which the rule of one node still earns."""
        best = self._extreme(self.rescoring.card.dataset.numbers[lever.column], way)
        earning = ends_of_earning(node, lever.column, self.rescoring, lever.form.decimals)
        if earning is not None:
            # A unit may be better than all of those that the rule was fitted on; what was learned from it moves with it.
            if not is_fitted and is_flat_beyond(node, lever.column, way):
                return lever.in_whole_steps(earning[way], way)
            return max(earning[way], best, key=lambda end: way * end)
        if node.rule is None or is_fitted or lever.column not in node.inputs:
            return best
        bounds = self.schema.bounds.get(lever.column, Bounds())
        bound = bounds.high if way == 1 else bounds.low
        if bound is not None and abs(bound) < LARGEST:
            return bound
        end = None if self.to_the_best else end_of_rising(node, replace(lever, sign=way), self.rescoring)
        return best if end is None else end

    def _does_more_than_divide(self, node: Node, column: str) -> bool:
        """Whether a node reads a column otherwise than as what a ratio or formula divides by, derived columns traced back."""
        rule, headers = node.rule, [*node.inputs]
        if isinstance(rule, Ratio):
            headers = headers[:1]
        elif isinstance(rule, FormulaRule):
            told = rule.parsed
            headers = [
                header for name, header in zip(told.names, headers, strict=True) if name in told.undivided
            ]
        derived = self.rescoring.card.methodology.derived

        def is_made_of(header: str) -> bool:
            step = derived.get(header)
            return header == column if step is None else any(map(is_made_of, step.parsed.undivided))

        return any(map(is_made_of, headers))

    def _form(self, header: str, values: Values) -> NumberForm:
        data = self.rescoring.card.dataset
        cells = data.cells(header)
        if cells is None:
            return NumberForm()
        return form_of(data.how_written(header), cells, values, cells[self.rescoring.row])

    def _extreme(self, values: Values, way: int) -> float:
        """The best value of the ranked units of the same period and group."""
        card, row = self.rescoring.card, self.rescoring.row
        peers = card.peers_of(row)
        known = values[peers[card.dataset.ranked[peers]]]
        turned = np.append(known[~np.isnan(known)], values[row]) * way
        return float(turned.max()) * way

    def _text(self, column: str, heading: str, codes: Sequence[str], limit: Limit) -> Draft:
        """A column of answers; of equal ones that which the table uses."""
        card, row = self.rescoring.card, self.rescoring.row
        nodes = [card.methodology.nodes[code] for code in codes]
        cells = card.dataset.headings[column].cells
        known = {fold(cells[at]): cells[at].strip() for at in reversed(card.dataset.row_in_raw)}
        answers = [
            PossibleText(known.get(text, text), {node.code: node.texts[column][text] for node in nodes})
            for text in self.schema.admitted(column)
        ]
        now = PossibleText(
            cells[card.dataset.row_in_raw[row]].strip(),
            {code: float(card.dataset.outcomes[code, column][row]) for code in codes},
        )
        lever = Lever(
            column,
            heading,
            tuple(codes),
            "text",
            now.earned[codes[0]],
            1,
            0.0,
            NumberForm(),
            limit,
            answers=(now,),
        )
        used = sorted(answers, key=lambda answer: fold(answer.text) not in known)
        trial = replace(lever, answers=(now, *used), reach=float(len(used)))
        return Draft(lever, () if limit.fixed else (trial,))
