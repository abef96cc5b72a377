"""Weights derived in Python: each method from its table to an edition that scores, and what is refused."""

from __future__ import annotations

import csv
import hashlib
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

from dtiscore import InvalidData, Methodology, UsageFault, score
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.edition import methodology_text
from dtiscore.questions.weights.derive import command as deriving
from dtiscore.questions.weights.derive.python import DerivationChoices, Method, derive_weights

LPI = ("customs", "infrastructure", "shipments", "quality", "tracking", "timeliness")


def edition(*codes: str, **keys: Any) -> Methodology:
    """An index that is the mean of columns as they are."""
    children = [{"code": code, "rule": {"kind": "identity"}} for code in codes]
    return methodology_from(
        {
            **HEAD,
            "id": "own-2024",
            "title": "Own",
            "index": {"code": "X", "aggregate": "arithmetic", "weights": "equal", "children": children},
            **keys,
        }
    )


def written(folder: Path, *lines: str) -> Path:
    path = folder / "data.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def weights(methodology: Methodology) -> dict[str, float | None]:
    return {child.code: child.weight for child in methodology.index.children}


@pytest.mark.parametrize("year", ["2010", "2012", "2014", "2016"])
def test_the_logistics_performance_index_of_each_year(year: str, shared_data: Path) -> None:
    # World Bank, LPI: loading over sd on the first component, estimated anew each year. The printed inputs have two
    # decimals: scores agree within 0.008 and ranks within one place for 95 to 100 % of the countries.
    folder = shared_data / "indices/lpi_2010_2016"
    lpi = edition(*LPI, layout={"unit": "unit_id", "name": "unit_name", "period": "year"})
    choices = DerivationChoices(variant="loadings-over-sd")
    derived = derive_weights("pca", lpi, "X", folder / "input.csv", choices, period=year)
    card = score(folder / "input.csv", derived.methodology, period=year)
    with (folder / "published.csv").open(encoding="utf-8") as file:
        published = {row["unit_id"]: row for row in csv.DictReader(file) if row["year"] == year}
    assert set(card.dataset.units) == set(published)
    ranks = card.ranks["X"].tolist()
    errors = [
        abs(x - float(published[u]["score"]))
        for u, x in zip(card.dataset.units, card.index.score, strict=True)
    ]
    places = [abs(r - int(published[u]["rank"])) <= 1 for u, r in zip(card.dataset.units, ranks, strict=True)]
    assert max(errors) < 0.0081
    assert sum(places) / len(places) >= 0.95
    assert all(0.14 < share < 0.2 for share in derived.derivation.shares.values())


def test_a_budget_becomes_an_edition_that_says_where_it_comes_from(tmp_path: Path) -> None:
    table = written(tmp_path, "expert,b,a", "An,40,60", "Bình,60,40", "Chi,80,20")
    derived = derive_weights("budget-allocation", edition("a", "b"), "X", table)
    assert weights(derived.methodology) == {"a": 0.4, "b": 0.6}
    assert derived.methodology.id == "own-2024-budget-allocation"
    assert derived.before == {"a": 0.5, "b": 0.5}
    record = derived.methodology.index.derived_weights
    assert record is not None
    assert record.data == "data.csv"
    assert record.sha256 == hashlib.sha256(table.read_bytes()).hexdigest()
    tens = written(tmp_path, "b,a", "4,6")
    with pytest.raises(InvalidData, match="1 fault in the judgements"):
        derive_weights("budget-allocation", edition("a", "b"), "X", tens)
    chosen = DerivationChoices(total=10, edition_id="mine")
    derived = derive_weights("budget-allocation", edition("a", "b"), "X", tens, chosen)
    assert (derived.methodology.id, weights(derived.methodology)) == ("mine", {"a": 0.6, "b": 0.4})


def test_children_are_found_by_code_or_name_and_in_a_data_frame(tmp_path: Path) -> None:
    import pandas as pd

    named = edition("a", "b").model_dump(mode="json", by_alias=True, exclude_unset=True)
    named["index"]["children"][1]["name"] = {"vi": "Thể chế số"}
    frame = pd.DataFrame({"A": [3.0], "thể chế  số": [1.0]})
    derived = derive_weights("points", named, "X", frame)
    assert weights(derived.methodology) == {"a": 0.75, "b": 0.25}
    assert derived.methodology.index.derived_weights is not None
    assert derived.methodology.index.derived_weights.sha256 is None


