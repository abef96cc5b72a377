"""``dtiscore report``: one file that loads nothing, small, the same on every run, in the sections and languages asked for."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore.files import browser
from dtiscore.render.wording import without_options
from tests.cli.option_cases import ON_A_LIST
from tests.conftest import ROOT, Run
from tests.made import HEAD, group, indicator

WEIGHTS = ROOT / "weights"
MOST = 1_300_000
"""The bytes that a page of 63 units may have."""
OF_A_UNIT = 3_000
"""The bytes by which a page in one language may grow for each unit, with ten nodes."""


def _report(run: Run, examples: Path, *more: str | Path) -> str:
    folder = examples / "dti-province"
    result = run(
        "report", folder / "2023.csv", "-w", "dti-province-2022", "--compare", folder / "2022.csv", *more
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def _data(page: str) -> dict[str, Any]:
    """What the script draws from."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_page_of_63_provinces_is_small_the_same_each_time_and_loads_nothing(
    run: Run, examples: Path
) -> None:
    page = _report(run, examples, "--robustness", "50")
    assert page == _report(run, examples, "--robustness", "50")
    assert len(page.encode()) < MOST
    assert re.search(r"(?:src|href)=\"(?!#)", page) is None
    assert "url(" not in page
    assert re.search(
        r'Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-', page
    )
    assert "unsafe" not in page


def test_it_says_who_leads_what_moved_and_how_firm_that_is_in_both_languages(
    run: Run, examples: Path
) -> None:
    page = _report(run, examples, "--robustness", "50")
    # Ranks and scores as published for 2022 and 2023 (examples/dti-province/published-2023.csv).
    assert "Da Nang leads with 0.8340, 0.0320 ahead of Ho Chi Minh." in page
    assert "Đà Nẵng dẫn đầu với 0,8340, hơn Hồ Chí Minh 0,0320." in page
    assert "It has led in each of the 2 periods compared, 2022 to 2023." in page
    assert "28 units rose in rank, 28 fell, 7 kept their place." in page
    assert "Furthest up: Ca Mau, from rank 58 to 35." in page
    assert "28 of the 63 units whose score rose lost places all the same" in page
    assert "cannot be told apart in 50 alternative rankings" in page
    unit = next(one for one in _data(page)["units"] if one["c"] == "56")
    assert (unit["r"], unit["s"], unit["was"]) == (30, 0.6869, [41, 0.5576, 30])
    # Its own figures, those of the others, the edition, the list of units.
    assert unit["e"] == [32.5, -21.5, 0.0, 0.0]
    assert "98 component indicators" in page  # what is not public
    assert "supplied by the data, not computed" in page


def test_one_language_and_some_sections(run: Run, examples: Path) -> None:
    page = _report(run, examples, "--lang", "vi", "--sections", "ranking,method")
    assert '<html lang="vi">' in page
    assert "data-language" not in page.partition("<script")[0]
    assert 'id="vi-ranking"' in page
    assert 'id="vi-method"' in page
    assert 'id="vi-units"' not in page
    assert _data(page)["shown"] == []


def test_chosen_units_alone_have_a_section_with_a_plan(run: Run, examples: Path) -> None:
    page = _report(run, examples, "--units", "Khánh Hòa", "--units", "48", "--lang", "en")
    data = _data(page)
    assert [data["units"][at]["c"] for at in data["shown"]] == ["48", "56"]
    words = re.search(r'<script type="application/json" class="words">(.*?)</script>', page, re.DOTALL)
    assert words is not None
    of_the_first, of_khanh_hoa = json.loads(words[1])["plans"]
    assert not any(one["kind"] == "table" for one in of_the_first)
    table = next(one for one in of_khanh_hoa if one["kind"] == "table")
    # What improve says: from 29th it is 0.05 of 1000 points away, and the foundation counts for its points.
    assert [cell["text"] for cell in table["rows"][0]] == ["Common foundation", "382.4500", "382.5", "+0.05", "0.05"]  # fmt: skip
    assert any("Confirmed by scoring the whole table anew" in one.get("text", "") for one in of_khanh_hoa)


