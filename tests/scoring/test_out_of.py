"""A node that is marked out of another number of points than it counts for: the share of its own points counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from tests.conftest import Run
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.analysis.node_parts import node_parts
from dtiscore.errors import InvalidData, InvalidMethodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.explain.answer import explain_cell
from dtiscore.questions.robustness.answer.draws import Draws
from dtiscore.questions.robustness.answer.population import scores_of
from dtiscore.questions.robustness.answer.subject import subject_of
from dtiscore.questions.whatif.answer import WeightChange
from dtiscore.questions.whatif.answer.edition import changed_edition


def edition(*children: dict[str, Any], form: str = "score") -> Methodology:
    return methodology_from(
        {
            **HEAD, "publish": {"as": form, "decimals": 2}, "rank": {"on": "published"},
            "index": {"code": "T", "aggregate": "points", "points": 100, "children": list(children)},
        }
    )  # fmt: skip


B: dict[str, Any] = {"code": "b", "points": 70, "rule": {"kind": "fraction"}}


def marked(**more: Any) -> Methodology:
    return edition({"code": "a", "points": 30, "out_of": 20, "rule": {"kind": "identity"}, **more}, B)


def test_the_share_counts() -> None:
    table = pd.DataFrame({"unit": ["x", "y"], "a": [20.0, 5.0], "b": [0.5, 1.0]})
    card = dtiscore.score(table, marked())
    assert card.nodes["a"].score.tolist() == [30, 7.5]  # 5 of 20 is a quarter of 30
    assert card.index.score.tolist() == [65, 77.5]


def test_what_follows_and_rounding_are_in_its_own_points() -> None:
    # 13.4 is rounded to 13 and at least 12, so it stays; 11.4 is less, and nothing. 13 of 20 is 19.5 of 30.
    found = marked(then=[{"kind": "formula", "formula": "if_at_least(x, 12, x, 0)"}], round={"decimals": 0})
    table = pd.DataFrame({"unit": ["x", "y"], "a": [13.4, 11.4], "b": [0.0, 0.0]})
    assert dtiscore.score(table, found).nodes["a"].score.tolist() == [19.5, 0]


def test_more_than_it_is_marked_out_of_is_an_error() -> None:
    table = pd.DataFrame({"unit": ["x", "y"], "a": [20.5, 30.0], "b": [0.5, 1.0]})
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(table, marked())
    assert [problem.message for problem in caught.value.problems] == [
        "20.5 is above the maximum 20", "30 is above the maximum 20",
    ]  # fmt: skip


def test_steps_may_earn_what_it_is_marked_out_of() -> None:
    steps = {"kind": "steps", "outcome": "score", "steps": [{"at_least": 1, "score": 20}]}
    assert marked(rule=steps).nodes["a"].own_maximum == 20
    with pytest.raises(InvalidMethodology) as caught:
        marked(rule=steps, out_of=19)
    assert caught.value.problems[0].code == "outcome-beyond-maximum"


def test_without_points_it_means_nothing() -> None:
    plain = {"code": "a", "out_of": 20, "rule": {"kind": "identity"}}
    with pytest.raises(InvalidMethodology) as caught:
        methodology_from(
            {
                **HEAD, "index": {"code": "T", "aggregate": "arithmetic", "children": [plain]},
            }
        )  # fmt: skip
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == (
        "no-meaning-here", '"a" is marked out of a number, but counts for no points',
    )  # fmt: skip


def test_the_history_of_a_cell_tells_it() -> None:
    table = pd.DataFrame({"unit": ["x", "y"], "a": [13.4, 5.0], "b": [0.5, 1.0]})
    stages = explain_cell(dtiscore.score(table, marked(round={"decimals": 0})), 0, "a").stages
    found = {stage.kind: stage.value for stage in stages}
    assert (found["rule"], found["rounded"], found["counted"], found["adds"]) == (13.4, 13, 19.5, 19.5)


def test_a_change_is_split_exactly_over_what_is_marked_so() -> None:
    group = {"code": "g", "points": 40, "out_of": 10, "aggregate": "points", "round": {"decimals": 0},
             "children": [{"code": "c", "points": 30, "rule": {"kind": "fraction"}},
                          {"code": "d", "points": 10, "rule": {"kind": "fraction"}}]}  # fmt: skip
    found = edition(group, {"code": "b", "points": 60, "rule": {"kind": "fraction"}})
    before, after = (
        dtiscore.score(pd.DataFrame({"unit": ["x"], "c": [c], "d": [d], "b": [0.5]}), found)
        for c, d in ((0.2, 0.4), (0.6, 0.4))
    )
    # 10 of 40 is 2.5 of 10, rounded to 3; 22 is 5.5, rounded to 6: 12 and 24 of 40.
    assert [card.nodes["g"].score[0] for card in (before, after)] == [12, 24]
    (parts,) = node_parts(before, after, [(0, 0)])
    assert float(parts["g"]) == float(parts["c"]) == 12
    assert sum(parts[code] for code in ("c", "d", "b")) == parts["T"]


def test_streams_give_the_same_bytes(run: Run, tmp_path: Path, examples: Path) -> None:
    weights = tmp_path / "derived.yaml"
    table = examples / "public-services" / "766.csv"
    made = run("weights", "derive", "entropy", table, "-w", "public-services-766", "--node", "TOTAL",
               "--period", "2023", "-o", weights)  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "out_of: 18" in weights.read_text(encoding="utf-8")
    call = ("score", table, "-w", weights, "--period", "2023", "-f", "csv", "-q")
    whole, streamed = run(*call), run(*call, "--engine", "stream")
    assert whole.stdout
    assert whole.stdout == streamed.stdout


class TestRobustness:
    """A draw of weights scores a unit as what-if scores it under the same weights."""

    @pytest.mark.parametrize(
        ("name", "weighting", "weights", "period"),
        [
            ("dti-province/2022.csv", "dti-province-2022", {"I": 600.0, "II": 400.0}, None),
            ("dti-province/2022.csv", "dti-province-2022", {"7": 250.0, "8": 125.0, "9": 125.0}, None),
            ("public-services/766.csv", "public-services-766",
             {"CKMB": 10.0, "TDGQ": 45.0, "MDSH": 15.0, "DVCTT": 15.0, "MDHL": 15.0}, "2023"),
            ("own-index/2024.csv", "own-index/departments.yaml", {"1": 5.0, "2": 5.0, "3": 40.0, "4": 10.0}, None),
            ("hdi/2022.csv", "hdi-2022", {"health": 1.5, "education": 1.0, "income": 0.5}, None),
        ],
    )  # fmt: skip
    def test_one_draw(
        self, examples: Path, name: str, weighting: str, weights: dict[str, float], period: str | None
    ) -> None:
        edition = str(examples / weighting) if weighting.endswith("yaml") else weighting
        chosen: dict[str, Any] = {} if period is None else {"period": period}
        card = dtiscore.score(examples / name, edition, **chosen)
        subject = subject_of(card)
        draws = Draws(1, {f"weight:{code}": np.array([weight]) for code, weight in weights.items()}, {})
        changes = [WeightChange(code, weight) for code, weight in weights.items()]
        found = dtiscore.whatif(examples / name, edition, changes, weights_as="relative", **chosen)
        expected = found.after.index.published[subject.rows]
        np.testing.assert_allclose(scores_of(subject, draws)[:, 0], expected, rtol=1e-13)

    @settings(max_examples=10, deadline=None)
    @given(st.sampled_from([3.0, 19.0, 55.0]))
    def test_of_an_edition_that_is_marked_so(self, points: float) -> None:
        """Under the nominal weights it gives the nominal scores, errors of measurement aside."""
        group = {"code": "g", "points": 60, "aggregate": "points", "round": {"decimals": 0},
                 "then": [{"kind": "formula", "formula": "min(x, 50)"}],
                 "children": [indicator("c", points=30),
                              {"code": "d", "points": 30, "rule": {"kind": "fraction"}}]}  # fmt: skip
        first = edition(group, {"code": "b", "points": 40, "rule": {"kind": "fraction"}})
        other = changed_edition(first, [WeightChange("g", points)], weights_as="siblings")
        table = pd.DataFrame(
            {"unit": list("xyz"), "c": [30.0, 11.3, 2.0], "d": [0.9, 0.45, 0.3], "b": [0.5, 0.1, 1.0]}
        )
        card = dtiscore.score(table, other)
        subject = subject_of(card)
        draws = Draws(
            2,
            {
                "weight:c": np.array([points / 2, points * 0.8]),
                "weight:d": np.array([points / 2, points * 0.2]),
            },
            {},
        )
        found = scores_of(subject, draws)
        np.testing.assert_allclose(found[:, 0], card.index.published[subject.rows], rtol=1e-13)
        # 24 + 6 of the group: 0.8 and 0.2 of 60 in its own points, cut at 50 and rounded.
        own = np.round(np.minimum(48 * table["c"] / 30 + 12 * table["d"], 50)) / 60
        by_hand = own * points + table["b"] * (100 - points)
        np.testing.assert_allclose(found[:, 1], by_hand.to_numpy()[subject.rows], rtol=1e-13)
