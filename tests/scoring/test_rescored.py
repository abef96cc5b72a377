"""What depends on a changed figure is scored anew, and nothing else: to the bit what scoring the whole table gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from tests.made import HEAD, group, indicator

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.dependents import Dependence
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import score_dataset
from dtiscore.scoring.evaluate import NodeScores
from dtiscore.scoring.rescored import rescored
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset

STEPS: dict[str, list[dict[str, Any]]] = {
    "nothing": [],
    "derived": [
        {"step": "derive", "column": "p", "formula": "a / (b + 100)"},
        {"step": "derive", "column": "q", "formula": "p + c"},
    ],
    "a figure of all": [
        {"step": "derive", "column": "p", "formula": "a", "take": "mean", "weight": "b"},
        {"step": "derive", "column": "q", "formula": "c - p"},
    ],
    "over periods": [
        {"step": "derive", "column": "p", "formula": "a", "along": "difference"},
        {"step": "impute-along", "method": "linear"},
        {"step": "derive", "column": "q", "formula": "c - d"},
    ],
    "filled from others": [
        {"step": "impute-from", "column": "a", "other": "b", "factor": 2.0},
        {"step": "derive", "column": "p", "formula": "a"},
        {"step": "impute-from", "column": "b", "other": "c"},
        {"step": "derive", "column": "q", "formula": "b"},
    ],
    "filled and treated": [
        {"step": "impute", "method": "mean", "by": "region"},
        {"step": "winsorise"},
        {"step": "derive", "column": "p", "formula": "a"},
        {"step": "derive", "column": "q", "formula": "b"},
    ],
    "screened": [
        {"step": "screen", "min_share": 0.7, "columns": ["a", "b", "c"]},
        {"step": "derive", "column": "p", "formula": "a"},
        {"step": "derive", "column": "q", "formula": "d"},
    ],
}
"""Ways in which the columns that indicators read come about."""


RULES = ("min-max", "percentile-rank", "identity")
AGGREGATES = ("arithmetic", "geometric")
PERIODS, UNITS = ("2021", "2022"), 9


def edition(steps: list[dict[str, Any]], rule: str, aggregate: str) -> Methodology:
    """An index in which a score depends on others in every way."""
    made = [indicator(one, weight=1, rule={"kind": rule}) for one in ("pq" if steps else "ab")]
    ratio = {"kind": "ratio", "numerator": "a", "denominator": "b"}
    return methodology_from(
        {
            **HEAD,
            "layout": {"period": "year"},
            "scale": 100.0,
            "missing": {"kind": "reweight"},
            "prepare": steps,
            "index": group(
                "X", "arithmetic",
                group("G", aggregate, *made, weight=1, weights="relative"),
                group(
                    "H", "arithmetic",
                    indicator("c", weight=2, rule={"kind": "z-score", "divisor": "sample"}),
                    indicator("ratio", weight=1, rule=ratio),
                    then=[{"kind": "min-max"}], weight=2, weights="relative",
                ),
                indicator("answer", weight=1, rule={"kind": "boolean"}),
                indicator("d", weight=3, rule={"kind": "min-max"}),
                weights="relative",
            ),
            "views": [
                {"code": "V", "of": ["c", "d"], "aggregate": "arithmetic", "then": [{"kind": "min-max"}]},
                {"code": "W", "of": ["G", "d"]},
            ],
        }
    )  # fmt: skip


def table(chance: random.Random) -> RawTable:
    """A panel with gaps, of which G is brought for a few units."""

    def number(gaps: float) -> str:
        return "" if chance.random() < gaps else f"{chance.uniform(1, 90):.2f}"

    gaps = (0.8, 0.2, 0.0, 0.2, 0.2)
    rows = [
        [f"U{unit}", period, "NS"[unit % 2], chance.choice(["yes", "no", ""]), *map(number, gaps)]
        for period in PERIODS
        for unit in range(UNITS)
    ]
    headings = ("unit", "year", "region", "answer", "G", "a", "b", "c", "d")
    lines = range(2, len(rows) + 2)
    columns = [RawColumn(name, at + 1, [row[at] for row in rows], lines) for at, name in enumerate(headings)]
    return RawTable("data.csv", tuple(columns), len(rows))


def changed(data: Dataset, chance: random.Random) -> tuple[Dataset, list[str], list[str]]:
    """The table with one or two cells of a row changed; the columns, and the nodes whose own scores are changed."""
    row = chance.randrange(len(data))
    numbers, outcomes, supplied = dict(data.numbers), dict(data.outcomes), dict(data.supplied)
    headers, codes = [], []
    for column in chance.sample(["a", "b", "c", "d", "answer", "G"], chance.choice([1, 1, 2])):
        if column == "G" and "G" in supplied:
            supplied["G"] = supplied["G"].copy()
            supplied["G"][row] = chance.uniform(1, 90)
            codes.append("G")
        elif column == "answer":
            read = ("answer", "answer")
            outcomes[read] = outcomes[read].copy()
            outcomes[read][row] = chance.choice([0.0, 1.0, np.nan])
            headers.append("answer")
        elif column in numbers:
            numbers[column] = numbers[column].copy()
            numbers[column][row] = chance.choice([chance.uniform(1, 90), float(numbers[column].max()), 0.5])
            headers.append(column)
    return replace(data, numbers=numbers, outcomes=outcomes, supplied=supplied), headers, codes


def told(scores: NodeScores) -> tuple[Any, ...]:
    """All that is known of the scores of a node, comparable to the bit."""
    terms = None if scores.terms is None else scores.terms.tobytes()
    return (
        scores.score.tobytes(), scores.published.tobytes(), scores.origin.tobytes(),
        repr((scores.lowest, scores.highest)), scores.complete, terms,
    )  # fmt: skip


def outcome(score: Callable[[], Scorecard]) -> tuple[tuple[Any, ...], float]:
    """All that a scoring comes to: its scores, ranks, statistics and disagreements, or its problems.

    Beside it what no two equal scores lie further apart than, which is a bound and may be larger than it need be.
    """
    try:
        card = score()
    except InvalidData as fault:
        return tuple(str(problem) for problem in fault.problems), 0.0
    scores = {code: (told(scores), card.ranks[code].tobytes()) for code, scores in sorted(card.nodes.items())}
    return (scores, card.reference, sorted(card.disagreements)), card.precision.most


@pytest.mark.parametrize("steps", STEPS)
def test_what_depends_on_a_cell_is_scored_as_the_whole_table_is(steps: str) -> None:
    chance, partly = random.Random(f"rescored {steps}"), 0
    for _ in range(30):
        methodology = edition(STEPS[steps], chance.choice(RULES), chance.choice(AGGREGATES))
        data, problems = check(table(chance), methodology)
        assert data is not None, problems
        try:
            card = score_dataset(methodology, data)
        except InvalidData:
            continue
        dependence = Dependence(methodology)
        for _ in range(4):
            other, headers, codes = changed(data, chance)
            dependents = dependence.on(headers, [*codes, "X"])
            anew, bound = outcome(partial(rescored, card, dataset=other, dependents=dependents))
            whole, least = outcome(partial(score_dataset, methodology, other))
            assert anew == whole
            assert bound >= least
            partly += len(dependents.codes) < len(card.nodes)
    assert partly > 20


def test_only_what_reads_a_column_depends_on_it() -> None:
    found = Dependence(edition(STEPS["filled from others"], "min-max", "arithmetic"))
    assert found.on(["d"]).codes == {"d", "X", "V", "W"}
    assert found.on(["answer"]) == (frozenset({"answer", "X"}), frozenset({"answer"}))
    assert found.on(["c"]).codes == {"c", "H", "q", "G", "X", "V", "W", "ratio"}
