"""Editions that say one key each beside the plainest one, the panel they are scored over, and what refuses which of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.tables.not_streamed import REASONS

UNITS = [f"u{n}" for n in range(8)]
NOW = "2024"


def panel() -> pd.DataFrame:
    """Eight units in two years: a gap in b, a text among the numbers of c, two regions."""
    draws = np.random.default_rng(18)
    rows = []
    for year in ("2023", NOW):
        for at, unit in enumerate(UNITS):
            a, b, c = (f"{value:.2f}" for value in draws.uniform(1, 9, 3))
            rows.append(
                (
                    unit,
                    year,
                    "NS"[at % 2],
                    at + 1,
                    a,
                    "" if unit == "u3" else b,
                    "No Practice" if unit == "u6" else c,
                )
            )
    return pd.DataFrame(rows, columns=["unit", "year", "region", "people", "a", "b", "c"])


TABLE = panel()
GAPS = {"kind": "reweight", "min_share": 0.4}
OPEN = {"kind": "goalposts", "low": 0, "high": 10}
TEXTS = {"columns": [{"header": "c", "texts": {"No Practice": 0}}], "frame": "period"}


def edition(then: Any = (), aggregate: Any = "arithmetic", rule: Any = OPEN, **keys: Any) -> dict[str, Any]:
    """The mean of A, the mean of a and b, and c; ``keys`` of the file, and what A and a say otherwise."""
    node = keys.pop("node", {})
    parts = [indicator("a", rule=rule), indicator("b", rule=OPEN)]
    own = {"weights": "equal", "missing": GAPS, **node}
    said = {key: value for key, value in own.items() if value is not None}
    inner = group("G", aggregate, *parts, weight=2, then=list(then), **said)
    return {
        **HEAD, **TEXTS, "scale": 100,
        "index": group("I", "arithmetic", inner, indicator("c", weight=1, rule=OPEN), weights="relative"), **keys,
    }  # fmt: skip


DERIVE = {"step": "derive", "column": "made"}
CASES: dict[str, dict[str, Any]] = {
    "texts": edition(),
    "wroclaw": edition(aggregate="wroclaw", rank={"on": "full", "order": "ascending"}),
    "rules": edition(rules={"own": {"kind": "goalposts", "low": 1, "high": 9}}, rule="own"),
    "rules of a chain": edition(rules={"own": [{"kind": "z-score", "divisor": "sample"}, {"kind": "min-max"}]}, rule="own"),
    "round": edition(node={"round": {"decimals": 1, "rule": "nearest-double"}}),
    "round under then": edition(then=[{"kind": "round", "decimals": 0}, {"kind": "percentile-rank"}]),
    "rank then_by": edition(node={"rank": {"on": "published", "then_by": "c"}}),
    "rank first": edition(rank={"on": "full", "order": "descending", "first": "worst"}),
    "missing zero": edition(node={"missing": "zero"}, missing="no-score"),
    "none": edition(then=[{"kind": "formula", "formula": "if_at_least(x, 30, x, none)"}], missing="reweight"),
    "count and mean": edition(aggregate={"kind": "formula", "formula": "if_at_least(count(a, b), 1, mean(a, b), none)"}, node={"weights": None, "missing": None}, missing="no-score"),
    "normal-score": edition(rule={"kind": "normal-score"}),
    "above": edition(rule={"kind": "percentile-rank", "of": "all", "above": 3}),
    "centre": edition(rule={"kind": "z-score", "divisor": "sample", "centre": 0}),
    "centre minimum": edition(rule={"kind": "z-score", "divisor": "sample", "centre": "minimum"}),
    "take": edition(prepare=[{**DERIVE, "formula": "a", "take": "mean", "by": "region", "weight": "people"}, {"step": "derive", "column": "gap", "formula": "a - made + 5"}], rule={"kind": "formula", "formula": "gap / 10"}),
    "along": edition(prepare=[{**DERIVE, "formula": "a", "along": "mean", "periods": 2}], rule={"kind": "formula", "formula": "made / 10"}),
    "impute of a base period": edition(prepare=[{"step": "impute", "method": "mean", "by": "region", "columns": ["b"], "frame": {"base": "2023"}}], missing="no-score"),
    "impute-along": edition(prepare=[{"step": "impute-along", "method": "constant", "columns": ["b"]}], missing="no-score"),
    "frame": edition(rule={"kind": "min-max"}, frame={"base": "2023"}),
    "bands": edition(bands={"kind": "dalenius-hodges", "count": 3}),
    "bands of balanced limits": edition(bands={"kind": "dalenius-hodges", "count": 3, "limits": "balanced"}),
    "views": edition(views=[{"code": "V", "of": ["G", "c"], "then": [{"kind": "formula", "formula": "x / 2"}], "rank": {"on": "full", "ties": "dense"}}]),
    "below": {**edition(), "index": group("I", "arithmetic", {"code": "a"}, {"code": "c"}, weights="equal", below={"indicators": {"rule": OPEN}})},
    "factor-scores": edition(aggregate="factor-scores", rule={**OPEN, "direction": "down"}),
    "out_of": {**edition(), "index": group("I", "points", {"code": "a", "points": 10, "out_of": 9, "rule": {"kind": "fraction-of-maximum"}}, {"code": "c", "points": 20, "rule": OPEN})},
    **{
        str(aggregate["kind"]): edition(aggregate=aggregate, node={"weights": None} if "weights" in aggregate else {})
        for aggregate in (
            {"kind": "benefit-of-the-doubt", "undesirable": [True, False], "preference": ["most", "least"]},
            {"kind": "order-m", "m": 4}, {"kind": "topsis"}, {"kind": "mean-min", "alpha": 0.5},
            {"kind": "mpi", "divisor": "sample"}, {"kind": "copeland"}, {"kind": "owa", "places": [0.7, 0.3]},
        )
    },
}  # fmt: skip


COMPARING = {"factor-scores", "benefit-of-the-doubt", "order-m", "topsis", "wroclaw", "copeland"}
"""Aggregations that compare all units with each other."""
NOT_IN_PIECES = COMPARING | {
    "rules of a chain", "round under then", "normal-score", "above", "take", "along",
    "impute of a base period", "impute-along", "bands", "bands of balanced limits",
}  # fmt: skip
"""What needs all units, or all periods of one, at once."""

CODES = frozenset(REASONS)
"""Of what is not scored in pieces."""


@contextmanager
def refused(is_so: bool, codes: frozenset[str] | None = None) -> Iterator[None]:
    """That a question refuses what it must, and nothing else: with a way out, and as an engine by a code of its own."""
    if not is_so:
        yield
        return
    with pytest.raises(UsageFault) as caught:
        yield
    assert caught.value.fix
    assert not isinstance(caught.value, dtiscore.InvalidMethodology)  # the case itself is broken
    assert codes is None or {problem.code for problem in caught.value.problems} & codes


def same(card: dtiscore.Scorecard, scores: pd.DataFrame) -> None:
    """That a table of another engine has the scores, digit for digit, and the ranks of a scorecard."""
    rows = scores.assign(unit=scores["unit"].astype(str), period=scores["period"].astype(str))
    wanted = card.to_frame(level="all")
    for column in ("rank", *(name for name in wanted if str(name).endswith(".score"))):
        other = rows.set_index(["period", "unit"])[column].astype(float)
        own = wanted.set_index(["period", "unit"])[column].astype(float)
        pd.testing.assert_series_equal(
            own.sort_index(), other.sort_index(), check_exact=True, check_index_type=False
        )


def together() -> dict[str, Any]:
    """One index of all that is not refused in pieces, each node with its parts under codes of their own."""
    nodes, views, rules = [], [], {}
    for at, name in enumerate(
        name for name in CASES if name not in NOT_IN_PIECES | {"below", "out_of", "frame", "rank then_by"}
    ):
        text = json.dumps(CASES[name]["index"]["children"][0])
        for code in "Gab":
            text = text.replace(f'"code": "{code}"', f'"code": "{code}{at}"')
        node = json.loads(text)
        for child in node["children"]:
            child["column"] = child["code"][0]
        if isinstance(node["aggregate"], dict) and "formula" in node["aggregate"]:
            node["aggregate"]["formula"] = f"if_at_least(count(a{at}, b{at}), 1, mean(a{at}, b{at}), none)"
        nodes.append({**node, "missing": node.get("missing", "no-score")})
        views += [{**view, "of": [f"G{at}", "c"]} for view in CASES[name].get("views", ())]
        rules.update(
            {
                key: rule
                for key, rule in CASES[name].get("rules", {}).items()
                if node["children"][0]["rule"] == key
            }
        )
    tree = group("I", "arithmetic", *nodes, indicator("c", weight=1, rule=OPEN), weights="relative")
    return {
        **HEAD,
        **TEXTS,
        "scale": 100,
        "missing": "reweight",
        "rules": rules,
        "views": views,
        "index": tree,
    }
