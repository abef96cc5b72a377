"""Commands that take several tables: by one rule each may be written in a way of its own, and says how by ``--table``."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pandas as pd
import pytest

import dtiscore
from dtiscore.cli.tables import StatedTables, _of_one_table
from dtiscore.errors import UsageFault
from dtiscore.said import Said, as_it_is, said, spoken
from dtiscore.tables.declarations import TableReading, declarations, option_of
from dtiscore.tables.options import MAX_BYTES, TableOptions
from tests.cli.ways_out.case import edition, of
from tests.conftest import ROOT, Run

DTI = ROOT / "examples" / "dti-province"
EDITION = ("-w", "dti-province-2022")
NEW_HEADINGS = {"year": "Kỳ báo cáo", "code": "Mã số", "province": "Địa phương"}
SAID = (
    ("skip-rows", "2"),
    ("encoding", "utf-16"),
    ("delimiter", ";"),
    ("decimal", ","),
    ("unit-column", "Mã số"),
    ("name-column", "Địa phương"),
    ("period-column", "Kỳ báo cáo"),
    ("ignore-unit", "Cả nước"),
    ("missing", "x"),
)
"""What a table needs said of it that :func:`foreign` wrote."""
PLAIN = tuple(word for option, value in SAID for word in (f"--{option}", value))


def foreign(source: Path, target: Path) -> Path:
    """A table as an office may send it: two lines above the headings, decimal commas, a total, another encoding."""
    headings, *rows = list(csv.reader(source.read_text(encoding="utf-8").splitlines()))
    total = ["" if NEW_HEADINGS.get(heading) != "Địa phương" else "Cả nước" for heading in headings]
    written = [["Bảng điểm"], ["Nguồn: Sở"], [NEW_HEADINGS.get(heading, heading) for heading in headings]]
    written += [[re.sub(r"^(\d+)\.(\d+)$", r"\1,\2", cell) or "x" for cell in row] for row in rows]
    with target.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*written, total])
    return target


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example tables in their own form and in that of an office, a published table and bounds in both."""
    found = tmp_path_factory.mktemp("tables")
    for year in ("2022", "2023"):
        foreign(DTI / f"{year}.csv", found / f"{year}.csv")
    foreign(DTI / "published-2022.csv", found / "published.csv")
    bounds = "column,highest,cost_per_point\nhoat_dong_xa_hoi_so,0.9,1.5\nhoat_dong_kinh_te_so,0.8,0.5\n"
    (found / "plain-bounds.csv").write_text(bounds, encoding="utf-8")
    (found / "bounds.csv").write_text(
        f"Giới hạn\n{bounds.replace(',', ';').replace('.', ',')}", encoding="utf-8"
    )
    return found


def said_of(table: str, *, periods: bool = True) -> list[str]:
    said = [(option, value) for option, value in SAID if periods or option != "period-column"]
    return [word for option, value in said for word in ("--table", f"{table}:{option}={value}")]


LINES = {
    "compare": (["compare", "2022={}", f"2023={DTI / '2023.csv'}", *EDITION], "2022"),
    "compare by place": (["compare", str(DTI / "2022.csv"), "{}", *EDITION], "2"),
    "trend": (["trend", f"2022={DTI / '2022.csv'}", "2023={}", *EDITION], "2023"),
    "backcast": (["backcast", "2022={}", f"2023={DTI / '2023.csv'}", *EDITION], "2022"),
    "score": (["score", "{}", *EDITION, "--previous", str(DTI / "2022.csv")], "data"),
    "score --previous": (["score", str(DTI / "2023.csv"), *EDITION, "--previous", "{}"], "previous"),
    "check": (["check", "{}", *EDITION, "--expect", str(DTI / "published-2022.csv")], "data"),
    "improve": (
        ["improve", str(DTI / "2023.csv"), *EDITION, "--unit", "56", "--to-rank", "25", "--others", "trend", "--previous", "{}"],
        "previous",
    ),
}  # fmt: skip
"""A command line with a table left open, and the name by which ``--table`` calls it."""
YEARS = {"compare by place": "2023", "trend": "2023", "score": "2023"}


