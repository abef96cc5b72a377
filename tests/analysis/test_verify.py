"""A scorecard against a published or committed table: scores within a tolerance, ranks exactly, nothing in silence."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.analysis.expected import read_expected
from dtiscore.analysis.expected_table import Expected, ExpectedTable
from dtiscore.errors import InvalidData
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.check.answer import Verification, verify
from dtiscore.scoring import score_dataset
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.number_cells import NumberStyle
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable


def table(*lines: str) -> RawTable:
    headings, *rows = [line.split(",") for line in lines]
    numbers = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], numbers) for i, name in enumerate(headings)]
    return RawTable("published.csv", tuple(columns), len(rows))


def card(*lines: str, **keys: Any) -> Scorecard:
    children = [
        {"code": "a", "name": {"vi": "Hạ tầng số"}, "rule": {"kind": "identity"}},
        indicator("b"),
    ]
    methodology = methodology_from(
        {
            **HEAD,
            "missing": "no-score",
            "index": {"code": "X", "aggregate": "sum", "weights": "equal", "children": children},
            "bands": {"kind": "quantiles", "count": 2},
            **keys,
        }
    )
    dataset, problems = check(table(*lines), methodology)
    assert dataset is not None, problems
    return score_dataset(methodology, dataset)


CARD = card("unit,a,b", "x,1,0.255", "y,2,0.25", "z,0.1,0.2", "w,,1")


def verified(*lines: str, found: Scorecard = CARD, **keys: Any) -> Verification:
    """What comes of holding a table against the card: X of x, y and z is 1.255, 2.25 and 0.3; w has none."""
    return verify(found, read_expected(table(*lines), found.methodology), **keys)


def differences(outcome: Verification) -> list[tuple[str, str, str, Any, Any]]:
    return [(d.unit, d.what, d.code, d.expected, d.computed) for d in outcome.differences]


ALL = ("unit,X,rank,band", "x,1.26,2,1", "y,2.25,1,2", "z,0.30,3,1", "w,,,")


def test_a_table_that_agrees() -> None:
    outcome = verified(*ALL)
    assert outcome.agrees
    assert (outcome.scores, outcome.ranks, outcome.bands) == (4, 3, 3)
    assert outcome.tolerance is None
    assert outcome.largest == pytest.approx(0.005)  # 1.255 is written 1.26


def test_every_difference_is_a_row_with_its_line() -> None:
    outcome = verified("unit,X,rank,band", "x,1.25,1,1", "y,2.25,1,1", "z,0.30,3,", "w,0.5,,")
    assert not outcome.agrees
    assert differences(outcome) == [
        ("x", "score", "X", 1.25, 1.26),
        ("x", "rank", "X", 1, 2),
        ("y", "band", "X", "1", "2"),
        ("w", "score", "X", 0.5, None),
    ]
    assert [difference.line for difference in outcome.differences] == [2, 2, 3, 5]
    assert outcome.differences[0].as_row() == {
        "unit": "x", "name": "x", "period": None, "what": "score", "node": "X", "expected": 1.25, "computed": 1.26,
        "line": 2,
    }  # fmt: skip


def test_scores_are_rounded_as_the_table_writes_them_by_the_rule_of_the_edition() -> None:
    assert verified("unit,X", "x,1.3", "y,2.3", "z,0.3", "w,").agrees  # 2.25 goes up
    publish = {"as": "score", "decimals": 2, "rounding": "half-even"}
    half_even = card("unit,a,b", "x,2.25,0", "y,1,0", publish=publish)
    assert verified("unit,X", "x,2.2", "y,1", found=half_even).agrees
    assert verified("unit,X", "x,1", "y,2", "z,0", "w,").agrees


@pytest.mark.parametrize(
    ("cells", "declared", "decimals"),
    [
        (["1,250.3", "2,500.3", "1,900"], {}, 1),
        (["1,250", "2,500", "1,900"], {"style": NumberStyle(".", ",")}, 0),
        (["1.250,30", "2.500,3"], {}, 2),
        (["1 250.3", "900"], {"style": NumberStyle(".", " ")}, 1),
        (["85.3 %", "90 %"], {}, 3),
        (["85.3%", "90.25%"], {}, 4),
        (["85.3", "90"], {"percent": frozenset({"X"})}, 3),
        (["85.3*", "90 *"], {"flags": frozenset({"*"})}, 1),
        (["85.3", "not ranked, 2.50"], {"missing": frozenset({"not ranked, 2.50"})}, 1),
        (["85.3", "Excluded"], {"missing": frozenset({"Excluded"})}, 1),
        (["1.2e-5", "0.1"], {}, 6),
        (["1.2345678901234567e-05", "0.1"], {}, 21),
        (["12", "13"], {}, 0),
    ],
)
def test_decimals_are_those_of_the_numbers_as_they_are_read(
    cells: list[str], declared: dict[str, Any], decimals: int
) -> None:
    """Thousands, a blank before %, marks behind a number and words that mean no value counted as decimals, so that scores that
    agree differed."""
    columns = [RawColumn("unit", 1, [*"xyz"[: len(cells)]], [2, 3, 4]), RawColumn("X", 2, cells, [2, 3, 4])]
    options = ReadingOptions(**declared)
    read = read_expected(
        RawTable("published.csv", tuple(columns), len(cells)), CARD.methodology, options=options
    )
    assert read.decimals == {"X": decimals}


def test_bands_of_another_node_are_not_of_the_index() -> None:
    """Nothing was said of the index, and so it was not told that nothing was compared of it."""
    lines = ("unit,a,b", "x,1,0.255", "y,2,0.25")
    of_part = card(*lines, bands={"kind": "quantiles", "count": 2, "of": "a"})
    assert not verified("unit,band", "x,1", "y,2", found=of_part).of_index
    assert verified("unit,band", "x,1", "y,2", found=card(*lines)).of_index


def test_full_precision_must_be_equal_in_15_digits() -> None:
    third = card("unit,a,b", "x,0.1,0.2", "y,1,0")
    assert verified("unit,X", "x,0.30000000000000004", "y,1", found=third).agrees
    assert verified("unit,X", "x,0.3", "y,1", found=third).agrees  # 0.1 + 0.2
    outcome = verified("unit,X", "x,0.300000000000001", "y,1", found=third)
    assert differences(outcome) == [("x", "score", "X", 0.300000000000001, 0.30000000000000004)]


def test_a_tolerance_is_held_against_the_unrounded_score() -> None:
    assert verified("unit,X", "x,1.25", "y,2.25", "z,0.30", "w,", tolerance=0.005).agrees
    outcome = verified("unit,X", "x,1.25", "y,2.25", "z,0.30", "w,", tolerance=0.0049)
    assert differences(outcome) == [("x", "score", "X", 1.25, 1.255)]
    assert outcome.tolerance == 0.0049


def test_a_tolerance_does_not_loosen_ranks() -> None:
    outcome = verified("unit,X,rank", "x,1.3,1", "y,2.3,1", "z,0.3,3", "w,,", tolerance=1.0)
    assert differences(outcome) == [("x", "rank", "X", 1, 2)]


def test_units_on_one_side_only_are_differences() -> None:
    outcome = verified("unit,X", "x,1.26", "y,2.25", "z,0.3", "q,9.99")
    assert differences(outcome) == [("q", "unit", "X", "expected", None), ("w", "unit", "X", None, "scored")]
    partial = verified("unit,X", "x,1.26", "q,9.99", partial=True)
    assert differences(partial) == [("q", "unit", "X", "expected", None)]


def test_no_score_must_be_no_score() -> None:
    outcome = verified("unit,X", "x,", "y,2.25", "z,0.3", "w,")
    assert differences(outcome) == [("x", "score", "X", None, 1.26)]
    assert verified("unit,a", "x,1", "y,2", "z,", "w,").agrees  # an empty cell of another node says nothing


def test_other_nodes_are_found_by_code_or_name_and_their_ranks_by_prefix() -> None:
    outcome = verified(
        "unit,Hạ tầng số,b.score,rank_a,rank b", "x,1,0.26,2,", "y,2,0.25,1,3", "z,0.1,0.2,3,4", "w,,1,,1"
    )
    assert differences(outcome) == []
    assert (outcome.scores, outcome.ranks) == (3 + 4, 3 + 3)


def test_columns_that_say_nothing_are_passed_over_by_name() -> None:
    methodology = CARD.methodology
    read = read_expected(table("unit,X,remark,rank", "x,1.26,good,2"), methodology)
    assert (list(read.places), [one.raw for one in read.passed_over]) == (["X"], ["remark"])
    assert read.decimals == {"X": 2}
    assert read.rows == [Expected("x", None, 2, {"X": 1.26}, {"X": 2.0})]


def test_periods_are_matched_where_the_table_has_several() -> None:
    panel = card("unit,year,a,b", "x,2021,1,0", "y,2021,2,0", "x,2022,3,0", "y,2022,4,0")
    right = ("unit,year,X", "x,2021,1", "y,2021,2", "x,2022,3", "y,2022,4")
    assert verified(*right, found=panel).agrees
    wrong = verified("unit,year,X", "x,2022,1", "y,2022,4", found=panel, partial=True)
    assert [(d.unit, d.period, d.expected) for d in wrong.differences] == [("x", "2022", 1.0)]
    assert not verified("unit,X", "x,1", "y,2", found=panel).agrees  # which year is not said


def test_a_table_without_its_one_period_is_understood() -> None:
    one_year = card("unit,year,a,b", "x,2022,1,0", "y,2022,2,0")
    assert verified("unit,X", "x,1", "y,2", found=one_year).agrees


def test_nothing_compared_is_no_agreement() -> None:
    empty = ExpectedTable("published.csv")
    assert not verify(CARD, empty, partial=True).agrees


def test_a_table_that_says_nothing_of_the_index_is_refused() -> None:
    with pytest.raises(
        InvalidData, match="no column holds an expected score, rank or band of test"
    ) as caught:
        verified("unit,remark", "x,good")
    assert "head them X, rank or band" in (caught.value.fix or "")


def test_cells_that_are_no_numbers_are_all_named() -> None:
    with pytest.raises(InvalidData, match="2 errors in the expected table") as caught:
        verified("unit,X,rank", "x,abc,2", "y,2.25,first")
    assert [(p.place.line, p.place.column, p.code) for p in caught.value.problems] == [
        (2, 2, "not-a-number"), (3, 3, "not-a-number"),
    ]  # fmt: skip
