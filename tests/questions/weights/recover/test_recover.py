"""Recovered weights: the known ones of published indices from their rounded results, and what no scores could tell.

HDI 2022 (UNDP), DTI 2023 (Ministry of Information and Communications), PCI (VCCI and USAID), EGDI (UN DESA), DESI 2022 (European
Commission), TAI (OECD and JRC).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT, Run
from tests.made import HEAD, group, indicator, share

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.weights.recover.answer import Recovery
from dtiscore.questions.weights.recover.python import recover_weights, recovered_edition
from dtiscore.questions.weights.recover.shown import ShownRecovery
from dtiscore.render.drawing.screen import Screen

pytest.importorskip("scipy")

PCI_2006 = {"entry": 5, "land": 5, "transparency": 15, "time": 10, "informal": 5, "bias": 5, "proactive": 15, "support": 15, "labor": 15, "legal": 10}  # fmt: skip
PCI_2009 = {"entry": 10, "land": 5, "transparency": 20, "time": 15, "informal": 10, "proactive": 10, "support": 5, "labor": 20, "legal": 5}  # fmt: skip


def draft(weights: Any, aggregate: str = "arithmetic", **head: Any) -> dict[str, Any]:
    """An edition whose parts weigh the same, which is what a draft says that knows no better."""
    children = [indicator(code) for code in weights]
    return {**HEAD, "id": "draft", **head, "index": group("X", aggregate, *children, weights="equal")}


def holds(recovery: Recovery, truth: dict[str, float], within: float) -> None:
    """Each interval holds the true weight and is no wider than this, and the number found is the true one."""
    assert not recovery.unexplained
    assert [number.code for number in recovery.numbers] == list(truth)
    for number in recovery.numbers:
        assert number.least is not None
        assert number.most is not None
        assert number.least <= truth[number.code] <= number.most, number
        assert number.most - number.least <= within, number
        assert number.found == pytest.approx(truth[number.code], abs=1e-12)
        assert number.identifiable


@pytest.mark.parametrize(
    ("years", "weights"), [((2006, 2007, 2008), PCI_2006), ((2009, 2010, 2012), PCI_2009)]
)
def test_weights_of_the_pci_from_scores_of_two_decimals(
    years: tuple[int, ...], weights: dict[str, float], shared_data: Path
) -> None:
    data, results = pci(shared_data, years)
    results["X"] = results["X"].round(2)
    edition = draft(weights, layout={"unit": "unit_id", "period": "year"})
    # Sub-indices are marked out of 10, the index out of 100.
    edition["index"]["children"] = [
        {"code": code, "rule": {"kind": "fraction", "of": 10}} for code in weights
    ]
    edition["scale"] = 100
    holds(recover_weights(data, edition, results), {code: w / 100 for code, w in weights.items()}, 0.0002)


def pci(shared_data: Path, years: tuple[int, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    folder = shared_data / "indices" / "vietnam_pci_2006_2012"
    tables = [pd.read_csv(folder / name) for name in ("input.csv", "published.csv")]
    data, results = (table[table["year"].isin(years)].astype({"year": str}) for table in tables)
    data = data.drop(columns="unit_name").dropna(axis=1)
    results = results.rename(columns={"score": "X", "year": "period"}).drop(columns="score_unweighted")
    return data, results


def test_unequal_weights_of_a_mean_from_rounded_parts(shared_data: Path) -> None:
    """EGDI 2010: 0.34, 0.33 and 0.33, of parts that are printed with five decimals as well."""
    folder = shared_data / "indices" / "egdi"
    data, results = (
        table[table["year"] == 2010].drop(columns="year")
        for table in map(pd.read_csv, (folder / "input.csv", folder / "published.csv"))
    )
    data, results = data.drop(columns="unit_name"), results[["unit_id", "score"]]
    edition = draft(("osi", "hci", "tii"), layout={"unit": "unit_id"}, missing="no-score")
    results = results.rename(columns={"score": "X"})
    holds(
        recover_weights(data, edition, results, part_decimals=5),
        {"osi": 0.34, "hci": 0.33, "tii": 0.33},
        0.0002,
    )


@pytest.mark.parametrize(
    ("dimension", "truth"),
    [("2", {"2a": 0.25, "2b": 0.25, "2c": 0.4, "2d": 0.1}), ("3", {"3a": 0.15, "3b": 0.7, "3c": 0.15})],
)
def test_weights_of_two_dimensions_of_desi_from_two_decimals(
    dimension: str, truth: dict[str, float], shared_data: Path
) -> None:
    """DESI 2022 (European Commission): sub-dimensions in dimensions, of 27 states and the EU in 2022."""
    results = pd.read_csv(shared_data / "indices" / "desi_2022" / "published.csv", dtype={"year": str})
    results = results[results["year"] == "2022"].round(2)
    data = results[["unit_id", *truth]]
    scores = results[["unit_id", dimension]].rename(columns={dimension: "X"})
    published = dtiscore.DeclaredTable(scores, keep_units=["EU"])
    edition = draft(truth, layout={"unit": "unit_id"})
    found = recover_weights(data, edition, published, part_decimals=2, keep_units=["EU"])
    holds(found, truth, 0.001)


def test_equal_weights_of_a_geometric_mean_from_three_decimals() -> None:
    found = recover_weights(ROOT / "examples/hdi/2022.csv", "hdi-2022", ROOT / "examples/hdi/published.csv")
    holds(found, dict.fromkeys(("health", "education", "income"), 1 / 3), 0.0002)
    assert found.as_stated


def test_points_of_the_dti_from_fractions_of_four_decimals() -> None:
    examples = ROOT / "examples/dti-province"
    found = recover_weights(examples / "2023.csv", "dti-province-2022", examples / "published-2023.csv")
    holds(found, {"I": 500, "II": 500}, 0.4)
    assert found.whole == 1000


def test_ranks_alone_bound_weights(shared_data: Path) -> None:
    data, results = pci(shared_data, (2009, 2010, 2012))
    results["rank"] = results.groupby("period")["X"].rank(ascending=False, method="min").astype(int)
    found = recover_weights(
        data, draft(PCI_2009, layout={"unit": "unit_id", "period": "year"}), results.drop(columns="X")
    )
    assert (found.scores, found.ranks) == (0, 189)
    for number in found.numbers:
        assert number.least is not None
        assert number.most is not None
        assert number.least < PCI_2009[number.code] / 100 < number.most
        assert number.most - number.least < 0.01
        assert not number.identifiable


@pytest.mark.parametrize("weighting", ["fa", "bap", "ew"])
def test_ranks_of_23_countries_bound_the_weights_of_the_tai(weighting: str, shared_data: Path) -> None:
    """OECD/JRC Handbook (2008), Tables 22 and 23: three sets of weights, each with the ranking that it gives."""
    folder = shared_data / "indices" / "tai_handbook"
    tables = {name: pd.read_csv(folder / f"{name}.csv") for name in ("input", "published", "weights")}
    ranks = tables["published"][["unit_id", f"rank_{weighting}"]].set_axis(["unit_id", "rank"], axis=1)
    printed = tables["weights"].set_index("method").loc[weighting.upper()]
    found = recover_weights(tables["input"], "tai-2001-ew", ranks)
    assert not found.unexplained
    assert (found.scores, found.ranks) == (0, 23)
    for number in found.numbers:
        assert number.least is not None
        assert number.most is not None
        true = printed[number.code.removeprefix("n_")] / printed.sum()  # 0.13 each is printed for 1/8
        assert number.least <= true <= number.most, number
        assert not number.identifiable


def test_a_score_that_was_changed_is_the_one_that_no_weights_explain(shared_data: Path) -> None:
    data, results = pci(shared_data, (2009, 2010, 2012))
    results["X"] = (results["X"] / 10).round(3)
    at = results.index[3]
    results.loc[at, "X"] += 0.02
    edition = draft(PCI_2009, layout={"unit": "unit_id", "period": "year"})
    found = recover_weights(data, edition, results)
    (one,) = found.unexplained
    assert found.card.dataset.units[one.row] == results.loc[at, "unit_id"]
    assert one.published == results.loc[at, "X"]
    assert one.found == pytest.approx(results.loc[at, "X"] - 0.02, abs=0.0006)
    assert [number.found for number in found.numbers] == pytest.approx([w / 100 for w in PCI_2009.values()])


def test_dti_2024_from_its_index_and_four_of_eight_main_indices(shared_data: Path) -> None:
    """The weights of decision 922 lie within what is left, and the parts that are not public widen it."""
    table = pd.read_csv(shared_data / "dti" / "results-province-2024.csv", dtype={"code": str})
    truth = {
        "nhan_thuc_so": 100, "the_che_so": 100, "ha_tang_so": 100, "nhan_luc_so": 100, "an_toan_thong_tin_mang": 100,
        "hoat_dong_chinh_quyen_so": 200, "hoat_dong_kinh_te_so": 150, "hoat_dong_xa_hoi_so": 150,
    }  # fmt: skip
    edition = {
        **HEAD, "id": "draft", "publish": {"as": "fraction", "decimals": 4}, "missing": "no-score",
        "layout": {"unit": "code"},
        "index": {"code": "X", "aggregate": "points", "children": [share(code, points=125) for code in truth]},
    }  # fmt: skip
    data = table[["code", *truth]]
    results = table[["code", "dti"]].rename(columns={"dti": "X"})
    found = recover_weights(data, edition, results, part_decimals=4)
    assert not found.unexplained
    for number in found.numbers:
        assert number.least is not None
        assert number.most is not None
        assert number.least <= truth[number.code] <= number.most
        assert not number.identifiable
    # All other weight may lie on a part that is not public and scores anything from 0 to 1.
    for number in found.numbers:
        half, score, index = 0.00005, data[number.code], results["X"]
        most = pd.concat([(index + half) / (score - half), (1 - index + half) / (1 - score - half)]).where(
            lambda bound: bound > 0
        )
        assert number.most == pytest.approx(
            min(1.0, most.min() if most.notna().any() else 1.0) * 1000, abs=0.05
        )


MADE = np.random.default_rng(5).uniform(0, 100, (12, 3)).round(1)


def made(
    values: np.ndarray[Any, Any], weights: list[float], decimals: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table of three parts, and their weighted means."""
    units = [f"U{at}" for at in range(len(values))]
    data = pd.DataFrame({"unit": units, **{code: values[:, at] for at, code in enumerate("abc")}})
    return data, pd.DataFrame({"unit": units, "X": (values @ np.array(weights)).round(decimals)})


