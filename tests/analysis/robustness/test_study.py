"""Draws, ranks and what follows from them, held to exact arithmetic on a case of three units and two indicators."""

from __future__ import annotations

import itertools
import math
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from tests.analysis.robustness.conftest import TWO, scored
from tests.made import indicator

import dtiscore
from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer import (
    Assumptions,
    Draws,
    MeasurementError,
    WeightVariation,
    attainable,
    chunks,
    reach,
    study,
)
from dtiscore.questions.robustness.answer.attainable import attainable_ranks
from dtiscore.questions.robustness.answer.population import scores_of
from dtiscore.questions.robustness.answer.ranking import Meetings
from dtiscore.questions.robustness.answer.reach import Reach, ShareBounds, _pairs
from dtiscore.questions.robustness.answer.sampling import BLOCK, sample
from dtiscore.questions.robustness.answer.statistics import alike, letters
from dtiscore.questions.robustness.answer.subject import subject_of
from dtiscore.scoring.ranking import keys, rank

ANY = Assumptions(weights=WeightVariation("simplex"))


def test_shares_agree_with_the_exact_ones(three: dtiscore.Scorecard) -> None:
    """Under any weights w is uniform: A beats B above w = 5/9, B beats C above 2/5, A beats C above 1/2."""
    count = 100_000
    found = study(three, ANY, count=count, k=1)
    unit = {code: at for at, code in enumerate(found.subject.units)}
    error = 4 * math.sqrt(0.25 / count)
    assert found.share_above(unit["A"], unit["B"]) == pytest.approx(1 - 5 / 9, abs=error)
    assert found.share_above(unit["B"], unit["C"]) == pytest.approx(1 - 2 / 5, abs=error)
    assert found.share_above(unit["A"], unit["C"]) == pytest.approx(1 - 1 / 2, abs=error)
    first = {code: found.statistics[at].within for code, at in unit.items()}
    assert first["A"] == pytest.approx(1 - 5 / 9, abs=error)
    assert first["B"] == pytest.approx(5 / 9 - 2 / 5, abs=error)
    assert first["C"] == pytest.approx(2 / 5, abs=error)


def test_dirichlet_weights_have_the_spread_that_is_promised(three: dtiscore.Scorecard) -> None:
    draws = sample(
        subject_of(three), Assumptions(WeightVariation("dirichlet", concentration=24.0)), 50_000, 3
    )
    weights = draws.numbers["weight:x"]
    assert weights.mean() == pytest.approx(1.0, abs=0.005)  # of 1 and 1, as the file has them
    assert (weights / 2).std() == pytest.approx(math.sqrt(0.25 / 25), rel=0.02)
    assert np.allclose(weights + draws.numbers["weight:y"], 2.0, atol=1e-12)


def test_uniform_weights_stay_within_their_share(three: dtiscore.Scorecard) -> None:
    draws = sample(subject_of(three), Assumptions(WeightVariation("uniform", share=0.2)), 5_000, 3)
    ratio = draws.numbers["weight:x"] / draws.numbers["weight:y"]
    assert 0.8 / 1.2 <= ratio.min() < 0.7
    assert 1.45 < ratio.max() <= 1.2 / 0.8


def test_draws_are_the_same_again_and_more_continue_fewer(three: dtiscore.Scorecard) -> None:
    subject, all_of = subject_of(three), Assumptions(exclusion=True)
    few, many = sample(subject, all_of, 1500, 7), sample(subject, all_of, 3000, 7)
    for name, values in few.numbers.items():
        assert values.tobytes() == many.numbers[name][:1500].tobytes()
    assert few.texts["excluded"] == many.texts["excluded"][:1500]
    assert sample(subject, all_of, 1500, 8).numbers["weight:x"][0] != few.numbers["weight:x"][0]
    alone = sample(subject, Assumptions(), 1500, 7)
    assert alone.numbers["weight:x"].tobytes() == few.numbers["weight:x"].tobytes()


