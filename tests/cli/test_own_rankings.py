"""What ``score`` wrote, as another table of a command: known in every form, and read as written, whatever the options."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pytest

import dtiscore
from dtiscore.errors import SourceFault
from dtiscore.inputs.reading import Reading, read_table
from dtiscore.questions.score.shown.records import ranking_columns
from dtiscore.tables.options import TableOptions
from dtiscore.tables.rankings.form import TEXTS, score_headings
from dtiscore.tables.typed_values import text_of
from tests.conftest import ROOT, Run
from tests.made import HEAD, group, indicator, share

FOR_EXCEL = "excel.csv"
FORMS = ("csv", FOR_EXCEL, "tsv", "json", "jsonl", "xlsx", "parquet")

NAMES = (
    "=SUM(A1:A9)",
    "'=SUM(A1:A9)",
    "''+84 24",
    "-",
    "Hà Nội;=2+3;'=4",
    "Huế,'@x",
    'Bà Rịa "Vũng Tàu"',
    "0123",
    "1e5",
    "TRUE",
    "Đắk Lắk",
    "＝1",
)
"""Names that spreadsheets would run, that our own sign for them resembles, or that look like another type."""

EDITION: dict[str, Any] = {
    **HEAD,
    "publish": {"as": "score", "decimals": 1},
    "rank": {"on": "full", "ties": "average"},
    "missing": "no-score",
    "layout": {"group": "region"},
    "index": {
        "code": "X",
        "aggregate": "sum",
        "weights": "equal",
        "children": [indicator(code) for code in ("a", "rank", "b c")],
    },
    "bands": {"kind": "quantiles", "count": 2},
}
"""An edition whose nodes are headed as raw columns and columns beside the scores are, so that scores are ``a.score``."""

DECLARED = ("--skip-rows", "2", "--decimal", ",", "--encoding", "utf-16", "--delimiter", ";")
COLUMNS = ("--unit-column", "Mã số", "--name-column", "Địa phương", "--period-column", "Kỳ báo cáo")
ROWS = ("--ignore-unit", "Cả nước", "--missing", "x", "--percent", "rank")
HOSTILE = (*DECLARED, *COLUMNS, *ROWS)
"""Whatever may be declared about a table that is written in no way as ours are."""


def foreign(path: Path, periods: Sequence[str]) -> Path:
    """A table that is read with all that ``HOSTILE`` declares, and not without."""
    lines = [["Bảng điểm"], ["Nguồn: Sở"]]
    lines.append(["Kỳ báo cáo", "Mã số", "Địa phương", "region", "a", "rank", "b c"])
    for period in periods:
        for i, name in enumerate(NAMES):
            # Two groups, ties, a value in full precision, and a unit without a score.
            third = "x" if i == 4 else f"{(i * 7 + int(period)) % 5},1"
            values = [f"{i // 3},{int(period) % 10}", f"{i % 4}%", third]
            lines.append([period, name, name, "N" if i % 2 else "B", *values])
        lines.append([period, "", "Cả nước", "N", "9", "9", "9"])
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Two foreign tables, their edition, and the ranking of each in every form."""
    found = tmp_path_factory.mktemp("own")
    (found / "hostile.json").write_text(json.dumps(EDITION), encoding="utf-8")
    for year in ("2022", "2023"):
        foreign(found / f"data{year}.csv", [year])
        for form in FORMS:
            score = ("score", f"data{year}.csv", "-w", "hostile.json", "--level", "all", *HOSTILE)
            excel = ["--excel"] if form == FOR_EXCEL else []
            result = run(*score, "-o", f"r{year}.{form}", *excel, cwd=found)
            assert result.returncode == 0, result.stderr
    return found


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read_back_equal_whatever_is_declared(form: str, folder: Path) -> None:
    reading = Reading(
        skip_rows=2, decimal=",", encoding="utf-16", delimiter=";", missing=["x"], percent=["rank"],
        unit_column="Mã số", name_column="Địa phương", period_column="Kỳ báo cáo", ignore_units=["Cả nước"],
    )  # fmt: skip
    card = dtiscore.score(folder / "data2023.csv", folder / "hostile.json", **reading)
    written = ranking_columns(card, level="all")
    options = TableOptions(
        delimiter=";", encoding="utf-16", skip_rows=2, header_rows=2, sheet="x", range="C3:D4"
    )
    table, problems = read_table(folder / f"r2023.{form}", options)
    assert table.is_ranking
    assert not problems
    assert score_headings(list(written)) == ("X.score", "a.score", "rank.score", "b c.score")
    assert {column.header: list(column.cells) for column in table.columns} == {
        heading: [_as_read(value, form) for value in values] for heading, values in written.items()
    }