def test_two_parts_that_are_the_same_are_not_told_apart() -> None:
    values = MADE.copy()
    values[:, 1] = values[:, 0]
    found = recover_weights(*made_under(values, [0.2, 0.3, 0.5]))
    a, b, c = found.numbers
    assert (a.identifiable, b.identifiable, c.identifiable) == (False, False, True)
    assert a.least == pytest.approx(0, abs=1e-6)
    assert a.most == pytest.approx(0.5, abs=0.001)
    assert (c.found, not found.unexplained) == (0.5, True)


def test_fewer_units_than_weights_tell_none() -> None:
    found = recover_weights(*made_under(MADE[:1], [0.2, 0.3, 0.5]))
    assert [number.identifiable for number in found.numbers] == [False] * 3


def made_under(values: np.ndarray[Any, Any], weights: list[float], **head: Any) -> tuple[Any, Any, Any]:
    data, results = made(values, weights)
    return data, draft("abc", **head), results


def test_missing_parts_whose_weight_the_others_share() -> None:
    values = MADE.copy()
    values[2, 0] = values[5, 1] = np.nan
    there = ~np.isnan(values)
    weights = np.array([0.2, 0.3, 0.5])
    scores = (np.nan_to_num(values) * weights).sum(axis=1) / (there * weights).sum(axis=1)
    data, _ = made(values, [0, 0, 0])
    results = pd.DataFrame({"unit": data["unit"], "X": scores.round(2)})
    found = recover_weights(data, draft("abc", missing="reweight"), results)
    holds(found, dict(zip("abc", weights, strict=True)), 0.001)


