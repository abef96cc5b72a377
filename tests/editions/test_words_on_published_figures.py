"""Words of the language that no edition needs, on published figures: each says what a publication says in another way.

Grades by Dalenius and Hodges with the nearest limits are held against a textbook's example, and on published scores against
a reckoning of their own, from the paper. The balanced limits have an index: test_mexico_marginalisation_2020.py.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.questions.weights.python import convert

PUBLISHED = Path(__file__).parents[1] / "published"


def test_the_logistics_index_as_its_makers_put_it_together(published_index: PublishedIndex) -> None:
    """Figures over their standard deviation (`centre: 0`), weighted by loadings, as far as the edition with one weight for both.

    World Bank, Logistics Performance Index 2014: 150 of 160 scores within rounding, 134 of 160 ranks.
    """
    data, results = published_index("lpi_2010_2016")
    data, results = data[data["year"] == "2014"], results[results["year"] == "2014"]
    parts = ["customs", "infrastructure", "shipments", "quality", "tracking", "timeliness"]
    table = data[parts].astype(float).to_numpy()
    loadings = np.abs(np.linalg.eigh(np.corrcoef(table.T))[1][:, -1])
    scale = loadings.sum() / (loadings / table.std(axis=0, ddof=1)).sum()
    over_sd = {"kind": "z-score", "divisor": "sample", "centre": 0}
    children = [
        {"code": f"n_{part}", "column": part, "weight": round(float(loading), 9), "rule": over_sd}
        for part, loading in zip(parts, loadings, strict=True)
    ]
    then = [{"kind": "formula", "formula": f"x * {scale:.12f}"}]
    edition = {
        **HEAD, "layout": {"unit": "unit_id", "period": "year"},
        "index": group("LPI", "arithmetic", *children, weights="relative", then=then),
    }  # fmt: skip
    card = dtiscore.score(data, edition)
    wanted = results.set_index("unit_id").loc[list(card.dataset.units)]
    apart = np.abs(card.index.score - wanted["score"].astype(float))
    assert int((apart <= 0.0055).sum()) == 150
    assert float(apart.max()) == pytest.approx(0.0077, abs=5e-5)
    assert int((card.ranks["LPI"] == wanted["rank"].astype(float)).sum()) == 134


def test_a_whole_tree_by_dotted_codes(published_index: PublishedIndex) -> None:
    """The Blavatnik Index of Public Administration 2024 without a column of parents: the same scores at every level."""
    edition = load_methodology("bipa-2024")
    dotted: dict[str, str] = {}
    for place, child in enumerate(edition.index.children, 1):
        dotted[child.code] = str(place)
    for node in edition.index.walk():
        for place, child in enumerate(node.children, 1):
            dotted.setdefault(child.code, f"{dotted.get(node.code, '')}.{place}")
    rows = list(csv.reader(io.StringIO(convert("bipa-2024", "csv"))))
    head = next(row for row in rows if row[0] == "code")
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    for first, *others in rows:
        if first == "code":
            out.writerow([first, *(heading for heading in others if heading != "parent"), "column"])
        elif first.startswith("@"):
            out.writerow([first, "; ".join(dotted.get(code, code) for code in others[0].split("; "))])
        else:
            cells = [cell for heading, cell in zip(head[1:], others, strict=True) if heading != "parent"]
            reads = first if edition.nodes[first].is_indicator else ""
            out.writerow([dotted.get(first, first), *cells, reads])
    flat = parse_methodology(read_flat(written.getvalue(), "dotted.csv"))
    assert len(flat.nodes) == len(edition.nodes)
    data, _ = published_index("bipa_2024")
    cards = [dtiscore.score(data, one) for one in (edition, flat)]
    for code in edition.nodes:
        ours = cards[1].nodes[dotted.get(code, code)].score
        np.testing.assert_array_equal(cards[0].nodes[code].score, ours)


def test_the_medal_table_of_the_olympic_games() -> None:
    """Paris 2024: by gold, equals by silver, equals of those by bronze; who has as many of each shares a rank."""
    table = pd.read_csv(PUBLISHED / "olympic-medals-2024.csv")
    parting = {"gold": "silver", "silver": "bronze"}
    medals = [
        indicator(medal, rule={"kind": "identity"})
        | ({"rank": {"then_by": parting[medal]}} if medal in parting else {})
        for medal in ("gold", "silver", "bronze")
    ]
    card = dtiscore.score(table.drop(columns="rank"), {**HEAD, "index": group("ALL", "sum", *medals)})
    found = dict(zip(card.dataset.units, card.ranks["gold"].tolist(), strict=True))
    assert found == dict(zip(table["code"], table["rank"].astype(float), strict=True))
    assert table["rank"].value_counts()[84] == 8


DECATHLON = [
    ("100m", "25.4347 * (18 - x) ** 1.81", 10.55, 963),
    ("long jump", "0.14354 * (x - 220) ** 1.4", 780, 1010),
    ("shot put", "51.39 * (x - 1.5) ** 1.05", 16.00, 851),
    ("high jump", "0.8465 * (x - 75) ** 1.42", 205, 850),
    ("400m", "1.53775 * (82 - x) ** 1.81", 48.42, 889),
    ("110m hurdles", "5.74352 * (28.5 - x) ** 1.92", 13.75, 1007),
    ("discus", "12.91 * (x - 4) ** 1.1", 50.54, 882),
    ("pole vault", "0.2797 * (x - 100) ** 1.35", 545, 1051),
    ("javelin", "10.14 * (x - 7) ** 1.08", 71.90, 918),
    ("1500m", "0.03768 * (480 - x) ** 1.85", 276.11, 705),
]
"""Seconds, metres thrown and centimetres jumped, and the points for them, of the world record of 2018."""


@pytest.mark.parametrize("rule", ["towards-zero", "down"])
def test_the_points_of_a_decathlon_are_cut_to_whole_numbers(rule: str) -> None:
    """K. Mayer, Talence 2018, 9,126 points: IAAF Scoring Tables for Combined Events (2001), of which it gives the formulas."""
    events = [
        indicator(name, rule={"kind": "formula", "formula": formula}) for name, formula, *_ in DECATHLON
    ]
    cut = {"indicators": {"then": [{"kind": "round", "decimals": 0, "rule": rule}]}}
    marks = pd.DataFrame({"unit": ["Mayer"], **{name: [mark] for name, _, mark, _ in DECATHLON}})
    card = dtiscore.score(marks, {**HEAD, "index": group("ALL", "sum", *events, below=cut)})
    assert [card.nodes[name].score[0] for name, *_ in DECATHLON] == [points for *_, points in DECATHLON]
    assert card.index.score[0] == 9126


@pytest.mark.parametrize(
    ("table", "unit", "wanted", "weights"),
    [
        ("topsis-textbook", "alternative", "topsis", {"first": 0.3, "second": 0.4, "third": 0.3}),
        (
            "topsis-cars",
            "car",
            "topsis",
            {"purchase_price": 0.35, "economy": 0.25, "aesthetics": 0.25, "boot_capacity": 0.15},
        ),
        (
            "topsis-cars",
            "car",
            "topsis_of_two",
            {"purchase_price": 0.35, "economy": 0.25, "aesthetics": 0.25},
        ),
    ],
)
def test_how_near_to_the_ideal(table: str, unit: str, wanted: str, weights: dict[str, float]) -> None:
    """G.-H. Tzeng, J.-J. Huang (2011); three cars of the R package MCDA, also two of them without the last criterion."""
    rows = pd.read_csv(PUBLISHED / f"{table}.csv", dtype={wanted: str}).dropna(subset=wanted)
    less = {"rule": {"kind": "formula", "formula": "-x"}}
    criteria = [
        indicator(code, weight=weight, **(less if code == "purchase_price" else {}))
        for code, weight in weights.items()
    ]
    edition = {
        **HEAD, "layout": {"unit": unit}, "index": group("I", "topsis", *criteria, weights="relative")
    }  # fmt: skip
    card = dtiscore.score(rows[[unit, *weights]], edition)
    assert [f"{score:.4f}" for score in card.index.score] == rows[wanted].tolist()


CVSS: dict[str, dict[str, float]] = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "PR": {"N": 0.85, "L": 0.62, "H": 0.27},
    "PR_changed": {"N": 0.85, "L": 0.68, "H": 0.5},
    "UI": {"N": 0.85, "R": 0.62},
    "S": {"C": 1, "U": 0},
    "C": {"H": 0.56, "L": 0.22, "N": 0},
    "I": {"H": 0.56, "L": 0.22, "N": 0},
    "A": {"H": 0.56, "L": 0.22, "N": 0},
    "RC": {"X": 1, "U": 0.92},
}
"""The metrics of CVSS 3.1 and their numbers; `PR_changed` is PR where the scope is changed."""


def test_the_severity_of_vulnerabilities_is_rounded_up() -> None:
    """FIRST, CVSS 3.1: 25 examples, and that of its user guide, in whose doubles 5.0 x 0.92 is more than 4.6."""
    metrics = {
        code: indicator(
            code,
            column=code.removesuffix("_changed"),
            rule={
                "kind": "choice",
                "outcome": "score",
                "options": [{"value": value, "score": score} for value, score in scores.items()],
            },
        )
        for code, scores in CVSS.items()
    }
    confidence = metrics.pop("RC")
    lost = "(1 - (1 - C) * (1 - I) * (1 - A))"
    unchanged = f"6.42 * {lost} + 8.22 * AV * AC * PR * UI"
    impact = f"7.52 * ({lost} - 0.029) - 3.25 * ({lost} - 0.02) ** 15"
    changed = f"1.08 * ({impact} + 8.22 * AV * AC * PR_changed * UI)"
    base = {"kind": "formula", "formula": f"min(10, if_at_least(S, 1, {changed}, {unchanged}))"}
    up = {"decimals": 1, "rule": "up"}
    edition = {
        **HEAD, "layout": {"unit": "example"},
        "index": group(
            "TEMPORAL", {"kind": "formula", "formula": "BASE * RC"},
            group("BASE", base, *metrics.values(), round=up), confidence, round=up,
        ),
    }  # fmt: skip
    examples = pd.read_csv(PUBLISHED / "cvss-examples.csv", dtype=str)
    card = dtiscore.score(examples.drop(columns=["base", "temporal"]), edition)
    assert len(examples) == 26
    assert [f"{score:.1f}" for score in card.nodes["BASE"].score] == examples["base"].tolist()
    assert f"{card.index.score[-1]:.1f}" == examples["temporal"].tolist()[-1] == "4.6"
    assert 5.0 * 0.92 > 4.6


def test_the_share_that_is_still_in_remission() -> None:
    """E. J. Freireich et al. (1963), 21 patients without the drug: 1 less the share whose time was as short or shorter.

    Nobody is lost to follow-up, so that this is what Kaplan and Meier's estimate comes to, as R's survival prints it.
    """
    table = pd.read_csv(PUBLISHED / "remission-times.csv", dtype={"survival": str})
    patients = table.loc[table.index.repeat(table["relapses"])].reset_index(drop=True)
    rule = {"kind": "rank-share", "direction": "down", "anchor": "worst", "ties": "min"}
    found = {}
    for reversal in ("before", "after"):
        edition = {
            **HEAD, "layout": {"unit": "patient"},
            "index": group("I", "arithmetic", indicator("week", rule={**rule, "reversal": reversal}), weights="equal"),
        }  # fmt: skip
        weeks = patients[["week"]].assign(patient=[f"{patient:02}" for patient in patients.index])
        found[reversal] = [f"{score:.4f}" for score in dtiscore.score(weeks, edition).index.score]
    assert len(patients) == 21
    assert found["after"] == patients["survival"].tolist()
    # Turned round before, equals stand at the other end of the ranks that they share.
    alone = patients["relapses"] == 1
    agree = [mine == other for mine, other in zip(found["before"], patients["survival"], strict=True)]
    assert agree == alone.tolist()


def test_the_strata_of_a_textbook() -> None:
    """W. G. Cochran (1977), Sampling Techniques: 20 classes in five strata, as the function `stratify` of trtools prints them.

    The strata of the first five classes were read; those of the others are what that function gives
    (tests/published/README.md).
    """
    classes = pd.read_csv(PUBLISHED / "cochran-strata.csv", keep_default_na=False)
    middles = (classes["lower"] + classes["upper"]) / 2
    units = pd.DataFrame({"value": middles.repeat(classes["count"].tolist())}).reset_index(names="class")
    edition = {
        **HEAD, "layout": {"unit": "code"},
        "bands": {"kind": "dalenius-hodges", "count": 5, "classes": 20, "limits": "nearest"},
        "index": group("I", "arithmetic", indicator("value"), weights="equal"),
    }  # fmt: skip
    # As far from each other as the classes are wide, the middles lie in as many classes of equal width, one in each.
    card = dtiscore.score(units.assign(code=[f"{unit:05}" for unit in units.index]), edition)
    assert card.bands == [str(classes["stratum"][place]) for place in units["class"]]


@pytest.mark.parametrize(
    ("index", "folder", "count"), [("hdi-2022", "hdi_2022", 5), ("wimd-2019", "wimd_2019", 4)]
)
def test_grades_of_published_scores(
    published_index: PublishedIndex, index: str, folder: str, count: int
) -> None:
    """T. Dalenius and J. L. Hodges (1959): strata of equal cumulative roots of frequencies, by a histogram of numpy's."""
    data, _ = published_index(folder)
    plain = load_methodology(index).model_dump(mode="json", by_alias=True, exclude_unset=True)
    card = dtiscore.score(data, {**plain, "bands": {"kind": "dalenius-hodges", "count": count}})
    known = pd.Series(card.index.score).dropna()
    frequencies, ends = np.histogram(known, bins=min(10 * count, len(known)))
    roots = np.cumsum(np.sqrt(frequencies))
    limits = [ends[1:][np.argmin(np.abs(roots - roots[-1] * part / count))] for part in range(1, count)]
    wanted = pd.cut(known, [-np.inf, *limits, np.inf], labels=[str(grade + 1) for grade in range(count)])
    assert [card.bands[row] for row in known.index] == wanted.tolist()
