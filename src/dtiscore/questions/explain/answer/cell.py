"""The history of one cell: from its text in the file through reading, preparation and rule to what it adds to the index."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from dtiscore.analysis.answer import Answer, unit_of
from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.base import fold
from dtiscore.methodology.preparation import PreparationStep
from dtiscore.methodology.rules import Rule
from dtiscore.methodology.rules.transforms import TransformingRule
from dtiscore.questions.explain.answer.contributions import Contributions
from dtiscore.questions.explain.answer.number_reading import number_reading
from dtiscore.questions.explain.answer.preparing import PreparedCell, prepared_cells, relevant_headers
from dtiscore.said import said
from dtiscore.scoring.evaluate import MADE_FROM_CHILDREN, Origin
from dtiscore.scoring.frames import frames_of
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.suggestions import close_to, did_you_mean

StageKind = Literal[
    "cell", "read", "derived", "imputed", "treated", "screened",
    "rule", "scaled", "then", "rounded", "counted", "zeroed", "unscored", "supplied", "adds", "joins", "ends",
]  # fmt: skip

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing that happened to a cell on its way, in the order in which it happened."""

    kind: StageKind
    subject: str
    """The heading of the column, or the code of the node."""
    value: float | None
    """What there was afterwards, in full precision; ``None`` for no value."""
    before: float | None = None
    text: str | None = None
    """The cell exactly as it stands in the file."""
    place: str | None = None
    """Where it stands: file:line:column."""
    facts: Facts = field(default_factory=dict)
    """The figures that went in, by name: operands, fitted statistics, weights."""
    method: PreparationStep | Rule | None = None
    """The step or rule that was applied."""

    def as_dict(self) -> dict[str, Any]:
        """The stage as plain data."""
        method = None if self.method is None else self.method.model_dump(mode="json", exclude_none=True)
        return {
            "stage": self.kind,
            "subject": self.subject,
            "text": self.text,
            "place": self.place,
            "before": self.before,
            "value": self.value,
            "method": method,
            "facts": {name: list(v) if isinstance(v, tuple) else v for name, v in self.facts.items()},
        }


@dataclass(frozen=True, repr=False)
class CellHistory(Answer):
    """How the cells that one node of one unit reads became what the node adds to the index."""

    card: Scorecard
    row: int
    code: str
    stages: list[Stage]

    @property
    def in_short(self) -> str:
        return f"{self.code} of {unit_of(self.card, self.row)}"

    @property
    def score(self) -> float | None:
        """The node's score."""
        value = float(self.card.nodes[self.code].score[self.row])
        return None if value != value else value


def explain_cell(card: Scorecard, row: int, cell: str) -> CellHistory:
    """The history of the cells behind one indicator, or behind a score that the table supplies.

    Args:
        card: the scorecard.
        row: the row of the unit.
        cell: the code of the node, or the heading of a column that a single indicator reads.

    Raises:
        UsageFault: nothing is called so, several indicators read the column, or the node has no cell of its own.
    """
    node = _node_of(card, cell)
    history = _History(card, row, node)
    stages = [*history.cells(), *history.prepared()]
    if any(stage.kind == "screened" for stage in stages):  # which says already why there is no score
        return CellHistory(card, row, node.code, stages)
    return CellHistory(card, row, node.code, [*stages, *history.scored(), *history.upwards()])


def _node_of(card: Scorecard, cell: str) -> Node:
    edition = card.methodology
    if cell in edition.nodes:
        return edition.nodes[cell]
    readers: dict[str, list[Node]] = {}
    for node in edition.nodes.values():
        headers = {raw for header in node.inputs for raw in (header, *edition.raw_behind(header))}
        columns = [
            card.dataset.headings[header].header for header in headers if header in card.dataset.headings
        ]
        for name in {fold(one) for one in (node.code, node.label(None), *headers, *columns)}:
            readers.setdefault(name, []).append(node)
    found = readers.get(fold(cell), [])
    if len(found) == 1:
        return found[0]
    if found:
        codes = ", ".join(node.code for node in found)
        raise UsageFault(
            said('"{cell}" is read by {codes}', cell=cell, codes=codes), said("name one of these codes")
        )
    near = close_to(fold(cell), readers, n=3)
    near_codes = list(dict.fromkeys(node.code for name in near for node in readers[name]))
    some = ", ".join(node.code for node in list(edition.index.indicators())[:8])
    fix = did_you_mean(near_codes) or said(
        "a code such as {examples}, or the heading of a column", examples=some
    )
    raise UsageFault(said('{edition} has no indicator "{cell}"', edition=edition.id, cell=cell), fix)


