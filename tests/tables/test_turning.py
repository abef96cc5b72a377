"""Tables that lie on their side, with a column per unit: read as if they had been turned by hand, each cell where it stands."""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore import InvalidData, UsageFault

SHEET = """BẢNG TỔNG HỢP ĐIỂM CHUYỂN ĐỔI SỐ,,,,,,,
TT,Tiêu chí,Điểm tối đa,ĐVT,Sở Nội vụ,Sở Tài chính,Sở Y tế,Sở Xây dựng
I,Nhận thức số,20,điểm,"17,5","15","12,25","19"
1,Người đứng đầu chủ trì,10,điểm,"9,5","8","7,25","10"
2,Chuyên mục chuyển đổi số,10,điểm,"8","7","5","9"
II,Hạ tầng số,30,điểm,"25","22,5","20,5","28"
1,Tỷ lệ máy tính,15,điểm,"13","12,5","10","14"
2,Kết nối mạng,15,điểm,"12","10","10,5","14"
,Tổng điểm,50,điểm,"42,5","37,5","32,75","47"
,Xếp hạng,,,2,3,4,1
"""
"""As a decision of a province has its points, of four departments; the figures are made up."""
PARTS = ["Người đứng đầu chủ trì", "Chuyên mục chuyển đổi số", "Tỷ lệ máy tính", "Kết nối mạng"]
TWO = {
    **HEAD,
    "missing": "error",
    "index": group("I", "sum", indicator("a"), indicator("b")),
}


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, **reading: object) -> dict[str, tuple[str, str | None]]:
    found = dtiscore.validate(path, TWO, layout="turned", **reading).problems  # type: ignore[arg-type]  # keys of a test
    return {each.code: (str(each.place).removeprefix(str(path)), each.place.header) for each in found}


