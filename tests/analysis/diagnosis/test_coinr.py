"""COINr's statistics of its ASEM demo reproduced from the raw table (COINr 1.1.14, R 4.5.0), to 1e-9."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.diagnose.answer import Diagnosis, Thresholds, diagnose
from dtiscore.questions.diagnose.answer.alpha import cronbach

EXACT = 1e-9
PILLARS = ("Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin")


@pytest.fixture(scope="module")
def coinr(shared_data: Path) -> Path:
    return shared_data / "coinr"


@pytest.fixture(scope="module")
def asem(coinr: Path) -> Diagnosis:
    return diagnose(dtiscore.score(coinr / "in_iData.csv", "asem-2018", decimal="."))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_alpha_of_every_pillar(asem: Diagnosis, coinr: Path) -> None:
    wanted = {row["pillar"]: row for row in rows(coinr / "cronbach_by_pillar.csv")}
    assert set(wanted) == set(PILLARS)
    found = {one.code: one.alpha.value for one in asem.consistencies if not one.all_indicators}
    for code, row in wanted.items():
        assert found[code] == pytest.approx(float(row["alpha_Normalised"]), abs=EXACT), code


def test_alpha_of_raw_columns_with_gaps_is_pairwise(asem: Diagnosis, coinr: Path) -> None:
    raw = asem.card.dataset.numbers
    for row in rows(coinr / "cronbach_by_pillar.csv"):
        columns = {code: raw[code] for code in asem.subject.groups[row["pillar"]]}
        assert cronbach([*columns.values()]).value == pytest.approx(
            float(row["alpha_Raw_pairwise"]), abs=EXACT
        )


def test_alpha_overall(asem: Diagnosis, coinr: Path) -> None:
    wanted = {row["set"]: float(row["alpha"]) for row in rows(coinr / "cronbach_overall.csv")}
    subject = asem.subject
    of_all = asem.consistencies[-1]
    assert of_all.all_indicators
    assert len(of_all.children) == 49
    assert of_all.alpha.value == pytest.approx(wanted["all indicators Normalised"], abs=EXACT)
    found = {one.code: one.alpha.value for one in asem.consistencies[:-1]}
    assert found["Index"] == pytest.approx(wanted["subindices"], abs=EXACT)
    pillars = cronbach([subject.score(code) for code in PILLARS])
    assert pillars.value == pytest.approx(wanted["pillars"], abs=EXACT)
    raw = cronbach([asem.card.dataset.numbers[code] for code in subject.leaves])
    assert raw.value == pytest.approx(wanted["all indicators Raw"], abs=EXACT)


def test_every_indicator_with_its_pillar(asem: Diagnosis, coinr: Path) -> None:
    found = {(one.second, one.first): one.value for one in asem.relations if one.kind == "parent"}
    wanted = rows(coinr / "corr_ind_parent_pearson.csv")
    assert len(wanted) == 49
    for row in wanted:
        assert found[row["Var1"], row["Var2"]] == pytest.approx(float(row["Correlation"]), abs=EXACT)


def test_pairs_above_three_quarters(asem: Diagnosis, coinr: Path) -> None:
    lowered = diagnose(asem.card, Thresholds(collinear=0.75))
    parents = asem.card.methodology.parents
    found = {
        (parents[one.first].code, frozenset((one.first, one.second))): one.value
        for one in lowered.relations
        if one.kind == "siblings" and one.flag == "collinear" and parents[one.first].code in PILLARS
    }
    wanted = {
        (row["Group"], frozenset((row["Ind1"], row["Ind2"]))): float(row["Corr"])
        for row in rows(coinr / "corr_flags_high075.csv")
    }
    assert set(found) == set(wanted)
    for pair, value in wanted.items():
        assert found[pair] == pytest.approx(value, abs=EXACT)


def test_principal_components_of_the_pillars(asem: Diagnosis, coinr: Path) -> None:
    """Equal up to the sign of a whole vector, which an eigenvector does not have; ours sums to more than 0."""
    loadings: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for row in rows(coinr / "pca_loadings_level2.csv"):
        loadings[row["group"], int(row["pc"].removeprefix("PC"))][row["iCode"]] = float(row["loading"])
    found = {one.code: one.components for one in asem.consistencies}
    variances = rows(coinr / "pca_variance_level2.csv")
    assert len(loadings) == len(variances) == 8
    for row in variances:
        group, at = row["group"], int(row["pc"]) - 1
        parts = found[group]
        assert parts is not None
        assert parts.eigenvalues[at] == pytest.approx(float(row["eigenvalue"]), abs=EXACT)
        assert parts.shares[at] == pytest.approx(float(row["prop_var"]), abs=EXACT)
        assert sum(parts.shares[: at + 1]) == pytest.approx(float(row["cum_var"]), abs=EXACT)
        wanted = loadings[group, at + 1]
        sign = 1 if sum(wanted.values()) > 0 else -1
        assert {code: parts.vectors[code][at] for code in wanted} == pytest.approx(
            {code: sign * value for code, value in wanted.items()}, abs=EXACT
        )
    for row in rows(coinr / "pca_weights_level2.csv"):
        parts = found[asem.card.methodology.parents[row["iCode"]].code]
        assert parts is not None
        assert abs(parts.vectors[row["iCode"]][0]) == pytest.approx(abs(float(row["Weight"])), abs=EXACT)


def test_effective_weights(asem: Diagnosis, coinr: Path) -> None:
    wanted = {row["iCode"]: float(row["EffWeight"]) for row in rows(coinr / "weights_effective.csv")}
    assert len(wanted) == 60
    assert dict(asem.subject.effective) == pytest.approx(wanted, abs=EXACT)


def test_skewness_and_kurtosis_of_columns_without_gaps(asem: Diagnosis, coinr: Path) -> None:
    """COINr tests columns after imputation; where nothing was imputed that is the column as it was read."""
    found = {one.code: one for one in asem.indicators}
    compared = 0
    for row in rows(coinr / "treat_default_details.csv"):
        one = found[row["iCode"]]
        if one.imputed:
            continue
        compared += 1
        assert one.spread.skewness == pytest.approx(float(row["check_SkewKurt0.Skew"]), abs=EXACT)
        assert one.spread.kurtosis == pytest.approx(float(row["check_SkewKurt0.Kurt"]), abs=EXACT)
        assert one.is_skewed == (row["check_SkewKurt0.Pass"] == "FALSE")
    assert compared > 20


def test_gaps_are_counted_where_preparation_filled_them(asem: Diagnosis, coinr: Path) -> None:
    empty: dict[str, int] = defaultdict(int)
    for row in rows(coinr / "stage_Denominated.csv"):
        for code, cell in row.items():
            empty[code] += cell == ""
    assert {one.code: one.units - one.available for one in asem.indicators} == {
        one.code: empty[one.code] for one in asem.indicators
    }
    assert sum(one.imputed for one in asem.indicators) == 65
    assert sum(one.treated for one in asem.indicators) == 34


def test_every_value_that_was_filled_in_or_drawn_in(asem: Diagnosis, coinr: Path) -> None:
    """As the stages before and after COINr's imputation and its treatment of outliers differ, cell by cell."""
    stages = [
        {row["uCode"]: row for row in rows(coinr / f"stage_{name}.csv")}
        for name in ("Denominated", "Imputed", "Screened", "Treated")
    ]
    wanted: dict[tuple[str, str, str], float] = {}
    for kind, was, now in (("imputed", stages[0], stages[1]), ("treated", stages[2], stages[3])):
        for unit, cells in now.items():
            for code, cell in cells.items():
                before = was[unit].get(code, "")
                if code != "uCode" and cell not in ("", before) and before != cell:
                    wanted[kind, unit, code] = float(cell)
    codes = {header: node.code for node in asem.card.methodology.index.indicators() for header in node.inputs}
    found = {(one.kind, one.unit, codes[one.column]): one.after for one in asem.cells}
    assert found == {key: pytest.approx(value, rel=EXACT) for key, value in wanted.items()}
    assert {key[0] for key in found} == {"imputed", "treated"}


