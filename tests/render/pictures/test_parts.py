"""Pictures of causes, of a profile, of points, of nodes: each holds the figures of its answer."""

from __future__ import annotations

from math import hypot, isclose
from typing import Any

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.made import HEAD, group, indicator, share
from tests.render.pictures.drawn import PLAIN, frame_of, records, specification

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.score.shown.drawing import PictureKind

FOLDER = ROOT / "examples" / "dti-province"
EDITION = "dti-province-2022"
POINTS = {
    **HEAD,
    "index": group("T", "points", share("x", points=60), share("y", points=40)),
}
KINDS: tuple[PictureKind, ...] = ("ranking", "points", "table", "nodes")


@pytest.fixture(scope="module")
def card() -> dtiscore.Scorecard:
    return dtiscore.score(FOLDER / "2022.csv", EDITION)


@pytest.fixture(scope="module")
def comparison() -> dtiscore.Comparison:
    return dtiscore.compare(FOLDER / "2022.csv", FOLDER / "2023.csv", EDITION)


def test_steps_lead_from_the_score_before_to_the_score_now(comparison: dtiscore.Comparison) -> None:
    change = next(one for one in comparison.changes if one.name["vi"] == "Khánh Hòa")
    first, *steps, last = records(comparison.plot.causes(units=["Khánh Hòa"]))
    assert change.split is not None
    assert sorted(one["part"] for one in steps) == sorted(map(float, change.split.innermost.values()))
    assert (first["score"], last["score"]) == (change.before.score, change.after.score)
    assert steps[0]["low"] == first["score"]
    assert isclose(steps[-1]["high"], last["score"])
    assert [one["high"] for one in steps[:-1]] == [one["low"] for one in steps[1:]]


def test_causes_are_drawn_of_one_unit(comparison: dtiscore.Comparison) -> None:
    for units in ([], ["Khánh Hòa", "Hà Nội"]):
        with pytest.raises(UsageFault, match="of one unit"):
            comparison.plot.causes(units=units)


def test_bars_of_all_units_add_up_to_their_changes(comparison: dtiscore.Comparison) -> None:
    picture = dtiscore.plot(comparison)
    bars, totals = records(picture, "part"), records(picture, "change")
    assert [one["change"] for one in totals] == [one.change for one in comparison.changes]
    for one in totals:
        parts = [bar["high"] - bar["low"] for bar in bars if bar["unit"] == one["unit"]]
        assert isclose(sum(parts), one["change"])
    assert {one["move"] for one in totals if one["unit"].startswith("Hà Nội")} == {"▲18"}


def test_bars_of_published_tables_have_one_part() -> None:
    before, now = (str(FOLDER / f"published-{year}.csv") for year in (2022, 2023))
    picture = dtiscore.plot(dtiscore.compare(before, now, basis=dtiscore.Basis(published="dti")), top=4)
    bars = records(picture, "part")
    assert [(one["part"], one["low"]) for one in bars] == [("change", 0.0)] * 4
    assert "4 of 63 units" in str(specification(picture)["title"]["subtitle"])


def test_equal_tables_and_nodes_have_names_of_their_own() -> None:
    rows = {"unit": ["a", "b"], "x": [0.5, 1.0], "y": [0.25, 0.0]}
    nodes = [
        one | {"name": {"en": "Same", "vi": "Same"}} for one in (share("x", points=60), share("y", points=40))
    ]
    edition = {**HEAD, "index": group("T", "points", *nodes)}
    found = dtiscore.compare(pd.DataFrame(rows), pd.DataFrame({**rows, "x": [0.5001, 1.0]}), edition)
    drawn = records(found.plot.causes(units=["a"]))
    assert [one["unit"] for one in drawn] == ["before", "Same (x)", "Same (y)", "now"]
    assert drawn[1]["written"] == "+0.0060"  # of two decimals it would be +0.01
    assert found.plot.causes(units=["a"]).title.text == ["a · T · before to now · rank 2 as before"]
    same = records(dtiscore.compare(pd.DataFrame(rows), pd.DataFrame(rows), edition).plot.causes(units=["a"]))
    assert [one["written"] for one in same] == ["40.00", "=", "=", "40.00"]