def test_free_weights_of_a_sum() -> None:
    data, results = made(MADE, [2.0, 0.25, 0.0])
    found = recover_weights(data, draft("abc", "sum"), results)
    assert found.whole is None
    assert [number.found for number in found.numbers] == [2.0, 0.25, 0.0]
    edition = recovered_edition(found)
    assert dtiscore.score(data, edition).index.score.round(1).tolist() == results["X"].tolist()


@pytest.mark.parametrize("times", [1e-4, 1e3, 1e6, 1e9])
def test_free_weights_do_not_depend_on_the_units_of_measurement(times: float) -> None:
    """2 for each of the first, and 0.25 for each ``times`` of the second, as 0.25 points for a million."""
    data, results = made(MADE, [2.0, 0.25, 0.5], decimals=2)
    plain = recover_weights(data, draft("abc", "sum"), results).numbers
    data["b"] = data["b"] * times
    found = recover_weights(data, draft("abc", "sum"), results)
    for number, other, unit in zip(found.numbers, plain, [1, times, 1], strict=True):
        least, weight, most = np.array([number.least, number.found, number.most], dtype=np.float64) * unit
        assert least <= weight <= most
        assert [least, most] == pytest.approx([other.least, other.most], rel=1e-6)
    assert not found.unexplained


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "sum", "goalposts"])
def test_each_further_decimal_tells_ten_times_as_much(aggregate: str) -> None:
    """However fine it is beside the largest part: what is possible narrows, and a misprint of the last place is told."""
    data, _ = made(MADE, [0, 0, 0])
    edition, node, truth = draft("abc", aggregate), "X", [0.2, 0.3, 0.5]
    scores = np.exp(np.log(MADE) @ truth) if aggregate == "geometric" else MADE @ truth
    if aggregate == "goalposts":
        edition, node, truth = draft("abc"), "a", [-5, 120]
        edition["index"]["children"][0]["rule"] = {"kind": "min-max"}
        scores = (MADE[:, 0] + 5) / 125
    widths: list[float] = []
    for decimals in range(3, 10):
        results = pd.DataFrame({"unit": data["unit"], node: scores.round(decimals)})
        found = recover_weights(data, edition, results, node, decimals=decimals)
        assert not found.unexplained
        for number, true in zip(found.numbers, truth, strict=True):
            assert number.least is not None
            assert number.most is not None
            assert number.least <= true <= number.most
            widths.append(number.most - number.least)
        results[node] += np.where(results.index == 3, 30 * 10.0**-decimals, 0.0)
        misprinted = recover_weights(data, edition, results, node, decimals=decimals)
        assert 3 in [one.row for one in misprinted.unexplained]
    assert max(widths[-len(truth) :]) < 1e-5 * min(widths[: len(truth)])


