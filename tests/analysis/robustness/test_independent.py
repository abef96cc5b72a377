"""Robustness of published indices held against a computation of its own: numpy and scipy, from the tables as published.

Trees, goalposts and weights stand here as the publications state them (UNDP, technical note 1 of the Human Development
Report 2023/24; European Commission, DESI 2022 methodological note; VCCI, PCI 2009; Bertelsmann Stiftung, BTI codebook;
decision 922/QĐ-BTTTT). Draws come from another generator than those of the package, made of gamma variates.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy has no types
from tests.made import HEAD

import dtiscore
from dtiscore import Assumptions, WeightVariation
from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer.attainable import attainable_ranks

Over = Literal["siblings", "leaves", "level:1"]
Tree = Mapping[str, Mapping[str, float]]

RANKED = {"provinces": 63, "hdi": 193, "desi": 27, "pci": 63, "bti": 137}
"""How many units each index ranks in the period looked at."""
NAMES = tuple(RANKED)
REPLICATES = 4000


@dataclass(frozen=True)
class Index:
    """A published index: what the package is given, and the same read by this module alone."""

    name: str
    data: Path
    edition: str
    scores: pd.DataFrame
    """The normalised score of every leaf, units by leaves, on one scale."""
    tree: Tree
    """For each node the weights of its children; the first is the index."""
    decimals: int | None
    """Decimals on which ranks are made; ``None`` for full precision."""
    geometric: bool = False
    """Whether the index is the geometric mean of its children; all else is arithmetic."""
    reading: Mapping[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return next(iter(self.tree))

    @property
    def units(self) -> list[str]:
        return [unicodedata.normalize("NFC", str(unit)) for unit in self.scores.index]

    def study(self, **options: Any) -> dtiscore.Robustness:
        return dtiscore.robustness(self.data, self.edition, **{**self.reading, **options})

    def node(self, code: str, weights: Mapping[str, Values]) -> Values:
        """The score of a node, units by replicates, from the weight of every child in every replicate."""
        if code not in self.tree:
            return self.scores[code].to_numpy()[:, np.newaxis]
        above, below = np.zeros((1, 1)), np.zeros((1, 1))
        for child in self.tree[code]:
            score, weight = self.node(child, weights), weights[child][np.newaxis, :]
            there = ~np.isnan(score)
            term = np.log(score) if self.geometric and code == self.root else score
            above = above + np.where(there, np.nan_to_num(term) * weight, 0.0)
            below = below + there * weight
        with np.errstate(invalid="ignore"):
            mean = np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
        return np.exp(mean) if self.geometric and code == self.root else mean

    def ranks(self, weights: Mapping[str, Values]) -> Values:
        """Ranks, units by replicates: equal ones share the best."""
        score = self.node(self.root, weights)
        if self.decimals is not None:
            score = np.floor(score * 10.0**self.decimals + 0.5 + 1e-9)
        # What stands after a unit's last equal in ascending order is above it; what is missing stands last.
        ranked = (~np.isnan(score)).sum(axis=0)
        above = [
            found - np.searchsorted(np.sort(row), row, "right")
            for row, found in zip(score.T, ranked, strict=True)
        ]
        return np.where(np.isnan(score), 1, 1 + np.array(above).T)

    def shares(self, code: str | None = None, whole: float = 1.0) -> dict[str, float]:
        """The share of the index of every leaf."""
        at = self.root if code is None else code
        if at not in self.tree:
            return {at: whole}
        total = sum(self.tree[at].values())
        return {
            leaf: share
            for child, weight in self.tree[at].items()
            for leaf, share in self.shares(child, whole * weight / total).items()
        }

    def below(self, code: str) -> list[str]:
        return (
            [code] if code not in self.tree else [leaf for one in self.tree[code] for leaf in self.below(one)]
        )

    def drawn(self, over: Over, concentration: float, seed: int) -> dict[str, Values]:
        """The weight of every node, drawn below each node by itself, or once over all leaves, or over the main parts."""
        random = np.random.Generator(np.random.Philox(seed))

        def dirichlet(given: Mapping[str, float]) -> dict[str, Values]:
            total = sum(given.values())
            gammas = {
                code: random.gamma(concentration * own / total, size=REPLICATES)
                for code, own in given.items()
            }
            whole = np.sum(list(gammas.values()), axis=0)
            return {code: gamma / whole for code, gamma in gammas.items()}

        if over == "leaves":
            leaves = dirichlet(self.shares())
            inner = {child for children in self.tree.values() for child in children}
            return {code: np.sum([leaves[leaf] for leaf in self.below(code)], axis=0) for code in inner}
        found: dict[str, Values] = {}
        for node, children in self.tree.items():
            fixed = {code: np.full(REPLICATES, weight) for code, weight in children.items()}
            found |= dirichlet(children) if over == "siblings" or node == self.root else fixed
        return found


@pytest.fixture(scope="module", params=NAMES)
def index(request: pytest.FixtureRequest, examples: Path) -> Index:
    if request.param == "provinces":
        return _provinces(examples)
    made = {"hdi": _hdi, "desi": _desi, "pci": _pci, "bti": _bti}[request.param]
    return made(request.getfixturevalue("shared_data") / "indices")


def _provinces(examples: Path) -> Index:
    """922/QĐ-BTTTT: 500 points of the foundation, then 200, 150 and 150; published as a fraction with 4 decimals."""
    path = examples / "dti-province" / "2022.csv"
    table = pd.read_csv(path, dtype={"code": str}).set_index("code")
    scores = pd.DataFrame(
        {
            "I": table["foundation_points"] / 500,
            "7": table["hoat_dong_chinh_quyen_so"],
            "8": table["hoat_dong_kinh_te_so"],
            "9": table["hoat_dong_xa_hoi_so"],
        }
    )
    tree = {"DTI": {"I": 500.0, "II": 500.0}, "II": {"7": 200.0, "8": 150.0, "9": 150.0}}
    return Index("provinces", path, "dti-province-2022", scores, tree, 4)


def _hdi(folder: Path) -> Index:
    path = folder / "hdi_2022" / "input.csv"
    table = pd.read_csv(path).dropna().set_index("unit_id")

    def between(values: pd.Series, low: float, high: float) -> pd.Series:
        return ((values - low) / (high - low)).clip(upper=1)

    scores = pd.DataFrame(
        {
            "health": between(table["le"], 20, 85),
            "expected": between(table["eys"], 0, 18),
            "mean": between(table["mys"], 0, 15),
            "income": between(np.log(table["gnipc"]), np.log(100), np.log(75000)),
        }
    )
    tree = {
        "HDI": {"health": 1.0, "education": 1.0, "income": 1.0},
        "education": {"expected": 1.0, "mean": 1.0},
    }
    return Index("hdi", path, "hdi-2022", scores, tree, 3, geometric=True)


def _desi(folder: Path) -> Index:
    path = folder / "desi_2022" / "input_completed.csv"
    known = pd.read_csv(folder / "desi_2022" / "indicators.csv", dtype={"dimension": str}).set_index(
        "indicator"
    )
    table = pd.read_csv(path)
    table = table[(table["year"] == 2022) & (table["unit_id"] != "EU")].set_index("unit_id")
    scores = pd.DataFrame(
        {
            code: (table[code] - known["min"][code]) / (known["max"][code] - known["min"][code])
            for code in known.index
        }
    )
    dimensions = {
        "1": {"1a": 0.5, "1b": 0.5},
        "2": {"2a": 0.25, "2b": 0.25, "2c": 0.4, "2d": 0.1},
        "3": {"3a": 0.15, "3b": 0.7, "3c": 0.15},
        "4": {"4a": 1.0},
    }
    groups = {
        str(code): {str(one): float(rows["weight_in_subdimension"][one]) for one in rows.index}
        for code, rows in known.groupby("subdimension")
    }
    tree = {"DESI": dict.fromkeys(dimensions, 0.25), **dimensions, **groups}
    return Index("desi", path, "desi-2022", scores, tree, None, reading={"period": "2022"})


def _pci(folder: Path) -> Index:
    path = folder / "vietnam_pci_2006_2012" / "input.csv"
    table = pd.read_csv(path)
    table = table[table["year"] == 2012].set_index("unit_id")
    weights = {
        "entry": 10.0, "land": 5.0, "transparency": 20.0, "time": 15.0, "informal": 10.0,
        "proactive": 10.0, "support": 5.0, "labor": 20.0, "legal": 5.0,
    }  # fmt: skip
    scores = table[list(weights)] / 10
    return Index("pci", path, "vietnam-pci-2009", scores, {"PCI": weights}, None, reading={"period": "2012"})


def _bti(folder: Path) -> Index:
    path = folder / "bti_2018_2024" / "input.csv"
    table = pd.read_csv(path)
    table = table[table["year"] == 2024].set_index("unit_id")
    criteria = {
        f"Q{number}": {head.upper(): 1.0 for head in map(str, table) if head.startswith(f"q{number}_")}
        for number in range(1, 13)
    }
    tree = {
        "STATUS": {"democracy": 1.0, "economy": 1.0},
        "democracy": {f"Q{number}": 1.0 for number in range(1, 6)},
        "economy": {f"Q{number}": 1.0 for number in range(6, 13)},
        **criteria,
    }
    scores = table.rename(columns=str.upper)[[leaf for leaves in criteria.values() for leaf in leaves]]
    return Index("bti", path, "bti-2024", scores, tree, 2, reading={"period": "2024"})


def test_scores_and_ranks_of_every_replicate_are_those_of_its_weights(index: Index) -> None:
    study = index.study(draws_count=64)
    drawn = {name.removeprefix("weight:"): own for name, own in study.draws.numbers.items()}
    weights = {
        code: drawn.get(code, np.full(64, weight))
        for children in index.tree.values()
        for code, weight in children.items()
    }
    at = [index.units.index(unit) for unit in study.subject.units]
    assert len(set(at)) == len(index.units) == RANKED[index.name]
    scale = study.card.methodology.scale if index.name in ("desi", "pci") else 1.0
    assert pytest.approx(index.node(index.root, weights)[at] * scale, abs=1e-11) == study.scores.T
    ranks = index.ranks(weights)
    assert study.population.ranks.T.tolist() == ranks[at].tolist()


@pytest.mark.parametrize("over", ["siblings", "leaves", "level:1"])
@pytest.mark.slow
def test_ranges_and_pairs_agree_with_draws_of_another_generator(index: Index, over: Over) -> None:
    how = WeightVariation("dirichlet", concentration=50.0, over=over)
    study = index.study(assumptions=Assumptions(how), draws_count=REPLICATES, seed=3)
    if index.geometric and over == "leaves":
        with pytest.raises(dtiscore.UsageFault, match="no part has a share of the index of its own"):
            _ = study.statistics
        return
    units = index.units
    own = index.ranks(index.drawn(over, 50.0, seed=8))[[units.index(unit) for unit in study.subject.units]]
    error = 4 * np.sqrt(0.05 * 0.95 * 2 / REPLICATES)
    for at, ranks in enumerate(own):
        for end, share in ((study.statistics[at].low, 0.05), (study.statistics[at].high, 0.95)):
            assert (ranks <= end).mean() >= share - error
            assert (ranks < end).mean() <= share + error
    for first in range(len(own)):
        for second in range(first + 1, min(first + 9, len(own))):
            wanted = ((own[first] < own[second]) + (own[first] == own[second]) / 2).mean()
            found = study.share_above(first, second)
            assert found is not None
            share = np.clip((wanted + found) / 2, 1 / REPLICATES, 1 - 1 / REPLICATES)
            error = np.sqrt(share * (1 - share) * 2 / REPLICATES)
            assert abs(found - wanted) <= 4 * error, (first, second, found, wanted)


def test_draws_over_leaves_are_those_of_a_flat_file(examples: Path) -> None:
    """50, 20, 15 and 15 % of the index: the same draws, bit for bit, wherever the four stand in a tree."""
    provinces = _provinces(examples)
    flat = {
        **HEAD,
        "publish": {"as": "fraction", "decimals": 4},
        "rank": {"on": "published", "ties": "min"},
        "index": {
            "code": "DTI",
            "aggregate": "points",
            "children": [
                {"code": code, "points": points, "rule": {"kind": "fraction"}}
                for code, points in (("I", 500), ("7", 200), ("8", 150), ("9", 150))
            ],
        },
    }
    table = provinces.scores.reset_index().rename(columns={"code": "unit"})
    one = dtiscore.robustness(table, flat, draws_count=500)
    for over in ("leaves", "level:2"):
        other = provinces.study(assumptions=Assumptions(WeightVariation(over=over)), draws_count=500)
        assert other.scores == pytest.approx(one.scores, abs=1e-12)
        assert other.statistics == one.statistics
    nested = provinces.study(draws_count=500)
    assert nested.statistics != one.statistics


@pytest.mark.parametrize("kind", ["simplex", "uniform"])
@pytest.mark.slow
def test_attainable_ranks_are_exact(index: Index, kind: Literal["simplex", "uniform"]) -> None:
    """Some units by two programmes of its own; of two parts by every weight at which two units change places."""
    study = index.study(assumptions=Assumptions(WeightVariation(kind, share=0.25)), draws_count=1)
    main = index.geometric or index.name == "bti"
    if main:
        codes = list(index.tree[index.root])
        ones = {code: np.ones(1) for children in index.tree.values() for code in children}
        table = np.array([index.node(code, ones)[:, 0] for code in codes]).T
        shares = np.array(list(index.tree[index.root].values()))
    else:
        codes = list(index.shares())
        table, shares = index.scores[codes].to_numpy(), np.array(list(index.shares().values()))
    units = index.units
    table = table[[units.index(unit) for unit in study.subject.units]]
    table = np.log(table) if index.geometric else table
    shares = shares / shares.sum()
    low, high = (0.75 * shares, 1.25 * shares) if kind == "uniform" else (0 * shares, np.ones(len(shares)))
    asked = range(0, len(table), 20 if len(codes) > 5 else 9)
    found = attainable_ranks(study.subject, "main" if main else "all", asked=asked, within=study.within_share)
    for unit, reach in zip(asked, found, strict=True):
        lead = np.delete(table, unit, axis=0) - table[unit]
        wanted = _between_two(lead, low, high) if len(codes) == 2 else _programmes(lead, low, high)
        assert (reach.best.rank, reach.worst.rank) == wanted, study.subject.units[unit]
        assert (reach.best.bound, reach.worst.bound) == wanted


def _programmes(lead: Values, low: Values, high: Values) -> tuple[int, int]:
    """The fewest and the most rows that can be above 0: binary y says of each row whether it is."""
    lead = lead / np.abs(lead).max() * 1000
    units, parts = lead.shape
    one = LinearConstraint([[1.0] * parts + [0.0] * units], 1, 1)
    bounds = Bounds([*low, *[0.0] * units], [*high, *[1.0] * units])
    whole = [0] * parts + [1] * units
    big = np.eye(units) * 2000
    # best: lead w <= 0.001 + big y;  worst: lead w >= 0.002 - big (1 - y)
    above = LinearConstraint(np.hstack([lead, -big]), -np.inf, 0.001)
    best = milp([0.0] * parts + [1.0] * units, constraints=[one, above], integrality=whole, bounds=bounds)
    above = LinearConstraint(np.hstack([lead, -big]), 0.002 - 2000, np.inf)
    worst = milp([0.0] * parts + [-1.0] * units, constraints=[one, above], integrality=whole, bounds=bounds)
    return 1 + round(best.fun), 1 - round(worst.fun)


def _between_two(lead: Values, low: Values, high: Values) -> tuple[int, int]:
    """The share of the first of two parts goes from one end to the other, with a change wherever a row is 0."""
    first, last = max(low[0], 1 - high[1]), min(high[0], 1 - low[1])
    slope = lead[:, 0] - lead[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        zeros = -lead[:, 1] / slope
    ends = np.unique([first, last, *zeros[(zeros > first) & (zeros < last)]])
    tried = np.concatenate([ends, (ends[1:] + ends[:-1]) / 2])
    above = (lead[:, 1][:, None] + slope[:, None] * tried > 1e-6 * np.abs(lead).max()).sum(axis=0)
    return 1 + int(above.min()), 1 + int(above.max())
