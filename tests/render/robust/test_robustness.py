"""The tables of a study: what they say, in both languages, within 100 columns, and for programs in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest

from dtiscore.questions.robustness.answer import Assumptions, Draws, MeasurementError, Robustness, study
from dtiscore.questions.robustness.answer.statistics import RankStatistics
from dtiscore.questions.robustness.answer.study import Question
from dtiscore.questions.robustness.shown.records import draws_csv
from dtiscore.questions.robustness.shown.robustness import ShownRobustness
from dtiscore.questions.robustness.shown.tables import rank_range
from dtiscore.render.drawing.screen import Screen
from dtiscore.scoring.scorecard import Scorecard


@pytest.fixture
def replayed(three: Scorecard) -> Robustness:
    """Points for a of 0, 20, 40 ... 100 of 100: the leader always leads, the two equals stay equal."""
    points = np.array([0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
    return study(three, replayed=Draws(6, {"weight:A": points, "weight:B": 100.0 - points}, {}), k=1)


def test_the_ranks_of_every_unit(replayed: Robustness) -> None:
    text = ShownRobustness(replayed, "ranks").screen(Screen(width=100, language="en"))
    lines = text.splitlines()
    assert lines[0] == "Sample index (S) · how firm the ranks are"
    assert lines[1] == "6 alternative rankings, played again from a table of draws: weights."
    leader = next(line for line in lines if "Đà Nẵng" in line)
    assert leader.split() == ["1", "Đà", "Nẵng", "1", "-", "1", "●", *"1111", "100%", "0.0", "0.0"]
    second = next(line for line in lines if "Huế" in line)
    assert second.split() == ["2", "Huế", "2", "-", "2", "●", *"2222", "0%", "0.0", "0.0", "a"]
    assert max(map(len, lines)) <= 100


def test_the_next_unit_below(replayed: Robustness) -> None:
    text = ShownRobustness(replayed, "pairs").screen(Screen(width=100, language="vi"))
    first, second = [line.split() for line in text.splitlines() if "%" in line][:2]
    assert first[-3:] == ["100%", "chắc", "chắn"]
    assert second[-3:] == ["50%", "chưa", "rõ"]


def test_columns_have_full_precision_and_every_pair(replayed: Robustness) -> None:
    ranks = ShownRobustness(replayed, "ranks").columns()
    assert ranks["rank"] == [1, 2, 2]
    assert ranks["unit"] == ["u2", "u1", "u3"]
    assert ranks["share_rank_to_1"] == [1.0, 0.0, 0.0]
    assert ranks["not_told_apart"] == ["", "a", "a"]
    pairs = ShownRobustness(replayed, "pairs").columns()
    assert list(zip(*pairs.values(), strict=True)) == [
        ("u2", "u1", 1.0, None, None),
        ("u2", "u3", 1.0, None, None),
        ("u1", "u3", 0.5, None, None),
    ]


def test_the_envelope_says_how_to_make_it_again(three: Scorecard) -> None:
    found = ShownRobustness(study(three, count=20, seed=9), "ranks").payload()
    assert found["schema"] == "dtiscore/robustness/1"
    assert found["provenance"]["options"] == {"replicates": 20, "seed": 9, "generator": "PCG64", "within": 1}
    assert found["assumptions"]["weights"] == {
        "kind": "dirichlet",
        "concentration": 100.0,
        "over": "siblings",
    }
    assert len(found["rows"]) == 3


def test_draws_are_a_table(replayed: Robustness) -> None:
    assert draws_csv(replayed).splitlines()[:3] == [
        "replicate,weight:A,weight:B",
        "1,0.0,100.0",
        "2,20.0,80.0",
    ]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("question", get_args(Question))
def test_every_table_fits_and_says_how_to_read_it(
    three: Scorecard, question: Question, language: str, has_acting_character: Callable[[str], bool]
) -> None:
    found = study(three, count=50)
    text = ShownRobustness(found, question).screen(Screen(width=100, language=language))
    assert ("Cách đọc:" if language == "vi" else "How to read:") in text
    assert max(map(len, text.splitlines())) <= 100
    assert not has_acting_character(text)
    assert ShownRobustness(found, question).markdown(language).count("\n| ") >= 2
    assert ShownRobustness(found, question).columns(language)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("question", ["pairs", "influence"])
def test_what_is_asked_of_one_unit_fits_and_names_it(
    three: Scorecard, question: Question, language: str
) -> None:
    errors = (MeasurementError("A", 0.1, unit="u1"), MeasurementError("B", 0.1))
    found = study(three, Assumptions(errors=errors), count=50, unit="u1")
    for width in (100, 40):
        text = ShownRobustness(found, question).screen(Screen(width=width, language=language))
        assert "Huế" in text
        assert max(map(len, text.splitlines())) <= width
    assert "Huế" in ShownRobustness(found, question).markdown(language)


def test_pairs_of_one_unit(three: Scorecard) -> None:
    points = np.array([0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
    draws = Draws(6, {"weight:A": points, "weight:B": 100.0 - points}, {})
    found = study(three, replayed=draws, unit="u1")
    assert ShownRobustness(found, "pairs").columns() == {
        "unit": ["u1", "u1"],
        "other": ["u2", "u3"],
        "share_above": [0.0, 0.5],
        "fixed_at": [None, None],
        "other_fixed_at": [None, None],
    }


def test_influence_says_of_what(three: Scorecard) -> None:
    whole = ShownRobustness(study(three, count=20), "influence").columns()
    assert whole["outcome"] == ["ranking"]
    one = ShownRobustness(study(three, count=20, unit="u1"), "influence").columns()
    assert (one["outcome"], one["factor"]) == (["rank", "score"], ["weight", "weight"])


def test_parts_say_their_level(three: Scorecard) -> None:
    found = ShownRobustness(study(three, level=1), "removal").columns()
    assert set(found["level"]) == {1}


def test_the_envelope_holds_every_assumption_and_what_is_asked(three: Scorecard) -> None:
    assumptions = Assumptions(
        imputations=("own", "mean"),
        treatments=("own", "winsorise:2"),
        errors=(MeasurementError("A", 0.1, relative=True, unit="u1"),),
    )
    found = ShownRobustness(study(three, assumptions, count=20, unit="u1"), "pairs").payload()
    assert found["provenance"]["options"]["unit"] == "u1"
    assert found["assumptions"]["imputations"] == ["own", "mean"]
    assert found["assumptions"]["treatments"] == ["own", "winsorise:2"]
    assert found["assumptions"]["errors"] == [
        {"unit": "u1", "indicator": "A", "amount": 0.1, "relative": True}
    ]


@pytest.mark.parametrize("question", ["ranks", "attainable", "attainable-main"])
def test_one_unit_is_shown_alone_with_the_figures_that_it_has_among_all(
    three: Scorecard, question: Question
) -> None:
    whole = ShownRobustness(study(three, count=20), question).columns()
    one = ShownRobustness(study(three, count=20, unit="u2"), question).columns()
    at = whole["unit"].index("u2")
    assert one == {heading: [values[at]] for heading, values in whole.items()}
    text = ShownRobustness(study(three, count=20, unit="u2"), question).screen(Screen(width=100))
    assert [name for name in whole["name"] if name in text] == one["name"]


def test_the_ends_of_a_range_of_whole_ranks_are_whole(three: Scorecard) -> None:
    """Ranks 1, 1 and 2 have their 95 % at 1.9 by R type 7, which is the rank of nobody."""
    found = RankStatistics(1, 4 / 3, 1, 1.0, 1.9, 1, 2, 1 / 3, 0.47, 1.0)
    assert rank_range(found, whole=True) == "1 - 2"
    assert rank_range(found, whole=False) == "1 - 1.9"