@pytest.mark.parametrize("name", LINES)
def test_what_is_said_of_one_table_holds_for_it_alone(name: str, folder: Path, run: Run) -> None:
    line, table = LINES[name]
    year = YEARS.get(name, "2022")
    plain = run(*(word.format(DTI / f"{year}.csv") for word in line), "-f", "csv")
    own = run(*(word.format(folder / f"{year}.csv") for word in line), *said_of(table), "-f", "csv")
    assert plain.returncode == own.returncode, own.stderr
    assert plain.stdout
    assert own.stdout == plain.stdout
    refused = run(*(word.format(folder / f"{year}.csv") for word in line), *PLAIN, "-f", "csv")
    # The other table is not written so; but check --expect is not read by what is said of the data.
    assert refused.returncode == (0 if name == "check" else 3), refused.stderr


def test_a_published_table_and_bounds_have_nothing_but_what_is_said_of_them(folder: Path, run: Run) -> None:
    check: tuple[str | Path, ...] = (
        "check",
        DTI / "2022.csv",
        *EDITION,
        "--expect",
        folder / "published.csv",
    )
    result = run(*check, *said_of("expect", periods=False))
    assert (result.returncode, result.stderr) == (0, "")
    line = f"improve 2022.csv {shlex.join([*EDITION, *PLAIN])} --unit 56 --to-rank 30 -f csv"
    improve = shlex.split(line.replace("2022.csv", str(folder / "2022.csv")))
    plain = run(*improve, "--bounds", folder / "plain-bounds.csv")
    own = run(*improve, "--bounds", folder / "bounds.csv", "--table", "bounds:skip-rows=1")
    assert (plain.returncode, own.returncode) == (0, 0), own.stderr
    assert plain.stdout == own.stdout
    assert plain.stdout != run(*improve).stdout


@pytest.mark.parametrize(
    "option",
    [option_of(name).removeprefix("--") for name in TableReading.__annotations__ if name != "aliases"],
)
def test_what_is_declared_of_all_tables_is_declared_of_one_by_the_same_name(option: str) -> None:
    """``flag`` was refused, which a message proposed."""
    stated = StatedTables({"data": "t.csv"}, [f"data:{option}=1"], {}).stated["data"]
    assert [*stated] == [name for name in TableReading.__annotations__ if option_of(name) == f"--{option}"]


def test_what_no_text_says_is_no_option_of_a_table() -> None:
    with pytest.raises(UsageFault, match='a table has no option "aliases" of its own'):
        StatedTables({"data": "t.csv"}, ["data:aliases=x"], {})


def test_options_about_all_tables_hold_where_nothing_is_said_of_one(folder: Path, run: Run) -> None:
    compare = ("compare", "2022=2022.csv", "2023=2023.csv", *EDITION, "-f", "csv")
    assert run(*compare, *PLAIN, cwd=folder).stdout == run(*compare, cwd=DTI).stdout
    one = run("compare", "2022=2022.csv", f"2023={DTI / '2023.csv'}", *EDITION, *PLAIN, "--table", "2023:decimal=.", "-f", "csv", cwd=folder)  # fmt: skip
    assert one.stdout == run(*compare, cwd=DTI).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--table expct:decimal=,", ['no table of this command is called "expct"', "data, expect"]),
        ("--table expect:decimals=,", ['no option "decimals" of its own', "did you mean decimal?"]),
        ("--table expect:period=2022", ['no option "period" of its own']),
        ("--table decimal=,", ['"decimal=," says nothing of a table', "expect:decimal=,"]),
        ("--table expect:skip-rows=two", ["--skip-rows cannot be 'two'"]),
        ("--table expect:skip-rows=-1", ["--skip-rows cannot be '-1'"]),
        ("--table expect:decimal=;", ["--decimal cannot be ';'"]),
        ("--table expect:decimal=, --table expect:grouping=,", ["not a number style"]),
        ("--table expect:decimal=, --table expect:decimal=.", ["says expect:decimal more than once"]),
        ("--table data:skip-rows=0 --skip-rows 2", ["--skip-rows has no effect", "of each table"]),
    ],
)
def test_a_statement_that_says_nothing_is_refused(words: str, said: Sequence[str], run: Run) -> None:
    check = ("check", DTI / "2022.csv", *EDITION, "--expect", DTI / "published-2022.csv")
    result = run(*check, *shlex.split(words))
    assert (result.returncode, result.stdout) == (2, "")
    for each in said:
        assert each in result.stderr


def test_a_statement_about_a_table_that_is_not_given_is_refused(run: Run) -> None:
    result = run("score", DTI / "2022.csv", *EDITION, "--table", "previous:skip-rows=2")
    assert result.returncode == 2
    assert "add --previous" in result.stderr
    result = run("compare", f"2={DTI / '2022.csv'}", DTI / "2023.csv", *EDITION, "--table", "2:skip-rows=2")
    assert result.returncode == 2
    assert "the period of another" in result.stderr


