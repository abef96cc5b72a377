"""Đà Nẵng's case told from real files with commands alone, and what compare and trend refuse."""

from __future__ import annotations

import csv
import io
import json
import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run

DTI = ROOT / "examples" / "dti-province"
PUBLISHED = ROOT / "tests" / "published"
ON_63 = ("-w", "dti-province", "--published", "dti", "--units", "vn-province-63")
THREE_YEARS = (f"2022={DTI / '2022.csv'}", f"2023={DTI / '2023.csv'}", f"2024={DTI / '2024-published.csv'}")
LAST_TWO = (f"2023={DTI / 'published-2023.csv'}", f"2024={PUBLISHED / 'dti-province34-2024.csv'}")


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


class TestDaNang:
    def test_first_of_63_in_2022_and_2023_and_second_in_2024(self, run: Run) -> None:
        result = run("trend", *THREE_YEARS, *ON_63, "-f", "json")
        assert result.returncode == 0, result.stderr
        payload = json.loads(result.stdout)
        da_nang = next(row for row in payload["rows"] if row["unit"] == "48")
        assert [da_nang[f"rank:{year}"] for year in (2022, 2023, 2024)] == [1, 1, 2]
        assert [da_nang[f"score:{year}"] for year in (2022, 2023, 2024)] == [0.8002, 0.8340, 0.8335]
        assert [table["ranked_among"] for table in payload["tables"]] == [63, 63, 63]
        assert {"unit": "48", "first": "2022", "last": "2023", "periods": 2} in payload["leads"]

    def test_seventeenth_of_34_in_2024(self, run: Run) -> None:
        result = run(
            "trend", *THREE_YEARS, *ON_63, "--restate", "mean", "--on", "vn-province-34", "-f", "csv"
        )
        assert result.returncode == 0, result.stderr
        da_nang = rows(result.stdout)["48"]
        # Of Quảng Nam and Đà Nẵng together: third, fourth, seventeenth.
        assert [da_nang[f"rank:{year}"] for year in (2022, 2023, 2024)] == ["3", "4", "17"]

    def test_three_years_running_from_2020(self, run: Run, shared_data: Path) -> None:
        partial = (
            f"2020={PUBLISHED / 'dti-province-2020-published.csv'}",
            f"2021={shared_data / 'dti' / 'results-province-2021-partial.csv'}",
        )
        result = run("trend", *partial, THREE_YEARS[0], *ON_63, "--unit", "Đà Nẵng")
        assert result.returncode == 0, result.stderr
        assert "Da Nang: first 3 times in a row, 2020 to 2022." in result.stdout
        assert "only published ranks are shown: 2020, 2021." in result.stdout

    def test_a_partial_table_keeps_the_published_ranks(self, run: Run) -> None:
        first = f"2020={PUBLISHED / 'dti-province-2020-published.csv'}"
        result = run("trend", first, THREE_YEARS[0], *ON_63, "-f", "csv")
        table = rows(result.stdout)
        assert table["37"]["rank:2020"] == "8"  # Ninh Bình: the fifth row by score of those that are public
        assert table["01"]["rank:2020"] == ""
        spread = run("trend", first, THREE_YEARS[0], *ON_63, "--show", "spread", "-f", "csv")
        assert spread.stdout.splitlines()[1] == "2020,,,,"

    def test_what_moved_it(self, run: Run) -> None:
        result = run(
            "compare", *THREE_YEARS[:2], "-w", "dti-province-2022", "--unit", "TP. Đà Nẵng", "-f", "csv"
        )
        assert result.returncode == 0, result.stderr
        (row,) = rows(result.stdout).values()
        parts = [float(row[f"data:{code}"]) for code in ("I", "7", "8", "9")]
        assert parts == pytest.approx([0.02785, 0.0043, -0.00861, 0.01026])
        assert sum(parts) == pytest.approx(0.8340 - 0.8002)
        assert (row["move"], row["method"], row["composition"]) == ("0", "0.0", "0.0")