@pytest.mark.parametrize(("drafted", "right"), [("arithmetic", "geometric"), ("geometric", "arithmetic")])
def test_where_another_mean_is_right_it_is_named(drafted: str, right: str) -> None:
    """Else a rule that is wrong reads as so many misprints, as of the human development index under an arithmetic mean."""
    values = np.random.default_rng(5).uniform(10, 100, (30, 3)).round(1)
    data, results = made(values, [0.2, 0.3, 0.5])
    if right == "geometric":
        results["X"] = np.exp(np.log(values) @ [0.2, 0.3, 0.5]).round(1)
    found = recover_weights(data, draft("abc", drafted), results)
    assert len(found.unexplained) > 15
    assert found.other_mean == (right, 0)
    assert recover_weights(data, draft("abc", right), results).other_mean is None
    results["X"] = results["X"].sample(frac=1, random_state=1).to_numpy()
    assert recover_weights(data, draft("abc", drafted), results).other_mean is None


def test_another_mean_is_named_also_where_the_parts_come_by_a_pipe(run: Run, tmp_path: Path) -> None:
    """They were read once more for it, from a pipe that was empty by then, and nothing was told."""
    values = np.random.default_rng(5).uniform(10, 100, (30, 3)).round(1)
    data, results = made(values, [0.2, 0.3, 0.5])
    results["X"] = np.exp(np.log(values) @ [0.2, 0.3, 0.5]).round(1)
    results.to_csv(tmp_path / "results.csv", index=False)
    (tmp_path / "draft.yaml").write_text(json.dumps(draft("abc")), encoding="utf-8")
    line = ("weights", "recover", "-", "-w", "draft.yaml", "--published", "results.csv", "-f", "json")
    told = run(*line, input=data.to_csv(index=False), cwd=tmp_path)
    assert json.loads(told.stdout)["other_mean"] == {"aggregate": "geometric", "unexplained": 0}


