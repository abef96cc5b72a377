"""Plans on real and on awkward indices: confirmed by other means, put into cells, on frames that move, by search."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from tests.analysis.improvement.conftest import Made, fraction
from tests.made import HEAD, group, indicator, share

import dtiscore
from dtiscore.analysis.mixed_programmes import mixed_programmes
from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer import Improvement, Limit, Plan, Target, improve, programme
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.plan import _GIVE_BACK, Outcome, Planner
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard

DTI = "dti-province-2022"
KHANH_HOA = "56"


@pytest.fixture(scope="module")
def khanh_hoa(examples: Path) -> Improvement:
    card = dtiscore.score(examples / "dti-province" / "2022.csv", DTI)
    return improve(card, KHANH_HOA, Target(rank=20))


def put_back(table: Path, unit: str, plan: Plan, folder: Path) -> Path:
    """A copy of a table with the cells of a plan written into one unit's row."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    (row,) = [row for row in rows if row["code"] == unit]
    row.update({change.lever.heading: change.text for change in plan.changes})
    copy = folder / "planned.csv"
    with copy.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return copy


class TestKhanhHoa2022:
    """0.5576 and rank 41 of 63; the twentieth has 0.6274, which 627.35 points are rounded to."""

    def test_where_it_stands(self, khanh_hoa: Improvement) -> None:
        assert (khanh_hoa.now.rank, khanh_hoa.now.reached) == (41, False)
        assert khanh_hoa.now.score == pytest.approx(332.25 + 0.481 * 200 + 0.6 * 150 + 0.261 * 150)
        assert khanh_hoa.now.competitors.wanted(khanh_hoa.target) == pytest.approx(0.6274)
        assert khanh_hoa.is_exact

    def test_the_effort_is_the_points_that_lack(self, khanh_hoa: Improvement) -> None:
        # Every point takes the same effort, so that no plan can take less than 627.35 - 557.60.
        assert [len(plan.changes) for plan in khanh_hoa.plans] == [1, 2, 3]
        for plan in khanh_hoa.plans:
            assert plan.proved
            assert 69.75 - 1e-6 <= plan.effort <= 69.76
        assert [plan.is_cheapest for plan in khanh_hoa.plans] == [True, False, False]

    def test_a_single_change_takes_where_there_is_most_room(self, khanh_hoa: Improvement) -> None:
        (change,) = khanh_hoa.plans[0].changes
        # 69.75 of the 167.75 points that lack of the foundation; of the others it would be a larger part.
        assert (change.lever.heading, change.now_text, change.text) == (
            "foundation_points",
            "332.2500",
            "402",
        )

    def test_each_plan_reaches_rank_20_in_the_table_itself(
        self, khanh_hoa: Improvement, examples: Path, tmp_path: Path
    ) -> None:
        for plan in khanh_hoa.plans:
            table = put_back(examples / "dti-province" / "2022.csv", KHANH_HOA, plan, tmp_path)
            card = dtiscore.score(table, DTI)
            (row,) = card.rows_of(KHANH_HOA)
            assert card.ranks["DTI"][row] == plan.outcome.rank == 20
            assert card.index.published[row] == plan.outcome.published
            assert card.published("DTI")[row] == 0.6274

    def test_full_marks_in_one_indicator_alone(self, khanh_hoa: Improvement) -> None:
        found = {room.lever.heading: room for room in khanh_hoa.rooms}
        society = found["hoat_dong_xa_hoi_so"]
        assert society.full is not None
        assert (society.full.text, society.top, society.rank) == ("1", 150, 8)
        assert society.full.gain == pytest.approx(0.739 * 150)
        assert society.per_unit == pytest.approx(150)


def test_the_target_may_be_there_already_or_out_of_reach(made: Made) -> None:
    columns = {"a": [0.5, 0.9], "b": [0.2, 1.0]}
    card = made(columns, [fraction("a", 10), fraction("b", 10)])
    there = improve(card, "B", Target(rank=1))
    assert (there.is_there, there.plans, there.is_reachable) == (True, [], True)
    beyond = improve(card, "A", Target(rank=1), {"b": Limit(highest=0.5)})
    assert (beyond.is_there, beyond.plans, beyond.is_reachable) == (False, [], False)
    assert (beyond.best.rank, beyond.best.published) == (2, pytest.approx(15.0))  # type: ignore[comparison-overlap]  # approx equals a float


