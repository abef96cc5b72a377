"""What becomes of a ranking without one part is what the edition without it makes of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.robustness.answer import Assumptions, Draws, WeightVariation, study
from dtiscore.questions.robustness.shown.robustness import ShownRobustness
from dtiscore.render.drawing.screen import Screen

KINDS: dict[str, dict[str, Any]] = {
    "arithmetic": {},
    "geometric": {},
    "power": {"power": 2},
    "median": {},
    "minimum": {},
    "maximum": {},
    "owa": {"places": [0.5, 0.3, 0.2]},
    "mean-min": {"alpha": 0.5},
    "mpi": {},
    "ampi": {},
    "topsis": {},
    "copeland": {},
    "kemeny": {},
    "outranking": {},
    "benefit-of-the-doubt": {},
    "order-m": {"m": 2},
}
UNWEIGHTED = {"minimum", "maximum", "benefit-of-the-doubt", "order-m"}
COLUMNS: dict[str, list[float | None]] = {
    "a": [1, 2, 3, 4, 5, 7],
    "b": [5, None, 4, 7, 6, 3],
    "c": [8, None, 2, 3, 9, 4],
}
UNITS = ["u", "v", "w", "x", "y", "z"]


def card_of(kind: str, codes: Sequence[str]) -> dtiscore.Scorecard:
    weights = {} if kind in UNWEIGHTED else {"weights": "equal"}
    index = group("I", {"kind": kind, **KINDS[kind]}, *map(indicator, codes), **weights)
    edition = {**HEAD, "missing": "reweight", "rank": {"on": "full", "ties": "min"}, "index": index}
    return dtiscore.score(pd.DataFrame({"unit": UNITS, **COLUMNS}), edition)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"owa"}))
def test_a_removal_is_the_edition_without_the_part(kind: str) -> None:
    """v has a alone: without it, it has no score, and no rank."""
    card = card_of(kind, "abc")
    removals = study(card).removals
    assert [one.code for one in removals] == ["a", "b", "c"]
    for one in removals:
        without = card_of(kind, [code for code in "abc" if code != one.code])
        at = [card.dataset.units.index(unit) for unit in study(card).subject.units]
        expected = without.ranks["I"][at]
        np.testing.assert_array_equal(one.ranks, expected, err_msg=one.code)
        assert np.isnan(one.ranks[study(card).subject.units.index("v")]) == (one.code == "a")


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"owa"}))
def test_a_replicate_scores_as_its_edition_does_below_an_index_that_some_unit_lacks(kind: str) -> None:
    """z has no index for want of d, and takes part in P all the same; the weights there are declared to sum to 6."""
    table = pd.DataFrame(
        {"unit": UNITS, "a": [1, 2, 3, 4, 5, 9], "b": [5, 2, 4, 7, 6, 1], "c": [8, 1, 2, 3, 9, 0.5]}
    )
    table["d"] = [1, 2, 3, 4, 5, None]
    weight = {} if kind in UNWEIGHTED else {"weight": 2}

    def score(weights: Any, *parts: dict[str, Any]) -> dtiscore.Scorecard:
        sums = {} if kind in UNWEIGHTED else {"weights": weights}
        compared = group("P", {"kind": kind, **KINDS[kind]}, *parts, **sums)
        ranked = group(
            "Q", "arithmetic", compared, indicator("d"), weights="equal", then=[{"kind": "min-max"}]
        )
        edition = {**HEAD, "missing": "no-score", "rank": {"on": "full"}, "index": group("I", "sum", ranked)}
        return dtiscore.score(table, edition)

    parts = {code: indicator(code, **weight) for code in "abc"}
    card = score(6, *parts.values())
    found = study(card, replayed=Draws(3, {}, {"excluded": tuple("abc")}))
    rows = [card.dataset.units.index(unit) for unit in found.subject.units]
    for left_out, scores in zip("abc", found.scores, strict=True):
        without = score("relative", *(part for code, part in parts.items() if code != left_out))
        np.testing.assert_allclose(scores, without.index.score[rows], err_msg=left_out)


def test_places_of_ordered_weights_are_shared_by_the_parts_that_are_left() -> None:
    assert [one.code for one in study(card_of("owa", "abc")).removals] == ["a", "b", "c"]


def test_the_only_indicator_of_a_group_is_left_out_with_the_group() -> None:
    """Of each draw one of four: nothing, a, b or c, without which nothing of Q is left."""
    tree = group(
        "I",
        "arithmetic",
        group("P", "minimum", indicator("a"), indicator("b")),
        group("Q", "maximum", indicator("c")),
    )
    edition = {**HEAD, "missing": "reweight", "index": tree}
    table = pd.DataFrame({"unit": UNITS, **{code: [*range(1, 6), at] for at, code in enumerate("abc")}})
    card = dtiscore.score(table, edition)
    found = study(card, Assumptions(weights=None, exclusion=True), count=400)
    drawn = Counter(found.draws.texts["excluded"])
    assert drawn.keys() == {"", "a", "b", "c"}
    assert min(drawn.values()) > 60
    without = dtiscore.score(table, {**edition, "index": {**tree, "children": tree["children"][:1]}})
    at = found.draws.texts["excluded"].index("c")
    rows = [card.dataset.units.index(unit) for unit in found.subject.units]
    np.testing.assert_allclose(found.scores[at], without.nodes["I"].score[rows])


def test_of_a_formula_nothing_can_be_left_out() -> None:
    index = group("I", {"kind": "formula", "formula": "a * b"}, indicator("a"), indicator("b"))
    card = dtiscore.score(
        pd.DataFrame({"unit": ["u", "v"], "a": [1, 2], "b": [3, 4]}), {**HEAD, "index": index}
    )
    with pytest.raises(UsageFault, match="nothing of test can be left out"):
        _ = study(card).removals
    with pytest.raises(UsageFault, match="nothing of test can be left out"):
        _ = study(card, Assumptions(weights=None, exclusion=True)).scores


def test_what_cannot_be_left_out_is_no_draw() -> None:
    """Draws of another edition that leave out what a formula names here would vary nothing, and every rank be firm."""
    inner = group("M", {"kind": "formula", "formula": "a * b"}, indicator("a"), indicator("b"))
    table = pd.DataFrame({"unit": ["u", "v"], "a": [1, 2], "b": [3, 4], "c": [2, 1]})
    index = group("I", {"kind": "formula", "formula": "M + c"}, inner, indicator("c"))
    beside = group("I", "arithmetic", inner, indicator("c"), weights="equal")
    draws = Draws(2, {}, {"excluded": ("", "a")})
    with pytest.raises(UsageFault, match="nothing of test can be left out"):
        _ = study(dtiscore.score(table, {**HEAD, "index": index}), replayed=draws).scores
    found = study(dtiscore.score(table, {**HEAD, "index": beside}), replayed=draws)
    assert found.scores[1].tolist() == [1, 2]  # without M, which cannot be made without a; v stands first


def test_parts_without_weights_are_named_where_weights_vary() -> None:
    """Below a formula no weight counts: that ranks stay says nothing of how firm they are."""
    p = group("P", "arithmetic", indicator("a"), indicator("b"), weights="equal")
    index = group("I", {"kind": "formula", "formula": "max(P, c)"}, p, indicator("c"))
    table = pd.DataFrame({"unit": ["u", "v"], "a": [1, 2], "b": [3, 4], "c": [2, 1]})
    found = study(
        dtiscore.score(table, {**HEAD, "index": index}), Assumptions(weights=WeightVariation("simplex"))
    )
    shown = ShownRobustness(found).screen(Screen())
    assert "below 1 node. The parts of I have no weights that could vary." in shown
    assert "shares of the index" not in shown


@pytest.mark.parametrize("frame", [{"base": "2020"}, "all"])
def test_one_period_of_an_edition_of_many_is_no_other_question(frame: Any) -> None:
    """With the rows of one period alone the base would be lacking, or other statistics learned."""
    index = group("I", "ampi", indicator("a"), indicator("b"), weights="equal")
    columns = {"year": [2020] * 3 + [2021] * 3, "a": [1, 2, 4, 2, 3, 5], "b": [3, 1, 2, 4, 2, 3]}
    table = pd.DataFrame({"unit": ["u", "v", "w"] * 2, **columns})
    card = dtiscore.score(table, {**HEAD, "frame": frame, "index": index}, period="2021")
    with pytest.raises(UsageFault) as caught:
        study(card)
    assert "fitted on each period" in str(caught.value.fix)
