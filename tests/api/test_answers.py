"""An answer as it is held in Python: one line to print, a part of a page in a notebook."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.api.test_api import FRAME, WEIGHTS
from tests.api.test_frames import ASKED, table

import dtiscore
from dtiscore.analysis.answer import Answer
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.questions.score.shown.notebook import MOST
from dtiscore.questions.showing import SHOWN


class _Tags(HTMLParser):
    """The tags of a page, and how many rows each of its tables has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        if tag == "table":
            self.rows.append(-1)  # the row of headings is none
        elif tag == "tr":
            self.rows[-1] += 1


@pytest.mark.parametrize(
    "ask", [ask for *_, ask in ASKED], ids=[" ".join(arguments) for arguments, *_ in ASKED]
)
def test_an_answer_is_short_to_print_and_a_page_in_a_notebook(
    examples: Path, ask: Callable[[str, str], Any]
) -> None:
    answer = ask(table(examples), table(examples, 2023))
    assert repr(answer).startswith(f"<{type(answer).__name__} ")
    assert len(repr(answer)) < 100
    assert "\n" not in repr(answer)
    found = _Tags(answer._repr_html_())
    assert found.tags <= {
        "div",
        "h3",
        "h4",
        "p",
        "details",
        "summary",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
        "code",
    }
    assert 0 < max(found.rows) <= MOST


@pytest.mark.parametrize(
    ("show", "ask"), [asked[1:] for asked in ASKED], ids=[" ".join(arguments) for arguments, *_ in ASKED]
)
def test_an_answer_goes_to_another_process_as_it_is(
    examples: Path, show: str | None, ask: Callable[[str, str], Any]
) -> None:
    answer = ask(table(examples), table(examples, 2023))
    for again in (pickle.loads(pickle.dumps(answer)), copy.deepcopy(answer)):
        assert repr(again) == repr(answer)
        assert again._repr_html_() == answer._repr_html_()
        pd.testing.assert_frame_equal(again.to_frame(show), answer.to_frame(show), check_exact=True)


def test_every_answer_can_be_shown() -> None:
    assert set(Answer.__subclasses__()) == set(SHOWN)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda card: card.explain("S1"), "<Explanation Sở A: shops>"),
        (lambda card: card.league("a"), "<League shops: 3 units by a>"),
        (lambda card: card.profile(top=1), "<Profile shops: 3 units, the first 1>"),
        (lambda card: card.robustness(draws_count=1), "<Robustness shops: 3 units, 1 draw>"),
        (lambda card: dtiscore.compare(card, card), "<Comparison X: <DataFrame> to <DataFrame>, 3 units>"),
    ],
)
def test_what_is_printed(ask: Callable[[Any], Answer], words: str) -> None:
    assert repr(ask(dtiscore.score(FRAME, WEIGHTS))) == words


def test_names_bring_no_markup_into_a_notebook() -> None:
    card = dtiscore.score(FRAME.assign(name=["<b>A</b>", "[B](javascript:b)", "C|x"]), WEIGHTS)
    for answer in (card.explain("S1"), card.explain("S3"), card.league("a"), card.robustness(draws_count=5)):
        assert not {"b", "a"} & _Tags(answer._repr_html_()).tags


def test_what_answers_are_made_of_is_short_to_print_too() -> None:
    card = dtiscore.score(FRAME, WEIGHTS)
    assert str(card.methodology) == repr(card.methodology) == "<Methodology shops: 3 nodes>"
    assert repr(card.dataset) == "<Dataset of <DataFrame>: 3 rows>"
    assert repr(card.dataset.raw) == "<RawTable <DataFrame>: 3 rows, 4 columns>"
    assert repr(load_unit_scheme("vn-province-63")) == "<UnitScheme vn-province-63: 63 units>"
    assert len(repr(dtiscore.validate(FRAME, WEIGHTS))) < 300
