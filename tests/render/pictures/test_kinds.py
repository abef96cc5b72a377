"""``plot`` by its kinds: each is drawn, from the command line and from Python alike, and refuses what it is not told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.conftest import ROOT, Run
from tests.render.pictures.drawn import frame_of, records, specification
from tests.units.conftest import _shipped

import dtiscore
from dtiscore.cli.picture_kinds import KINDS
from dtiscore.errors import UsageFault
from dtiscore.questions.showing.drawing import _DRAWN

DATA, EDITION = ROOT / "examples" / "dti-province" / "2023.csv", "dti-province-2022"
BEFORE = DATA.with_name("2022.csv")


@pytest.fixture(scope="module")
def card() -> dtiscore.Scorecard:
    return dtiscore.score(DATA, EDITION)


def test_python_has_the_kinds_of_the_command_line() -> None:
    assert sorted(kind for drawn in _DRAWN.values() for kind in drawn.kinds) == sorted(KINDS)


def test_answers_have_their_pictures_as_methods(card: dtiscore.Scorecard) -> None:
    assert dir(card.plot) == ["map", "nodes", "points", "ranking", "table", "tiles"]
    assert records(card.plot.table(top=5)) == records(dtiscore.plot(card, "table", top=5))
    assert dir(card.explain("Khánh Hòa").plot) == ["profile", "radar"]
    assert dir(card.league("7").plot) == []
    with pytest.raises(AttributeError, match="no picture 'pie'; it has map, nodes"):
        card.plot.pie()


def test_what_a_picture_does_not_take_is_refused(card: dtiscore.Scorecard) -> None:
    with pytest.raises(UsageFault, match='takes no "top"'):
        card.explain("Khánh Hòa").plot.profile(top=5)
    with pytest.raises(UsageFault, match='no picture "pie"'):
        dtiscore.plot(card, "pie")
    with pytest.raises(UsageFault, match="no picture"):
        dtiscore.plot(card.league("7"))


def test_a_previous_scorecard_tells_moves(card: dtiscore.Scorecard) -> None:
    drawn = records(card.plot.ranking(previous=dtiscore.score(BEFORE, EDITION)))
    assert {one["unit"].split("\u2002")[0]: one["move"] for one in drawn}["Hà Nội"] == "▲18"


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "map"])
def test_a_kind_is_what_its_question_draws(run: Run, kind: str) -> None:
    about = KINDS[kind]
    typed = about.example.replace('"Khánh Hòa"', "56").rsplit(" -o ", 1)[0].split()
    made = run("plot", kind, *typed, "-f", "vl.json", cwd=ROOT)
    asked = run(about.question, *about.beside, *typed, "-f", "vl.json", cwd=ROOT)
    assert made.returncode == 0, made.stderr
    assert made.stdout == asked.stdout
    assert len(json.loads(made.stdout)["description"]) > 30


def test_svg_is_the_usual_form_and_a_table_is_no_picture(run: Run) -> None:
    assert run("plot", "ranking", DATA, "-w", EDITION).stdout.startswith("<svg ")
    table = run("plot", "ranking", DATA, "-w", EDITION, "-o", "x.csv")
    assert (table.returncode, table.stdout) == (2, "")
    assert "a picture cannot be csv" in table.stderr
    assert "for the figures ask dtiscore score" in table.stderr


@pytest.mark.parametrize(
    "line",
    [
        "league nowhere.csv -w none --indicator 7",
        "robustness nowhere.csv -w none --show removal",
        "diagnose nowhere.csv -w none",
        "trend 1=nowhere.csv 2=nowhere.csv -w none --show spread",
        "validate nowhere.csv -w none",
        "compare nowhere.csv --column x --with y",
    ],
)
def test_what_has_no_picture_is_refused_before_anything_is_read(run: Run, line: str) -> None:
    done = run(*line.split(), "-f", "vl.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no picture" in done.stderr


def test_causes_without_one_unit_are_refused_before_anything_is_read(run: Run) -> None:
    for units in ("", "--unit 1 --unit 2"):
        done = run(*f"plot causes 1=nowhere.csv 2=nowhere.csv -w none {units}".split())
        assert (done.returncode, done.stdout) == (2, "")
        assert "of one unit" in done.stderr


def test_help_of_a_kind_has_the_options_of_its_question(run: Run) -> None:
    page = run("plot", "nodes", "--help").stdout
    assert page.startswith("Usage: dtiscore plot nodes [OPTIONS] DATA\n")
    assert KINDS["nodes"].shows in page
    assert "--previous FILE" in page
    assert run("plot", "--help").stdout.count("\n  ranking ") == 1


def test_two_nodes_are_chosen_by_their_codes(card: dtiscore.Scorecard) -> None:
    chart = card.plot.nodes(x="DTI", y="9")
    drawn = {one["unit"]: one for one in records(chart)}
    row = next(at for at in range(63) if card.name(at) == "Đà Nẵng")
    assert drawn["Đà Nẵng"]["first"] == float(card.published("DTI")[row])
    assert drawn["Đà Nẵng"]["second"] == float(card.published("9")[row])
    with pytest.raises(UsageFault, match='no node "99"'):
        card.plot.nodes(x="99")


def test_tiles_are_those_of_the_list_of_units(card: dtiscore.Scorecard) -> None:
    drawn = records(card.plot.tiles(units=["Hà Nội"]))
    assert len({(one["column"], one["line"]) for one in drawn}) == 63
    hanoi = next(one for one in drawn if one["unit"] == "Hà Nội")
    saigon = next(one for one in drawn if one["unit"] == "Hồ Chí Minh")
    assert hanoi["line"] < saigon["line"]  # the capital lies in the north
    assert hanoi["written"] == "6"
    assert hanoi["frame"] != saigon["frame"]


@pytest.mark.parametrize("scheme", ["vn-province-63", "vn-province-34", "eu-27"])
def test_every_ranked_unit_of_a_list_with_tiles_has_its_own(scheme: str) -> None:
    units = [unit for unit in _shipped(scheme).units if unit.ranked]
    assert len({unit.tile for unit in units} - {None}) == len(units)


AREAS: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": name, "note": "</script>"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[at, 20], [at + 1, 20], [at + 1, 21], [at, 21], [at, 20]]],
            },
        }
        for at, name in enumerate(["Hà Nội", "48", "elsewhere"])
    ],
}


def test_a_map_has_the_areas_of_a_file(card: dtiscore.Scorecard, tmp_path: Any) -> None:
    file = tmp_path / "areas.geojson"
    file.write_text(json.dumps(AREAS), encoding="utf-8")
    chart = card.plot.map(map_file=file, map_key="name")
    drawn = {one["unit"]: one for one in records(chart, "geometry")}
    assert sorted(drawn) == ["Hà Nội", "elsewhere", "Đà Nẵng"]
    assert drawn["Đà Nẵng"]["place"] == 1.0
    assert drawn["elsewhere"]["place"] is None
    assert "2 of 63 units have an area" in json.dumps(specification(chart)["title"])
    assert "script" not in json.dumps(frame_of(specification(chart)))
    for key, told in (("note", "no area is of a unit"), ("code", 'no property "code"')):
        with pytest.raises(UsageFault, match=told):
            card.plot.map(map_file=file, map_key=key)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"type": "FeatureCollection", "features": []}', '{"type": "Point"}', "\xff"]
)
def test_what_is_no_file_of_areas_is_refused(card: dtiscore.Scorecard, tmp_path: Any, text: str) -> None:
    file = tmp_path / "areas.geojson"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(UsageFault, match="no GeoJSON file with areas"):
        card.plot.map(map_file=file, map_key="name")


def test_a_map_without_areas_says_how_to_give_them(card: dtiscore.Scorecard) -> None:
    with pytest.raises(UsageFault, match="no borders are shipped"):
        card.plot.map()


def test_shades_follow_the_score_or_thirds(card: dtiscore.Scorecard) -> None:
    by_score = [one for one in records(card.plot.table(shade="score")) if one["node"] == "DTI"]
    scores = [float(one["written"]) for one in by_score]
    low, high = min(scores), max(scores)
    for one, score in zip(by_score, scores, strict=True):
        assert one["place"] == pytest.approx((score - low) / (high - low), abs=1e-3)
    thirds = [one["place"] for one in records(card.plot.table(shade="thirds")) if one["node"] == "DTI"]
    assert set(thirds) == {0.0, 0.5, 1.0}


def test_pairs_have_their_shares(card: dtiscore.Scorecard) -> None:
    study = card.robustness(draws_count=50)
    drawn = records(study.plot.pairs(), "share")
    places = {name: at for at, name in enumerate(dict.fromkeys(one["other"] for one in drawn))}
    assert len(places) == 40  # of 63: more cells would be too small
    for at, one in enumerate(drawn):
        first, second = divmod(at, 40)
        assert one["share"] == (None if first == second else study.share_above(first, second))


def test_correlations_are_those_of_the_audit(card: dtiscore.Scorecard) -> None:
    diagnosis = card.diagnose()
    drawn = records(diagnosis.plot.correlations(), "value")
    codes = list(diagnosis.subject.codes)
    at = {(one.first, one.second): one.value for one in diagnosis.relations}
    for place, one in enumerate(drawn):
        first, second = divmod(place, len(codes))
        known = at.get((codes[first], codes[second]), at.get((codes[second], codes[first])))
        if known is not None:
            assert one["value"] == known


def test_boxes_of_weights_fill_those_above_them(card: dtiscore.Scorecard) -> None:
    boxes = records(card.diagnose().plot.weights(), "node")
    # 922/QĐ-BTTTT: of 1,000 points 500 for the foundation, 200 for digital government
    shares = {one["node"]: one["share"] for one in boxes}
    assert (shares["DTI"], shares["I"], shares["7"]) == (1.0, 0.5, 0.2)
    for depth in (1, 2):
        assert sum(one["share"] for one in boxes if one["left"] == depth) == pytest.approx(1)


def test_far_off_values_are_marked(card: dtiscore.Scorecard) -> None:
    diagnosis = card.diagnose()
    every = [one for rows in specification(diagnosis.plot.spread())["datasets"].values() for one in rows]
    dots = {(one["unit"], one["at"], one["kind"]) for one in every if "kind" in one}
    far = [one for one in every if one.get("kind") == "far" and not one["label"]]
    named = {(one["unit"], one["label"]) for one in every if one.get("label")}
    assert len(far) + len(named) == sum(len(one.beyond) for one in diagnosis.indicators)
    assert all(0 <= at <= 1 for _, at, _ in dots)


def test_leaders_stand_above_all_others(card: dtiscore.Scorecard) -> None:
    profile = card.profile(top=10)
    marks = max(specification(profile.plot.leaders())["datasets"].values(), key=len)
    parts = len(profile.blocks[0].nodes)
    assert sum(one["group"] == 0 for one in marks) == 10 * parts
    assert sum(one["group"] == 1 for one in marks) == 53 * parts


def test_a_profile_of_many_parts_shows_groups_of_them() -> None:
    import pandas as pd
    from tests.made import HEAD, group, indicator

    parts = [
        group(f"G{at}", "arithmetic", *(indicator(f"x{at}_{one}", weight=1) for one in range(12)), weight=1)
        for at in range(4)
    ]
    edition = {**HEAD, "index": group("T", "arithmetic", *parts, weights="relative")}
    for one in edition["index"]["children"]:
        one["weights"] = "relative"
    table = {"unit": ["a", "b"]} | {f"x{at}_{one}": [1, at + one] for at in range(4) for one in range(12)}
    chart = dtiscore.score(pd.DataFrame(table), edition).explain("a").plot.profile()
    assert {one["unit"] for rows in specification(chart)["datasets"].values() for one in rows} == {
        "G0",
        "G1",
        "G2",
        "G3",
    }
    assert "4 groups of its 48 parts" in json.dumps(specification(chart)["title"])
