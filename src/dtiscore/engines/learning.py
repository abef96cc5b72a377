"""What an edition learns from a table that comes in batches: each leaves summaries behind, which merge exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Fitted, RuleFault
from dtiscore.methodology.rules.batch_summary import BatchSummary
from dtiscore.scoring.fitting import (
    cannot_be_normalised,
    distances,
    fit_named,
    fitted_values,
)
from dtiscore.scoring.frames import frames_of
from dtiscore.scoring.prepared import FittedStep, Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.tables.raw import ReadCells
from dtiscore.tables.table import Dataset, Rows

Summaries = dict[str, dict[str, BatchSummary]]
"""By frame (the period, ``""`` for all rows together), then by the code of the node."""

Centres = Mapping[str, Mapping[str, float]]
"""The mean of a column over a frame, by frame and node."""


@dataclass
class Learning:
    """The summaries of the columns that rules are fitted on, over the rows that were met so far."""

    ranked: dict[str, int] = field(default_factory=dict)
    """How many rows of a frame are ranked."""
    of_ranked: Summaries = field(default_factory=dict)
    of_others: Summaries = field(default_factory=dict)
    """The same of rows that are not ranked, which are fitted on where there are no others."""
    steps: list[FittedStep] = field(default_factory=list)
    """What each step of preparation learned, which is nothing that depends on the rows."""

    def learn(self, methodology: Methodology, batch: Prepared, about: Centres | None = None) -> None:
        """Take in the rows of a batch; with the means ``about`` of all units, squares are summed as well."""
        dataset = batch.dataset
        self.steps = _merged_steps(self.steps, list(batch.steps))
        for frame in frames_of(methodology, dataset):
            rows = frame.rows if isinstance(methodology.frame, str) else _of_period(dataset, frame.key)
            key = frame.key or ""
            is_ranked = dataset.ranked[rows]
            self.ranked[key] = self.ranked.get(key, 0) + int(is_ranked.sum())
            kept = batch.kept[rows]
            centres = None if about is None else about.get(key, {})
            for summaries, among in (
                (self.of_ranked, is_ranked & kept),
                (self.of_others, ~is_ranked & kept),
            ):
                found = _summaries(methodology, dataset, rows[among], centres)
                _add_summaries(summaries, {key: found})

    def merge(self, other: Learning) -> None:
        """Take in what was learned from other rows."""
        for name, count in other.ranked.items():
            self.ranked[name] = self.ranked.get(name, 0) + count
        _add_summaries(self.of_ranked, other.of_ranked)
        _add_summaries(self.of_others, other.of_others)
        self.steps = _merged_steps(self.steps, other.steps)

    @property
    def summaries(self) -> Summaries:
        """The summaries of each frame: of its ranked rows, or of all where none is ranked."""
        return {
            frame: (self.of_ranked if ranked else self.of_others).get(frame, {})
            for frame, ranked in self.ranked.items()
        }

    def centres(self, methodology: Methodology) -> Centres:
        """The means about which rules want squares summed, by frame and node; empty where none does."""
        wanted = {node.code for node, rule in methodology.fitted_nodes if rule.moments == 2}
        centres = {
            frame: {
                code: summary.mean
                for code, summary in by_code.items()
                if code in wanted and summary.count and summary.low < summary.high
            }
            for frame, by_code in self.summaries.items()
        }
        return {frame: by_code for frame, by_code in centres.items() if by_code}

    def reference(self, methodology: Methodology, source: str) -> Reference:
        """What the edition learns from all units: the same bits as from the whole table in memory.

        Raises:
            InvalidData: an indicator cannot be fitted; ``problems`` lists each.
        """
        return reference_of(methodology, self.summaries, self.steps, source)


def reference_of(
    methodology: Methodology, summaries: Summaries, steps: Sequence[FittedStep], source: str
) -> Reference:
    """The statistics of all rules from the summaries of their columns.

    Raises:
        InvalidData: an indicator cannot be fitted; ``problems`` lists each.
    """
    statistics: dict[str | None, dict[str, Fitted]] = {}
    problems: list[Problem] = []
    scored = methodology.counted
    for key, by_code in summaries.items():
        frame = key or None
        statistics[frame] = {}
        for node, rule in methodology.fitted_nodes:
            summary = by_code.get(node.code, BatchSummary())
            if not summary.count:
                continue
            try:
                fitted = fit_named(rule, lambda: rule.fit_from(summary), node.spoken_name, frame)  # noqa: B023 - called at once
            except RuleFault as fault:
                if fault.code == "zero-range" and node.code not in scored:
                    continue  # collected, not scored: it goes without
                place = Place(source, header=node.inputs[0] if node.inputs else None)
                problems.append(Problem(fault.code, fault.message, place, fix=fault.fix, indicator=node.code))
            else:
                statistics[frame][node.code] = fitted
    if problems:
        raise cannot_be_normalised(source, problems)
    return Reference(methodology.hash, statistics, tuple(steps))


def _of_period(dataset: Dataset, period: str | None) -> Rows:
    return np.array([row for row, own in enumerate(dataset.periods) if own == period], dtype=np.intp)


def _summaries(
    methodology: Methodology, dataset: Dataset, rows: Rows, centres: Mapping[str, float] | None
) -> dict[str, BatchSummary]:
    if not len(rows):
        return {}
    whole = len(rows) == len(dataset)
    found: dict[str, BatchSummary] = {}
    for node, rule in methodology.fitted_nodes:
        values = fitted_values(methodology, dataset, node, rows)
        cells = dataset.headings[node.inputs[0]].cells if node.inputs[0] in dataset.headings else None
        if values is None:
            continue
        if isinstance(cells, ReadCells) and cells.values is values and rule.asks_for_ends:
            found[node.code] = BatchSummary(*cells.ends)
        else:
            units: Sequence[str] = ()
            if rule.named_unit is not None:
                units = dataset.units if whole else [dataset.units[row] for row in rows.tolist()]
            about = None if centres is None else centres.get(node.code)
            within = distances(methodology, dataset, node.inputs[0], rows) if rule.fit_compares else None
            found[node.code] = rule.summary(values, units, about, within)
    return found


def _add_summaries(mine: Summaries, theirs: Summaries) -> None:
    for frame, by_code in theirs.items():
        known = mine.setdefault(frame, {})
        for code, summary in by_code.items():
            known[code] = known[code] + summary if code in known else summary


def _merged_steps(first: list[FittedStep], second: list[FittedStep]) -> list[FittedStep]:
    """What steps learned in two sets of rows, the frames of both."""
    if not first or not second:
        return first or second
    return [{**one, **other} for one, other in zip(first, second, strict=True)]
