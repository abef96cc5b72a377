"""Scorecards of groups of units: which units count, by what, and what cannot be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.inputs.moves import moves_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from

TABLE = {
    "unit": ["a", "b", "c", "d", "e"],
    "year": ["1", "1", "1", "2", "2"],
    "region": ["n", "n", "s", "n", ""],
    "people": [1, 3, 2, 5, 9],
    "A": [1, 2, 5, 7, 4],
    "B": [1, None, 5, 7, 4],
}


def edition(*summaries: dict[str, Any]) -> Methodology:
    tree = group("INDEX", "arithmetic", indicator("A"), indicator("B"), weights="equal")
    return methodology_from({**HEAD, "missing": "reweight", "index": tree, "summaries": [*summaries]})


def test_groups_are_ranked_in_each_period_by_the_units_that_have_a_score() -> None:
    weighted = {"code": "w", "by": "region", "weight": "people"}
    card = dtiscore.score(
        pd.DataFrame(TABLE), edition(weighted, {"code": "n", "by": "region", "take": "count"})
    )
    found = card.summarise("w")
    keys = list(zip(found.dataset.periods, found.dataset.units, strict=True))
    assert keys == [("1", "n"), ("1", "s"), ("2", "n")]  # e has no word, and stands in no group
    assert found.nodes["A"].score.tolist() == [(1 * 1 + 3 * 2) / 4, 5, 7]
    assert found.nodes["B"].score.tolist() == [1, 5, 7]
    assert found.ranks["INDEX"].tolist() == [2, 1, 1]
    assert card.summarise("n").nodes["B"].score.tolist() == [1, 1, 1]
    assert (found.provenance.options["summary"], found.provenance.rows) == ("w", 5)
    assert found.to_frame().columns.tolist()[:4] == ["period", "rank", "unit", "name"]


@pytest.mark.parametrize("take", ["mean", "sum"])
@pytest.mark.parametrize("people", [[1.0] * 7, [1234567.0] * 7])
def test_groups_whose_scores_cancel_alike_are_equal(take: str, people: list[float]) -> None:
    """In float64 0.1 + 0.2 - 0.3 and their mean lie above 0, and 0.3 - 0.3 does not."""
    scores = [0.1, 0.2, -0.3, 0.3, -0.3, 1e-13, -0.5]
    table = {"unit": [*"abcdefg"], "region": [*"nnnsswz"], "people": people, "A": scores, "B": scores}
    asked = edition({"code": "w", "by": "region", "take": take, "weight": "people"})
    full = asked.model_copy(update={"rank": asked.rank.model_copy(update={"on": "full", "ties": "min"})})
    found = dtiscore.score(pd.DataFrame(table), full).summarise("w")
    for node in ("INDEX", "A"):
        assert dict(zip(found.dataset.units, found.ranks[node].tolist(), strict=True)) == {
            "w": 1,
            "n": 2,
            "s": 2,
            "z": 4,
        }


def test_numbers_of_units_are_told_apart_whatever_is_counted() -> None:
    scores = [1e15, 2e15, 3e15, 4e15, 5e15]
    table = {**TABLE, "year": ["1"] * 5, "region": [*"nnnss"], "A": scores, "B": scores}
    asked = edition({"code": "n", "by": "region", "take": "count"})
    full = asked.model_copy(update={"rank": asked.rank.model_copy(update={"on": "full"})})
    assert dtiscore.score(pd.DataFrame(table), full).summarise("n").ranks["INDEX"].tolist() == [1, 2]


def test_groups_move_since_an_earlier_table_or_a_ranking_of_them(tmp_path: Path) -> None:
    """N goes from (1 + 3) / 2 to (6 + 3) / 2 and passes S, whichever form the earlier table has."""
    now, before = tmp_path / "now.csv", tmp_path / "before.csv"
    before.write_text("unit,region,A,B\na,N,1,1\nb,N,3,3\nc,S,4,4\n")
    now.write_text("unit,region,A,B\na,N,6,6\nb,N,3,3\nc,S,4,4\n")
    asked = edition({"code": "w", "by": "region"})
    written = tmp_path / "ranking.csv"
    written.write_text("rank,unit,name,INDEX.score,INDEX.published\n1,S,S,4.0,4.00\n2,N,N,2.0,2.00\n")
    cards = [dtiscore.score(now, asked).summarise("w")]
    for earlier in (before, written):
        (found,) = moves_of(cards, earlier, asked, {})
        assert [(found.by_row[row].rank, found.by_row[row].up) for row in (0, 1)] == [(2, 1), (1, -1)]


def test_what_is_not_there_is_told_by_name() -> None:
    asked = edition({"code": "w", "by": "region", "weight": "people"})
    table = pd.DataFrame(TABLE)
    with pytest.raises(UsageFault, match='has no summary "x"'):
        dtiscore.score(table, asked).summarise("x")
    bare = dtiscore.score(table.drop(columns=["region", "people"]), asked)  # scored without its groups
    with pytest.raises(InvalidData) as caught:
        bare.summarise("w")
    assert [each.code for each in caught.value.problems] == ["missing-column"] * 2
    with pytest.raises(InvalidData, match="cannot be made") as caught:
        dtiscore.score(table.assign(people=[1, -1, 1, 1, 1]), asked).summarise("w")
    assert [each.unit for each in caught.value.problems] == ["b"]


@pytest.mark.parametrize("take", ["mean", "sum", "count"])
def test_a_unit_that_counts_has_a_weight(take: str) -> None:
    """D has no people, and its group would have a sum of 0; e stands in no group, and needs none."""
    asked = edition({"code": "w", "by": "region", "take": take, "weight": "people"})

    def summary(**columns: list[Any]) -> dtiscore.Scorecard:
        return dtiscore.score(pd.DataFrame({**TABLE, **columns}), asked).summarise("w")

    with pytest.raises(InvalidData, match="is empty, and units count by it") as caught:
        summary(people=[1, 3, 2, None, None])
    assert [(each.unit, each.code) for each in caught.value.problems] == [("d", "missing-value")]
    expected = {"mean": 1 * 1 / 1, "sum": 1 * 1 + 0 * 2, "count": 1 + 0}
    assert summary(people=[1, 0, 2, 5, None]).nodes["A"].score[0] == expected[take]
    unscored = summary(people=[1, 3, 2, None, 9], A=[1, 2, 5, None, 4], B=[1, 1, 5, None, 4])
    assert len(unscored.dataset) == 3


def test_a_count_of_nothing_is_0_and_any_other_figure_of_it_missing() -> None:
    table = pd.DataFrame(
        {"unit": list("abc"), "region": ["N", "N", "S"], "A": [1, 3, None], "B": [1, 3, None]}
    )
    asked = edition(*({"code": take, "by": "region", "take": take} for take in ("count", "sum", "mean")))
    card = dtiscore.score(table, asked)
    counted = card.summarise("count")
    assert [counted.dataset.units, counted.index.score.tolist(), counted.ranks["INDEX"].tolist()] == [
        ("N", "S"), [2, 0], [1, 2],
    ]  # fmt: skip
    assert [str(card.summarise(take).index.score[1]) for take in ("sum", "mean")] == ["nan", "nan"]


@pytest.mark.parametrize(
    ("summaries", "words"),
    [
        ([{"code": "w", "by": "region", "take": "max", "weight": "people"}], "weight units"),
        ([{"code": "w", "by": "region"}, {"code": "w", "by": "year"}], "stands twice"),
    ],
)
def test_what_cannot_be_meant_is_refused(summaries: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        edition(*summaries)
    assert any(words in str(problem.message) for problem in caught.value.problems)


def test_an_edition_without_summaries_has_the_hash_that_it_had() -> None:
    assert edition().hash != edition({"code": "w", "by": "region"}).hash
    assert "summaries" not in edition().model_dump_json(exclude={"summaries"})


def test_cut_points_of_scores_are_none_of_what_adds_up() -> None:
    cuts = {"kind": "cuts", "on": "published", "cuts": [{"code": "high", "at_least": 3}, {"code": "low"}]}
    tree = group("INDEX", "arithmetic", indicator("A"), indicator("B"), weights="equal")
    takes = ("mean", "max", "sum", "count")
    summaries = [{"code": take, "by": "region", "take": take} for take in takes]
    made = {**HEAD, "missing": "reweight", "bands": cuts, "index": tree, "summaries": summaries}
    card = dtiscore.score(pd.DataFrame(TABLE), methodology_from(made))
    assert [any(card.summarise(take).bands) for take in takes] == [True, True, False, False]