class TestKhanhHoa:
    """From 41st to 30th: with its own figures alone it would be sixth, with the others' alone sixtieth."""

    QUESTION = ("compare", *THREE_YEARS[:2], "-w", "dti-province-2022", "--unit", "Khánh Hòa")

    def test_records_count_places_gained(self, run: Run) -> None:
        (row,) = rows(run(*self.QUESTION, "-f", "csv").stdout).values()
        assert (row["rank_before"], row["rank"], row["move"]) == ("41", "30", "11")
        assert (row["rank_own"], row["rank_others"]) == ("32.5", "-21.5")
        assert (row["rank_own_alone"], row["rank_others_alone"]) == ("6", "60")
        assert (row["rank_edition"], row["rank_units"]) == ("0.0", "0.0")

    @pytest.mark.parametrize("form", ["table", "md", "html"])
    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            (
                "en",
                (
                    "129.3 points more of its own would have meant rank 6; averaged over which changed first, its own "
                    "figures gained it 32.5 places and the others' progress cost it 21.5 places."
                ),
            ),
            (
                "vi",
                (
                    "Nếu chỉ riêng đơn vị này tăng 129,3 điểm thì đã ở hạng 6; tính trung bình theo thứ tự thay đổi, số liệu "
                    "của đơn vị: được thêm 32,5 bậc; các đơn vị khác tiến lên đã làm mất 21,5 bậc."
                ),
            ),
        ],
    )
    def test_a_sentence_to_read_aloud(self, run: Run, form: str, language: str, sentence: str) -> None:
        result = run(*self.QUESTION, "-f", form, "--lang", language)
        assert result.returncode == 0, result.stderr
        assert sentence in " ".join(unescape(result.stdout).split())

    def test_a_table_against_itself_has_no_places_to_tell(self, run: Run) -> None:
        one = f"2022={DTI / '2022.csv'}"
        result = run("compare", one, one, "-w", "dti-province-2022", "--width", "200")
        assert "laces" not in result.stdout.replace("places gained", "")

    def test_a_thought_is_the_cause_itself(self, run: Run) -> None:
        """``whatif`` compares a table with itself changed: what moved a rank there is what was asked for."""
        value = ("--value", "56:hoat_dong_chinh_quyen_so=0.75")
        result = run("whatif", DTI / "2022.csv", "-w", "dti-province-2022", *value, "-f", "csv")
        assert "rank_own" not in result.stdout.splitlines()[0]


class TestHue:
    def test_mixed_bases_are_refused(self, run: Run) -> None:
        schemes = ("--units", "vn-province-63", "--units", "vn-province-34")
        result = run("compare", *LAST_TWO, "--published", "DTI", *schemes)
        assert result.returncode == 2
        assert "2023: vn-province-63, 2024: vn-province-34" in result.stderr
        assert "--restate mean" in result.stderr

    def test_up_one_is_a_fall_once_restated(self, run: Run) -> None:
        schemes = ("--units", "vn-province-63", "--units", "vn-province-34", "--restate", "mean")
        result = run("compare", *LAST_TWO, "--published", "DTI", *schemes, "-f", "csv")
        assert result.returncode == 0, result.stderr
        hue = rows(result.stdout)["46"]
        assert (hue["rank_before"], hue["rank"], hue["move"]) == ("1", "2", "-1")
        printed = rows(run("trend", *THREE_YEARS[1:], *ON_63, "-f", "csv").stdout)["46"]
        assert printed["rank:2023"] == "3"  # of 63: from there to second of 34 was printed as up one


