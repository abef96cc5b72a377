"""The history of one cell, every stage by hand: text, number, derivation, imputation, treatment, rule, points, index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.explain.answer import CellHistory, Stage, explain_cell
from dtiscore.questions.explain.answer.number_reading import number_reading
from dtiscore.tables.number_cells import NumberStyle
from dtiscore.tables.raw import NumberCell
from dtiscore.tables.written import Written

Json = dict[str, Any]
Tell = Callable[..., CellHistory]


def edition(*children: Json, **keys: Any) -> Json:
    return {
        **HEAD,
        "rank": {"on": "published"},
        "missing": "no-score",
        "index": {"code": "X", "aggregate": "arithmetic", "weights": "relative", "children": list(children)},
        **keys,
    }


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    def history(methodology: Json, lines: list[str], unit: str, cell: str, **reading: Any) -> CellHistory:
        path = tmp_path / "data.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return dtiscore.explain_cell(path, methodology, unit, cell, **reading)

    return history


def kinds(history: CellHistory) -> list[str]:
    return [stage.kind for stage in history.stages]


def stage(history: CellHistory, kind: str) -> Stage:
    (found,) = [one for one in history.stages if one.kind == kind]
    return found


CHAIN = edition(
    {
        "code": "P",
        "weight": 1,
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {"code": "F", "weight": 1, "column": "per_head", "rule": {"kind": "min-max"}},
            {"code": "B", "weight": 3, "column": "beds", "rule": {"kind": "goalposts", "low": 0, "high": 40}},
        ],
    },
    {"code": "W", "weight": 1, "rule": {"kind": "fraction"}},
    scale=100,
    prepare=[
        {"step": "derive", "column": "per_head", "formula": "firms / heads"},
        {"step": "impute", "method": "mean", "by": "region"},
        {"step": "clip-percentiles", "high": 75, "columns": ["per_head"]},
    ],
)
LINES = [
    "unit;region;firms;heads;beds;W",
    "u;N;1;10;5;0,5",
    "v;N;;10;20;0,5",
    "w;N;3;10;;0,5",
    "x;S;9;10;10;0,5",
    "y;S;1;10;10;0,5",
]
"""Firms per head 0.1, (0.2), 0.3, 0.9, 0.1; the 75th percentile of these five is 0.3."""


class TestTheWholeChain:
    def test_derived_treated_and_scored(self, tell: Tell) -> None:
        history = tell(CHAIN, LINES, "x", "F")
        assert kinds(history) == [
            "cell", "read", "cell", "read", "derived", "treated", "rule", "scaled", "adds", "adds",
        ]  # fmt: skip
        firms, as_read, heads, *_ = history.stages
        assert (firms.subject, firms.text, firms.value) == ("firms", "9", None)
        assert firms.place is not None
        assert firms.place.endswith("data.csv:5:3")
        assert (as_read.subject, as_read.value) == ("firms", 9)
        assert heads.subject == "heads"
        derived = stage(history, "derived")
        assert (derived.subject, derived.value, derived.facts) == ("per_head", 0.9, {"firms": 9, "heads": 10})
        treated = stage(history, "treated")
        assert treated.before == 0.9
        assert treated.value == pytest.approx(0.3)
        assert treated.facts["high"] == pytest.approx(0.3)
        rule = stage(history, "rule")
        assert rule.value == 1.0
        assert (rule.facts["min"], rule.facts["max"]) == (0.1, pytest.approx(0.3))
        scaled = stage(history, "scaled")
        assert (scaled.before, scaled.value, scaled.facts) == (1.0, 100.0, {"top": 100, "points": False})
        assert history.score == 100.0

    def test_up_to_the_index(self, tell: Tell) -> None:
        # P = (100 + 3 x 25) / 4 = 43.75, and X = (43.75 + 50) / 2 = 46.875.
        *_, pillar, index = tell(CHAIN, LINES, "x", "F").stages
        assert (pillar.subject, pillar.before, pillar.value) == ("P", 100.0, 25.0)
        assert (pillar.facts["weight"], pillar.facts["score"]) == (0.25, 43.75)
        assert (index.subject, index.before, index.value) == ("X", 25.0, 12.5)
        assert index.facts["score"] == 46.875

    def test_filled_in_with_the_mean_of_its_group(self, tell: Tell) -> None:
        history = tell(CHAIN, LINES, "v", "F")
        assert kinds(history)[:5] == ["cell", "cell", "read", "derived", "imputed"]
        assert stage(history, "derived").value is None
        imputed = stage(history, "imputed")
        assert imputed.before is None
        assert imputed.value == pytest.approx((0.1 + 0.3) / 2)
        assert imputed.facts["region"] == "N"
        assert stage(history, "rule").value == pytest.approx(0.5)

    def test_a_number_with_a_decimal_comma(self, tell: Tell) -> None:
        history = tell(CHAIN, LINES, "u", "W")
        assert stage(history, "read").facts == {"decimal": ","}
        assert stage(history, "read").value == 0.5

    def test_the_column_names_the_indicator_as_well(self, tell: Tell) -> None:
        assert tell(CHAIN, LINES, "u", "Firms").code == "F"
        assert tell(CHAIN, LINES, "u", "beds").code == "B"

    def test_every_history_ends_in_the_score_and_what_it_adds(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv"
        path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
        card = dtiscore.score(path, CHAIN)
        for row in range(len(card.dataset)):
            ends = [explain_cell(card, row, code).stages[-1] for code in ("F", "B", "W")]
            assert [end.subject for end in ends] == ["X"] * 3
            assert sum(end.value or 0.0 for end in ends) == pytest.approx(card.index.score[row])

    def test_the_whole_asem_chain_ends_in_its_index(self, shared_data: Path) -> None:
        card = dtiscore.score(shared_data / "coinr" / "in_iData.csv", "asem-2018", decimal=".")
        row = card.rows_of("MLT")[0]
        codes = [node.code for node in card.methodology.index.indicators()]
        histories = [explain_cell(card, row, code) for code in codes]
        for history in histories:
            scores = [one.value for one in history.stages if one.kind == "scaled"]
            assert scores == [history.score]
        total = sum(history.stages[-1].value or 0.0 for history in histories)
        assert total == pytest.approx(card.index.score[row])


def test_from_another_column_and_from_other_periods(tell: Tell) -> None:
    methodology = edition(
        {"code": "a", "weight": 1, "rule": {"kind": "identity"}},
        {"code": "b", "weight": 1, "rule": {"kind": "identity"}},
        prepare=[
            {"step": "impute-from", "column": "a", "other": "c", "factor": 2},
            {"step": "impute-along", "method": "linear", "columns": ["b"]},
        ],
    )
    lines = ["unit,year,a,b,c", "p,2020,,1,4", "p,2021,,,4", "p,2022,1,5,4"]
    a = tell(methodology, lines, "p", "a", period="2021")
    assert (stage(a, "imputed").value, stage(a, "imputed").facts) == (8, {"c": 4})
    path_of_three = tell(methodology, lines, "p", "b")
    assert "imputed" not in kinds(path_of_three)  # the last period has a value
    card = path_of_three.card
    b = explain_cell(card, 1, "b")
    assert (stage(b, "imputed").value, stage(b, "imputed").facts) == (3, {"2020": 1, "2022": 5})


def test_points_further_rules_and_rounding(tell: Tell) -> None:
    index = {
        "code": "X",
        "aggregate": "points",
        "children": [
            {
                "code": "a",
                "points": 30,
                "rule": {"kind": "ratio", "denominator": "all", "numerator": "online"},
                "then": [{"kind": "formula", "formula": "x / 7"}],
                "round": {"decimals": 1},
            }
        ],
    }
    history = tell(edition() | {"index": index}, ["unit,online,all", "p,30,40", "q,1,4"], "p", "a")
    assert [(one.kind, one.value) for one in history.stages if one.kind not in ("cell", "read")] == [
        ("rule", 0.75),
        ("scaled", 22.5),
        ("then", 22.5 / 7),
        ("rounded", 3.2),
        ("adds", 3.2),
    ]
    assert stage(history, "rule").facts == {"online": 30, "all": 40}
    assert stage(history, "scaled").facts == {"top": 30, "points": True}


def test_a_further_rule_that_learned_from_all_scores(tell: Tell) -> None:
    further = [{"kind": "formula", "formula": "x * 2"}, {"kind": "min-max"}]
    child = {"code": "a", "weight": 1, "rule": {"kind": "identity"}, "then": further}
    history = tell(edition(child), ["unit,a", "p,1", "q,3", "r,5"], "q", "a")
    doubled, ranged = [one for one in history.stages if one.kind == "then"]
    assert (doubled.value, doubled.facts) == (6, {})
    assert (ranged.before, ranged.value, ranged.facts) == (6, 0.5, {"min": 2, "max": 10})
    assert history.score == 0.5


def test_an_answer_in_words(tell: Tell) -> None:
    rule = {"kind": "choice", "options": [{"value": "full", "score": 1}, {"value": "part", "score": 0.4}]}
    history = tell(
        edition({"code": "a", "weight": 1, "rule": rule}), ["unit,a", "p,Part", "q,full"], "p", "a"
    )
    assert history.stages[0].text == "Part"
    assert (stage(history, "read").value, stage(history, "read").facts) == (0.4, {"earns": True})


def test_what_is_no_sum_keeps_its_parts_to_itself(tell: Tell) -> None:
    children = [{"code": code, "weight": 1, "rule": {"kind": "identity"}} for code in "ab"]
    methodology = edition() | {
        "index": {"code": "X", "aggregate": "geometric", "weights": "relative", "children": children}
    }
    history = tell(methodology, ["unit,a,b", "p,4,9", "q,1,1"], "p", "a")
    last = history.stages[-1]
    assert (last.kind, last.value, last.facts["aggregate"]) == ("joins", None, "geometric")
    assert last.facts["score"] == pytest.approx(6)


def test_missing_and_counted_as_0(tell: Tell) -> None:
    children = [{"code": code, "weight": 1, "rule": {"kind": "identity"}} for code in "ab"]
    history = tell(edition(*children, missing="zero"), ["unit,a,b", "p,,9", "q,1,1"], "p", "a")
    assert kinds(history) == ["cell", "zeroed", "adds"]
    assert history.stages[0].text == ""
    assert history.stages[-1].value == 0


def test_missing_for_good(tell: Tell) -> None:
    children = [{"code": code, "weight": 1, "rule": {"kind": "identity"}} for code in "ab"]
    history = tell(edition(*children), ["unit,a,b", "p,,9", "q,1,1"], "p", "a")
    assert kinds(history) == ["cell", "unscored"]
    assert history.score is None


def test_screened_out(tell: Tell) -> None:
    children = [{"code": code, "weight": 1, "rule": {"kind": "identity"}} for code in "ab"]
    methodology = edition(*children, prepare=[{"step": "screen", "min_share": 1.0}])
    assert kinds(tell(methodology, ["unit,a,b", "p,,9", "q,1,1"], "p", "b")) == ["cell", "read", "screened"]


class TestNames:
    def test_a_score_that_the_table_supplies(self, examples: Path) -> None:
        table = examples / "dti-province" / "2022.csv"
        history = dtiscore.explain_cell(table, "dti-province-2022", "48", "I")
        assert [(one.kind, one.value) for one in history.stages] == [
            ("cell", None),
            ("read", 433.205),
            ("rule", 433.205),
            ("adds", 433.205),
        ]
        with pytest.raises(UsageFault, match='"II" has no cell of its own') as caught:
            dtiscore.explain_cell(table, "dti-province-2022", "48", "II")
        assert "choose one of its parts: 7, 8, 9" in str(caught.value.fix)

    def test_a_score_under_the_code_of_its_node(self, tell: Tell) -> None:
        group = {
            "code": "G",
            "weight": 1,
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [{"code": "a", "rule": {"kind": "identity"}}],
        }
        other = {"code": "b", "weight": 1, "rule": {"kind": "identity"}}
        history = tell(edition(group, other), ["unit,G,b", "p,3,9", "q,1,1"], "p", "G")
        assert [(one.kind, one.subject, one.value) for one in history.stages] == [
            ("cell", "G", None),
            ("read", "G", 3),
            ("supplied", "G", 3),
            ("adds", "X", 1.5),
        ]

    def test_unknown_and_ambiguous_ones(self, tell: Tell) -> None:
        children = [
            {
                "code": "a",
                "weight": 1,
                "rule": {"kind": "ratio", "numerator": "firms", "denominator": "heads"},
            },
            {
                "code": "b",
                "weight": 1,
                "rule": {"kind": "ratio", "numerator": "jobs", "denominator": "heads"},
            },
        ]
        lines = ["unit,firms,jobs,heads", "p,1,2,4", "q,1,1,1"]
        with pytest.raises(UsageFault, match='"heads" is read by a, b'):
            tell(edition(*children), lines, "p", "heads")
        with pytest.raises(UsageFault, match='no indicator "frims"') as caught:
            tell(edition(*children), lines, "p", "frims")
        assert str(caught.value.fix) == "did you mean a?"


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("41", Written(), {}),
        ("0.5", Written(), {"decimal": "."}),
        ("0,5", Written(NumberStyle(",")), {"decimal": ","}),
        ("1.234,5", Written(NumberStyle(",", ".")), {"decimal": ",", "grouping": "."}),
        ("1.234", Written(NumberStyle(",", ".")), {"grouping": "."}),
        ("1.234", Written(), {"decimal": "."}),
        ("12 345", Written(NumberStyle(",", " ")), {"grouping": " "}),
        ("12\u202f345", Written(NumberStyle(",", " ")), {"grouping": " "}),
        ("45%", Written(percent="sign"), {"percent": "part"}),
        ("45,5 %", Written(NumberStyle(","), "unit-alike"), {"decimal": ",", "percent": "unit"}),
        ("45", Written(percent="bare"), {"percent": "part"}),
        ("91,0 b", Written(NumberStyle(","), flags={"b"}), {"decimal": ",", "flag": "b"}),
        ("4,1¹", Written(NumberStyle(","), flags={"¹"}), {"decimal": ",", "flag": "¹"}),
        ("<1", Written(NumberStyle(","), texts={"<1": 0.5}), {"stands": "<1"}),
        (NumberCell("0.5"), Written(NumberStyle(",")), {"decimal": "."}),
        ("True", Written(), {}),
    ],
)
def test_how_a_number_was_read(text: str, written: Written, expected: dict[str, str]) -> None:
    assert number_reading(text, written) == expected


def test_one_flag_says_nothing_of_how_the_others_are_read(tell: Tell) -> None:
    """A flag anywhere in the column made of each decimal comma a plain number."""
    parts = [{"code": "a", "weight": 1, "rule": {"kind": "identity"}}]
    lines = ["unit;a", "u;91,0 b", "v;80,5"]
    told = [stage(tell(edition(*parts), lines, unit, "a", flags=["b"]), "read").facts for unit in "uv"]
    assert told == [{"decimal": ",", "flag": "b"}, {"decimal": ","}]


WITHOUT_A = ["unit,a,b", "u,,0.5", "v,0.2,0.3"]


@pytest.mark.parametrize(("missing", "score"), [("no-score", None), ("reweight", 0.5)])
def test_an_empty_cell_is_followed_to_the_node_above(tell: Tell, missing: str, score: float | None) -> None:
    parts = [{"code": code, "weight": 1, "rule": {"kind": "fraction"}} for code in "ab"]
    history = tell(edition(*parts, missing=missing), WITHOUT_A, "u", "a")
    assert kinds(history) == ["cell", "unscored"]
    assert stage(history, "unscored").facts == {
        "above": "X",
        "score": score,
        "reweighted": missing == "reweight",
    }
