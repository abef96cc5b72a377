"""What two tables and editions differ in: cells as they are read, units, columns, settings, and the ranks that moved."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import ROOT, Run

import dtiscore
from dtiscore.errors import InvalidData, UsageFault

EDITION = """\
id: two
title: Two columns
authority: {decision: none, issuer: the tests, source: tests}
publish: {as: score, decimals: 2}
rank: {on: full}
missing: no-score
scale: 10
index:
  code: W
  aggregate: arithmetic
  weights: 1
  children:
    - {code: p, weight: 0.5, column: p, rule: {kind: identity}}
    - {code: q, weight: 0.5, column: q, rule: {kind: identity}}
"""
BEFORE = "unit,name,p,q\na,An,1,2\nb,Bình,3,4\nc,Cúc,5,6\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a table and two editions."""
    (tmp_path / "old.csv").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(EDITION, encoding="utf-8")
    other = EDITION.replace("code: p, weight: 0.5", "code: p, weight: 0.9").replace(
        "code: q, weight: 0.5", "code: q, weight: 0.1"
    )
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    return tmp_path


def later(here: Path, text: str) -> str:
    (here / "new.csv").write_text(text, encoding="utf-8")
    return str(here / "new.csv")


def found(here: Path, text: str, *weights: str, **reading: Any) -> dtiscore.Diff:
    return dtiscore.diff(
        str(here / "old.csv"), later(here, text), *(str(here / one) for one in weights), **reading
    )


@pytest.mark.parametrize("weights", [(), ("two.yaml",)], ids=["cells alone", "under an edition"])
@pytest.mark.parametrize(
    ("text", "is_equal"),
    [
        (BEFORE, True),
        (
            "unit,name,q,p\nc,Cúc,6,5\na,An,2,1.0\nb,Bình,4.00,3\n",
            True,
        ),  # saved anew: other order, other zeros
        ("\ufeffunit;name;p;q\na;An;1;2\nb;Bình;3;4\nc;Cúc;5;6\n", True),
        (BEFORE.replace("5,6", "5,7"), False),
    ],
)
def test_cells_are_compared_as_they_are_read(
    here: Path, text: str, weights: tuple[str, ...], is_equal: bool
) -> None:
    difference = found(here, text, *weights)
    assert difference.equal is is_equal
    assert difference.data is not None
    assert difference.data.compared == 9


def test_a_cell_has_its_unit_column_and_both_values(here: Path) -> None:
    difference = found(here, BEFORE.replace("1,2", "9,2"), "two.yaml")
    assert difference.data is not None
    (cell,) = difference.data.cells
    assert (cell.row.unit, cell.row.name, cell.indicator, cell.before, cell.after) == (
        "a",
        {"": "An"},
        "p",
        1.0,
        9.0,
    )
    # (9 + 2) / 2 = 5.5 ties with c, whose score is (5 + 6) / 2: a rises from 3 to 1, b falls to 3
    (comparison,) = difference.comparisons.values()
    moved = {one.unit: (one.before.rank, one.after.rank) for one in comparison.changes}
    assert moved == {"a": (3, 1), "b": (2, 3), "c": (1, 1)}
    assert difference.moved == 2


def test_a_cell_that_is_emptied_or_filled(here: Path) -> None:
    difference = found(here, BEFORE.replace("3,4", "3,"))
    assert difference.data is not None
    assert [(cell.before, cell.after) for cell in difference.data.cells] == [(4.0, None)]


def test_units_and_columns_that_came_and_went(here: Path) -> None:
    difference = found(here, "unit,name,p,r\na,An,1,2\nb,Bình,3,4\nd,Dũng,5,6\n")
    assert difference.data is not None
    data = difference.data
    assert ([one.unit for one in data.came], [one.unit for one in data.gone]) == (["d"], ["c"])
    assert (data.columns_came, data.columns_gone, data.cells) == (["r"], ["q"], [])


def test_a_long_table_is_compared_with_a_wide_one(here: Path) -> None:
    long = "unit,name,indicator,value\n" + "".join(
        f"{unit},{name},{code},{value}\n"
        for unit, name, *values in csv.reader(BEFORE.splitlines()[1:])
        for code, value in zip("pq", values, strict=True)
    )
    assert found(here, long).equal
    assert not found(here, long.replace("c,Cúc,q,6", "c,Cúc,q,8")).equal


