"""Number style, missing values and units are suggested with evidence, and left open where the file does not tell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.cli.test_forty_inputs import EDITIONS
from tests.conftest import Run

import dtiscore
from dtiscore.errors import errors_of
from dtiscore.inputs.weighting import load_methodology, load_unit_scheme
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.contents import Contents
from dtiscore.questions.doctor.answer.finding import Observation, arguments
from dtiscore.tables.texts.delimited import read_delimited


def edition(name: str, folder: Path) -> Methodology:
    (folder / "e.yaml").write_text(EDITIONS[name], encoding="utf-8")
    return load_methodology(folder / "e.yaml")


def found(text: str, methodology: Methodology | None = None, scheme: str | None = None) -> list[Observation]:
    table, _ = read_delimited(text.encode(), source="t.csv")
    return Contents(table, methodology, load_unit_scheme(scheme) if scheme else None).examine()


def test_sound_tables_need_nothing() -> None:
    assert found("unit;x;y\na;1.234,5;1\nb;2,5;3\n") == []
    assert found("unit,x\na,1.5\nb,\n") == []


def test_an_ambiguous_column_is_left_to_a_person() -> None:
    (finding,) = found("unit,x\na,1.234\nb,5\n")
    assert finding.choices == ({"decimal": "."}, {"decimal": ",", "grouping": "."})
    assert finding.declares == {}
    assert finding.reason == '"1.234" is 1.234 or 1234, and nothing in the file tells which'
    assert (str(finding.place), finding.sample) == ("t.csv:2:2", "1.234")
    assert finding.remedy is not None


def test_the_limits_of_an_edition_tell_the_style(tmp_path: Path) -> None:
    (finding,) = found("unit,x\na,1.000\nb,1\n", edition("share", tmp_path))
    assert finding.declares == {"decimal": "."}


def test_another_column_does_not_settle_it_by_itself_but_is_evidence() -> None:
    (finding,) = found('unit;x;y\na;1.234;"1.234,5"\nb;5;7\n')
    assert finding.declares == {"decimal": ",", "grouping": "."}
    assert finding.reason == '1 cell cannot be read without it; with it "1.234" is 1234'


def test_thousands_beside_hundreds_are_not_called_decimals_for_the_sake_of_another_column() -> None:
    (finding,) = found("unit;x;y\na;3.250;12.4\nb;2.110;10.1\nc;980;6.9\n")
    assert finding.reason == '"3.250" is 3.25 or 3250, and nothing in the file tells which'
    assert (finding.declares, finding.choices) == ({}, ())
    assert finding.remedy == "write the numbers of a column in one way"


def test_the_mean_below_a_table_does_not_settle_what_it_is_left_out_of() -> None:
    totals, style = found("unit;x;y\na;5,695;1,25\nb;4,991;2,5\nTrung bình;5,3;1,9\n")
    assert totals.declares == {"ignore_units": ["Trung bình"]}
    assert style.declares == {"decimal": ","}
    assert style.reason == '2 cells cannot be read without it; with it "5,695" is 5.695'


def test_spaces_between_thousands() -> None:
    (finding,) = found("unit;x\na;1 234,5\nb;12 345,25\n")
    assert finding.declares == {"decimal": ",", "grouping": " "}
    assert arguments(finding.declares) == ["--decimal", ",", "--grouping", " "]


def test_mixed_styles_are_no_matter_of_declaring() -> None:
    (finding,) = found('unit,x\na,"2,3"\nb,2.55\n')
    assert (dict(finding.declares), finding.choices) == ({}, ())
    assert finding.remedy == "write the numbers of a column in one way"


def test_a_style_that_lifts_no_fault_is_not_proposed() -> None:
    (finding,) = found('unit,x\na,"5,1"\nb,5.2\nc,"7,25"\n')
    assert (dict(finding.declares), finding.choices) == ({}, ())
    assert finding.remedy == "write the numbers of a column in one way"


def test_a_style_that_lifts_some_faults_says_how_many_remain() -> None:
    (finding,) = found("unit;x\na;1 234,5\nb;2 345,5\nc;5x\n")
    assert finding.declares == {"decimal": ",", "grouping": " "}
    assert str(finding.reason).endswith(", and 1 cell remains that cannot be read")


def test_marks_of_missing_values_are_counted(tmp_path: Path) -> None:
    (finding,) = found("unit,x\na,KCSL\nb,-\nc,KCSL\nd,1\ne,2\nf,3\n")
    assert finding.declares == {"missing": ["KCSL", "-"]}
    assert 'there is "KCSL" 2 times, "-" 1 time;' in finding.reason
    assert str(finding.place) == "t.csv:2:2"
    (finding,) = found("unit,x\na,chờ\nb,chờ\nc,1\nd,2\n")
    assert finding.declares == {"missing": ["chờ"]}
    assert found("unit,x\na,chờ\nb,3\nc,1\nd,2\n") == []  # a single odd word is a mistake and no mark


@pytest.mark.parametrize(
    ("text", "declares"),
    [
        ("foo,x\nHà Nội,1\nHà Giang,2\n", {"name_column": "foo"}),
        ("note,foo,x\nn,01,1\nm,02,2\n", {"unit_column": "foo"}),
    ],
)
def test_the_column_of_units_is_known_by_its_units(
    text: str, declares: dict[str, str], tmp_path: Path
) -> None:
    findings = found(text, edition("63", tmp_path), "vn-province-63")
    assert [dict(finding.declares) for finding in findings] == [declares]
    assert findings[0].reason == "100 % of its cells are units of vn-province-63"


def test_without_a_scheme_the_column_that_differs_in_every_row() -> None:
    (finding,) = found("stt,loại,foo,x\n1,k,a,1\n2,k,b,2\n")
    assert finding.declares == {"unit_column": "foo"}


PANEL = "{head}\n" + "".join(
    f"{name};{year};0,{at}1;0,{at}2\n"
    for year in (2019, 2020)
    for at, name in enumerate(("Chile", "Perú", "Bolivia"))
)
LONG = "{head}\n" + "".join(
    f"{name};33{at};2024;{each};{at}{len(each)},5\n"
    for at, name in enumerate(("Cilacap", "Banyumas", "Kendal"))
    for each in ("Harapan (tahun)", "Lama sekolah", "Indeks")
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PANEL.format(head="País;Año;a;b"), ["--unit-column", "País"]),
        (PANEL.format(head="Economy;CAL;a;b"), ["--period-column", "CAL", "--unit-column", "Economy"]),
        (
            LONG.format(head="kab_kota;kod_wil;tahun_data;indikator;indeks"),
            ["--indicator-column", "indikator", "--value-column", "indeks", "--unit-column", "kab_kota"],
        ),
        (LONG.format(head="Concelho;Cod;Ano;Indicador;Valor"), ["--unit-column", "Concelho"]),
    ],
)
def test_the_column_of_units_of_which_each_has_several_rows(text: str, told: list[str]) -> None:
    findings = found(text)
    declared: dict[str, object] = {}
    for finding in findings:
        declared |= finding.declares
    assert sorted(arguments(declared)) == sorted(told)
    assert findings[-1].reason == (
        "no heading says which column has the units; each of this one has a row for each period or indicator"
    )


@pytest.mark.parametrize(
    "text",
    [
        # One that stands there twice, beside the years in which something began.
        "Nơi;Thành lập;a\n" + "".join(f"{name};{1990 + at};{at},5\n" for at, name in enumerate("ABCDEFA")),
        "Loại;a;b\nAa;1,5;2\nAa;2,5;3\nBb;3,5;4\n",
    ],
)
def test_where_no_column_may_have_the_units_somebody_must_say(text: str) -> None:
    (finding,) = found(text)
    assert finding.reason == "no column says which unit a row is about"
    assert finding.remedy is not None
    assert str(finding.remedy).startswith("name it with --unit-column; the file has ")


def test_totals_are_looked_for_in_the_column_of_units_that_shows() -> None:
    of_units, totals = found(PANEL.format(head="País;Año;a;b") + "Total;2019;0,1;0,2\nTotal;2020;0,1;0,2\n")
    assert {**of_units.declares, **totals.declares} == {"unit_column": "País", "ignore_units": ["Total"]}


def test_years_that_differ_from_unit_to_unit_are_no_periods() -> None:
    """A unit that stands there twice by mistake made a panel of the years in which each began."""
    assert (
        found(
            "Sở;Thành lập;a\n" + "".join(f"{name};{1990 + at};{at},5\n" for at, name in enumerate("ABCDEFA"))
        )
        == []
    )


def test_totals_and_notes_are_no_units() -> None:
    (finding,) = found("unit,x\na,1\nCả nước,2\nNguồn: Bộ,\n")
    assert finding.declares == {"ignore_units": ["Cả nước", "Nguồn: Bộ"]}
    assert str(finding.place) == "t.csv:3:1"
    assert arguments(finding.declares) == ["--ignore-unit", "Cả nước", "--ignore-unit", "Nguồn: Bộ"]


ANSWERS_AND_SHARES = """id: answers
title: {en: Answers and shares}
authority: {decision: test, issuer: test, source: test}
publish: {as: score, decimals: 2}
rank: {on: full}
index:
  code: I
  aggregate: points
  children:
    - {code: head, points: 10, rule: {kind: boolean}}
    - {code: files, points: 10, rule: {kind: fraction, of: 0.8, cap: true}}
