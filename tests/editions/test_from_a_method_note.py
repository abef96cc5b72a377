"""Editions of indices written from their method notes alone, over figures made up to be reckoned by hand."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist, mean, pstdev, stdev

import pytest

import dtiscore
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology.writing.edition import TextSyntax
from dtiscore.questions.explain.answer import explain
from dtiscore.questions.weights.python import convert

NOTES = Path(__file__).parent / "notes"
SYNTAXES: tuple[TextSyntax, ...] = ("yaml", "toml", "json", "csv")


@pytest.mark.parametrize("name", sorted(path.stem for path in NOTES.glob("*.yaml")))
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_note_says_the_same_in_every_syntax(name: str, syntax: TextSyntax, tmp_path: Path) -> None:
    written = tmp_path / f"edition.{syntax}"
    written.write_text(convert(NOTES / f"{name}.yaml", syntax), encoding="utf-8")
    assert load_methodology(written).hash == load_methodology(NOTES / f"{name}.yaml").hash


class TestGlobalHungerIndex:
    LINES = (
        "unit,undernourishment,wasting,stunting,mortality",
        "low,4,1.5,7,0.7",  # 100 * (4 / 80 / 3 + 1.5 / 30 / 6 + 7 / 70 / 6 + 0.7 / 35 / 3) = 4.83
        "least,2.4,1.5,7,0.7",
        "mid,24,6,28,3.5",
        "top,90,15,35,35",  # beyond the threshold of 80
        "gap,24,6,28,",
    )

    @pytest.fixture
    def card(self, tmp_path: Path) -> dtiscore.Scorecard:
        table = tmp_path / "hunger.csv"
        table.write_text("\n".join(self.LINES) + "\n", encoding="utf-8")
        return dtiscore.score(table, NOTES / "global-hunger-index.yaml")

    def test_thirds_and_sixths_of_fixed_thresholds(self, card: dtiscore.Scorecard) -> None:
        mid = 100 * (24 / 80 / 3 + 6 / 30 / 6 + 28 / 70 / 6 + 3.5 / 35 / 3)
        top = 100 * (1 / 3 + 15 / 30 / 6 + 35 / 70 / 6 + 1 / 3)
        assert card.index.score.tolist()[:4] == [5.0, 5.0, pytest.approx(mid), pytest.approx(top)]
        assert card.index.score[4] != card.index.score[4]
        assert card.bands == ["low", "low", "serious", "extremely-alarming", None]

    def test_the_lowest_scores_share_rank_1(self, card: dtiscore.Scorecard) -> None:
        units = ("low", "least", "mid", "top", "gap")
        assert [explain(card, unit).index.rank for unit in units] == [1, 1, 3, 4, None]

    def test_nothing_is_lost_where_the_lowest_score_is_the_best(self, card: dtiscore.Scorecard) -> None:
        parts = explain(card, "mid").parts
        assert [(node.top, node.lost) for node in parts] == [(100, None)] * 4


class TestSdgIndex:
    """41 units u00 to u40, so that the 2.5th percentile is the second value; zz has two values of five."""

    @pytest.fixture
    def card(self, tmp_path: Path) -> dtiscore.Scorecard:
        rows = ["unit,poverty,undernourished,school,literacy,water"]
        for i in range(41):
            literacy = "" if i % 2 else str(60 + i)
            rows.append(f"u{i:02},{40 - i},{40 - i},{60 + i},{literacy},{60 + i}")
        rows.append("zz,99,,1,,")
        table = tmp_path / "sdg.csv"
        table.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return dtiscore.score(table, NOTES / "sdg-index.yaml")

    def score(self, card: dtiscore.Scorecard, unit: str, code: str = "SDG") -> float:
        return float(card.nodes[code].score[card.dataset.units.index(unit)])

    def test_the_units_screened_out_set_no_goalpost(self, card: dtiscore.Scorecard) -> None:
        assert self.score(card, "zz") != self.score(card, "zz")
        assert card.reference.of(None, "poverty") == {"low": 0.0, "high": 39.0}
        assert card.reference.of(None, "undernourished") == {"low": (0 + 1 + 2 + 3 + 4) / 5, "high": 39.0}
        # 21 values 60, 62 ... 100: half way from the first to the second
        assert card.reference.of(None, "literacy") == {"low": 61.0, "high": 100.0}

    def test_means_of_goals_over_means_of_indicators(self, card: dtiscore.Scorecard) -> None:
        goals = [
            20 / 39,
            20 / 37,
            20 / 39,
            20 / 34,
        ]  # u21: poverty and undernourished 19, school and water 81
        assert self.score(card, "u21") == pytest.approx(100 * sum(goals) / 4, rel=1e-14)
        goals = [29 / 39, 29 / 37, (29 / 39 + 29 / 39) / 2, 29 / 34]  # u30 has literacy, 90
        assert self.score(card, "u30") == pytest.approx(100 * sum(goals) / 4, rel=1e-14)

    def test_both_ends_are_clipped(self, card: dtiscore.Scorecard) -> None:
        assert (self.score(card, "u00"), self.score(card, "u01"), self.score(card, "u40")) == (
            0.0,
            0.0,
            100.0,
        )

    def test_traffic_lights_stand_beside_and_move_nothing(self, card: dtiscore.Scorecard) -> None:
        assert self.score(card, "u29", "school-light") == 1.5  # 89, half way from 80 to 98
        assert self.score(card, "u29", "lights") == 1.0  # the water of 89 is below 95
        found = explain(card, "u30").index
        assert found.top == 100
        assert found.lost == pytest.approx(100 - self.score(card, "u30"))


def rows(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def scored(tmp_path: Path, name: str, table: str) -> dtiscore.Scorecard:
    """A table of made-up figures scored under a note."""
    path = tmp_path / "table.csv"
    path.write_text(table, encoding="utf-8")
    return dtiscore.score(path, NOTES / f"{name}.yaml")


def column(card: dtiscore.Scorecard, code: str) -> list[float]:
    return [float(score) for score in card.nodes[code].score]


def standardised(values: list[float]) -> list[float]:
    centre, spread = mean(values), pstdev(values)
    return [(value - centre) / spread for value in values]


def stretched(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / (high - low) for value in values]


def test_e_government_stretches_each_component_after_its_mean_of_z_scores(tmp_path: Path) -> None:
    table = {
        "osi_raw": [120.0, 80, 100, 20, 50],
        "internet": [90.0, 70, 85, 15, 40],
        "mobile": [110.0, 120, 90, 60, 100],
        "broadband": [35.0, 20, 30, 2, 8],
        "literacy": [99.0, 97, 92, 60, 85],
        "enrolment": [95.0, 80, 88, 50, 70],
    }
    lines = [
        f"{unit},{','.join(map(str, values))}" for unit, *values in zip("ABCDE", *table.values(), strict=True)
    ]
    card = scored(tmp_path, "e-government-index", rows(f"unit,{','.join(table)}", *lines))
    online = stretched(standardised(table["osi_raw"]))
    z = {name: standardised(values) for name, values in table.items()}
    networks = stretched(
        [mean(three) for three in zip(z["internet"], z["mobile"], z["broadband"], strict=True)]
    )
    people = stretched([mean(two) for two in zip(z["literacy"], z["enrolment"], strict=True)])
    expected = [mean(parts) for parts in zip(online, networks, people, strict=True)]
    assert column(card, "EGDI") == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert card.bands == ["very-high", "high", "very-high", "low", "middle"]


def test_universities_stand_where_the_normal_curve_puts_them(tmp_path: Path) -> None:
    table = {
        "reputation": [91.0, 40, 12, 12, 3],
        "citations": [30.0, 88, 5, 41, 7],
        "ratio": [12.5, 8, 21, 9, 16],
    }
    lines = [
        f"{unit},{','.join(map(str, values))}" for unit, *values in zip("ABCDE", *table.values(), strict=True)
    ]
    card = scored(tmp_path, "university-ranking", rows(f"unit,{','.join(table)}", *lines))

    def placed(values: list[float]) -> list[float]:
        on_the_curve = [NormalDist(mean(values), pstdev(values)).cdf(value) for value in values]
        return [1 + 99 * part for part in stretched(on_the_curve)]

    parts = zip(*(placed(values) for values in table.values()), strict=True)
    whole = [(50 * one + 30 * two + 20 * three) / 100 for one, two, three in parts]
    assert column(card, "citations") == pytest.approx(placed(table["citations"]), rel=1e-12)
    assert column(card, "UNI") == pytest.approx([1 + 99 * part for part in stretched(whole)], rel=1e-12)


def test_corruption_perceptions_keep_the_mean_and_spread_of_the_base_year(tmp_path: Path) -> None:
    table = rows(
        "unit,year,s1,s2,s3,s4,s5",
        "A,2012,5,1,90,3,7",
        "B,2012,4,3,70,2,5",
        "C,2012,1,6,20,,",
        "D,2012,3,2,40,1,",
        "A,2013,9,1,90,3,7",
        "C,2013,1,7,,,",  # two sources of the five
        "D,2013,3,2,,1,",  # three
    )
    card = scored(tmp_path, "corruption-perceptions-index", table)

    def rescaled(value: float, base: list[float], sign: int = 1) -> float:
        return min(max(45 + 20 * sign * (value - mean(base)) / stdev(base), 0), 100)

    first, second, fourth = [5.0, 4, 1, 3], [1.0, 3, 6, 2], [3.0, 2, 1]
    *_, a, c, d = column(card, "CPI")
    assert rescaled(9, first) == 100  # 45 + 20 (9 - 3.25) / 1.708 = 112.3, held at 100
    assert column(card, "s1")[4] == 100
    expected = (rescaled(3, first) + rescaled(2, second, -1) + rescaled(1, fourth)) / 3
    assert d == pytest.approx(expected, rel=1e-12)
    assert c != c
    assert a > d


def test_english_deprivation_stretches_the_shares_of_ranks(tmp_path: Path) -> None:
    table = rows(
        "unit,income,employment,education,health,crime,barriers,living",
        "A,0.1,0.2,10,-1,0.3,12,5",
        "B,0.2,0.1,20,-0.5,0.2,10,6",
        "C,0.3,0.3,30,0.5,0.1,30,7",
        "D,0.05,0.05,5,-2,-0.3,22,1",
    )
    card = scored(tmp_path, "english-deprivation-2019", table)
    one, two, three, four = (-23 * math.log(1 - r / 4 * (1 - math.exp(-100 / 23))) for r in (1, 2, 3, 4))
    assert four == pytest.approx(100)
    worst = (
        0.225 * four + 0.225 * four + 0.135 * four + 0.135 * four + 0.093 * two + 0.093 * four + 0.093 * four
    )
    mixed = 0.225 * two + 0.225 * three + 0.135 * two + 0.135 * two + 0.093 * four + 0.093 * two + 0.093 * two
    assert column(card, "IMD")[2] == pytest.approx(worst / 0.999, rel=1e-12)
    assert column(card, "IMD")[0] == pytest.approx(mixed / 0.999, rel=1e-12)
    assert column(card, "income")[3] == pytest.approx(one, rel=1e-12)
    assert card.bands == ["1", "2", "1", "2"]  # A lies 1.7 above B


def test_english_districts_are_ranked_by_their_areas(tmp_path: Path) -> None:
    """Average score and rank, the share of areas in the worst tenth, and the extent, as the research report defines them."""
    domains = "income,employment,education,health,crime,barriers,living"
    areas = [  # of 100 areas, the most deprived first: their district, and how many people live there
        (rank, "north" if rank % 20 in (1, 11) else "south", 1000 + rank) for rank in range(1, 101)
    ]
    table = rows(
        f"unit,district,people,{domains}",
        *(
            f"a{rank:03},{district},{people},{','.join([str(200 - rank)] * 7)}"
            for rank, district, people in areas
        ),
    )
    card = scored(tmp_path, "english-deprivation-2019", table)
    by_people, by_area = card.summarise("people"), card.summarise("areas")
    assert by_people.dataset.units == ("north", "south")
    assert by_people.ranks["IMD"].tolist() == [1, 2]
    north = [(rank, people) for rank, district, people in areas if district == "north"]
    scores = {rank: column(card, "IMD")[rank - 1] for rank, _ in north}
    total = sum(people for _, people in north)
    mean = sum(scores[rank] * people for rank, people in north) / total
    assert column(by_people, "IMD")[0] == pytest.approx(mean, rel=1e-12)
    assert column(by_people, "RANK")[0] == pytest.approx(
        sum((101 - rank) * people for rank, people in north) / total, rel=1e-12
    )
    # Of the areas 1, 11, 21, 31 … all people count, 95 % of them, 95 % less 10 of 19 steps, none.
    extent = (1001 * 1 + 1011 * 0.95 + 1021 * (0.95 - 10 * 0.9 / 19)) / total
    assert column(by_people, "EXTENT")[0] == pytest.approx(extent, rel=1e-12)
    assert column(by_area, "WORST") == pytest.approx([1 / 10, 9 / 90], rel=1e-12)


def test_poverty_is_counted_by_weight_and_censored_below_a_third(tmp_path: Path) -> None:
    table = rows(
        "unit,undernourished,child_deaths,years_of_schooling,out_of_school,fuel,sanitation,water,electricity,housing,assets",
        "third,yes,0,5,no,clean,no,no,no,no,no",  # 1/6 + 1/6, which is poor
        "below,yes,0,6,no,dung,yes,no,no,no,no",  # 1/6 + 2/18, which is not
        "most,yes,2,0,no,wood,yes,yes,no,yes,yes",  # 2/6 + 1/6 + 5/18
        "none,no,0,12,no,clean,no,no,no,no,no",
    )
    card = scored(tmp_path, "multidimensional-poverty", table)
    assert column(card, "c") == pytest.approx([1 / 3, 1 / 6 + 2 / 18, 3 / 6 + 5 / 18, 0], rel=1e-12)
    assert column(card, "MPI") == pytest.approx([1 / 3, 0, 3 / 6 + 5 / 18, 0], rel=1e-12)
    poor = [score for score in column(card, "MPI") if score > 0]
    headcount, intensity = len(poor) / 4, mean(poor)
    assert mean(column(card, "MPI")) == pytest.approx(headcount * intensity, rel=1e-12)


def test_gender_development_is_a_ratio_and_banded_by_its_distance_from_parity(tmp_path: Path) -> None:
    table = rows(
        "unit,lef,lem,wage_ratio,eaf,eam,gni,pf",
        "A,80,75,0.8,0.45,0.55,20000,0.5",
        "B,70,69,0.6,0.3,0.7,5000,0.51",
    )
    card = scored(tmp_path, "gender-development-index", table)
    share = 0.8 * 0.45 / (0.8 * 0.45 + 0.55)
    women, men = share * 20000 / 0.5, (1 - share) * 20000 / 0.5
    span = math.log(75000) - math.log(100)
    her = math.sqrt((80 - 25) / 60 * (math.log(women) - math.log(100)) / span)
    his = math.sqrt((75 - 20) / 60 * (math.log(men) - math.log(100)) / span)
    assert column(card, "GDI")[0] == pytest.approx(her / his, rel=1e-12)
    assert column(card, "deviation")[0] == pytest.approx(100 * abs(her / his - 1), rel=1e-10)
    assert card.bands == ["2", "5"]  # 4.1 % and 20.4 % from parity


def test_social_progress_lies_between_cases_that_are_not_ranked_with_the_countries(tmp_path: Path) -> None:
    table = rows(
        "unit,stunting,maternal,piped,toilet,what",
        "A,10,20,90,95,country",
        "B,40,300,50,40,country",
        "C,20,100,70,80,country",
        "best,0,0,100,100,bound",
        "worst,80,1000,0,0,bound",
    )
    card = scored(tmp_path, "social-progress-index", table)
    stunting, maternal = stdev([10, 40, 20, 0, 80]), stdev([20, 300, 100, 0, 1000])
    piped, toilet = stdev([90, 50, 70, 100, 0]), stdev([95, 40, 80, 100, 0])
    whole = 0.37 * 80 / stunting + 0.33 * 1000 / maternal
    nutrition = (0.37 * (80 - 10) / stunting + 0.33 * (1000 - 20) / maternal) / whole
    water = (90 / piped + 95 / toilet) / (100 / piped + 100 / toilet)
    assert column(card, "SPI")[0] == pytest.approx(100 * (nutrition + water) / 2, rel=1e-12)
    assert [int(rank) for rank in card.ranks["SPI"]] == [1, 3, 2, 1, 2]


def test_global_innovation_halves_weights_and_asks_for_coverage_in_both_halves(tmp_path: Path) -> None:
    table = rows(
        "unit,stability,dismissal,credit,patents,creative",
        "A,1,8,50,2,10",
        "B,3,12,60,3,20",
        "C,5,20,40,4,30",
        "D,4,,45,3,",  # of the second half only patents
    )
    card = scored(tmp_path, "global-innovation-index", table)
    into = ((1 * (3 - 1) / 4 + 0.5 * (20 - 12) / 12) / 1.5 + 1.0) / 2
    out = (0.5 + 0.5) / 2
    assert column(card, "GII")[1] == pytest.approx(100 * (into + out) / 2, rel=1e-12)
    assert column(card, "EFF")[1] == pytest.approx(out / into, rel=1e-12)
    lacking = explain(card, "D")
    assert lacking.index.score is None
    assert [(lack.code, lack.missing) for lack in lacking.lacks if lack.costs] == [
        ("GII", ("IN", "OUT")),
        ("IN", ("institutions",)),
        ("institutions", ("dismissal",)),
        ("OUT", ("creative",)),
    ]
    assert [(node.code, node.depth) for node in lacking.nodes][-2:] == [("OUT", 1), ("knowledge", 2)]