def test_what_is_said_of_a_ranking_of_ours_is_told_to_say_nothing(run: Run, tmp_path: Path) -> None:
    score = ("score", DTI / "2022.csv", *EDITION)
    assert run(*score, "-o", tmp_path / "r.json").returncode == 0
    check = ("check", DTI / "2022.csv", *EDITION, "--expect", tmp_path / "r.json")
    result = run(*check, "--table", "expect:sheet=x")
    assert result.returncode == 0
    assert "--sheet says nothing about a ranking that dtiscore wrote" in result.stderr


def test_the_advice_about_one_table_can_be_typed_as_it_stands(run: Run, tmp_path: Path) -> None:
    """Each refusal of the expected table proposes what to say of it, and once that is said goes on to the next."""
    book = openpyxl.Workbook()
    book.active.title = "Kết quả 2022"
    published = (DTI / "published-2022.csv").read_text(encoding="utf-8")
    for row in [["Xếp hạng"], ["Nguồn: Sở"], *csv.reader(published.splitlines())]:
        book.active.append(row)
    book.create_sheet("Ghi chú").append(["Cập nhật"])
    book.save(tmp_path / "published.xlsx")
    check = ("check", DTI / "2022.csv", *EDITION, "--expect", "published.xlsx")
    advised: list[str] = []
    for wanted in ("--table 'expect:sheet=Kết quả 2022'", "--table expect:skip-rows=2"):
        result = run(*check, *advised, cwd=tmp_path)
        assert result.returncode == 1
        words = shlex.split(wanted)
        assert wanted.replace("'", '"') in result.stderr
        advised += words
    assert run(*check, *advised, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("advice", "wanted"),
    [
        ("declare --skip-rows 2", "declare --table expect:skip-rows=2"),
        (
            "declare --decimal . for the one, or --decimal , with --grouping . for the other",
            "declare --table expect:decimal=. for the one, or --table expect:decimal=, with "  # noqa: ISC004 - one text
            "--table expect:grouping=. for the other",
        ),
        (
            'declare --sheet with its name or number, such as --sheet "Trang 1"',
            'declare --table expect:sheet=VALUE with its name or number, such as --table "expect:sheet=Trang 1"',
        ),
        ("name it with --unit-column; the file has a, b", "name it with --table expect:unit-column=VALUE; the file has a, b"),
        ('declare --missing "…" if it stands for none', 'declare --table "expect:missing=…" if it stands for none'),
        ("add them, or --allow-missing-units", "add them, or --allow-missing-units"),
    ],
)  # fmt: skip
def test_advice_names_the_table(advice: str, wanted: str) -> None:
    assert _of_one_table(as_it_is(advice), "expect") == wanted


@pytest.mark.parametrize(
    ("advice", "wanted"),
    [
        (
            said("declare --sheet with its name or number, such as {option}", option='--sheet "Trang 1"'),
            "khai báo --table expect:sheet=GIÁ-TRỊ với tên hoặc số thứ tự của trang tính, chẳng hạn "  # noqa: ISC004 - one text
            '--table "expect:sheet=Trang 1"',
        ),
        (
            said("keep one, or name the column of the period: --period-column COLUMN"),
            "giữ một dòng, hoặc nêu cột ghi kỳ: --table expect:period-column=CỘT",
        ),
        (
            said("declare --decimal {decimal} to confirm it", decimal=","),
            "khai báo --table expect:decimal=, để xác nhận",
        ),
    ],
)
def test_advice_in_vietnamese_names_the_table_and_takes_no_word_for_a_value(
    advice: Said, wanted: str
) -> None:
    assert spoken(_of_one_table(advice, "expect") or "", "vi") == wanted