def test_units_without_a_score_and_places_that_are_not_told_are_said_at_the_top(
    run: Run, tmp_path: Path
) -> None:
    parts = [indicator(code, weight=1) for code in "ab"]
    edition = {**HEAD, "missing": "no-score", "index": group("I", "arithmetic", *parts, weights="relative")}
    (tmp_path / "edition.json").write_text(json.dumps(edition), encoding="utf-8")
    (tmp_path / "before.csv").write_text("unit,a,b\nX,1,2\nY,2,3\nZ,4,6\n", encoding="utf-8")
    (tmp_path / "now.csv").write_text("unit,a,b\nX,1,2\nY,2,3\nZ,4,\n", encoding="utf-8")
    line = ("report", "now.csv", "-w", "edition.json", "--compare", "before.csv", "--lang", "en")
    page = run(*line, cwd=tmp_path).stdout
    assert "<span>2 of 3 units ranked</span>" in page
    told = "3 units were ranked in the period before and 2 now, not the same: places gained or lost are not told."
    assert f"<li>{told}</li>" in page


def test_units_that_share_a_rank_are_no_range_of_ranks(run: Run, tmp_path: Path) -> None:
    edition = {
        **HEAD,
        "index": group("I", "arithmetic", *[indicator(code, weight=1) for code in "ab"], weights="relative"),
    }
    (tmp_path / "edition.json").write_text(json.dumps(edition), encoding="utf-8")
    (tmp_path / "now.csv").write_text("unit,a,b\nX,3,1\nY,1,3\nZ,0,0\n", encoding="utf-8")
    line = ("report", "now.csv", "-w", "edition.json", "--robustness", "20", "--lang", "en")
    page = run(*line, cwd=tmp_path).stdout
    assert "The 2 units that share rank 1 are the widest band that cannot be told apart in 20 alternative rankings." in page  # fmt: skip


def test_the_first_of_few_has_the_strongest_shade(run: Run, tmp_path: Path) -> None:
    edition = {**HEAD, "index": group("I", "arithmetic", indicator("a", weight=1), weights="relative")}
    (tmp_path / "edition.json").write_text(json.dumps(edition), encoding="utf-8")
    (tmp_path / "now.csv").write_text("unit,a\nX,3\nY,2\nZ,1\n", encoding="utf-8")
    page = run("report", "now.csv", "-w", "edition.json", "--sections", "table", "--lang", "en", cwd=tmp_path).stdout  # fmt: skip
    assert re.findall(r'<td class="(q\d)">(\d)</td>', page) == [("q1", "1"), ("q3", "2"), ("q5", "3")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One holds; of others --show pairs tells.", "One holds."),
        ("Try --show; it helps. The rest stays.", "it helps. The rest stays."),
        ("Nothing to type; all of it stays.", "Nothing to type; all of it stays."),
    ],
)
def test_a_sentence_that_loses_its_end_is_closed(text: str, told: str) -> None:
    assert without_options(text) == told


def _table(units: int) -> str:
    nodes = ",".join(f"x{at}" for at in range(10))
    rows = [
        ",".join(
            [
                f"u{at}",
                f"Đơn vị số {at}",
                *(f"0.{(at * 7919 + node * 104729) % 9973:04d}" for node in range(10)),
            ]
        )
        for at in range(units)
    ]
    return "\n".join([f"unit,name,{nodes}", *rows]) + "\n"


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.slow
def test_a_page_grows_by_at_most_three_kilobytes_for_each_unit(tmp_path: Path, language: str) -> None:
    edition = {
        "id": "ten",
        "title": "Ten",
        "authority": {"decision": "none", "issuer": "the tests", "source": "this file"},
        "publish": {"as": "score", "decimals": 4},
        "rank": {"on": "published"},
        "layout": {"name": "name"},
        "index": {
            "code": "T",
            "aggregate": "arithmetic",
            "weights": "relative",
            "children": [
                {
                    "code": f"x{at}",
                    "name": f"Chỉ số thành phần {at}",
                    "weight": 1,
                    "column": f"x{at}",
                    "rule": {"kind": "identity"},
                }
                for at in range(10)
            ],
        },
    }
    sizes = []
    for units in (63, 126):
        table = tmp_path / f"{units}.csv"
        table.write_text(_table(units), encoding="utf-8")
        page = dtiscore.report_page(dtiscore.report(table, edition, robustness=20), language)
        sizes.append(len(page.encode()))
    assert (sizes[1] - sizes[0]) / 63 <= OF_A_UNIT


