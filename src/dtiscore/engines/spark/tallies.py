"""What the batches of a partition leave behind: counts, a sample of the faults, summaries of columns. Tallies merge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dtiscore.engines.learning import Learning, Summaries
from dtiscore.errors import Place, Problem
from dtiscore.methodology.rules.batch_summary import BatchSummary
from dtiscore.said import as_it_is
from dtiscore.scoring.prepared import FittedStep
from dtiscore.tables.identified import UnitOfPeriod
from dtiscore.tables.spans import Span, Spans, add_spans
from dtiscore.tables.without_figures import Figures

KEPT = 20
"""How many problems of the cells and rows of a partition are told; all are counted."""


@dataclass
class Noted:
    """A bounded sample of problems with their true number."""

    errors: int = 0
    warnings: int = 0
    sample: list[Problem] = field(default_factory=list)
    of_table: dict[str, tuple[Problem, int]] = field(default_factory=dict)
    """Problems that are about no cell, by what they say, with the number of batches that say it."""

    def add(self, problems: Iterable[Problem]) -> None:
        """Note the problems of a batch, whose lines mean nothing outside it."""
        for problem in problems:
            if not problem.place.line:
                self._of_table(problem._replace(place=problem.place._replace(line=None)), 1)
            else:
                self.errors += problem.is_error
                self.warnings += not problem.is_error
                self._keep(_without_line(problem))

    def merge(self, other: Noted) -> None:
        self.errors += other.errors
        self.warnings += other.warnings
        for problem in other.sample:
            self._keep(problem)
        for problem, batches in other.of_table.values():
            self._of_table(problem, batches)

    def _keep(self, problem: Problem) -> None:
        # An error takes the place of a warning, so that no sample is without the errors there are.
        if len(self.sample) < KEPT:
            self.sample.append(problem)
        elif problem.is_error:
            for at, kept in enumerate(self.sample):
                if not kept.is_error:
                    self.sample[at] = problem
                    return

    def _of_table(self, problem: Problem, batches: int) -> None:
        key = f"{problem.code}: {problem.message}"
        known = self.of_table.get(key, (problem, 0))[1]
        self.of_table[key] = (problem, known + batches)


@dataclass
class Tally(Learning):
    """What was met in some rows."""

    rows: int = 0
    batches: int = 0
    noted: Noted = field(default_factory=Noted)
    met: set[UnitOfPeriod] = field(default_factory=set)
    """The periods, each with the codes of its units where the edition has a scheme of units."""
    groups: set[tuple[str, ...]] = field(default_factory=set)
    """What the columns of groups say together, where the name of the group may be that of another one too."""
    named: bool = False
    """Whether some unit has a name."""
    coded: set[UnitOfPeriod] = field(default_factory=set)
    """The units of the scheme, by period, that a code identifies, and not a name alone; none where no other list has such names."""
    two_readings: dict[str, int] = field(default_factory=dict)
    """By heading: cells such as 1.234, where no number style is declared."""
    points: dict[str, int] = field(default_factory=dict)
    """By heading: cells with a decimal point that have one reading."""
    signed: dict[str, int] = field(default_factory=dict)
    """By heading: cells with a per cent sign."""
    bare: dict[str, int] = field(default_factory=dict)
    """By heading, in columns of texts: numbers without one."""
    examples: dict[str, str] = field(default_factory=dict)
    """By heading, one of the cells of two readings."""
    spans: Spans = field(default_factory=dict)
    """Between what the numbers of columns lie."""
    figures: Figures = field(default_factory=Figures)
    """Which nodes have a figure."""
    disagreements: int = 0
    """How many scores the table brings that differ from what their parts give."""

    def add(self, other: Tally) -> None:
        """Take in what was met in other rows."""
        self.merge(other)
        self.rows += other.rows
        self.batches += other.batches
        self.noted.merge(other.noted)
        self.met |= other.met
        self.groups |= other.groups
        self.named = self.named or other.named
        self.coded |= other.coded
        self.examples = {**other.examples, **self.examples}
        self.disagreements += other.disagreements
        add_spans(self.spans, other.spans)
        self.figures.add(other.figures)
        for mine, theirs in (
            (self.two_readings, other.two_readings),
            (self.points, other.points),
            (self.signed, other.signed),
            (self.bare, other.bare),
        ):
            for name, count in theirs.items():
                mine[name] = mine.get(name, 0) + count

    def to_json(self) -> str:
        """The tally as a text, exact to the last bit."""
        plain = {
            **vars(self),
            "noted": [
                self.noted.errors,
                self.noted.warnings,
                [problem.as_row() for problem in self.noted.sample],
                [[problem.as_row(), batches] for problem, batches in self.noted.of_table.values()],
            ],
            "met": [list(pair) for pair in self.met],
            "groups": [list(parts) for parts in self.groups],
            "coded": [list(pair) for pair in self.coded],
            "spans": [
                [header, period, span.place.header, span.count, span.low, span.high, span.total]
                for header, by_period in self.spans.items()
                for period, span in by_period.items()
            ],
            "figures": [
                self.figures.rows,
                sorted(self.figures.nodes),
                sorted(self.figures.filled),
                {header: place.header for header, place in self.figures.headings.items()},
                [list(unit) for unit in self.figures.units],
                [list(unit) for unit in self.figures.empty_units],
            ],
            "of_ranked": _plain_summaries(self.of_ranked),
            "of_others": _plain_summaries(self.of_others),
            "steps": [
                {
                    frame or "": {header: dict(known) for header, known in learned.items()}
                    for frame, learned in step.items()
                }
                for step in self.steps
            ],
        }
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Tally:
        """The tally that :meth:`to_json` wrote."""
        plain = json.loads(text)
        errors, warnings, sample, of_table = plain.pop("noted")
        noted = Noted(errors, warnings, [problem_of_row(row) for row in sample])
        for row, batches in of_table:
            problem = problem_of_row(row)
            noted.of_table[f"{problem.code}: {problem.message}"] = (problem, batches)
        spans: Spans = {}
        for header, period, shown, count, low, high, total in plain.pop("spans"):
            span = Span(count, low, high, total, Place("", header=shown), "")
            spans.setdefault(header, {})[period] = span
        rows, nodes, filled, headings, *units = plain.pop("figures")
        of_units = ({(period, unit) for period, unit in some} for some in units)
        places = {header: Place("", header=shown) for header, shown in headings.items()}
        figures = Figures(rows, set(nodes), set(filled), places, *of_units)
        steps: list[FittedStep] = [
            {frame or None: learned for frame, learned in step.items()} for step in plain.pop("steps")
        ]
        return cls(
            noted=noted,
            met={(period, unit) for period, unit in plain.pop("met")},
            groups={tuple(parts) for parts in plain.pop("groups")},
            coded={(period, unit) for period, unit in plain.pop("coded")},
            of_ranked=_summaries(plain.pop("of_ranked")),
            of_others=_summaries(plain.pop("of_others")),
            steps=steps,
            spans=spans,
            figures=figures,
            **plain,
        )


def problem_of_row(row: Mapping[str, Any]) -> Problem:
    """The problem of its plain data, in which its sentences may have become plain texts."""
    place = Place(row["file"], row["line"], row["column"], row["header"])
    fix = None if row["fix"] is None else as_it_is(row["fix"])
    told = {name: row[name] for name in ("raw", "unit", "indicator", "severity")}
    return Problem(row["code"], as_it_is(row["message"]), place, fix=fix, **told)


def _without_line(problem: Problem) -> Problem:
    return problem_of_row({**problem.as_row(), "line": None, "column": None})


def _plain_step(step: FittedStep) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        frame or "": {header: dict(known) for header, known in learned.items()}
        for frame, learned in step.items()
    }


def _plain_summaries(summaries: Summaries) -> dict[str, dict[str, list[Any]]]:
    return {
        frame: {code: summary.as_list() for code, summary in by_code.items()}
        for frame, by_code in summaries.items()
    }


def _summaries(plain: Mapping[str, Mapping[str, list[Any]]]) -> Summaries:
    return {
        frame: {code: BatchSummary.from_list(each) for code, each in by_code.items()}
        for frame, by_code in plain.items()
    }
