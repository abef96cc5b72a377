"""The ranking for programs: the rows of the screen in full precision, an envelope, a page of Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dtiscore import __version__
from dtiscore.analysis.movement import moves
from dtiscore.questions.score.shown import records
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.forms.json_text import to_json
from dtiscore.scoring.scorecard import Scorecard

MakeCard = Callable[..., Scorecard]


def test_columns_stand_in_the_order_of_ranks(three: Scorecard) -> None:
    assert records.ranking_columns(three) == {
        "rank": [1, 2, 2],
        "unit": ["u2", "u1", "u3"],
        "name": ["Đà Nẵng", "Huế", "Hà Nội"],
        "S.score": [0.94, 0.56, 0.56],
        "A.score": [0.9, 0.6, 0.6],
        "B.score": [1.0, 0.5, 0.5],
        "S.published": [Decimal("0.9400"), Decimal("0.5600"), Decimal("0.5600")],
        "A.published": [Decimal("0.9000"), Decimal("0.6000"), Decimal("0.6000")],
        "B.published": [Decimal("1.0000"), Decimal("0.5000"), Decimal("0.5000")],
    }


def test_ranks_in_nodes_stand_last_before_the_band(make_card: MakeCard, mean: dict[str, Any]) -> None:
    columns = records.ranking_columns(make_card(mean, {"x": [0.1, 0.8], "y": [0.1, 0.4]}), ranks=True)
    figures = [heading for heading in columns if "." in heading or heading == "band"]
    assert [heading.rpartition(".")[2] for heading in figures] == [
        *["score"] * 3, *["published"] * 3, *["rank"] * 2, "band"
    ]  # fmt: skip
    assert [columns[heading] for heading in figures[-3:-1]] == [[1, 2], [1, 2]]


def test_selection_is_that_of_the_screen(three: Scorecard) -> None:
    assert records.ranking_columns(three, top=1)["unit"] == ["u2"]
    assert records.ranking_columns(three, units=frozenset({"u3"}))["unit"] == ["u3"]
    assert records.ranking_columns(three, top=1, units=frozenset({"u3"}))["unit"] == ["u2", "u3"]
    assert records.ranking_columns(three, sort="name")["name"] == ["Đà Nẵng", "Hà Nội", "Huế"]
    assert list(records.ranking_columns(three, level="0")) == [
        "rank", "unit", "name", "S.score", "S.published"
    ]  # fmt: skip


def test_moves_follow_the_rank(make_card: MakeCard, points: dict[str, Any]) -> None:
    before = make_card(points, {"a": [0.9, 0.5], "b": [0.9, 0.5]})
    now = make_card(points, {"a": [0.5, 0.9, 0.1], "b": [0.5, 0.9, 0.1]})
    assert records.ranking_columns(now, moves=moves(now, before))["move"] == [None, None, None]
    columns = records.ranking_columns(now, moves=moves(now, before, across="common"))
    assert list(columns)[:3] == ["rank", "previous_rank", "move"]
    assert columns["previous_rank"] == [2, 1, None]
    assert columns["move"] == [1, -1, None]
    assert all(isinstance(value, int) for value in columns["move"][:2])
    assert records.ranking_columns(now, moves=moves(now, before), sort="move")["unit"] == ["u2", "u1", "u3"]


def test_the_envelope_says_what_made_it(three: Scorecard) -> None:
    payload = records.ranking_payload(three, records.ranking_columns(three, top=1), ["A", "B"])
    text = to_json(payload)
    read = json.loads(text)
    assert list(read) == ["schema", "provenance", "index", "nodes", "ranking", "disagreements", "rows"]
    assert read["schema"] == "dtiscore/ranking/1"
    assert read["provenance"]["dtiscore"] == __version__
    assert read["provenance"]["methodology"] == {"id": "toy-points", "sha256": three.methodology.hash}
    assert read["ranking"] == {"on": "published", "ties": "min", "order": "descending"}
    assert read["index"]["decimals"] == 4
    assert list(read["nodes"]) == ["S", "A", "B"]
    assert read["nodes"]["A"] == dict(three.methodology.nodes["A"].name or {})
    assert read["rows"] == [
        {
            "rank": 1,
            "unit": "u2",
            "name": "Đà Nẵng",
            "S.score": 0.94,
            "A.score": 0.9,
            "B.score": 1.0,
            "S.published": 0.94,
            "A.published": 0.9,
            "B.published": 1.0,
        }
    ]
    assert '"A.published": 0.9000' in text
    assert text == to_json(records.ranking_payload(three, records.ranking_columns(three, top=1), ["A", "B"]))


def test_disagreements_stand_in_the_envelope(make_card: MakeCard, points: dict[str, Any]) -> None:
    card = make_card(points, {"a": [0.5], "b": [0.5]}, supplied={"S": [0.6]})
    payload = records.ranking_payload(card, records.ranking_columns(card), [])
    assert payload["disagreements"] == [
        {"unit": "u1", "period": None, "node": "S", "computed": 50.0, "supplied": 60.0}
    ]


def test_the_markdown_page(three: Scorecard) -> None:
    assert ShownRanking(three, top=2).markdown("en") == (
        "### Sample index (S) · 1/QĐ · 3 units\n"
        "\n"
        "|   # | Unit    |      S | Foundation | Activity |\n"
        "| --: | ------- | -----: | ---------: | -------: |\n"
        "|   1 | Đà Nẵng | 0.9400 |     0.9000 |   1.0000 |\n"
        "|   2 | Huế     | 0.5600 |     0.6000 |   0.5000 |\n"
        "\n"
        "… 1 more (--top 3)\n"
        "\n"
        "Mean 0.6867.\n"
        "\n"
        "Ranks on 4 decimals as published, ties share the best rank.\n"
    )


def test_markdown_has_moves_and_bands(make_card: MakeCard, mean: dict[str, Any]) -> None:
    before = make_card(mean, {"x": [0.8, 0.1], "y": [0.4, 0.1]})
    now = make_card(mean, {"x": [0.1, 0.8], "y": [0.1, 0.4]})
    lines = ShownRanking(now, moves=moves(now, before)).markdown().splitlines()
    assert [cell.strip() for cell in lines[4].split("|")] == [
        "",
        "1",
        "▲1",
        "u2",
        "0.700",
        "0.800",
        "0.400",
        "High",
        "",
    ]
