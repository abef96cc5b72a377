"""Past periods under today's edition: scores by hand, the edition of the time beside, and what cannot be re-scored."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

from dtiscore.analysis.standings import Standings
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.inputs.reading import Reading
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score, scored
from dtiscore.inputs.validation import Validation
from dtiscore.inputs.weighting import load_methodology
from dtiscore.questions.backcast import python as past
from dtiscore.questions.backcast.answer import NotScored, not_scored
from dtiscore.questions.backcast.python import backcast
from dtiscore.said import said


def edition(year: str, *points: int, rule: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    children = [
        {"code": code, "points": n, "column": code, "rule": rule or {"kind": "fraction"}}
        for code, n in zip("abc", points, strict=False)
    ]
    return {
        **HEAD,
        "id": f"toy-{year}",
        "periods": [year],
        "publish": {"as": "fraction", "decimals": 4},
        "rank": {"on": "published"},
        "index": {"code": "T", "aggregate": "points", "points": sum(points), "children": children},
        **more,
    }


THEN = edition("2022", 80, 20)
NOW = edition("2024", 20, 80)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "toy.csv"
    path.write_text("unit,a,b\nx,1,0\ny,0.5,0.5\nz,0,0.9\n", encoding="utf-8")
    return path


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    path = tmp_path / "panel.csv"
    path.write_text("year,unit,a,b\n2023,x,1,1\n2023,y,0,0\n2022,x,0,0.5\n2022,y,1,0\n", encoding="utf-8")
    return path


def test_both_editions_by_hand(table: Path) -> None:
    found = backcast([f"2022={table}"], NOW, was=THEN)
    # Now x 0.2, y 0.5, z 0.72; then x 0.8, y 0.5, z 0.18.
    assert [(one.unit, one.now[0].rank, one.now[0].score) for one in found.units if one.now[0]] == [
        ("z", 1, 0.72), ("y", 2, 0.5), ("x", 3, 0.2),
    ]  # fmt: skip
    assert [one.then[0].score for one in found.units if one.then[0]] == [0.18, 0.5, 0.8]
    assert [one.up(0) for one in found.units] == [2, 0, -2]
    (period,) = found.periods
    assert period.edition_then is not None
    assert (found.edition.id, period.edition_then.id, found.rescored) == ("toy-2024", "toy-2022", ["2022"])


def test_without_a_family_today_stands_alone(table: Path) -> None:
    (period,) = backcast([f"2022={table}"], NOW).periods
    assert (period.then, period.edition_then) == (None, None)


def test_a_panel_comes_in_order_of_time(panel: Path) -> None:
    found = backcast([str(panel)], NOW)
    assert [one.period for one in found.periods] == ["2022", "2023"]
    # 2022: x 0.4, y 0.2; 2023: x 1, y 0.
    assert [[one.score for one in found.of(unit).now if one] for unit in "xy"] == [[0.4, 1.0], [0.2, 0.0]]


def test_tables_of_which_no_unit_meets_are_refused(table: Path, tmp_path: Path) -> None:
    """As trend and compare refuse them: by names here and by codes there every unit would stand twice."""
    other = tmp_path / "other.csv"
    other.write_text("unit,a,b\nX,1,0\nYY,0.5,0.5\n", encoding="utf-8")
    with pytest.raises(UsageFault, match="no unit stands in every table"):
        backcast([f"2022={table}", f"2023={other}"], NOW)


def test_one_period_of_a_panel(panel: Path) -> None:
    assert backcast([str(panel)], NOW, period=2023).rescored == ["2023"]


def test_a_frame_of_all_periods_holds_for_each(panel: Path) -> None:
    today = edition("2024", 20, 80, rule={"kind": "min-max"}, frame="all")
    found = backcast([str(panel)], today)
    whole = score(panel, {**today, "periods": []})
    computed = dict(
        zip(zip(whole.dataset.periods, whole.dataset.units, strict=True), whole.published("T"), strict=True)
    )
    for at, period in enumerate(["2022", "2023"]):
        for unit in "xy":
            standing = found.of(unit).now[at]
            assert standing is not None
            assert standing.score == computed[period, unit]
    # By the two periods together a and b run from 0 to 1, so x of 2022 has 0 of 20 and half of 80.
    first = found.of("x").now[0]
    assert first is not None
    assert first.score == 0.4


def test_missing_columns_are_named(table: Path) -> None:
    found = backcast([f"2022={table}"], edition("2024", 20, 30, 50), was=THEN)
    (period,) = found.periods
    assert period.now == NotScored(said("the table lacks the column c"), ("c",), 0)
    assert isinstance(period.then, Standings)
    assert found.rescored == []
    assert [one.unit for one in found.units] == ["x", "y", "z"]  # as they stood then
    assert found.of("x").up(0) is None


_PERCENT = said("is the column in percent? declare --percent a")


def test_another_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("unit,a,b\nx,1.5,0\ny,2.5,0.5\n", encoding="utf-8")
    (period,) = backcast([f"2022={path}"], NOW).periods
    assert period.now == NotScored(said('line 2: 1.5 is above the maximum 1 ("1.5")'), (), 1, _PERCENT)


def test_the_family_of_todays_edition(examples: Path) -> None:
    data = examples / "dti-province"
    found = backcast([f"2023={data / '2023.csv'}", f"2022={data / '2022.csv'}"], "dti-province")
    assert found.edition.id == "dti-province-2022"
    assert [one.edition_then.id for one in found.periods if one.edition_then] == ["dti-province-2022"] * 2
    leader = found.of("48")
    assert [one.score for one in leader.now if one] == [0.8002, 0.8340]
    assert {one.up(at) for one in found.units for at in (0, 1)} == {0}


def test_a_date_chooses_todays_edition(examples: Path) -> None:
    data = examples / "dti-province" / "2022.csv"
    found = backcast([str(data)], "dti-province", date="2021-06-01")
    assert found.edition.id == "dti-province-2020"
    (period,) = found.periods
    assert isinstance(period.now, NotScored)
    assert period.now.columns == ("chinh_quyen_so", "kinh_te_so", "xa_hoi_so")


def test_a_period_that_no_edition_of_the_family_governs(examples: Path) -> None:
    frame = pd.read_csv(examples / "dti-province" / "2022.csv", dtype=str).assign(year="2031")
    (period,) = backcast([frame], "dti-province-2022").periods
    assert isinstance(period.now, Standings)
    assert period.then == NotScored(said("no edition of dti-province governs 2031"))


def test_what_cannot_be_put_in_order(table: Path, panel: Path) -> None:
    with pytest.raises(UsageFault, match="the period is not known"):
        backcast([str(table)], NOW)
    with pytest.raises(UsageFault, match="two tables of 2022"):
        backcast([f"2022={table}", str(panel)], NOW)


def test_ranks_on_two_lists_of_units_do_not_stand_side_by_side(examples: Path) -> None:
    past = load_methodology("dti-province-2022")
    today = past.model_copy(
        update={"id": "dti-province-2025", "periods": ("2025",), "units": "vn-province-34"}
    )
    (period,) = backcast([f"2022={examples / 'dti-province' / '2022.csv'}"], today).periods
    assert isinstance(period.now, NotScored)
    assert "in vn-province-34 (from 2025-07-01) it is part of Tuyên Quang" in period.now.reason
    assert str(period.now.fix).startswith("restate the table on vn-province-34 first")
    assert period.then == NotScored(
        said("its units are those of vn-province-63, today's are those of vn-province-34")
    )


def test_of_many_missing_columns_the_first_are_named() -> None:
    problem = Problem("missing-column", said("not there"), Place("t.csv", 1))
    found = not_scored(said("refused"), [problem] * 10, [f"c{n}" for n in range(10)])
    assert found.reason == "the table lacks the columns c0, c1, c2, c3, c4, c5, c6, c7 and 2 more"
    assert len(found.columns) == 10


class TestMadeParts:
    """The pillars of one edition under the weights of an older one."""

    @pytest.fixture
    def by_hand(self, examples: Path) -> dict[str, float]:
        """0.4, 0.3 and 0.3 of the pillars, each with the whole foundation: of 700, 650 and 650 points."""
        frame = pd.read_csv(examples / "dti-province" / "2022.csv", dtype={"code": str})
        foundation = frame["foundation_points"]
        cqs = (foundation + 200 * frame["hoat_dong_chinh_quyen_so"]) / 700
        kts = (foundation + 150 * frame["hoat_dong_kinh_te_so"]) / 650
        xhs = (foundation + 150 * frame["hoat_dong_xa_hoi_so"]) / 650
        scores = 0.4 * cqs + 0.3 * kts + 0.3 * xhs
        return dict(zip(frame["code"], scores.tolist(), strict=True))

    @pytest.mark.parametrize("maker", ["dti-province-2022", "dti-province"])
    def test_every_province(self, examples: Path, by_hand: dict[str, float], maker: str) -> None:
        data = examples / "dti-province" / "2022.csv"
        found = backcast([f"2022={data}"], "dti-province-2020", from_edition=maker)
        (period,) = found.periods
        assert period.made_by is not None
        assert (period.made_by.id, period.made) == ("dti-province-2022", ("CQS", "KTS", "XHS"))
        assert len(found.units) == 63
        for unit in found.units:
            (standing,) = unit.now
            assert standing is not None
            assert standing.score == pytest.approx(by_hand[unit.unit], abs=0.5e-4 + 1e-12)
            published = Decimal(repr(round(by_hand[unit.unit], 12))).quantize(
                Decimal("0.0001"), ROUND_HALF_UP
            )
            assert standing.score == float(published)
            better = sum(
                Decimal(repr(round(other, 12))).quantize(Decimal("0.0001"), ROUND_HALF_UP) > published
                for other in by_hand.values()
            )
            assert standing.rank == 1 + better

    def test_a_table_that_has_the_parts_needs_nobody(self, table: Path) -> None:
        (period,) = backcast([f"2022={table}"], NOW, from_edition=THEN).periods
        assert isinstance(period.now, Standings)
        assert (period.made_by, period.made) == (None, ())

    def test_nothing_that_is_wanted(self, table: Path) -> None:
        (period,) = backcast([f"2022={table}"], edition("2024", 20, 30, 50), from_edition=THEN).periods
        assert isinstance(period.now, NotScored)
        assert period.now.reason == f"toy-2022 makes none of the parts that toy-2024 lacks in {table}"
        assert period.now.fix == "toy-2024 lacks c; toy-2022 makes a, b"

    def test_other_units(self, examples: Path) -> None:
        data = examples / "dti-province" / "2022.csv"
        (period,) = backcast([f"2022={data}"], "dti-province-2020", from_edition="hdi-2022").periods
        assert isinstance(period.now, NotScored)
        assert period.now.reason == "hdi-2022 is not of the units of dti-province-2020"

    def test_parts_that_are_not_there_for_all(self, shared_data: Path) -> None:
        data = shared_data / "dti" / "results-province-2022.csv"
        (period,) = backcast([f"2022={data}"], "dti-province-2020", from_edition="dti-province-2022").periods
        assert isinstance(period.now, NotScored)
        assert period.now.reason == "dti-province-2022 computes no CQS for 58 of 63 units"

    def test_a_node_on_another_scale(self, tmp_path: Path) -> None:
        """A part of 40 points in an index of shares of 100: 0.25 of it is 25."""
        path = tmp_path / "parts.csv"
        path.write_text("unit,a,b\nx,0.25,1\ny,1,0.5\n", encoding="utf-8")
        today = edition("2024", 20, 80) | {
            "publish": {"as": "score", "decimals": 2}, "scale": 100,
            "index": {"code": "T", "aggregate": "arithmetic", "weights": "equal", "children": [
                {"code": "P", "column": "p", "rule": {"kind": "fraction", "of": 9}},
                {"code": "b", "rule": {"kind": "fraction"}}]},
        }  # fmt: skip
        maker = edition("2022", 1) | {
            "index": {"code": "S", "aggregate": "points", "children": [
                {"code": "P", "aggregate": "points", "children": [
                    {"code": "a", "points": 40, "rule": {"kind": "fraction"}}]}]},
        }  # fmt: skip
        found = backcast([f"2022={path}"], today, from_edition=maker)
        assert [one.score for unit in "xy" for one in found.of(unit).now if one] == [62.5, 75.0]


def test_an_index_that_the_table_brings_is_not_re_scored(shared_data: Path) -> None:
    data = shared_data / "dti" / "results-province-2022.csv"
    (period,) = backcast([f"2022={data}"], "dti-province-2020").periods
    assert isinstance(period.now, NotScored)
    assert period.now.reason.startswith(
        "today's edition can reach none of the 63 units: the table supplies their"
    )
    (period,) = backcast([f"2022={data}"], "dti-province-2022").periods
    assert isinstance(period.now, Standings)


def test_an_edition_fitted_on_all_periods_checks_and_scores_the_table_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else twice the periods take four times as long."""
    path = tmp_path / "panel.csv"
    years = range(1990, 2000)
    lines = [f"{year},{unit},{at + year - 1990}" for year in years for at, unit in enumerate("xyz")]
    path.write_text("\n".join(["year,unit,a", *lines]), encoding="utf-8")
    rows: list[int] = []

    def counted(validation: Validation, reading: Reading) -> Scorecard:
        rows.append(validation.table.rows)
        return scored(validation, reading)

    monkeypatch.setattr(past, "scored", counted)
    found = backcast([path], edition("2024", 100, rule={"kind": "min-max"}, frame="all"))
    assert rows == [30]
    x, *_ = (one for one in found.units if one.unit == "x")
    # The lowest value of all years is 0, the highest 11.
    assert [standing.score for standing in x.now if standing] == [round(n / 11, 4) for n in range(10)]