def test_availability_of_units_by_pillar_and_their_zeros(asem: Diagnosis) -> None:
    raw, codes = asem.card.dataset, [node.code for node in asem.card.methodology.nodes["Social"].children]
    for one in asem.units:
        cells = [raw.numbers[code][one.row] for code in codes]
        assert one.by_group["Social"] == sum(cell == cell for cell in cells) / len(cells)
        assert one.by_group["Index"] == one.availability
    columns = [asem.subject.values(node.code) for node in asem.card.methodology.index.indicators()]
    zeros = sum(int((column == 0).sum()) for column in columns if column is not None)
    assert sum(one.zeros for one in asem.units) == zeros > 0


def test_five_countries_against_each_other(shared_data: Path) -> None:
    """OECD/JRC Handbook (2008), Table 36: eight indicators of the same weight, halves for ties."""
    folder = shared_data / "indices" / "tai_handbook"
    codes = [node.column or node.code for node in dtiscore.load_methodology("tai-2001-ew").index.children]
    columns = [{"lines": "telephones", "kilowatt_hours": "electricity"}.get(code, code) for code in codes]
    children = [{"code": code, "rule": {"kind": "identity"}} for code in columns]
    edition = {
        **HEAD,
        "layout": {"unit": "unit_id"},
        "index": group("X", "arithmetic", *children, weights="equal"),
    }
    found = diagnose(dtiscore.score(folder / "input_5_impact_matrix.csv", edition, decimal="."))
    matrix, units = found.outranking, found.subject.units
    printed = {row["unit_id"]: row for row in rows(folder / "published_outranking_5.csv")}
    for at, unit in enumerate(units):
        for to, other in enumerate(units):
            if at != to:
                assert matrix.shares[at, to] == pytest.approx(float(printed[unit][other]), abs=1e-12)
    assert not matrix.dominates.any()  # in Table 35 each is ahead of each other one in something
    wins = dict(zip(units, (matrix.outranks - matrix.outranked).tolist(), strict=True))
    assert wins == {"SWE": 3, "USA": 2, "FIN": 1, "JPN": -2, "KOR": -4}  # Copeland's scores of the five


def test_more_pairs_of_units_than_memory_should_hold_are_refused_with_numbers() -> None:
    table = pd.DataFrame({"unit": [f"u{n}" for n in range(2001)], "a": range(2001), "b": range(2001)})
    edition = {**HEAD, "index": group("X", "arithmetic", indicator("a"), indicator("b"), weights="equal")}
    with pytest.raises(UsageFault, match="at most 2000 units, and here are 2001"):
        _ = diagnose(dtiscore.score(table, edition)).outranking