class _History:
    """One node of one row, told from its cells upwards."""

    def __init__(self, card: Scorecard, row: int, node: Node) -> None:
        self.card = card
        self.row = row
        self.node = node
        self.frame = next(frame for frame in frames_of(card.methodology, card.dataset) if row in frame.rows)
        dataset = card.dataset if card.prepared is None else card.prepared.dataset
        found = dataset.inputs(node)
        self.inputs = None if found is None else tuple(values[[row]] for values in found)
        brought = card.dataset.supplied.get(node.code)
        own = self.inputs is not None and node.rule is not None and not np.isnan(self._own()).all()
        self.is_brought = not own and brought is not None and not np.isnan(brought[row])
        self.origin = Origin(int(card.nodes[node.code].origin[row]))
        from_parts = bool(node.children) and self.origin != Origin.SUPPLIED
        if from_parts or (self.inputs is None and not self.is_brought):
            parts = ", ".join(child.code for child in node.children)
            fix = (
                said("choose one of its parts: {parts}", parts=parts)
                if parts
                else said("the table has no column for it")
            )
            raise UsageFault(said('"{node}" has no cell of its own here', node=node.code), fix)

    def _own(self) -> Values:
        assert self.inputs is not None
        assert self.node.rule is not None
        fitted = self.card.reference.of(self.frame.key, self.node.code)
        if self.node.rule.needs_fit and not fitted:
            return np.array([np.nan])
        return self.node.rule.apply(self.inputs, fitted if self.node.rule.needs_fit else {})

    def cells(self) -> Iterator[Stage]:
        """What stands in the file, and how it was read."""
        if self.is_brought:
            header = self.card.methodology.figure_headings.of(self.node.code)
            column = self.card.dataset.headings.get(header)
            called = header if column is None else column.header
            value = float(self.card.dataset.supplied[self.node.code][self.row])
            yield from self.cell(header, value, called=called)
            return
        for header in relevant_headers(self.card.methodology, self.node):
            values = self.card.dataset.numbers.get(header)
            outcomes = self.card.dataset.outcomes.get((self.node.code, header))
            known = values if outcomes is None else outcomes
            if known is not None:
                yield from self.cell(header, float(known[self.row]), earns=outcomes is not None)

    def cell(
        self, header: str, value: float, *, earns: bool = False, called: str | None = None
    ) -> Iterator[Stage]:
        text = self.card.dataset.raw_text(self.row, header)
        place = None if text is None else self.card.dataset.place(self.row, header).within_folder
        subject = called or header
        yield Stage("cell", subject, None, text=text, place=place)
        if value == value:
            written = self.card.dataset.how_written(header)
            facts: Facts = {"earns": True} if earns else number_reading(text or "", written)
            yield Stage("read", subject, value, text=text, facts=facts)

    def prepared(self) -> Iterator[Stage]:
        """What preparation did, step by step."""
        if self.is_brought:
            return
        for change in prepared_cells(self.card, self.row, self.node, self.frame.key):
            yield _stage_of(change)

    def scored(self) -> Iterator[Stage]:
        """From the prepared values to the node's score."""
        node = self.node
        final = float(self.card.nodes[node.code].score[self.row])
        if final != final:
            yield self.unscored()
            return
        if self.is_brought:
            yield Stage("supplied", node.code, final)
            return
        value = float(self._own()[0]) if node.rule is not None else np.nan
        if node.rule is None or value != value:
            yield Stage("zeroed", node.code, final)
            return
        assert self.inputs is not None
        facts = {name: float(v[0]) for name, v in zip(node.inputs, self.inputs, strict=True)}
        fitted = self.card.reference.of(self.frame.key, node.code) if node.rule.needs_fit else {}
        after = node.rule.after_transform(facts, fitted) if isinstance(node.rule, TransformingRule) else {}
        yield Stage("rule", node.code, value, facts={**facts, **after, **fitted}, method=node.rule)
        value = yield from self.on_scale(node.rule, value)
        for position, rule in enumerate(node.then if node.is_indicator else ()):
            learned = self.card.reference.of(self.frame.key, node.code, position) if rule.needs_fit else {}
            before, value = value, float(rule.apply([np.array([value])], learned)[0])
            yield Stage("then", node.code, value, before, facts=learned, method=rule)
            value = yield from self.on_scale(rule, value)
        if node.round is not None:
            before, value = value, float(node.round(np.array([value]))[0])
            yield Stage("rounded", node.code, value, before, facts={"decimals": node.round.decimals})
        if node.out_of is not None:
            facts = {"out_of": node.out_of, "points": node.maximum or 0.0}
            yield Stage("counted", node.code, final, value, facts=facts)

    def unscored(self) -> Stage:
        """That there is no score here, and what becomes of the node above for want of it."""
        parent = self.card.methodology.parents.get(self.node.code)
        if parent is None:
            return Stage("unscored", self.node.code, None)
        score = float(self.card.nodes[parent.code].score[self.row])
        facts = {
            "above": parent.code,
            "score": None if score != score else score,
            "reweighted": self.card.methodology.missing_rule(parent).kind == "reweight",
        }
        return Stage("unscored", self.node.code, None, facts=facts)

    def on_scale(self, rule: Rule, value: float) -> Generator[Stage, None, float]:
        """The stage from a share to points or the scale; returns the score."""
        maximum = self.node.own_maximum
        top = self.card.methodology.scale if maximum is None else maximum
        if rule.output == "score" or top == 1.0:
            return value
        yield Stage(
            "scaled", self.node.code, value * top, value, facts={"top": top, "points": maximum is not None}
        )
        return value * top

    def upwards(self) -> Iterator[Stage]:
        """What the score adds to each node above it, up to the index."""
        edition, scores, row = self.card.methodology, self.card.nodes, self.row
        at = self.node
        added: float | None = float(scores[at.code].score[row])
        contributions = Contributions(self.card, row)
        while at.code != edition.index.code and not scores[at.code].lacks(row):
            parent, counted = edition.parents[at.code], contributions.of(at)
            if scores[parent.code].origin[row] not in MADE_FROM_CHILDREN:
                supplied = bool(scores[parent.code].origin[row] == Origin.SUPPLIED)
                yield Stage("ends", parent.code, None, added, facts={"supplied": supplied})
                return
            before = added
            added = None if added is None or counted.factor is None else added * counted.factor
            score = float(scores[parent.code].score[row])
            facts = {
                "score": None if score != score else score,
                "weight": counted.share,
                "effective": counted.effective,
                "aggregate": None if parent.aggregate is None else parent.aggregate.kind,
            }
            yield Stage("joins" if added is None else "adds", parent.code, added, before, facts=facts)
            at = parent


def _stage_of(change: PreparedCell) -> Stage:
    return Stage(
        change.kind, change.header, change.value, change.before, facts=change.facts, method=change.step
    )
