"""Writes into both pages of the tutorial what their commands print now: ``python -m tests.tutorial``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.conftest import here
from tests.tutorial import PAGES, walked


def main() -> None:
    """Walk both pages."""
    for language, page in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(
                walked(page.read_text(encoding="utf-8"), language, Path(folder), here), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
