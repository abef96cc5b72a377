"""Numbers of a weighting file that floating point cannot add up are refused, not met by an overflow or by noise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.methodology.parsing import methodology_from

TABLE = pd.DataFrame({"unit": ["A", "B"], "a": [1.0, 2.0], "b": [3.0, 1.0]})


def edition(first: float, second: float, aggregate: str = "geometric") -> dict[str, Any]:
    children = [indicator("a", weight=first), indicator("b", weight=second)]
    return {**HEAD, "index": group("X", aggregate, *children, weights="relative")}


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "sum", "median", "copeland"])
@pytest.mark.parametrize("weight", [1e308, 1e-320])
def test_weights_of_no_use_are_refused(weight: float, aggregate: str) -> None:
    """1e308 and 1e308 ended in an overflow; of 1e-320 and 1e-320 the geometric mean of 1 and 3 was off in the fourth digit."""
    with pytest.raises(InvalidMethodology) as raised:
        dtiscore.score(TABLE, edition(weight, weight, aggregate))
    assert [problem.code for problem in raised.value.problems] == ["number-out-of-range"] * 2


def test_numbers_are_refused_wherever_they_stand() -> None:
    bands = {"units": 1e302, "columns": [{"header": "a", "max": 1e301}], "index": indicator("a")}
    with pytest.raises(InvalidMethodology) as raised:
        methodology_from({**HEAD, **bands})
    headers = [one.place.header for one in raised.value.problems if one.code == "number-out-of-range"]
    assert headers == ["units", "columns[0].max"]


@pytest.mark.parametrize(
    "weight",
    [1e308, -1e308, -1e-320, 10**400],
)
def test_one_number_that_is_of_no_use_is_one_fault(weight: float) -> None:
    """A negative weight of such a size was two faults, and a whole number of 400 digits ended in an overflow."""
    with pytest.raises(InvalidMethodology) as raised:
        methodology_from(edition(1e308, weight, "arithmetic"))
    assert [(one.code, one.place.header) for one in raised.value.problems] == [
        ("number-out-of-range", "index.children[0].weight"),
        ("number-out-of-range", "index.children[1].weight"),
    ]


@pytest.mark.parametrize("weight", [1e300, 1e-300, 1])
def test_weights_at_the_ends_weigh_alike(weight: float) -> None:
    scores = dtiscore.score(TABLE, edition(weight, weight)).index.score.tolist()
    assert scores == pytest.approx([3**0.5, 2**0.5])


def test_a_file_of_such_weights_is_no_internal_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text(json.dumps(edition(1e308, 1e308)), encoding="utf-8")
    TABLE.to_csv(tmp_path / "t.csv", index=False)
    done = run("score", "t.csv", "-w", "w.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "2 faults in the weighting file" in done.stderr


def test_a_change_to_such_points_is_refused() -> None:
    plain = edition(1, 1, "sum")
    for weight in (1e308, 10**400):
        with pytest.raises(UsageFault, match='"a" cannot weigh 1'):
            dtiscore.whatif(TABLE, plain, [dtiscore.WeightChange("a", weight)], weights_as="relative")