def test_a_sheet_of_a_decision_comes_to_its_points_in_one_command(run: Run, tmp_path: Path) -> None:
    written(tmp_path, SHEET)
    done = run("init", "t.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    scored = run("score", "t", "-f", "csv", cwd=tmp_path)
    rows = {
        row["name"]: (row["rank"], float(row["INDEX.score"]))
        for row in csv.DictReader(scored.stdout.splitlines())
    }
    assert rows == {
        "Sở Xây dựng": ("1", 47), "Sở Nội vụ": ("2", 42.5), "Sở Tài chính": ("3", 37.5), "Sở Y tế": ("4", 32.75)
    }  # fmt: skip
    started = dtiscore.load_methodology(tmp_path / "t.yaml")
    assert list(started.indicator_headers) == PARTS
    assert 'layout = "turned"' in (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")


def test_the_sheet_of_another_year_is_read_by_what_doctor_proposes(run: Run, tmp_path: Path) -> None:
    written(tmp_path, SHEET)
    assert run("init", "t.csv", cwd=tmp_path).returncode == 0
    (tmp_path / "dtiscore.toml").unlink()
    written(tmp_path, SHEET.replace('"9,5"', '"8,5"'), "next.csv")
    (suggested,) = json.loads(run("doctor", "next.csv", "-w", "t.yaml", "-f", "json", cwd=tmp_path).stdout)[
        "suggested"
    ]
    assert suggested["errors"] == 0
    scored = run(*shlex.split(suggested["command"])[1:], "-f", "csv", cwd=tmp_path)
    assert {row["unit"]: row["INDEX.score"] for row in csv.DictReader(scored.stdout.splitlines())}[
        "Sở Nội vụ"
    ] == "41.5"


def test_a_year_above_all_units_is_none_of_each(run: Run, tmp_path: Path) -> None:
    written(
        tmp_path,
        "Tiêu chí,Điểm tối đa,Kết quả năm 2024,,\n,,Sở A,Sở B,Sở C\nHạ tầng,10,9,8,7\nNhân lực,20,11,18,17\n",
    )
    done = run("init", "t.csv", "-f", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {row["name"] for row in json.loads(done.stdout)["rows"]} == {"Sở A", "Sở B", "Sở C"}


def test_a_name_that_stands_twice_in_a_sheet_is_told(run: Run, tmp_path: Path) -> None:
    written(
        tmp_path,
        "Tiêu chí,Điểm tối đa,Sở A,Sở B\nHạ tầng,10,9,8\nKhác,5,4,3\nNhân lực,20,11,18\nKhác,5,1,2\n",
    )
    done = run("init", "t.csv", cwd=tmp_path)
    assert (done.returncode, 'a second row is called "Khác", as line 3 is' in done.stderr) == (1, True), (
        done.stderr
    )


@pytest.mark.parametrize("heads", ["TT", "Tiêu chí"])
def test_the_same_turned_by_hand_is_read_alike_and_not_to_be_turned_again(
    heads: str, run: Run, tmp_path: Path
) -> None:
    rows = list(csv.reader(SHEET.splitlines()[1:]))
    turned = [list(column) for column in zip(*rows, strict=True)]
    del turned[3]  # the units of measure, which no table has as a row among units
    turned = turned if heads == "TT" else turned[1:]
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(turned)
    done = run("init", "t.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(dtiscore.load_methodology(tmp_path / "t.yaml").indicator_headers) == PARTS
    assert "layout" not in (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")


def test_cells_of_every_kind_of_table_are_those_of_one_that_has_been_turned(tmp_path: Path) -> None:
    wide = pd.DataFrame({"unit": ["U1", "U2", "U3"], "a": [1.5, 2, 3], "b": [1.234, 4.25, 1]})
    side = pd.DataFrame({"measure": ["a", "b"], **{unit: row for unit, *row in wide.itertuples(index=False)}})
    side.to_csv(tmp_path / "s.csv", index=False)
    side.to_excel(tmp_path / "s.xlsx", index=False)
    side.to_parquet(tmp_path / "s.parquet", index=False)
    expected = dtiscore.score(wide, TWO).to_frame()
    tables: list[pd.DataFrame | Path] = [
        side,
        *(tmp_path / f"s.{ending}" for ending in ("csv", "xlsx", "parquet")),
    ]
    for table in tables:
        pd.testing.assert_frame_equal(dtiscore.score(table, TWO, layout="turned").to_frame(), expected)


def test_a_fault_is_told_where_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path, "no.,measure,U1,U2\n1,a,1,x\n2,b,2,3\n3,a,4,5\n4,,6,7\n5,,,\n6,c,8,9\n")
    assert problems(path) == {
        "duplicate-heading": (":4:2", "measure"),
        "blank-key": (":5:2", "measure"),
        "undeclared-missing": (":2:4", "a"),
        "unused-column": (":7:2", "c"),
    }


def test_columns_name_a_row_together(tmp_path: Path) -> None:
    path = written(tmp_path, "group,measure,U1,U2\nG,x,1,2\nH,x,3,4\n")
    edition = {
        **TWO,
        "index": group("I", "sum", *(indicator(at, column=f"{at} / x") for at in "GH")),
    }
    card = dtiscore.score(path, edition, layout="turned", indicator_column=["group", "measure"])
    assert card.nodes["I"].score.tolist() == [4, 6]


SIDES = """No,Evaluation criteria,Max points,A,A,B,B
,,,claimed,verified,claimed,verified
1,Portal,10,9,8,7,6
2,Staff,20,18,17,15,11
"""


def test_of_several_columns_of_each_unit_somebody_chooses(run: Run, tmp_path: Path) -> None:
    written(tmp_path, SIDES)
    looked = json.loads(run("doctor", "t.csv", "-f", "json", cwd=tmp_path).stdout)
    assert [each["declarations"].get("side") for each in looked["suggested"]] == ["claimed", "verified"]
    assert {each["declarations"]["layout"] for each in looked["suggested"]} == {"turned"}
    refused = run("init", "t.csv", cwd=tmp_path)
    assert (refused.returncode, "each unit has several columns: claimed, verified" in refused.stderr) == (
        2,
        True,
    )
    done = run("init", "t.csv", "--side", "verified", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    scored = run("score", "t", "-f", "csv", cwd=tmp_path).stdout
    assert [row["unit"] for row in csv.DictReader(scored.splitlines())] == ["A", "B"]
    edition = {
        **TWO,
        "index": group("I", "sum", indicator("p", column="Portal"), indicator("q", column="Staff")),
    }
    reading = {"layout": "turned", "header_rows": 2, "ignore_units": ["Max points"]}
    card = dtiscore.score(tmp_path / "t.csv", edition, side="Verified", **reading)  # type: ignore[arg-type]  # keys of a test
    assert card.nodes["I"].score.tolist() == [25, 17]
    for side in ({}, {"side": "appraised"}):
        with pytest.raises(InvalidData, match="each unit has several columns"):
            dtiscore.score(tmp_path / "t.csv", edition, **side, **reading)  # type: ignore[arg-type]  # keys of a test


def test_what_stands_above_all_units_names_none(tmp_path: Path) -> None:
    path = written(tmp_path, "measure,Points,Points\n,U1,U2\na,1,2\nb,3,4\n")
    assert dtiscore.score(path, TWO, layout="turned", header_rows=2).dataset.units == ("U1", "U2")


def test_a_column_of_notes_is_no_unit(tmp_path: Path) -> None:
    path = written(tmp_path, "measure,U1,U2,Ghi chú\na,1,2,see below\nb,3,4,\n")
    assert dtiscore.score(path, TWO, layout="turned").dataset.units == ("U1", "U2")


@pytest.mark.parametrize(
    "text",
    ["Hà Nội,Huế,Đà Nẵng,Tiêu chí\n1,2,3,x\n2,3,4,y\n", "A,B,Tiêu chí,Điểm tối đa\n1,2,x,9\n2,3,y,8\n"],
)
def test_doctor_gets_past_a_table_that_cannot_be_turned(text: str, tmp_path: Path) -> None:
    assert dtiscore.doctor(written(tmp_path, text)).source.endswith("t.csv")


def test_what_contradicts_it_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "measure,U1,U2\na,1,2\nb,3,4\n")
    with pytest.raises(UsageFault, match="has a column of values for each unit"):
        dtiscore.score(path, TWO, layout="turned", value_column="U1")
    with pytest.raises(InvalidData, match='no column stands behind "U2"'):
        dtiscore.score(path, TWO, layout="turned", indicator_column="U2")
    with pytest.raises(InvalidData, match="no column is headed indicator"):
        dtiscore.score(path, TWO, layout="turned", indicator_column="indicator")


def test_it_is_not_streamed(run: Run, tmp_path: Path) -> None:
    written(tmp_path, "measure,U1,U2\na,1,2\nb,3,4\n")
    (tmp_path / "e.json").write_text(json.dumps(TWO), encoding="utf-8")
    done = run(
        "score",
        "t.csv",
        "-w",
        "e.json",
        "--layout",
        "turned",
        "--engine",
        "stream",
        "-f",
        "csv",
        cwd=tmp_path,
    )
    assert (done.returncode, "only a wide table is streamed" in done.stderr) == (2, True)