def test_where_no_weights_explain_more_than_chance_would_that_is_said() -> None:
    """The root of the mean of squares is no such mean: of 38 of 40 units it was told that the others agree without them."""
    values = np.random.default_rng(2).uniform(10, 100, (40, 3)).round(1)
    data, results = made(values, [0, 0, 0])
    results["X"] = np.sqrt((values**2).mean(axis=1)).round(1)
    found = recover_weights(data, draft("abc"), results)
    assert found.explains_hardly_any
    text = ShownRecovery(found).screen(Screen())
    assert "Hardly a unit is explained by such numbers" in text
    assert "without them" not in text
    assert "--part-decimals" not in text


def test_of_ranks_the_order_alone_is_explained() -> None:
    data, results = made(MADE, [0.2, 0.3, 0.5])
    results["rank_X"] = results["X"].rank(ascending=False, method="dense")
    found = recover_weights(data, draft("abc"), results)
    assert not found.unexplained
    assert "how those that share one are numbered is not looked at" in ShownRecovery(found).screen(Screen())


def test_a_misprinted_rank_is_shown_beside_the_one_found() -> None:
    data, results = made(MADE, [0.2, 0.3, 0.5])
    results["rank_X"] = results["X"].rank(ascending=False)
    first = int(results["rank_X"].argmin())
    results.loc[first, "rank_X"] = 11
    (one,) = recover_weights(data, draft("abc"), results).unexplained
    assert (one.row, one.published, str(one.rank), str(one.found_rank)) == (
        first,
        results["X"][first],
        "11",
        "1",
    )


def test_ranks_alone_bound_the_free_weights_of_a_sum() -> None:
    data, results = made(MADE, [2.0, 0.25, 0.5])
    ranks = pd.DataFrame({"unit": data["unit"], "rank_X": results["X"].rank(ascending=False)})
    assert recover_weights(data[:3], draft("abc"), ranks[:3]).other_mean is None  # either explains so few
    found = recover_weights(data, draft("abc", "sum"), ranks)
    assert (found.scores, found.ranks, [number.least for number in found.numbers]) == (0, 12, [0, 0, 0])


def test_a_sum_that_is_made_up_for_missing_parts_limits_no_weight() -> None:
    """What it is made up by is a quotient of the weights, which no linear limit tells."""
    values = MADE.copy()
    values[2, 0] = values[5, 1] = np.nan
    data, _ = made(values, [0, 0, 0])
    edition = draft("abc", "sum", missing="reweight")
    truth = dict(zip("abc", (2.0, 0.25, 1.0), strict=True))
    children = [indicator(code, weight=weight) for code, weight in truth.items()]
    card = dtiscore.score(data, {**edition, "index": group("X", "sum", *children, weights="relative")})
    results = pd.DataFrame({"unit": data["unit"], "X": card.index.score.round(2)})
    holds(recover_weights(data, edition, results), truth, 0.01)


