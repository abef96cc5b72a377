"""A browser that prints a page to PDF, where the machine has one; nothing is loaded over a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.progress import tell
from dtiscore.said import said

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")  # fmt: skip
"""The names of programs that print, in the order in which they are looked for."""
_TIMEOUT = 120.0
"""Seconds until a browser is given up."""


def find_browser() -> str:
    """The path of a browser.

    Raises:
        UsageFault: there is none on the search path.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise UsageFault(
            said("a PDF is printed by a browser such as Chromium, and none was found"),
            said("install one, or write -o report.html, open it and print it there"),
        )
    return found


def printed(html: str) -> bytes:
    """A page as PDF.

    Raises:
        UsageFault: there is no browser. SourceFault: it did not print.
    """
    browser = find_browser()
    tell(said("printing the page"))
    with tempfile.TemporaryDirectory(prefix="dtiscore-") as folder:
        page, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, encoding="utf-8")
        switches: dict[str, object] = {
            "headless": "new",
            "disable-gpu": "",
            "disable-extensions": "",
            "disable-background-networking": "",
            "no-first-run": "",
            "no-pdf-header-footer": "",
            "user-data-dir": Path(folder) / "profile",
            "virtual-time-budget": 10_000,  # milliseconds in which the page may draw itself
            "print-to-pdf": target,
        }
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            switches["no-sandbox"] = ""  # which Chromium cannot set up for root
        command = [
            browser,
            *(f"--{name}={value}" if value else f"--{name}" for name, value in switches.items()),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - a browser that was found on the path, with switches of ours
                [*command, page.as_uri()], capture_output=True, timeout=_TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _not_printed(browser) from error
        if done.returncode or not target.exists():
            raise _not_printed(browser)
        return target.read_bytes()


def _not_printed(browser: str) -> SourceFault:
    return SourceFault(
        said("{browser} did not print the page", browser=browser),
        fix=said("write the report as .html, open it in a browser and print it from there"),
    )
