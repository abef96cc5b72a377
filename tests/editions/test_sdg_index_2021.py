"""SDG Index 2021 (Sustainable Development Report 2021, sdgindex.org), from its 17 goals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from tests.editions.conftest import PublishedIndex
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.scoring.node_scores import Origin


def test_165_scores_and_ranks_with_goals_that_are_the_mean_of_a_region(
    published_index: PublishedIndex,
) -> None:
    _, results = published_index("sdg_index_2021")
    ranked = results[results["rank"] != ""]
    goals = ranked[["unit_id", "region", *(f"goal{n}" for n in range(1, 18))]]
    assert (goals == "").any(axis=1).sum() > 30  # countries without a coast, for one
    named = ranked[["unit_id", "score", "rank"]].rename(columns={"score": "SDG"})
    _, found = dtiscore.check(goals, "sdg-index-2021", named, tolerance=1e-9)
    assert found.differences == []
    assert (found.scores, found.ranks) == (165, 165)


def test_the_same_from_92_indicators_in_which_a_goal_is_imputed_above_its_indicators(
    published_index: PublishedIndex, shared_data: Path
) -> None:
    """A node's score by its group's mean needs no key of its own.

    What its children come to is a column that ``derive`` makes, ``impute`` fills it by region, and the node reads it where its
    children are missing. In goal 4 it is the indicators that are filled. One indicator is public as a score alone.
    """
    data, results = published_index("sdg_index_2021")
    folder = shared_data / "indices" / "sdg_index_2021"
    indicators = pd.read_csv(folder / "indicators.csv")
    own = pd.read_csv(folder / "published_indicator_scores.csv", dtype=str, keep_default_na=False)
    data["sdg16_safe"] = data["unit_id"].map(dict(zip(own["unit_id"], own["sdg16_safe"], strict=True)))
    ranked = results[results["rank"] != ""]
    table = ranked[["unit_id", "region"]].merge(data, on="unit_id")
    scored: dict[str, str] = {}
    prepare: list[dict[str, Any]] = []
    rows: list[dict[Any, Any]] = indicators.to_dict("records")
    for row in rows:
        code, low, high = row["indicator"], row["lower_bound"], row["optimum"]
        scored[code] = f"clip(({code} - {low}) / ({high} - {low}), 0, 1) * 100"
    for goal in (1, 10, 14):
        given = ", ".join(scored[code] for code in indicators[indicators["goal"] == goal]["indicator"])
        # A country without a coast has one of six figures of life below water, and no goal 14.
        least = 2 if goal == 14 else 1
        made = f"if_at_least(count({given}), {least}, mean({given}), none)"
        prepare.append({"step": "derive", "column": f"goal{goal}", "formula": made})
    filled = [step["column"] for step in prepare]
    for code in indicators[indicators["goal"] == 4]["indicator"]:
        prepare.append({"step": "derive", "column": f"of_{code}", "formula": scored[code]})
        filled.append(f"of_{code}")
    prepare.append({"step": "impute", "method": "mean", "by": "region", "columns": filled})

    def leaf(code: str, goal: int, low: float, high: float) -> dict[str, Any]:
        rule = {"kind": "goalposts", "low": min(low, high), "high": max(low, high), "clip": True}
        rule |= {"direction": "up" if low < high else "down"}
        if code == "sdg16_safe":
            return indicator(code)
        return indicator(code, column=f"of_{code}") if goal == 4 else {"code": code, "rule": rule}

    goals = []
    for goal in range(1, 18):
        leaves = [
            leaf(row["indicator"], goal, row["lower_bound"], row["optimum"])
            for row in rows
            if row["goal"] == goal
        ]
        missing = {"kind": "reweight", "min_share": 0.3 if goal == 14 else 0}
        supplied = {"column": f"goal{goal}", "rule": {"kind": "identity"}} if f"goal{goal}" in filled else {}
        goals.append(group(f"G{goal}", "arithmetic", *leaves, weights="equal", missing=missing, **supplied))
    edition = {
        **HEAD, "publish": {"as": "score", "decimals": 4}, "scale": 100, "missing": "no-score", "prepare": prepare,
        "layout": {"unit": "unit_id", "name": "unit_name"}, "columns": [{"header": "region"}],
        "index": group("SDG", "arithmetic", *goals, weights="equal"),
    }  # fmt: skip
    named = ranked[["unit_id", "score", "rank"]].rename(columns={"score": "SDG"})
    card, found = dtiscore.check(table, edition, named, tolerance=0.0001)
    assert found.differences == []
    assert (found.scores, found.ranks) == (165, 165)
    assert card.disagreements == ()  # where both are there, the column is what the children come to
    inland = card.dataset.units.index("AFG")
    assert Origin(int(card.nodes["G14"].origin[inland])) is Origin.SUPPLIED
