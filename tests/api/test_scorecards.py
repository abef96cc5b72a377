"""A question of a scorecard that is there already: the same answer as of the table and edition that it was made from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.api.test_api import FRAME, WEIGHTS

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.inputs.scorecard import Scorecard

EDITION = "dti-province-2022"
OTHER = {
    **WEIGHTS,
    "id": "shops-2",
    "index": {
        **WEIGHTS["index"],
        "children": [
            {"code": "a", "points": 30, "rule": {"kind": "fraction"}},
            {"code": "b", "points": 70, "rule": {"kind": "boolean"}},
        ],
    },
}
PANEL = pd.concat(
    [
        FRAME.assign(period="1", where=["x", "x", "y"]),
        FRAME.assign(period="2", a=[0.9, 0.2, 0.4], where=["x", "y", "y"]),
    ]
)

Ask = Callable[..., Any]
ONE: dict[str, tuple[Ask, dict[str, Any]]] = {
    "explain": (dtiscore.explain, {"unit": "Khánh Hòa", "peers": "rank"}),
    "explain_cell": (dtiscore.explain_cell, {"unit": "56", "cell": "7"}),
    "profile": (dtiscore.profile, {"top": 5, "level": 1}),
    "league": (dtiscore.league, {"indicator": "8", "unit": "56", "top": 3}),
    "diagnose": (dtiscore.diagnose, {"method": "spearman"}),
    "robustness": (dtiscore.robustness, {"draws_count": 20, "unit": "Khánh Hòa"}),
    "improve": (dtiscore.improve, {"unit": "56", "to_rank": 40}),
}


def table(examples: Path, year: int = 2022) -> str:
    return str(examples / "dti-province" / f"{year}.csv")


def require_same(one: Any, other: Any) -> None:
    """Make sure that two answers have the same figures to the last bit."""
    pd.testing.assert_frame_equal(dtiscore.to_frame(one), dtiscore.to_frame(other), check_exact=True)


@pytest.fixture(scope="module")
def card(examples: Path) -> Scorecard:
    return dtiscore.score(table(examples), EDITION)


@pytest.mark.parametrize("name", ONE)
def test_a_scorecard_is_asked_like_its_table(examples: Path, card: Scorecard, name: str) -> None:
    ask, options = ONE[name]
    of_table = ask(table(examples), EDITION, **options)
    for of_card in (ask(card, **options), getattr(card, name)(**options)):
        require_same(of_card, of_table)
        assert of_card.card.provenance == of_table.card.provenance


@pytest.mark.parametrize("name", [*ONE, "explain_each"])
def test_a_method_takes_what_its_function_takes(name: str) -> None:
    function = inspect.signature(getattr(dtiscore, name)).parameters
    method = inspect.signature(getattr(Scorecard, name)).parameters
    own = {key: one.default for key, one in method.items() if key not in ("self", "period", "group", "part")}
    of_function = {key: one.default for key, one in function.items()}
    expected = {key: default for key, default in of_function.items() if key in own}
    assert set(of_function) - set(own) == {"data", "methodology", "reading"}
    assert {
        key: "" if default is inspect.Parameter.empty else default for key, default in own.items()
    } == expected


def test_each_row_of_a_unit() -> None:
    panel = dtiscore.score(PANEL, WEIGHTS)
    found = dtiscore.explain_each(panel, unit="S1", every_period=True)
    again = dtiscore.explain_each(PANEL, WEIGHTS, "S1", every_period=True)
    of_method = panel.explain_each("S1", every_period=True)
    assert (
        [one.row for one in found] == [one.row for one in again] == [one.row for one in of_method] == [0, 3]
    )


@pytest.mark.parametrize("part", [{"period": 2}, {"group": "y"}, {"period": "1", "group": "x"}], ids=str)
def test_period_and_group_choose_rows(part: dict[str, Any]) -> None:
    panel = dtiscore.score(PANEL, WEIGHTS, by=["where"])
    of_table = dtiscore.league(PANEL, WEIGHTS, "a", by=["where"], **part)
    for of_card in (dtiscore.league(panel, indicator="a", **part), panel.league("a", **part)):
        require_same(of_card, of_table)
        assert of_card.card.provenance == of_table.card.provenance


def test_scorecards_are_compared_like_their_tables(examples: Path, card: Scorecard) -> None:
    one, two = table(examples), table(examples, 2023)
    later = dtiscore.score(two, EDITION)
    compared = dtiscore.compare(one, two, EDITION)
    require_same(dtiscore.compare(card, later), compared)
    require_same(dtiscore.compare(card, two, EDITION), compared)
    require_same(dtiscore.compare(card, two, EDITION, decimal="."), compared)
    require_same(dtiscore.compare(card, two, None, EDITION), compared)
    require_same(dtiscore.compare(one, later, EDITION), compared)
    followed = dtiscore.trend([one, two], EDITION)
    require_same(dtiscore.trend([card, later]), followed)
    require_same(dtiscore.trend([card, two], EDITION), followed)


def test_the_periods_of_a_panel_are_compared() -> None:
    panel = dtiscore.score(PANEL, WEIGHTS)
    require_same(dtiscore.compare(panel), dtiscore.compare(PANEL, None, WEIGHTS))
    require_same(dtiscore.trend([panel]), dtiscore.trend([PANEL], WEIGHTS))


def test_one_table_under_two_editions() -> None:
    cards = dtiscore.score(FRAME, WEIGHTS), dtiscore.score(FRAME.copy(), OTHER)
    of_cards = dtiscore.compare(*cards)
    of_table = dtiscore.compare(FRAME, None, WEIGHTS, OTHER)
    require_same(of_cards, of_table)
    assert of_cards.not_split is None


def test_of_other_figures_under_another_edition_the_change_is_split_as_of_tables() -> None:
    later = FRAME.assign(a=[0.1, 0.2, 0.3])
    cards = dtiscore.score(FRAME, WEIGHTS), dtiscore.score(later, OTHER)
    of_tables = dtiscore.compare(FRAME, later, WEIGHTS, OTHER)
    assert of_tables.not_split is None
    for of_cards in (
        dtiscore.compare(*cards),
        dtiscore.compare(cards[0], later, weights_after=OTHER),
        dtiscore.compare(FRAME, cards[1], WEIGHTS),
    ):
        require_same(of_cards, of_tables)
        assert [one.split for one in of_cards.changes] == [one.split for one in of_tables.changes]


def test_a_part_of_a_scorecard_is_split_by_its_own_rows() -> None:
    one, two = (dtiscore.score(PANEL, edition, by="where") for edition in (WEIGHTS, OTHER))
    basis = dtiscore.Basis(across="common")
    of_cards = dtiscore.compare(one.part("1", "x"), two.part("2", "x"), basis=basis)
    first, second = (PANEL[PANEL["period"] == period] for period in "12")
    of_tables = dtiscore.compare(first, second, WEIGHTS, OTHER, basis, by="where", group="x")
    assert of_cards.not_split is None
    require_same(of_cards, of_tables)


def test_a_scorecard_of_a_frame_fitted_elsewhere_is_not_scored_anew() -> None:
    frame = dtiscore.fit(FRAME, WEIGHTS)
    cards = (
        dtiscore.score(FRAME, WEIGHTS, reference=frame),
        dtiscore.score(FRAME.assign(a=[0.1, 0.2, 0.3]), OTHER),
    )
    assert "the table itself is needed" in str(dtiscore.compare(*cards).not_split)


def test_an_earlier_scorecard_tells_how_the_others_move() -> None:
    first, second = (part.drop(columns=["where"]) for _, part in PANEL.groupby("period"))
    now, before = dtiscore.score(second, WEIGHTS), dtiscore.score(first, WEIGHTS)
    options: dict[str, Any] = {"to_rank": 1, "others": "trend"}
    of_table = dtiscore.improve(second, WEIGHTS, "S3", previous=first, **options)
    require_same(dtiscore.improve(now, unit="S3", previous=before, **options), of_table)
    require_same(now.improve("S3", previous=before, **options), of_table)
    require_same(now.improve("S3", others="trend", previous=before, to_rank=1, bounds={}), of_table)


REFUSED: list[tuple[Callable[[Scorecard], Any], str]] = [
    (lambda card: dtiscore.explain(card, "56"), "methodology can be given for a table only"),
    (dtiscore.explain, "no unit is named"),
    (dtiscore.league, "no indicator is named"),
    (lambda card: dtiscore.explain_cell(card, unit="56"), "no cell is named"),
    (lambda _: dtiscore.profile(FRAME), "nothing says how the table is scored"),
    (lambda card: dtiscore.profile(card, decimal=","), "decimal can be given for a table only"),
    (lambda card: dtiscore.profile(card, period="2021"), 'has no period "2021"\nit has 2022'),
    (lambda card: dtiscore.profile(card, group="x"), 'has no group "x"'),
    # Types are ignored where a type checker refuses what the call itself must refuse too.
    (lambda card: dtiscore.profile(card, top=3, perod=1), "no declaration perod"),  # type: ignore[call-arg]  # wrong on purpose
    (lambda card: dtiscore.score(card, EDITION), "the table itself is needed"),  # type: ignore[arg-type]  # wrong on purpose
    (lambda card: dtiscore.backcast([card], EDITION), "the table itself is needed"),  # type: ignore[list-item]  # wrong on purpose
    (lambda card: dtiscore.whatif(card, EDITION, [dtiscore.ValueChange("56", "7", 1)]), "the table itself is needed"),  # type: ignore[arg-type]  # wrong on purpose
    (lambda card: dtiscore.compare(card, card, EDITION), "weights can be given for a table only"),
    (lambda card: dtiscore.compare(card, weights_after=EDITION), "weights_after can be given for a table only"),
    (lambda card: dtiscore.trend([card, card], strict=True), "strict can be given for a table only"),
    (lambda card: dtiscore.compare(card, card, decimal=","), "decimal can be given for a table only"),
    (lambda card: dtiscore.compare(card, card, perod=1), "did you mean period?"),  # type: ignore[call-arg]  # wrong on purpose
    (lambda card: card.profile(period=2021), 'has no period "2021"\nit has 2022'),
    (lambda card: card.league("8", unit="Hà Nôi"), "did you mean"),
    (lambda card: card.improve("56", to_rank=1, others="trend", previous="2021.csv"), "previous cannot be '2021.csv'"),  # type: ignore[arg-type]  # wrong on purpose
    (lambda card: dtiscore.trend([card], EDITION), "weights can be given for a table only"),
    (lambda card: dtiscore.trend([card, card], basis=dtiscore.Basis(published="DTI")), "published can be given for a table only"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_a_scorecard_cannot_be_asked(
    card: Scorecard, ask: Callable[[Scorecard], Any], words: str
) -> None:
    with pytest.raises(UsageFault) as caught:
        ask(card)
    assert words in str(caught.value)
