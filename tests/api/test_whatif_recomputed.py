"""What if, computed a second time for every unit with numpy from the words of the weighting file, and turned back."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

import dtiscore
from dtiscore.analysis.reweighting import WeightReading
from dtiscore.questions.whatif.answer import AnyChange, PointsChange, ValueChange, WeightChange

WEIGHTS = Path(__file__).parents[2] / "weights"

Values = NDArray[np.float64]
Shares = Mapping[str, Mapping[str, float]]
"""New weights of the children of some nodes, worked out by hand."""


@dataclass(frozen=True)
class Case:
    """A change, and the weights that it comes to."""

    edition: str
    table: str
    """Below ../shared/data, or below examples."""
    changes: Sequence[AnyChange]
    weights_as: WeightReading = "as-given"
    new: Mapping[str, Mapping[str, float]] | None = None
    cells: Mapping[tuple[str, str], float] | None = None
    """By unit and heading what the changed cells hold."""
    period: str | None = None


PROVINCES = ("dti-province-2022", "examples/dti-province/2022.csv")
LEADERS = ("dti-province-2022", "examples/dti-province/2022-leaders.csv")
SERVICES = ("public-services-766", "examples/public-services/766.csv")
HDI = ("hdi-2022", "indices/hdi_2022/input.csv")
DESI = ("desi-2022", "indices/desi_2022/input_completed.csv")
PCI = ("vietnam-pci-2009", "indices/vietnam_pci_2006_2012/input.csv")
BTI = ("bti-2024", "indices/bti_2018_2024/input.csv")

CASES = {
    "points shared by siblings": Case(
        *PROVINCES, [WeightChange("I", 600)], "siblings", {"DTI": {"I": 600, "II": 400}}
    ),
    "half the foundation": Case(
        *PROVINCES, [WeightChange("I", 250)], "siblings", {"DTI": {"I": 250, "II": 750}}
    ),
    "points one level down": Case(
        *PROVINCES, [PointsChange("7", 250)], "siblings", {"II": {"7": 250, "8": 125, "9": 125}}
    ),
    "points beside one another": Case(
        *PROVINCES, [WeightChange("I", 600)], "relative", {"DTI": {"I": 600, "II": 500}}
    ),
    "a quarter of the index": Case(
        # 0.75 for all else instead of 0.8: 500, 150 and 150 times 0.9375.
        *PROVINCES, [WeightChange("7", 0.25)], "of-index",
        {"DTI": {"I": 468.75, "II": 531.25}, "II": {"7": 250, "8": 140.625, "9": 140.625}},
    ),
    "points of the index": Case(
        *PROVINCES, [PointsChange("7", 250)], "of-index",
        {"DTI": {"I": 468.75, "II": 531.25}, "II": {"7": 250, "8": 140.625, "9": 140.625}},
    ),
    "one in another": Case(
        # II 0.6 and in it 7 0.3: 8 and 9 share 0.3, the foundation has 0.4.
        *PROVINCES, [WeightChange("II", 0.6), WeightChange("7", 0.3)], "of-index",
        {"DTI": {"I": 4, "II": 6}, "II": {"7": 2, "8": 1, "9": 1}},
    ),
    "points that fit as given": Case(
        *PROVINCES, [PointsChange("I", 600), PointsChange("II", 400)], new={"DTI": {"I": 600, "II": 400}}
    ),
    "nothing at all": Case(*PROVINCES, [WeightChange("I", 0)], "siblings", {"DTI": {"I": 0, "II": 1000}}),
    "twice the points": Case(
        *PROVINCES, [PointsChange(code, points) for code, points in (("DTI", 2000), ("I", 1000), ("II", 1000))]
    ),
    "a value and points": Case(
        *PROVINCES, [ValueChange("48", "7", 0.5), WeightChange("I", 600)], "siblings",
        {"DTI": {"I": 600, "II": 400}}, {("48", "hoat_dong_chinh_quyen_so"): 0.5},
    ),
    "a value in points": Case(
        *PROVINCES, [ValueChange("01", "foundation_points", 450)], cells={("01", "foundation_points"): 450}
    ),
    "a main index of the foundation": Case(
        *LEADERS, [WeightChange("1", 200)], "siblings",
        {"I": {"1": 200, "2": 75, "3": 75, "4": 75, "5": 75, "6": 0}},
    ),
    "points in every column": Case(
        *SERVICES, [WeightChange("CKMB", 36)], "siblings",
        {"TOTAL": {"CKMB": 36, **{code: points * 64 / 82 for code, points in
         {"TDGQ": 20, "MDSH": 22, "DVCTT": 22, "MDHL": 18}.items()}}}, period="2023",
    ),
    "a third of the services": Case(
        *SERVICES, [WeightChange("MDHL", 1 / 3)], "of-index",
        {"TOTAL": {"MDHL": 100 / 3, **{code: points * (200 / 3) / 82 for code, points in
         {"CKMB": 18, "TDGQ": 20, "MDSH": 22, "DVCTT": 22}.items()}}}, period="2024",
    ),
    "exponents": Case(
        *HDI, [WeightChange("education", 0.5)], "siblings", {"HDI": {"health": 1, "education": 2, "income": 1}}
    ),
    "twice as much as each other": Case(
        *HDI, [WeightChange("income", 2)], "relative", {"HDI": {"health": 1, "education": 1, "income": 2}}
    ),
    "two fifths of the index": Case(
        # 0.6 for all else instead of 5/6, so 0.72 times as much: 0.24, 0.24 and 0.12 of 1/3, 1/3 and 1/6.
        *HDI, [WeightChange("mean", 0.4)], "of-index",
        {"HDI": {"health": 24, "education": 52, "income": 24}, "education": {"expected": 12, "mean": 40}},
    ),
    "a value before a logarithm": Case(
        *HDI, [ValueChange("VNM", "income", 20000)], cells={("VNM", "gnipc"): 20000}
    ),
    "a declared total": Case(
        *DESI, [WeightChange("1", 0.4)], "siblings", {"DESI": {"1": 4, "2": 2, "3": 2, "4": 2}}, period="2022"
    ),
    "relative ones": Case(*DESI, [WeightChange("1a1", 6)], new={"1a": {"1a1": 6, "1a2": 1, "1a3": 1}}, period="2022"),
    "all of them doubled": Case(
        *DESI, [WeightChange("1a1", 4), WeightChange("1a2", 2), WeightChange("1a3", 2)], period="2021"
    ),
    "an indicator three levels down": Case(
        # 1a1 is 0.5 of 0.5 of 0.25, 1/16; from 15/16 to 3/4 all else is multiplied by 0.8.
        *DESI, [WeightChange("1a1", 0.25)], "of-index",
        {"DESI": {"1": 0.25 + 0.15, "2": 0.2, "3": 0.2, "4": 0.2}, "1": {"1a": 0.25 + 0.05, "1b": 0.1},
         "1a": {"1a1": 0.25, "1a2": 0.025, "1a3": 0.025}}, period="2022",
    ),
    "a total of 100": Case(
        *PCI, [WeightChange("transparency", 36)], "siblings",
        {"PCI": {"transparency": 36, **{code: weight * 0.8 for code, weight in
         {"entry": 10, "land": 5, "time": 15, "informal": 10, "proactive": 10, "support": 5, "labor": 20,
          "legal": 5}.items()}}}, period="2012",
    ),
    "weights with missing answers": Case(
        *BTI, [WeightChange("Q5", 0.4), WeightChange("democracy", 3)], "siblings",
        {"STATUS": {"democracy": 3, "economy": 1, "governance": 0},
         "democracy": {"Q1": 0.15, "Q2": 0.15, "Q3": 0.15, "Q4": 0.15, "Q5": 0.4}}, period="2024",
    ),
}  # fmt: skip


INVERTIBLE = {
    name: case
    for name, case in CASES.items()
    if case.cells is None
    and not any(isinstance(one, WeightChange) and not one.weight for one in case.changes)
}
"""All of them but for changes of cells, which a test of their own turns back, and shares of nothing."""


@pytest.fixture
def tables(examples: Path, request: pytest.FixtureRequest) -> Callable[[Case], Path]:
    """The table of a case."""

    def find(case: Case) -> Path:
        if case.table.startswith("examples/"):
            return examples.parent / case.table
        folder: Path = request.getfixturevalue("shared_data")
        return folder / case.table

    return find


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_unit_has_the_score_and_rank_of_a_second_computation(
    case: Case, tables: Callable[[Case], Path]
) -> None:
    words = (WEIGHTS / f"{case.edition}.yaml").read_text(encoding="utf-8")
    plain = yaml.load(words, yaml.BaseLoader)
    found = asked(case, tables(case))
    for cells, new, side in (({}, {}, found.before), (case.cells or {}, case.new or {}, found.after)):
        units, columns = read(tables(case), case.period, cells)
        expected = index_of(plain, columns, new)
        assert list(side.dataset.units) == units
        np.testing.assert_allclose(side.index.published, expected, rtol=0, atol=1e-12 * plain_scale(plain))
        ranked = ~np.isnan(expected) & (np.array(units) != "EU")  # scored beside its members, and not ranked
        ranks = side.ranks[side.methodology.index.code]
        assert ranks[ranked].tolist() == ranks_of(plain, expected[ranked]).tolist()
        assert np.isnan(ranks[~ranked]).all()


@pytest.mark.slow
@pytest.mark.parametrize("case", INVERTIBLE.values(), ids=INVERTIBLE)
def test_the_inverse_gives_the_first_table(case: Case, tables: Callable[[Case], Path]) -> None:
    found = asked(case, tables(case))
    before, edition = found.before.methodology, found.after.methodology
    back: list[AnyChange] = []
    for code, node in before.nodes.items():
        parent = before.parents.get(code)
        if node.maximum is not None and node.maximum != edition.nodes[code].maximum:
            back.append(PointsChange(code, node.maximum))
        elif node.maximum is None and parent is not None:
            weight = parent.weight_by_child[code]
            if edition.parents[code].weight_by_child[code] != weight:
                back.append(WeightChange(code, weight))
    again = dtiscore.whatif(tables(case), edition, back, weights_as="relative", **declared(case))
    for code, scores in found.before.nodes.items():
        np.testing.assert_allclose(again.after.nodes[code].score, scores.score, rtol=1e-13, atol=1e-13)
    for code, ranks in found.before.ranks.items():
        assert again.after.ranks[code].tolist() == pytest.approx(ranks.tolist(), nan_ok=True), code


def test_a_cell_is_turned_back(tmp_path: Path, examples: Path) -> None:
    table, change = examples / "dti-province" / "2022.csv", ValueChange("56", "7", "0.95")
    found = dtiscore.whatif(table, "dti-province-2022", [change])
    (cell,) = found.cells
    changed = tmp_path / "changed.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    assert cell.place.line is not None
    parts = lines[cell.place.line - 1].split(",")
    parts[5] = cell.now
    lines[cell.place.line - 1] = ",".join(parts)
    changed.write_text("\n".join(lines), encoding="utf-8")
    back = dtiscore.whatif(changed, "dti-province-2022", [ValueChange("56", "7", cell.was)])
    assert back.before.index.score.tobytes() == found.after.index.score.tobytes()
    assert back.after.index.score.tobytes() == found.before.index.score.tobytes()


def asked(case: Case, table: Path) -> dtiscore.WhatIf:
    return dtiscore.whatif(table, case.edition, case.changes, weights_as=case.weights_as, **declared(case))


def declared(case: Case) -> dict[str, Any]:
    few = {"allow_missing_units": True} if "leaders" in case.table else {}
    return few if case.period is None else {**few, "period": case.period}


def read(
    table: Path, period: str | None, cells: Mapping[tuple[str, str], float]
) -> tuple[list[str], dict[str, Values]]:
    """The units of a table and its columns of numbers, some cells changed."""
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if period in (None, row.get("year"))]
    unit = next(heading for heading in ("code", "unit_id", "iso3") if heading in rows[0])
    columns = {
        heading: np.array([number(cells.get((row[unit], heading), row[heading])) for row in rows])
        for heading in rows[0]
    }
    return [unicodedata.normalize("NFC", row[unit]) for row in rows], columns


def number(cell: str | float) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def index_of(plain: Mapping[str, Any], columns: Mapping[str, Values], new: Shares) -> Values:
    """The published index: a mean of means of values between 0 and 1, or of the answers themselves."""
    aliases = {c["header"]: c.get("aliases", [c["header"]])[0] for c in plain.get("columns", ())}
    folded = {heading.casefold(): values for heading, values in columns.items()}
    found = _Tree(folded, aliases, new).score(plain["index"], plain["missing"])
    return found * plain_scale(plain)


def plain_scale(plain: Mapping[str, Any]) -> float:
    """What a share of 1 is published as."""
    if plain["publish"]["as"] == "fraction":
        return 1.0
    return float(plain["index"].get("points", plain.get("scale", 1)))


@dataclass(frozen=True)
class _Tree:
    columns: Mapping[str, Values]
    aliases: Mapping[str, str]
    new: Shares

    def score(self, node: Mapping[str, Any], missing: str) -> Values:
        """The score of a node; ``missing`` is the rule in force above it."""
        heading = str(node.get("column", node["code"]))
        heading = self.aliases.get(heading, heading).casefold()
        if "rule" in node and heading in self.columns:
            return share_of(node, self.columns[heading])
        missing, weights = node.get("missing", missing), self.new.get(node["code"], {})
        parts = []
        for child in node["children"]:
            weight = float(weights.get(child["code"], child.get("points", child.get("weight", 1))))
            if weight:
                parts.append((weight, self.score(child, missing)))
        scores = np.array([values for _, values in parts])
        counted = np.array([np.where(np.isnan(values), 0.0, weight) for weight, values in parts])
        with np.errstate(invalid="ignore"):
            terms = np.log(scores) if node["aggregate"] == "geometric" else scores
            mean: Values = np.nansum(counted * terms, axis=0) / counted.sum(axis=0)
        if missing != "reweight":
            mean[np.isnan(scores).any(axis=0)] = np.nan
        return np.exp(mean) if node["aggregate"] == "geometric" else mean


def share_of(node: Mapping[str, Any], values: Values) -> Values:
    rule = node["rule"]
    if rule["kind"] == "goalposts":
        low, high = float(rule["low"]), float(rule["high"])
        if rule.get("transform") == "log":
            values, low, high = np.log(values), np.log(low), np.log(high)
        share = (values - low) / (high - low)
        return np.clip(share, 0, 1) if rule.get("clip") != "false" else share
    if rule["kind"] == "fraction":
        return values / float(rule.get("of", 1))
    assert rule["kind"] == "identity"
    return values / float(node.get("points", 1))


def ranks_of(plain: Mapping[str, Any], scores: Values) -> Values:
    """Competition ranks, on the published decimals where the edition says so."""
    if plain["rank"]["on"] == "published":
        unit = Decimal(1).scaleb(-int(plain["publish"]["decimals"]))
        scores = np.array([Decimal(f"{score:.12f}").quantize(unit, ROUND_HALF_UP) for score in scores])
    return np.array([1.0 + sum(other > own for other in scores) for own in scores])
