"""Why ranks moved, against a computation of its own: scores by numpy, ranks by counting, causes in every order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations, permutations
from math import factorial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from tests.made import indicator

import dtiscore
from dtiscore.analysis import mixed_ranks
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.render.drawing.screen import Screen

Scores = Mapping[str, float | Decimal]
"""What units are ranked by."""

HDI_HEADINGS = ["life_expectancy", "expected_schooling", "mean_schooling", "gni_per_capita"]

WEIGHTS = Path(__file__).resolve().parents[2] / "weights"

DTI_POINTS = {
    "foundation_points": 1,
    "hoat_dong_chinh_quyen_so": 200,
    "hoat_dong_kinh_te_so": 150,
    "hoat_dong_xa_hoi_so": 150,
}
"""How the columns of a province's table count in its 1,000 points, by decision 922/QĐ-BTTTT."""

PCI_WEIGHTS = {
    "entry": 10,
    "land": 5,
    "transparency": 20,
    "time": 15,
    "informal": 10,
    "proactive": 10,
    "support": 5,
    "labor": 20,
    "legal": 5,
}
"""The weights of the Provincial Competitiveness Index from 2009, in per cent."""


def rounded(value: float, decimals: int) -> Decimal:
    """A score as it is published; the shortest decimal of a float is what a reader rounds."""
    return Decimal(repr(round(float(value), 12))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def place(unit: str, scores: Scores) -> int:
    return 1 + sum(score > scores[unit] for score in scores.values())


def expected(
    unit: str, causes: Sequence[str], rank: Callable[[Mapping[str, int]], int]
) -> dict[str, Fraction]:
    """The places that each cause gains, averaged over every order in which the causes change."""
    changed = [frozenset(some) for count in range(len(causes) + 1) for some in combinations(causes, count)]
    ranks = {some: rank({cause: int(cause in some) for cause in causes}) for some in changed}
    gained = dict.fromkeys(causes, 0)
    for order in permutations(causes):
        for at, cause in enumerate(order):
            gained[cause] += ranks[frozenset(order[:at])] - ranks[frozenset(order[: at + 1])]
    return {cause: Fraction(places, factorial(len(causes))) for cause, places in gained.items()}


def check(compared: Comparison, tables: Sequence[Scores]) -> None:
    """Own and others' parts, and the list of units, of every unit of two tables of scores."""
    before, after = tables
    causes = ("own", "others") if before.keys() == after.keys() else ("own", "others", "units")
    assert compared.changes
    for change in compared.changes:
        unit = change.unit

        def rank(at: Mapping[str, int], unit: str = unit) -> int:
            listed, moved = tables[at.get("units", 0)], tables[at["others"]]
            mixed: dict[str, float | Decimal] = {one: moved.get(one, listed[one]) for one in listed}
            return place(unit, {**mixed, unit: tables[at["own"]][unit]})

        found = change.rank_split
        assert found is not None
        everything = dict.fromkeys(("own", "others", "edition", "units"), Fraction(0))
        assert found.parts == everything | expected(unit, causes, rank), unit
        assert found.alone["own"] == rank({"own": 1, "others": 0, "units": 0})
        assert found.alone["others"] == rank({"own": 0, "others": 1, "units": 0})
        assert sum(found.parts.values()) == change.up


def hdi_tables(examples: Path) -> list[pd.DataFrame]:
    """The figures of 2022, and the same changed by a rule, up to 2 %."""
    table = pd.read_csv(examples / "hdi" / "2022.csv")
    after = table.copy()
    for at, header in enumerate(HDI_HEADINGS):
        steps = (np.arange(len(table)) * (7 + 2 * at)) % 11 - 5
        after[header] = after[header] * (1 + 0.004 * steps)
    return [table, after]


def hdi(figures: Any) -> tuple[Any, Any]:
    """The three dimensions of the Human Development Index by its technical note 1, and their geometric mean."""
    life, expected_years, mean_years, income = figures.T
    health = np.clip((life - 20) / (85 - 20), 0, 1)
    education = (np.clip(expected_years / 18, 0, 1) + np.clip(mean_years / 15, 0, 1)) / 2
    wealth = np.clip((np.log(income) - np.log(100)) / (np.log(75000) - np.log(100)), 0, 1)
    parts = np.column_stack([health, education, wealth])
    return parts, np.prod(parts, axis=1) ** (1 / 3)


def by_orders(was: Any, now: Any) -> Any:
    """What each part does to a geometric mean of three, averaged over the orders in which they change."""
    parts = np.zeros(3)
    for order in permutations(range(3)):
        at = was.copy()
        for part in order:
            before = np.prod(at) ** (1 / 3)
            at[part] = now[part]
            parts[part] += (np.prod(at) ** (1 / 3) - before) / 6
    return parts


Figures = dict[str, dict[str, float]]
"""The columns of numbers of one table: by unit, then by heading."""


def figures(path: Path, key: str, year: int | None = None) -> Figures:
    table = pd.read_csv(path, dtype={key: str})
    if year is not None:
        table = table[table["year"] == year]
    units = table[key].str.normalize("NFC").to_list()
    rows: list[dict[str, float]] = table.select_dtypes("number").to_dict("records")  # type: ignore[assignment]  # names are texts
    return dict(zip(units, rows, strict=True))


def both(tables: Iterable[Any], edition: Any, after: Any = None, **basis: Any) -> Comparison:
    """Two tables compared, whichever units they rank."""
    first, last = tables
    basis = {"across": "as ranked", **basis}
    return dtiscore.compare(first, last, edition, after, dtiscore.Basis(**basis))


class TestPublishedIndices:
    def provinces(self, examples: Path) -> list[Figures]:
        return [figures(examples / "dti-province" / f"{year}.csv", "code") for year in (2022, 2023)]

    def test_provinces_of_2022_and_2023(self, examples: Path) -> None:
        tables = self.provinces(examples)
        compared = both(
            (examples / "dti-province" / f"{year}.csv" for year in (2022, 2023)), "dti-province-2022"
        )
        scores = [
            {
                unit: rounded(sum(row[column] * points for column, points in DTI_POINTS.items()) / 1000, 4)
                for unit, row in table.items()
            }
            for table in tables
        ]
        check(compared, scores)
        assert len(compared.changes) == 63
        codes = dict(zip(DTI_POINTS, ("I", "7", "8", "9"), strict=True))
        for change in compared.changes:
            assert change.split is not None
            for column, points in DTI_POINTS.items():
                was, now = (table[change.unit][column] for table in tables)
                part = float(change.split.nodes[codes[column]])
                assert part == pytest.approx(points * (now - was) / 1000, abs=1e-12)

    def test_khanh_hoa(self, examples: Path) -> None:
        """41st to 30th; counted by hand from the two published tables: 6th alone, 60th had only the others moved."""
        folder = examples / "dti-province"
        change = dtiscore.compare(folder / "2022.csv", folder / "2023.csv", "dti-province-2022").of("56")
        found = change.rank_split
        assert found is not None
        assert (change.before.rank, change.after.rank) == (41, 30)
        assert (found.alone["own"], found.alone["others"]) == (6, 60)
        assert found.own == Fraction((41 - 6) + (60 - 30), 2) == Fraction(65, 2)
        assert found.others == Fraction((41 - 60) + (6 - 30), 2) == Fraction(-43, 2)

    @pytest.mark.parametrize("years", [(2021, 2022), (2017, 2022)])
    def test_desi(self, shared_data: Path, years: tuple[int, int]) -> None:
        folder = shared_data / "indices" / "desi_2022"
        compared = both((f"{year}={folder / 'input_completed.csv'}" for year in years), "desi-2022")
        tables = [figures(folder / "published.csv", "unit_id", year) for year in years]
        check(
            compared,
            [{unit: row["score"] for unit, row in table.items() if unit != "EU"} for table in tables],
        )
        for change in compared.changes:
            assert change.split is not None
            for dimension in "1234":
                was, now = (table[change.unit][dimension] for table in tables)
                part = float(change.split.nodes[dimension])
                assert part == pytest.approx((now - was) / 4, abs=1e-8)

    @pytest.mark.parametrize("years", [(2022, 2024), (2018, 2020)])
    @pytest.mark.slow
    def test_bti_where_countries_come_and_go(self, shared_data: Path, years: tuple[int, int]) -> None:
        folder = shared_data / "indices" / "bti_2018_2024"
        compared = both((f"{year}={folder / 'input.csv'}" for year in years), "bti-2024")
        tables = [figures(folder / "published.csv", "unit_id", year) for year in years]
        scores = [{unit: rounded(row["score"], 2) for unit, row in table.items()} for table in tables]
        if years == (2018, 2020):
            assert scores[0].keys() != scores[1].keys()
        check(compared, scores)
        common = [
            {unit: side[unit] for unit in side if unit in scores[0] and unit in scores[1]} for side in scores
        ]
        check(both((f"{year}={folder / 'input.csv'}" for year in years), "bti-2024", across="common"), common)
        for change in compared.changes:
            assert change.split is not None
            for node in ("democracy", "economy"):
                was, now = (table[change.unit][node] for table in tables)
                if change.split.nodes.keys() >= {"democracy", "economy"}:
                    assert float(change.split.nodes[node]) == pytest.approx((now - was) / 2, abs=1e-8)

    def test_pci(self, shared_data: Path) -> None:
        table = shared_data / "indices" / "vietnam_pci_2006_2012" / "input.csv"
        compared = dtiscore.compare(f"2009={table}", f"2010={table}", "vietnam-pci-2009")
        years = [figures(table, "unit_id", year) for year in (2009, 2010)]
        scores = [
            {
                unit: float(np.sum([weight * row[node] / 10 for node, weight in PCI_WEIGHTS.items()]))
                for unit, row in rows.items()
            }
            for rows in years
        ]
        check(compared, scores)
        for change in compared.changes:
            assert change.split is not None
            for node, weight in PCI_WEIGHTS.items():
                was, now = (rows[change.unit][node] for rows in years)
                assert float(change.split.nodes[node]) == pytest.approx(weight * (now - was) / 10, abs=1e-10)

    def test_hdi_with_figures_of_another_year(self, examples: Path) -> None:
        """A geometric mean; there is one published year, so the figures after are those of 2022, changed by a rule."""
        table, after = hdi_tables(examples)
        compared = dtiscore.compare(table, after, "hdi-2022")
        found = [hdi(rows[HDI_HEADINGS].to_numpy()) for rows in (table, after)]
        codes = table["iso3"].to_list()
        scores = [
            {code: rounded(score, 3) for code, score in zip(codes, index, strict=True) if not np.isnan(score)}
            for _, index in found
        ]
        assert len(scores[0]) == 193
        scored = [change for change in compared.changes if change.unit in scores[0]]
        check(replace(compared, changes=scored), scores)
        for change in scored:
            assert change.split is not None
            was, now = (parts[codes.index(change.unit)] for parts, _ in found)
            for node, part in zip(("health", "education", "income"), by_orders(was, now), strict=True):
                assert float(change.split.nodes[node]) == pytest.approx(part, abs=1e-12)

    def test_provinces_under_other_weights(self, examples: Path, tmp_path: Path) -> None:
        """The edition is a third cause: in 2023 digital government counts 100 points in place of 200."""
        tables = self.provinces(examples)
        files = [examples / "dti-province" / f"{year}.csv" for year in (2022, 2023)]
        text = (WEIGHTS / "dti-province-2022.yaml").read_text(encoding="utf-8")
        activity = "II\n      name: {vi: Hoạt động, en: Activity}\n      aggregate: points\n      points:"
        for was, now in (
            ("id: dti-province-2022", "id: dti-province-halved"),
            ("  points: 1000\n", "  points: 900\n"),
            (f"{activity} 500", f"{activity} 400"),
            ("activity}, points: 200", "activity}, points: 100"),
        ):
            assert text.count(was) == 1, was
            text = text.replace(was, now)
        other = tmp_path / "halved.yaml"
        other.write_text(text, encoding="utf-8")
        compared = both(files, "dti-province-2022", other)
        points = [DTI_POINTS, {**DTI_POINTS, "hoat_dong_chinh_quyen_so": 100}]

        def score(unit: str, side: int, edition: int) -> Decimal:
            row, counts = tables[side][unit], points[edition]
            total = sum(row[column] * count for column, count in counts.items())
            return rounded(total / (1000, 900)[edition], 4)

        causes = ("own", "others", "edition")
        units = list(tables[0])
        scores = {
            (side, edition): {unit: score(unit, side, edition) for unit in units}
            for side in (0, 1)
            for edition in (0, 1)
        }
        for change in compared.changes:
            unit = change.unit

            def rank(at: Mapping[str, int], unit: str = unit) -> int:
                own = scores[at["own"], at["edition"]][unit]
                return place(unit, {**scores[at["others"], at["edition"]], unit: own})

            found = change.rank_split
            assert found is not None
            assert found.parts == {"units": Fraction(0)} | expected(unit, causes, rank), unit
        assert sum(abs(float(one.rank_split.parts["edition"])) > 0 for one in compared.changes) > 30  # type: ignore[union-attr]  # all have one

    @pytest.mark.parametrize("index", ["provinces", "countries", "services"])
    def test_from_the_later_to_the_earlier_every_part_turns_its_sign(
        self, examples: Path, index: str
    ) -> None:
        tables: list[Any]
        if index == "provinces":
            weights, tables = (
                "dti-province-2022",
                [examples / "dti-province" / f"{y}.csv" for y in (2022, 2023)],
            )
        elif index == "countries":
            weights, tables = "hdi-2022", hdi_tables(examples)
        else:
            services = examples / "public-services" / "766.csv"
            weights, tables = "public-services-766", [f"{year}={services}" for year in (2022, 2024)]
        there, back = both(tables, weights), both(tables[::-1], weights)
        assert len(there.changes) == {"provinces": 63, "countries": 195, "services": 34}[index]
        for change in there.changes:
            turned = back.of(change.unit)
            if change.up is None:
                assert turned.rank_split is None
                continue
            assert change.rank_split is not None
            assert turned.rank_split is not None
            assert change.split is not None
            assert turned.split is not None
            assert turned.rank_split.parts == {
                cause: -part for cause, part in change.rank_split.parts.items()
            }
            assert turned.split.nodes == {node: -part for node, part in change.split.nodes.items()}


def edition(rule: str, ties: str = "min", order: str = "descending") -> dict[str, Any]:
    return {
        "id": f"two-{rule}",
        "title": {"en": "Two indicators"},
        "authority": {"decision": "1", "issuer": "x", "source": "https://example.org"},
        "publish": {"as": "score", "decimals": 6},
        "rank": {"on": "published", "ties": ties, "order": order},
        "index": {
            "code": "X",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [{"code": code, "rule": {"kind": rule}} for code in "ab"],
        },
    }


def frame(rows: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame([{"unit": unit, "a": a, "b": b} for unit, (a, b) in rows.items()])


ROW = st.tuples(st.integers(0, 4), st.integers(0, 4))
EDGES = {"LOW": (-1, -1), "HIGH": (5, 5)}
"""Two units that never change, so that no table is without a range."""

TABLES = st.tuples(
    st.dictionaries(st.sampled_from("ABCDEF"), ROW, min_size=1),
    st.dictionaries(st.sampled_from("ABCDEF"), ROW),
).map(lambda pair: tuple(EDGES | rows for rows in pair))
"""Two tables with few different figures, so that there are ties; units may come and go."""

RULES = st.sampled_from(["identity", "min-max", "rank-share"])
RANKINGS = st.tuples(
    st.sampled_from(["min", "max", "dense", "average", "ordinal"]),
    st.sampled_from(["descending", "ascending"]),
)


@pytest.mark.slow
class TestAnyTwoTables:
    @settings(deadline=None, max_examples=60)
    @given(TABLES, RULES, RANKINGS)
    def test_the_parts_add_up_and_turn_round(
        self, tables: Sequence[dict[str, tuple[int, int]]], rule: str, ranking: tuple[str, str]
    ) -> None:
        first, last = map(frame, tables)
        there = both((first, last), edition(rule, *ranking))
        back = both((last, first), edition(rule, *ranking))
        for change in there.changes:
            found, turned = change.rank_split, back.of(change.unit).rank_split
            assert found is not None
            assert turned is not None
            assert sum(found.parts.values()) == change.up
            assert turned.parts == {cause: -part for cause, part in found.parts.items()}
            score, again = change.split, back.of(change.unit).split
            assert score is not None
            assert again is not None
            assert (again.data, again.method, again.composition) == (
                -score.data,
                -score.method,
                -score.composition,
            )
            assert again.change == -score.change
            if rule == "identity":
                assert again.nodes == {code: -part for code, part in score.nodes.items()}
            if tables[0][change.unit] == tables[1][change.unit]:
                assert found.own == 0
                assert found.own_change == 0
                assert found.alone["own"] == change.before.rank
                if rule == "identity":
                    assert score.data == 0
                    assert not any(score.nodes.values())

    @settings(deadline=None, max_examples=60)
    @given(TABLES)
    def test_a_score_that_depends_on_the_others(self, tables: Sequence[dict[str, tuple[int, int]]]) -> None:
        """Min-max: with the figures of one unit the ends of the scale move, and with them every score."""
        compared = both(map(frame, tables), edition("min-max"))
        causes = ("own", "others") if tables[0].keys() == tables[1].keys() else ("own", "others", "units")
        for change in compared.changes:
            unit = change.unit

            def rank(at: Mapping[str, int], unit: str = unit) -> int:
                listed, moved = tables[at.get("units", 0)], tables[at["others"]]
                mixed = {one: moved.get(one, listed[one]) for one in listed} | {unit: tables[at["own"]][unit]}
                values = np.array([*mixed.values()], dtype=float)
                low, high = values.min(axis=0), values.max(axis=0)
                scores = ((values - low) / (high - low)).mean(axis=1)
                return place(unit, {one: rounded(score, 6) for one, score in zip(mixed, scores, strict=True)})

            assert change.rank_split is not None
            found = {cause: change.rank_split.parts[cause] for cause in causes}  # type: ignore[index]  # names of causes
            assert found == expected(unit, causes, rank)

    def test_one_table_under_two_editions_moves_by_the_edition_alone(self) -> None:
        table = frame({"A": (1, 5), "B": (2, 3), "C": (4, 4)})
        other = edition("identity")
        other["id"] = "first-counts-more"
        for child, weight in zip(other["index"]["children"], (3, 1), strict=True):
            child["weight"] = weight
        other["index"]["weights"] = "relative"
        compared = dtiscore.compare(table, None, edition("identity"), other)
        moved = [change for change in compared.changes if change.up]
        assert moved
        for change in compared.changes:
            assert change.rank_split is not None
            assert change.rank_split.parts == {"own": 0, "others": 0, "edition": change.up, "units": 0}

    def test_one_frame_of_several_periods_is_the_same_whoever_moves(self) -> None:
        """The ends of the scale are those of the whole panel, 0 and 10, so a score follows from its own row."""
        panel = pd.DataFrame(
            [
                {"unit": unit, "year": year, "a": a, "b": a}
                for year, values in (("2022", (0, 4, 5)), ("2023", (6, 3, 10)))
                for unit, a in zip("ABC", values, strict=True)
            ]
        )
        fitted = edition("min-max") | {"frame": "all", "layout": {"unit": "unit", "period": "year"}}
        compared = dtiscore.compare(panel, None, fitted)
        check(compared, [dict(zip("ABC", values, strict=True)) for values in ((0, 4, 5), (6, 3, 10))])

    def test_a_table_between_that_cannot_be_scored_leaves_out_its_unit_with_the_reason(self) -> None:
        """Only A sets a range in b, before as after; with its figures of the other year no range is left."""
        before, after = {"A": (0, 1), "B": (1, 0), "C": (2, 0)}, {"A": (0, 0), "B": (1, 1), "C": (2, 0)}
        compared = dtiscore.compare(frame(before), frame(after), edition("min-max"))
        found = compared.rank_splits()
        assert set(found.by_unit) == {"C"}
        assert found.not_split is not None
        assert "every unit" in found.not_split
        assert "every unit" in ShownComparison(compared).screen(Screen())

    def test_sums_that_are_equal_in_decimals_tie_in_the_tables_between(self) -> None:
        """B falls to the 0.6 that A had, made of the same three terms in another order."""
        full = edition("identity")
        full["rank"]["on"] = "full"
        full["index"] |= {
            "aggregate": "sum",
            "children": [indicator(code) for code in "abc"],
        }
        full["index"].pop("weights")
        terms = {"A": (0.1, 0.2, 0.3), "B": (0.3, 0.2, 0.1)}
        assert 0.1 + 0.2 + 0.3 > 0.3 + 0.2 + 0.1  # which sum() makes up for, from Python 3.12 on
        before, after = {"A": terms["A"], "B": (0.9, 0.9, 0.9)}, {"A": (0.1, 0.1, 0.1), "B": terms["B"]}
        tables = [
            pd.DataFrame([{"unit": u, **dict(zip("abc", row, strict=True))} for u, row in rows.items()])
            for rows in (before, after)
        ]
        found = both(tables, full).of("B").rank_split
        assert found is not None
        assert found.alone["own"] == 1
        assert found.own == 0


class TestPublishedScores:
    def published(self, ranks: Sequence[int] | None, scores: Sequence[float]) -> pd.DataFrame:
        table = pd.DataFrame({"unit": ["A", "B", "C"], "x": scores})
        return table if ranks is None else table.assign(rank=ranks)

    def compared(self, ranks: Sequence[int] | None) -> Comparison:
        before = self.published(None, [0.9, 0.8, 0.7])
        return dtiscore.compare(
            before, self.published(ranks, [0.6, 0.8, 0.7]), basis=dtiscore.Basis(published="x")
        )

    def test_they_suffice(self) -> None:
        """A falls from first to third, wholly by itself; B and C each gain the place that it gave up."""
        compared = self.compared(None)
        splits = compared.rank_splits().by_unit
        assert {unit: (one.own, one.others) for unit, one in splits.items()} == {
            "A": (Fraction(-2), Fraction(0)),
            "B": (Fraction(0), Fraction(1)),
            "C": (Fraction(0), Fraction(1)),
        }
        assert all("edition" not in one.parts for one in splits.values())

    def test_ranks_that_do_not_follow_from_them_are_not_split(self) -> None:
        compared = self.compared([3, 2, 1])
        assert compared.of("B").rank_split is None
        assert compared.of("A").rank_split is not None
        assert compared.rank_splits().not_split == "published"

    def test_restated_scores(self, examples: Path) -> None:
        """63 provinces on the 34 of 2025: the parts are those of the restated scores."""
        files = [examples / "dti-province" / name for name in ("2023.csv", "2024-published.csv")]
        basis = {"published": "dti", "units": ["vn-province-63"], "restate": "mean", "on": "vn-province-34"}
        compared = both(files, "dti-province-2022", **basis)
        assert len(compared.changes) == 34
        sides = [
            {change.unit: getattr(change, side).score for change in compared.changes}
            for side in ("before", "after")
        ]
        for change in compared.changes:
            unit = change.unit

            def rank(at: Mapping[str, int], unit: str = unit) -> int:
                return place(unit, {**sides[at["others"]], unit: sides[at["own"]][unit]})

            assert change.rank_split is not None
            assert change.rank_split.parts == {"units": 0} | expected(unit, ("own", "others"), rank)


class TestTooMany:
    def test_then_chosen_units_are_told_and_the_screen_says_how(
        self, examples: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = examples / "dti-province"
        compared = dtiscore.compare(folder / "2022.csv", folder / "2023.csv", "dti-province-2022")
        monkeypatch.setattr(mixed_ranks, "MOST_RANKED", 2 * 2 * 63)
        assert compared.rank_splits().not_split == "too many"
        assert ShownComparison(compared).columns()["rank_own"] == [None] * 63
        assert "choose some with --unit or --top" in " ".join(
            ShownComparison(compared).screen(Screen()).split()
        )
        assert ShownComparison(compared, units=frozenset(["56"])).columns()["rank_own"] == [32.5]