def test_comparisons_may_be_fractions_in_any_order_of_rows(tmp_path: Path) -> None:
    table = written(tmp_path, "indicator;b;c;a", "c;1/3;1;1/6", "a;2;6;1", "b;1;3;1/2")
    derived = derive_weights("ahp", edition("a", "b", "c"), "X", table)
    assert weights(derived.methodology) == {"a": 0.6, "b": 0.3, "c": 0.1}
    assert derived.problems == ()


def test_contradicting_comparisons_are_a_warning_of_the_table(tmp_path: Path) -> None:
    table = written(tmp_path, "indicator,a,b,c", "a,1,9,1/9", "b,1/9,1,9", "c,9,1/9,1")
    (problem,) = derive_weights("ahp", edition("a", "b", "c"), "X", table).problems
    assert (problem.code, problem.severity, problem.place.file) == (
        "inconsistent-comparisons",
        "warning",
        str(table),
    )


def test_every_fault_of_a_table_of_judgements_is_told(tmp_path: Path) -> None:
    table = written(tmp_path, "indicator,a,bb,c", "a,1,2,12q", "q,1,1,1", "a,1,1,1")
    with pytest.raises(InvalidData) as caught:
        derive_weights("ahp", edition("a", "b", "c"), "X", table)
    found = [(problem.code, problem.place.line) for problem in caught.value.problems]
    assert found == [
        ("missing-column", 1),
        ("unknown-node", 3),
        ("duplicate-row", 4),
        ("missing-row", None),
        ("missing-row", None),
        ("not-a-number", 2),
    ]
    with pytest.raises(InvalidData) as caught:
        derive_weights("points", edition("a", "b"), "X", written(tmp_path, "a,b"))
    assert [problem.code for problem in caught.value.problems] == ["no-rows"]


def test_aggregates_that_are_not_ranked_take_no_part(tmp_path: Path) -> None:
    rows = ["unit,a,b", "AT,1,1", "BE,2,3", "BG,3,2", "CY,4,4"]
    own = edition("a", "b", units="eu-27")
    without = derive_weights("critic", own, "X", written(tmp_path, *rows), allow_missing_units=True)
    derived = derive_weights(
        "critic", own, "X", written(tmp_path, *rows, "EU,99,-7"), allow_missing_units=True
    )
    assert derived.derivation.shares == without.derivation.shares


def test_a_unit_scheme_beside_the_weighting_file_is_found(tmp_path: Path) -> None:
    units = "id: three\ntitle: Three\nsource: here\nunits:\n" + "".join(
        f"  - {{code: {code}, name: {code}}}\n" for code in ("x", "z", "w")
    )
    (tmp_path / "three.yaml").write_text(units, encoding="utf-8")
    weighting = tmp_path / "own.yaml"
    weighting.write_text(methodology_text(edition("a", "b", units="three"), "yaml"), encoding="utf-8")
    table = written(tmp_path, "unit,a,b", "x,1,2", "z,2,1", "w,4,4")
    assert derive_weights("pca", weighting, "X", table).methodology.units == "three"


def test_one_period_at_a_time(tmp_path: Path) -> None:
    rows = [
        f"{unit},{year},{a},{b}"
        for year in (2020, 2021)
        for unit, a, b in (("x", 1, 2), ("y", 2, 1), ("z", 4, 4))
    ]
    table = written(tmp_path, "unit,year,a,b", *rows)
    with pytest.raises(UsageFault, match="periods 2020, 2021") as caught:
        derive_weights("pca", edition("a", "b"), "X", table)
    assert caught.value.fix == "choose it with --period, or write frame: all, which pools them"

    assert (
        derive_weights("pca", edition("a", "b"), "X", table, period="2021").derivation.parameters["units"]
        == 3
    )


def test_importance_takes_the_weights_of_the_edition_as_targets(tmp_path: Path) -> None:
    table = written(tmp_path, "unit,a,b", "w,-1,-1", "x,-1,1", "y,1,-1", "z,1,1")
    plain = edition("a", "b").model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain["index"]["weights"] = "relative"
    for child, weight in zip(plain["index"]["children"], (3, 1), strict=True):
        child["weight"] = weight
    assert weights(derive_weights("target-importance", plain, "X", table).methodology) == {
        "a": 0.75,
        "b": 0.25,
    }
    plain["index"]["aggregate"] = "median"
    with pytest.raises(UsageFault, match='"X" is aggregated by median'):
        derive_weights("target-importance", plain, "X", table)


