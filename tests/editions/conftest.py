"""What the tests of editions share: a published index as the pair of its data and its results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

PublishedIndex = Callable[[str], tuple[pd.DataFrame, pd.DataFrame]]
"""From the name of a folder to the indicators that were published and the results that were, all cells as text."""


@pytest.fixture(scope="session")
def published_index(shared_data: Path) -> PublishedIndex:
    """Reads the tables of one published index."""

    def read(folder: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        files = [shared_data / "indices" / folder / name for name in ("input.csv", "published.csv")]
        data, results = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files]
        return data, results

    return read
