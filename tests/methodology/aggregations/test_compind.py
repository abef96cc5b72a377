"""Aggregations against reference outputs of the R package Compind 3.4, or, where it departs from its papers, of their formulas.

The folder's README says of each file by which function, with which arguments and whose numbers its columns are.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.methodology.parsing import methodology_from

pytest.importorskip("scipy")

FIVE = ("employ", "shareren", "tertiary", "gasemiss", "earlyl")
THREE = FIVE[:3]
GOOD_AND_HARM = ("employ", "percgdp", "gasemiss", "deprived")
ROADS = ("roads", "trains")
AROUND_100 = {"kind": "z-score", "divisor": "sample", "mean": 100, "sd": 10}
BOD = {"kind": "benefit-of-the-doubt"}
HELD = {**BOD, "share_of": "contribution"}


def scored(
    table: pd.DataFrame, columns: tuple[str, ...], aggregate: Mapping[str, Any], rule: Any = None
) -> Any:
    """The index of every row, the parts as they are unless a rule is given."""
    keys = {} if rule is None else {"rule": rule}
    parts = [indicator(column, **keys) for column in columns]
    edition = {
        **HEAD, "frame": "all", "layout": {"unit": "code", "period": "period"},
        "index": group("X", dict(aggregate), *parts, weights="equal"),
    }  # fmt: skip
    if aggregate["kind"] == "wroclaw":
        edition["rank"] = {"on": "full", "order": "ascending"}
    told = [column for column in ("code", "period") if column in table]
    data = table[[*told, *columns]].astype({"period": str} if "period" in table else {})
    return dtiscore.score(data, edition).index.score


CASES = [
    ("ci_bod__nuts1_mm", "est", "nuts1_mm", ROADS, BOD, None),
    ("ci_bod__eu2008_raw3", "est", "eu2008", THREE, BOD, None),
    ("ci_bod_constr__nuts1_mm_1_005", "est", "nuts1_mm", ROADS, {**HELD, "min_share": 0.05}, None),
    ("ci_bod_constr__eu2008_raw3_06_01", "est", "eu2008", THREE, {**HELD, "min_share": 0.1, "max_share": 0.6}, None),
    ("ci_bod_dir__nuts1_mm_1_05", "est", "nuts1_mm", ROADS, {**BOD, "direction": [1, 0.5]}, None),
    ("ci_bod_dir__eu2008_mm5_ones", "est", "eu2008_mm", FIVE, {**BOD, "direction": [1] * 5}, None),
    ("ci_generalized_mean__nuts1_p2", "published", "nuts1", ROADS, {"kind": "power", "power": 2}, None),
    ("ci_generalized_mean__eu2008_pm1", "published", "eu2008", FIVE, {"kind": "power", "power": -1, "zero": "allow"}, None),
    ("ci_mean_min__nuts1_mm_05_1", "published_sample_sd", "nuts1_mm", ROADS, {"kind": "mean-min", "alpha": 0.5, "beta": 1}, AROUND_100),
    ("ci_mean_min__eu2008_mm5_03_0", "published_sample_sd", "eu2008_mm", FIVE, {"kind": "mean-min", "alpha": 0.3}, AROUND_100),
    ("ci_mpi__nuts1_z100", "compind_POS", "nuts1_z100", ROADS, {"kind": "mpi", "divisor": "sample"}, None),
    ("ci_mpi__nuts1_z100", "compind_NEG", "nuts1_z100", ROADS, {"kind": "mpi", "divisor": "sample", "penalty": "add"}, None),
    ("ci_mpi__nuts1_z100", "population_subtract", "nuts1_z100", ROADS, {"kind": "mpi"}, None),
    ("ci_mpi__nuts1_z100", "population_add", "nuts1_z100", ROADS, {"kind": "mpi", "penalty": "add"}, None),
    ("ci_ampi__panel2_neg", "published_subtract", "eu_panel", ("employ", "tertiary"), {"kind": "ampi", "reference": [68, 30]}, None),
    ("ci_ampi__panel2_neg", "published_add", "eu_panel", ("employ", "tertiary"), {"kind": "ampi", "reference": [68, 30], "penalty": "add"}, None),
    ("ci_owa__eu2008_mm5_2", "owa_p", "eu2008_mm", FIVE, {"kind": "owa", "places": [0.5, 0.5, 0, 0, 0]}, None),
    ("ci_owa__eu2008_mm5_2", "owa_n", "eu2008_mm", FIVE, {"kind": "owa", "places": [0, 0, 0, 0.5, 0.5]}, None),
    ("ci_owa__hpi_2", "owa_p", "hpi2019", ("life", "ladder", "footprint"), {"kind": "owa", "places": [0.5, 0.5, 0]}, None),
    ("ci_owa__hpi_2", "owa_n", "hpi2019", ("life", "ladder", "footprint"), {"kind": "owa", "places": [0, 0.5, 0.5]}, None),
    ("ci_wroclaw__nuts1", "est", "nuts1", ROADS, {"kind": "wroclaw"}, None),
    ("ci_wroclaw__eu2008_mm5", "est", "eu2008_mm", FIVE, {"kind": "wroclaw"}, None),
    ("ci_rbod__nuts1_m10", "exact", "nuts1", ROADS, {"kind": "order-m", "m": 10}, None),
    ("ci_rbod__eu2008_m5", "exact", "eu2008", ("employ", "tertiary"), {"kind": "order-m", "m": 5}, None),
    ("ci_bod_constr_bad__eu2011_005", "est", "eu2011_bad", GOOD_AND_HARM, {**BOD, "undesirable": [False, False, True, True], "min_share": 0.05, "share_of": "mean"}, None),
    ("ci_bod_constr_bad__eu2011_005_pref3", "est", "eu2011_bad", GOOD_AND_HARM, {**BOD, "undesirable": [False, False, True, True], "min_share": 0.05, "share_of": "mean", "preference": ["least", "between", "most", "free"]}, None),
    ("ci_geom_gen__nuts1_equal", "est", "nuts1", ROADS, {"kind": "geometric"}, None),
]  # fmt: skip


NORMALISED: list[tuple[str, str, dict[str, Any], set[str]]] = [
    ("normalise_ci__nuts1_z01_np", "nuts1", {"kind": "z-score", "divisor": "sample"}, {"roads"}),
    ("normalise_ci__nuts1_mm_np", "nuts1", {"kind": "min-max"}, {"roads"}),
    ("normalise_ci__eu2008_rank", "eu2008", {"kind": "rank", "ties": "average"}, {"gasemiss", "earlyl"}),
]
"""File, inputs, rule, and where less is better."""

ELSEWHERE = {
    "ci_factor__eu2008_mm5_ch2", "ci_factor__nuts1_all",  # below: as far as R turned, and where it turned nothing
    "ci_factor__nuts1_one",  # below: in the direction that R has by chance
    "ci_smaa_constr__nuts1_mm", "ci_smaa_constr__nuts1_mm_exact_simplex",  # tests/questions/test_acceptability.py
}  # fmt: skip
LEFT_OUT = {
    "ci_bod_mdir", "ci_rbod_mdir", "ci_geom_bod_intertemp", "ci_bod_var_w", "ci_factor_mixed", "ci_rbod_dir",
    "ci_rbod_spatial", "ci_ogwa", "ci_rbod_constr_bad", "ci_rbod_constr_bad_Q",
}  # fmt: skip
"""The functions of which `docs/editions.md` says why they are not here."""


def test_every_file_is_reproduced_or_its_function_left_out_with_a_reason(shared_data: Path) -> None:
    files = {path.stem for path in (shared_data / "compind").glob("*.csv")}
    assert len(files) == 42
    reproduced = {file for file, *_ in CASES} | {file for file, *_ in NORMALISED}
    assert len(reproduced | ELSEWHERE) == 29
    rest = {file for file in files - reproduced - ELSEWHERE if file.partition("__")[0] not in LEFT_OUT}
    assert rest == {
        "ci_geom_gen__eu2008_bod"
    }  # its exponents are shares of a programme, as those between two years
    page = (ROOT / "docs" / "editions.md").read_text(encoding="utf-8")
    assert [name for name in sorted(LEFT_OUT) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("case", NORMALISED, ids=[file for file, *_ in NORMALISED])
def test_normalised_columns(case: tuple[str, str, dict[str, Any], set[str]], shared_data: Path) -> None:
    file, inputs, rule, less = case
    wanted = pd.read_csv(shared_data / "compind" / f"{file}.csv").set_index("code")
    table = pd.read_csv(shared_data / "compind" / "inputs" / f"{inputs}.csv")
    for column in wanted:
        told = {**rule, "direction": "down" if column in less else "up"}
        found = scored(table, (str(column),), {"kind": "arithmetic"}, told)
        np.testing.assert_allclose(found, wanted[column], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("case", CASES, ids=[f"{file}-{column}" for file, column, *_ in CASES])
def test_reference_outputs(case: tuple[Any, ...], shared_data: Path) -> None:
    file, column, inputs, parts, aggregate, rule = case
    folder = shared_data / "compind"
    wanted = pd.read_csv(folder / f"{file}.csv")
    table = pd.read_csv(folder / "inputs" / f"{inputs}.csv")
    found = scored(table, parts, aggregate, rule)
    if "period" in wanted:
        wanted = table[["code", "period"]].merge(wanted, on=["code", "period"])
    assert len(found) == len(wanted)
    np.testing.assert_allclose(found, wanted[column], rtol=1e-9, atol=1e-9)


def test_a_factor_whose_direction_is_chance_is_none(shared_data: Path) -> None:
    """Where roads are many trains are few: R says for one end that it is the better, and which depends on their order."""
    wanted = pd.read_csv(shared_data / "compind" / "ci_factor__nuts1_one.csv")
    table = pd.read_csv(shared_data / "compind" / "inputs" / "nuts1.csv")
    with pytest.raises(InvalidData, match="which end is the better"):
        scored(table, ROADS, {"kind": "factor-scores"})
    turned = scored(table.assign(trains=-table["trains"]), ROADS, {"kind": "factor-scores"})
    np.testing.assert_allclose(np.abs(turned), np.abs(wanted["est"]), rtol=1e-9, atol=1e-9)


def test_two_turned_factors_as_far_as_the_reference_was_turned(shared_data: Path) -> None:
    """R ends varimax at a relative change of 1e-5, which leaves 1e-7 of the scores; ours ends where nothing moves.

    Ended there as well, the same steps give the reference's scores; ended later, ours.
    """
    wanted = pd.read_csv(shared_data / "compind" / "ci_factor__eu2008_mm5_ch2.csv")
    table = pd.read_csv(shared_data / "compind" / "inputs" / "eu2008_mm.csv")
    found = scored(table, FIVE, {"kind": "factor-scores", "factors": 2})
    np.testing.assert_allclose(found, wanted["est"], rtol=0, atol=1e-7)
    np.testing.assert_allclose(turned_in_steps(table, end=1e-5), wanted["est"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(turned_in_steps(table, end=1e-14), found, rtol=0, atol=1e-9)


def turned_in_steps(table: pd.DataFrame, end: float) -> Any:
    """The scores of two components turned by the steps of `varimax` in R, until the criterion gains no more than ``end``."""
    standardised = np.array([(table[c] - table[c].mean()) / table[c].std() for c in FIVE])
    correlations = np.corrcoef(standardised)
    values, vectors = np.linalg.eigh(correlations)
    first = np.argsort(-values)[:2]
    loadings = vectors[:, first] * np.sqrt(values[first])
    sizes = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    unit, turn, reached, before = loadings / sizes, np.eye(2), 0.0, -1.0
    while reached >= before * (1 + end):
        now = unit @ turn
        left, singular, right = np.linalg.svd(unit.T @ (now**3 - now * (now**2).mean(axis=0)))
        turn, before, reached = left @ right, reached, float(singular.sum())
    turned = unit @ turn * sizes
    turned *= np.where(turned.sum(axis=0) < 0, -1, 1)
    counted = (turned * (turned**2).sum(axis=0) / len(FIVE)).sum(axis=1)
    return counted @ np.linalg.solve(correlations, standardised)


def test_all_factors_where_the_reference_turned_none(shared_data: Path) -> None:
    """Of two columns R's varimax starts at the least of its own criterion, where nothing moves, and leaves it there.

    Its scores are the sum of both components as they came, counted by their shares of the variance; turned to the most of the
    criterion, as ours are, both columns load alike.
    """
    wanted = pd.read_csv(shared_data / "compind" / "ci_factor__nuts1_all.csv")
    table = pd.read_csv(shared_data / "compind" / "inputs" / "nuts1.csv")
    standardised = np.array([(table[c] - table[c].mean()) / table[c].std() for c in ROADS])
    between = np.corrcoef(standardised)[0, 1]
    half = np.sqrt(0.5)
    components = np.array([[-half, half], [half, half]]) * np.sqrt([[1 - between], [1 + between]])
    held = (components**2).sum(axis=1) / 2
    unturned = (components.T @ np.diag(held)).sum(axis=1) @ np.linalg.solve(
        np.corrcoef(standardised), standardised
    )
    np.testing.assert_allclose(wanted["est"], unturned, rtol=0, atol=1e-9)

    def criterion(angle: float) -> float:
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        return float(((turn @ components) ** 2).var(axis=1).sum())

    angles = np.linspace(0, np.pi / 2, 91)
    assert criterion(0) == pytest.approx(0, abs=1e-12)  # the least that a sum of variances can be
    best = angles[np.argmax([criterion(angle) for angle in angles])]
    turn = np.array([[np.cos(best), np.sin(best)], [-np.sin(best), np.cos(best)]])
    turned = turn @ components
    turned *= np.where(turned.sum(axis=1) < 0, -1, 1)[:, np.newaxis]
    form = turned.T @ ((turned**2).sum(axis=1) / 2)
    ours = form @ np.linalg.solve(np.corrcoef(standardised), standardised)
    np.testing.assert_allclose(scored(table, ROADS, {"kind": "factor-scores", "factors": 2}), ours, atol=1e-9)


HARM = {**BOD, "undesirable": [False, True]}


@pytest.mark.parametrize(
    ("aggregate", "words"),
    [
        ({**HARM, "direction": [1, 1]}, "neither a direction"),
        ({**HARM, "undesirable": [True, True]}, "there is a good one"),
        ({**HARM, "min_share": 0.1, "share_of": "weight"}, "shares of the means"),
        ({**BOD, "min_share": 0.1, "share_of": "mean"}, "shares of the means"),
        ({**BOD, "undesirable": [False]}, "true or false 1 times for 2 children"),
        ({**HARM, "preference": ["most", "most"]}, "one is most"),
        ({**HARM, "preference": ["most", "between"]}, "one is most"),
        ({**BOD, "preference": ["most", "least"]}, "one is most"),
        ({**HARM, "preference": ["most"]}, "1 words for 2 children"),
        ({"kind": "factor-scores", "factors": 3}, "at most 2 factors"),
    ],
)
def test_what_fits_no_such_aggregation_is_refused(aggregate: dict[str, Any], words: str) -> None:
    with pytest.raises(dtiscore.InvalidMethodology) as refused:
        methodology_from({**HEAD, "index": group("X", aggregate, indicator("a"), indicator("b"))})
    assert words in " ".join(problem.message for problem in refused.value.problems)


def test_harm_alone_by_hand(tmp_path: Path) -> None:
    """Of one good a and one harm b: no unit more good than harm is b >= r a with r the least b / a of all, here 1.

    The score of u is 1 / (1 + b) with b = (2 - 1) / (2 + 1) where it has harm 2 to good 1, and 1 where both are 1; harm alone
    is all that w has.
    """
    table = tmp_path / "own.csv"
    table.write_text("unit,a,b\nu,1,2\nv,1,1\nw,,5\n")
    edition = {
        **HEAD, "missing": "reweight", "index": group("X", HARM, indicator("a"), indicator("b"), weights="equal"),
    }  # fmt: skip
    card = dtiscore.score(table, edition)
    assert card.index.score == pytest.approx([1 / (1 + 1 / 3), 1, 1 / (1 + 1)])