"""


def test_answers_are_no_marks_of_missing_values_and_an_unclear_per_cent_sign_is_told(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(ANSWERS_AND_SHARES, encoding="utf-8")
    (finding,) = found(
        "unit,head,files\na,x,70%\nb,x,50%\nc,không,9%\n", load_methodology(tmp_path / "e.yaml")
    )
    assert finding.declares == {"percent": ["files"]}
    assert (str(finding.place), finding.sample) == ("t.csv:2:3", "70%")
    assert arguments(finding.declares) == ["--percent", "files"]


def test_a_few_per_cent_signs_are_no_reason_to_declare_the_whole_column(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(EDITIONS["one"], encoding="utf-8")
    (finding,) = found("unit,x\na,70%\nb,0.5\nc,0.25\n", load_methodology(tmp_path / "e.yaml"))
    assert not finding.declares
    assert (str(finding.place), finding.sample) == ("t.csv:2:2", "70%")
    assert finding.remedy is not None


@pytest.mark.parametrize("text", ["Hà Nội^1\nHuế^2\n", "Hà Nội,0.61\nHuế,0.62\nCần Thơ,0.63\n"])
def test_what_is_no_heading_is_not_suggested_as_one(text: str) -> None:
    assert not [finding for finding in found(text, scheme="vn-province-63") if finding.topic == "units"]


def test_a_share_that_departs_from_its_column_is_told_with_both_readings(tmp_path: Path) -> None:
    of_percent = ANSWERS_AND_SHARES.replace("of: 0.8, cap: true", "of: 100")
    (tmp_path / "e.yaml").write_text(of_percent, encoding="utf-8")
    (finding,) = found(
        "unit,head,files\na,x,70%\nb,x,0.5\nc,không,25%\n", load_methodology(tmp_path / "e.yaml")
    )
    assert finding.declares == {}
    assert (str(finding.place), finding.sample) == ("t.csv:3:3", "0.5")
    assert finding.reason.endswith("it may be 0.5% or 50%")
    assert finding.remedy is not None
    assert finding.remedy.endswith("declare --percent files if all its numbers are per cent")


def test_all_shares_that_depart_from_their_columns_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(TWO.replace("identity", "fraction"), encoding="utf-8")
    two = load_methodology(tmp_path / "e.yaml")
    (finding,) = found("unit,p,q\na,70%,0.3\nb,0.5,40%\nc,25%,50%\nd,KCSL,0.2\n", two)[1:]
    assert (str(finding.place), finding.sample) == ("t.csv:3:2", "0.5")
    assert finding.reason.endswith("; 4 more cells depart from their columns: 2:3, 3:3, 4:3, 5:3")
    assert finding.remedy is not None
    assert "each column" in finding.remedy


def test_columns_with_a_few_signs_are_told_beside_those_with_a_sign_in_every_cell(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(TWO, encoding="utf-8")
    two = load_methodology(tmp_path / "e.yaml")
    partly, unclear = found("unit,p,q\na,70%,3%\nb,0.5,40%\nc,25%,50%\n", two)
    assert (partly.declares, str(partly.place)) == ({}, "t.csv:2:2")
    assert (dict(unclear.declares), str(unclear.place)) == ({"percent": ["q"]}, "t.csv:2:3")
    (both,) = found("unit,p,q\na,70%,3%\nb,0.5,.4\nc,25%,50%\n", two)
    assert both.reason.endswith("; likewise in q")
    # What means that there is no value lacks no sign.
    _, unclear = found("unit,p,q\na,70%,1\nb,KCSL,2\nc,KCSL,3\n", two)
    assert unclear.declares == {"percent": ["p"]}


@pytest.mark.parametrize(
    ("cells", "declared"),
    [
        ("45%,47,62%", ["x"]),
        ('45%,"47,5",62%', ["x"]),
        ("45%,0,62%,0%,0", ["x"]),
        ("45%,47,62", []),
        ("45%,0.47,62%", []),
        ('45%,"0,47",62%', []),
        ("45%,1,62%", []),
    ],
)
def test_a_column_of_shares_of_which_few_lack_the_sign_is_declared_if_none_can_be_a_part_of_1(
    tmp_path: Path, cells: str, declared: list[str]
) -> None:
    (tmp_path / "e.yaml").write_text(EDITIONS["one"], encoding="utf-8")
    (row,) = csv.reader([cells])
    text = "".join(f'u{at},"{cell}"\n' for at, cell in enumerate(row))
    (finding,) = found("unit,x\n" + text, load_methodology(tmp_path / "e.yaml"))
    assert finding.declares.get("percent", []) == declared
    assert finding.sample == "45%"


def test_units_in_the_headings_are_a_table_to_turn() -> None:
    text = "Chỉ tiêu,Hà Nội,Hà Giang,Cao Bằng\nNhận thức số,0.5,0.6,0.7\nThể chế số,0.5,0.6,0.7\n"
    (finding,) = found(text, load_methodology("dti-province-2022"), "vn-province-63")
    assert finding.reason == "its headings are units of vn-province-63: each has a column, and not a row"
    assert str(finding.place) == "t.csv:1"


TWO = """id: w
title: W
authority: {decision: d, issuer: i, source: s}
publish: {as: score, decimals: 2}
rank: {on: full}
index: {code: W, aggregate: sum, children: [{code: p, rule: {kind: identity}}, {code: q, rule: {kind: identity}}]}
"""


def test_columns_that_stand_in_rows_are_to_be_turned(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(TWO, encoding="utf-8")
    two = load_methodology(tmp_path / "e.yaml")
    (finding,) = found("measure,A,B,C\np,1,2,3.5\nq,4,6,7\n", two)
    assert finding.reason == "columns of the edition stand in rows: each unit has a column, and not a row"
    assert (dict(finding.declares), str(finding.place)) == ({"layout": "turned"}, "t.csv:1")
    assert found("no,measure,A,B,C,note\n1,p,1,2,3.5,see\n2,q,4,6,7,\n", two)[0].reason == finding.reason
    # One row for each value is another thing.
    assert not any("layout" in each.declares for each in found("measure,who,value\np,A,1\nq,A,2\n", two))


def test_names_beside_codes_are_found_where_no_heading_says_which_they_are(tmp_path: Path) -> None:
    """As in tables of the English Indices of Deprivation."""
    rows = "".join(f"E0100000{at},Area {at}A,{at * 3 % 7}.5,{at * 5 % 7}.25\n" for at in range(1, 7))
    (tmp_path / "t.csv").write_text("LSOA code (2011),LSOA name (2011),x,y\n" + rows, encoding="utf-8")
    reading = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).reading
    assert (reading["unit_column"], reading["name_column"]) == ("LSOA code (2011)", "LSOA name (2011)")


def test_names_tell_units_apart_where_codes_are_those_of_what_they_lie_in(tmp_path: Path) -> None:
    """As in the Academic Ranking of World Universities, of which ``Code`` is that of the country."""
    rows = "".join(f"Place {at},{'ABC'[at % 3]}X,{at * 3 % 7}.5,{at * 5 % 7}.25\n" for at in range(1, 9))
    (tmp_path / "t.csv").write_text("Institution,Code,x,y\n" + rows, encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.reading["unit_column"] == "Institution"
    card = dtiscore.score(tmp_path / "t.csv", started.methodology, **started.reading)
    assert list(card.dataset.units) == [f"Place {at}" for at in range(1, 9)]


@pytest.mark.parametrize(
    "row", [",Bình quân,5,7.3", "Mục tiêu giai đoạn 2021-2025,,8,9", "4,Cộng toàn tỉnh,15,22"]
)
def test_a_total_is_an_error_of_the_table_as_it_stands_without_an_edition_too(
    row: str, run: Run, tmp_path: Path
) -> None:
    """It was told to be none, and scoring the table refused it."""
    table = tmp_path / "t.csv"
    table.write_text(f"TT,Đơn vị,Điểm A,Điểm B\n1,Xã An,5,6\n2,Xã Bình,6,7\n3,Xã Cát,4,9\n{row}\n")
    seen = dtiscore.doctor(table)
    (suggested,) = seen.suggested
    assert (seen.left, suggested.left) == (["perhaps-a-total"], [])
    assert run("init", "t.csv", "--yes", cwd=tmp_path).returncode == 0
    edition = tmp_path / "t.yaml"
    assert len(errors_of(dtiscore.validate(table, edition).problems)) == 1
    assert dtiscore.validate(table, edition, **suggested.declarations).problems == []


def test_answers_in_words_are_no_marks_of_missing_values_whatever_one_means_elsewhere() -> None:
    """``không`` stands for no value among figures, and a column of it and ``có`` was taken for one of figures."""
    rows = "".join(f"U{at},{at},{'có' if at % 3 else 'không'}\n" for at in range(1, 10))
    assert found(f"unit,a,Có minh chứng\n{rows}") == []
