"""What a reader does with a report: search, sort, choose a unit, move weights, change the language, print."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import dtiscore
from tests.browser.conftest import Open
from tests.made import HEAD, group, indicator

pytestmark = pytest.mark.browser


def test_a_page_opens_without_a_network_and_says_nothing_on_its_console(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page)
    assert page.one("h1").inner_text() == "Provincial Digital Transformation Index (DTI)"
    assert page.one(".lead p").inner_text() == "Da Nang leads with 0.8340, 0.0320 ahead of Ho Chi Minh."
    assert page.faults == []


def test_search_finds_a_unit_without_its_marks(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page, "#lang=vi")
    page.one(".search").fill("da nang")
    assert page.texts(".ranked tbody tr:not([hidden]) th") == ["Đà Nẵng"]
    assert page.one(".found").inner_text() == "1/63 đơn vị"
    page.one(".search").fill("")
    assert len(page.texts(".ranked tbody tr:not([hidden]) th")) == 63


def test_a_click_on_a_heading_sorts_and_another_one_turns_the_order(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page)
    heading = page.one(".ranked th[data-sort=name] button")
    heading.click()
    names = page.texts(".ranked tbody th")
    assert names == sorted(names)
    assert page.one(".ranked th[data-sort=name]").get_attribute("aria-sort") == "ascending"
    heading.click()
    assert page.texts(".ranked tbody th") == names[::-1]
    page.one(".ranked th[data-sort=move] button").click()
    assert page.texts(".ranked tbody .move")[0] == "▲23"


def test_a_unit_is_chosen_by_name_by_link_and_in_the_ranking(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page, "#unit=56")
    assert page.one(".unit h3").inner_text() == "Khanh Hoa: rank 30 of 63, 0.6869"
    page.one(".choose").select_option("48")
    assert page.one(".unit h3").inner_text() == "Da Nang: rank 1 of 63, 0.8340"
    assert page.page.url.endswith("#unit=48")
    page.one(".ranked a[href='#unit=01']").click()
    page.page.wait_for_function("document.querySelector('.unit h3').textContent.startsWith('Ha Noi: rank 6')")
    shown = page.texts(".unit h4")
    assert shown == [
        "Profile", "Where points are lost", "Why its score changed", "What would improve it", "History",
        "How firm its rank is", "Neighbours in the ranking",
    ]  # fmt: skip
    assert page.faults == []


def test_a_slider_ranks_anew_and_a_link_keeps_the_setting(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page)
    published = page.ranks()
    page.one(".play > summary").click()
    page.one("input[data-code=I]").fill("300")
    moved = page.ranks()
    assert moved != published
    # 0.3 x 0.92212 + 0.5 x 0.74586 over 0.8, of its two parts as published in 2023
    assert page.one(".told").inner_text().startswith("Under these weights Da Nang is first with 0.81")
    address = page.one(".link").get_attribute("href")
    assert address == "#w.I=300"
    assert opened(dti_page, address).ranks() == moved
    page.one(".reset").click()
    assert page.ranks() == published
    assert page.texts(".ranked tbody .move")[5] == "▲18"
    assert page.faults == []


def test_units_that_a_slider_puts_first_together_are_named_together(opened: Open, tmp_path: Path) -> None:
    parts = [indicator(code, weight=1) for code in "abc"]
    edition = {**HEAD, "index": group("I", "arithmetic", *parts, weights="relative")}
    # Whatever c weighs, X and Y have 3 + 1 of the others, and Z none.
    table = pd.DataFrame({"unit": ["X", "Y", "Z"], "a": [3, 1, 0], "b": [1, 3, 0], "c": [1, 1, 1]})
    file = tmp_path / "page.html"
    file.write_text(dtiscore.report_page(dtiscore.report(table, edition)), encoding="utf-8")
    page = opened(file)
    page.one(".play > summary").click()
    page.one("input[data-code=c]").fill("2")
    # X and Y have (3 + 1 + 2) / 4.
    assert page.one(".told").inner_text() == (
        "Under these weights X, Y share the first rank with 1.50; units that rise: 0, that fall: 0."
    )
    assert page.faults == []


def test_the_switch_changes_words_and_numbers_and_keeps_what_was_chosen(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page, "#unit=56&w.I=300")
    ranks = page.ranks()
    page.one("button[data-language=vi]").click()
    assert page.page.evaluate("document.documentElement.lang") == "vi"
    assert page.one("h1").inner_text() == "Chỉ số chuyển đổi số cấp tỉnh (DTI)"
    assert page.one(".unit h3").inner_text() == "Khánh Hòa: hạng 30/63, 0,6869"
    assert page.ranks() == ranks
    assert page.faults == []


def test_the_keyboard_reaches_everything_and_moves_a_weight(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page)
    page.one(".play > summary").focus()
    page.page.keyboard.press("Enter")
    before = page.ranks()
    page.one("input[data-code=I]").focus()
    for _ in range(3):
        page.page.keyboard.press("PageDown")
    assert page.ranks() != before
    reached = page.page.evaluate(
        """[...document.querySelectorAll(".page:not([hidden]) :is(a, button, input, select, summary)")]
           .filter((one) => one.offsetParent !== null && one.tabIndex < 0).map((one) => one.outerHTML)"""
    )
    assert reached == []


def test_it_prints_on_a4_without_controls(opened: Open, dti_page: Path) -> None:
    page = opened(dti_page, "#unit=56")
    printed = page.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 5 <= printed.count(b"/Type /Page\n") <= 20
    page.page.emulate_media(media="print")
    assert not page.one("nav").is_visible()
    assert not page.one(".search").is_visible()
    assert page.one(".unit h3").is_visible()


def test_on_paper_every_unit_that_it_was_made_for_has_its_section(
    opened: Open, examples: Path, tmp_path: Path
) -> None:
    file = tmp_path / "two.html"
    found = dtiscore.report(
        examples / "dti-province" / "2023.csv", "dti-province-2022", units=["Khánh Hòa", "Hà Nội"]
    )
    file.write_text(dtiscore.report_page(found, "vi"), encoding="utf-8")
    page = opened(file)
    assert page.texts(".unit > h3") == ["Khánh Hòa: hạng 30/63, 0,6869"]
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.texts(".unit h3") == ["Khánh Hòa: hạng 30/63, 0,6869", "Hà Nội: hạng 6/63, 0,7448"]
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.texts(".unit > h3") == ["Khánh Hòa: hạng 30/63, 0,6869"]