def test_given_weights_score_as_the_edition_with_these_weights_does(three: dtiscore.Scorecard) -> None:
    draws = Draws(2, {"weight:x": np.array([3.0, 0.0]), "weight:y": np.array([1.0, 5.0])}, {})
    found = study(three, replayed=draws)
    by_unit = dict(zip(found.subject.units, found.scores.T.tolist(), strict=True))
    assert by_unit["A"] == pytest.approx([(3 * 0.9 + 0) / 4, 0.0])
    assert by_unit["C"] == pytest.approx([(3 * 0.2 + 0.7) / 4, 0.7])


def test_points_keep_their_sum_when_an_indicator_is_left_out() -> None:
    """60 and 40 points: without x the 40 points of y count for all 100."""
    children = [
        {"code": "x", "points": 60.0, "rule": {"kind": "fraction"}},
        {"code": "y", "points": 40.0, "rule": {"kind": "fraction"}},
    ]
    card = scored(
        {"x": [0.9, 0.5], "y": [0.1, 0.7]}, {"code": "I", "aggregate": "points", "children": children}
    )
    found = study(card, replayed=Draws(2, {}, {"excluded": ("x", "")}))
    by_unit = dict(zip(found.subject.units, found.scores.T.tolist(), strict=True))
    assert by_unit["A"] == pytest.approx([10.0, 0.9 * 60 + 0.1 * 40])
    assert by_unit["B"] == pytest.approx([70.0, 0.5 * 60 + 0.7 * 40])


@pytest.mark.parametrize("mean", ["arithmetic", "geometric", "harmonic", {"kind": "power", "power": 2.0}])
def test_populations_score_as_single_editions_do(mean: object) -> None:
    """Each replicate against the nominal code under an edition with its weights, for means with and without arrays."""
    columns = {"x": [0.9, 0.5, 0.2], "y": [0.1, 0.5, 0.7], "z": [0.3, 0.4, 0.8]}
    children = [{"code": code, "weight": 1.0, "rule": {"kind": "fraction"}} for code in columns]
    index = {"code": "I", "aggregate": mean, "weights": "relative", "children": children}
    found = study(scored(columns, index), ANY, count=5)
    for at in range(5):
        weighted = [
            {**child, "weight": float(found.draws.numbers[f"weight:{child['code']}"][at])}
            for child in children
        ]
        single = scored(columns, {**index, "children": weighted})
        wanted = single.index.score[found.subject.rows]
        assert found.scores[at].tolist() == pytest.approx(wanted.tolist(), rel=1e-12)


def test_an_error_of_measurement_has_its_standard_deviation(three: dtiscore.Scorecard) -> None:
    """B = (0.5 + e) / 2 + 0.25 with sd(e) = 0.02: the index has half of it."""
    assumptions = Assumptions(weights=None, errors=(MeasurementError("x", 0.02),))
    found = study(three, assumptions, count=20_000)
    at = found.subject.units.index("B")
    assert found.scores[:, at].mean() == pytest.approx(0.5, abs=0.0005)
    assert found.scores[:, at].std() == pytest.approx(0.01, rel=0.03)


@pytest.mark.parametrize("rule", ["min-max", "rank-share", "fraction-of-maximum", "share-of-total"])
def test_what_nobody_has_a_value_of_has_no_error(rule: str) -> None:
    children = [indicator("x", rule={"kind": rule}), indicator("y")]
    edition = {**TWO, "missing": "zero", "index": {**TWO["index"], "children": children}}
    card = dtiscore.score(pd.DataFrame({"unit": ["A", "B"], "x": ["", ""], "y": [0.4, 0.6]}), edition)
    found = study(card, Assumptions(weights=None, errors=(MeasurementError("x", 0.02),)), count=3)
    assert found.scores.tolist() == [[0.3, 0.2]] * 3


def test_a_relative_error_stays_within_its_share_and_at_the_bounds_of_the_rule(
    three: dtiscore.Scorecard,
) -> None:
    found = study(
        three, Assumptions(weights=None, errors=(MeasurementError("x", 0.5, relative=True),)), count=5_000
    )
    at = found.subject.units.index("A")
    x = found.scores[:, at] * 2
    assert x.min() == pytest.approx(0.45, abs=0.01)
    assert x.max() == 1.0  # 0.9 + 50 % is more than a fraction can be


