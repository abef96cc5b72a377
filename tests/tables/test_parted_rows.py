"""Tables with several rows per unit: which columns part them, what reads them, and that it is followed to the end."""

from __future__ import annotations

import json
import shlex
from itertools import product
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.made import HEAD

import dtiscore
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.parted_rows import Parted, parted_by
from dtiscore.tables.raw import RawColumn, RawTable

COUNTRIES = {"Viet Nam": "VNM", "Thailand": "THA", "Indonesia": "IDN", "Malaysia": "MYS"}
USERS, LIFE = "Individuals using the Internet (% of population)", "Life expectancy at birth, total (years)"
SERIES = {USERS: "IT.NET.USER.ZS", LIFE: "SP.DYN.LE00.IN"}
"""Two series under the names and codes of the World Bank."""

EACH = [*product(COUNTRIES, SERIES)]
FIGURES = {each: 61.5 + 3.25 * at for at, each in enumerate(EACH)}
"""Made figures: of statistical offices the tables here have the form alone."""

YEARS = {"2021": 1.0, "2022": 0.0}
"""What is less in each year."""


def csv(*rows: tuple[object, ...]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


DATABANK = csv(
    ("Country Name", "Country Code", "Series Name", "Series Code", "2021 [YR2021]", "2022 [YR2022]"),
    *(
        (c, COUNTRIES[c], s, SERIES[s], *(f"{FIGURES[c, s] - less:.2f}" for less in YEARS.values()))
        for c, s in EACH
    ),
)
WEO = csv(
    ("Country", "Subject Descriptor", "Units", "Scale", "Notes", "2021", "2022", "Estimates Start After"),
    *(
        (c, s, "Units", "", "", *(f"{FIGURES[c, s] - less:.2f}" for less in YEARS.values()), 2021)
        for c, s in EACH
    ),
)
FAOSTAT = csv(
    (
        "Area Code",
        "Area",
        "Item Code",
        "Item",
        "Element Code",
        "Element",
        "Year Code",
        "Year",
        "Unit",
        "Value",
        "Flag",
    ),
    *(
        (200, c, 15, "Wheat", 5312, s, y, y, s[:3], f"{FIGURES[c, s] - YEARS[y]:.2f}", "A")
        for c, s in EACH
        for y in YEARS
    ),
)
OECD = csv(
    ("LOCATION", "INDICATOR", "SUBJECT", "MEASURE", "FREQUENCY", "TIME", "Value", "Flag Codes"),
    *((c, s, "TOT", "PC_POP", "A", y, f"{FIGURES[c, s] - YEARS[y]:.2f}", "") for c, s in EACH for y in YEARS),
)
EUROSTAT = csv(
    ("DATAFLOW", "freq", "indic_is", "unit", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"),
    *(
        ("ESTAT", "A", s, "PC_IND", c, y, f"{FIGURES[c, s] - YEARS[y]:.2f}", "")
        for c, s in EACH
        for y in YEARS
    ),
)
UNKNOWN = csv(("country", "part", "figure"), *((c, s, f"{FIGURES[c, s]:.2f}") for c, s in EACH))

OF_OFFICES = {
    "databank": (DATABANK, []),
    "weo": (WEO, ["--indicator-column", "Subject Descriptor"]),
    "faostat": (FAOSTAT, ["--indicator-column", "Element"]),
    "oecd": (OECD, ["--indicator-column", "INDICATOR", "--period-column", "TIME"]),
    "eurostat": (EUROSTAT, ["--indicator-column", "indic_is"]),
    "unknown": (UNKNOWN, ["--indicator-column", "part", "--value-column", "figure"]),
}

EDITION = """
id: w
title: W
authority: {decision: d, issuer: i, source: s}
publish: {as: score, decimals: 2}
rank: {on: full}
index:
  code: W
  aggregate: sum
  children:
    - {code: p, column: "Individuals using the Internet (% of population)", rule: {kind: identity}}
    - {code: q, column: "Life expectancy at birth, total (years)", rule: {kind: identity}}
"""


@pytest.mark.parametrize("office", OF_OFFICES)
def test_what_doctor_proposes_reads_a_table_of_a_statistical_office(
    office: str, run: Run, tmp_path: Path
) -> None:
    text, options = OF_OFFICES[office]
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "w.yaml").write_text(EDITION, encoding="utf-8")
    proposed = [
        line.strip()
        for line in run("doctor", "t.csv", "-w", "w.yaml", cwd=tmp_path).stdout.splitlines()
        if line.startswith("    dtiscore score")
    ]
    assert [shlex.split(line)[5:] for line in proposed] == ([options] if options else [])
    of_one = [] if office == "unknown" else ["--period", "2022"]
    scored = run("score", "t.csv", "-w", "w.yaml", *options, *of_one, "-f", "jsonl", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    rows = scores_in(scored.stdout)
    assert {country: rows.get(country, rows.get(code)) for country, code in COUNTRIES.items()} == {
        country: (FIGURES[country, USERS], FIGURES[country, LIFE]) for country in COUNTRIES
    }


def scores_in(lines: str) -> dict[str, tuple[float, float]]:
    rows = [json.loads(line) for line in lines.splitlines()]
    return {row["unit"]: (row["p.score"], row["q.score"]) for row in rows}


@pytest.mark.parametrize("office", OF_OFFICES)
def test_a_table_of_a_statistical_office_comes_to_a_ranking_in_one_command(
    office: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(OF_OFFICES[office][0], encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "csv", cwd=tmp_path)
    if office in ("databank", "weo"):
        assert "--period 2021 or --period 2022" in begun.stderr
        begun = run("init", "t.csv", "--period", "2022", "--yes", "-f", "csv", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    periods = 1 if office in ("databank", "weo", "unknown") else 2
    assert len(begun.stdout.splitlines()) == 1 + len(COUNTRIES) * periods
    again = run("score", "t", "-f", "csv", cwd=tmp_path)
    assert len(again.stdout.splitlines()) == 1 + len(COUNTRIES) * periods
    weights = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert [text in weights for text in (USERS, LIFE)] == [True, True]
    assert weights.count("column:") == 2


def test_two_columns_name_an_indicator_together_and_each_is_read_where_it_stands(tmp_path: Path) -> None:
    text = "country,item,element,value\na,Wheat,Yield,1\na,Wheat,Area,2\na,Rice,Yield,3\na,Rice,Area,4\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    column = {"rule": {"kind": "identity"}}
    children = [
        {"code": "p", "column": "Wheat / Yield", **column},
        {"code": "q", "column": "Rice / Area", **column},
    ]
    edition = methodology_from(HEAD | {"index": {"code": "I", "aggregate": "sum", "children": children}})
    card = dtiscore.score(tmp_path / "t.csv", edition, indicator_column=["item", "element"])
    assert [card.dataset.numbers[heading].tolist() for heading in ("Wheat / Yield", "Rice / Area")] == [
        [1],
        [4],
    ]
    assert [card.dataset.place(0, heading).line for heading in ("Wheat / Yield", "Rice / Area")] == [2, 5]


def test_the_cells_of_a_year_stand_in_its_column(tmp_path: Path) -> None:
    later = f'"{FIGURES["Thailand", USERS]:.2f}"\n'
    assert DATABANK.count(later) == 1
    (tmp_path / "t.csv").write_text(DATABANK.replace(later, '"x"\n'), encoding="utf-8")
    (tmp_path / "w.yaml").write_text(EDITION, encoding="utf-8")
    (problem,) = [
        one
        for one in dtiscore.validate(tmp_path / "t.csv", tmp_path / "w.yaml", period="2022").problems
        if one.is_error
    ]
    assert (problem.place.line, problem.place.column, problem.raw) == (4, 6, "x")
    assert (
        dtiscore.score(tmp_path / "t.csv", tmp_path / "w.yaml", period="2021").dataset.periods
        == ("2021",) * 4
    )


def table(headings: str, *records: str) -> RawTable:
    rows = [record.split(",") for record in records]
    columns = (
        RawColumn(heading, at, [row[at - 1] for row in rows], range(2, len(rows) + 2))
        for at, heading in enumerate(headings.split(","), 1)
    )
    return RawTable("t.csv", tuple(columns), len(rows))


@pytest.mark.parametrize(
    ("made", "parted"),
    [
        (table("u,sex,a,b", "x,m,1,2", "x,f,3,4", "y,m,1,2", "y,f,3,4"), Parted(("sex",), is_long=False)),
        (table("u,sex,a", "x,m,1", "x,f,3", "y,m,1", "y,f,3"), Parted(("sex",), value="a")),
        (table("u,when,a", "x,2021,1", "x,2022,3", "y,2021,1", "y,2022,3"), Parted((), "when")),
        (table("u,when,a", "x,2021-Q1,1", "x,2021-Q2,3", "y,2021-Q1,1", "y,2021-Q2,3"), Parted((), "when")),
        (
            table("u,d,a", "x,2021-06-30,1", "x,2021-12-31,3", "y,2021-06-30,1", "y,2021-12-31,3"),
            Parted((), "d"),
        ),
        (
            table("u,d,a", "x,30/6/2021,1", "x,31/12/2021,3", "y,30/6/2021,1", "y,31/12/2021,3"),
            Parted((), "d"),
        ),
        (
            table("u,d,a", "x,Quý I/2021,1", "x,Quý II/2021,3", "y,Quý I/2021,1", "y,Quý II/2021,3"),
            Parted((), "d"),
        ),
        (table("u,d,a", "x,Jan-22,1", "x,Feb-22,3", "y,Jan-22,1", "y,Feb-22,3"), Parted((), "d")),
        (table("u,d,a", "x,2021/22,1", "x,2022/23,3", "y,2021/22,1", "y,2022/23,3"), Parted((), "d")),
        (table("u,d,a", "x,FY2021-22,1", "x,FY2022-23,3", "y,FY2021-22,1", "y,FY2022-23,3"), Parted((), "d")),
        (table("u,d,a", "x,June 2021,1", "x,May 2021,3", "y,June 2021,1", "y,May 2021,3"), Parted((), "d")),
        (table("u,code,part,value", "x,AA,q,1", "x,BB,r,3", "y,AA,q,1", "y,BB,r,3"), Parted(("code",))),
        (
            table("u,code,indicator,value", "x,AA,q,1", "x,BB,r,3", "y,AA,q,1", "y,BB,r,3"),
            Parted(("indicator",)),
        ),
        (table("u,part,value", "x,q,1", "y,q,2"), None),
        (table("u,part,value", "x,q,1", "x,q,2", "y,r,2"), None),
        (table("u,town,value", "x,q,1", "x,r,2", "y,s,2", "y,t,2", "z,v,1", "z,w,2"), None),
    ],
)
def test_the_fewest_columns_that_part_all_rows(made: RawTable, parted: Parted | None) -> None:
    assert parted_by(made, [made.columns[0]]) == parted


def test_names_of_the_edition_tell_which_of_two_columns_is_meant() -> None:
    made = table("u,code,part,value", "x,AA,q,1", "x,BB,r,3", "y,AA,q,1", "y,BB,r,3")
    assert parted_by(made, [made.columns[0]], known={"q", "r"}) == Parted(("part",))


def test_rows_of_a_wide_table_are_told_apart_by_what_parts_them(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        f"country,sex,{USERS.split(maxsplit=1)[0]},b\nx,m,1,2\nx,f,3,4\ny,m,1,2\ny,f,3,4\n", encoding="utf-8"
    )
    column = {"rule": {"kind": "identity"}}
    index = {"code": "I", "aggregate": "sum", "children": [{"code": "b", **column}]}
    problems = dtiscore.validate(tmp_path / "t.csv", methodology_from(HEAD | {"index": index})).problems
    fixes = {one.fix for one in problems if one.code == "duplicate-unit"}
    assert fixes == {'the rows of each unit differ in "sex": keep those that say the same there'}


@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("Quý I", "Quý II")])
def test_quarters_beside_years_are_to_be_written_into_one_column(
    first: str, second: str, tmp_path: Path
) -> None:
    rows = [f"{unit},{year},{part},1" for unit in "xy" for year in (2023, 2024) for part in (first, second)]
    (tmp_path / "t.csv").write_text("\n".join(["unit,Năm,Quý,b", *rows, ""]), encoding="utf-8")
    index = {"code": "I", "aggregate": "sum", "children": [{"code": "b", "rule": {"kind": "identity"}}]}
    problems = dtiscore.validate(tmp_path / "t.csv", methodology_from(HEAD | {"index": index})).problems
    fixes = {one.fix for one in problems if one.code == "duplicate-unit"}
    assert fixes == {'write "Năm" and "Quý" into one column, as in 2024-Q3 or 2024-09'}
    joined = [row.replace(f",{first},", "-Q1,").replace(f",{second},", "-Q2,") for row in rows]
    (tmp_path / "t.csv").write_text("\n".join(["unit,Năm,b", *joined, ""]), encoding="utf-8")
    assert not dtiscore.validate(tmp_path / "t.csv", methodology_from(HEAD | {"index": index})).problems


PLACES = ("campus,country,b", "MIT,USA,1", "Yale,USA,2", "EPFL,CHE,3", "ETH,CHE,4")
DAYS = ("when,country,b", "2021-06-30,x,1", "2021-12-31,x,2", "2021-06-30,y,1", "2021-12-31,y,2")


@pytest.mark.parametrize(
    ("lines", "fix", "option"),
    [
        (PLACES, "several rows have the same country, and none the same campus: if that names the units, {}", "--name-column campus"),
        (DAYS, "keep one, or name the column of the period: {}", "--period-column when"),
    ],
)  # fmt: skip
def test_what_is_advised_about_units_that_stand_twice_is_what_doctor_proposes_and_it_reads_the_table(
    tmp_path: Path, run: Run, lines: tuple[str, ...], fix: str, option: str
) -> None:
    index = {"code": "I", "aggregate": "sum", "children": [{"code": "b", "rule": {"kind": "identity"}}]}
    (tmp_path / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (tmp_path / "w.json").write_text(
        json.dumps(HEAD | {"missing": "error", "index": index}), encoding="utf-8"
    )
    typed = ("t.csv", "-w", "w.json")
    problems = dtiscore.validate(tmp_path / "t.csv", tmp_path / "w.json").problems
    assert {one.fix for one in problems if one.code == "duplicate-unit"} == {fix.format(option)}
    told = run("doctor", *typed, cwd=tmp_path).stdout
    assert f"dtiscore score t.csv -w w.json {option}\n" in told
    assert "no error is left" in told
    assert run("score", *typed, *option.split(), "-f", "csv", cwd=tmp_path).returncode == 0


def test_a_row_that_stands_twice_hides_no_column_of_units(tmp_path: Path, run: Run) -> None:
    """As in a copy of the ARWU, in which one university is repeated."""
    index = {"code": "I", "aggregate": "sum", "children": [{"code": "b", "rule": {"kind": "identity"}}]}
    (tmp_path / "t.csv").write_text("\n".join([*PLACES, PLACES[-1], ""]), encoding="utf-8")
    (tmp_path / "w.json").write_text(json.dumps(HEAD | {"index": index}), encoding="utf-8")
    problems = dtiscore.validate(tmp_path / "t.csv", tmp_path / "w.json").problems
    (fix,) = {str(one.fix) for one in problems if one.code == "duplicate-unit"}
    assert fix.endswith("--name-column campus")
    assert "--name-column campus" in run("doctor", "t.csv", "-w", "w.json", cwd=tmp_path).stdout
    problems = dtiscore.validate(tmp_path / "t.csv", tmp_path / "w.json", name_column="campus").problems
    assert [(one.code, one.place.line) for one in problems if one.is_error] == [("duplicate-unit", 6)]


def test_a_column_headed_unit_alone_is_the_column_of_units(tmp_path: Path) -> None:
    column = {"rule": {"kind": "identity"}}
    index = {
        "code": "I",
        "aggregate": "sum",
        "children": [{"code": "area", **column}, {"code": "value", **column}],
    }
    (tmp_path / "t.csv").write_text("unit,area,value\nx,1,2\ny,3,4\n", encoding="utf-8")
    card = dtiscore.score(tmp_path / "t.csv", methodology_from(HEAD | {"index": index}))
    assert [*card.dataset.units] == ["x", "y"]


@pytest.mark.parametrize(
    "lines",
    [
        # One row stands twice by mistake, beside a column in which none does.
        ("country,website,b", *(f"C{at},c{at}.example,{at}" for at in (1, 2, 3, 4, 5, 3))),
        # Quarters of one unit: a period, and no unit.
        (
            "country,when,b",
            *(f"VN,Quý {quarter}/2022,{at}" for at, quarter in enumerate(("I", "II", "III", "IV"))),
        ),
    ],
)
def test_a_column_that_names_each_row_is_not_proposed_for_units_where_it_has_none(
    tmp_path: Path, run: Run, lines: tuple[str, ...]
) -> None:
    (tmp_path / "t.csv").write_text("\n".join([*lines, ""]).replace("C3,c3.example,3\n", "C3,c3.example,3\n", 1), encoding="utf-8")  # fmt: skip
    index = {"code": "I", "aggregate": "sum", "children": [{"code": "b", "rule": {"kind": "identity"}}]}
    (tmp_path / "w.json").write_text(
        json.dumps(HEAD | {"missing": "error", "index": index}), encoding="utf-8"
    )
    told = run("doctor", "t.csv", "-w", "w.json", cwd=tmp_path).stdout
    assert "--unit-column" not in told
    problems = dtiscore.validate(tmp_path / "t.csv", tmp_path / "w.json").problems
    assert all("--unit-column" not in str(one.fix) for one in problems if one.code == "duplicate-unit")
    assert any(one.code == "duplicate-unit" for one in problems)
