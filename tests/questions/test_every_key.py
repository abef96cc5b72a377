"""Keys of the language through every engine and question: the answer of one scoring in memory, or a refusal that says why.

A case is what an edition says beside the plainest one; each is streamed, scored on Spark, changed in thought, improved,
explained, replicated, compared and diagnosed over the same panel.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from tests.engines.spark_cluster import spark as spark  # noqa: PLC0414 - a fixture
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.score.on_spark import score_spark
from dtiscore.questions.score.streaming import score_stream
from dtiscore.questions.whatif.answer import ValueChange
from dtiscore.tables.not_streamed import REASONS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytest.importorskip("scipy")

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
    "views": edition(views=[{"code": "V", "of": ["G", "c"], "then": [{"kind": "formula", "formula": "x / 2"}], "rank": {"on": "full", "ties": "dense"}}]),
    "below": {**edition(), "index": group("I", "arithmetic", {"code": "a"}, {"code": "c"}, weights="equal", below={"indicators": {"rule": OPEN}})},
    "out_of": {**edition(), "index": group("I", "points", {"code": "a", "points": 10, "out_of": 9, "rule": {"kind": "fraction-of-maximum"}}, {"code": "c", "points": 20, "rule": OPEN})},
    **{
        str(aggregate["kind"]): edition(aggregate=aggregate, node={"weights": None} if "weights" in aggregate else {})
        for aggregate in (
            {"kind": "factor-scores"}, {"kind": "benefit-of-the-doubt", "undesirable": [True, False], "preference": ["most", "least"]},
            {"kind": "order-m", "m": 4}, {"kind": "topsis"}, {"kind": "wroclaw"}, {"kind": "mean-min", "alpha": 0.5},
            {"kind": "mpi", "divisor": "sample"}, {"kind": "copeland"}, {"kind": "owa", "places": [0.7, 0.3]},
        )
    },
}  # fmt: skip


COMPARING = {"factor-scores", "benefit-of-the-doubt", "order-m", "topsis", "wroclaw", "copeland"}
"""Aggregations that compare all units with each other."""
NOT_IN_PIECES = COMPARING | {
    "rules of a chain", "round under then", "normal-score", "above", "take", "along",
    "impute of a base period", "impute-along", "bands",
}  # fmt: skip
"""What needs all units, or all periods of one, at once."""


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


@pytest.mark.parametrize("name", CASES)
def test_streamed(name: str, tmp_path: Path) -> None:
    table, scores = tmp_path / "table.csv", tmp_path / "scores.csv"
    TABLE.to_csv(table, index=False)
    with refused(name in NOT_IN_PIECES, frozenset(REASONS)):
        score_stream(table, CASES[name], scores, level="all")
        same(dtiscore.score(table, CASES[name]), pd.read_csv(scores, dtype={"period": str}))


@pytest.mark.parametrize("name", CASES)
def test_changed_in_thought(name: str) -> None:
    """Another cell gives what scoring the table with that cell gives, the statistics of the frame included."""
    changed = TABLE.copy()
    changed.loc[(changed["unit"] == "u1") & (changed["year"] == NOW), "a"] = "8.75"
    found = dtiscore.whatif(TABLE, CASES[name], [ValueChange("u1", "a", "8.75")], period=NOW)
    anew = dtiscore.score(changed, CASES[name], period=NOW)
    for code in anew.nodes:
        np.testing.assert_array_equal(found.after.nodes[code].score, anew.nodes[code].score)
    np.testing.assert_array_equal(found.after.ranks["I"], anew.ranks["I"])


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_improved(name: str) -> None:
    """A plan, carried out in the table, leads where it says."""
    with refused(name in COMPARING):
        card = dtiscore.score(TABLE, CASES[name], period=NOW)
        ranks = dict(zip(card.dataset.units, card.ranks["I"].tolist(), strict=True))
        unit = max(
            (unit for unit in ranks if unit not in ("u3", "u6") and ranks[unit] == ranks[unit]),
            key=ranks.__getitem__,
        )
        goal = int(ranks[unit]) - 1
        found = dtiscore.improve(TABLE, CASES[name], unit, to_rank=goal, plans=1, period=NOW)
        for plan in found.plans:
            after = TABLE.copy()
            for change in plan.changes:
                after.loc[(after["unit"] == unit) & (after["year"] == NOW), change.lever.heading] = (
                    change.text
                )
            anew = dtiscore.score(after, CASES[name], period=NOW)
            row = anew.dataset.units.index(unit)
            assert anew.ranks["I"][row] <= goal


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_asked(name: str) -> None:
    """Every other question of one table has an answer, and what moved a score between two adds up to the move."""
    card = dtiscore.score(TABLE, CASES[name], period=NOW)
    assert all(card.explain(unit).index.code == "I" for unit in UNITS)
    assert card.explain_cell("u1", "a").stages
    assert card.robustness(draws_count=20).in_short
    child = card.methodology.index.children[0].code
    assert all(answer.in_short for answer in (card.diagnose(), card.profile(top=3), card.league(child)))
    before = dtiscore.score(TABLE, CASES[name], period="2023")
    splits = [one.split for one in dtiscore.compare(before, card).changes if one.split is not None]
    assert splits
    assert all(one.data + one.method + one.composition == one.change for one in splits)


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


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_on_spark(spark: SparkSession) -> None:
    """All that is not refused scores there as in memory; one job for all, as each takes seconds."""
    frame = spark.createDataFrame(TABLE.to_dict("records"))
    for name in NOT_IN_PIECES:
        with refused(True, frozenset(REASONS)):
            score_spark(frame, CASES[name])
    for said in (together(), CASES["frame"]):
        edition = methodology_from(said)
        found = score_spark(frame, said, nodes=[*edition.nodes, *edition.view])
        same(dtiscore.score(TABLE, said), found.frame.toPandas())
        found.release()
