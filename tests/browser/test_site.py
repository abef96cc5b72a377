"""The built site from a folder, as a reader without a network opens it: search, and the way to the other language.

``DTISCORE_SITE`` says where ``docs/site/build.py`` wrote it; .ci/run does so.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open, Opened

pytestmark = pytest.mark.browser
WITHIN = 20_000
"""Milliseconds in which the index of a whole language is read."""


@pytest.fixture(scope="module")
def site() -> Path:
    folder = os.environ.get("DTISCORE_SITE")
    if folder is None:
        pytest.skip("needs the built site: DTISCORE_SITE")
    return Path(folder)


def asked_elsewhere(opened: Opened) -> list[str]:
    return [fault for fault in opened.faults if not fault.startswith("asked for file:")]


def found(opened: Opened, words: str) -> list[str]:
    """The titles of what is found, the best first."""
    box = opened.page.locator(".md-search__input")
    box.fill("")
    box.press_sequentially(words)
    results = opened.page.locator(".md-search-result__item")
    results.first.wait_for(timeout=WITHIN)
    opened.page.wait_for_timeout(500)  # what was found for the last letters but one is replaced
    texts: list[str] = results.all_inner_texts()
    return [text.partition("\n")[0] for text in texts]


@pytest.mark.parametrize(
    ("folder", "marked", "plain", "first"),
    [
        ("vi", "bảng xếp hạng", "bang xep hang", "Nhập môn"),
        (".", "Đà Nẵng", "da nang", ""),
    ],
    ids=["vi", "en"],
)
def test_words_are_found_with_and_without_their_marks(
    opened: Open, site: Path, folder: str, marked: str, plain: str, first: str
) -> None:
    page = opened(site / folder / "index.html")
    page.page.locator(".md-search__input").click()
    results = found(page, marked)
    assert any(title.startswith(first) for title in results[:3])
    assert found(page, plain) == results
    assert asked_elsewhere(page) == []


def test_a_page_leads_to_itself_in_the_other_language_and_back(opened: Open, site: Path) -> None:
    page = opened(site / "commands" / "score.html")
    for language in ("vi", "en"):
        page.page.locator(f".site-language[hreflang={language}]").click()
        assert page.page.locator("html").get_attribute("lang") == language
        assert page.page.locator("h1").first.inner_text().startswith("dtiscore score")
    assert asked_elsewhere(page) == []


@pytest.mark.parametrize(
    ("name", "dark"),
    [
        ("index.html", False),
        ("vi/questions.html", False),
        ("vi/commands/score.html", True),
    ],
)
def test_axe_finds_nothing(opened: Open, site: Path, name: str, dark: bool) -> None:
    """But that the theme has a list of buttons for each block of code, which all bear the same name."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(site / name, dark=dark)
    found = (
        Axe()
        .run(page.page, options={"rules": {"landmark-unique": {"enabled": False}}})
        .response["violations"]
    )
    assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found] == []


def test_the_vietnamese_site_says_in_vietnamese_what_commands_do_and_pictures_show(site: Path) -> None:
    cells = [
        set(re.findall(r"<td>([^<]+)</td>", (site / folder / "commands" / "index.html").read_text("utf-8")))
        for folder in (".", "vi")
    ]
    assert min(map(len, cells)) > 30
    assert cells[0] & cells[1] == set()
    (english, vietnamese) = (site / folder / "gallery" / "lines.svg" for folder in (".", "vi"))
    assert english.read_bytes() != vietnamese.read_bytes()


def test_no_page_is_wider_than_a_small_screen(opened: Open, site: Path) -> None:
    for name in ("vi/tutorial.html", "vi/problems.html", "api.html"):
        page = opened(site / name, width=360)
        across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.page.evaluate(across) <= 0, name