def test_a_table_of_draws_plays_again_to_the_bit(three: dtiscore.Scorecard) -> None:
    assumptions = Assumptions(exclusion=True, errors=(MeasurementError("x", 0.01),))
    data = pd.DataFrame({"unit": list("ABC"), "x": [0.9, 0.5, 0.2], "y": [0.0, 0.5, 0.7]})
    first = dtiscore.robustness(data, TWO, assumptions, draws_count=50)
    kept = pd.DataFrame({name: list(map(str, cells)) for name, cells in first.draws.columns().items()})
    again = dtiscore.robustness(data, TWO, replay=kept)
    assert again.scores.tobytes() == first.scores.tobytes()
    assert again.statistics == first.statistics


def test_influence_is_that_of_the_only_assumption_that_matters(three: dtiscore.Scorecard) -> None:
    """An error of a billionth moves no rank, so that all the variance is that of the weights."""
    assumptions = Assumptions(ANY.weights, errors=(MeasurementError("x", 1e-9),))
    weights, error = study(three, assumptions, count=8000).influence
    assert weights.factor == "weight"
    assert weights.first == pytest.approx(1.0, abs=0.1)
    assert weights.total == pytest.approx(1.0, abs=0.1)
    assert (error.factor, error.first, error.total) == ("error:x", 0.0, 0.0)


def test_attainable_ranks_by_hand(three: dtiscore.Scorecard) -> None:
    """A: first at w = 1, last at w = 0. B: first at w = 1/2, second at both ends. C: first at 0, last at 1."""
    subject = subject_of(three)
    found = dict(zip(subject.units, attainable_ranks(subject), strict=True))
    reached = {unit: (one.best, one.worst) for unit, one in found.items()}
    assert reached == {
        "A": (Reach(1, 1), Reach(3, 3)),
        "B": (Reach(1, 1), Reach(2, 2)),
        "C": (Reach(1, 1), Reach(3, 3)),
    }


def test_to_beat_each_in_turn_is_not_to_beat_all_at_once() -> None:
    """A beats B from w = 0.625 on and C up to w = 0.6: never both, so that second is the best it can be."""
    subject = subject_of(scored({"x": [0.5, 0.2, 0.8], "y": [0.5, 1.0, 0.05]}))
    found = dict(zip(subject.units, attainable_ranks(subject), strict=True))
    assert found["A"].best == Reach(2, 2)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=6))
def test_no_weights_lead_beyond_the_attainable_ranks(points: list[tuple[int, int]]) -> None:
    """Every weight at which two units change places, those between, and the ends: the order is the same elsewhere."""
    subject = subject_of(scored({"x": [a / 20 for a, _ in points], "y": [b / 20 for _, b in points]}))
    table = np.stack([subject.score("x"), subject.score("y")], axis=1)
    crossings = {0.0, 1.0}
    for (a, b), (c, d) in itertools.combinations(table.tolist(), 2):
        if abs((a - b) - (c - d)) > 1e-9 and 0 <= (w := (d - b) / ((a - b) - (c - d))) <= 1:
            crossings.add(w)
    ends = sorted(crossings)
    tried = [*ends, *((low + high) / 2 for low, high in itertools.pairwise(ends))]
    ranks = [
        [1 + int((score > own + 1e-9).sum()) for own in score]
        for score in (table @ np.array([w, 1 - w]) for w in tried)
    ]
    found = attainable_ranks(subject)
    assert [one.best.rank for one in found] == np.min(ranks, axis=0).tolist()
    assert [one.worst.rank for one in found] == np.max(ranks, axis=0).tolist()
    assert all(one.best.rank == one.best.bound and one.worst.rank == one.worst.bound for one in found)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 999), st.integers(2, 5))