@pytest.mark.parametrize("weights", ["equal", 1.0])
def test_groups_of_equal_parts_weigh_as_much_as_they_have_parts(weights: str | float) -> None:
    """Of a, b and c a third each, P of two of them has two thirds."""
    given = {} if weights == "equal" else {"weight": 0.5}
    p = group("P", "arithmetic", indicator("a", **given), indicator("b", **given), weights=weights, **given)
    q = group("Q", "arithmetic", indicator("c", weight=1), weights=1.0, **given)
    edition = methodology_from({**HEAD, "index": group("X", "arithmetic", p, q, weights=weights)})
    derived = derive_weights("equal", edition, "X", choices=DerivationChoices(level=2)).methodology
    effective = {code: weight for code, weight in derived.effective_weights.items() if code in "abc"}
    assert effective == pytest.approx(dict.fromkeys("abc", 1 / 3), abs=1e-3)
    alone = derive_weights("equal", edition, "X").methodology
    assert alone.index.weights == "equal"


def test_nodes_of_one_level_are_balanced_over_their_parents(shared_data: Path) -> None:
    """Six pillars of ASEM (COINr's demonstration) come to correlate alike with the index, across two sub-indices.

    All eight cannot: COINr returns a weight of -0.20 and calls it a success.
    """
    folder = shared_data / "coinr"
    pillars = pd.read_csv(folder / "stage_Aggregated.csv")
    subs = {"Conn": ("ConEcFin", "Instit", "P2P"), "Sust": ("Environ", "Social", "SusEcFin")}
    edition = {
        **HEAD, "layout": {"unit": "uCode"},
        "index": group("X", "arithmetic", *(
            group(code, "arithmetic", *map(indicator, parts), weights="equal", weight=weight)
            for (code, parts), weight in zip(subs.items(), (3, 3), strict=True)
        ), weights="relative"),
    }  # fmt: skip
    table = pillars[["uCode", *subs["Conn"], *subs["Sust"]]]
    before = score(table, edition)
    derived = derive_weights("target-importance", edition, "X", table, DerivationChoices(level=2))
    assert derived.nodes == ("X", "Conn", "Sust")
    made = derived.methodology
    assert sum(derived.derivation.shares[code] for code in subs["Conn"]) == pytest.approx(
        made.nodes["Conn"].weight, abs=1e-5
    )
    spreads = []
    for card in (before, score(table, made)):
        index = card.index.score
        told = [np.corrcoef(card.nodes[code].score, index)[0, 1] for code in (*subs["Conn"], *subs["Sust"])]
        spreads.append(max(told) - min(told))
    assert spreads[0] > 0.2
    assert spreads[1] < 0.001
    with pytest.raises(UsageFault, match='"ConEcFin" has nothing below it'):
        derive_weights("equal", edition, "X", choices=DerivationChoices(level=3))
    plain = {**edition, "index": {**edition["index"], "aggregate": "geometric"}}
    with pytest.raises(UsageFault, match='below "Conn" has no weight in "X"'):
        derive_weights("equal", plain, "X", choices=DerivationChoices(level=2))


def test_points_weigh_what_is_earned_of_them(tmp_path: Path) -> None:
    """Of points 90 and 10 the same shares are earned: what is balanced are the shares, not the points."""
    table = written(tmp_path, "unit,a,b", "w,0,0", "x,0,1", "y,1,0", "z,1,1")
    plain = {
        **HEAD, "id": "own-2024", "title": "Own", "publish": {"as": "score", "decimals": 2},
        "index": {"code": "X", "aggregate": "points", "children": [
            {"code": "a", "points": 90, "rule": {"kind": "fraction"}},
            {"code": "b", "points": 10, "rule": {"kind": "fraction"}},
        ]},
    }  # fmt: skip
    made = derive_weights("infomax", plain, "X", table).methodology
    assert [child.points for child in made.index.children] == [50, 50]
    made = derive_weights("target-importance", plain, "X", table).methodology
    assert [child.points for child in made.index.children] == [90, 10]


