"""``dtiscore report``: one file that loads nothing, small, the same on every run, in the sections and languages asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore.files import browser
from tests.conftest import Run

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
    assert "It has led for 2 periods in a row, since 2022." in page
    assert "28 units rose in rank, 28 fell, 7 kept their place." in page
    assert "Furthest up: Ca Mau, from rank 58 to 35." in page
    assert "28 of the 63 units whose score rose lost places all the same" in page
    assert "cannot be told apart in 50 alternative rankings" in page
    unit = next(one for one in _data(page)["units"] if one["c"] == "56")
    assert (unit["r"], unit["s"], unit["was"]) == (30, 0.6869, [41, 0.5576])
    assert unit["e"] == [32.5, -21.5]  # its own figures, those of the others
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
    assert "Confirmed by scoring the whole table anew" in page


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


def test_markdown_has_its_pictures_beside_it(run: Run, examples: Path, tmp_path: Path) -> None:
    _report(run, examples, "--units", "56", "--sections", "ranking,units,notes", "-o", tmp_path / "dti.md")
    text = (tmp_path / "dti.md").read_text(encoding="utf-8")
    pictures = re.findall(r"\]\((dti-[a-z]+-\d\.svg)\)", text)
    assert sorted(pictures) == sorted(path.name for path in tmp_path.glob("*.svg"))
    assert len(pictures) == 3
    assert text.startswith("# ")
    assert "## Data and provenance" in text


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