@pytest.mark.parametrize("form", ["score", "fraction"])
@pytest.mark.parametrize("node", ["X", "P", "M", "S", "c"])
def test_what_an_edition_says_is_among_what_its_own_results_allow(form: str, node: str) -> None:
    """Whatever its parts are marked out of: points, others (`out_of`), or shares whose mean counts for points."""
    posts = {"kind": "goalposts", "low": 20, "high": 80}
    tree = group(
        "X",
        "points",
        group("P", "points", share("a", points=40), indicator("b", points=20, out_of=80)),
        group(
            "M",
            "arithmetic",
            group("S", "points", share("d", points=3), share("e", points=5), weight=3),
            {"code": "f", "rule": {"kind": "fraction", "of": 8}, "weight": 2},
            points=30,
            out_of=8,
            weights="relative",
        ),
        {"code": "c", "points": 10, "out_of": 50, "rule": posts},
    )
    edition = {**HEAD, "publish": {"as": form, "decimals": 5}, "scale": 8, "index": tree}
    data = pd.DataFrame(np.random.default_rng(3).uniform(0, 1, (12, 6)).round(3), columns=[*"abcdef"])
    data = data * {"a": 1, "b": 80, "c": 100, "d": 1, "e": 1, "f": 8}
    data.insert(0, "unit", [f"U{at}" for at in range(12)])
    card = dtiscore.score(data, edition)
    results = pd.DataFrame({"unit": data["unit"], node: card.nodes[node].published.round(5)})
    found = recover_weights(data, edition, results, node, decimals=5)
    assert not found.unexplained
    for number in found.numbers:
        assert number.least is not None
        assert number.most is not None
        assert number.stated is not None
        assert number.least <= number.stated <= number.most, number
        assert number.most - number.least < 0.02 * abs(number.stated), number


@pytest.mark.parametrize("direction", ["up", "down"])
def test_goalposts_of_an_indicator(direction: str) -> None:
    """HDI's goalposts of life expectancy, 20 and 85 (UNDP, technical notes), from shares of three decimals."""
    years = [53.4, 61.9, 66.0, 71.3, 74.6, 79.2, 84.3, 86.1, 18.0]
    scores = np.clip((np.array(years) - 20) / 65, 0, 1)
    scores = 1 - scores if direction == "down" else scores
    units = [f"U{at}" for at in range(len(years))]
    part = {"code": "a", "column": "years", "rule": {"kind": "min-max", "direction": direction}}
    edition = {
        **HEAD,
        "id": "draft",
        "index": group("X", "arithmetic", part, indicator("b"), weights="equal"),
    }
    data = pd.DataFrame({"unit": units, "years": years, "b": 0.5})
    found = recover_weights(data, edition, pd.DataFrame({"unit": units, "a": scores.round(3)}), "a")
    low, high = found.numbers
    assert (low.found, high.found) == (20, 85)
    assert low.least is not None
    assert high.most is not None
    assert 19.8 < low.least < 20
    assert 85 < high.most < 85.2
    assert low.identifiable
    rule = recovered_edition(found, "ours").nodes["a"].rule
    assert rule is not None
    assert rule.model_dump()["kind"] == "goalposts"


@pytest.mark.parametrize(
    ("aggregate", "node", "message"),
    [
        ("median", None, "is aggregated by"),
        ("arithmetic", "a", "has no goalposts"),
        ("arithmetic", "z", "no node"),
    ],
)
def test_what_scores_are_not_linear_in_is_refused(aggregate: str, node: str | None, message: str) -> None:
    data, results = made(MADE, [0.2, 0.3, 0.5])
    with pytest.raises(UsageFault, match=message):
        recover_weights(data, draft("abc", aggregate), results.assign(a=1), node)


