"""Standard deviations counted from somewhere else than the mean, by hand."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError
from tests.methodology.rules.columns import alone, rule

CELLS = (1.0, 3.0, 5.0, None)
SD = 2.0  # sqrt(((1 - 3)^2 + (3 - 3)^2 + (5 - 3)^2) / (3 - 1))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [(1 - 3) / SD, 0, (5 - 3) / SD, None]),
        ({"centre": "minimum"}, [0, (3 - 1) / SD, (5 - 1) / SD, None]),
        ({"centre": "maximum", "direction": "down"}, [(5 - 1) / SD, (5 - 3) / SD, 0, None]),
        ({"centre": 0}, [1 / SD, 3 / SD, 5 / SD, None]),
        ({"centre": 4.0, "mean": 10, "sd": 2}, [10 - 6 / SD, 10 - 2 / SD, 10 + 2 / SD, None]),
    ],
)
def test_a_distance_counts_from_its_centre(parameters: dict[str, object], expected: list[float]) -> None:
    assert alone(rule("z-score", divisor="sample", **parameters), *CELLS) == expected


def test_a_centre_is_transformed_as_values_are() -> None:
    logs = [math.log(x) for x in (1.0, 10.0, 100.0)]
    spread = math.sqrt(sum((x - logs[1]) ** 2 for x in logs) / 2)
    found = alone(rule("z-score", divisor="sample", transform="log", centre=10.0), 1.0, 10.0, 100.0)
    assert found == pytest.approx([(x - math.log(10)) / spread for x in logs])
    with pytest.raises(ValidationError, match="not defined at centre = 0"):
        rule("z-score", divisor="sample", transform="log", centre=0.0)


def test_what_is_not_said_changes_no_hash() -> None:
    assert "centre" not in rule("z-score", divisor="sample").model_dump_json()
