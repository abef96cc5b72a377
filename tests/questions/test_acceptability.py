"""Shares of ranks: against exact ones of two weights, and with weights bounded below."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.robustness.answer import Assumptions, WeightVariation
from dtiscore.questions.robustness.shown.records import answer_columns

EDITION = {
    **HEAD, "layout": {"unit": "code"},
    "index": group("X", "arithmetic", indicator("roads"), indicator("trains"), weights="equal"),
}  # fmt: skip
DRAWS = 8192
CHANCE = 0.025
"""Four standard deviations of a share over so many draws, and some."""


def shares(data: pd.DataFrame, least: float = 0.0) -> pd.DataFrame:
    drawn = Assumptions(weights=WeightVariation("simplex", least=least))
    study = dtiscore.robustness(data, EDITION, drawn, draws_count=DRAWS)
    return pd.DataFrame(answer_columns(study, "acceptability")).set_index("unit")


def test_the_exact_shares_of_34_regions(shared_data: Path) -> None:
    """Weights uniform on the simplex: the reference cuts the line of two weights at all crossings."""
    folder = shared_data / "compind"
    wanted = pd.read_csv(folder / "ci_smaa_constr__nuts1_mm_exact_simplex.csv").set_index("code")
    found = shares(pd.read_csv(folder / "inputs" / "nuts1_mm.csv")).loc[wanted.index]
    headings = [str(name) for name in wanted if str(name).startswith("rank_")]
    for name in headings:
        np.testing.assert_allclose(found[f"share_{name}"], wanted[name], atol=CHANCE)
    np.testing.assert_allclose(found["mean_rank"], wanted["average_rank"], atol=0.3)


@pytest.mark.parametrize("least", [0.0, 0.2, 0.4])
def test_weights_bounded_below_by_hand(least: float) -> None:
    """Of (1, 0) and (0, 2) the first is above where its weight exceeds 2/3, of weights from `least` to 1 - `least`."""
    found = shares(pd.DataFrame({"code": ["a", "b"], "roads": [1, 0], "trains": [0, 2]}), least)
    above = max(0.0, 1 - least - 2 / 3) / (1 - 2 * least)
    assert found["share_rank_1"]["a"] == pytest.approx(above, abs=CHANCE)
    assert found["share_rank_1"].sum() == pytest.approx(1)


@pytest.mark.parametrize(("least", "words"), [(0.6, "exceed 1"), (1.0, "at least"), (-0.1, "at least")])
def test_a_bound_that_no_weights_meet_is_refused(least: float, words: str) -> None:
    with pytest.raises(UsageFault, match=words):
        shares(pd.DataFrame({"code": ["a", "b"], "roads": [1, 0], "trains": [0, 2]}), least)


def test_it_is_told_what_was_drawn(run: Run, examples: Path) -> None:
    told = (examples / "hdi" / "2022.csv", "-w", "hdi-2022", "--show", "acceptability", "--draws-count", "20")
    shown = run("robustness", *told, "--vary-weights", "simplex", "--least", "0.1")
    assert "any of 10% and above as likely as any other" in " ".join(shown.stdout.split())
    assert "most often" in shown.stdout


TIES = ("min", "max", "dense", "average", "ordinal")


@pytest.mark.parametrize("ties", TIES)
def test_shares_agree_with_what_else_is_said_of_ranks(ties: str) -> None:
    """Replicates without trains leave c without a score, and those without roads leave d and e without one."""
    edition = {
        **EDITION,
        "rank": {"on": "full", "ties": ties},
        "index": {**EDITION["index"], "missing": "reweight"},
    }
    table = pd.DataFrame(
        {"code": [*"abcde"], "roads": [1, 2, None, 5, 5], "trains": [7, 2, 4, None, None]}, dtype=object
    )
    study = dtiscore.robustness(table, edition, Assumptions(exclusion=True), draws_count=60, within=2)
    found = pd.DataFrame(answer_columns(study, "acceptability")).set_index("unit")
    said = pd.DataFrame(answer_columns(study, "ranks")).set_index("unit")
    headings = [str(name) for name in found if str(name).startswith("share_rank_")]
    of_rank = {float(name.removeprefix("share_rank_")): found[name] for name in headings}
    assert {1.0, 2.0, 3.0, 4.0, 5.0} <= of_rank.keys()
    np.testing.assert_allclose(sum(of_rank.values()), 1)
    np.testing.assert_allclose(sum(rank * share for rank, share in of_rank.items()), said["mean_rank"])
    among_first = sum(share for rank, share in of_rank.items() if rank <= 2)
    np.testing.assert_allclose(among_first, said["share_rank_to_2"])
    assert {study.subject.units[at] for at in study.partly_ranked} == {"c", "d", "e"}


def test_units_without_a_score_in_some_rankings_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({**EDITION, "missing": "reweight"}), encoding="utf-8")
    (tmp_path / "x.csv").write_text("code,roads,trains\na,1,7\nb,2,2\nc,,4\nd,5,\n", encoding="utf-8")
    told = ("robustness", "x.csv", "-w", "x.json", "--draws-count", "20", "--width", "200")
    for show in ("ranks", "acceptability", "pairs"):
        shown = run(*told, "--exclude", "--show", show, cwd=tmp_path).stdout
        assert "2 units have no score in some of these rankings (" in shown
        assert "have no score" not in run(*told, "--show", show, cwd=tmp_path).stdout


@pytest.mark.parametrize("ties", TIES)
def test_attainable_ranks_count_who_stands_above(run: Run, tmp_path: Path, ties: str) -> None:
    """A and b are twins: under `max` both have rank 3 where c is first, and what can be attained stays 2 for both."""
    rank = {"on": "published", "ties": ties}
    (tmp_path / "x.json").write_text(json.dumps({**EDITION, "rank": rank}), encoding="utf-8")
    (tmp_path / "x.csv").write_text("code,roads,trains\na,1,7\nb,1,7\nc,5,2\n", encoding="utf-8")
    told = ("robustness", "x.csv", "-w", "x.json", "--show", "attainable", "--width", "200")
    rows = json.loads(run(*told[:-2], "-f", "json", cwd=tmp_path).stdout)["rows"]
    assert {row["unit"]: (row["best_rank"], row["worst_rank"]) for row in rows} == {
        "a": (1, 2), "b": (1, 2), "c": (1, 3),
    }  # fmt: skip
    assert "equal ones share the better rank" in run(*told, cwd=tmp_path).stdout