def test_another_weight_of_one_table(here: Path) -> None:
    table = here / "old.csv"
    table.write_text("unit,p,q\na,1,9\nb,3,4\nc,5,2\n", encoding="utf-8")
    difference = dtiscore.diff(str(table), None, here / "two.yaml", here / "other.yaml")
    assert difference.edition is not None
    changed = [(one.code, one.key, one.before, one.after) for one in difference.edition.changes]
    assert changed == [("p", "weight", 0.5, 0.9), ("q", "weight", 0.5, 0.1)]
    # 5, 3.5, 3.5 before; 1.8, 3.1, 4.7 now
    (comparison,) = difference.comparisons.values()
    assert {one.unit: (one.before.rank, one.after.rank) for one in comparison.changes} == {"a": (1, 3), "b": (2, 2), "c": (2, 1)}  # fmt: skip
    splits = comparison.rank_splits()
    assert {unit: dict(split.parts) for unit, split in splits.by_unit.items()}["a"]["edition"] == -2


@pytest.mark.parametrize("now", [True, False], ids=["came", "went"])
def test_a_unit_that_a_list_ranks_at_one_time_alone_is_a_difference(
    run: Run, here: Path, *, now: bool
) -> None:
    """Of 1.5, 3.5 and 5.5 the middle one is ranked in one of two lists: the table has it both times."""
    units = "".join(f"  - {{code: {code}, name: {{en: {code}}}}}\n" for code in "abc")
    for name, ranked in (("before", not now), ("after", now)):
        text = units if ranked else units.replace("en: b}", "en: b}, ranked: false")
        scheme = f"id: places\ntitle: {{en: Places}}\nsource: the tests\nunits:\n{text}"
        (here / name).mkdir()
        (here / name / "places.yaml").write_text(scheme, encoding="utf-8")
        (here / name / "two.yaml").write_text(f"{EDITION}units: places\n", encoding="utf-8")
    table = here / "new.csv"
    table.write_text(BEFORE.replace(",name", ",called"), encoding="utf-8")
    words = (
        "diff",
        str(table),
        "-w",
        str(here / "before" / "two.yaml"),
        "-w",
        str(here / "after" / "two.yaml"),
    )
    rows = csv.DictReader(io.StringIO(run(*words, "-f", "csv", "-q").stdout))
    ranks = {row["unit"]: (row["before"], row["after"]) for row in rows if row["what"] == "rank"}
    assert ranks == ({"a": ("2", "3"), "b": ("", "2")} if now else {"a": ("3", "2"), "b": ("2", "")})
    (told,) = json.loads(run(*words, "-f", "json", "-q").stdout)["ranks"]
    assert {(row["unit"], row["rank_before"], row["rank"]) for row in told["rows"]} == (
        {("a", 2, 3), ("b", None, 2)} if now else {("a", 3, 2), ("b", 2, None)}
    )
    screen = run(*words, "-q").stdout
    assert "1 unit ranked at one time alone" in screen
    assert ("Units ranked now and not before: b." if now else "Units ranked before and not now: b.") in screen
    assert run(*words, "--exit-code").returncode == 1
    assert run(*words[:4], *words[2:4], "--exit-code").returncode == 0


def test_data_and_weights_are_told_apart(here: Path) -> None:
    difference = found(here, BEFORE.replace("1,2", "9,2"), "two.yaml", "other.yaml")
    (comparison,) = difference.comparisons.values()
    assert comparison.not_split is None
    assert all(
        sum(split.parts.values()) == one.up
        for one in comparison.changes
        for split in [one.rank_split]
        if split
    )


def test_years_are_compared_unit_by_unit() -> None:
    before, after = (str(ROOT / "examples" / "dti-province" / f"{year}.csv") for year in (2022, 2023))
    difference = dtiscore.diff(before, after, "dti-province-2022")
    compared = dtiscore.compare(before, after, "dti-province-2022")
    assert difference.data is not None
    assert not difference.data.came
    (comparison,) = difference.comparisons.values()
    assert [(one.unit, one.up, one.change) for one in comparison.changes] == [(one.unit, one.up, one.change) for one in compared.changes]  # fmt: skip


def test_each_period_of_a_panel_has_its_ranks(here: Path) -> None:
    (here / "old.csv").write_text(
        "unit,year,p,q\na,2021,1,2\nb,2021,3,4\na,2022,5,6\nb,2022,7,8\n", encoding="utf-8"
    )
    difference = found(here, "unit,year,p,q\na,2021,1,2\nb,2021,3,4\na,2022,5,6\nb,2022,0,0\n", "two.yaml")
    assert [(one.after.period, sum(bool(change.up) for change in one.changes)) for one in difference.comparisons.values()] == [("2021", 0), ("2022", 2)]  # fmt: skip