def test_targets_that_are_none_are_refused(made: Made) -> None:
    card = made({"a": [0.5, 0.9]}, [fraction("a", 10)])
    with pytest.raises(UsageFault, match="there is no rank 3 among 2 units"):
        improve(card, "A", Target(rank=3))
    for target in (Target(), Target(rank=1, score=0.5)):
        with pytest.raises(UsageFault, match="there must be one target"):
            improve(card, "A", target)
    with pytest.raises(UsageFault, match='no unit "Z"'):
        improve(card, "Z", Target(rank=1))


def test_costs_turn_the_choice(made: Made) -> None:
    card = made({"a": [0.5, 0.9], "b": [0.5, 0.9]}, [fraction("a", 10), fraction("b", 10)])
    # 8 points lack. b is cheap, but ends at 0.9: 4 points at 1, the other 4 at 2 a point.
    limits = {"a": Limit(cost_per_point=2), "b": Limit(highest=0.9)}
    found = improve(card, "A", Target(rank=1), limits)
    (plan,) = found.plans
    assert {change.lever.column: change.value for change in plan.changes} == {"a": 0.9, "b": 0.9}
    assert plan.effort == pytest.approx(4 * 2 + 4)


def test_a_rise_that_moves_the_frame_is_confirmed_on_the_new_frame(made: Made) -> None:
    # A holds the lowest value of a: once it rises, the range is another one and so are the scores of all.
    children = [{"code": "a", "rule": {"kind": "min-max"}}, {"code": "b", "rule": {"kind": "min-max"}}]
    columns = {"a": [0.0, 10.0, 8.0, 6.0], "b": [5.5, 4.5, 7.5, 1.5]}
    changes = {"index": {"aggregate": "arithmetic", "weights": "equal"}}
    found = improve(made(columns, children, **changes), "A", Target(rank=1))
    assert found.plans
    for plan in found.plans:
        assert not plan.proved
        moved = {heading: list(cells) for heading, cells in columns.items()}
        for change in plan.changes:
            moved[change.lever.column][0] = change.value
        again = made(moved, children, **changes)
        assert again.ranks["I"][0] == plan.outcome.rank == 1
        assert again.index.published[0] == plan.outcome.published


@pytest.mark.slow
def test_the_search_over_a_geometric_mean_is_as_good_as_trying_a_fine_grid(made: Made) -> None:
    children = [
        {"code": code, "weight": weight, "rule": {"kind": "fraction"}}
        for code, weight in zip("abc", (1, 2, 1), strict=True)
    ]
    columns = {"a": [0.2, 0.8001, 0.7], "b": [0.3, 0.9001, 0.8], "c": [0.9, 0.7001, 0.6]}
    card = made(columns, children, index={"aggregate": "geometric", "weights": "relative"})
    found = improve(card, "A", Target(rank=2), most=2)
    assert not found.is_exact
    need = float(card.index.published[2])
    best = {1: np.inf, 2: np.inf, 3: np.inf}
    grids = [np.linspace(now, 1, 141) for now in (0.2, 0.3, 0.9)]
    for a, b, c in product(*grids):
        if (a * b**2 * c) ** 0.25 >= need:
            changes = sum([bool(a > 0.2), bool(b > 0.3), bool(c > 0.9)])
            best[changes] = min(best[changes], 100 * (a - 0.2 + b - 0.3 + c - 0.9))
    efforts = {len(plan.changes): plan.effort for plan in found.plans}
    assert np.isinf(best[1])
    assert set(efforts) == {2}
    for size, effort in efforts.items():
        assert effort <= best[size] + 1e-6
    (cheapest,) = [plan for plan in found.plans if plan.is_cheapest]
    assert cheapest.effort <= min(best.values()) + 1e-6
    assert cheapest.outcome.rank == 2