def _as_read(value: object, form: str) -> str:
    """The cell of a value; only some forms keep all places of a decimal."""
    return text_of(
        float(value) if isinstance(value, Decimal) and form in {"json", "jsonl", "xlsx"} else value
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_held_against_its_own_ranking(form: str, folder: Path, run: Run) -> None:
    check = ("check", "data2023.csv", "-w", "hostile.json", "--expect", f"r2023.{form}", *HOSTILE)
    result = run(*check, cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert "47 scores, 11 ranks, 11 bands" in result.stdout.replace("\n", " ")


def test_a_ranking_in_full_precision_is_not_compared_at_the_decimals_it_happens_to_have(
    folder: Path, run: Run, tmp_path: Path
) -> None:
    text = (folder / "r2023.csv").read_text(encoding="utf-8")
    assert ",4.1," in text
    data = (folder / "data2023.csv").read_text(encoding="utf-16")
    (tmp_path / "data.csv").write_text(data.replace(";1,3;", ";1,30000000000001;"), encoding="utf-16")
    check = ("check", tmp_path / "data.csv", "-w", "hostile.json", "--expect", "r2023.csv", *HOSTILE)
    assert run(*check, cwd=folder).returncode == 1


def saved_by_a_spreadsheet(text: str) -> list[str]:
    """The ways in which programs write a CSV file of ours again."""
    rows = list(csv.reader(text.splitlines()))
    return [
        text.replace("\n", "\r\n"),
        "\ufeff" + text,
        "\n".join(";".join(cell.replace(".", ",") for cell in row) for row in rows) + "\n",
        text.replace(".0,", ","),
        text.replace(".1,", ".10,"),
        text.replace(",", ", "),
        text.removesuffix("\n"),
        text.replace("rank,unit,name", "rank,name,unit"),
        text.replace("rank,unit", "Rank,unit"),
        text + "\n",
    ]


def test_a_file_that_resembles_ours_is_not_taken_for_ours(folder: Path, tmp_path: Path) -> None:
    text = (folder / "r2023.csv").read_text(encoding="utf-8")
    for i, other in enumerate(saved_by_a_spreadsheet(text)):
        assert other != text
        path = tmp_path / f"{i}.csv"
        path.write_bytes(other.encode())
        assert not read_table(path, TableOptions(delimiter=";" if i == 2 else ","))[0].is_ranking, other[:80]


def test_a_workbook_without_the_mark_or_with_other_headings_is_foreign(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "r2023.xlsx")
    book["ranking"].insert_rows(1)
    book["ranking"]["A1"] = "Xếp hạng"
    book.save(tmp_path / "title.xlsx")
    assert not read_table(tmp_path / "title.xlsx", TableOptions(sheet="ranking", skip_rows=1))[0].is_ranking
    book = openpyxl.load_workbook(folder / "r2023.xlsx")
    book.remove(book["about"])
    book.save(tmp_path / "bare.xlsx")
    assert not read_table(tmp_path / "bare.xlsx", TableOptions(sheet="ranking"))[0].is_ranking


def test_a_workbook_is_ours_whatever_language_its_sheets_are_named_in(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "r2023.xlsx")
    book["ranking"].title, book["about"].title = "bảng xếp hạng", "nguồn"
    book.save(tmp_path / "vi.xlsx")
    assert read_table(tmp_path / "vi.xlsx")[0].is_ranking


def test_a_workbook_saved_by_another_program_is_still_ours(folder: Path, tmp_path: Path) -> None:
    openpyxl.load_workbook(folder / "r2023.xlsx").save(tmp_path / "again.xlsx")
    ours, again = (read_table(path)[0] for path in (folder / "r2023.xlsx", tmp_path / "again.xlsx"))
    assert again.is_ranking
    for one, other in zip(ours.columns, again.columns, strict=True):
        if one.header in TEXTS:
            assert one.cells == other.cells
        else:  # openpyxl writes 16 digits of a number
            numbers = [[float(cell) for cell in column.cells if cell] for column in (one, other)]
            assert numbers[0] == pytest.approx(numbers[1], rel=1e-15)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"rows": [{"unit": "a"}]}', "no ranking that dtiscore wrote"),
        ('{"unit": "a"}\n{"unit": "b"}\n', "no ranking that dtiscore wrote"),
        ('{"schema": "dtiscore/comparison/1", "rows": []}', "holds dtiscore/comparison/1, no ranking"),
        ('{"schema": "dtiscore/ranking/1", "rows": []}', "provenance is absent or not as dtiscore writes"),
        ('{\n  "schema": "dtiscore/ranking/1",\n  "rows": [', "damaged: it is not JSON at line 3, column 12"),
        ('{"schema": "dtiscore/ranking/1", "schema": "dtiscore/ranking/1"}', "a key stands twice"),
        ('{"schema": "dtiscore/ranking/1", "largest": NaN}', "NaN is no number"),
    ],
)
def test_other_json_is_refused_by_what_it_is(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceFault, match=words):
        read_table(path)