def test_a_report_says_which_file_it_wrote(run: Run, examples: Path, tmp_path: Path) -> None:
    table = examples / "dti-province" / "2022.csv"
    line = ("report", table, "-w", "dti-province-2022", "--sections", "ranking", "-o", "dti.html")
    assert run(*line, cwd=tmp_path).stderr == "wrote dti.html: html\n"
    assert run(*line, "--quiet", cwd=tmp_path).stderr == ""


def test_markdown_has_its_pictures_beside_it(run: Run, examples: Path, tmp_path: Path) -> None:
    _report(run, examples, "--units", "56", "--sections", "ranking,units,notes", "-o", tmp_path / "dti.md")
    text = (tmp_path / "dti.md").read_text(encoding="utf-8")
    pictures = re.findall(r"\]\((dti-[a-z]+-\d\.svg)\)", text)
    assert sorted(pictures) == sorted(path.name for path in tmp_path.glob("*.svg"))
    assert len(pictures) == 3
    assert text.startswith("# ")
    assert "## Data and provenance" in text


def test_a_page_speaks_to_who_reads_it(run: Run, examples: Path, tmp_path: Path) -> None:
    _report(run, examples, "--sections", "audit,method", "-o", tmp_path / "dti.md")
    text = (tmp_path / "dti.md").read_text(encoding="utf-8")
    assert "| # " not in text  # the settings of an edition have no headings, and no ranks either
    assert re.search(r"\| periods +\| ", text)
    assert " dtiscore diagnose --show has the full tables." in text  # an option alone is none of a page


