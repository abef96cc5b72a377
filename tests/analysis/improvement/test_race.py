"""What a rank takes under every tie rule, on published decimals and in full, either end being the best."""

from __future__ import annotations

import pytest
from tests.analysis.improvement.conftest import Made, fraction

from dtiscore.analysis.movement import Move
from dtiscore.questions.improve.answer.competitors import Competitors, Target, gains_of

VALUES = [0.10, 0.90, 0.80, 0.80, 0.70]
"""A improves; B 0.9, C and D 0.8, E 0.7 stand above it."""


def competitors(made: Made, on: str, ties: str, order: str = "descending", decimals: int = 2) -> Competitors:
    card = made(
        {"a": VALUES if order == "descending" else [1 - value for value in VALUES]},
        [fraction("a", 1)],
        publish={"as": "score", "decimals": decimals},
        rank={"on": on, "ties": ties, "order": order},
    )
    return Competitors.of(card, 0)


@pytest.mark.parametrize(
    ("ties", "place", "needed"),
    [
        ("min", 1, 0.895),  # published as 0.90: shares the first rank
        ("min", 2, 0.795),  # as much as C and D: all three are second
        ("min", 4, 0.695),
        ("max", 1, 0.905),  # one step above B, for 0.90 would make both second
        ("max", 3, 0.805),  # with 0.80 the three would be fourth
        ("max", 4, 0.705),  # just above E three others are as good or better
        ("dense", 3, 0.695),  # 0.9, 0.8, 0.7
        ("average", 2, 0.805),  # with 0.80 the three would have (2 + 3 + 4) / 3 = 3
        ("average", 3, 0.795),
        ("ordinal", 2, 0.795),  # A stands before C and D of equal value
    ],
)
def test_what_a_rank_takes_on_published_decimals(made: Made, ties: str, place: int, needed: float) -> None:
    found = competitors(made, "published", ties)
    assert found.need(Target(rank=place)) == pytest.approx(needed, abs=1e-12)
    assert found.reaches(Target(rank=place), needed)
    assert not found.reaches(Target(rank=place), needed - 1e-9)


@pytest.mark.parametrize(("ties", "just_above"), [("min", False), ("max", True), ("ordinal", False)])
def test_in_full_precision_no_step_is_needed(made: Made, ties: str, just_above: bool) -> None:
    found = competitors(made, "full", ties)
    need = found.need(Target(rank=1))
    assert (need > 0.9) == just_above
    assert need == pytest.approx(0.9, abs=1e-8)
    assert found.reaches(Target(rank=1), need)


def test_where_the_lowest_is_best_heights_are_turned(made: Made) -> None:
    found = competitors(made, "published", "min", "ascending")
    assert found.wanted(Target(rank=1)) == pytest.approx(0.10)
    assert found.need(Target(rank=1)) == pytest.approx(-0.105)
    assert found.reaches(Target(score=0.3), -0.3)
    assert not found.reaches(Target(score=0.3), -0.31)


def test_a_score_counts_as_it_is_published(made: Made) -> None:
    found = competitors(made, "full", "min")
    assert found.need(Target(score=0.85)) == pytest.approx(0.845)
    assert found.reaches(Target(score=0.85), 0.845)
    assert not found.reaches(Target(score=0.85), 0.8449)
    assert found.wanted(Target(score=0.85)) == 0.85


def test_others_move_on_but_not_beyond_the_maximum(made: Made) -> None:
    card = made({"a": VALUES}, [fraction("a", 1)])
    moves = {1: Move(1, 0, 0.70, 5), 2: Move(1, 0, 0.75, 5), 4: Move(1, 0, None, 5)}
    found = Competitors.of(card, 0, gains_of(card, moves))
    assert found.others.tolist() == pytest.approx([1.0, 0.85, 0.80, 0.70])  # 0.9 + 0.2 is more than all