def test_frames_are_compared_too(here: Path) -> None:
    frame = pd.read_csv(io.StringIO(BEFORE))
    changed = frame.assign(q=frame["q"] + 1)
    data = dtiscore.diff(frame, changed, str(here / "two.yaml")).data
    assert data is not None
    assert [cell.after for cell in data.cells] == [3.0, 5.0, 7.0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("hdi-2022", "old.csv"), "a table and an edition"),
        (("old.csv",), "nothing to compare with"),
        (("hdi-2022",), "nothing to compare with"),
        (("hdi-2022", "hdi-2022", "hdi-2022"), "without a table"),
    ],
)
def test_what_cannot_be_compared_is_refused(here: Path, given: tuple[str, ...], words: str) -> None:
    names = [str(here / one) if one.endswith(".csv") else one for one in given]
    with pytest.raises(UsageFault, match=words):
        dtiscore.diff(*names)


@pytest.mark.parametrize("declared", ["unit_column", "name_column", "period_column"])
def test_a_declared_column_that_is_not_there_is_refused(here: Path, declared: str) -> None:
    reading: Any = {declared: "nope"}
    published = dtiscore.Basis(published="p")
    with pytest.raises(UsageFault, match='there is no column "nope"'):
        found(here, BEFORE, **reading)
    with pytest.raises(UsageFault, match='there is no column "nope"'):
        dtiscore.compare(str(here / "old.csv"), later(here, BEFORE), basis=published, **reading)


@pytest.mark.parametrize("declared", ["percent", "multiline"])
def test_so_is_one_of_figures_or_of_lines(here: Path, declared: str) -> None:
    reading: Any = {declared: ["nope"]}
    with pytest.raises(UsageFault, match='there is no column "nope"'):
        found(here, BEFORE, **reading)
    reading = {declared: ["p"]}
    assert found(here, BEFORE, **reading).equal


@pytest.mark.parametrize("name", ["b", "BÌNH"])
def test_a_row_that_is_ignored_is_not_compared(here: Path, name: str) -> None:
    text = BEFORE.replace("3,4", "7,8")
    assert not found(here, text).equal
    assert found(here, text, ignore_units=[name]).equal


def test_a_unit_that_stands_twice_is_refused(here: Path) -> None:
    with pytest.raises(UsageFault, match='"a" stands on line 2 and on line 3'):
        found(here, "unit,p,q\na,1,2\na,3,4\n")


@pytest.mark.parametrize("ending", ["yaml", "toml", "json", "csv"])
def test_weighting_files_are_known_by_what_they_are(run: Run, here: Path, ending: str) -> None:
    run("weights", "convert", "two.yaml", "-o", f"file.{ending}", cwd=here)
    told = run("diff", f"file.{ending}", "other.yaml", cwd=here)
    assert told.stdout.splitlines()[0] == "two → two: 2 settings of the edition"
    assert run("diff", f"file.{ending}", "two.yaml", "--exit-code", cwd=here).returncode == 0


