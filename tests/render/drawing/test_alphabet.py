"""Names stand in the order of the Vietnamese alphabet."""

from __future__ import annotations

from dtiscore.render.drawing.alphabet import alphabetical


def test_letters_with_marks_follow_their_plain_letter() -> None:
    names = [
        "Đắk Lắk",
        "Điện Biên",
        "Cao Bằng",
        "Hà Nội",
        "Cần Thơ",
        "Đà Nẵng",
        "An Giang",
        "Dak",
        "Cà Mau",
        "Yên Bái",
    ]
    assert sorted(names, key=alphabetical) == [
        "An Giang",
        "Cà Mau",
        "Cao Bằng",
        "Cần Thơ",
        "Dak",
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
        "Hà Nội",
        "Yên Bái",
    ]


def test_tones_decide_last() -> None:
    assert sorted(["ma b", "má a", "mà a", "ma a"], key=alphabetical) == ["ma a", "mà a", "má a", "ma b"]


def test_composed_and_decomposed_names_are_equal_neighbours() -> None:
    assert alphabetical("Huế")[:2] == alphabetical("Huê\u0301")[:2]