def test_a_profile_holds_the_scores_of_all_units(card: dtiscore.Scorecard) -> None:
    explanation = card.explain("Khánh Hòa")
    picture = dtiscore.plot(explanation, language="vi")
    marks = [one for rows in specification(picture)["datasets"].values() for one in rows if "who" in one]
    parts = explanation.parts
    (strips,) = (rows for rows in specification(picture)["datasets"].values() if "kind" not in rows[0])
    assert len(strips) == 63 * len(parts)
    for kind in ("score", "mean", "best", "peers"):
        values = [one["value"] for one in marks if one["kind"] == kind]
        assert values == [getattr(node, kind) for node in parts]
    assert [one["share"] for one in marks if one["kind"] == "score"] == [
        (node.score or 0.0) / (node.top or 1.0) for node in parts
    ]
    assert "mọi đơn vị" in specification(picture)["description"]


def test_points_won_and_lost_add_up_to_the_maximum() -> None:
    rows = {"unit": ["a", "b"], "x": [0.5, 1.0], "y": [0.25, 0.0]}
    drawn = records(dtiscore.plot(dtiscore.score(pd.DataFrame(rows), POINTS), "points"))
    assert [(one["part"], one["points"]) for one in drawn] == [
        *(("x", 60.0), ("y", 0.0), ("lost", 40.0)),
        *(("x", 30.0), ("y", 10.0), ("lost", 60.0)),
    ]


def test_parts_of_what_is_no_weighted_sum_are_one_part_that_adds_up() -> None:
    """What a geometric pillar is made of adds nothing that could be told; its bars were left out, and units looked worse."""
    pillar = group("P", "geometric", indicator("a"), indicator("b"), weights="equal")
    edition = {**HEAD, "index": group("T", "arithmetic", pillar, indicator("c"), weights="equal")}
    rows = [{"unit": "A", "a": 4, "b": 9, "c": 5}, {"unit": "B", "a": 1, "b": 1, "c": 3}]
    drawn = records(dtiscore.plot(dtiscore.score(pd.DataFrame(rows), edition), "points"))
    assert [(one["part"], one["points"]) for one in drawn] == [
        ("P", pytest.approx((4 * 9) ** 0.5 / 2)), ("c", 5 / 2), ("P", 1 / 2), ("c", 3 / 2)
    ]  # fmt: skip


def test_a_rest_that_rounding_leaves_is_told() -> None:
    pillar = group("P", "arithmetic", indicator("a"), indicator("b"), weights="equal", round={"decimals": 0})
    edition = {**HEAD, "index": group("T", "arithmetic", pillar, indicator("c"), weights="equal")}
    rows = [{"unit": "A", "a": 4, "b": 4.8, "c": 5}, {"unit": "B", "a": 1, "b": 1, "c": 3}]
    picture = dtiscore.plot(dtiscore.score(pd.DataFrame(rows), edition), "points").to_dict()
    told = " ".join(picture["title"]["subtitle"])
    assert "add up to at most 0.2 more or less than the score" in told  # (4.4 - 4) / 2
    exact = {
        **edition,
        "index": {**edition["index"], "children": [{**pillar, "round": {"decimals": 2}}, indicator("c")]},
    }
    picture = dtiscore.plot(dtiscore.score(pd.DataFrame(rows), exact), "points").to_dict()
    assert "rounded" not in str(picture["title"]["subtitle"])


def test_what_is_no_sum_has_no_points_to_stack() -> None:
    edition = {**PLAIN, "index": {**PLAIN["index"], "aggregate": "geometric"}}
    card = dtiscore.score(pd.DataFrame({"unit": ["a"], "x": [1.0], "y": [2.0]}), edition)
    with pytest.raises(UsageFault, match="no sum of parts"):
        dtiscore.plot(card, "points")


