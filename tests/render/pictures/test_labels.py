"""Names in pictures: none covers another one or the point of another one, and those that were cut are told apart."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from tests.made import HEAD, group, share
from tests.render.pictures.drawn import PLAIN, all_values, records, specification

import dtiscore
from dtiscore.render.pictures.labels import _around, _size, placed
from dtiscore.render.pictures.theme import (
    LOSS,
    MOST_UNITS,
    PAPER,
    SHADE,
    WIDTH,
    ink_on,
    shortened,
    told_apart,
)

CROWD = [(200.0 + 3 * at, 30.0 + 2 * (at % 3)) for at in range(12)]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("inside", [False, True])
def test_names_of_a_crowd_do_not_cover_each_other(inside: bool) -> None:
    names = [f"Thành phố {at}\n{at}" if inside else f"Thành phố {at}" for at in range(len(CROWD))]
    middles = placed(CROWD, names, (420, 420), inside=inside)
    boxes = [_around(middle, *_size(name)) for middle, name in zip(middles, names, strict=True)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    if not inside:
        points = [_around(point, 8, 8) for point in CROWD]
        assert not any(overlap(box, point) for box in boxes for point in points)
    assert all(box[0] >= 0 and box[1] >= 0 and box[3] <= 420 for box in boxes)


def test_a_name_stands_at_its_point_where_there_is_room() -> None:
    assert placed([(50, 50)], ["a"], (420, 420), inside=True) == [(50, 50)]
    ((x, y),) = placed([(50, 50)], ["a"], (420, 420))
    assert (x > 50, y) == (True, 50)


def test_boxes_of_names_that_are_cut_alike_have_codes() -> None:
    name = "Tỷ lệ hồ sơ thủ tục hành chính được tiếp nhận và giải quyết trực tuyến toàn trình, nhóm "
    parts = [share(f"3.{at}", points=1, name=f"{name}{at}", column=f"x{at}") for at in range(60)]
    edition = {**HEAD, "index": group("T", "points", *parts, points=60)}
    table = pd.DataFrame({"unit": ["a", "b"], **{f"x{at}": [0.5, 1.0] for at in range(60)}})
    labels = [one["label"] for one in records(dtiscore.diagnose(table, edition).plot.weights(), "node")[1:]]
    assert len(set(labels)) == 60
    assert labels[7].startswith("1.7%\u20023.7 Tỷ lệ hồ sơ")


def test_long_names_are_cut_and_still_told_apart() -> None:
    long = "Tỷ lệ cơ quan nhà nước cung cấp dịch vụ công trực tuyến toàn trình "
    labels = told_apart([f"{long} một", f"{long} hai", "ngắn"], ["1.1", "1.2", "1.3"])
    assert labels == [f"{shortened(long)} (1.1)", f"{shortened(long)} (1.2)", "ngắn"]
    assert all(len(label) < 60 for label in labels)


def light(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("share", [1.0, 0.8, 0.78, 0.5, 0.1, -0.5, -1.0])
def test_letters_stand_out_from_their_shade(share: float) -> None:
    pale, end = (light(colour) ** (1 / 3) for colour in (PAPER, SHADE if share > 0 else LOSS))
    shade = (pale + (end - pale) * abs(share)) ** 3  # between the ends as Lab has lightness, by its cube root
    lights = sorted([light(ink_on(share)), shade])
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5  # AA of WCAG 2.2


def many(units: int) -> dtiscore.Scorecard:
    rows = {
        "unit": [f"u{at:04}" for at in range(units)],
        "x": [float(at * 7919 % units) for at in range(units)],
        "y": [float(at * 104729 % (units + 7)) for at in range(units)],
    }
    return dtiscore.score(pd.DataFrame(rows), PLAIN)


def test_ranges_of_thousands_of_units_use_the_whole_width() -> None:
    card = many(600)
    study = card.robustness(draws_count=20)
    drawn = records(study.plot.ranges())
    assert len(drawn) == MOST_UNITS
    domain = specification(study.plot.ranges())["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain == [1, max(one["worst"] for one in drawn)]


def test_a_unit_far_down_is_drawn_among_its_neighbours() -> None:
    card = many(300)
    (order,) = card.order.values()
    unit = card.dataset.units[order[250]]
    study = card.robustness(draws_count=20, unit=unit)
    for picture in (study.plot.ranges(), study.plot.pairs()):
        told = " ".join(specification(picture)["title"]["subtitle"])
        assert f"of 300 units: those around {unit}." in told
    names = [one["unit"].split("\u2002")[0] for one in records(study.plot.ranges())]
    assert unit in names
    assert card.dataset.units[order[0]] not in names


def test_named_points_of_a_cloud_have_labels_inside_the_field() -> None:
    picture = many(400).plot.nodes(level=1)
    labels = max((rows for rows in all_values(specification(picture)) if "line_to" in rows[0]), key=len)
    assert len(labels) == 5  # the first of the ranking
    assert [one["is_away"] for one in records(picture, "line_to")] == [True]
    field = specification(picture)
    assert (field["width"], field["height"]) == (WIDTH, WIDTH)
