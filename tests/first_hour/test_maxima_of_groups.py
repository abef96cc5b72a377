"""Points of groups beside those of what is in them, as decisions table them: maxima that add up bear out figures that do."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import dtiscore

GROUPS: Mapping[str, Mapping[str, int]] = {
    "Nhận thức số": {"Người đứng đầu": 10, "Chuyên mục": 10},
    "Hạ tầng số": {"Máy tính": 15, "Mạng": 10, "Dữ liệu": 5},
    "Chính quyền số": {"Dịch vụ công": 30, "Chữ ký số": 20},
}
PARTS = [part for parts in GROUPS.values() for part in parts]


def points(most: int, units: int, step: float, draw: random.Random) -> list[float]:
    """What there is at most, and what units have of it, in whole steps."""
    return [most, *(round(draw.betavariate(6, 2) * most / step) * step for _ in range(units))]


def begun(folder: Path, columns: Mapping[str, Sequence[float]]) -> dtiscore.Started:
    """An index of a table whose first row has the maxima."""
    rows = [["Đơn vị", *columns]]
    for at, row in enumerate(zip(*columns.values(), strict=True)):
        rows.append([f"Sở {at}" if at else "Điểm tối đa", *(f"{value:g}" for value in row)])
    folder.mkdir(exist_ok=True)
    path = folder / "t.csv"
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    return dtiscore.init(path, folder=folder)


def of_groups(units: int, step: float) -> dict[str, Sequence[float]]:
    """The points of groups, each before those of its parts, and their total."""
    draw = random.Random(5)
    columns: dict[str, Sequence[float]] = {}
    for group, parts in GROUPS.items():
        scored = {part: points(most, units, step, draw) for part, most in parts.items()}
        columns |= {group: [*map(sum, zip(*scored.values(), strict=True))], **scored}
    total = [*map(sum, zip(*(columns[group] for group in GROUPS), strict=True))]
    return {**columns, "Tổng điểm": total}


@pytest.mark.parametrize(("units", "step"), [(4, 0.25), (5, 0.5), (12, 1), (63, 1)])
def test_a_group_is_not_counted_beside_its_parts(units: int, step: float, tmp_path: Path) -> None:
    started = begun(tmp_path, of_groups(units, step))
    assert started.draft is not None
    assert list(started.methodology.indicator_headers) == PARTS
    assert list(started.draft.sums) == list(GROUPS)
    assert started.draft.adds_up_otherwise is None
    assert started.methodology.index.points == 100


@pytest.mark.parametrize("units", [6, 20])
def test_maxima_that_add_up_alone_tell_nothing(units: int, tmp_path: Path) -> None:
    draw = random.Random(5)
    columns = {
        name: points(most, units, 1, draw)
        for name, most in zip("abcdef", (10, 5, 5, 20, 10, 10), strict=True)
    }
    assert list(begun(tmp_path, columns).methodology.indicator_headers) == list("abcdef")


def test_of_whole_points_of_three_units_the_total_tells_the_groups(tmp_path: Path) -> None:
    started = begun(tmp_path, of_groups(3, 1))
    assert list(started.methodology.indicator_headers) == PARTS
    alone = {name: values for name, values in of_groups(3, 1).items() if name != "Tổng điểm"}
    assert set(begun(tmp_path / "alone", alone).methodology.indicator_headers) > set(PARTS)


def test_a_total_out_of_other_points_than_are_scored_is_told(tmp_path: Path) -> None:
    columns = of_groups(5, 0.25)
    columns["Tổng điểm"] = [120, *columns["Tổng điểm"][1:]]
    started = begun(tmp_path, columns)
    assert started.draft is not None
    assert started.draft.adds_up_otherwise is not None
    said = str(started.draft.adds_up_otherwise)
    assert said.startswith('"Tổng điểm" is out of 120 points, and what is scored out of 100: ')
    assert f"# {said}" in started.draft.text("en")


def test_groups_in_groups_are_told_from_what_is_in_them(tmp_path: Path) -> None:
    draw = random.Random(3)
    leaves = {
        name: points(most, 4, 1, draw) for name, most in zip("abcdef", (5, 10, 5, 10, 10, 20), strict=True)
    }
    added = {
        group: [*map(sum, zip(*(leaves[name] for name in names), strict=True))]
        for group, names in {"I": "abcd", "1": "ab", "2": "cd", "II": "ef", "Tổng điểm": "abcdef"}.items()
    }
    order = ("I", "1", "a", "b", "2", "c", "d", "II", "e", "f", "Tổng điểm")
    columns = {name: (added | leaves)[name] for name in order}
    assert list(begun(tmp_path, columns).methodology.indicator_headers) == list("abcdef")
