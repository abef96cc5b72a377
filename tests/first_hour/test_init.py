"""From a table of which nothing is known to a ranking in one command: a sound weighting file that says it is a draft."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from tests.conftest import Run
from tests.first_hour.offices import CRITERIA, OFFICES, marks

ASKED = {"tham-dinh.xlsx": ["--side", "Thẩm định"], "tu-cham.xlsx": ["--side", "Thẩm định"], "hai-nam.xlsx": ["--period", "2022"], "hai-bang.csv": ["--range", "C3:L66"], "duoi-nhau.xlsx": ["--range", "A68:J131"]}  # fmt: skip
BY_NAME = {office.name: office for office in OFFICES}


@pytest.mark.parametrize("office", OFFICES, ids=[office.name for office in OFFICES])
def test_each_table_comes_to_a_ranking_in_one_command(office: object, run: Run, tmp_path: Path) -> None:
    name = office.name  # type: ignore[attr-defined]  # an Office
    BY_NAME[name].made(tmp_path / name)
    begun = run("init", name, "--yes", *ASKED.get(name, []), "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    units = {"mot-phan.xlsx": 12}.get(name, 8 if BY_NAME[name].edition.endswith(".yaml") else 63)
    assert len(begun.stdout.splitlines()) == units + 1
    # The project reads it the same way, by name.
    again = run("score", Path(name).stem, "-f", "csv", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, begun.stdout), again.stderr
    weights = next(tmp_path.glob("*.yaml"))
    assert run("weights", "check", weights.name, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["khoi.xlsx", "tong.csv", "tu-cham.xlsx"])
def test_points_and_their_maxima_make_the_right_ranking(name: str, run: Run, tmp_path: Path) -> None:
    # The points of eight departments add up to their scores, as in the index that the province has decided.
    BY_NAME[name].made(tmp_path / name)
    begun = run("init", name, "--yes", *ASKED.get(name, []), "-f", "json", cwd=tmp_path)
    rows = json.loads(begun.stdout)["rows"]
    wanted = sorted((round(sum(row), 2) for row in marks()), reverse=True)
    assert [row["INDEX.published"] for row in rows] == pytest.approx(wanted)
    text = next(tmp_path.glob("*.yaml")).read_text(encoding="utf-8")
    assert all(f"points: {most}, " in text for _, most in CRITERIA.values())
    assert "points: 100\n" in text


def test_a_draft_says_so_everywhere_and_is_not_checked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,a,b\nX,0.5,3\nY,0.25,9\nZ,1,4\n", encoding="utf-8")
    begun = run("init", "t.csv", "--title", "Ours", "--down", "b", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert begun.stdout.startswith("Ours (DRAFT: directions and weights are not confirmed)")
    for form in ("md", "html"):
        assert "DRAFT: directions" in run("score", "t", "-f", form, cwd=tmp_path).stdout
    assert "BẢN NHÁP" in run("score", "t", "--lang", "vi", cwd=tmp_path).stdout
    (tmp_path / "expected.csv").write_text("unit,rank\nX,1\nY,3\nZ,2\n", encoding="utf-8")
    checked = run("check", "t", "--expect", "expected.csv", cwd=tmp_path)
    assert checked.returncode == 2
    assert "is a draft" in checked.stderr
    weights = tmp_path / "t.yaml"
    text = weights.read_text(encoding="utf-8")
    assert "direction: down" in text
    weights.write_text(text.replace("draft: true\n", ""), encoding="utf-8")
    assert "is a draft" not in run("check", "t", "--expect", "expected.csv", cwd=tmp_path).stderr
    assert "DRAFT" not in run("score", "t", cwd=tmp_path).stdout


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("name,a\nX,0.5\nY,0.25\n", encoding="utf-8")
    dtiscore.init(table, folder=tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(UsageFault, match="is there already"):
        dtiscore.init(table, folder=tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_rules_by_what_the_cells_are(tmp_path: Path) -> None:
    rows = "name,share,per,yes,word,count (tối đa 20 điểm),size,Tổng điểm,note\n"
    rows += "".join(f"U{n},0.{n}5,{n}0%,{'có' if n % 2 else 'không'},{'abc'[n % 3]}x,{n + 2},{n * 100},5,said {n}\n" for n in range(1, 9))  # fmt: skip
    table = tmp_path / "t.csv"
    table.write_text(rows, encoding="utf-8")
    text = Path(dtiscore.init(table, folder=tmp_path).weights).read_text(encoding="utf-8")
    rules = ["kind: fraction}", "kind: fraction, of: 100}", "kind: boolean}", "kind: choice", "kind: fraction, of: 20}", "kind: min-max}"]  # fmt: skip
    assert [rule for rule in rules if rule not in text] == []
    assert "Tổng điểm, note" in text


@pytest.mark.parametrize(
    "heading",
    [
        "Happiness.Rank",
        "Ranking IDHM",
        "Peringkat",
        "Xếp hạng",
        "Xếp hạng 2024",
        "Xếp hạng DTI",
        "Thứ hạng PCI",
        "Hạng PCI",
        "Xếp hạng PCI 2023",
        "PCI xếp hạng",
        "EPI.rnk.new",
        "Hạng năm 2023",
        "Rank 2024",
        "rank_2024",
        "hdi_rank_2021",
        "Global rank",
        "Tổng điểm",
        "Total",
        "Insgesamt",
        "Total general",
        "合计",
        "Overall",
        "Overall score",
        "Overall_LPI_score",
        "Puntaje total",
    ],
)
def test_a_rank_or_total_is_no_indicator_in_whatever_year_and_language(heading: str, tmp_path: Path) -> None:
    """By a rank taken for one the last unit would earn the most, and by a total each indicator counts twice."""
    (tmp_path / "t.csv").write_text(f"name,a,{heading}\nX,5,2\nY,2,3\nZ,9,1\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == ("a",)


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("heading", ["Unnamed: 0", "X", "id"])
def test_numbers_of_rows_and_places_on_a_map_are_no_indicators(
    heading: str, first: int, tmp_path: Path
) -> None:
    rows = "".join(f"{first + at},U{at},{at * at},10{at},2{at}\n" for at in range(6))
    (tmp_path / "t.csv").write_text(f"{heading},name,a,lat,Longitude\n{rows}", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == ("a",)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["10,38,71,817", "3,48,17,283", "9,419,062", "1,23,456"], "bad-grouping"),
        (["'45.2", "'46.1", "'47.9", "'44"], "other-notation"),
        (["72.1 [70.0-74.0]", "66.3 [64.1-68.4]", "61 [59-63.2]", "58.9 [57.1-61]"], "other-notation"),
        (["37.2¹", "41.5", "69.8¹", "50.1"], "foreign-digits"),
        (["−7.4", "2.5", "−0.8", "1.1"], "other-minus"),
        (["80.5%", "0.605", "70.2%", "0.555"], "mixed-percent"),
        (["(7.4)", "2.5", "(0.8)", "(1.1)"], "not-a-number"),
        (["(7.4)", "(2.5)", "(0.8)", "(1.1)"], "not-a-number"),
        (["7.4-", "2.5", "0.8-", "1.1"], "not-a-number"),
        (["#DIV/0!", "2.5", "#N/A", "1.1"], "excel-error"),
        (["7.4e", "2.5p", "0.8b", "1.1"], "undeclared-flag"),
        (["$1,200", "$950", "$ 70", "$1,100"], "not-a-number"),
        (["US$ 7.5", "US$ 2.5", "US$ 9", "US$ 1.1"], "not-a-number"),
        (["7 triệu đồng", "2,5 triệu đồng", "9 triệu đồng", "1 triệu đồng"], "not-a-number"),
        (["7,5 km2", "2,5 km2", "9 km2", "12km2"], "not-a-number"),
        (["70/100", "71,5/100", "82/100", "9/100"], "date-like"),
    ],
)
def test_numbers_that_cannot_be_read_for_certain_are_told_and_not_left_out(
    cells: list[str], code: str, run: Run, tmp_path: Path
) -> None:
    """Left out as a column of notes, the units were ranked by the others."""
    rows = "".join(f'U{at};"{cell}";{at % 3}.5\n' for at, cell in enumerate(cells))
    (tmp_path / "t.csv").write_text(f"name;p;q\n{rows}", encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert (begun.returncode, begun.stdout) == (1, "")
    assert code in begun.stderr
    assert "not scored" not in begun.stderr


@pytest.mark.parametrize(
    "cells",
    [
        ["(1)", "(2)", "", "(1)"],
        ["#N/A", "#N/A", "#N/A", ""],
        ["12/2023", "13/2023", "9/2023", "7/2023"],
        ["1A", "2A", "3A", "4A"],
        ["12 Lê Lợi", "3 Lê Duẩn", "5 Lê Lai", "8 Lê Lợi"],
        ["10-20", "20-30", "30-40", "40-50"],
    ],
)
def test_columns_of_references_and_of_errors_alone_are_left_out(cells: list[str], tmp_path: Path) -> None:
    rows = "".join(f"U{at},{cell},{at % 3}.5\n" for at, cell in enumerate(cells))
    (tmp_path / "t.csv").write_text(f"name,p,q\n{rows}", encoding="utf-8")
    assert [*dtiscore.init(tmp_path / "t.csv", folder=tmp_path).methodology.indicator_headers] == ["q"]


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        ("2021 SDG Index Score,2021 SDG Index Rank,a,b", ("a", "b")),
        ("Happiness_Score,Happiness_Rank,a,b", ("a", "b")),
        ("x score,x rank,y score,b", ("y score", "b")),
        # Of each its place is told, or of the only one.
        ("x score,x rank,y score,y rank", ("x score", "y score")),
        ("x score,x rank,note,source", ("x score",)),
    ],
)
def test_the_score_of_which_alone_the_rank_is_told_is_what_the_table_ranks_by(
    headings: str, read: tuple[str, ...], tmp_path: Path
) -> None:
    """Taken for an indicator, an index would be a part of itself."""
    cells = [
        ",".join("said" if name in ("note", "source") else f"{at * 7 % 5}.5" for name in headings.split(","))
        for at in range(4)
    ]
    rows = "".join(f"{name},{row}\n" for name, row in zip("WXYZ", cells, strict=True))
    (tmp_path / "t.csv").write_text(f"name,{headings}\n{rows}", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == read


@pytest.mark.parametrize(
    ("ranks", "read"),
    [
        ("12345678", ("a", "b")),
        ("87654321", ("a", "b")),
        ("1234567", ("spi", "a", "b")),  # of a few units it may be chance
        ("12345687", ("spi", "a", "b")),
    ],
)
def test_the_column_in_whose_order_the_ranks_stand_is_no_indicator(
    ranks: str, read: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "".join(
        f"U{rank},{rank},{99 - at * at}.5,{at * 7 % 5}.5,{at * 3 % 7}.5\n" for at, rank in enumerate(ranks)
    )
    (tmp_path / "t.csv").write_text(f"name,rank,spi,a,b\n{rows}", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == read


@pytest.mark.parametrize(("whole", "scale"), [(1, 1), (100, 100)])
def test_the_scale_is_that_by_which_the_table_ranks(whole: int, scale: int, tmp_path: Path) -> None:
    """Published from 0 to 1 and computed from 0 to 100, no score agrees, and no weights explain one."""
    rows = "".join(
        f"U{rank},{rank},{(10 - rank) / 10 * whole},0.{rank * 7 % 10}5,0.{rank * 3 % 10}5\n"
        for rank in range(1, 10)
    )
    (tmp_path / "t.csv").write_text(f"name,rank,whole,a,b\n{rows}", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    edition = dtiscore.load_methodology(begun.weights)
    assert (edition.scale, edition.index.spoken_name) == (scale, "whole")
    assert edition.indicator_headers == ("a", "b")


@pytest.mark.parametrize(
    ("scores", "read"),
    [
        ("999999998531", ("spi", "a", "b")),  # the full marks of eight units
        ("998877665544", ("a", "b")),  # scores as they were rounded
    ],
)
def test_a_column_of_few_figures_may_fall_with_the_ranks(
    scores: str, read: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "".join(
        f"U{rank},{rank},{score},{rank * 7 % 5}.5,{rank * 3 % 7}.5\n" for rank, score in enumerate(scores, 1)
    )
    (tmp_path / "t.csv").write_text(f"name,rank,spi,a,b\n{rows}", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == read


@pytest.mark.parametrize("others", ["a,", ""])
def test_words_weigh_nothing_until_somebody_says_what_each_is_worth(
    others: str, run: Run, tmp_path: Path
) -> None:
    """The order in which a table has them made a ranking."""
    rows = (
        "".join(
            f"U{at},{f'{9 - at}.5,' if others else ''}{colour},{level}\n"
            for at, (colour, level) in enumerate(
                zip(("red", "green", "", "green", "red"), "xyxxy", strict=True)
            )
        )
        .replace("x\n", "low\n")
        .replace("y\n", "high\n")
    )
    (tmp_path / "t.csv").write_text(f"name,{others}colour,level\n{rows}", encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "--set", "level.weight=2", "-f", "csv", cwd=tmp_path)
    told = "Columns of words that weigh 0 until you say what each answer is worth: colour\n"
    assert (told in begun.stderr) is bool(others)
    nodes = dtiscore.load_methodology(tmp_path / "t.yaml").nodes
    weights = {node.inputs[0]: node.weight for node in nodes.values() if node.inputs}
    assert weights == ({"a": 1} if others else {}) | {"colour": 0 if others else 1, "level": 2}


def test_a_group_of_words_alone_weighs_nothing(tmp_path: Path) -> None:
    rows = "".join(f"U{at},{9 - at}.5,{'xxyyx'[at]}x,{'yxxyx'[at]}x\n" for at in range(5))
    (tmp_path / "t.csv").write_text(f"name,K / a,L / b,L / c\n{rows}", encoding="utf-8")
    nodes = dtiscore.load_methodology(dtiscore.init(tmp_path / "t.csv", folder=tmp_path).weights).nodes
    assert [(code, node.weight) for code, node in nodes.items() if node.weight is not None] == [
        ("I", 1),
        ("1", 1),
        ("II", 0),
        ("2", 1),
        ("3", 1),
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "is_none"),
    [
        ("Codmun7", ["1100015", "1100023", "1200013", "1200054"], True),
        ("cod_mun", ["110", "111", "120", "121"], True),
        ("kode wilayah", ["3301", "3302", "3371", "3372"], True),
        ("UF", ["11", "11", "12", "12"], True),
        ("Founded", ["1990", "1995", "2001", "1990"], True),
        ("Region", ["North", "South", "South", "North"], True),
        ("Vùng kinh tế", ["Bắc", "Nam", "Nam", "Bắc"], True),
        ("NOM_ENT", ["Oaxaca", "Oaxaca", "Sonora", "Sonora"], True),
        ("Value Footnotes", ["1", "2", "1", "2"], True),
        ("Flag_codes", ["1", "2", "1", "1"], True),
        ("Ghi chú", ["1", "2", "1", "1"], True),
        ("Banknotes", ["85", "71", "90", "64"], False),
        ("Facebook comments", ["85", "71", "90", "64"], False),
        ("Flag carriers", ["85", "71", "90", "64"], False),
        ("Flagships", ["85", "71", "90", "64"], False),
        ("Adopted", ["partly", "wholly", "wholly", "partly"], False),
        ("Code quality", ["85", "71", "90", "64"], False),
        ("Coded lines", ["850", "71", "900", "1640"], False),
        ("Regional schools", ["85", "71", "90", "64"], False),
        ("Built after", ["1990", "2500", "640", "800"], False),
    ],
)
def test_codes_years_and_groups_of_units_are_no_indicators(
    heading: str, cells: list[str], is_none: bool, tmp_path: Path
) -> None:
    """By the code of its state the last municipality was the best."""
    rows = "".join(
        f"{name},{code},{at}.5,{cell}\n"
        for at, (name, code, cell) in enumerate(zip("WXYZ", ("01", "01", "02", "02"), cells, strict=True))
    )
    (tmp_path / "t.csv").write_text(f"name,CVE_ENT,a,{heading}\n{rows}", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == (
        ("a",) if is_none else ("a", heading)
    )


@pytest.mark.parametrize("heading", ["Line", "case_id", "Position"])
@pytest.mark.parametrize("mark", ["", "."])
def test_what_counts_the_rows_is_no_indicator_whatever_its_heading(
    heading: str, mark: str, tmp_path: Path
) -> None:
    rows = "".join(f"{at}{mark},U{at},{at % 3}.5\n" for at in range(1, 8))
    (tmp_path / "t.csv").write_text(f"{heading},name,a\n{rows}8,Total,9.5\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert dtiscore.load_methodology(begun.weights).indicator_headers == ("a",)
    assert begun.draft is not None
    assert heading in begun.draft.left_out


@pytest.mark.parametrize(
    ("headings", "choices", "read"),
    [
        ("2021,2022", "--period 2021 or --period 2022", ["2022"]),
        ("2021 [YR2021],2022 [YR2022]", "--period 2021 or --period 2022", ["2022 [YR2022]"]),
        ("hdi_rank_2022,hdi_2021,hdi_2022", "--period 2021 or --period 2022", ["hdi"]),
        ("rail,hdi_2022,hdi_2021", "--period 2021 or --period 2022", ["rail", "hdi"]),
        ("2018,2019,2020,2021,2022", "--period 2022, or another of them", ["2022"]),
    ],
)
def test_years_of_one_figure_are_no_indicators_side_by_side(
    headings: str, choices: str, read: list[str], tmp_path: Path
) -> None:
    """Taken for indicators, they would make the mean of the years an index."""
    figures = [
        f"{at}.5,{9 - at}.5,{at % 3}.25" + f",{at % 5}.75" * (headings.count(",") - 2) for at in range(6)
    ]
    rows = "".join(f"U{at},{each}\n" for at, each in enumerate(figures))
    headings = f"{headings},note" if headings.count(",") == 1 else headings
    (tmp_path / "t.csv").write_text(f"name,{headings}\n{rows}", encoding="utf-8")
    with pytest.raises(UsageFault) as refused:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert str(refused.value.fix) == f"say which figures are meant: {choices}"
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path, period="2022")
    assert [*dtiscore.load_methodology(begun.weights).indicator_headers] == read
    assert len(begun.score().ranking()) == 6


@pytest.mark.parametrize(
    "headings",
    [
        "2019/20,2020/21,2021/22",
        "FY 2019-20,FY 2020-21,FY 2021-22",
        "GDP (2019-2020),GDP (2020-2021),rail",
        "2022Q1,2022Q2,2022Q3",
        "gdp_2022-Q1,gdp_2022-Q2,rail",
        "2022M01,2022M02,2022M03",
        "Quý III/2023,Quý IV/2023,Quý I/2024",
        "Tháng 1/2024,Tháng 2/2024,Tháng 3/2024",
        "Dec-20,Dec-21,Dec-22",
        "2020-01-01,2021-01-01,2022-01-01",
        "31/12/2020,31/12/2021,31/12/2022",
        "X2020,X2021,X2022",
        "2020.0,2021.0,2022.0",
        "2020年,2021年,2022年",
        "Jan,Feb,Mar",
        "Tháng 1,Tháng 2,Tháng 3",
        "Q1,Q2,Q3,Q4",
        "1. Quartal,2. Quartal,3. Quartal",
        "1 квартал 2023,2 квартал 2023,3 квартал 2023",
        "3º trimestre 2023,4º trimestre 2023,rail",
        "T3 2023,T4 2023 (p),rail",
        "Январь,Февраль,Март",
        "1月,2月,3月",
        "2023年第一季度,2023年第二季度,2023年第三季度",
    ],
)
def test_fiscal_years_quarters_and_dates_of_one_figure_are_no_indicators_either(
    headings: str, run: Run, tmp_path: Path
) -> None:
    figures = (
        ",".join(f"{at * each % 7}.5" for each in range(1, headings.count(",") + 2)) for at in range(6)
    )
    rows = "".join(f"U{at},{each}\n" for at, each in enumerate(figures))
    (tmp_path / "t.csv").write_text(f"name,{headings}\n{rows}", encoding="utf-8")
    with pytest.raises(UsageFault) as refused:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    choice = shlex.split(str(refused.value.fix).partition(": ")[2])[1]
    begun = run("init", "t.csv", "--yes", "--period", choice, "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert {line.partition(",")[0] for line in begun.stdout.splitlines()[1:]} == {choice}
    weights = dtiscore.load_methodology(tmp_path / "t.yaml")
    assert [*weights.indicator_headers] == [
        heading for heading in headings.split(",") if heading == "rail" or choice in heading
    ]
    assert run("score", "t", "-f", "csv", cwd=tmp_path).stdout == begun.stdout


@pytest.mark.parametrize(
    "headings", ["Age 0-14,Age 15-64", "Nghị định 9/2023,Nghị định 10/2023", "Tiêu chí 1/2,Tiêu chí 2/2", "Q1,Q2", "Q3,Q9", "May,Mart"]
)  # fmt: skip
def test_other_numbers_in_headings_are_no_periods(headings: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name,{headings}\nA,1,5\nB,4,2\nC,3,8\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == headings.split(",")


def test_headings_of_periods_beside_a_column_of_periods_are_indicators(tmp_path: Path) -> None:
    table = "name,year,plan 2019/20,plan 2020/21\nA,2022,1,5\nB,2022,4,2\nC,2022,3,8\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == ["plan 2019/20", "plan 2020/21"]


@pytest.mark.parametrize(
    "headings",
    [
        "_id,_index,_parent_index,_GPS_latitude,_GPS_altitude,_GPS_precision",  # KoboToolbox, ODK
        "id,lastpage,interviewtime,groupTime12",  # LimeSurvey
        "IPAddress,Duration (in seconds),LocationLatitude,LocationLongitude",  # Qualtrics
    ],
)
def test_what_a_program_for_questionnaires_adds_is_no_indicator(headings: str, tmp_path: Path) -> None:
    names = headings.split(",")
    rows = [
        f"2024-03-0{at}T09:00:00.000+07:00,a{at}@x.vn,Commune {unit},{at * 3 % 7},"
        + ",".join(str(300 + at * place) for place, _ in enumerate(names, 2))
        for at, unit in enumerate("ABCDEF", 1)
    ]
    text = "\n".join([f"start,Email address,Which commune?,computers,{headings}", *rows, ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == ["computers"]
    # Each row has a time and an address of its own too, and nobody is called by them.
    assert set(begun.score().ranking()["unit"]) == {f"Commune {unit}" for unit in "ABCDEF"}


@pytest.mark.parametrize(
    ("heading", "texts"), [("Dim1", ("Male", "Female")), ("unit of measure", ("%", "USD"))]
)
def test_what_figures_are_of_is_no_indicator_unless_somebody_says_so(
    heading: str, texts: tuple[str, str], tmp_path: Path
) -> None:
    """As WHO and Eurostat write one indicator; men and women, or dollars and per cent, were the halves of an index."""
    rows = [f"Life,{unit},2021,{text},{at}" for at, unit in enumerate("ABC", 60) for text in texts]
    lines = [f"Indicator,Country,Year,{heading},Value", *rows]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(UsageFault, match="the rows of each unit differ in") as caught:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert shlex.split(str(caught.value.fix))[-2:] == ["--indicator-column", heading]
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path, indicator_column=[heading])
    assert len(begun.methodology.index.children) == 2


@pytest.mark.parametrize(
    ("figures", "scored"), [((0.1, 0.5, 0.9), 2), ((0.9, 0.5, 0.1), 2), ((0.5, 0.1, 0.9), 3)]
)
@pytest.mark.parametrize(
    "heading",
    ["Life (z-score)", "Life normalised", "Life index", "Normalized life", "Life_score", "Z-score: Life", "Life - điểm chuẩn hoá"],
)  # fmt: skip
def test_what_says_a_figure_once_more_is_no_indicator_beside_it(
    heading: str, figures: tuple[float, ...], scored: int, tmp_path: Path
) -> None:
    """Unless it puts the units in another order: then it is another figure, whatever its heading says."""
    first, second, third = figures
    rows = [f"X,60,3,{first}", f"Y,70,1,{second}", f"Z,80,2,{third}"]
    (tmp_path / "t.csv").write_text("\n".join([f"unit,Life,b,{heading}", *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert len(list(begun.methodology.index.indicators())) == scored


def test_a_whole_question_may_head_a_column(run: Run, tmp_path: Path) -> None:
    question = (
        "How many courses did your department hold last year " + "for its staff and others, " * 20 + "if any?"
    )
    (tmp_path / "t.csv").write_text(f'unit,"{question}",b\nA,1,2\nB,3,5\n', encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "csv", cwd=tmp_path)
    assert (begun.returncode, len(begun.stdout.splitlines())) == (0, 3), begun.stderr


def test_numbers_drawn_at_random_are_no_indicator_and_tonnes_of_seed_are(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,seed,Q\nA,1829920113,1\nB,77,5\nC,9,2\n", encoding="utf-8")
    assert [*dtiscore.init(tmp_path / "t.csv", folder=tmp_path).methodology.indicator_headers] == ["Q"]
    (tmp_path / "u.csv").write_text("name,Seed,Q\nA,18299,1\nB,77,5\nC,9,2\n", encoding="utf-8")
    (tmp_path / "u").mkdir()
    begun = dtiscore.init(tmp_path / "u.csv", folder=tmp_path / "u")
    assert [*begun.methodology.indicator_headers] == ["Seed", "Q"]


@pytest.mark.parametrize(
    "heading",
    [
        "Standard error", "Std. error", "Std. Err.", "Std. dev.", "Standard deviation of score", "CI 95%", "StdErr", "Standard error of ladder score", "Lower CI", "95% CI upper", "Lower", "Upper bound", "upperwhisker", "Whisker-high", "Whisker low", "LCL",
        "p95_ci_low", "95% confidence interval (lower)", "Margin of error", "Lower 95% UI", "Upper 95% CI", "Sample size", "NumSrc", "Number of sources", "p-value", "Sai số chuẩn",
        "SE", "s.e.", "N obs", "n_obs", "score_lci", "score_uci", "Score (95% CI lower)", "Score [95% CI: upper]", "score in 2022 SE", "score in 2022 (n)",
    ],
)  # fmt: skip
def test_how_certain_a_figure_is_is_no_indicator(heading: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        f"name,score in 2022,{heading}\nA,90,1.5\nB,87,1.25\nC,80,2.5\n", encoding="utf-8"
    )
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == ["score in 2022"]
    assert begun.draft is not None
    assert heading in begun.draft.left_out


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("LE low", "LE high"), ("LE_lower", "LE_upper"), ("LE lb", "LE ub"), ("LE - low", "LE - high"), ("LE (low)", "LE (high)"),
        ("Lower bound of LE", "Upper bound of LE"), ("low_LE", "high_LE"), ("LE 95% low", "LE 95% high"),
    ],
)  # fmt: skip
def test_bounds_of_a_figure_are_no_indicators_where_it_lies_between_them(
    low: str, high: str, tmp_path: Path
) -> None:
    for name, last, expected in (("t", "81", ["LE"]), ("u", "83", ["LE", low, high])):
        text = f"name,LE,{low},{high}\nA,82,81,83\nB,80,79,81\nC,{last},80,82\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        (tmp_path / name).mkdir()
        begun = dtiscore.init(tmp_path / f"{name}.csv", folder=tmp_path / name)
        assert [*begun.methodology.indicator_headers] == expected
        assert begun.draft is not None
        assert begun.draft.left_out == ([low, high] if name == "t" else [])


@pytest.mark.parametrize(
    "heading", ["LE lower", "Lower secondary enrolment", "CI", "Upper house seats", "Error rate", "Standard of living", "Sources"]
)  # fmt: skip
def test_figures_that_only_sound_so_are_indicators(heading: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name,a,{heading}\nA,90,1.5\nB,87,1.25\nC,80,2.5\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == ["a", heading]


def test_from_a_built_in_edition(run: Run, tmp_path: Path) -> None:
    BY_NAME["tong-hop.xlsx"].made(tmp_path / "b.xlsx")
    begun = run("init", "b.xlsx", "--from", "dti-province-2022", "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    (tmp_path / "plain.csv").write_text(BY_NAME["tong-hop.xlsx"].truth, encoding="utf-8")
    plain = run("score", "plain.csv", "-w", "b.yaml", "-f", "csv", "--no-project", cwd=tmp_path)
    assert [line.split(",")[-8:] for line in begun.stdout.splitlines()] == [
        line.split(",")[-8:] for line in plain.stdout.splitlines()
    ]


def test_a_person_is_asked_on_a_terminal_of_each_direction_that_is_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dtiscore.questions.init import command

    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return "late" not in question

    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "Ours")
    monkeypatch.setattr(typer, "confirm", confirm)
    table = tmp_path / "t.csv"
    table.write_text(
        "name,staff,late (%),share,dear,has a plan\nX,30,12,0.5,7,yes\nY,9,95,0.25,3,no\n", encoding="utf-8"
    )
    started = dtiscore.init(table, folder=tmp_path, down=["dear"], ask=command._asked)
    text = Path(started.weights).read_text(encoding="utf-8")
    assert 'title: "Ours"' in text
    assert [question.split('"')[1] for question in asked] == ["staff", "late (%)", "share"]
    turned = [line for line in text.splitlines() if "direction: down" in line]
    assert [line.split('name: "')[1].split('"')[0] for line in turned] == ["late (%)", "dear"]


def test_an_index_of_eight_units_comes_to_a_ranking_in_one_command_and_to_a_report_in_two(
    run: Run, tmp_path: Path
) -> None:
    rows = [
        f"Dept {unit},{unit / 10},{unit * 3},{9 - unit},{10 * unit}%,{unit % 3},{unit**2}"
        for unit in range(1, 9)
    ]
    (tmp_path / "ours.csv").write_text("\n".join(["name,a,b,c,d,e,f", *rows, ""]), encoding="utf-8")
    begun = run("init", "ours.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert sum("Dept " in line for line in begun.stdout.splitlines()) == 8
    # The second one is the line that the first one says.
    (proposed,) = [line for line in begun.stderr.splitlines() if line.startswith("A report: ")]
    made = run(*shlex.split(proposed.removeprefix("A report: dtiscore ")), cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "DRAFT" in page
    assert all(f"Dept {unit}" in page for unit in range(1, 9))


def test_an_index_may_be_called_by_a_year_and_both_files_lead_editors_to_their_schemas(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "2024.csv").write_text("unit,a\nx,1\ny,2\n", encoding="utf-8")
    begun = run("init", "2024.csv", "--yes", "-f", "json", cwd=tmp_path)
    assert json.loads(begun.stdout)["provenance"]["methodology"]["id"] == "2024"
    first_lines = {
        name: (tmp_path / name).read_text(encoding="utf-8").splitlines()[0]
        for name in ("2024.yaml", "dtiscore.toml")
    }
    assert first_lines == {
        "2024.yaml": "# yaml-language-server: $schema=weighting-file.schema.json",
        "dtiscore.toml": "#:schema ./project.schema.json",
    }
    assert run("weights", "check", "2024.yaml", cwd=tmp_path).returncode == 0


RANGED = 'BÁO CÁO;;;\n;Đơn vị;a;b;\n;X;0,5;3;\n;Y;0,25;9;\n;Z;1;4;\n;Tổng;;;\n"lời ký;;;\n'


@pytest.mark.parametrize(
    "name",
    [
        "hdi",
        "GII",
        "dti-province",
        "dti-province-2022",
        "vn-province-63",
        "Bảng điểm 2024",
        "数字",
        "a.b",
        "null",
        "1e5",
    ],
)
def test_what_is_begun_is_scored_whatever_the_file_is_called(name: str, run: Run, tmp_path: Path) -> None:
    """Also by the name of an edition or family that is built in, which no index of a project may have."""
    (tmp_path / f"{name}.csv").write_text("unit,x,y\na,1,2\nb,3,5\nc,2,2\n", encoding="utf-8")
    begun = run("init", f"{name}.csv", "--yes", "-f", "csv", cwd=tmp_path)
    (again,) = (line for line in begun.stderr.splitlines() if line.startswith("Again: dtiscore "))
    scored = run(*again.split()[2:], "-f", "csv", cwd=tmp_path)
    assert (scored.returncode, scored.stdout) == (0, begun.stdout), scored.stderr


def test_what_is_guessed_can_be_settled_in_a_pipe(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(RANGED, encoding="utf-8")
    settings = ["a.weight=2", "b.direction=down", "authority.decision=12/QĐ", "title=Ours"]
    begun = run("init", "t.csv", "--range", "B2:D5", *(word for each in settings for word in ("--set", each)), "-f", "json", cwd=tmp_path)  # fmt: skip
    assert begun.returncode == 0, begun.stderr
    # (2 * a + the share of b between 9 and 3, less being better) / 3
    assert [row["INDEX.published"] for row in json.loads(begun.stdout)["rows"]] == [
        pytest.approx(round(100 * (2 * 1 + 5 / 6) / 3, 2)),
        pytest.approx(round(100 * (2 * 0.5 + 1) / 3, 2)),
        pytest.approx(round(100 * (2 * 0.25 + 0) / 3, 2)),
    ]
    text = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert 'decision: "12/QĐ"' in text
    assert 'title: "Ours"' in text
    assert run("score", "t", "-f", "csv", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("zz.weight=2", '"zz" is no column of the index'),
        ("a.weight=none", "a number above 0"),
        ("a.use=perhaps", "allowed: no, yes"),
        ("missing=perhaps", "allowed: error, no-score, zero, reweight"),
        ("down", '"down" settles nothing'),
    ],
)
def test_a_setting_that_settles_nothing_is_refused(setting: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,a,b\nX,0.5,3\nY,0.25,9\n", encoding="utf-8")
    with pytest.raises(UsageFault) as caught:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path, settings=[setting])
    assert told in f"{caught.value.message} {caught.value.fix}"


@pytest.mark.parametrize(
    ("missing", "score"), [("no-score", float("nan")), ("reweight", 100.0), ("zero", 50.0)]
)
def test_what_empty_cells_mean_can_be_said_at_once(missing: str, score: float, tmp_path: Path) -> None:
    """Hardly a table is without one, and no first ranking came of it until a weighting file had been edited."""
    (tmp_path / "t.csv").write_text("name,a,b\nX,9,\nY,6,6\nZ,3,3\nW,3,9\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path, settings=[f"missing={missing}"])
    assert begun.score().nodes["INDEX"].score.tolist() == pytest.approx([score, 50, 0, 50], nan_ok=True)


def test_columns_and_maxima_that_somebody_names(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("name,a,b,c\nX,5,10,1\nY,10,12,2\nThang 2024,10,20,9\n", encoding="utf-8")
    started = dtiscore.init(table, folder=tmp_path, points="Thang 2024", settings=["c.use=no", "b.points=25"])
    assert [(each.column, each.points) for each in started.methodology.index.children] == [
        ("a", 10),
        ("b", 25),
    ]
    assert len(started.score().to_frame()) == 2


def test_a_range_of_a_text_is_its_lines_and_columns(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(RANGED.replace("0,25", "abc"), encoding="utf-8")
    (tmp_path / "w.csv").write_text(WEIGHTS, encoding="utf-8")
    refused = run("validate", "t.csv", "-w", "w.csv", "--range", "B2:D5", "-f", "csv", cwd=tmp_path)
    rows = [line.split(",") for line in refused.stdout.splitlines()[1:]]
    assert [(row[1], row[3], row[4]) for row in rows] == [("not-a-number", "4", "3")]
    whole = run(
        "score", "t.csv", "-w", "w.csv", "--range", "B2:D3", "--engine", "stream", "-f", "csv", cwd=tmp_path
    )
    assert (whole.returncode, "a range of the cells of a text is not streamed" in whole.stderr) == (2, True)


WEIGHTS = """\
code;parent;weight;aggregate;weights;rule
@id;w
@title;W
@authority.decision;1
@authority.issuer;We
@authority.source;https://example.org
@publish.decimals;2
@rank.on;published
X;;;arithmetic;relative;
a;X;1;;;fraction
b;X;1;;;min-max
"""


def test_a_column_that_less_is_better_in_is_one_of_the_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit,alpha,beta\na,1,2\nb,2,3\n", encoding="utf-8")
    refused = run("init", "t.csv", "--down", "alhpa", cwd=tmp_path)
    assert refused.returncode == 2
    assert "did you mean alpha?" in refused.stderr
    assert list(tmp_path.glob("*.yaml")) == []


def test_which_of_several_tables_is_meant_is_asked(run: Run, tmp_path: Path) -> None:
    BY_NAME["duoi-nhau.xlsx"].made(tmp_path / "duoi-nhau.xlsx")
    refused = run("init", "duoi-nhau.xlsx", "--yes", cwd=tmp_path)
    assert refused.returncode == 2
    assert "say which is right: --range A2:J65 or --range A68:J131" in refused.stderr
    assert 'A2:J65 ("Bảng năm 2021"), A68:J131 ("Bảng năm 2022")' in refused.stderr


PROVINCES = "Hà Nội,1.5,10\nHải Phòng,2.5,12.5\nHưng Yên,4.5,11\nThanh Hóa,3.5,9.5\nNghệ An,2.2,8.5\n"


def test_regions_among_a_few_provinces_are_left_out(tmp_path: Path) -> None:
    table = f"province,a,b\nRed River Delta,2.9,11.1\n{PROVINCES}Bắc Trung Bộ,3.1,9\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.methodology.units is None  # the list of 34 has others too
    assert started.reading["ignore_units"] == ["Red River Delta", "Bắc Trung Bộ"]
    card = dtiscore.score(tmp_path / "t.csv", started.methodology, **started.reading)
    assert len(card.ranking()) == 5


@pytest.mark.parametrize("places", ["Hà Nội,Hải Phòng,Cần Thơ,An Giang", "Xã A,Xã B,Xã C,Xã D"])
def test_regions_that_head_the_rows_below_them_are_left_out(tmp_path: Path, places: str) -> None:
    first, second, third, fourth = places.split(",")
    rows = f"I,Miền Bắc,,\n1,{first},3,9\n2,{second},4,8\nII,Miền Nam,,\n3,{third},2,7\n4,{fourth},1,6\n"
    (tmp_path / "t.csv").write_text(f"STT,Nơi,a,b\n{rows}", encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.reading["ignore_units"] == ["Miền Bắc", "Miền Nam"]
    card = dtiscore.score(tmp_path / "t.csv", started.methodology, **started.reading)
    assert list(card.ranking()["name"]) == [first, second, third, fourth]


@pytest.mark.parametrize(
    "regions", ["Miền Bắc,5,5\nMiền Nam,3,7\n", "Đồng bằng sông Hồng,5,5\nMiền Nam,3,7\n"]
)
def test_regions_with_figures_among_a_few_provinces_are_left_out_however_they_are_called(
    tmp_path: Path, regions: str
) -> None:
    (tmp_path / "t.csv").write_text(f"province,a,b\n{PROVINCES}{regions}", encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.reading["ignore_units"] == [line.split(",")[0] for line in regions.splitlines()]


def test_a_table_of_the_statistical_office_comes_to_a_ranking_in_one_command(
    run: Run, tmp_path: Path
) -> None:
    """As PX-Web writes it: a title, the country and its regions among provinces, years in the headings, notes below."""
    rows = "CẢ NƯỚC,2.9,11.1\nĐồng bằng sông Hồng,2.8,11.2\n" + PROVINCES + "Tây Nguyên,3.1,9.1\n"
    table = f"Thu nhập theo địa phương\n\nĐịa phương,Thu nhập 2021,Thu nhập 2022\n{rows}\nNguồn: Tổng cục Thống kê\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-16")
    begun = run("init", "t.csv", "--yes", "--period", "2022", "-f", "csv", cwd=tmp_path)
    assert (begun.returncode, len(begun.stdout.splitlines())) == (0, 6), begun.stderr
    assert run("score", "t", "-f", "csv", cwd=tmp_path).stdout == begun.stdout


def test_a_table_of_eurostat_comes_to_a_ranking_in_one_command(run: Run, tmp_path: Path) -> None:
    rows = "".join(
        f"A,PC_IND,{geo},2023,{at}.25,{'b' if at % 3 else ''},\n"
        for at, geo in enumerate(("AT", "BE", "DE", "DK", "EE"))
    )
    table = f"freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n{rows}"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert "EE" in begun.stdout.splitlines()[1]
    assert "OBS_FLAG, CONF_STATUS" in begun.stderr


def test_regions_of_which_something_is_said_are_left_to_that(tmp_path: Path) -> None:
    table = f"province,a,b\nRed River Delta,2.9,11.1\n{PROVINCES}Bắc Trung Bộ,3.1,9\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    started = dtiscore.init(
        tmp_path / "t.csv", folder=tmp_path, keep_units=["bắc trung bộ"], ignore_units=["red river delta"]
    )
    assert started.reading["ignore_units"] == ["red river delta"]
    card = dtiscore.score(tmp_path / "t.csv", started.methodology, **started.reading)
    assert "Bắc Trung Bộ" in card.dataset.units


def test_regions_that_are_the_units_stay(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "region,a,b\nTây Nguyên,1.5,10\nĐông Nam Bộ,2.5,12.5\nHà Nội,3,11\n", encoding="utf-8"
    )
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert "ignore_units" not in started.reading
    assert len(started.score().ranking()) == 3


@pytest.mark.parametrize(
    ("heading", "groups"),
    [
        ("Vùng", ["Tây Nguyên", "Đông Nam Bộ", "Đồng bằng sông Hồng"]),
        ("country", ["Africa", "Asia", "Europe"]),
    ],
)
def test_in_a_table_of_groups_alone_these_are_the_units(
    heading: str, groups: list[str], run: Run, tmp_path: Path
) -> None:
    rows = "".join(f"{name},{at}.5,{9 - at}\n" for at, name in enumerate(groups))
    (tmp_path / "t.csv").write_text(f"{heading},p,q\n{rows}", encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "csv", cwd=tmp_path)
    assert (begun.returncode, len(begun.stdout.splitlines())) == (0, 4), begun.stderr
    assert run("score", "t", "-f", "csv", cwd=tmp_path).stdout == begun.stdout
    table = (tmp_path / "t.csv").read_text(encoding="utf-8").replace("Vùng", "name")
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    doctor = run("doctor", "t.csv", "-f", "json", cwd=tmp_path).stdout
    assert ("--keep-unit" in doctor, "--ignore-unit" in doctor) == (False, False)


def test_codes_and_ranks_of_another_office_are_no_indicators_and_units_of_measure_no_gaps(
    run: Run, tmp_path: Path
) -> None:
    rows = "".join(f"0{at}11;Kreis {'ABCDE'[at]};{90 - at},5 %;{at}.2{at}3;{5 - at}\n" for at in range(5))
    head = "Schlüssel;Kreis / Stadt;Breitband;Steuerkraft;Rang 2022\n;;%;EUR;\n"
    (tmp_path / "t.csv").write_text(head + rows + "Quelle: Ämter; 2023\n", encoding="utf-8")
    doctor = run("doctor", "t.csv", "-f", "json", cwd=tmp_path).stdout
    assert ("EUR" in doctor, "cells of the column in one way" in doctor) == (False, False)
    run("init", "t.csv", "--yes", cwd=tmp_path)
    begun = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert "not scored: Schlüssel, Rang 2022" in begun
    doctor = run("doctor", "t.csv", "-w", "t.yaml", "-f", "json", cwd=tmp_path).stdout
    assert '"unit_column": "Kreis / Stadt"' in doctor
    assert run("score", "t", "-q", "-f", "csv", cwd=tmp_path).returncode == 0


MEASURED = {
    "Hộ gia đình / có Internet / %": ("Hộ gia đình", "có Internet", "%"),
    "Hộ gia đình / số lượng / nghìn": ("Hộ gia đình", "số lượng", "nghìn"),
    "Hộ gia đình / number": (
        "Hộ gia đình",
        "number",
        None,
    ),  # where the unit is called so too, it stands once
    "Thu nhập / nghìn đồng/người/tháng": ("", "Thu nhập", "nghìn đồng/người/tháng"),
    "GDP / [USD per head]": ("", "GDP", "USD per head"),
}


def begun_with(headings: Sequence[str], folder: Path) -> dict[str, tuple[str, str, str | None]]:
    """By heading the group, the name and the unit of measure of what a table begins with."""
    rows = "".join(
        f"U{at}," + ",".join(f"{at + each}.25" for each in range(len(headings))) + "\n" for at in range(6)
    )
    (folder / "t.csv").write_text(f"name,{','.join(headings)}\n{rows}", encoding="utf-8")
    begun = dtiscore.init(folder / "t.csv", folder=folder)
    assert begun.draft is not None
    return {each.column: (each.group, each.name, each.unit) for each in begun.draft.criteria}


def test_a_row_of_units_of_measure_below_the_headings_is_no_level_of_the_index(tmp_path: Path) -> None:
    assert begun_with([*MEASURED], tmp_path) == MEASURED


@pytest.mark.parametrize(
    "headings",
    [("Hộ / có Internet / %", "Trường / số học sinh"), ("Schools / number of pupils", "Health / number")],
)
def test_a_row_of_which_some_are_no_measures_is_one_of_names(headings: Sequence[str], tmp_path: Path) -> None:
    found = begun_with(headings, tmp_path)
    assert [found[heading][1] for heading in headings] == [
        heading.rpartition(" / ")[2] for heading in headings
    ]


@pytest.mark.parametrize("blank", ["\u00a0", "\n", "\r\n", "\t", "  ", "\u202f", "\u3000"])
def test_headings_with_line_breaks_and_other_blanks_are_written_with_single_ones(
    blank: str, run: Run, tmp_path: Path
) -> None:
    """As Excel breaks long headings, and Word and web pages write their blanks."""
    text = f'name,"Score{blank}A","My{blank}notes",B\nX,1,see p. 3,5\nY,4,,2\nZ,3,,9\n'
    (tmp_path / "t.csv").write_bytes(text.encode())
    begun = run("init", "t.csv", "--yes", "--set", "Score A.direction=down", "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    weights = dtiscore.load_methodology(tmp_path / "t.yaml")
    assert [*weights.indicator_headers] == ["Score A", "B"]
    assert run("score", "t", "-f", "csv", cwd=tmp_path).stdout == begun.stdout


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060"])
def test_a_heading_that_holds_what_cannot_be_seen_is_to_be_typed_anew(sign: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name,Sco{sign}re,B\nX,1,5\nY,4,2\n", encoding="utf-8")
    with pytest.raises(InvalidData, match="the heading holds U\\+") as refused:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [(each.code, each.place.column) for each in refused.value.problems] == [("invisible-character", 2)]
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    "text",
    [
        ",GDP,HDI\nA,1,5\nB,4,2\nC,3,8\n",  # as pandas writes an index without a name
        ",2020,2021\nA,1,5\nB,4,2\nC,3,8\n",
        ",Capital,GDP\nA,Aa,5\nB,Bb,2\nC,Cc,8\n",
        "Some title,,\n,,\n,2020,2021\nA,1,5\nB,4,2\nC,3,8\n",  # as offices print it
    ],
)
def test_units_below_no_heading_are_told_where_they_stand(text: str, run: Run, tmp_path: Path) -> None:
    """No option names such a column: the advice was to name another one, and capitals were taken for the units."""
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    line = text[: text.index("\nA,")].count("\n") + 1
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 2
    assert f"t.csv:{line}:1: the column has no heading, but 3 cells with content" in begun.stderr
    assert "give it a heading" in begun.stderr
    looked = run("doctor", "t.csv", cwd=tmp_path)
    assert f"t.csv:{line}:1" in looked.stdout
    assert "--unit-column" not in looked.stdout
    lines = text.splitlines()
    lines[line - 1] = f"name{lines[line - 1]}"
    (tmp_path / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    choice = ["--period", "2021"] if "2021" in text else []
    again = run("init", "t.csv", "--yes", *choice, "-f", "csv", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert len(again.stdout.splitlines()) == 4


@pytest.mark.parametrize("mark", ["..", ":", "n/a", "12.9e", "<5"])
@pytest.mark.parametrize(
    "headings",
    [["Country,2021"], ["Indicators of 2021,", ",", "Country,2021"], ["Country,GDP,", ",men,women"]],
)
@pytest.mark.parametrize("before", [0, 2])
def test_no_unit_is_lost_to_the_headings(
    headings: list[str], mark: str, before: int, run: Run, tmp_path: Path
) -> None:
    width = headings[-1].count(",") + 1
    rows = [f"U{at},{at}.5,{at * 3 % 7}.25" for at in range(9)]
    rows.insert(before, f"Belgium,{mark},{mark}")
    text = "\n".join([*headings, *(",".join(row.split(",")[:width]) for row in rows), ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert (begun.returncode, begun.stdout) == (1, "")
    assert "Belgium" in begun.stderr
    weights = tmp_path / "t.yaml"
    weights.write_text(weights.read_text().replace("missing: error", "missing: no-score"), encoding="utf-8")
    ways = ["--flag", "e"] if mark == "12.9e" else ["--missing", mark]
    scored = run("score", "t", *ways, "-f", "csv", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    assert len(scored.stdout.splitlines()) == 11


@pytest.mark.parametrize(
    ("row", "weights"),
    [
        ("Trọng số,0.6,0.4", [0.6, 0.4]),
        ("Weights,60,40", [60, 40]),
        ("Weight,75%,25%", [0.75, 0.25]),
        ("Trọng số,1,0", [1, 0]),
        ("Weight,,3", [3]),  # what has no weight counts for nothing
        ("Trọng số,cao,thấp", [1, 1]),
        ("Trọng số,,", [1, 1]),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_of_weights_weighs(
    row: str, weights: list[float], is_first: bool, run: Run, tmp_path: Path
) -> None:
    """It was left out, and all columns weighed the same, without a word."""
    units = ["X,3,5", "Y,4,2", "Z,9,1"]
    text = "\n".join(["name,a,b", *([row, *units] if is_first else [*units, row]), ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    edition = dtiscore.load_methodology(tmp_path / "t.yaml")
    assert [node.weight for node in edition.nodes.values() if node.code != "INDEX"] == weights
    text = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    name = row.partition(",")[0]
    assert (f'weights are those of the row "{name}"' in text) == (weights != [1, 1])
    assert ("not scored: a" in begun.stderr) == (len(weights) == 1)


@pytest.mark.parametrize(
    ("maxima", "points"),
    [
        ("20,30,10,5", [20, 30, 10, 5]),
        ("20,30,,5", None),  # of one nothing is said
        ("100,30,10,5", None),  # the whole of a share
    ],
)
def test_a_row_of_maxima_says_what_shares_and_counts_are_worth_beside_points(
    maxima: str, points: list[float] | None, run: Run, tmp_path: Path
) -> None:
    text = f"TT,Đơn vị,Tỷ lệ trực tuyến,Số dịch vụ,Điểm ATTT,Có cổng\n,Điểm tối đa,{maxima}\n1,X,0.5,412,9,có\n2,Y,0.75,83,10,không\n3,Z,0.25,12,7,có\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "json", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    index = dtiscore.load_methodology(tmp_path / "t.yaml").index
    assert (index.aggregate is not None and index.aggregate.kind == "points") is (points is not None)
    if points is not None:
        assert [child.points for child in index.children] == points
        rows = {row["unit"]: row["INDEX.published"] for row in json.loads(begun.stdout)["rows"]}
        assert rows["X"] == 0.5 * 20 + 30 + 9 + 5


def test_a_row_of_weights_weighs_points_and_groups_too(run: Run, tmp_path: Path) -> None:
    text = "TT,Đơn vị,Y tế,,Giáo dục,\n,,a,b,c,d\n,Trọng số,0.3,0.1,0.2,0.4\n,Điểm tối đa,10,10,20,50\n1,X,5,7,12,30\n2,Y,7,2,19,10\n3,Z,1,9,3,45\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "json", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    rows = {row["unit"]: row["INDEX.published"] for row in json.loads(begun.stdout)["rows"]}
    assert rows == {
        "X": round(100 * (0.3 * 0.5 + 0.1 * 0.7 + 0.2 * 0.6 + 0.4 * 0.6), 2),
        "Y": round(100 * (0.3 * 0.7 + 0.1 * 0.2 + 0.2 * 0.95 + 0.4 * 0.2), 2),
        "Z": round(100 * (0.3 * 0.1 + 0.1 * 0.9 + 0.2 * 0.15 + 0.4 * 0.9), 2),
    }


@pytest.mark.parametrize(
    "rows",
    ["Max,5000,91.5\n", "Mean,3000,72\nMin,1000,55\nMax,5000,91.5\n", "Minimum,0,0\nMaximum,9000,100\n"],
)
def test_the_highest_figures_and_upper_limits_are_no_points(rows: str, tmp_path: Path) -> None:
    """As points, incomes and shares were added up."""
    table = f"country,income,internet\nA,1000,55\nB,5000,70\nC,3000,91.5\n{rows}"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert [each.points for each in begun.draft.criteria] == [None, None]
    assert len(begun.score().ranking()) == 3


def test_a_row_of_maxima_beyond_the_highest_figures_has_points(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("country,a,b\nA,10,55\nB,50,70\nMax,50,100\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert [each.points for each in begun.draft.criteria] == [50, 100]


@pytest.mark.parametrize(
    "heading", ["Percentile", "Quartile", "z-score", "Tăng/giảm", "+/-", "±", "Change", "Change since 2022", "So với năm 2022", "Thay đổi so với năm trước",
                "Change in score", "Change in overall score 2022-2023", "Difference in rank"]
)  # fmt: skip
def test_how_places_moved_and_shares_below_are_no_indicators(heading: str, tmp_path: Path) -> None:
    table = f"name,a,Hạng,{heading}\nA,90,1,2\nB,87,2,-1\nC,80,3,-1\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == ["a"]


@pytest.mark.parametrize(
    "heading", ["Climate change", "Income change", "Thay đổi thu nhập", "Change in forest area"]
)
def test_how_something_changed_is_an_indicator(heading: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name,a,{heading}\nA,90,2\nB,87,-1\nC,80,-3\n", encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert [*begun.methodology.indicator_headers] == ["a", heading]


@pytest.mark.parametrize(
    "row", ["Direction,up,down,", "Direction,1,-1,", "Polarity,+,-,?", "Chiều tác động,Thuận,Nghịch,"]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_of_directions_says_where_less_is_better(row: str, is_first: bool, tmp_path: Path) -> None:
    """It was left out, and more was taken to be better of each, without a word."""
    units = ["X,3,5,7", "Y,4,2,1", "Z,9,1,3"]
    text = "\n".join(["name,a,b,c", *([row, *units] if is_first else [*units, row]), ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert ["direction: down" in each.rule for each in begun.draft.criteria] == [False, True, False]
    assert [each.direction_is_guessed for each in begun.draft.criteria] == [False, False, True]
    assert len(begun.score().ranking()) == 3


def test_what_may_mislead_in_the_table_is_told_beside_its_first_ranking(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("country,a,note\nX,-8888,\nY,2,b\nZ,4,c\n", encoding="utf-8")
    begun = run("init", "t.csv", cwd=tmp_path)
    assert "perhaps-missing" in begun.stderr
    assert "unused-column" not in begun.stderr  # note is among the columns that are not scored
    assert run("score", "t", "-q", cwd=tmp_path).stdout == begun.stdout
    (tmp_path / "quiet").mkdir()
    (tmp_path / "t.csv").rename(tmp_path / "quiet/t.csv")
    assert run("init", "t.csv", "-q", cwd=tmp_path / "quiet").stderr == ""


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ("✗ ✓ ✓ ✗", '{kind: boolean, "yes": ["✓"], "no": ["✗"]}'),
        ("N Y Y N", '{kind: boolean, "yes": ["Y"], "no": ["N"]}'),
        (
            "No Partial Yes No Yes Yes",
            '{kind: choice, options: [{value: "Yes", score: 1}, {value: "Partial", score: 0.5}, {value: "No", score: 0}]}',
        ),
        ("Partial Yes Partial Yes", '{kind: choice, options: [{value: "Yes", score: 1}, {value: "Partial", score: 0.5}]}'),
        ("B- A C B- A C", '{kind: choice, options: [{value: "A", score: 1}, {value: "B-", score: 0.5}, {value: "C", score: 0}]}'),
        ("khá tốt yếu tốt khá yếu", '{kind: choice, options: [{value: "tốt", score: 1}, {value: "khá", score: 0.5}, {value: "yếu", score: 0}]}'),
    ],
)  # fmt: skip
def test_answers_whose_order_is_known_stand_in_it(cells: str, rule: str, tmp_path: Path) -> None:
    """In the order of the table, a cross at its top earned all."""
    rows = "".join(f"U{at},{cell},{at * 7 % 5}\n" for at, cell in enumerate(cells.split()))
    (tmp_path / "t.csv").write_text(f"name,a,b\n{rows}", encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert draft.criteria[0].rule == rule


def test_numbers_of_rows_that_a_total_lacks_are_no_indicator(tmp_path: Path) -> None:
    rows = "".join(f"{at},State {'ABCDEF'[at]},{at * 7 % 5}.5\n" for at in range(1, 6))
    (tmp_path / "t.csv").write_text(f"Line,State,a\n{rows},India,9.5\n", encoding="utf-8")
    assert [
        *dtiscore.init(
            tmp_path / "t.csv", folder=tmp_path, keep_units=["India"]
        ).methodology.indicator_headers
    ] == ["a"]


def test_a_figure_that_all_units_share_is_scored_only_where_limits_are_known(
    run: Run, tmp_path: Path
) -> None:
    """As the score in Dystopia of the World Happiness Report: nothing was scored for it."""
    text = "name,a,Dystopia,Share (%)\nX,1.5,1.778,40\nY,2,1.778,40\nZ,7,1.778,40\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert "not scored: Dystopia\n" in begun.stderr
    (tmp_path / "alone.csv").write_text("name,a\nX,7\nY,7\nZ,7\n", encoding="utf-8")
    (tmp_path / "alone").mkdir()
    alone = dtiscore.init(tmp_path / "alone.csv", folder=tmp_path / "alone")
    assert [*alone.methodology.indicator_headers] == ["a"]


def test_weights_in_headings_weigh_scores_as_they_stand(tmp_path: Path) -> None:
    """They were read as a unit of measure, and all columns weighed the same."""
    headings = '"Governance (30%)","Infrastructure (40 %)","Skills (trọng số: 30%)",Total (100%)'
    scores = [(80, 61.5, 44), (50, 93, 70.25), (33, 21, 91)]
    rows = [
        f"{name},{','.join(map(str, each))},{0.3 * each[0] + 0.4 * each[1] + 0.3 * each[2]:.3f}"
        for name, each in zip("XYZ", scores, strict=True)
    ]
    (tmp_path / "t.csv").write_text("\n".join([f"name,{headings}", *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert [(each.name, each.weight) for each in begun.draft.criteria] == [
        ("Governance", 30),
        ("Infrastructure", 40),
        ("Skills", 30),
    ]
    assert "weights are those in the headings" in begun.draft.text("en")
    published = {"X": 61.8, "Y": 73.28, "Z": 45.6}
    ranking = begun.score().ranking().set_index("unit")["INDEX.published"].to_dict()
    assert ranking == pytest.approx(published)


@pytest.mark.parametrize("headings", ["Poor (20%),Literate (40%)", "a (30%),b", "a (%),b (%)"])
def test_other_shares_in_headings_are_no_weights(headings: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name,{headings}\nX,80,44\nY,50,70\nZ,33,91\n", encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.weight for each in draft.criteria] == [1, 1]


MEDALS = """Rank,NOC,Gold,Silver,Bronze
1,USA,40,44,42
2,CHN,38,27,24
3,JPN,20,12,13
4,AUS,18,19,16
5,FRA,16,26,22
6,NED,15,7,12
7,GBR,14,22,29
8,KOR,13,9,10
9,ITA,12,13,15
10,GER,11,13,8
"""


def test_why_columns_are_not_scored_is_told(run: Run, tmp_path: Path) -> None:
    """Gold decides first, and looks like a score; whoever counts medals must see that it was taken for one."""
    (tmp_path / "m.csv").write_text(MEDALS, encoding="utf-8")
    begun = run("init", "m.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    lines = begun.stderr.splitlines()
    of_order = next(
        line for line in lines if line.startswith("Columns in whose order the table ranks its units")
    )
    assert of_order.endswith(": Gold")
    assert "Columns that are not scored: Rank" in lines
    assert f"# {of_order}" in (tmp_path / "m.yaml").read_text(encoding="utf-8")


def test_grades_are_answers_however_many_there_are(run: Run, tmp_path: Path) -> None:
    """Half of an index of grades was left out without a word, as eight of them in twelve rows are many."""
    cells = ["A+,★★★★★,x p", "A-,★★★,y q", "B+,★★★★,z r", "C,★,u s", "D-,★★,v t", "F,★★★★★,w m", "B,★,n o"]
    rows = [f"U{at},{cell},{at}.5" for at, cell in enumerate(cells)]
    (tmp_path / "g.csv").write_text("\n".join(["name,safety,stars,motto,rent", *rows, ""]), encoding="utf-8")
    begun = run("init", "g.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert "until you say what each answer is worth: safety, stars" in begun.stderr
    assert "Columns of words, which are not scored: motto" in begun.stderr
    text = (tmp_path / "g.yaml").read_text(encoding="utf-8")
    assert '{value: "A+", score: 1}' in text
    assert '{value: "★★★★", score: 0.75}' in text
