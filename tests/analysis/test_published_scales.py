"""Published scores on another scale than those computed: each differs, and no weights explain a single one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, share

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.weights.recover.python import recover_weights

DATA = pd.DataFrame({"unit": list("ABCDE"), "a": [0.9, 0.4, 0.7, 0.2, 0.0], "b": [0.5, 0.8, 0.1, 0.3, 0.0]})


def edition(scale: float, weights: tuple[float, float] = (0.5, 0.5)) -> dict[str, Any]:
    a, b = (share(code, weight=weight) for code, weight in zip("ab", weights, strict=True))
    return {**HEAD, "id": "shares", "scale": scale, "index": group("X", "arithmetic", a, b, weights=1)}


def published(factor: float) -> pd.DataFrame:
    """The index by other weights than those that are at first taken for right, so many times as large."""
    scores = (0.7 * DATA["a"] + 0.3 * DATA["b"]) * factor
    return pd.DataFrame({"unit": DATA["unit"], "X": scores, "rank": scores.rank(ascending=False).astype(int)})


@pytest.mark.parametrize(
    ("scale", "factor", "times", "advice"),
    [
        (100, 1, "0.01 times", "scale: 1 "),
        (1, 100, "100 times", "scale: 100 "),
        (100, 5, "0.05 times", "give both"),
    ],
)
def test_it_is_told_and_explained_by_no_weights(scale: float, factor: float, times: str, advice: str) -> None:
    _, found = dtiscore.check(DATA, edition(scale, (0.7, 0.3)), published(factor))
    (told,) = (each for each in found.warnings if each.code == "scales-apart")
    assert times in told.message
    assert advice in (told.fix or "")
    with pytest.raises(UsageFault, match="times those computed") as caught:
        recover_weights(DATA, edition(scale), published(factor))
    assert advice in (caught.value.fix or "")


@pytest.mark.parametrize(("scale", "factor"), [(100, 100), (1, 1), (5, 5)])
def test_wrong_weights_alone_are_no_other_scale(scale: float, factor: float) -> None:
    _, found = dtiscore.check(DATA, edition(scale), published(factor))
    assert found.differences
    assert not found.warnings
    recovered = recover_weights(DATA, edition(scale), published(factor))
    assert [number.found for number in recovered.numbers] == [0.7, 0.3]
    assert not recovered.unexplained


def test_scores_that_differ_otherwise_in_each_unit_have_no_common_scale() -> None:
    other = published(1).assign(X=[0.3, 0.001, 0.004, 0.0002, 0.0])
    _, found = dtiscore.check(DATA, edition(100), other)
    assert found.differences
    assert not found.warnings
