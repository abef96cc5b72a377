"""A real browser without a network: Chromium of this machine, driven by Playwright, and pages that are opened in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dtiscore

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
Open = Callable[..., "Opened"]


@dataclass
class Opened:
    """A page, and everything that went wrong in it."""

    page: Any
    faults: list[str] = field(default_factory=list)

    def one(self, selector: str) -> Any:
        """The first such element of the language that is shown."""
        return self.page.locator(f".page:not([hidden]) {selector}").first

    def texts(self, selector: str) -> list[str]:
        """The texts of all such elements."""
        found: list[str] = self.page.locator(f".page:not([hidden]) {selector}").all_inner_texts()
        return found

    def ranks(self) -> dict[str, float | None]:
        """The rank of every unit by its code, as the table shows it now."""
        return {
            code: None if text == "-" else float(text)
            for code, text in self.page.evaluate(
                """[...document.querySelectorAll(".page:not([hidden]) .ranked tbody tr")].map((row) =>
                   [decodeURIComponent(row.querySelector("a").getAttribute("href").slice(6)), row.cells[0].textContent])"""
            )
        }


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; without one the test is skipped, unless ``DTISCORE_REQUIRE_BROWSER=1`` forbids it."""
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    required = os.environ.get("DTISCORE_REQUIRE_BROWSER") == "1"
    sync_playwright: Any = None
    with suppress(ImportError):  # types are the same with it and without
        sync_playwright = import_module("playwright.sync_api").sync_playwright
    if program is None or sync_playwright is None:
        reason = "needs Chromium and Playwright (pip install -e '.[browser]')"
        if required:
            pytest.fail(f"{reason}, and DTISCORE_REQUIRE_BROWSER=1 forbids to skip")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=root)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Open]:
    """Opens a file of this machine; what it says on its console, or asks of a network, is a fault."""
    contexts: list[Any] = []

    def open_page(
        file: Path, address: str = "", *, width: int = 1200, dark: bool = False, bypass_csp: bool = False
    ) -> Opened:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            offline=True,
            locale="en-US",
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        result = Opened(context.new_page())
        result.page.on("console", lambda message: result.faults.append(f"console: {message.text}"))
        result.page.on("pageerror", lambda error: result.faults.append(f"error: {error}"))
        result.page.on("dialog", lambda dialog: _dismissed(dialog, result))
        result.page.on("request", lambda request: _asked(request.url, file, result))
        result.page.goto(file.as_uri() + address)
        return result

    yield open_page
    for context in contexts:
        context.close()


def _dismissed(dialog: Any, opened: Opened) -> None:
    opened.faults.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _asked(url: str, file: Path, opened: Opened) -> None:
    if url.split("#", maxsplit=1)[0] != file.as_uri():
        opened.faults.append(f"asked for {url}")


@pytest.fixture(scope="session")
def dti_page(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """The report of DTI 2023 against 2022 with ranges of ranks, in both languages."""
    file = tmp_path_factory.mktemp("pages") / "dti.html"
    found = dtiscore.report(
        examples / "dti-province" / "2023.csv",
        "dti-province-2022",
        compare=examples / "dti-province" / "2022.csv",
        robustness=100,
    )
    file.write_text(dtiscore.report_page(found), encoding="utf-8")
    return file