class TestForms:
    @pytest.fixture
    def asked(self, here: Path) -> tuple[str, ...]:
        later(here, BEFORE.replace("1,2", "9,2"))
        return ("diff", "old.csv", "new.csv", "-w", "two.yaml")

    def test_the_verdict_is_the_first_line_of_markdown(
        self, run: Run, here: Path, asked: tuple[str, ...]
    ) -> None:
        lines = run(*asked, "-f", "md", cwd=here).stdout.splitlines()
        assert lines[0] == "### old.csv → new.csv: 1 cell; 2 of 3 ranks moved"
        assert "| An (a) | p      |      1 |     9 |         +8 |" in lines

    def test_a_program_gets_a_row_for_each_difference(
        self, run: Run, here: Path, asked: tuple[str, ...]
    ) -> None:
        rows = list(csv.DictReader(io.StringIO(run(*asked, "-f", "csv", cwd=here).stdout)))
        assert [(row["what"], row["unit"], row["code"], row["before"], row["after"]) for row in rows] == [
            ("cell", "a", "p", "1.0", "9.0"),
            ("rank", "a", "W", "3", "1"),
            ("rank", "b", "W", "2", "3"),
        ]
        payload = json.loads(run(*asked, "-f", "json", cwd=here).stdout)
        assert (payload["schema"], payload["equal"], payload["data"]["compared"]) == (
            "dtiscore/diff/1",
            False,
            9,
        )
        assert [row["rank_own"] for row in payload["ranks"][0]["rows"]] == [2.0, 0.0]

    @pytest.mark.parametrize("ending", ["xlsx", "parquet", "html", "tsv", "jsonl"])
    def test_every_form_can_hold_it(self, run: Run, here: Path, asked: tuple[str, ...], ending: str) -> None:
        done = run(*asked, "-w", "other.yaml", "-o", f"made.{ending}", "-q", cwd=here)
        assert (done.returncode, done.stderr) == (0, "")

    def test_the_exit_code_tells_on_request(self, run: Run, here: Path, asked: tuple[str, ...]) -> None:
        assert run(*asked, cwd=here).returncode == 0
        assert run(*asked, "--exit-code", cwd=here).returncode == 1
        assert run("diff", "old.csv", "old.csv", "--exit-code", cwd=here).returncode == 0

    def test_what_is_long_is_folded(self, run: Run, here: Path) -> None:
        for name, plus in (("old.csv", 0), ("new.csv", 1)):
            rows = "".join(f"u{n:02d},{n % 7 + plus},{n % 9}\n" for n in range(40))
            (here / name).write_text(f"unit,p,q\n{rows}", encoding="utf-8")
        written = run("diff", "old.csv", "new.csv", "-f", "md", cwd=here).stdout
        assert written.count("<details>") == written.count("</details>") == 1
        assert "<summary>30 more rows</summary>" in written
        page = run("diff", "old.csv", "new.csv", "-f", "html", cwd=here).stdout
        assert re.search(r"<details>\n<summary>30 more rows</summary>\s*<table>", page)
        screen = run("diff", "old.csv", "new.csv", cwd=here).stdout
        assert screen.count("before") == 1  # one table on a screen
        assert screen.count("u39") == 1


HOSTILE = "</details><script>x</script>|[red]`=1+1`![a](http://x.y)::error::"


def test_hostile_names_stay_texts(run: Run, here: Path) -> None:
    for name, value in (("old.csv", 1), ("new.csv", 2)):
        with (here / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [["unit", "name", HOSTILE], *([f"{HOSTILE}{n}", HOSTILE, value] for n in range(30))]
            )
    written = run("diff", "old.csv", "new.csv", "-f", "md", cwd=here).stdout
    assert written.count("</details>") == 1
    assert "<script>" not in written
    assert "![a](" not in written
    page = run("diff", "old.csv", "new.csv", "-f", "html", cwd=here).stdout
    assert page.count("</details>") == 1 + page.count("Where this comes from")
    assert "<script>" not in page
    screen = run("diff", "old.csv", "new.csv", "--width", "60", cwd=here).stdout
    assert not any(line.lstrip().startswith("::") for line in screen.splitlines())


@pytest.mark.parametrize("weights", [(), ("two.yaml", "two.yaml")])
def test_the_unicode_form_of_a_text_is_no_difference(here: Path, weights: tuple[str, ...]) -> None:
    text = "unit,p,q,note\nHóa Sơn,1,2,Sở Y tế\nb,3,4,x\n"
    (here / "old.csv").write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    diff = found(here, text, *weights)
    assert diff.equal
    assert diff.data is not None
    assert diff.data.compared == (4 if weights else 6)


@pytest.mark.parametrize("weights", [(), ("-w", "two.yaml")])
def test_a_code_that_means_another_unit_is_a_difference(
    run: Run, here: Path, weights: tuple[str, ...]
) -> None:
    """With the names of two codes exchanged every figure stands as it was, and is of another unit."""
    later(here, BEFORE.replace("a,An", "a,Bình").replace("b,Bình", "b,An"))
    told = run("diff", "old.csv", "new.csv", *weights, "--exit-code", cwd=here)
    assert told.returncode == 1
    assert told.stdout.splitlines()[0].startswith("old.csv → new.csv: 2 cells")
    assert re.split(r"  +", told.stdout.splitlines()[4].strip()) == ["Bình (a)", "name", "An", "Bình"]


PANEL = "unit,name,year,p,q\na,An,2022,1,2\nb,Bình,2022,3,4\na,An,2023,1,9\nb,Bình,2023,3,4\nc,Cúc,2023,5,6\n"