class TestAssessments:
    def test_points_lost_at_appraisal(self, run: Run, shared_data: Path) -> None:
        table = shared_data / "dti" / "commune-assessment-2025.csv"
        columns = (
            "--column",
            "Tự đánh giá",
            "--with",
            "Thẩm định",
            "--sum-by",
            "Nhóm",
            "--sum-by",
            "Trạng thái",
        )
        payload = json.loads(run("compare", table, *columns, "-f", "json").stdout)
        sums: dict[Any, Any] = {(one["heading"], one["group"]): one for one in payload["sums"]}
        everything = sums[None, None]
        assert (everything["lost"], everything["lost_on"], everything["gained"]) == (196.75, 22, 15.18)
        assert (everything["first"], everything["second"]) == (787.84, 606.27)
        assert payload["source"] == table.name
        assert payload["sha256"] == sha256(table.read_bytes()).hexdigest()
        told = run("compare", table, *columns).stdout.splitlines()
        assert told[0] == "Tự đánh giá 787.84 → Thẩm định 606.27"
        assert "All that was lost stands under Trạng thái: Cần bổ sung minh chứng." in told
        evidence = sums["Trạng thái", "Cần bổ sung minh chứng"]
        assert (evidence["rows"], evidence["lost"], evidence["gained"]) == (22, 196.75, 0)
        ongoing = sums["Trạng thái", "Đang thực hiện"]
        assert (ongoing["rows"], ongoing["lost"], ongoing["gained"]) == (13, 0, 15.18)
        assert sum(one["lost"] for key, one in sums.items() if key[0] == "Nhóm") == pytest.approx(196.75)

    def test_markdown_counts_rows_that_lost_and_rows_that_gained(self, run: Run, tmp_path: Path) -> None:
        table = tmp_path / "table.csv"
        table.write_text("self,appraised,pillar\n5,4,X\n3,5,Y\n2,2,Y\n2,,Y\n", encoding="utf-8")
        columns = ("--column", "self", "--with", "appraised", "--sum-by", "pillar", "-q")
        told = run("compare", table, *columns, "-f", "md").stdout
        assert "| pillar | rows | lost | on rows | gained | on rows |\n" in told
        assert "| Y      |    2 |    0 |       0 |      2 |       1 |\n" in told
        assert "1 row lacks one of the two figures and is in no sum: line 5." in told
        vietnamese = run("compare", table, *columns, "--lang", "vi").stdout
        assert "1 dòng thiếu một trong hai số và không được cộng; dòng đầu: dòng 5." in vietnamese
        assert "\n  dòng 3 " in vietnamese

    def test_rows_of_several_periods_are_told_apart(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "t.csv").write_text("unit,year,self,jury\nA,2022,5,4\nA,2023,6,\nA,2024,7,5\n")
        asked = ("compare", "t.csv", "--column", "self", "--with", "jury")
        told = run(*asked, cwd=tmp_path).stdout
        assert "in no sum: A (2023)." in told
        assert [line.split()[:2] for line in told.splitlines() if line.startswith("  A ")] == [
            ["A", "2024"],
            ["A", "2022"],
        ]
        records = csv.DictReader(run(*asked, "-f", "csv", cwd=tmp_path).stdout.splitlines())
        assert [record["period"] for record in records] == ["2022", "2023", "2024"]
        assert "2023" not in run(*asked, "--period", "2024", cwd=tmp_path).stdout

    def test_both_columns_are_needed(self, run: Run) -> None:
        result = run("compare", DTI / "2022.csv", "--column", "ha_tang_so")
        assert result.returncode == 2
        assert "--column and --with" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "md"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_form_and_language(run: Run, form: str, language: str) -> None:
    shown = ("-f", form, "--lang", language)
    spread = () if form == "json" else ("--show", "spread")
    few = ("--top", "5") if form in ("table", "md") else ()
    screens = [
        run("compare", *THREE_YEARS[:2], "-w", "dti-province-2022", "--unit", "48", *shown, env={"COLUMNS": "100"}),
        run("trend", *THREE_YEARS, *ON_63, "--top", "5", *shown, env={"COLUMNS": "100"}),
        # The document holds the spread beside all else, and every change of the columns.
        run("trend", *THREE_YEARS, *ON_63, *spread, *shown, env={"COLUMNS": "100"}),
        run(
            "compare", DTI / "2022.csv", "--column", "hoat_dong_kinh_te_so", "--with", "hoat_dong_xa_hoi_so",
            *few, *shown, env={"COLUMNS": "100"},
        ),
    ]  # fmt: skip
    for result in screens:
        assert result.returncode == 0, result.stderr
        assert result.stdout
        if form == "table":
            assert max(map(len, result.stdout.splitlines())) <= 100
            assert not any(word in result.stdout for word in ("sigma", "composition"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", str(DTI / "2022.csv")], "nothing to compare with"),
        (["compare", "a", "b", "c"], "3 tables are given"),
        (["compare", "a", "b", "-w", "x", "-w", "y", "-w", "z"], "3 editions are given"),
        (["compare", str(DTI / "2022.csv"), str(DTI / "2023.csv")], "nothing says how the tables are scored"),
        (["trend", str(DTI / "2022.csv"), "-w", "dti-province-2022"], "at least two periods"),
        (["compare", *THREE_YEARS[:2], "-w", "dti-province-2022", "--unit", "Paris"], 'no unit "Paris"'),
    ],
)
def test_what_cannot_be_asked(run: Run, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert message in result.stderr


@pytest.mark.parametrize("command", ["compare", "trend"])
def test_the_example_of_the_help_runs(run: Run, command: str) -> None:
    result = run(*example_of(command), cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert "Da Nang" in result.stdout


@pytest.mark.parametrize("command", ["compare", "trend", "backcast"])
def test_json_says_from_which_bytes_it_was_made(run: Run, command: str) -> None:
    years = (2022, 2023)
    tables = [f"{year}=examples/dti-province/{year}.csv" for year in years]
    result = run(command, *tables, "-w", "dti-province-2022", "--top", "1", "-f", "json", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["dtiscore"] == dtiscore.__version__
    sides: dict[str, list[Any]] = {
        "compare": [answer.get("before"), answer.get("after")],
        "trend": answer.get("tables", []),
        "backcast": [period["now"] for period in answer.get("periods", [])],
    }
    found = [side["sha256"] for side in sides[command]]
    assert found == [
        sha256((ROOT / f"examples/dti-province/{year}.csv").read_bytes()).hexdigest() for year in years
    ]


def test_the_reading_aid_speaks_of_columns_that_are_there(run: Run) -> None:
    one = "examples/dti-province/2022.csv"
    same = run("compare", one, one, "-w", "dti-province-2022", "--top", "1", cwd=ROOT)
    assert "63 units in both" in same.stdout
    assert "columns after the change" not in same.stdout


def test_one_unit_is_neither_best_everywhere_nor_drawn_together(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    table.write_text("iso3,country,le,eys,mys,gnipc\nVNM,Viet Nam,74.6,13.1,8.5,10814\n", encoding="utf-8")
    explained = run("explain", table, "-w", "hdi-2022", "--unit", "VNM")
    assert explained.returncode == 0, explained.stderr
    assert "Best in every part" not in explained.stdout
    followed = run("trend", f"2022={table}", f"2023={table}", "-w", "hdi-2022")
    assert "draw together" not in followed.stdout


def test_one_table_under_an_edition_that_does_not_govern_its_period(run: Run, tmp_path: Path) -> None:
    """A column of periods is no hindrance, as it is none to backcast; of several periods one is chosen."""
    later = tmp_path / "later.yaml"
    text = (ROOT / "weights" / "dti-province-2022.yaml").read_text(encoding="utf-8")
    text = text.replace("id: dti-province-2022", "id: dti-province-2025", 1)
    text = text.replace('["2021", "2022", "2023"]', '["2025"]')
    later.write_text(
        re.sub(r'(code: "7".*?points: )200', r"\g<1>300", re.sub(r'(code: "[89]".*?points: )150', r"\g<1>100", text)),
        encoding="utf-8",
    )  # fmt: skip
    data = ROOT / "examples" / "dti-province"
    table = data / "2022.csv"
    for order in (("dti-province-2022", later), (later, "dti-province")):
        result = run("compare", table, "-w", order[0], "-w", order[1], "-f", "csv")
        assert result.returncode == 0, result.stderr
        rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
        # Đà Nẵng: 433.205 and, of 300, 100 and 100 (or 200, 150 and 150), 0.8575, 0.7836 and 0.5197.
        scores = [
            round((433.205 + a * 0.8575 + b * 0.7836 + b * 0.5197) / 1000, 4)
            for a, b in ((200, 150), (300, 100))
        ]
        found = [float(rows["48"]["score_before"]), float(rows["48"]["score"])]
        assert found == (scores if order[1] is later else scores[::-1])
        assert len(rows) == 63
    panel = tmp_path / "panel.csv"
    rest = (data / "2023.csv").read_text(encoding="utf-8").partition("\n")[2]
    panel.write_text(table.read_text(encoding="utf-8") + rest, encoding="utf-8")
    result = run("compare", panel, "-w", "dti-province-2022", "-w", later)
    assert (result.returncode, "choose one with --period" in result.stderr) == (2, True)
    result = run("compare", f"2022={panel}", "-w", "dti-province-2022", "-w", later, "--unit", "48")
    assert "0.8208" in result.stdout
    assert "dti-province-2025 does not govern 2022: it is applied in thought." in result.stdout