def test_a_table_whose_period_nobody_names_is_held_against_one_of_another(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    """It was refused, with a way out that was refused too."""
    head, *rows = (examples / "dti-province" / "2023.csv").read_text(encoding="utf-8").splitlines()
    at = head.split(",").index("year")
    lines = [
        ",".join(field for place, field in enumerate(row.split(",")) if place != at) for row in (head, *rows)
    ]
    (tmp_path / "now.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    before = f"2022={examples / 'dti-province' / '2022.csv'}"
    line = ("report", "now.csv", "-w", "dti-province-2022", "--compare", before, "-o", "r.md")
    made = run(*line, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "28 units rose in rank, 28 fell" in text
    assert "has led" not in text


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--sections", "rankin"], 'a report has no section "rankin"'),
        (["--sections", "method", "--units", "48"], "units would change nothing in these sections"),
        (["--units", "Atlantis"], "Atlantis"),
        (["-o", "report.docx"], "a report is no such file"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, examples: Path, more: list[str], message: str) -> None:
    table = examples / "dti-province" / "2023.csv"
    result = run("report", table, "-w", "dti-province-2022", *more)
    assert result.returncode == 2
    assert message in result.stderr


def test_without_a_browser_a_pdf_is_refused_before_any_work(
    run: Run, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "BROWSERS", ())
    result = run("report", examples / "nothing.csv", "-w", "dti-province-2022", "-o", tmp_path / "report.pdf")
    assert result.returncode == 2
    assert "a PDF is printed by a browser such as Chromium, and none was found" in result.stderr
    assert "-o report.html" in result.stderr


def _section(page: str, language: str, name: str) -> str:
    """The text of a section, cell by cell."""
    shown = page.partition(f'<div class="page" lang="{language}"')[2].partition("<script")[0]
    found = re.search(rf'<section class="{name}".*?</section>', shown, re.DOTALL)
    assert found is not None, name
    return html.unescape(re.sub(r"<[^>]+>", "|", found[0]))


def test_what_an_appraisal_took_and_where(run: Run, examples: Path, tmp_path: Path) -> None:
    table = (examples / "dti-province" / "2023.csv").read_text(encoding="utf-8")
    own = tmp_path / "own.csv"
    # Khánh Hòa claims 0.8 for its digital society, in which it has 0.4996: 150 x 0.3004 points of 1,000 are taken.
    row = next(line for line in table.splitlines() if "Khánh Hòa" in line)
    own.write_text(table.replace(row, row.rpartition(",")[0] + ",0.8"), encoding="utf-8")
    page = _report(run, examples, "--assessed", own, "--sections", "cuts")
    cuts = _section(page, "en", "cuts")
    assert "The appraisal lowered 1 unit, raised 0 and left 62 as they were" in cuts
    taken = 0.15 * (0.8 - float(row.rpartition(",")[2]))
    assert f"Most was taken in Digital society activity: {taken:.4f} in all, from 1 unit." in cuts
    assert "Khánh Hòa" in _section(page, "vi", "cuts")
    unit = next(one for one in _data(page)["units"] if one["c"] == "56")
    assert unit["cut"][0] == pytest.approx(unit["s"] + taken, abs=1e-4)
    assert "hạng theo tự đánh giá" in _section(page, "vi", "cuts")


def test_this_year_under_the_rules_before(run: Run, examples: Path, tmp_path: Path) -> None:
    edition = (WEIGHTS / "dti-province-2022.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("id: dti-province-2022", "id: mine"),
        ("family: dti-province\n", ""),
        ("supersedes: dti-province-2020\n", ""),
        ("points: 200", "points: 150"),
        ("points: 150, column: hoat_dong_xa_hoi_so", "points: 200, column: hoat_dong_xa_hoi_so"),
    ):
        assert old in edition
        edition = edition.replace(old, new)
    (tmp_path / "mine.yaml").write_text(edition, encoding="utf-8")
    folder = examples / "dti-province"
    done = run(
        "report", folder / "2023.csv", "-w", tmp_path / "mine.yaml", "--was", "dti-province-2022",
        "--compare", folder / "2022.csv", "--sections", "rules,notes",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rules = _section(done.stdout, "en", "rules")
    assert "The rules before are Provincial Digital Transformation Index (DTI) (dti-province-2022)." in rules
    assert "Da Nang would be first as well." in rules
    # Ranks under the decision as published for 2023, and those under the other points.
    assert "Khanh Hoa gained most by the new rules: rank 30 before, 26 now." in rules
    assert "edition before" in _section(done.stdout, "en", "notes")


def test_markdown_has_a_picture_of_what_stands_on_another_basis(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    """Of the rules before, here today's with other points, and of what an appraisal took from claims of more."""
    table = examples / "dti-province" / "2023.csv"
    edition = (WEIGHTS / "dti-province-2022.yaml").read_text(encoding="utf-8")
    others = edition.replace("id: dti-province-2022", "id: mine").replace("family: dti-province\n", "")
    (tmp_path / "mine.yaml").write_text(others, encoding="utf-8")
    row = next(line for line in table.read_text(encoding="utf-8").splitlines() if "Khánh Hòa" in line)
    claimed = table.read_text(encoding="utf-8").replace(row, row.rpartition(",")[0] + ",0.8")
    (tmp_path / "own.csv").write_text(claimed, encoding="utf-8")
    done = run(
        "report", table, "-w", "dti-province-2022", "--was", tmp_path / "mine.yaml", "--compare", table.with_name("2022.csv"),
        "--assessed", tmp_path / "own.csv", "--sections", "rules,cuts", "-o", tmp_path / "r.md",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "![DTI · under the rules before and under its own, as bars for each of 63 units" in text
    # Khánh Hòa has 0.4996 of the 150 points in 1,000 of which it claims 0.8.
    assert "![DTI · by own assessment and as appraised" in text
    assert "Khanh Hoa by −0.0451.](r-cuts-1.svg)" in text
    assert {path.name for path in tmp_path.glob("*.svg")} == {"r-rules-1.svg", "r-cuts-1.svg"}


def test_a_rank_on_another_list_of_units(run: Run, examples: Path, tmp_path: Path) -> None:
    published = examples / "dti-province" / "2024-published.csv"
    for n in (63, 34):
        (tmp_path / f"{n}.yaml").write_text(ON_A_LIST.format(n=n), encoding="utf-8")
    merged = tmp_path / "merged.csv"
    assert run("units", "restate", published, "--from", "vn-province-63", "--to", "vn-province-34", "-o", merged).returncode == 0  # fmt: skip
    done = run(
        "report", merged, "--period", "2025", "-w", tmp_path / "34.yaml", "--compare", f"2024={published}",
        "--was", tmp_path / "63.yaml", "--restate", "mean", "--sections", "lists",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lists = _section(done.stdout, "en", "lists")
    assert "23 of 34 units are made of several former ones." in lists
    # Hồ Chí Minh was 1st of 63 in 2024 and 4th of the 34 that it was merged into, by the mean of its three parts.
    assert re.search(r"\|4\|+=\|+Ho Chi Minh\|+4\|+Ho Chi Minh \(1\), ", lists)
    lines = published.read_text(encoding="utf-8").splitlines(keepends=True)
    part = tmp_path / "part.csv"
    part.write_text("".join(line for line in lines if not line.startswith("02,")), encoding="utf-8")
    asked = ("report", merged, "--period", "2025", "-w", tmp_path / "34.yaml", "--compare", f"2024={part}", "--was", tmp_path / "63.yaml")  # fmt: skip
    without = run(*asked, "--restate", "mean", "--common-units", "--allow-missing-units", "--sections", "lists")  # fmt: skip
    assert without.returncode == 0, without.stderr
    lists = _section(without.stdout, "en", "lists")
    assert "as parts (in brackets) have none: Tuyen Quang (Ha Giang)." in lists
    # Hồ Chí Minh has its place among the 33 others, and no part of it a rank in a table that lacks a unit.
    assert re.search(r"\|Ho Chi Minh\|+4\|+", lists)
    assert "have a better rank number" not in lists
    bare = run("report", merged, "-w", tmp_path / "34.yaml", "--compare", published, "--was", tmp_path / "63.yaml")  # fmt: skip
    assert bare.returncode == 2
    assert "--restate mean" in bare.stderr


def test_a_panel_under_several_editions_has_the_last_one_and_the_course_of_all(
    run: Run, shared_data: Path
) -> None:
    table = shared_data / "indices" / "vietnam_pci_2006_2012" / "input.csv"
    done = run("report", table, "-w", "vietnam-pci", "--sections", "changes")
    assert done.returncode == 0, done.stderr
    data = _data(done.stdout)
    assert data["periods"] == ["2006", "2007", "2008", "2009", "2010", "2012"]
    # Published ranks (published.csv): Đồng Tháp leads in 2012, after 3 in 2010.
    unit = next(one for one in data["units"] if one["c"] == "Dong Thap")
    assert (unit["r"], unit["was"][0]) == (1, 3)


def test_every_part_of_a_deep_tree_is_told_of_a_unit(run: Run, shared_data: Path) -> None:
    done = run(
        "report", shared_data / "indices" / "desi_2022" / "input_completed.csv", "-w", "desi-2022", "--period", "2022",
        "--lang", "en", "--sections", "table",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count('<th scope="col" class="d') < 40
    assert len(_data(done.stdout)["nodes"]) > 40