def test_in_python_a_table_says_how_it_is_written(folder: Path) -> None:
    names = {"ignore-unit": "ignore_units"}
    reading = {names.get(option, option.replace("-", "_")): value for option, value in SAID}
    own = dtiscore.DeclaredTable(folder / "2022.csv", **reading)  # type: ignore[arg-type]  # as texts, like a project file
    plain = dtiscore.score(DTI / "2022.csv", "dti-province-2022")
    card = dtiscore.score(own, "dti-province-2022")
    pd.testing.assert_frame_equal(card.to_frame(), plain.to_frame())
    assert card.provenance.options == reading
    assert dtiscore.check(own, "dti-province-2022", DTI / "published-2022.csv", strict=True)[1].agrees
    period = dtiscore.DeclaredTable(f"2022={folder / '2022.csv'}", **reading)  # type: ignore[arg-type]  # as above
    after = f"2023={DTI / '2023.csv'}"
    found = dtiscore.compare(period, after, "dti-province-2022")
    wanted = dtiscore.compare(f"2022={DTI / '2022.csv'}", after, "dti-province-2022")
    pd.testing.assert_frame_equal(dtiscore.to_frame(found), dtiscore.to_frame(wanted))
    del reading["period_column"]
    published = dtiscore.DeclaredTable(folder / "published.csv", **reading)  # type: ignore[arg-type]  # as above
    assert dtiscore.check(DTI / "2022.csv", "dti-province-2022", published)[1].agrees
    with pytest.raises(dtiscore.UsageFault, match="--skip-rows cannot be"):
        dtiscore.DeclaredTable("x.csv", skip_rows=-1)


def test_a_declaration_about_a_table_is_stated_once() -> None:
    """What checks the declarations about one table knows all of them, by the defaults and limits that their help tells."""
    assert set(TableOptions.model_fields) == set(TableReading.__annotations__)
    for name, field in TableOptions.model_fields.items():
        declared = declarations()[name][1]
        assert declared.default in (None, field.default)
        assert [limit.ge for limit in field.metadata if hasattr(limit, "ge")] == (
            [] if declared.least is None else [declared.least]
        )
    assert str(MAX_BYTES) in declarations()["max_bytes"][1].text


def test_advice_that_would_hold_for_all_tables_says_how_to_say_it_of_one(run: Run, tmp_path: Path) -> None:
    titled = "Bảng điểm,2022\n" + (DTI / "2022.csv").read_text(encoding="utf-8")
    (tmp_path / "titled.csv").write_text(titled, encoding="utf-8")
    compare = ("compare", "titled.csv", DTI / "2023.csv", *EDITION)
    result = run(*compare, cwd=tmp_path)
    assert result.returncode == 1
    assert "declare --skip-rows 1\n" in result.stderr
    assert "of this table alone, say --table 1:skip-rows=1\n" in result.stderr
    assert run(*compare, "--table", "1:skip-rows=1", cwd=tmp_path).returncode == 0
    assert "--table" not in run("score", "titled.csv", *EDITION, cwd=tmp_path).stderr


def test_a_workbook_is_held_against_the_ranking_that_was_made_of_it(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active.append(["Sở Thông tin và Truyền thông"])
    sheet = book.create_sheet("Điểm")
    headings, *rows = csv.reader((DTI / "2022.csv").read_text(encoding="utf-8").splitlines())
    for row in [["Bảng điểm"], [], headings, *([*row[:3], *map(float, row[3:])] for row in rows)]:
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    for options in (("--sheet", "Điểm", "--skip-rows", "2"), ("--range", "A3:H66", "--sheet", "2")):
        for form in ("csv", "tsv", "json", "jsonl", "xlsx", "parquet"):
            score = ("score", "x.xlsx", *EDITION, *options, "-o", f"base.{form}")
            assert run(*score, cwd=tmp_path).returncode == 0
            result = run("check", "x.xlsx", *EDITION, *options, "--expect", f"base.{form}", cwd=tmp_path)
            assert (result.returncode, result.stderr) == (0, "")


def test_two_sheets_of_one_workbook_are_two_tables(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "2023"
    for sheet, of_c in ((book.active, 5), (book.create_sheet("2024"), 1)):
        for row in (("unit", "p"), ("a", 3), ("b", 4), ("c", of_c)):
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "w.yaml").write_text(edition(of("{code: p, rule: {kind: identity}}")), encoding="utf-8")
    sheets = ["--table", "1:sheet=2023", "--table", "2:sheet=2024"]
    book_twice = [str(tmp_path / "book.xlsx")] * 2
    found = run("compare", *book_twice, "-w", str(tmp_path / "w.yaml"), *sheets, "-f", "csv")
    assert found.returncode == 0, found.stderr
    moved = {row["unit"]: row for row in csv.DictReader(found.stdout.splitlines())}
    assert (moved["c"]["change"], moved["c"]["data"], moved["c"]["method"]) == ("-4.0", "-4.0", "0.0")
