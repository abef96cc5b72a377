"""The sentence that says why a rank moved, in each of its forms."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from dtiscore.analysis.rank_split import RankSplit, RankSplits
from dtiscore.analysis.standings import Standing
from dtiscore.questions.compare.answer import UnitChange
from dtiscore.questions.compare.shown.ranks import RankSplitText

GAIN = "0.25 more of its own would have meant rank 6"
LOSS = "0.25 less of its own would have meant rank 14"
LEFT = "0.25 less of its own would have left it at rank 10"


AVERAGED = "averaged over which changed first"


@pytest.mark.parametrize(
    ("own", "others", "change", "alone", "sentence"),
    [
        (4, -1.5, 0.25, 6, f"{GAIN}; {AVERAGED}, its own score gained it 4 places and the others' progress cost it 1.5 places."),
        (3.5, -1.5, 0.25, 6, f"{GAIN}; {AVERAGED}, its own score gained it 3.5 places and the others' progress cost it 1.5 places."),
        (4, 1, 0.25, 6, f"{GAIN}; {AVERAGED}, its own score gained it 4 places and the others fell back, which gained it 1 place."),
        (4, 0, 0.25, 6, f"{GAIN}; {AVERAGED}, its own score gained it 4 places and what the others did moved it by no place."),
        (-4, -1, -0.25, 14, f"{LOSS}; {AVERAGED}, its own score cost it 4 places and the others' progress cost it 1 place."),
        (0, -1, -0.25, 10, f"{LEFT}; {AVERAGED}, its own score moved it by no place and the others' progress cost it 1 place."),
        (0.5, -0.5, -0.25, 10, f"{LEFT}; {AVERAGED}, its own score gained it 0.5 places and the others' progress cost it 0.5 places."),
    ],
)  # fmt: skip
def test_own_figures_and_the_others(
    own: float, others: float, change: float, alone: float, sentence: str
) -> None:
    """What its own figures alone would have meant is no place of the average: "the 0.5 places that this was worth" left it where it was."""
    assert told({"own": own, "others": others}, change, alone) == sentence


def test_the_edition_and_the_list_of_units_are_named() -> None:
    parts = {"own": 4, "others": 0, "edition": -1, "units": 2}
    causes = "another edition cost it 1 place; units that came or went gained it 2 places"
    own = "its own figures gained it 4 places and what the others did moved it by no place"
    assert told(parts, 0.25, 6) == f"{GAIN}; {AVERAGED}, {own}; {causes}."
    assert told({**parts, "own": 0}, 0, 10) == f"A{causes[1:]}."


def told(parts: Mapping[str, float], change: float, alone: float) -> str:
    """What is said of a unit that was tenth."""
    split = RankSplit(
        parts={cause: Fraction(places) for cause, places in parts.items()},  # type: ignore[misc]  # names of causes
        alone={"own": alone},
        own_scores=(0.5, 0.5 + change),
    )
    now = 10 - sum(parts.values())
    moved = UnitChange("A", {"": "A"}, Standing({"": "A"}, 10, 0.5), Standing({"": "A"}, now, 0.75), None)
    return RankSplitText(RankSplits({"A": split}), None, 2).sentence(moved, split)
