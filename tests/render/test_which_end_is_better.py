"""Which end of an index is the better one: what sentences, pictures and figures say where less is better or rank 1 the worst.

Two properties stand for all of them. An index turned round (10 less each value, ``order: ascending``) says the same in
every sentence of every question, but for its numbers and the words for up and down. And of an index in which less is
better it makes no difference to what is good, lost, strong or to be mended whether rank 1 is its best unit or its worst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.questions.report.shown.document import Document
from dtiscore.questions.report.shown.figures_of_units import UnitFigures
from dtiscore.questions.report.shown.sentences import Sentences
from dtiscore.questions.score.shown.notes import ranking_note
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.questions.showing import SHOWN

UNITS = ("A", "B", "C", "D", "E", "F", "G", "H")
NOW = {"x": (9, 8, 7, 3, 5, 2, 6, 1), "y": (8, 9, 2, 7, 4, 5, 1, 3), "z": (7, 5, 9, 6, 1, 2, 3, 8)}
BEFORE = {"x": (8, 8, 6, 3, 4, 3, 6, 1), "y": (8, 7, 2, 9, 4, 4, 2, 3), "z": (7, 5, 8, 6, 2, 2, 3, 6)}
OF_THEIR_OWN = ("map", "nodes", "tiles")
"""Pictures of a list of units, of areas, or of two nodes."""
UP_AND_DOWN = {
    "least": "most", "less": "more", "lowest": "highest", "fell": "rose", "falls": "rises", "lowers": "raises",
    ", the highest value first": "", "above": "below", "keep to": "reach", "▼": "▲",
}  # fmt: skip


def table(period: str, values: Mapping[str, Sequence[int]], *, turned: bool) -> pd.DataFrame:
    columns = {code: [10 - one if turned else one for one in of] for code, of in values.items()}
    return pd.DataFrame({"unit_id": UNITS, "period": period, **columns})


def drawn(answer: Any, kind: str) -> str:
    """What stands around a picture."""
    made = getattr(answer.plot, kind)(language="en")
    return f"{made.description} {made.title.to_dict()}"


@cache
def answers(order: str, first: str) -> dict[str, Any]:
    """Everything that is asked of the index, by its question."""
    parts = [indicator("x", weight=2), indicator("y", weight=1), indicator("z", weight=1)]
    edition: dict[str, Any] = {
        **HEAD,
        "rank": {"on": "full", "order": order, "first": first},
        "index": group("I", "arithmetic", *parts, weights=4),
    }
    turned = (order == "ascending") or first == "worst"
    before, now = (table(period, of, turned=turned) for period, of in (("2001", BEFORE), ("2002", NOW)))
    card = dtiscore.score(now, edition)
    return {
        "score": card,
        **{f"explain {unit}": card.explain(unit) for unit in ("A", "D", "H")},
        "profile": card.profile(top=3),
        "diagnose": card.diagnose(),
        "robustness": card.robustness(draws_count=40),
        "compare": dtiscore.compare(before, now, edition),
        "trend": dtiscore.trend([before, now], edition),
        "report": dtiscore.report(now, edition, compare=before),
    }


def sentences(order: str, first: str) -> Iterator[tuple[str, str]]:
    for question, answer in answers(order, first).items():
        if question == "report":
            lead = Document(answer, UnitFigures(answer, ["en"]), "en").page()["lead"]
            yield from ((question, text) for text in lead)
            continue
        page = ShownRanking(answer) if question == "score" else SHOWN[type(answer)].shown(answer)
        yield from ((question, text) for text in page.markdown("en").splitlines())
        kinds = (
            [] if question == "compare" else [kind for kind in dir(answer.plot) if kind not in OF_THEIR_OWN]
        )
        yield from ((f"{question}: {kind}", drawn(answer, kind)) for kind in kinds)


def bare(text: str) -> str:
    """A sentence without its numbers, and without which way is up."""
    text = re.sub(r"[+−-]?\d[\d.]*|[+−]", "#", text)
    for down, up in UP_AND_DOWN.items():
        text = text.replace(down, up)
    return re.sub(r"[ -]+", " ", text)


def test_an_index_turned_round_says_the_same() -> None:
    usual, turned = (
        [(question, bare(text)) for question, text in sentences(order, "best")]
        for order in ("descending", "ascending")
    )
    assert [one for one in usual if one not in turned] == []
    assert [one for one in turned if one not in usual] == []


@pytest.mark.parametrize("unit", ["A", "D", "H"])
def test_what_is_good_of_a_unit_does_not_depend_on_which_end_is_rank_1(unit: str) -> None:
    least, worst = (
        answers(*one)[f"explain {unit}"] for one in (("ascending", "best"), ("descending", "worst"))
    )
    assert [node.best for node in least.nodes] == [node.best for node in worst.nodes]
    assert [node.code for node in least.strengths()] == [node.code for node in worst.strengths()]
    assert [node.code for node in least.weaknesses()] == [node.code for node in worst.weaknesses()]
    assert [node.lost for node in worst.nodes] == [None] * 4


def test_what_is_good_of_all_units_does_not_depend_on_it_either() -> None:
    least, worst = (answers(*one) for one in (("ascending", "best"), ("descending", "worst")))
    assert SHOWN[type(least["diagnose"])].shown(least["diagnose"]).markdown("en") == (
        SHOWN[type(worst["diagnose"])].shown(worst["diagnose"]).markdown("en")
    )
    nodes = [UnitFigures(one["report"], ["en"]).data_of_nodes for one in (least, worst)]
    assert nodes[0] == nodes[1]
    plans = [
        one["score"].improve("H", to_rank=rank).plans[0].changes for one, rank in ((least, 5), (worst, 4))
    ]  # the fifth from the best and the fourth from the worst of eight are one place
    assert [(one.lever.column, one.text) for one in plans[0]] == [
        (one.lever.column, one.text) for one in plans[1]
    ]


def test_whoever_is_first_and_worst_is_not_said_to_lead() -> None:
    report, card = (answers("descending", "worst")[question] for question in ("report", "score"))
    first = next(iter(Sentences(report)))  # (2 x 8 + 5 + 8) / 4, and (2 x 9 + 7 + 2) / 4
    assert first == "F is first, which is the worst rank, with 7.25, 0.50 from H."
    assert "the highest value first, which is the worst, ties share the worst rank" in ranking_note(card)