def test_the_lowest_may_be_best(made: Made) -> None:
    children = [{"code": "a", "points": 10, "rule": {"kind": "fraction"}}]
    card = made({"a": [0.9, 0.25, 0.5]}, children, rank={"on": "full", "order": "ascending"})
    found = improve(card, "A", Target(rank=2))
    (change,) = found.plans[0].changes
    assert (change.lever.sign, change.value, found.plans[0].outcome.rank) == (-1, 0.5, 2)


def test_a_panel_is_improved_in_its_last_period(made: Made) -> None:
    frame = pd.DataFrame(
        {"unit": ["A", "B", "A", "B"], "year": ["2023", "2023", "2024", "2024"], "a": [0.1, 0.2, 0.3, 0.4]}
    )
    card = dtiscore.score(frame, made({"a": [0.1]}, [fraction("a", 10)]).methodology)
    (change,) = improve(card, "A", Target(rank=1)).plans[0].changes
    assert change.value == 0.4
    (change,) = improve(card, "A", Target(rank=1), period="2023").plans[0].changes
    assert change.value == 0.2


def test_without_scipy_the_way_to_it_is_told(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    card = made({"a": [0.5, 0.9]}, [fraction("a", 10)])
    with pytest.raises(UsageFault, match="scipy, which is not installed") as raised:
        improve(card, "A", Target(rank=1))
    assert raised.value.fix == "install it with: pip install 'dtiscore[stats]'"
    assert improve(card, "B", Target(rank=1)).is_there  # nothing has to be found


def test_a_bend_that_the_rule_does_not_tell_is_not_taken_for_straight(made: Made) -> None:
    # a earns 1 a unit up to 9 of its 10, then 0.1: what looks straight at first is not.
    rule = {"kind": "formula", "formula": "min(x, 9) + 0.1 * max(x - 9, 0)"}
    columns = {"a": [0.5, 10.0], "b": [0.0, 1.0]}
    card = made(columns, [{"code": "a", "points": 10, "rule": rule}, fraction("b", 10)])
    found = improve(card, "A", Target(score=10), most=2)
    assert not found.is_exact
    (cheapest,) = [plan for plan in found.plans if plan.is_cheapest]
    assert cheapest.effort == pytest.approx(9.5, abs=0.02)


def test_last_digits_are_given_back_with_few_rescorings(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(5)
    columns = {code: (draw.integers(10_000, 90_000, 8) / 1000).tolist() for code in "abcd"}
    rule = {"kind": "z-score", "divisor": "sample", "mean": 50, "sd": 10}
    index = {"aggregate": "geometric", "weights": "equal"}
    card = made(
        columns, [{"code": code, "rule": rule} for code in "abcd"], index=index, scale=100.0, missing="error"
    )
    unit = min(card.dataset.units, key=lambda unit: -card.ranks["I"][card.dataset.units.index(unit)])
    whole, rescored = Rescoring.rescored, []

    def counted(rescoring: Rescoring, levers: Sequence[Lever], x: Values) -> Scorecard:
        rescored.append(x)
        return whole(rescoring, levers, x)

    def one_by_one(planner: Planner, at: int, x: Values, outcome: Outcome) -> tuple[Values, Outcome]:
        for distance in planner.levers[at].less(float(x[at]), _GIVE_BACK):
            less = x.copy()
            less[at] = distance
            smaller = planner.outcome(less)
            if not smaller.reached:
                break
            x, outcome = less, smaller
        return x, outcome

    def answer() -> tuple[list[list[str]], int]:
        rescored.clear()
        plans = improve(card, unit, Target(rank=2)).plans
        return [[change.text for change in plan.changes] for plan in plans], len(rescored)

    monkeypatch.setattr(Rescoring, "rescored", counted)
    texts, few = answer()
    monkeypatch.setattr(Planner, "_with_less_of", one_by_one)
    same, many = answer()
    assert texts == same
    assert few < 100 < many / 2, (few, many)


@pytest.mark.parametrize("score", [float("nan"), float("inf"), float("-inf")])
def test_a_score_that_is_no_number_is_no_target(made: Made, score: float) -> None:
    with pytest.raises(UsageFault, match="not a finite number"):
        improve(made({"a": [0.5, 0.9]}, [fraction("a", 10)]), "A", Target(score=score))


def test_a_fraction_is_not_reached_in_points(made: Made) -> None:
    card = made({"a": [0.5, 0.9]}, [fraction("a", 10)], publish={"as": "fraction", "decimals": 4})
    with pytest.raises(UsageFault, match="published as a fraction, and 80 is more than all of it"):
        improve(card, "A", Target(score=80))
    assert improve(card, "A", Target(score=0.8)).plans[0].changes[0].value == 0.8


def test_a_unit_of_two_groups_is_asked_for_once(made: Made) -> None:
    table = pd.DataFrame(
        {"unit": ["A", "B", "A", "B"], "sex": ["F", "F", "M", "M"], "a": [0.5, 0.9, 0.1, 0.2]}
    )
    card = dtiscore.score(
        table, made({"a": [0.1, 0.2]}, [fraction("a", 10)], layout={"group": "sex"}).methodology
    )
    with pytest.raises(UsageFault, match='"A" stands in the groups F, M'):
        improve(card, "A", Target(rank=1))


def test_the_trials_of_a_search_do_not_grow_with_the_indicators(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = np.random.default_rng(3)
    codes = [f"c{number}" for number in range(16)]
    columns = {code: (draw.integers(2000, 8000, 6) / 1000).tolist() for code in codes}
    index = {"aggregate": "geometric", "weights": "equal", "round": {"decimals": 2, "rule": "half-up"}}
    children = [indicator(code) for code in codes]
    card = made(columns, children, index=index, scale=10.0, missing="error")
    unit = min(card.dataset.units, key=lambda unit: -card.ranks["I"][card.dataset.units.index(unit)])
    whole, goes = Rescoring.trials, []

    def counted(rescoring: Rescoring, levers: Sequence[Lever], x: Values) -> dict[str, Values]:
        goes.append(len(x))
        return whole(rescoring, levers, x)

    monkeypatch.setattr(Rescoring, "trials", counted)
    found = improve(card, unit, Target(rank=1))
    assert not found.is_exact
    ranges = {code: max(values) - min(values) for code, values in columns.items()}
    for plan in found.plans:
        moves = [(change.lever, abs(float(change.text) - change.lever.now)) for change in plan.changes]
        assert plan.effort == pytest.approx(sum(100 * far / ranges[lever.column] for lever, far in moves))
    assert len(goes) < 1500, len(goes)


@pytest.mark.parametrize("step", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("now", [0.0, 3.0])
def test_a_tie_is_left_by_the_first_whole_step(made: Made, step: float, now: float) -> None:
    children = [{"code": code, "points": 10, "rule": {"kind": "fraction", "of": 8}} for code in "ab"]
    columns = {code: [now] * 5 for code in "ab"}
    card = made(columns, children, rank={"on": "full", "ties": "max"}, publish={"as": "score", "decimals": 0})
    found = improve(card, "C", Target(rank=1), {code: Limit(step=step) for code in "ab"})
    assert found.is_reachable
    (plan, *_) = found.plans
    assert plan.proved
    assert plan.effort == pytest.approx(step * 10 / 8)
    assert [float(change.text) for change in plan.changes] == [now + step]


@pytest.mark.parametrize("ties", ["max", "average"])
@pytest.mark.parametrize(
    ("whole", "now", "leader"),
    [((12, 8, 8), (5, 1, 1), (11, 5, 5)), ((7, 7, 12), (1, 1, 4), (5, 4, 11))],
)
def test_a_tie_that_many_sets_of_whole_steps_end_in_is_left_with_the_least_effort(
    made: Made, whole: Sequence[int], now: Sequence[int], leader: Sequence[int], ties: str
) -> None:
    goalposts = [{"kind": "goalposts", "low": 0, "high": of} for of in whole]
    children = [{"code": code, "rule": rule} for code, rule in zip("abc", goalposts, strict=True)]
    columns = {code: list(both) for code, both in zip("abc", zip(now, leader, strict=True), strict=True)}
    index = {"aggregate": "arithmetic", "weights": "equal"}
    card = made(columns, children, index=index, rank={"on": "full", "ties": ties})
    found = improve(card, "A", Target(rank=1))
    parts = [[Fraction(x, of) for x in range(at, of + 1)] for at, of in zip(now, whole, strict=True)]
    needed = sum(Fraction(x, of) for x, of in zip(leader, whole, strict=True))
    least = min(height for height in map(sum, product(*parts)) if height > needed)
    (cheapest,) = [plan for plan in found.plans if plan.is_cheapest]
    assert cheapest.effort == pytest.approx(100 * float(least - sum(column[0] for column in parts)))


def test_a_jump_nearer_than_a_number_can_be_written_is_no_plan(made: Made) -> None:
    """A hair above its own value the unit leaves that value behind: a change, of 0 as it would be written."""
    index = {"aggregate": "arithmetic", "weights": "equal", "then": [{"kind": "percentile-rank"}]}
    child = {"code": "a", "rule": {"kind": "fraction-of-maximum"}}
    card = made({"a": [35.52, 75.59]}, [child], index=index)
    found = improve(card, "A", Target(mean="moving"))
    assert [change.text for plan in found.plans for change in plan.changes] == ["75.59"]


@pytest.mark.parametrize("aggregate", ["kemeny", "topsis"])
def test_what_compares_units_beside_the_index_hinders_no_plan(made: Made, aggregate: str) -> None:
    """The trials of a unit are no units: of so many there is no Kemeny order, and those alike have no ideal."""
    goalposts = {"kind": "goalposts", "low": 0, "high": 10}
    children = [{"code": code, "weight": 1, "rule": goalposts} for code in "ab"]
    beside = {"code": "T", "weight": 0, "aggregate": aggregate, "weights": "equal"}
    beside["children"] = [{"code": code, "column": code[0], "rule": goalposts} for code in ("at", "bt")]
    card = made(
        {"a": [1, 2, 5], "b": [4, 2, 6]},
        [],
        index={"aggregate": "arithmetic", "weights": "relative", "children": [*children, beside]},
        views=[{"code": "V", "of": ["a", "b"], "aggregate": aggregate}],
    )
    plan = improve(card, "B", Target(rank=2), most=1).plans[0]
    assert [(change.lever.column, change.value) for change in plan.changes] == [("a", 3)]


def test_a_rule_after_a_score_that_learns_from_all_units_leaves_no_proof(made: Made) -> None:
    """As A rises, so do the mean and the spread, and less is enough than by those of the table as it is."""
    goalposts = {"kind": "goalposts", "low": 0, "high": 10, "clip": False}
    group = {"code": "g", "weight": 1, "aggregate": "arithmetic", "weights": "equal"}
    group |= {
        "then": [{"kind": "z-score", "divisor": "population"}],
        "children": [{"code": "a", "rule": goalposts}],
    }
    children = [group, {"code": "b", "weight": 1, "rule": goalposts}]
    index = {"aggregate": "arithmetic", "weights": "relative", "children": children}
    card = made({"a": [1.1, 5.0, 4.1, 4.4], "b": [6.1, 7.8, 7.4, 2.1]}, [], index=index)
    plan = improve(card, "A", Target(rank=1), most=1).plans[0]
    assert plan.outcome.reached
    assert not plan.proved


def test_no_plan_has_a_change_that_it_could_do_without() -> None:
    """What rules learn moves with the unit, so that a change which seemed to bring something may bring a loss."""
    rule = {"kind": "min-max"}
    edition = {
        **HEAD,
        "scale": 100,
        "prepare": [{"step": "winsorise", "max_points": 1}],
        "index": group("I", "arithmetic", *(indicator(code, rule=rule) for code in "abcd"), weights="equal"),
    }
    several = 0
    for seed in range(4):
        values = np.random.default_rng(seed).uniform(0, 1, (5, 4)).round(2)
        table = pd.DataFrame(values, columns=list("abcd")).assign(unit=list("ABCDE"))
        card = dtiscore.score(table, edition)
        worst = card.dataset.units[int(np.argmax(card.ranks["I"]))]
        plans = improve(card, worst, Target(rank=2), most=2).plans
        for plan in plans:
            several += len(plan.changes) > 1
            for left_out in plan.changes if len(plan.changes) > 1 else ():
                fewer = table.set_index("unit")
                for change in plan.changes:
                    if change is not left_out:
                        fewer.loc[worst, change.lever.column] = change.value
                after = dtiscore.score(fewer.reset_index(), edition)
                assert after.ranks["I"][after.dataset.units.index(worst)] > 2, (seed, left_out.lever.column)
        counts = [len(plan.changes) for plan in plans]
        assert len(set(counts)) == len(counts)
    assert several > 1


def test_no_plan_has_a_change_that_takes_and_brings_nothing(made: Made) -> None:
    """Of the second part 7 earns as much as 6; a search that may take two changes took this one as well."""
    capped = {"column": "q", "score": 0.3, "rule": {"kind": "fraction", "of": 5, "cap": True}}
    parts = {"kind": "parts", "parts": [{"column": "p", "score": 0.7}, capped]}
    children = [
        {"code": "a", "points": 40, "rule": parts},
        fraction("b", 20, of=0.8),
        {
            "code": "c",
            "points": 40,
            "rule": {"kind": "formula", "formula": "min(x / d, 1)", "outcome": "share"},
        },
    ]
    columns = {
        "p": ["0.39", "0.00", "0.00", "0.65"],
        "q": ["7", "0", "2", "5"],
        "b": ["0.75", "0.59", "0.40", "0.78"],
        "c": ["3", "21", "23", "33"],
        "d": ["46", "55", "21", "22"],
    }
    card = made(columns, children, rank={"on": "published", "order": "ascending"})
    limits = {"b": Limit(cost_per_unit=3.0), "c": Limit(lowest=4.0)}
    for plan in improve(card, "A", Target(rank=1), limits).plans:
        assert all(change.gain for change in plan.changes)


def test_a_plan_is_told_once(made: Made) -> None:
    root = {"kind": "goalposts", "low": 1, "high": 7, "transform": "sqrt"}
    children = [
        {"code": "a", "points": 10, "rule": {"kind": "fraction", "of": 8}},
        {"code": "b", "points": 10, "rule": root},
    ]
    columns = {"a": [0.123] * 5, "b": [1.5] * 5}
    card = made(columns, children, rank={"on": "full", "ties": "max"}, publish={"as": "score", "decimals": 0})
    plans = improve(card, "C", Target(rank=1)).plans
    assert [[(change.lever.column, change.text) for change in plan.changes] for plan in plans] == [
        [("a", "0.124")]
    ]
    assert plans[0].is_cheapest


def test_a_plan_of_the_same_cells_is_told_once() -> None:
    """What a plan with more changes can do without may leave it with the cells of one with fewer, and another value."""
    rule = {"kind": "min-max"}
    first = [share("1", weight=0.5), indicator("3", rule=rule, weight=0.5)]
    second = [
        indicator(code, rule=rule, weight=weight) for code, weight in (("7", 0.5), ("8", 0.2), ("9", 0.3))
    ]
    edition = {
        **HEAD,
        "scale": 100,
        "publish": {"as": "score", "decimals": 4},
        "prepare": [{"step": "winsorise", "max_points": 1}],
        "index": group(
            "I",
            "arithmetic",
            group("A", "arithmetic", *first, weight=0.6, weights=1),
            group("B", "arithmetic", *second, weight=0.4, weights=1),
            weights=1,
        ),
    }
    table = pd.DataFrame(
        {
            "unit": list("ABCDE"),
            "1": ["0.9581", "0.9500", "1.0000", "0.8917", "0.9000"],
            "3": ["0.7648", "0.6823", "1066.5", "0.8258", "0.7233"],
            "7": ["0.8385", "0.8262", "0.8575", "0.8406", "0.7325"],
            "8": ["0.5904", "0.6787", "0.7836", "0.7611", "0.7556"],
            "9": ["0.4505", "0.3001", "0.5197", "0.3590", "0.2947"],
        }
    )
    plans = improve(dtiscore.score(table, edition), "B", Target(rank=2)).plans
    columns = [tuple(change.lever.column for change in plan.changes) for plan in plans]
    assert plans
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(("to_rank", "reached"), [(2, True), (1, False)])
def test_a_solver_that_gives_up_does_not_put_a_rank_out_of_reach(
    made: Made, monkeypatch: pytest.MonkeyPatch, to_rank: int, reached: bool
) -> None:
    card = made({"a": [0.1, 0.9, 1.0], "b": [0.2, 0.5, 1.0], "c": [0.0, 0.5, 1.0]},
                [fraction(code, 10) for code in "abc"])  # fmt: skip
    _, constraint, bounds = mixed_programmes(said("plans"))
    gave_up = SimpleNamespace(x=None, status=1, fun=None)
    monkeypatch.setattr(
        programme, "mixed_programmes", lambda _: (lambda *_, **__: gave_up, constraint, bounds)
    )
    found = improve(card, "A", Target(rank=to_rank), {"c": Limit(highest=0.9)}, most=3)
    assert found.is_reachable is reached
    assert not any(plan.proved for plan in found.plans)
    assert all(plan.outcome.reached for plan in found.plans)


def test_plans_that_differ_in_next_to_nothing_count_as_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under equal weights each point takes the same effort, and thousands of plans differ in the last bits of a sum alone."""
    monkeypatch.setattr(programme, "_BRANCHES", 500)
    highest = [98.3, 131.7, 110.9, 101.3, 99.9, 139.1, 100.7, 117.1]
    children = [
        {"code": f"c{at}", "weight": 1, "rule": {"kind": "goalposts", "low": 0, "high": high}}
        for at, high in enumerate(highest)
    ]
    index = {"code": "I", "aggregate": "arithmetic", "weights": "relative", "children": children}
    values = np.random.default_rng(7).integers(0, 1000, (40, len(highest))) / 10
    table = pd.DataFrame(values, columns=[child["code"] for child in children])
    table.insert(0, "unit", [f"U{row:02}" for row in range(len(table))])
    card = dtiscore.score(table, {**HEAD, "scale": 100.0, "index": index})
    worst = str(table["unit"][int(np.argmin(card.index.score))])
    found = improve(card, worst, Target(rank=10))
    assert all(plan.proved for plan in found.plans)
    # Each point of the index is eight of an indicator.
    wanted = 8 * (found.now.competitors.need(found.target) - found.now.height)
    assert [plan.effort for plan in found.plans] == pytest.approx([wanted] * len(found.plans), rel=2e-5)


def test_the_most_even_plan_is_found_among_hundreds_of_equal_levers(made: Made) -> None:
    # Each point takes the same effort everywhere, so that 120 levers could share what is wanted in countless ways.
    draw = np.random.default_rng(3)
    codes = [f"c{at:03}" for at in range(120)]
    columns = {code: [round(float(draw.uniform(0.1, 0.6)), 2), 1.0] for code in codes}
    card = made(columns, [fraction(code, 10) for code in codes])
    now = float(card.index.score[0])
    found = improve(card, "A", Target(score=round(now + 30, 2)), most=1)
    (plan,) = found.plans
    rooms = sorted(1 - first for first, _ in columns.values())
    fewest = next(n for n in range(1, 120) if 10 * sum(rooms[-n:]) >= 30)
    assert (len(plan.changes), plan.proved) == (fewest, True)
    assert plan.effort == pytest.approx(30)
    # No plan of so many changes can ask less of every room than 30 points ask of the largest ones.
    share = max((change.value - change.lever.now) / change.lever.reach for change in plan.changes)
    least = 3 / sum(rooms[-fewest:])
    assert least <= share + 1e-9
    assert share <= least + 0.02
