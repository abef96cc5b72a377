"""The verdict of a verification, and every value that differs, in full."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from dtiscore.questions.check.answer import Difference, Verification
from dtiscore.questions.check.shown import ShownVerification
from dtiscore.render.drawing.screen import Screen
from dtiscore.scoring.scorecard import Scorecard

FOUND = [
    Difference("u1", "Huế", None, "score", "S", 0.5601, 0.56, 2),
    Difference("u1", "Huế", None, "rank", "S", 2, 3, 2),
    Difference("u1", "Huế", None, "score", "A", 0.5, None, 2),
    Difference("u9", "u9", None, "unit", "S", "expected", None, 9),
]


def test_differences_in_full(three: Scorecard) -> None:
    verification = Verification(FOUND, 6, 3, 0, 0.00001, 0.0001)
    assert ShownVerification(verification, three).screen(Screen()) == (
        "Chỉ số mẫu (S) · toy.csv\n"
        "\n"
        "  unit      value            expected  computed  difference  line\n"
        "  Huế (u1)  score              0.5601      0.56     −0.0001     2\n"
        "  Huế (u1)  rank                    2         3          +1     2\n"
        "  Huế (u1)  score, Nền tảng       0.5         -                 2\n"
        "  u9        unit                there    absent                 9\n"
        "\n"
        "Differs: 3 differences of 6 scores, 3 ranks compared, scores within 1e-05; 1 unit stands in one of the tables alone.\n"
        "Largest distance of an unrounded score: 0.0001.\n"
    )


def test_markdown_tells_the_verdict_too(three: Scorecard) -> None:
    found = Verification(FOUND[:2], 6, 3, 0, None, 0.0001)
    assert ShownVerification(found, three).markdown() == (
        "### Chỉ số mẫu (S) · toy.csv\n"
        "\n"
        "| unit     | value | expected | computed | difference | line |\n"
        "| -------- | ----- | -------: | -------: | ---------: | ---: |\n"
        "| Huế (u1) | score |   0.5601 |     0.56 |    −0.0001 |    2 |\n"
        "| Huế (u1) | rank  |        2 |        3 |         +1 |    2 |\n"
        "\n"
        "Differs: 2 differences of 6 scores, 3 ranks compared, scores rounded as the expected table writes them.\n"
        "\n"
        "Largest distance of an unrounded score: 0.0001.\n"
    )
    assert "Agrees: 63 scores" in ShownVerification(Verification([], 63, 0, 0, None, 0.0), three).markdown()


def test_units_of_one_table_alone_are_no_differences_of_what_was_compared(three: Scorecard) -> None:
    """Four of these were told to be differences of one score and one rank."""
    found = Verification(FOUND[3:] * 4, 1, 1, 0, None, 0.0)
    assert (
        "Differs: 4 units stand in one of the tables alone; 1 score, 1 rank as expected, scores rounded"
        in ShownVerification(found, three).screen(Screen())
    )


def test_where_parts_alone_were_compared_it_is_said(three: Scorecard) -> None:
    """``Agrees`` was all that was told of a table whose index was headed by another name."""
    told = [
        ShownVerification(Verification([], 63, 0, 0, None, 0.0, of_index=of_index), three).screen(Screen())
        for of_index in (False, True)
    ]
    assert ["Nothing of the index itself was compared." in text for text in told] == [True, False]


def test_agreement(three: Scorecard) -> None:
    text = ShownVerification(Verification([], 63, 63, 0, None, 0.00004912), three).screen(Screen())
    assert (
        "Agrees: 63 scores, 63 ranks as expected, scores rounded as the expected table writes them." in text
    )
    assert "Largest distance of an unrounded score: 0.00005." in text


def test_nothing_compared_is_no_agreement(three: Scorecard) -> None:
    text = ShownVerification(Verification([], 0, 0, 0, None, 0.0), three).screen(Screen())
    assert "Nothing was compared" in text
    assert "Agrees" not in text


@pytest.mark.parametrize("width", [40, 80])
def test_lines_keep_to_the_width_and_values_whole(three: Scorecard, width: int) -> None:
    text = ShownVerification(Verification(FOUND, 6, 3, 0, None, 0.0), three).screen(Screen(width))
    assert max(map(cell_len, text.splitlines())) <= width
    assert "0.5601" in text


def test_data_cannot_act(three: Scorecard, hostile: str, has_acting_character: Callable[[str], bool]) -> None:
    found = [Difference(hostile, hostile, hostile, "band", "S", hostile, hostile, 2)]
    assert not has_acting_character(
        ShownVerification(Verification(found, 0, 0, 1, None, 0.0), three).screen(Screen(60))
    )


def test_programs_get_verdict_and_rows(three: Scorecard) -> None:
    verification = Verification(FOUND[:1], 6, 3, 0, None, 0.0001)
    payload = ShownVerification(verification, three).payload()
    assert payload["schema"] == "dtiscore/verification/1"
    assert payload["agrees"] is False
    assert payload["compared"] == {"scores": 6, "ranks": 3, "bands": 0}
    assert payload["rows"][0]["expected"] == 0.5601
    assert ShownVerification(verification, three).columns()["computed"] == [0.56]
    assert list(ShownVerification(Verification([], 1, 0, 0, None, 0.0), three).columns()) == list(
        ShownVerification(verification, three).columns()
    )
