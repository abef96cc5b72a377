"""Random tables give the same bytes or the same problems in memory and piece by piece; a sample of ``python -m fuzz engines``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.engines.both_engines import compare

from dtiscore.tables.not_streamed import REASONS, UNTOLD


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 4))])
def test_the_engines_do_not_contradict_each_other(part: int, tmp_path: Path) -> None:
    came: Counter[str] = Counter()
    for seed in range(part * 75, part * 75 + 75):
        found = compare(seed, tmp_path)
        assert found.came != "contradiction", f"seed {seed}: {found.reason}"
        came[found.came] += 1
    assert came["same bytes"] > 10, came
    assert came["same problems"] > 10, came


def test_the_list_of_what_is_refused_by_design_is_that_of_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "large-tables.md").read_text(encoding="utf-8")
    for code, meaning in {**REASONS, **UNTOLD}.items():
        assert f"| `{code}` | {meaning} |" in page