def test_a_table_whose_first_heading_begins_with_a_brace_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("{unit},a\nx,1\n", encoding="utf-8")
    assert [column.header for column in read_table(path)[0].columns] == ["{unit}", "a"]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("form", FORMS)
def test_moves_since_a_ranking_are_those_since_its_table(form: str, folder: Path, run: Run) -> None:
    score = ("score", "data2023.csv", "-w", "hostile.json", "-f", "csv", *HOSTILE)
    since_table = run(*score, "--previous", "data2022.csv", cwd=folder)
    since_ranking = run(*score, "--previous", f"r2022.{form}", cwd=folder)
    assert (since_ranking.returncode, since_ranking.stderr) == (0, "")
    assert since_ranking.stdout == since_table.stdout
    assert any(row["move"] not in ("", "0") for row in rows_of(since_ranking.stdout))


def test_a_part_of_a_ranking_keeps_its_ranks_and_calls_no_unit_new(
    examples: Path, run: Run, tmp_path: Path
) -> None:
    score = ("score", examples / "dti-province" / "2022.csv", "-w", "dti-province-2022")
    assert run(*score, "--unit", "56", "--unit", "Cà Mau", "-o", "two.csv", cwd=tmp_path).returncode == 0
    now = ("score", examples / "dti-province" / "2023.csv", "-w", "dti-province-2022")
    moves = {
        previous: {row["unit"]: row for row in rows_of(found.stdout)}
        for previous in ("two.csv", examples / "dti-province" / "2022.csv")
        if (found := run(*now, "--previous", previous, "-f", "csv", cwd=tmp_path)).returncode == 0
    }
    part, whole = moves.values()
    for unit in ("56", "96"):
        assert part[unit] == whole[unit]
        assert whole[unit]["previous_rank"]
    assert {row["previous_rank"] for unit, row in part.items() if unit not in ("56", "96")} == {""}
    screen = run(*now, "--previous", "two.csv", "--lang", "en", cwd=tmp_path).stdout
    assert "new" not in screen.split()


def test_a_ranking_of_another_index_or_a_later_period_has_no_moves(
    folder: Path, run: Run, tmp_path: Path
) -> None:
    other = EDITION | {"id": "other", "index": EDITION["index"] | {"code": "Y"}}
    (tmp_path / "other.json").write_text(json.dumps(other), encoding="utf-8")
    score = ("score", folder / "data2023.csv", "-w", tmp_path / "other.json", *HOSTILE)
    result = run(*score, "--previous", "r2022.json", cwd=folder)
    assert result.returncode == 2
    assert "r2022.json is a ranking by X.score, and the table is scored by Y.score" in result.stderr
    earlier = ("score", "data2022.csv", "-w", "hostile.json", *HOSTILE)
    result = run(*earlier, "--previous", "r2023.xlsx", cwd=folder)
    assert result.returncode == 2
    assert "the last period of the previous table, 2023, is not before 2022" in result.stderr
    result = run(*earlier, "--previous", "r2022.json", cwd=folder)
    assert "the last period of the previous table, 2022, is not before 2022" in result.stderr