def test_requests_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    own, table = edition("a", "b"), written(tmp_path, "a,b", "60,40")
    refused: list[tuple[str, Any, DerivationChoices | None, str]] = [
        ("wishes", table, None, "method cannot be 'wishes'"),
        ("equal", table, None, "equal weights need no data"),
        ("pca", None, None, "from a table of indicators, and none is given"),
        ("ahp", None, None, "from a table of judgements, and none is given"),
        (
            "points",
            table,
            DerivationChoices(total=10),
            "total is a choice of budget-allocation, not of points",
        ),
        ("pca", table, DerivationChoices(factors=2), "factors is a choice of factor, not of pca"),
        ("budget-allocation", table, DerivationChoices(total=-1), "a budget of -1 cannot be allocated"),
        ("points", table, DerivationChoices(decimals=0), "1 to 9 decimals, not 0"),
        ("points", table, DerivationChoices(edition_id="own-2024"), "own-2024 is the edition"),
    ]
    for method, data, choices, words in refused:
        with pytest.raises(UsageFault, match=words):
            derive_weights(method, own, "X", data, choices)  # type: ignore[arg-type]  # one of them is no method


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json", "csv"])
def test_the_record_is_kept_in_every_syntax(syntax: Any, tmp_path: Path) -> None:
    table = written(tmp_path, "unit,a,b", "x,1,2", "y,2,1", "z,4,4")
    derived = derive_weights("pca", edition("a", "b"), "X", table)
    # methodology_text reads back what it has written, and refuses what is not equal.
    assert "squared-loadings" in methodology_text(derived.methodology, syntax)


def test_the_command_knows_the_same_methods() -> None:
    assert get_args(deriving.Method) == get_args(Method)


def test_the_periods_of_one_frame_are_pooled(tmp_path: Path) -> None:
    rows = ["AT,1,1", "BE,2,3", "BG,3,2", "CY,4,4", "CZ,5,4", "DK,1,5"]
    periods = ["unit,year,a,b", *[f"{row[:2]},{2020 + i // 3}{row[2:]}" for i, row in enumerate(rows)]]
    pooled = derive_weights("critic", edition("a", "b", frame="all"), "X", written(tmp_path, *periods))
    together = derive_weights("critic", edition("a", "b"), "X", written(tmp_path, "unit,a,b", *rows))
    assert pooled.derivation.shares == together.derivation.shares
    assert pooled.derivation.parameters["units"] == 6


@pytest.mark.parametrize("method", deriving.FROM_SCORES)
def test_a_child_that_differs_in_its_last_bit_alone_is_the_same_for_all(method: Any) -> None:
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1: with infomax and dp2 that bit had all the weight.
    table = pd.DataFrame(
        {
            "unit": list("abcdefgh"),
            "p": [0.1, 0.3, 0.2] * 2 + [0.1, 0.3],
            "q": [0.2, 0.1, 0.3] * 2 + [0.2, 0.2],
            "r": [0.3, 0.2, 0.1] * 2 + [0.3, 0.1],
            "b": [1, 5, 2, 8, 3, 9, 4, 6],
            "c": [2, 4, 1, 9, 3, 8, 6, 7],
        }
    )
    sums = group("A", "sum", *(indicator(code) for code in "pqr"), weight=1)
    index = group("X", "arithmetic", sums, *(indicator(code, weight=1) for code in "bc"), weights="relative")
    with pytest.raises(UsageFault, match='every unit has the same score for "A"'):
        derive_weights(method, methodology_from({**HEAD, "index": index}), "X", table)


@pytest.mark.parametrize("method", ["dp2", "infomax", "entropy", "critic", "pca", "equal"])
def test_weights_do_not_depend_on_the_order_of_the_children(
    method: Method,
) -> None:
    table = pd.DataFrame(
        {
            "unit": [f"u{at}" for at in range(6)],
            "a": [8, 5, 5, 4, 2, 2],
            "b": [5, 9, 6, 5, 6, 7],
            "c": [3, 4, 4, 8, 2, 2],
        }
    )
    derived = []
    for codes in permutations("abc"):
        index = group(
            "X", "arithmetic", *(indicator(code, rule={"kind": "min-max"}) for code in codes), weights="equal"
        )
        made = derive_weights(
            method, methodology_from({**HEAD, "index": index}), "X", None if method == "equal" else table
        )
        derived.append(dict(sorted(made.derivation.shares.items())))
    assert all(one == pytest.approx(derived[0], abs=2e-6) for one in derived)


def test_that_the_order_of_two_is_chance_is_told() -> None:
    """Either of two goes with the distance alike, and the second counts for what it tells beyond the first."""
    table = pd.DataFrame({"unit": list("uvwxy"), "a": [1, 2, 3, 7, 4], "b": [9, 4, 6, 5, 1]})
    index = group("X", "arithmetic", indicator("b"), indicator("a"), weights="equal")
    found = derive_weights("dp2", methodology_from({**HEAD, "index": index}), "X", table)
    assert [one.code for one in found.derivation.remarks] == ["order-by-chance"]
    assert found.derivation.parameters["order"] == "a, b"