@pytest.mark.parametrize("weights", [(), ("two.yaml",)], ids=["cells alone", "under an edition"])
class TestPeriodsOfAPanel:
    """The period before a table, or asked for, chooses its rows whether or not an edition reads them."""

    def diff(
        self, here: Path, first: str, last: str, weights: tuple[str, ...], **reading: Any
    ) -> dtiscore.Diff:
        panel = later(here, PANEL)
        editions = [str(here / one) for one in weights]
        return dtiscore.diff(f"{first}{panel}", f"{last}{panel}", *editions, **reading)

    def test_two_periods(self, here: Path, weights: tuple[str, ...]) -> None:
        data = self.diff(here, "2022=", "2023=", weights).data
        assert data is not None
        changes = [(one.row.unit, one.row.period, one.indicator, one.before, one.after) for one in data.cells]
        assert changes == [("a", "2023", "q", 2.0, 9.0)]
        assert [(one.unit, one.period) for one in data.came] == [("c", "2023")]

    def test_one_period(self, here: Path, weights: tuple[str, ...]) -> None:
        data = self.diff(here, "", "", weights, period="2022").data
        assert data is not None
        assert (data.cells, data.compared) == ([], 2 * 3)

    def test_a_period_that_is_not_there(self, here: Path, weights: tuple[str, ...]) -> None:
        with pytest.raises(InvalidData) as fault:
            self.diff(here, "2022=", "2021=", weights)
        assert [problem.code for problem in fault.value.problems] == ["missing-period"]


def test_where_units_came_and_went_is_told_of_a_panel(run: Run, here: Path) -> None:
    (here / "panel.csv").write_text(PANEL, encoding="utf-8")
    without = PANEL.replace("b,Bình,2022,3,4\n", "").replace("c,Cúc,2023,5,6\n", "d,Dũng,2023,5,6\n")
    later(here, without)
    screen = run("diff", "panel.csv", "new.csv", cwd=here).stdout
    assert "Units that came: Dũng (d) (2023)." in screen
    assert "Units that went: Bình (b) (2022), Cúc (c) (2023)." in screen


@pytest.mark.parametrize("option", [("--group", "x"), ("--by", "year"), ("--date", "2023-01-01")])
def test_options_of_an_edition_are_refused_without_one(run: Run, here: Path, option: tuple[str, str]) -> None:
    later(here, PANEL)
    refused = run("diff", "new.csv", "new.csv", *option, cwd=here)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{option[0]} has no effect without --weights" in refused.stderr


FRAMED = EDITION.replace("identity", "min-max").replace(
    "id: two", "id: two\nlayout: {period: year, group: zone}"
)
IN_ZONES = """\
unit,year,zone,p,q
a,2022,N,1,5
b,2022,N,3,3
c,2022,S,9,1
d,2022,S,5,6
a,2023,N,1,5
b,2023,N,3,3
c,2023,S,9,1
d,2023,S,5,6
"""


@pytest.mark.parametrize(
    ("frame", "changed", "cells"),
    [
        ("period", "2023", ["2023"]),
        ("period", "2022", []),
        ("all", "2022", ["2022"]),
        ('{base: "2022"}', "2022", ["2022"]),
    ],
)
def test_cells_that_set_the_scale_of_those_asked_for_differ_too(
    here: Path, frame: str, changed: str, cells: list[str]
) -> None:
    """A group or period whose figures are the same is told no difference only where no other one bears on its scores."""
    (here / "old.csv").write_text(IN_ZONES, encoding="utf-8")
    now = IN_ZONES.replace(f"c,{changed},S,9", f"c,{changed},S,60")
    for rule, expected in (("min-max", cells), ("identity", [])):
        edition = FRAMED.replace("min-max", rule).replace("missing:", f"frame: {frame}\nmissing:")
        (here / "two.yaml").write_text(edition, encoding="utf-8")
        diff = found(here, now, "two.yaml", group="N", period="2023")
        assert diff.data is not None
        assert [(one.row.unit, one.row.period, one.row.group) for one in diff.data.cells] == [
            ("c", period, "S") for period in expected
        ]
        assert diff.equal == (not expected)


def test_a_unit_that_came_to_the_group_asked_for_has_another_group(here: Path) -> None:
    (here / "old.csv").write_text(IN_ZONES, encoding="utf-8")
    (here / "two.yaml").write_text(FRAMED, encoding="utf-8")
    now = IN_ZONES.replace("c,2023,S", "c,2023,N")
    diff = found(here, now, "two.yaml", group="N", period="2023")
    assert diff.data is not None
    assert [(one.row.unit, one.indicator, one.before, one.after) for one in diff.data.cells] == [
        ("c", "group", "S", "N")
    ]
    assert [unit.unit for units in diff.ranked_once.values() for unit in units] == ["c"]