@pytest.mark.parametrize("form", FORMS)
def test_rankings_under_several_editions_are_told_apart(
    form: str, examples: Path, run: Run, tmp_path: Path
) -> None:
    """A panel of 2020, of which nine provinces are known here, and 2022 falls under two editions."""
    tables = [ROOT / "tests" / "published" / "dti-province-2020.csv", examples / "dti-province" / "2022.csv"]
    rows = [row for table in tables for row in rows_of(table.read_text(encoding="utf-8"))]
    with (tmp_path / "panel.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, dict.fromkeys(heading for row in rows for heading in row), restval="")
        writer.writeheader()
        writer.writerows(rows)
    score = ("score", "panel.csv", "-w", "dti-province", "--allow-missing-units", "-o", f"r.{form}")
    assert run(*score, cwd=tmp_path).returncode == 0
    wanted = run(
        "score", examples / "dti-province" / "2023.csv", "-w", "dti-province-2022",
        "--previous", examples / "dti-province" / "2022.csv", "-f", "csv",
    )  # fmt: skip
    for edition in ("dti-province-2022", "dti-province"):
        now = ("score", examples / "dti-province" / "2023.csv", "-w", edition, "-f", "csv")
        assert run(*now, "--previous", f"r.{form}", cwd=tmp_path).stdout == wanted.stdout


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.slow
def test_other_units_move_on_as_a_ranking_says(form: str, examples: Path, run: Run, tmp_path: Path) -> None:
    before, now = (examples / "dti-province" / f"{year}.csv" for year in (2022, 2023))
    edition = ("-w", "dti-province-2022")
    assert run("score", before, *edition, "-o", tmp_path / f"r.{form}").returncode == 0
    improve = ("improve", now, *edition, "--unit", "56", "--to-rank", "25", "--others", "trend", "-f", "json")
    plans = [
        json.loads(run(*improve, "--previous", previous).stdout)["plans"]
        for previous in (before, tmp_path / f"r.{form}")
    ]
    assert plans[0]
    assert plans[0] == plans[1]


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory, examples: Path, run: Run) -> Path:
    """The rankings of the provinces in 2022 and 2023, and their second level, in every form."""
    found = tmp_path_factory.mktemp("provinces")
    for year in ("2022", "2023"):
        for form in FORMS:
            score = ("score", examples / "dti-province" / f"{year}.csv", "-w", "dti-province-2022")
            assert run(*score, "--level", "2", "-o", found / f"r{year}.{form}").returncode == 0
    return found


LINES = (
    "compare 2022=r2022.{form} 2023=r2023.{form} -w dti-province-2022",
    "compare r2022.{form} r2023.csv",
    "compare r2022.{form} r2023.csv --published DTI",
    "compare r2022.{form} {data} --published DTI -w dti-province-2022",
    "trend r2022.csv r2023.{form} --published DTI.score --units vn-province-63",
    "trend r2022.{form} r2023.{form}",
    "trend r2022.{form} r2023.{form} -w dti-province-2022",
    "backcast r2022.{form} r2023.{form} -w dti-province-2022",
    "score r2023.{form} -w dti-province-2022 --previous r2022.{form}",
)
"""Every command that takes several tables of one kind, given rankings of ours."""
IDLE = "--skip-rows 2 --decimal , --encoding utf-16 --sheet x --unit-column y --period-column z --missing 1"


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line.split()[:2]))
@pytest.mark.slow
def test_every_command_takes_a_ranking_in_every_form(
    line: str, provinces: Path, examples: Path, run: Run
) -> None:
    data = examples / "dti-province" / "2023.csv"
    idle = [] if "{data}" in line else shlex.split(IDLE)
    told = [
        run(*shlex.split(line.format(form=form, data=data)), *idle, "-f", "csv", cwd=provinces)
        for form in FORMS
    ]
    assert [result.returncode for result in told] == [0] * len(FORMS), told[0].stderr
    assert told[0].stdout.count("\n") >= 64
    assert {result.stdout for result in told} == {told[0].stdout}


def test_a_node_of_rankings_has_its_own_ranks(provinces: Path, run: Run) -> None:
    tables = ("2022=r2022.csv", "2023=r2023.csv", "--published")
    shown = run("compare", *tables, "7", "-f", "json", cwd=provinces)
    ranks = {row["unit"]: (row["rank_before"], row["rank"]) for row in json.loads(shown.stdout)["rows"]}
    assert ranks["80"] == (10, 3)  # Long An, 11th and 17th of the index
    refused = run("compare", *tables, "XHS", cwd=provinces)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert 'is a ranking and has no scores of "XHS"' in " ".join(refused.stderr.split())


@pytest.mark.parametrize("form", FORMS)
def test_a_ranking_scored_again_is_the_same_ranking(form: str, provinces: Path, run: Run) -> None:
    score = ("score", f"r2023.{form}", "-w", "dti-province-2022", "--level", "2", "-o", f"again-{form}.csv")
    assert run(*score, cwd=provinces).returncode == 0
    assert (provinces / f"again-{form}.csv").read_bytes() == (provinces / "r2023.csv").read_bytes()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("publish", ["score", "fraction"])
