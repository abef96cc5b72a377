"""The notebook view: static, escaped, and the same every time."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from dtiscore.questions.score.shown.notebook import MOST, scorecard_html
from dtiscore.scoring.scorecard import Scorecard

MakeCard = Callable[..., Scorecard]


class Reader(HTMLParser):
    """Collects tags, attributes and text, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_a_table_without_scripts_or_links(three: Scorecard) -> None:
    reader = read(scorecard_html(three))
    assert reader.tags == {"div", "b", "table", "thead", "tbody", "tr", "th", "td", "span"}
    assert reader.attributes == {"style"}
    assert "Chỉ số mẫu (S) · 1/QĐ · 3 units" in reader.text
    assert reader.text.index("Đà Nẵng") < reader.text.index("Huế")
    assert "0.9400" in reader.text
    assert "Ranks on 4 decimals as published, ties share the best rank." in reader.text


def test_hostile_names_are_text(
    make_card: MakeCard, points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    edition = points | {
        "title": {"en": hostile},
        "authority": {"decision": hostile, "issuer": "o", "source": "s"},
    }
    html = scorecard_html(make_card(edition, {"a": [0.5], "b": [0.5]}, [hostile]))
    reader = read(html)
    assert "script" not in reader.tags
    assert reader.attributes == {"style"}
    assert not has_acting_character(html)
    assert (
        "[red]x[/nope]\\x1b[2J\\u202e=cmd|' /C calc'!A0\\x9b\\u200b<script>alert(1)</script>" in reader.text
    )


def test_long_tables_are_cut_with_the_count(make_card: MakeCard, points: dict[str, Any]) -> None:
    scores = [number / 100 for number in range(50)]
    html = scorecard_html(make_card(points, {"a": scores, "b": scores}))
    assert html.count("<tr>") == 1 + MOST
    assert "… 30" in html


def test_bands_and_unranked_units(make_card: MakeCard, mean: dict[str, Any]) -> None:
    reader = read(scorecard_html(make_card(mean, {"x": [0.8, None], "y": [0.4, 0.5]}, ["A", "B"])))
    assert "High" in reader.text
    assert reader.text.count("-") >= 2  # neither rank nor score