def test_two_nodes_are_marked_for_what_they_lack_themselves() -> None:
    """A mark behind a name was of any part of the index, and was explained where no name had one."""
    pillar = group("P", "arithmetic", indicator("a"), indicator("b"), weights="equal")
    edition = {
        **HEAD,
        "missing": "reweight",
        "index": group("T", "arithmetic", pillar, indicator("c"), indicator("d"), weights="equal"),
    }
    table = pd.DataFrame(
        [(f"U{n}", n, None if n in (1, 7) else n, n, None if n == 8 else n) for n in range(1, 9)],
        columns=["unit", "a", "b", "c", "d"],
    )
    card = dtiscore.score(table, edition)
    of_both = dtiscore.plot(card, "nodes", x="P", y="c")
    names = {one["label"] for one in records(of_both, "label")}
    assert names >= {"U8", "U7\u00a0*", "U6"}
    assert [one["unit"] for one in records(of_both) if one["mark"]] == ["U1\u00a0*"]
    told = " ".join(of_both.to_dict()["title"]["subtitle"])
    assert "* behind a name or a score: parts are missing." in told
    assert (
        "1 point without a name is of a unit of which parts" in told
    )  # U1, which is not among the first five
    of_others = dtiscore.plot(card, "nodes", x="c", y="d")
    assert not [one for one in records(of_others, "label") if "*" in one["label"]]
    assert "subtitle" not in of_others.to_dict()["title"]


def test_cells_of_a_table_are_dark_where_the_rank_is_good(card: dtiscore.Scorecard) -> None:
    drawn = records(dtiscore.plot(card, "table", level=1, top=3))
    first, last = (next(one for one in drawn if one["rank"] == rank) for rank in (1, 3))
    assert (first["place"], last["place"]) == (1.0, pytest.approx(60 / 62))
    assert [one["rank"] for one in drawn[:3]] == [1, 2, 3]


def test_two_nodes_hold_published_scores(card: dtiscore.Scorecard) -> None:
    picture = dtiscore.plot(card, "nodes", units=["Huế"])
    every = [one for rows in specification(picture)["datasets"].values() for one in rows]
    drawn = {one["unit"]: one for one in every if "unit" in one}
    codes = card.codes()[:2]
    for row in range(len(card.dataset)):
        one = drawn[card.name(row)]
        assert [one["first"], one["second"]] == [float(card.published(code)[row]) for code in codes]
    assert [name for name, one in drawn.items() if one["label"]] == ["Thừa Thiên Huế"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("units", [1, 2, 120])
@pytest.mark.slow
def test_any_number_of_units_is_drawn_whatever_their_names(units: int, kind: PictureKind) -> None:
    rows: dict[str, Any] = {"unit": [f"u{at:03}" for at in range(units)], "x": 0.5, "y": 0.25}
    hostile = {**rows, "name": [f"{{{{datum.x}}}}</svg>$'{at}" for at in range(units)]}
    drawn = [
        dtiscore.plot(dtiscore.score(pd.DataFrame(one), POINTS), kind, level=1) for one in (rows, hostile)
    ]
    assert frame_of(specification(drawn[0])) == frame_of(specification(drawn[1]))
    assert "<svg" in _svg(drawn[1])


def _svg(picture: Any) -> str:
    import io

    file = io.StringIO()
    picture.save(file, format="svg")
    return file.getvalue()


def test_a_radar_has_the_shape_of_the_profile(card: dtiscore.Scorecard) -> None:
    explanation = card.explain("Khánh Hòa")
    every = specification(explanation.plot.radar())["datasets"].values()
    shapes = next(rows for rows in every if {"best", "score"} <= {one.get("kind") for one in rows})
    corners = [one for one in shapes if one["kind"] == "score"]
    shares = [(node.score or 0.0) / (node.top or 1.0) for node in explanation.parts]
    assert [one["share"] for one in corners] == [*shares, shares[0]]  # the shape is closed
    for one in corners:
        assert isclose(hypot(one["x"], one["y"]), one["share"], abs_tol=1e-5)
    assert (corners[0]["x"], corners[0]["y"]) == (
        0.0,
        pytest.approx(shares[0], abs=1e-5),
    )  # the first is at the top


def test_a_radar_needs_three_parts() -> None:
    found = dtiscore.score(pd.DataFrame({"unit": ["a", "b"], "x": [0.5, 1.0], "y": [0.25, 0.0]}), POINTS)
    with pytest.raises(UsageFault, match="three parts with scores, and there are 2"):
        found.explain("a").plot.radar()