def test_what_an_edition_says_of_other_tables_changes_no_ranking(
    publish: str, form: str, run: Run, tmp_path: Path
) -> None:
    """Marks out of other points, gaps that are filled by region, and a row that is the mean of the others."""
    marked = indicator("b", points=10, out_of=20, round={"decimals": 1})
    edition = {
        **HEAD,
        "publish": {"as": publish, "decimals": 2},
        "prepare": [{"step": "impute", "method": "median", "columns": ["a"], "by": "region"}],
        "index": group("X", "points", share("a", points=40), marked, share("c", points=5)),
    }
    (tmp_path / "edition.json").write_text(json.dumps(edition), encoding="utf-8")
    rows = ["u,N,0.2,13.3,0.4", "v,N,,7.1,0.8", "w,B,0.6,9.6,0.6", "x,B,0.4,10,0.6", "y,B,0.4,10,0.6"]
    (tmp_path / "data.csv").write_text("\n".join(["unit,region,a,b,c", *rows]), encoding="utf-8")
    asked = ("-w", "edition.json", "--level", "all", "--keep-unit", "x", "--keep-unit", "y")
    excel = ["--excel"] if form == FOR_EXCEL else []
    first = run("score", "data.csv", *asked, "-f", "csv", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert run("score", "data.csv", *asked, "-o", f"ranking.{form}", *excel, cwd=tmp_path).returncode == 0
    again = run("score", f"ranking.{form}", *asked[:4], "-f", "csv", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert again.stdout == first.stdout


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_without_a_score_has_none_again(form: str, run: Run, tmp_path: Path) -> None:
    """Monaco has no score of education or income, nor an index: blank in a ranking, that is what it says."""
    hdi = str(ROOT / "examples/hdi/2022.csv")
    options = ["--excel"] if form == FOR_EXCEL else []
    run("score", hdi, "-w", "hdi-2022", "-o", f"r.{form}", *options, cwd=tmp_path)
    first, again = (
        run("score", table, "-w", "hdi-2022", "-f", "csv", cwd=tmp_path) for table in (hdi, f"r.{form}")
    )
    assert "\n,MCO,Monaco,," in first.stdout
    assert (again.returncode, again.stdout) == (0, first.stdout)


@pytest.mark.parametrize("form", FORMS)
def test_ranks_are_not_taken_for_an_indicator_that_is_headed_rank(form: str, folder: Path, run: Run) -> None:
    score = ("score", f"r2023.{form}", "-w", "hostile.json", "--level", "all", "-f", "csv", *HOSTILE)
    result = run(*score, cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (folder / "r2023.csv").read_text(encoding="utf-8")


def test_the_doctor_has_nothing_to_declare_about_a_ranking(provinces: Path, run: Run) -> None:
    for form in FORMS:
        result = run("doctor", f"r2023.{form}", "--lang", "en", cwd=provinces)
        assert "there is nothing to declare" in " ".join(result.stdout.split()), form


def test_an_index_is_begun_from_the_scores_below_that_of_a_ranking(
    provinces: Path, run: Run, tmp_path: Path
) -> None:
    for form in FORMS:
        (tmp_path / form).mkdir()
        file = shutil.copy(provinces / f"r2023.{form}", tmp_path / form)
        assert run("init", file, cwd=tmp_path / form).returncode == 0, form
        scored = run("score", file, "-w", next((tmp_path / form).glob("*.yaml")), "-f", "json")
        _, *parts = json.loads(scored.stdout)["nodes"].values()
        assert [name for part in parts for name in part.values()] == [f"{at}.score" for at in (3, 7, 8, 9)], (
            form
        )


def test_json_that_another_program_wrote_again_is_still_ours(provinces: Path, tmp_path: Path) -> None:
    envelope = json.loads((provinces / "r2023.json").read_text(encoding="utf-8"))
    ours = read_table(provinces / "r2023.json")[0].columns
    for i, text in enumerate(
        (json.dumps(envelope), "\ufeff" + json.dumps(envelope, indent=4), "\n" + json.dumps(envelope))
    ):
        (tmp_path / f"{i}.json").write_text(text, encoding="utf-8")
        again = read_table(tmp_path / f"{i}.json")[0]
        assert again.is_ranking
        assert again.columns == ours


def test_a_part_of_a_ranking_agrees_as_far_as_it_goes(examples: Path, run: Run, tmp_path: Path) -> None:
    data = examples / "dti-province" / "2022.csv"
    for form in FORMS:
        score = ("score", data, "-w", "dti-province-2022", "--top", "10", "-o", tmp_path / f"top.{form}")
        assert run(*score).returncode == 0
        check = ("check", data, "-w", "dti-province-2022", "--expect", tmp_path / f"top.{form}", "-f", "csv")
        assert run(*check, "--partial").returncode == 0
        assert run(*check).stdout.count("scored") == 53


@pytest.mark.parametrize("form", FORMS)
def test_groups_of_the_command_line_are_those_of_the_ranking(
    form: str, examples: Path, run: Run, tmp_path: Path
) -> None:
    headings, *rows = list(
        csv.reader((examples / "hdi" / "2022.csv").read_text(encoding="utf-8").splitlines())
    )
    regions = [["Region", "Kind"], *(["=A1" if i % 2 else "'B", f"k{i % 3}"] for i in range(len(rows)))]
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [*row, *more] for row, more in zip([headings, *rows], regions, strict=True)
        )
    line = ("t.csv", "-w", "hdi-2022", "--by", "Region", "--by", "Kind")
    assert run("score", *line, "-o", f"r.{form}", cwd=tmp_path).returncode == 0
    result = run("check", *line, "--expect", f"r.{form}", "-f", "csv", cwd=tmp_path)
    assert (result.returncode, result.stdout.count("\n")) == (0, 1)


@pytest.mark.parametrize("form", FORMS)
def test_a_ranking_is_not_read_piece_by_piece(form: str, folder: Path, run: Run) -> None:
    """By pieces nothing tells a text of ours, and a name would keep the sign before its formula."""
    edition = {key: value for key, value in EDITION.items() if key != "bands"}
    (folder / "unbanded.json").write_text(json.dumps(edition), encoding="utf-8")
    score = ("score", f"r2023.{form}", "-w", "unbanded.json", "-f", "csv", "--engine", "stream")
    result = run(*score, cwd=folder)
    assert result.returncode == 2
    assert "which is read whole\n       use --engine memory\n" in result.stderr


@pytest.mark.parametrize("weights", [(), ("-w", "dti-province-2022")], ids=["alone", "with an edition"])
def test_a_column_of_published_scores_that_no_table_has_is_refused(
    weights: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    """A misspelt heading showed ranks alone, and under an edition was passed over."""
    folder = ROOT / "examples" / "dti-province"
    years = (f"2022={folder / 'published-2022.csv'}", f"2023={folder / 'published-2023.csv'}")
    for command in ("compare", "trend"):
        refused = run(command, *years, *weights, "--published", "dtii")
        assert refused.returncode == 2
        assert "did you mean DTI?" in refused.stderr
    other = tmp_path / "p.csv"
    other.write_text((folder / "published-2023.csv").read_text("utf-8").replace("DTI", "Diem"), "utf-8")
    told = run("compare", years[0], f"2023={other}", "--published", "DTI")
    assert told.returncode == 0
    assert "ranks-alone" in told.stderr
    ranks = tmp_path / "r.csv"
    ranks.write_text("code,name,rank\n01,Hà Nội,1\n48,Đà Nẵng,2\n", encoding="utf-8")
    assert run("compare", f"2022={ranks}", f"2023={ranks}", "--published", "DTI").returncode == 0


def test_between_scores_that_are_published_alike_there_is_no_change(tmp_path: Path, run: Run) -> None:
    """20.06 and 20.14 are both 20.1, and 0.08 between them was told as +0.1; 10.04 and 10.16 are 0.2 apart as they are shown."""
    edition = {
        **HEAD,
        "publish": {"as": "score", "decimals": 1},
        "index": group("X", "arithmetic", indicator("a"), indicator("b")),
    }
    (tmp_path / "w.json").write_text(json.dumps(edition), encoding="utf-8")
    for name, y, x in (("before", 20.06, 10.04), ("now", 20.14, 10.16)):
        (tmp_path / f"{name}.csv").write_text(f"unit,a,b\nfirst,{y},{y}\nsecond,{x},{x}\n", encoding="utf-8")
    told = run("score", "now.csv", "-w", "w.json", "--previous", "before.csv", cwd=tmp_path).stdout
    of_first, of_second = (
        next(line for line in told.splitlines() if f" {unit} " in line) for unit in ("first", "second")
    )
    assert "+" not in of_first
    assert "+0.2" in of_second
    told = run("compare", "before.csv", "now.csv", "-w", "w.json", "--unit", "first", cwd=tmp_path).stdout
    assert "0.08" in told
