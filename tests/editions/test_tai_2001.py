"""Technology Achievement Index: the worked example of the OECD/JRC Handbook on Constructing Composite Indicators (2008).

ISBN 978-92-64-04345-9: the rankings of Tables 23 and 38, every normalisation of Table 15, the outranking of Tables 35
to 37.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring.table import ranks_of

Json = dict[str, Any]


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "indices" / "tai_handbook"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def ranks(card: dtiscore.Scorecard) -> dict[str, int | float | None]:
    rows = range(len(card.dataset))
    return dict(zip(card.dataset.units, ranks_of(card, card.methodology.index.code, rows), strict=True))


@pytest.mark.parametrize(
    ("method", "table", "column"),
    [
        ("ew", "Table 23", "rank_ew"),
        ("ew", "Table 38", "rank_lin"),
        ("fa", "Table 23", "rank_fa"),
        ("bap", "Table 23", "rank_bap"),
        ("gme", "Table 38", "rank_gme"),
    ],
)
def test_all_23_ranks(method: str, table: str, column: str, folder: Path) -> None:
    wanted = {row["unit_id"]: int(row[column]) for row in rows_of(folder / "published.csv")}
    assert len(wanted) == 23
    assert ranks(dtiscore.score(folder / "input.csv", f"tai-2001-{method}")) == wanted, table


def test_21_of_23_ranks_under_the_weights_of_ahp(folder: Path) -> None:
    # Table 22 prints weights that sum to 1.01; two neighbours of Table 23 stand the other way round under them.
    wanted = {row["unit_id"]: int(row["rank_ahp"]) for row in rows_of(folder / "published.csv")}
    found = ranks(dtiscore.score(folder / "input.csv", "tai-2001-ahp"))
    apart = {unit: (rank, wanted[unit]) for unit, rank in found.items() if rank != wanted[unit]}
    assert apart == {"NZL": (17, 18), "ISR": (18, 17)}


@pytest.mark.parametrize("method", ["fa", "bap", "ahp"])
def test_the_weights_of_table_22(method: str, folder: Path) -> None:
    (printed,) = (row for row in rows_of(folder / "weights.csv") if row["method"] == method.upper())
    index = dtiscore.score(folder / "input.csv", f"tai-2001-{method}").methodology.index
    assert {child.code: child.weight for child in index.children} == {
        f"n_{name}": float(weight) for name, weight in printed.items() if name != "method"
    }


def test_what_the_goalposts_hold_at_1(folder: Path) -> None:
    """Telephones and electricity beyond the average of the OECD earn no more than it does."""
    card = dtiscore.score(folder / "input.csv", "tai-2001-ew")
    finland = card.dataset.units.index("FIN")
    assert card.nodes["n_telephones"].score[finland] == 1  # 10^3.08 is 1,202 lines, more than 901
    assert card.nodes["n_patents"].score[finland] == pytest.approx(187 / 994)
    assert card.nodes["n_exports"].score[finland] == pytest.approx((50.7 - 0.4) / (80.8 - 0.4))
    assert card.nodes["n_schooling"].score[finland] == pytest.approx((10.0 - 1.1) / (12 - 1.1))


def scored(path: Path, *rules: Json, column: str = "schooling") -> dtiscore.Scorecard:
    """The sum of one column under some rules."""
    children = [{"code": f"n{i}", "column": column, "rule": rule} for i, rule in enumerate(rules)]
    edition = methodology_from(
        {
            **HEAD,
            "layout": {"unit": "unit_id", "name": "unit_name"},
            "index": {"code": "X", "aggregate": "sum", "weights": "equal", "children": children},
        }
    )
    return dtiscore.score(path, edition)


class TestTable15:
    """Years of schooling of 23 countries, normalised in eleven ways; printed with the decimals given here."""

    @pytest.mark.parametrize(
        ("column", "rule", "decimals"),
        [
            ("rank", {"kind": "rank", "ties": "min"}, 0),
            ("z", {"kind": "z-score", "divisor": "sample"}, 2),
            ("minmax", {"kind": "min-max"}, 2),
            ("ratio_mean", {"kind": "relative-to", "figure": "mean"}, 2),
            ("ratio_best", {"kind": "relative-to", "figure": "maximum"}, 2),
            ("ratio_best", {"kind": "fraction-of-maximum"}, 2),
            ("ratio_worst", {"kind": "relative-to", "figure": "minimum"}, 2),
            ("diff_mean", {"kind": "relative-to", "figure": "mean", "form": "difference"}, 2),
            ("diff_worst", {"kind": "relative-to", "figure": "minimum", "form": "difference"}, 2),
            ("above_below", {"kind": "above-mean", "threshold": 0.2}, 0),
        ],
    )
    def test_as_printed(self, column: str, rule: Json, decimals: int, folder: Path) -> None:
        self.compare(column, rule, decimals, 1.0, folder)

    @pytest.mark.parametrize(
        ("column", "rule", "decimals"),
        [
            ("percentile", {"kind": "percentile-rank", "of": "all"}, 1),
            ("categorical", {"kind": "categorical"}, 0),
        ],
    )
    def test_printed_out_of_a_hundred(self, column: str, rule: Json, decimals: int, folder: Path) -> None:
        self.compare(column, rule, decimals, 100.0, folder)

    def compare(self, column: str, rule: Json, decimals: int, times: float, folder: Path) -> None:
        wanted = {
            r["unit_id"]: float(r[column]) for r in rows_of(folder / "published_schooling_normalised.csv")
        }
        card = scored(folder / "input.csv", rule)
        assert set(card.dataset.units) == set(wanted)
        assert len(wanted) == 23
        half = 0.5 * 10.0**-decimals + 1e-9 if decimals else 1e-9
        for unit, score in zip(card.dataset.units, card.index.score.tolist(), strict=True):
            assert score * times == pytest.approx(wanted[unit], abs=half, rel=0), unit


class TestOutranking:
    """Five countries compared in pairs over eight indicators of equal weight."""

    @pytest.fixture
    def edition(self, folder: Path) -> Json:
        indicators = [name for name in rows_of(folder / "input_5_impact_matrix.csv")[0] if name != "unit_id"]
        assert len(indicators) == 8
        return {
            **HEAD,
            "layout": {"unit": "unit_id"},
            "publish": {"as": "score", "decimals": 3},
            "index": {
                "code": "X",
                "aggregate": "copeland",
                "children": [indicator(name) for name in indicators],
            },
        }

    def test_wins_less_losses(self, edition: Json, folder: Path) -> None:
        card = dtiscore.score(folder / "input_5_impact_matrix.csv", methodology_from(edition))
        matrix = {row["unit_id"]: row for row in rows_of(folder / "published_outranking_5.csv")}
        by_hand = {
            one: sum(
                (float(row[other]) > 0.5) - (float(row[other]) < 0.5) for other in matrix if other != one
            )
            for one, row in matrix.items()
        }
        assert by_hand == {"SWE": 3, "USA": 2, "FIN": 1, "JPN": -2, "KOR": -4}
        assert dict(zip(card.dataset.units, card.index.score.tolist(), strict=True)) == by_hand
