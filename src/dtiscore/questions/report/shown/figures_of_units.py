"""The figures that the script draws from: nodes, units, periods, ranges, changes, once for all languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from typing import Any

import numpy as np

from dtiscore.analysis.splitting import Split
from dtiscore.methodology.arithmetic import mean, present
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.shown.ranks import CAUSES
from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.report.answer import Report
from dtiscore.questions.report.shown.lifts import Lifts
from dtiscore.questions.report.shown.weights import Weights
from dtiscore.render.changes import table_label
from dtiscore.render.drawing import figures
from dtiscore.render.names import band_name, node_name, unit_name
from dtiscore.said import Figure, spoken
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.prepared import Mark
from dtiscore.scoring.ranking import plain_rank

MOST_NODES = 40
"""Of so many nodes at most every unit has its figures: whole levels of the tree from the top down."""
MOST_CELLS = 12_000
"""Up to so many figures, all of the tree is told even where it has more nodes."""

_ORIGINS = {Origin.SUPPLIED: "s", Origin.PARTIAL: "p", Origin.ZEROED: "z", Origin.MISSING: "m"}
_MARKS = {Mark.IMPUTED: "i", Mark.TREATED: "t"}
COMPUTED = "."


@dataclass(frozen=True)
class UnitFigures:
    """What the script knows of every unit, in the languages of the file."""

    report: Report
    languages: Sequence[str]

    @cached_property
    def codes(self) -> list[str]:
        """The nodes told of beside the index, in the order of the file, and the views at the end."""
        card, edition = self.report.card, self.report.card.methodology
        scored = [
            code
            for code in edition.nodes
            if code != edition.index.code and not card.nodes[code].missing.all()
        ]
        depths = sorted({edition.depths[code] for code in scored})
        upto = [[code for code in scored if edition.depths[code] <= depth] for depth in depths]
        most = max(MOST_NODES, MOST_CELLS // max(1, len(card.dataset)))
        few = [codes for codes in upto if len(codes) <= most]
        nodes = few[-1] if few else (upto[0][:most] if upto else [])
        views = [code for code in edition.view if not card.nodes[code].missing.all()]
        return [*nodes, *views]

    @cached_property
    def rows(self) -> list[int]:
        """The rows of the card in the order of the ranking; the script counts units by their place here."""
        return [row for block in self.report.card.order.values() for row in block]

    @cached_property
    def _lifts(self) -> Lifts:
        return Lifts(self.report, self.codes)

    @cached_property
    def weights(self) -> Weights:
        return Weights(self.report.card)

    def data(self) -> dict[str, Any]:
        """All of it as plain data."""
        report, edition = self.report, self.report.card.methodology
        publish, index = edition.publish, edition.index
        playable = self.weights.why_not is None
        return {
            "languages": list(self.languages),
            "none": figures.NONE,
            "signs": {language: [spoken(Figure(sign), language) for sign in ".,"] for language in self.languages},
            "decimals": publish.decimals,
            "half": publish.rounding,
            "full": edition.rank.on == "full",
            "ties": edition.rank.ties,
            "ascending": edition.rank.order == "ascending",
            "worst_first": edition.rank.first == "worst",
            "low_is_good": edition.rank.low_is_good,
            "code": index.code,
            "most": 1.0 if publish.form == "fraction" else index.maximum,
            "points": index.maximum,
            "index": self._node(index.code),
            "nodes": self.data_of_nodes,
            "periods": [] if report.trend is None else [table_label(table) for table in report.trend.tables],
            "tree": self.weights.tree() if playable else None,
            "causes": self._causes,
            "cuts": self._cut_parts,
            "firm": report.study is not None,
            "units": [self._unit(at, row, playable=playable) for at, row in enumerate(self.rows)],
            "shown": [self.rows.index(one.row) for one in report.explanations],
            "ends": [self._ends(one) for one in report.explanations],
            "chosen": list(report.chosen),
        }  # fmt: skip

    @cached_property
    def data_of_nodes(self) -> list[dict[str, Any]]:
        """The nodes as plain data."""
        return [self._node(code) for code in self.codes]

    @cached_property
    def marks(self) -> list[str]:
        """For each unit a letter for each node, or nothing where all were simply computed."""
        found = ["".join(self._mark(code, row) for code in self.codes) for row in self.rows]
        return ["" if set(marks) <= {COMPUTED} else marks for marks in found]

    def _named(self, name: str) -> str | list[str]:
        """A name in all languages, once where they agree."""
        names = [spoken(name, language) for language in self.languages]
        return names[0] if len(set(names)) == 1 else names

    def _published(self, code: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return self.report.card.published(code)

    def _node(self, code: str) -> dict[str, Any]:
        """A node: name, depth, points, mean and best of the ranked units, how many have a rank."""
        card, edition = self.report.card, self.report.card.methodology
        known = present(card.nodes[code].published[card.dataset.ranked])
        low_is_good = edition.ranking(code).low_is_good
        maximum = edition.maximum(code)
        return {
            "c": code,
            "n": self._named(node_name(edition, code)),
            "d": edition.depths.get(code, -1),
            "max": maximum,
            "mean": _short(mean(known), edition.publish.decimals + 1) if known else None,
            "best": None if not known else _short(min(known) if low_is_good else max(known), 12),
            "of": int((card.ranks[code] > 0).sum()),
            "low": low_is_good,
        }

    @cached_property
    def _causes(self) -> list[Any]:
        """The names of what moved scores since the period before, as the changes of units count them."""
        return self._named_causes(self.report.comparison)

    @cached_property
    def _cut_parts(self) -> list[Any]:
        """The same of what an appraisal changed."""
        return self._named_causes(self.report.cuts)

    def _named_causes(self, comparison: Comparison | None) -> list[Any]:
        if comparison is None:
            return []
        codes = dict.fromkeys(
            code for one in comparison.changes if one.split is not None for code in one.split.innermost
        )
        editions = comparison.editions or ()
        return [
            [code, self._named(next((node_name(one, code) for one in reversed(editions) if code in one.nodes), code))]
            for code in codes
        ]  # fmt: skip

    def _unit(self, at: int, row: int, *, playable: bool) -> dict[str, Any]:
        """One unit; keys that say nothing are left out."""
        card, data = self.report.card, self.report.card.dataset
        edition, index = card.methodology, card.methodology.index.code
        decimals = edition.publish.decimals
        marks = self.marks[at]
        found: dict[str, Any] = {
            "c": data.units[row],
            "n": self._named(unit_name(card, row)),
            "r": plain_rank(float(card.ranks[index][row])),
            "s": _number(self._scores[index][row], decimals),
            "v": [_number(self._scores[code][row], decimals) for code in self.codes],
            "k": [plain_rank(float(card.ranks[code][row])) for code in self.codes],
        }
        if card.bands[row] is not None:
            found["b"] = self._named(band_name(edition, card.bands[row]))
        if marks:
            found["m"] = marks
        if edition.index.maximum:
            scores = [card.nodes[code].score[row] for code in (index, *self.codes)]
            found["p"] = [_number(score, 2) for score in scores]
        raised = self._lifts.of(row)
        if raised:
            found["u"] = raised
        found |= self._over_time(row) | self._firmness(row) | self._cut(row)
        if playable:
            values, supplied = self.weights.values(row)
            found["x"] = values
            if supplied:
                found["o"] = supplied
        return found

    @cached_property
    def _scores(self) -> dict[str, Any]:
        index = self.report.card.methodology.index.code
        return {code: self._published(code) for code in (index, *self.codes)}

    def _ends(self, explanation: Explanation) -> list[int] | None:
        """The places of the parts in which a unit is placed best and worst, where both are told of."""
        ends = [node.code for node in explanation.best_and_worst_placed or ()]
        return [self.codes.index(code) for code in ends] if ends and {*ends} <= {*self.codes} else None

    def _mark(self, code: str, row: int) -> str:
        """What is to be known of a value: where it comes from, or what was done to it."""
        card = self.report.card
        origin = Origin(int(card.nodes[code].origin[row]))
        node = card.methodology.nodes.get(code)
        if origin in _ORIGINS:
            return _ORIGINS[origin]
        if card.prepared is None or node is None or not node.is_indicator:
            return COMPUTED
        return _MARKS.get(card.prepared.mark(row, node.inputs), COMPUTED)

    def _over_time(self, row: int) -> dict[str, Any]:
        """The rank and score of every period, and what moved both since the one before."""
        code = self.report.card.dataset.units[row]
        found: dict[str, Any] = {}
        trend, comparison = self.report.trend, self.report.comparison
        if trend is not None and code in self._trends:
            found["h"] = [
                None if one is None else [plain_rank(one.rank), one.score]
                for one in self._trends[code].standings
            ]
        if comparison is not None and code in self._changes:
            change = self._changes[code]
            before, after = change.before, change.after
            found["was"] = [plain_rank(before.rank), before.score, plain_rank(after.rank)]
            if change.split is not None:
                found["a"] = _parts(change.split, self._causes)
            if code in self._splits:
                found["e"] = self._splits[code]
        return found

    def _cut(self, row: int) -> dict[str, Any]:
        """What an appraisal changed of a unit's own assessment: its score by that, and part by part."""
        change = self._cuts.get(self.report.card.dataset.units[row])
        if change is None or change.split is None:
            return {}
        return {"cut": [change.before.score, _parts(change.split, self._cut_parts)]}

    @cached_property
    def _cuts(self) -> Mapping[str, Any]:
        cuts = self.report.cuts
        return {} if cuts is None else {one.unit: one for one in cuts.changes}

    @cached_property
    def _trends(self) -> Mapping[str, Any]:
        trend = self.report.trend
        return {} if trend is None else {one.unit: one for one in trend.units}

    @cached_property
    def _changes(self) -> Mapping[str, Any]:
        comparison = self.report.comparison
        return {} if comparison is None else {one.unit: one for one in comparison.changes}

    @cached_property
    def _splits(self) -> dict[str, list[float]]:
        """By code, how many places its own figures and those of the others did, the edition and the list of units."""
        comparison = self.report.comparison
        found = {} if comparison is None else comparison.rank_splits().by_unit
        return {unit: [_short(float(one.parts.get(cause, 0)), 2) for cause in CAUSES] for unit, one in found.items()}  # fmt: skip

    def _firmness(self, row: int) -> dict[str, Any]:
        """The range of ranks, the best and the worst of all draws, and with whom it cannot be told apart."""
        study = self.report.study
        if study is None or row not in self._places:
            return {}
        at = self._places[row]
        if (one := study.statistics.get(at)) is None:
            return {}
        ends = one.low, one.high
        # Whole ranks, on the outer side of the quantiles.
        if self.report.card.methodology.rank.ties != "average":
            ends = floor(one.low), ceil(one.high)
        return {"g": [*ends, plain_rank(one.best), plain_rank(one.worst), study.letters[at]]}

    @cached_property
    def _places(self) -> dict[int, int]:
        study = self.report.study
        return {} if study is None else {row: at for at, row in enumerate(study.subject.rows.tolist())}


def _parts(split: Split, causes: Sequence[Any]) -> list[float]:
    """What each cause did to a score; last the edition and the list of units."""
    parts = [split.innermost.get(code, 0) for code, _ in causes]
    return [_short(float(part), 6) for part in (*parts, split.method, split.composition)]


def _short(value: float, decimals: int) -> float:
    return round(value, decimals) + 0.0


def _number(value: float, decimals: int) -> float | None:
    """A number that JSON can say."""
    return None if value != value else _short(float(value), decimals)