def test_of_a_pair_one_is_above_whatever_the_shares_are(seed: int, parts: int) -> None:
    draw = np.random.default_rng(seed)
    lead = draw.uniform(-1, 1, (20, parts))
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(reach, "_PAIRS", 20)
        pairs = _pairs(lead, 0.1)
    shares = draw.dirichlet(np.full(parts, 0.4), 500)
    above = lead @ shares.T > 0.1
    assert above[pairs].any(axis=1).all()
    # A pair of which one is above in every part is one, and so is one whose mean is.
    sure = np.flatnonzero((lead > 0.1).all(axis=1))
    for first, second in itertools.combinations(range(20), 2):
        if first in sure or second in sure or ((lead[first] + lead[second]) / 2 > 0.1).all():
            assert [first, second] in pairs.tolist()


def test_of_many_units_each_search_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(5)
    subject = subject_of(scored({code: np.round(draw.uniform(0, 1, 8), 2).tolist() for code in "xy"}))
    given_: list[int] = []
    solved = reach._solved

    def spied(lead: Values, limits: ShareBounds, way: Any, branches: int) -> tuple[Values, int]:
        given_.append(branches)
        return solved(lead, limits, way, branches)

    monkeypatch.setattr(reach, "_solved", spied)
    monkeypatch.setattr(attainable, "FEWEST_BRANCHES", 300)
    together = attainable_ranks(subject)
    assert set(given_) == {attainable.BRANCHES // 8}
    given_.clear()
    assert attainable_ranks(subject, asked=[7]) == [together[7]]
    assert set(given_) == {attainable.BRANCHES}
    given_.clear()
    attainable_ranks(subject, branches=900)
    assert set(given_) == {300}


def test_groups_are_runs_of_which_every_two_are_open() -> None:
    """1 is above 2 in 60 %, 2 above 3 in 70 %, 1 above 3 in 97 %: two pairs are open; 4 stands apart."""
    orders = [(1, 2, 3, 4)] * 30 + [(2, 1, 3, 4)] * 37 + [(1, 3, 2, 4)] * 30 + [(3, 1, 2, 4)] * 3
    standing = np.array(orders).T
    groups = alike(standing.astype(np.uint16))
    assert groups == [range(2), range(1, 3)]
    assert letters(groups, 4) == ["a", "ab", "b", ""]


@pytest.mark.parametrize("missing", [0.0, 0.02, 0.5])
@pytest.mark.parametrize(
    ("units", "replicates", "spread"), [(2, 90, 1), (40, 3, 3), (40, 90, 3), (30, 1100, 6), (700, 90, 300)]
)
def test_groups_are_those_of_every_pair(units: int, replicates: int, spread: int, missing: float) -> None:
    rng = np.random.default_rng(units)
    moves = rng.integers(0, spread + 1, (units, replicates))
    standing = (np.arange(1, units + 1)[:, None] + moves).astype(np.uint16)
    standing[rng.random(standing.shape) < missing] = 0
    both = (standing[:, None] > 0) & (standing[None] > 0)
    above = ((standing[:, None] < standing[None]) & both).sum(2)
    equal = ((standing[:, None] == standing[None]) & both).sum(2)
    share = np.where(both.sum(2), (2 * above + equal) / (2 * replicates), np.nan)
    open_ = (share >= 0.05) & (share <= 0.95)
    runs: list[range] = []
    for first in range(units):
        end = first + 1
        while end < units and open_[end, first:end].all():
            end += 1
        if end - first > 1 and (not runs or end > runs[-1].stop):
            runs.append(range(first, end))
    assert alike(standing) == runs


def test_a_unit_has_no_letter_in_common_with_one_beyond_another_that_is_told_apart() -> None:
    # The first and the third change places, and the second stands above the third in both rankings: pairs tell of them.
    standing = np.array([[2, 6], [4, 2], [6, 4]], dtype=np.uint32)
    assert letters(alike(standing), 3) == ["a", "a", ""]


def test_groups_beyond_the_letters_have_numbers() -> None:
    groups = [range(at, at + 4) for at in range(60)]
    assert letters(groups, 63)[50:57] == [
        "VWXY",
        "WXYZ",
        "XYZ(53)",
        "YZ(53-54)",
        "Z(53-55)",
        "(53-56)",
        "(54-57)",
    ]


@pytest.mark.parametrize(
    ("assumptions", "words"),
    [
        (Assumptions(weights=None), "no assumption varies"),
        (Assumptions(weights=None, normalisations=("own",)), "no assumption varies"),
        (Assumptions(weights=None, normalisations=("own", "own")), "no assumption varies"),
        (Assumptions(weights=None, aggregations=("arithmetic",), winsorise=(3,)), "no assumption varies"),
        (Assumptions(normalisations=("minmax",)), "no rule that every indicator could have"),
        (Assumptions(aggregations=("median",)), "no mean to choose"),
        (Assumptions(winsorise=(3,)), "no step that draws in outliers"),
        (Assumptions(aggregations=("geometric",)), "part of it is 0 or below"),
        (Assumptions(errors=(MeasurementError("q", 1.0),)), 'no indicator "q"'),
    ],
)
def test_what_cannot_be_studied_is_refused(
    three: dtiscore.Scorecard, assumptions: Assumptions, words: str
) -> None:
    with pytest.raises(dtiscore.DtiscoreError) as caught:
        _ = study(three, assumptions, count=10).statistics
    told = " ".join([str(caught.value), *(problem.message for problem in caught.value.problems)])
    assert words in told


def test_what_there_is_one_choice_of_does_not_vary(three: dtiscore.Scorecard) -> None:
    found = study(three, Assumptions(normalisations=("rank",)), count=20)
    assert found.factors == ["weight"]
    assert [one.factor for one in found.influence] == ["weight"]
    assert set(found.draws.texts["normalisation"]) == {"rank"}  # all of them are ranked by it nonetheless


def test_draws_of_another_edition_are_refused(three: dtiscore.Scorecard) -> None:
    with pytest.raises(dtiscore.UsageFault, match="weight:q"):
        study(three, replayed=Draws(1, {"weight:q": np.ones(1)}, {}))


def test_weights_beyond_all_numbers_are_refused(three: dtiscore.Scorecard) -> None:
    most = np.array([1.0, 1e308])  # each is a number, and their sum is none
    with pytest.raises(dtiscore.UsageFault, match="too large"):
        study(three, replayed=Draws(2, {"weight:x": most, "weight:y": most}, {}))


def test_a_population_in_one_part_or_many(three: dtiscore.Scorecard) -> None:
    subject = subject_of(three)
    draws = sample(subject, ANY, 300, 1)
    assert scores_of(subject, draws).tobytes() == scores_of(subject, draws, part_bytes=1).tobytes()


def test_draws_without_any_weight_are_refused(three: dtiscore.Scorecard) -> None:
    nothing = np.array([1.0, 0.0])
    with pytest.raises(dtiscore.UsageFault, match="in replicate 2 no unit has a score"):
        _ = study(three, replayed=Draws(2, {"weight:x": nothing, "weight:y": nothing}, {})).scores


def test_attainable_ranks_say_that_they_need_scipy(
    three: dtiscore.Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(dtiscore.UsageFault, match=r"dtiscore\[stats\]"):
        attainable_ranks(subject_of(three))


def test_a_unit_that_lacks_what_is_left_in_has_no_rank_there() -> None:
    """C has only x: without x it has no score, and the two others keep their places."""
    children = [{"code": code, "rule": {"kind": "fraction"}} for code in ("x", "y")]
    index = {
        "code": "I", "aggregate": "arithmetic", "weights": "equal", "missing": "reweight", "children": children,
    }  # fmt: skip
    columns = {"x": [0.9, 0.5, 0.2], "y": [0.8, 0.5, math.nan]}
    card = scored(columns, index)
    without_x, without_y = study(card).removals
    assert without_x.ranks.tolist()[:2] == [1.0, 2.0]
    assert math.isnan(without_x.ranks[2])
    assert without_x.mean_shift == 0.0
    assert without_y.ranks.tolist() == [1.0, 2.0, 3.0]


def test_a_rule_on_scores_is_fitted_anew_in_every_replicate() -> None:
    """Whatever the weights, the best unit of a rescaled mean has 1 and the last one 0."""
    index = {**TWO["index"], "then": [{"kind": "min-max"}]}
    card = scored({"x": [0.1, 0.5, 0.9], "y": [0.2, 0.9, 0.1]}, index)
    scores = study(card, ANY, count=50, seed=3).scores
    assert np.ptp(scores[:, 1]) > 0  # the unit between moves
    assert scores.min(axis=1).tolist() == [0.0] * 50
    assert scores.max(axis=1).tolist() == [1.0] * 50


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_chunks_on_threads_rank_as_the_nominal_code_does(ties: str) -> None:
    """More than one chunk, so that two threads work; every replicate against the ranks of a single ranking."""
    columns = {"x": [0.9, 0.5, 0.2, 0.5, 0.1], "y": [0.0, 0.5, 0.7, 0.5, 0.1]}
    edition = {**TWO, "rank": {"on": "published", "ties": ties}, "publish": {"as": "score", "decimals": 1}}
    card = dtiscore.score(pd.DataFrame({"unit": list("ABCDE"), **columns}), edition)
    found = study(card, ANY, count=2 * BLOCK + 3)
    compared = keys(found.scores, card.methodology.rank, card.methodology.publish)
    wanted = [rank(row, card.methodology.rank.ties, found.subject.units) for row in compared]
    assert found.population.ranks.tolist() == np.array(wanted).tolist()
    above = (compared[:, :, None] > compared[:, None, :]).mean(axis=0)
    equal = (compared[:, :, None] == compared[:, None, :]).mean(axis=0)
    for first, second in itertools.permutations(range(5), 2):
        wanted_share = above[first, second] + equal[first, second] / 2
        assert found.share_above(first, second) == pytest.approx(wanted_share, abs=1e-12)
    for one, ranks in zip(found.statistics.values(), found.population.ranks.T, strict=True):
        assert [one.low, one.median, one.high] == np.quantile(ranks, [0.05, 0.5, 0.95]).tolist()
        assert (one.mean, one.best, one.worst) == (ranks.mean(), ranks.min(), ranks.max())
        assert one.volatility == np.abs(ranks - one.nominal).mean()


def test_meetings_are_counted_beyond_what_one_byte_holds() -> None:
    own = np.full(5_000, 2, dtype=np.uint16)
    met = Meetings.of(own, np.array([own + 1, own - 1, own], dtype=np.uint16))
    assert (met.ahead.tolist(), met.behind.tolist()) == ([5_000, 0, 0], [0, 5_000, 0])
    assert met.share_above.tolist() == [1.0, 0.0, 0.5]


@pytest.mark.parametrize(
    "varied",
    [
        ANY,
        Assumptions(normalisations=("own", "min-max:1,100")),
        Assumptions(errors=(MeasurementError("x", 0.1),)),
    ],
    ids=["weights", "rules", "errors"],
)
@pytest.mark.parametrize("ties", ["min", "ordinal"])
def test_parts_of_a_block_and_the_number_of_threads_change_no_rank(
    varied: Assumptions, ties: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table with many units has its blocks of draws ranked in parts; so has this one."""
    columns = {"x": [0.1, 0.5, 0.5, 0.9], "y": [0.9, 0.5, 0.5, 0.2]}
    edition = {**TWO, "rank": {"on": "full", "ties": ties}}
    card = dtiscore.score(pd.DataFrame({"unit": list("ABCD"), **columns}), edition)
    whole = study(card, varied, count=BLOCK + 50).population
    monkeypatch.setattr(chunks, "_SCORES", 4 * 256)
    for threads in (2, 5):
        monkeypatch.setattr(chunks, "THREADS", threads)
        parts = study(card, varied, count=BLOCK + 50).population
        assert parts.doubled.tobytes() == whole.doubled.tobytes()
        assert parts.standing.tobytes() == whole.standing.tobytes()


def test_a_fault_in_a_later_chunk_is_told() -> None:
    card = scored({"x": [0.9, 0.5, 0.2], "y": [0.0, 0.5, 0.7]})
    weights = np.ones(3 * BLOCK)
    weights[2 * BLOCK + 5] = 0.0
    found = study(card, replayed=Draws(3 * BLOCK, {"weight:x": weights, "weight:y": weights}, {}))
    with pytest.raises(dtiscore.UsageFault, match=f"in replicate {2 * BLOCK + 6} no unit has a score"):
        _ = found.statistics
