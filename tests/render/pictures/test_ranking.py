"""The ranking as bars holds the figures of the scorecard, whatever these are."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.made import HEAD, group, indicator
from tests.render.pictures.drawn import PLAIN, records, specification

import dtiscore
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.pictures.theme import MOST_UNITS

TABLE = str(ROOT / "examples" / "dti-province" / "2022.csv")


@pytest.fixture(scope="module")
def card() -> dtiscore.Scorecard:
    return dtiscore.score(TABLE, "dti-province-2022")


def of(rows: dict[str, list[Any]]) -> ShownRanking:
    return ShownRanking(dtiscore.score(pd.DataFrame(rows), PLAIN))


def test_it_holds_the_figures_of_the_table(card: dtiscore.Scorecard) -> None:
    drawn = records(ShownRanking(card).picture())
    table = card.ranking()
    assert [one["score"] for one in drawn] == table["DTI.published"].tolist()
    assert [one["unit"].split("\u2002")[1].strip("\u2007") for one in drawn] == table["rank"].map(
        str
    ).tolist()
    assert [one["unit"].split("\u2002")[0] for one in drawn] == table["name"].tolist()


def test_it_speaks_the_language_that_is_asked_for(card: dtiscore.Scorecard) -> None:
    english, vietnamese = (specification(ShownRanking(card).picture(one)) for one in (None, "vi"))
    assert "as bars" in english["description"]
    assert "dạng thanh" in vietnamese["description"]
    assert records(ShownRanking(card).picture("vi"))[0]["written"] == "0,8002"
    assert vietnamese["config"]["locale"]["number"]["decimal"] == ","
    assert english["config"]["locale"]["number"]["decimal"] == "."


def test_chosen_units_stand_out_and_stay_where_the_rest_is_cut() -> None:
    units = [f"u{at:03}" for at in range(MOST_UNITS + 30)]
    rows = {"unit": units, "x": [-float(at) for at in range(len(units))], "y": [0.0] * len(units)}
    card = dtiscore.score(pd.DataFrame(rows), PLAIN)
    picture = ShownRanking(card, units=frozenset({units[-1]})).picture()
    drawn = records(picture)
    assert len(drawn) == MOST_UNITS + 1
    assert [one["kind"] for one in drawn] == ["other"] * MOST_UNITS + ["chosen"]
    assert f"{MOST_UNITS + 1} of {len(units)} units" in str(specification(picture)["title"]["subtitle"])
    assert len(records(ShownRanking(card, top=5).picture())) == 5
    assert len(records(ShownRanking(card, top=90).picture())) == 90


@pytest.mark.parametrize(
    ("rows", "scores"),
    [
        ({"unit": ["a"], "x": [1.0], "y": [3.0]}, [2.0]),
        ({"unit": ["a", "b"], "x": [1.0, 1.0], "y": [1.0, 1.0]}, [1.0, 1.0]),
        ({"unit": ["a", "b"], "x": [-1.0, -4.0], "y": [-1.0, -4.0]}, [-1.0, -4.0]),
        ({"unit": ["a", "b"], "x": [0.0, 0.0], "y": [0.0, 0.0]}, [0.0, 0.0]),
    ],
    ids=["one unit", "a tie", "below zero", "all zero"],
)
def test_edges_are_drawn(rows: dict[str, list[Any]], scores: list[float]) -> None:
    assert [one["score"] for one in records(of(rows).picture())] == scores


def test_units_of_one_name_are_told_apart_and_one_without_a_score_is_there() -> None:
    edition = {**PLAIN, "missing": "no-score"}
    rows = {"unit": ["a", "b", "c"], "name": ["N", "N", "M"], "x": [2.0, 1.0, None], "y": [2.0, 1.0, 1.0]}
    drawn = records(ShownRanking(dtiscore.score(pd.DataFrame(rows), edition)).picture())
    assert [one["unit"].split("\u2002")[0] for one in drawn] == ["N (a)", "N (b)", "M (no score)"]
    assert drawn[-1]["score"] is None
    assert drawn[-1]["written"] == "-"


def test_moves_have_signs_as_well_as_colours() -> None:
    from dtiscore.analysis.movement import Move

    rows = {"unit": ["a", "b", "c"], "x": [3.0, 2.0, 1.0], "y": [3.0, 2.0, 1.0]}
    card = dtiscore.score(pd.DataFrame(rows), PLAIN)
    moves = {0: Move(3, 2.0, 1.0, 3), 1: Move(1, -1.0, 1.0, 3), 2: Move(3, 0.0, 1.0, 3)}
    drawn = records(ShownRanking(card, moves=moves).picture())
    assert [(one["move"], one["way"]) for one in drawn] == [("▲2", "up"), ("▼1", "down"), ("=", "none")]


def test_units_that_share_a_rank_are_named_together() -> None:
    edition = {**HEAD, "index": group("I", "arithmetic", indicator("a"), indicator("b"), weights="equal")}
    # (3 + 1) / 2 = (1 + 3) / 2 = 2 for the first two, 0 for the others
    table = pd.DataFrame({"unit": ["X", "Y", "Z", "W"], "a": [3, 1, 0, 0], "b": [1, 3, 0, 0]})
    card = dtiscore.score(table, edition)
    told = specification(card.plot.ranking())["description"]
    assert "X and Y share the first rank with 2.00; W and Z share the last rank of 4 with 0.00." in told
    assert (
        "X và Y đứng đầu với 2,00; W và Z đứng cuối trong 4 đơn vị"
        in specification(dtiscore.plot(card, "ranking", language="vi"))["description"]
    )
    assert "X and Y share the first rank with 2 points." in specification(card.plot.points())["description"]
    alone = specification(dtiscore.score(table.iloc[[0, 3]], edition).plot.ranking())["description"]
    assert "X is first with 2.00; W is last of 2 with 0.00." in alone


@pytest.mark.parametrize("kind", ["ranking", "points", "table", "nodes"])
def test_units_of_which_something_is_missing_or_filled_in_are_marked_as_on_the_screen(kind: str) -> None:
    index = group(
        "I",
        "arithmetic",
        *map(indicator, "abc"),
        weights="equal",
        missing={"kind": "reweight", "min_share": 0.5},
    )
    for child in index["children"]:
        child["missing"] = "no-score"
    steps = [{"step": "impute", "method": "median", "columns": ["c"]}]
    table = pd.DataFrame({"unit": [*"XYZ"], "a": [3, 2, None], "b": [9.0, 8.0, 7.0], "c": [3, None, 1.0]})
    card = dtiscore.score(table, {**HEAD, "index": index, "prepare": steps})
    draw = {"nodes": lambda: card.plot.nodes(x="I", y="b")}.get(kind, getattr(card.plot, kind))
    picture = specification(draw())
    field, empty = ("label", "") if kind == "nodes" else ("unit", None)
    drawn = {one[field].split("\u2002")[0] for one in records(draw(), field)} - {empty}
    assert drawn == {"X", "Y\u00a0°", "Z\u00a0*"}
    told = " ".join(picture["title"]["subtitle"])
    assert (
        "° behind a name or a score: values were filled in. * behind a name or a score: parts are missing."
        in told
    )


def test_points_of_a_node_that_the_table_brings_for_some_units_are_stacked_once() -> None:
    """Of Y both the node and its parts were stacked, as the node is the innermost part of X: 7.5 points for a score of 5."""
    inner = group("N", "arithmetic", indicator("a"), indicator("b"), weights="equal")
    edition = {**HEAD, "index": group("I", "arithmetic", inner, indicator("c"), weights="equal")}
    table = pd.DataFrame(
        {"unit": ["X", "Y"], "N": [8, None], "a": [None, 6.0], "b": [None, 4.0], "c": [3, 5]}
    )
    card = dtiscore.score(table, {**edition, "missing": "no-score"})
    stacked: dict[str, float] = {}
    for one in records(card.plot.points()):
        stacked[one["unit"][0]] = stacked.get(one["unit"][0], 0.0) + one["points"]
    # (8 + 3) / 2, and ((6 + 4) / 2 + 5) / 2
    assert stacked == pytest.approx({"X": 5.5, "Y": 5.0})
    assert dict(zip(card.dataset.units, card.index.score.tolist(), strict=True)) == pytest.approx(stacked)
