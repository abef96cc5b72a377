"""What an exception says by itself, where nobody shows its problems."""

from __future__ import annotations

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.said import said


def problems(count: int) -> list[Problem]:
    return [
        Problem("not-a-number", said("this is no number"), Place("t.csv", row, 2), "x")
        for row in range(count)
    ]


def test_the_first_ten_problems_are_told() -> None:
    told = str(InvalidData(said("t.csv: 12 errors"), said("correct them"), problems(12))).split("\n")
    assert told[:3] == [
        "t.csv: 12 errors",
        "correct them",
        '  t.csv:0:2: not-a-number: this is no number "x"',
    ]
    assert len(told) == 2 + 10 + 1
    assert told[-1] == "  and 2 more in problems"
    assert str(InvalidData(said("t.csv: 10 errors"), problems=problems(10))).count("\n") == 10


def test_a_message_alone_is_one_line() -> None:
    assert str(InvalidData(said("nothing\x1b was read"))) == r"nothing\x1b was read"


def test_places_stand_in_the_order_of_their_file() -> None:
    places = [Place("t.csv", 10, 2), Place("t.csv", 2, 3), Place("t.csv", 2), Place("t.csv")]
    places.sort(key=lambda place: place.line_and_column)
    assert [place.position for place in places] == ["", "2", "2:3", "10:2"]