def test_the_command_writes_the_edition_that_gives_the_published_scores(run: Run, tmp_path: Path) -> None:
    data, results = made(MADE, [0.2, 0.3, 0.5])
    data.to_csv(tmp_path / "t.csv", index=False)
    results.to_csv(tmp_path / "p.csv", index=False)
    (tmp_path / "w.json").write_text(json.dumps(draft("abc", publish={"as": "score", "decimals": 1})))
    line = (
        "weights",
        "recover",
        "t.csv",
        "-w",
        "w.json",
        "--published",
        "p.csv",
        "-f",
        "json",
        "--save",
        "n.yaml",
    )
    done = run(*line, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [row["found"] for row in json.loads(done.stdout)["rows"]] == [0.2, 0.3, 0.5]
    checked = run("check", "t.csv", "-w", "n.yaml", "--expect", "p.csv", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    results.loc[0, "X"] = 99.9
    results.to_csv(tmp_path / "p.csv", index=False)
    done = run("weights", "recover", "t.csv", "-w", "w.json", "--published", "p.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 unit cannot be explained" in done.stdout


def test_units_in_a_range_of_ranks_stand_between_those_before_and_behind() -> None:
    """Of one that another overlaps nothing is known but that."""
    data = pd.DataFrame({"unit": list("pqrst"), "a": [9, 8, 4, 5, 1], "b": [8, 5, 7, 3, 2]})
    ranks = ["1", "2", "3–4", "3–4", "5+"]
    apart = recover_weights(data, draft(["a", "b"]), pd.DataFrame({"unit": list("pqrst"), "rank": ranks}))
    alone = recover_weights(data, draft(["a", "b"]), pd.DataFrame({"unit": list("pq"), "rank": ["1", "2"]}))
    assert (apart.ranks, alone.ranks) == (5, 2)
    # q before r: 8 a + 5 (1 - a) >= 4 a + 7 (1 - a), from a third on.
    assert apart.numbers[0].least == pytest.approx(1 / 3)
    assert alone.numbers[0].least == pytest.approx(0)
    overlapping = pd.DataFrame({"unit": list("pqrst"), "rank": ["1", "2", "2–4", "3–5", "5+"]})
    assert recover_weights(data, draft(["a", "b"]), overlapping).numbers[0].least == pytest.approx(0)


@pytest.mark.parametrize(("misprinted", "lack_a_part"), [(1, 0), (3, 0), (8, 0), (1, 3)])
def test_a_misprinted_rank_leaves_the_units_beside_it_explained(misprinted: int, lack_a_part: int) -> None:
    """Of the two that stood the wrong way round both were told, though one has the rank that it is due."""
    draws = np.random.default_rng(misprinted)
    parts = np.round(draws.uniform(10, 95, (40, 3)), 1)
    scores = np.round(parts @ np.array([0.5, 0.3, 0.2]), 1)
    ranks = 1 + np.sum(scores[None, :] > scores[:, None], axis=1)
    wrong = draws.choice(40, misprinted, replace=False)
    ranks[wrong] += np.where(ranks[wrong] <= 20, 15, -15)
    units = [f"u{at:02d}" for at in range(40)]
    lacking = np.delete(np.arange(40), wrong)[
        [3, 9, 20][:lack_a_part]
    ]  # so that what they are due is not known
    known = np.where(np.isin(np.arange(40), lacking), np.nan, parts[:, 0])
    data = pd.DataFrame({"unit": units, "a": known, "b": parts[:, 1], "c": parts[:, 2]})
    results = pd.DataFrame({"unit": units, "X": scores, "rank": ranks})
    edition = draft(
        "abc",
        publish={"as": "score", "decimals": 1},
        rank={"on": "published", "ties": "min"},
        missing="no-score",
    )
    found = recover_weights(data, edition, results)
    assert [each.row for each in found.unexplained] == sorted(wrong.tolist())
    assert [number.found for number in found.numbers] == [0.5, 0.3, 0.2]


def test_what_is_published_of_other_nodes_is_not_asked() -> None:
    """A column of words that is a node of the draft, and weighs nothing, was read as its scores."""
    data = pd.DataFrame({"unit": list("pqr"), "a": [9, 8, 4], "b": [8, 5, 7]})
    results = pd.DataFrame({"unit": list("pqr"), "X": [8.5, 6.5, 5.5], "b": ["EU", "EU", "MENA"]})
    found = recover_weights(data, draft(["a", "b"]), results)
    assert [number.found for number in found.numbers] == [0.5, 0.5]


def test_a_rank_without_any_part_says_nothing_of_the_others() -> None:
    """Its score is unknown, and no number is divided by nothing."""
    data = pd.DataFrame({"unit": list("pqrst"), "a": [9, 8, 4, 2, None], "b": [8, 5, 7, 1, None]})
    results = pd.DataFrame({"unit": list("pqrst"), "rank": [1, 4, 3, 2, 5]})
    found = recover_weights(data, draft(["a", "b"], missing="reweight"), results)
    assert found.unexplained
    assert 4 not in [each.row for each in found.unexplained]
