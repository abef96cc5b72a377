"""COINr's uncertainty, removal and sensitivity results reproduced from their own draws (COINr 1.1.14, R 4.5.0)."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

import dtiscore
from dtiscore.questions.robustness.answer import Draws, Robustness, study
from dtiscore.questions.robustness.answer.population import scores_of
from dtiscore.questions.robustness.answer.sobol import sobol_indices

RULES = {"n_zscore": "z-score:10,2", "n_minmax": "min-max:1,100"}
MEANS = {"a_amean": "arithmetic", "a_gmean": "geometric"}


@pytest.fixture(scope="module")
def coinr(shared_data: Path) -> Path:
    return shared_data / "coinr"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def replayed(coinr: Path) -> Robustness:
    """The 200 replicates: four assumptions, 100 noisy sets of weights."""
    drawn = rows(coinr / "ua_draws.csv")
    sets = {row["set"]: row for row in rows(coinr / "ua_noisy_weight_sets.csv")}
    codes = [code for code in sets["1"] if code != "set"]
    draws = Draws(
        len(drawn),
        {
            f"weight:{code}": np.array([float(sets[row["weight_set"]][code]) for row in drawn])
            for code in codes
        },
        {
            "normalisation": [RULES[row["norm"]] for row in drawn],
            "aggregation": [MEANS[row["aggregation"]] for row in drawn],
            "winsorise": [row["winmax"] for row in drawn],
        },
    )
    card = dtiscore.score(coinr / "in_iData.csv", "asem-2018", decimal=".")
    return study(card, replayed=draws)


def test_every_score_of_all_200_replicates(replayed: Robustness, coinr: Path) -> None:
    wanted = {row["uCode"]: row for row in rows(coinr / "ua_scores.csv")}
    assert set(replayed.subject.units) == set(wanted)
    expected = [[float(wanted[unit][f"r_{at + 1}"]) for unit in replayed.subject.units] for at in range(200)]
    assert replayed.scores.shape == (200, 51)
    assert float(np.abs(replayed.scores - np.array(expected)).max()) < 1e-9


def test_the_size_of_a_part_changes_no_bit(replayed: Robustness) -> None:
    in_small_parts = scores_of(replayed.subject, replayed.draws, part_bytes=1).T
    assert in_small_parts.tobytes() == replayed.scores.tobytes()


def test_rank_statistics(replayed: Robustness, coinr: Path) -> None:
    wanted = {row["uCode"]: row for row in rows(coinr / "ua_rankstats.csv")}
    for unit, found in zip(replayed.subject.units, replayed.statistics.values(), strict=True):
        row = wanted[unit]
        assert found.nominal == float(row["Nominal"])
        assert found.median == float(row["Median"])
        assert [found.mean, found.low, found.high] == pytest.approx(
            [float(row["Mean"]), float(row["Q5"]), float(row["Q95"])], abs=1e-12
        )


def test_ranks_without_each_indicator(replayed: Robustness, coinr: Path) -> None:
    wanted = {row["removed"]: float(row["mean_abs_rank_change"]) for row in rows(coinr / "remove_level1.csv")}
    ranks = {row["uCode"]: row for row in rows(coinr / "remove_level1_ranks.csv")}
    found = {one.code: one for one in replayed.removals}
    assert len(wanted) == 50
    for code, shift in wanted.items():
        if code == "Nominal":
            continue
        assert found[code].mean_shift == pytest.approx(shift, abs=1e-12), code
        assert found[code].ranks.tolist() == [float(ranks[unit][code]) for unit in replayed.subject.units], (
            code
        )


def test_sobol_indices_of_the_ishigami_function(coinr: Path) -> None:
    outcomes = np.array([float(row["y"]) for row in rows(coinr / "sobol_ishigami_sample.csv")]).reshape(
        5, 1000
    )
    found = sobol_indices(["V1", "V2", "V3"], outcomes[0], outcomes[1], list(outcomes[2:]))
    wanted = rows(coinr / "sobol_ishigami_indices.csv")
    for one, row in zip(found, wanted, strict=True):
        assert one.factor == row["Variable"]
        assert one.first == pytest.approx(float(row["Si"]), abs=1e-9)
        assert one.total == pytest.approx(float(row["STi"]), abs=1e-9)
    # Analytic: V = a²/8 + b pi⁴/5 + b² pi⁸/18 + 1/2 with a = 7, b = 0.1 (Ishigami and Homma 1990).
    first_part = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2
    second_part, mixed_part = 49 / 8, 0.01 * math.pi**8 * 8 / 225
    variance = first_part + second_part + mixed_part
    analytic = [
        (first_part / variance, (first_part + mixed_part) / variance),
        (second_part / variance, second_part / variance),
        (0.0, mixed_part / variance),
    ]
    for one, (first, total) in zip(found, analytic, strict=True):
        assert one.first_low <= first <= one.first_high
        assert one.total == pytest.approx(total, abs=0.06)  # about two standard errors of 1,000 runs
