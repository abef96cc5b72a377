"""Preparation of whole tables: the order of the steps, the frames they are fitted on, screening, and every mark."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.preparation import of_frame, prepare
from dtiscore.scoring.prepared import Mark, Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset
from dtiscore.units.scheme import UnitScheme

Json = dict[str, Any]
IDENTITY: Json = {"kind": "identity"}


def edition(*steps: Json, rules: Mapping[str, Json] | None = None, **keys: Any) -> Methodology:
    """The mean of the columns a and b after some steps, or of whatever has a rule."""
    chosen = {"a": IDENTITY, "b": IDENTITY} if rules is None else rules
    children = [{"code": f"n_{column}", "column": column, "rule": rule} for column, rule in chosen.items()]
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            "prepare": list(steps),
            "index": {"code": "X", "aggregate": "arithmetic", "weights": "equal", "children": children},
            **keys,
        }
    )


def checked(
    methodology: Methodology, text: str, scheme: UnitScheme | None = None
) -> tuple[Dataset | None, list[Problem]]:
    headings, *rows = [line.split(",") for line in text.split()]
    lines = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], lines) for i, name in enumerate(headings)]
    return check(RawTable("data.csv", tuple(columns), len(rows)), methodology, scheme)


def dataset(methodology: Methodology, text: str, scheme: UnitScheme | None = None) -> Dataset:
    made, problems = checked(methodology, text, scheme)
    assert made is not None, problems
    return made


def made(methodology: Methodology, text: str) -> Prepared:
    return prepare(methodology, dataset(methodology, text))


def card(methodology: Methodology, text: str, scheme: UnitScheme | None = None) -> Scorecard:
    return score_dataset(methodology, dataset(methodology, text, scheme))


def values(prepared: Prepared, header: str) -> list[float | None]:
    return [None if value != value else value for value in prepared.dataset.numbers[header].tolist()]


def marks(prepared: Prepared, header: str) -> list[Mark]:
    return [Mark(mark) for mark in prepared.marks[header].tolist()]


def scores(found: Scorecard, code: str = "X") -> dict[str, float | None]:
    pairs = zip(found.dataset.units, found.nodes[code].score.tolist(), strict=True)
    return {unit: None if score != score else score for unit, score in pairs}


def problems(methodology: Methodology, text: str) -> list[Problem]:
    with pytest.raises(InvalidData) as caught:
        card(methodology, text)
    return list(caught.value.problems)


AS_READ, DERIVED, TREATED, IMPUTED = Mark
MEAN: Json = {"step": "impute", "method": "mean"}


class TestOrder:
    TABLE = "unit,a,b u,1,1 v,3,1 w,,1 z,101,1"

    def test_imputed_before_clipping_takes_the_outlier_in(self) -> None:
        clip: Json = {"step": "clip-percentiles", "low": 0, "high": 50}
        # The mean of 1, 3 and 101 is 35; of the four values that there are then, the median is 19.
        assert values(made(edition(MEAN, clip), self.TABLE), "a") == [1, 3, 19, 19]
        # Clipped at the median 3 first, the mean is that of 1, 3 and 3.
        assert values(made(edition(clip, MEAN), self.TABLE), "a") == [1, 3, 7 / 3, 3]

    def test_derived_before_or_after_imputing(self) -> None:
        derive: Json = {"step": "derive", "column": "per_head", "formula": "a / heads"}
        rules = {"per_head": IDENTITY, "b": IDENTITY}
        text = "unit,a,heads,b u,1,10,1 v,8,20,1 w,,30,1"
        after = edition(derive, MEAN, rules=rules)
        assert values(made(after, text), "per_head") == [0.1, 0.4, 0.25]  # the mean of the ratios
        before = edition(MEAN | {"columns": ["a"]}, derive, rules=rules)
        assert values(made(before, text), "per_head") == [0.1, 0.4, 4.5 / 30]  # the ratio of the mean

    def test_a_step_without_columns_is_about_what_indicators_read(self) -> None:
        derive: Json = {"step": "derive", "column": "per_head", "formula": "a / heads"}
        found = made(edition(derive, MEAN, rules={"per_head": IDENTITY}), "unit,a,heads u,1,10 v,,20 w,6,20")
        assert values(found, "per_head") == [0.1, 0.2, 0.3]
        assert values(found, "a") == [1, None, 6]  # read by the formula alone

    def test_named_columns_and_columns_to_leave(self) -> None:
        text = "unit,a,b u,2,2 v,,"
        lenient: Json = {"missing": "no-score"}
        found = made(edition(MEAN | {"columns": ["b"]}, **lenient), text)
        assert (values(found, "a"), values(found, "b")) == ([2, None], [2, 2])
        found = made(edition(MEAN | {"leave": ["b"]}, **lenient), text)
        assert (values(found, "a"), values(found, "b")) == ([2, 2], [2, None])

    def test_one_column_after_another_fills_a_gap(self) -> None:
        step: Json = {"step": "impute-from", "column": "a", "other": "estimate", "factor": 10}
        found = made(edition(step, MEAN), "unit,a,b,estimate u,1,1,9 v,,1,0.5 w,,1,")
        assert values(found, "a") == [1, 5, 3]
        assert marks(found, "a") == [AS_READ, IMPUTED, IMPUTED]


class TestMarks:
    def test_every_cell_says_what_was_done_to_it(self) -> None:
        clip: Json = {"step": "clip-percentiles", "high": 75}
        found = made(edition(MEAN | {"columns": ["a"]}, clip), "unit,a,b u,1,1 v,,2 w,5,3 x,3,4 y,3,5")
        assert values(found, "a") == [1, 3, 3, 3, 3]
        assert marks(found, "a") == [AS_READ, IMPUTED, TREATED, AS_READ, AS_READ]
        assert marks(found, "b") == [AS_READ, AS_READ, AS_READ, AS_READ, TREATED]
        assert [found.count(mark, "ab") for mark in (IMPUTED, TREATED, DERIVED)] == [1, 2, 0]
        assert [found.mark(row, "ab") for row in range(5)] == [AS_READ, IMPUTED, TREATED, AS_READ, TREATED]
        assert found.mark(1, "b") == found.mark(1, "c") == AS_READ

    def test_a_column_that_no_step_is_about_has_no_marks(self) -> None:
        assert set(made(edition(MEAN | {"columns": ["a"]}), "unit,a,b u,1,1 v,,2").marks) == {"a"}
        assert made(edition(), "unit,a,b u,1,1").marks == {}

    def test_an_imputed_cell_stays_one_whatever_follows(self) -> None:
        clip: Json = {"step": "clip-percentiles", "high": 50}
        fixed: Json = {"step": "impute", "method": "value", "value": 99}
        found = made(edition(fixed, clip), "unit,a,b u,1,1 v,2,1 w,,1")
        assert values(found, "a") == [1, 2, 2]
        assert marks(found, "a") == [AS_READ, AS_READ, IMPUTED]

    def test_what_is_derived_from_an_imputed_cell_is_imputed(self) -> None:
        derive: Json = {"step": "derive", "column": "ratio", "formula": "a / b"}
        steps = (MEAN | {"columns": ["a"]}, derive, {"step": "clip-percentiles", "high": 50})
        found = made(edition(*steps, rules={"ratio": IDENTITY}), "unit,a,b u,1,1 v,,1 w,3,1 x,8,1")
        assert values(found, "ratio") == [1, 3.5, 3, 3.5]
        assert marks(found, "ratio") == [DERIVED, IMPUTED, DERIVED, TREATED]

    def test_a_gap_that_stays_is_no_imputed_cell(self) -> None:
        by_region: Json = MEAN | {"by": "region", "columns": ["a"]}
        found = made(edition(by_region, missing="no-score"), "unit,region,a,b u,n,1,1 v,s,,1 w,,,1")
        assert values(found, "a") == [1, None, None]
        assert marks(found, "a") == [AS_READ, AS_READ, AS_READ]

    def test_the_table_itself_stays_as_it_was_read(self) -> None:
        found = card(edition(MEAN), "unit,a,b u,1,1 v,,3")
        assert math.isnan(found.dataset.numbers["a"][1])
        assert found.prepared is not None
        assert found.prepared.dataset.numbers["a"].tolist() == [1, 1]
        assert scores(found) == {"u": 1, "v": 2}


HALF: Json = {"step": "screen", "min_share": 0.5}
ABCD: dict[str, Json] = dict.fromkeys("abcd", IDENTITY)


class TestScreening:
    TABLE = "unit,a,b,c,d u,1,1,1,1 v,2,2,, w,3,,, x,,,,"

    def kept(self, *steps: Json, text: str = TABLE, **keys: Any) -> list[str]:
        found = made(edition(*steps, **({"rules": ABCD} | keys)), text)
        return [unit for unit, kept in zip(found.dataset.units, found.kept, strict=True) if kept]

    def test_a_share_of_the_columns(self) -> None:
        assert self.kept(HALF) == ["u", "v"]
        assert self.kept(HALF | {"min_share": 0.25}) == ["u", "v", "w"]
        assert self.kept(HALF | {"min_share": 0}) == ["u", "v", "w", "x"]
        assert self.kept(HALF | {"min_share": 1}) == ["u"]

    def test_a_third_of_three_columns_is_a_third(self) -> None:
        text = "unit,a,b,c u,1,, v,1,1,"
        assert self.kept(
            HALF | {"min_share": 0.3333333333333333}, text=text, rules=dict.fromkeys("abc", IDENTITY)
        ) == ["u", "v"]

    def test_a_share_of_values_other_than_0_among_those_that_are_there(self) -> None:
        text = "unit,a,b,c,d u,0,0,0,1 v,0,1,, w,1,1,0,0 x,0,,,"
        assert self.kept({"step": "screen", "min_share": 0, "min_share_nonzero": 0.5}, text=text) == [
            "v",
            "w",
        ]

    def test_a_share_that_a_trillionth_of_a_value_is_missing_to_is_reached(self) -> None:
        half: Json = {"step": "screen", "min_share": 0, "min_share_nonzero": 0.5 + 0.5e-12}
        text = "unit,a,b,c,d u,0,1,,"
        assert self.kept(half, text=text) == ["u"]
        assert self.kept(half | {"min_share_nonzero": 0.5 + 1e-12}, text=text) == []

    def test_named_columns_alone(self) -> None:
        assert self.kept({"step": "screen", "min_share": 1, "columns": ["a", "b"]}) == ["u", "v"]

    def test_units_that_stay_or_go_whatever_they_have(self) -> None:
        assert self.kept(HALF | {"keep": ["x"], "drop": ["u"]}) == ["v", "x"]
        assert self.kept(HALF | {"keep": ["x"], "drop": ["x"]}) == ["u", "v"]

    def test_who_is_out_stays_out(self) -> None:
        assert self.kept(HALF, {"step": "screen", "min_share": 0}) == ["u", "v"]

    def test_what_was_filled_counts(self) -> None:
        fixed: Json = {"step": "impute", "method": "value", "value": 0}
        assert self.kept(fixed, HALF) == ["u", "v", "w", "x"]
        assert self.kept(HALF, fixed) == ["u", "v"]

    def test_answers_in_words_count_as_well(self) -> None:
        rules = {"a": IDENTITY, "b": {"kind": "boolean"}}
        text = "unit,a,b u,1,có v,,có w,2, x,,"
        assert self.kept(HALF | {"min_share": 1}, text=text, rules=rules) == ["u"]
        assert self.kept(HALF, text=text, rules=rules) == ["u", "v", "w"]
        assert self.kept(HALF | {"min_share": 1, "columns": ["b"]}, text=text, rules=rules) == ["u", "v"]

    @pytest.mark.parametrize("missing", ["error", "no-score", "zero", "reweight"])
    def test_who_is_out_has_no_score_at_any_node_and_no_rank(self, missing: str) -> None:
        keys: Json = {"rules": ABCD, "missing": missing}
        if missing in ("error", "no-score"):
            keys["rules"] = {"a": IDENTITY, "b": IDENTITY}
        views = [
            {
                "code": "V",
                "of": ["n_a", "n_b"],
                "aggregate": {"kind": "formula", "formula": "if_missing(n_a, 1) + 1"},
            }
        ]
        found = card(
            edition(
                HALF | {"columns": ["a", "b", *"cd"][: len(keys["rules"])], "min_share": 1},
                views=views,
                **keys,
            ),
            self.TABLE,
        )
        # w and x lack too much; v as well where four columns are asked for.
        out = [2, 3] if len(keys["rules"]) == 2 else [1, 2, 3]
        for code, nodes in found.nodes.items():
            assert np.flatnonzero(nodes.missing).tolist() == out, code
            assert (nodes.origin[out] == Origin.MISSING).all()
            assert np.isnan(found.ranks[code][out]).all()
            assert np.isnan(nodes.published[out]).all()

    def test_a_score_that_the_table_brings_does_not_help(self) -> None:
        found = card(edition(HALF), "unit,a,b,X u,1,1,1 v,,,9 w,,2,2")
        assert scores(found)["v"] is None
        assert found.ranks["X"][1] != found.ranks["X"][1]

    def test_who_is_out_takes_no_part_in_what_is_fitted(self) -> None:
        rules = {"a": {"kind": "min-max"}, "b": IDENTITY}
        text = "unit,a,b u,0,0 v,10,0 w,1000,"
        found = card(edition({"step": "screen", "min_share": 1}, rules=rules), text)
        assert found.reference.of(None, "n_a") == {"min": 0, "max": 10}
        assert scores(found) == {"u": 0, "v": 0.5, "w": None}
        assert [found.screened_out(row) for row in range(3)] == [False, False, True]

    def test_who_is_out_takes_no_part_in_the_steps_that_follow(self) -> None:
        screen: Json = {"step": "screen", "min_share": 1, "columns": ["b"]}
        text = "unit,a,b u,1,1 v,3,1 w,,1 x,1000,"
        assert values(made(edition(screen, MEAN), text), "a") == [1, 3, 2, 1000]
        assert values(made(edition(MEAN, screen), text), "a")[2] == 1004 / 3

    def test_each_period_of_a_unit_for_itself(self) -> None:
        found = made(
            edition(HALF | {"min_share": 1}), "unit,year,a,b u,2021,1,1 u,2022,1, v,2021,,1 v,2022,2,2"
        )
        assert found.kept.tolist() == [True, False, False, True]

    def test_marks_are_counted_in_the_rows_that_were_kept(self) -> None:
        found = made(edition(HALF | {"min_share": 1, "columns": ["b"]}, MEAN), "unit,a,b u,1,1 v,,1 w,,")
        assert marks(found, "a") == [AS_READ, IMPUTED, IMPUTED]
        assert found.count(IMPUTED, "a") == 1


class TestFrames:
    TABLE = "unit,year,a,b u,2011,0,1 v,2011,4,1 w,2011,,1 u,2012,10,1 v,2012,20,1 w,2012,,1"

    @pytest.mark.parametrize(
        ("frame", "filled"),
        [("period", [2, 15]), ("all", [8.5, 8.5]), ({"base": "2011"}, [2, 2]), ({"base": "2012"}, [15, 15])],
        ids=str,
    )
    def test_over_which_rows_a_step_is_fitted(self, frame: str | Json, filled: list[float]) -> None:
        found = values(made(edition(MEAN, frame=frame), self.TABLE), "a")
        assert found == [0, 4, filled[0], 10, 20, filled[1]]

    def test_rules_are_fitted_on_the_same_rows(self) -> None:
        rules = {"a": {"kind": "min-max"}, "b": IDENTITY}
        found = card(edition(MEAN, rules=rules, frame={"base": "2011"}), self.TABLE)
        assert found.nodes["n_a"].score.tolist() == [0, 1, 2 / 4, 10 / 4, 20 / 4, 2 / 4]

    def test_an_aggregate_of_units_is_filled_and_does_not_fill(self) -> None:
        scheme = UnitScheme.model_validate(
            {
                "id": "eu", "title": "EU", "source": "by hand",
                "units": [{"code": "AT", "name": "Austria"}, {"code": "BE", "name": "Belgium"},
                          {"code": "FR", "name": "France"}, {"code": "EU", "name": "EU", "ranked": False}],
            }
        )  # fmt: skip
        methodology = edition(MEAN)
        data = dataset(methodology, "unit,a,b AT,1,1 BE,3,1 FR,,2 EU,1000,", scheme)
        found = prepare(methodology, data)
        assert values(found, "a") == [1, 3, 2, 1000]
        assert values(found, "b") == [1, 1, 2, 4 / 3]

    def test_a_table_without_the_base_period_is_not_fitted(self) -> None:
        with pytest.raises(UsageFault, match=r"test is fitted on 2010, of which data\.csv has no row"):
            card(edition(MEAN, frame={"base": "2010"}), self.TABLE)


class TestAlongPeriods:
    LINEAR: ClassVar[Json] = {"step": "impute-along", "method": "linear"}
    PREVIOUS: ClassVar[Json] = {"step": "impute-along", "method": "previous"}

    def test_each_unit_along_its_own_years_in_any_order_of_rows(self) -> None:
        text = "unit,year,a,b u,2014,30,1 v,2011,,1 u,2011,,1 v,2010,5,1 u,2010,10,1"
        assert values(made(edition(self.LINEAR), text), "a") == [30, 5, 15, 5, 10]
        assert values(made(edition(self.PREVIOUS), text), "a") == [30, 5, 10, 5, 10]

    def test_years_are_years_however_many_rows_lie_between(self) -> None:
        previous = self.PREVIOUS | {"max_periods": 2}
        found = made(
            edition(previous, missing="no-score"), "unit,year,a,b u,2010,1,1 u,2013,,1 v,2010,1,1 v,2012,,1"
        )
        assert values(found, "a") == [1, None, 1, 1]

    def test_other_periods_are_steps_in_the_order_of_time(self) -> None:
        text = "unit,period,a,b u,Q10/2021,,1 u,Q9/2021,1,1 u,Q11/2021,3,1 u,Q12/2021,,1"
        assert values(made(edition(self.LINEAR), text), "a") == [2, 1, 3, 3]

    @pytest.mark.parametrize(
        ("periods", "time"),
        [
            ("2021-10 2021-11 2021-12 2022-01", "months"),
            ("202110 202111 202112 202201", "months"),
            ("102021 112021 122021 012022", "months"),
            ("2015-12-31 2016-12-31 2017-12-31 2020-12-31", "years"),
            ("2015/16 2016/17 2017/18 2020/21", "years"),
        ],
    )
    def test_a_gap_counts_as_much_as_lies_in_it(self, periods: str, time: str) -> None:
        """On the line from 12 to 20 the third lies 1 of 2 months on, or 1 of 4 years; the last grew from the second so long."""
        rows = [
            f"u,{period},{a},1" for period, a in zip(periods.split(), ("10", "12", "", "20"), strict=True)
        ]
        growth = {"step": "derive", "column": "g", "formula": "a", "along": "growth", "periods": 2}
        rules = {"a": IDENTITY, "g": IDENTITY}
        found = made(
            edition(growth, self.LINEAR | {"columns": ["a"]}, rules=rules, missing="no-score"),
            " ".join(["unit,period,a,b", *rows]),
        )
        lacking, grown = (14, None) if time == "years" else (16, (20 / 12) ** (1 / 2) - 1)
        assert values(found, "a") == [10, 12, lacking, 20]
        assert values(found, "g") == [None, pytest.approx(12 / 10 - 1), None, grown and pytest.approx(grown)]

    def test_the_edition_knows_the_steps_between_periods_that_the_table_lacks(self) -> None:
        previous = self.PREVIOUS | {"max_periods": 1}
        text = "unit,period,a,b u,Wave-1,1,1 u,Wave-3,,1"
        governed = ["Wave-1", "Wave-2", "Wave-3"]
        lenient: Json = {"missing": "no-score"}
        assert values(made(edition(previous, periods=governed, **lenient), text), "a") == [1, None]
        assert values(made(edition(previous, **lenient), text), "a") == [1, 1]

    def test_groups_of_a_unit_are_kept_apart(self) -> None:
        text = "unit,sex,year,a,b u,f,2010,1,1 u,f,2011,,1 u,m,2010,9,1 u,m,2011,,1"
        methodology = edition(self.PREVIOUS, layout={"group": "sex"})
        assert values(made(methodology, text), "a") == [1, 1, 9, 9]

    def test_a_table_without_periods_has_nothing_to_take(self) -> None:
        found = made(edition(self.LINEAR, missing="no-score"), "unit,a,b u,1,1 v,,1")
        assert values(found, "a") == [1, None]


PER_HEAD: Json = {"step": "derive", "column": "per_head", "formula": "a / heads"}


class TestDerived:
    RULES: Mapping[str, Json] = {"per_head": IDENTITY, "b": IDENTITY}

    def test_an_undefined_value_is_an_error_with_its_unit_and_line(self) -> None:
        found = problems(edition(PER_HEAD, rules=self.RULES), "unit,a,heads,b u,1,10,1 v,3,0,1 w,0,0,1")
        assert [(p.code, p.unit, p.indicator, p.place.line, p.place.header) for p in found] == [
            ("undefined-formula", "v", "per_head", 3, "a"),
            ("undefined-formula", "w", "per_head", 4, "a"),
        ]
        assert found[0].message == '"per_head" is undefined: a / heads with a = 3, heads = 0'

    def test_a_missing_value_is_missing_and_no_error_of_the_formula(self) -> None:
        methodology = edition(PER_HEAD, rules=self.RULES, missing="no-score")
        found = card(methodology, "unit,a,heads,b u,1,10,1 v,,0,1 w,3,,1")
        assert scores(found, "n_per_head") == {"u": 0.1, "v": None, "w": None}

    def test_what_a_message_leaves_out_is_what_is_missing(self) -> None:
        step: Json = {"step": "derive", "column": "d", "formula": "if_missing(a, 1) / b"}
        found = problems(edition(step, rules={"d": IDENTITY}), "unit,a,b u,,0")
        assert found[0].message == '"d" is undefined: if_missing(a, 1) / b with b = 0'

    def test_whoever_was_screened_out_before_is_not_asked(self) -> None:
        drop: Json = {"step": "screen", "min_share": 0, "drop": ["v"]}
        text = "unit,a,heads,b u,1,10,1 v,3,0,1"
        assert scores(card(edition(drop, PER_HEAD, rules=self.RULES), text)) == {"u": 0.55, "v": None}
        assert [p.unit for p in problems(edition(PER_HEAD, drop, rules=self.RULES), text)] == ["v"]

    def test_a_logarithm_of_a_derived_0_is_an_error_of_that_unit(self) -> None:
        rules = {"per_head": {"kind": "min-max", "transform": "log"}, "b": IDENTITY}
        found = problems(edition(PER_HEAD, rules=rules), "unit,a,heads,b u,1,10,1 v,0,10,1 w,2,10,1")
        assert [(p.code, p.unit, p.indicator) for p in found] == [("out-of-range", "v", "n_per_head")]
        assert "is 0 after preparation, for which min-max is not defined" in found[0].message

    def test_a_column_that_is_missing_is_named_as_the_file_would_have_it(self) -> None:
        found, told = checked(edition(PER_HEAD, rules=self.RULES), "unit,a,b u,1,1")
        assert found is None
        assert [(p.code, p.message) for p in told] == [
            ("missing-column", 'the column heads of "n_per_head" is not in the file')
        ]

    def test_a_missing_cell_behind_a_derived_column_is_the_one_that_is_told(self) -> None:
        found, told = checked(edition(PER_HEAD, rules=self.RULES), "unit,a,heads,b u,1,10,1 v,1,,1")
        assert found is None
        assert [(p.code, p.unit, p.indicator, str(p.place), p.place.header) for p in told] == [
            ("missing-value", "v", "n_per_head", "data.csv:3:3", "heads")
        ]

    def test_a_gap_that_a_step_leaves_alone_is_told_when_the_table_is_read(self) -> None:
        found, told = checked(edition(MEAN | {"leave": ["a"]}), "unit,a,b u,,1 v,2,")
        assert found is None
        assert [(p.code, p.unit, p.indicator) for p in told] == [("missing-value", "u", "n_a")]

    def test_derived_from_derived(self) -> None:
        twice: Json = {"step": "derive", "column": "twice", "formula": "2 * per_head"}
        found = card(edition(PER_HEAD, twice, rules={"twice": IDENTITY}), "unit,a,heads u,1,10")
        assert scores(found) == {"u": 0.2}


class TestGroups:
    def test_a_missing_column_of_groups_is_told(self) -> None:
        found, told = checked(edition(MEAN | {"by": "region"}), "unit,a,b u,1,1 v,,1")
        assert found is None
        assert [(p.code, p.message) for p in told] == [
            ("missing-column", 'the column "region", by which test groups units, is not in the file')
        ]

    def test_a_gap_that_no_group_fills_is_an_error_where_the_edition_forbids_gaps(self) -> None:
        found = problems(edition(MEAN | {"by": "region"}), "unit,region,a,b u,n,1,1 v,s,,1")
        assert [(p.code, p.unit, p.indicator) for p in found] == [("missing-score", "v", "n_a")]


WHOLE_CHAIN = (
    {"step": "derive", "column": "per_head", "formula": "a / heads"},
    {"step": "impute", "method": "median", "by": "region"},
    {"step": "screen", "min_share": 0.6},
    {"step": "winsorise", "max_points": 2},
    {"step": "clip-percentiles", "low": 2.5, "high": 97.5, "columns": ["b"]},
)


def whole_chain(frame: str | Json) -> Methodology:
    rules = {
        "per_head": {"kind": "min-max"},
        "b": {"kind": "z-score", "divisor": "sample", "direction": "down"},
        "c": {"kind": "rank"},
    }
    return edition(*WHOLE_CHAIN, rules=rules, missing="reweight", frame=frame)


def big_table(seed: int = 1) -> str:
    """60 rows of two years with gaps, outliers and units without a group."""
    random = np.random.default_rng(seed)
    rows = []
    for i in range(60):
        cells = [f"{random.lognormal(0, 2):.6g}" if random.random() > 0.15 else "" for _ in range(3)]
        region = random.choice(["n", "s", ""], p=[0.5, 0.45, 0.05])
        rows.append(f"u{i // 2},{2011 + i % 2},{region},{cells[0]},{1 + i},{cells[1]},{cells[2]}")
    return "\n".join(["unit,year,region,a,heads,b,c", *rows])


def bits(found: Scorecard) -> dict[tuple[str, str, str | None], tuple[str, int]]:
    """Score and origin of every node and row, to the last bit."""
    return {
        (code, unit, period): (score.hex(), origin)
        for code, nodes in found.nodes.items()
        for unit, period, score, origin in zip(
            found.dataset.units,
            found.dataset.periods,
            nodes.score.tolist(),
            nodes.origin.tolist(),
            strict=True,
        )
    }


FRAMES = ["period", "all", {"base": "2011"}]


class TestSavedReference:
    @pytest.mark.parametrize("frame", FRAMES, ids=str)
    def test_through_json_and_back_it_scores_to_the_same_bits(self, frame: str | Json) -> None:
        methodology = whole_chain(frame)
        data = dataset(methodology, big_table())
        fitted = fit(methodology, data)
        assert any(settings for step in fitted.preparation for settings in step.values())
        saved = Reference.from_dict(json.loads(json.dumps(fitted.as_dict())))
        assert saved.as_dict() == fitted.as_dict() | {"statistics": saved.as_dict()["statistics"]}
        first = score_dataset(methodology, data)
        assert bits(score_dataset(methodology, data, reference=saved)) == bits(first)
        assert not first.index.missing.all()

    @pytest.mark.parametrize("frame", FRAMES, ids=str)
    @pytest.mark.parametrize("batches", [2, 17])
    def test_in_shuffled_batches_it_scores_to_the_same_bits(self, frame: str | Json, batches: int) -> None:
        methodology = whole_chain(frame)
        data = dataset(methodology, big_table())
        fitted = fit(methodology, data)
        found: dict[tuple[str, str, str | None], tuple[str, int]] = {}
        for rows in np.array_split(np.random.default_rng(batches).permutation(len(data)), batches):
            found |= bits(score_dataset(methodology, data.take(rows), reference=fitted))
        assert found == bits(score_dataset(methodology, data))

    @given(seed=st.integers(0, 10_000))
    @settings(max_examples=15, deadline=None)
    def test_the_order_of_rows_does_not_matter(self, seed: int) -> None:
        methodology = whole_chain("period")
        data = dataset(methodology, big_table(seed))
        shuffled = data.take(np.random.default_rng(seed).permutation(len(data)))
        assert fit(methodology, shuffled).as_dict() == fit(methodology, data).as_dict()
        assert bits(score_dataset(methodology, shuffled)) == bits(score_dataset(methodology, data))

    def test_a_later_year_is_prepared_as_this_one(self) -> None:
        clip: Json = {"step": "clip-percentiles", "high": 50}
        methodology = edition(clip, MEAN)
        this_year = dataset(methodology, "unit,year,a,b u,2021,1,1 v,2021,3,1 w,2021,5,1")
        next_year = dataset(methodology, "unit,year,a,b x,2022,50,1 y,2022,,1")
        found = score_dataset(methodology, next_year, reference=fit(methodology, this_year))
        assert found.prepared is not None
        # At most 3, the median of this year; and 7/3, the mean of 1, 3 and 3.
        assert values(found.prepared, "a") == [3, 7 / 3]

    def test_the_base_period_need_not_be_in_the_table(self) -> None:
        methodology = edition(MEAN, frame={"base": "2021"})
        base = fit(methodology, dataset(methodology, "unit,year,a,b u,2021,1,1 v,2021,3,1"))
        found = score_dataset(methodology, dataset(methodology, "unit,year,a,b u,2022,,2"), reference=base)
        assert scores(found) == {"u": 2}

    def test_a_column_of_this_year_that_was_empty_then_is_not_filled(self) -> None:
        methodology = edition(MEAN | {"columns": ["a"]}, missing="no-score")
        then = fit(methodology, dataset(methodology, "unit,year,a,b u,2021,,1"))
        found = score_dataset(methodology, dataset(methodology, "unit,year,a,b u,2022,,2"), reference=then)
        assert scores(found) == {"u": None}

    def test_one_of_other_steps_is_refused(self) -> None:
        methodology = edition(MEAN)
        data = dataset(methodology, "unit,a,b u,1,1 v,,2")
        cut = replace(fit(methodology, data), preparation=())
        with pytest.raises(UsageFault, match="the reference knows 0 steps of preparation; test has 1"):
            score_dataset(methodology, data, reference=cut)

    def test_one_of_several_years_serves_none_that_it_does_not_know(self) -> None:
        methodology = edition(MEAN)
        fitted = fit(methodology, dataset(methodology, "unit,year,a,b u,2020,1,1 u,2021,2,2"))
        with pytest.raises(UsageFault, match="fitted on 2020, 2021; the table is of 2022"):
            score_dataset(methodology, dataset(methodology, "unit,year,a,b u,2022,1,2"), reference=fitted)


def test_no_rows_are_prepared_to_no_rows() -> None:
    methodology = whole_chain("all")
    empty = dataset(methodology, big_table()).take(np.array([], dtype=np.intp))
    found = prepare(methodology, empty)
    assert (len(found.dataset), len(found.kept)) == (0, 0)


def test_the_same_steps_give_the_same_bytes() -> None:
    def once(rows: Sequence[int]) -> str:
        methodology = whole_chain("period")
        data = dataset(methodology, big_table()).take(rows)
        return json.dumps(fit(methodology, data).as_dict(), sort_keys=True)

    assert once(range(60)) == once(range(59, -1, -1))


class TestColumnsThatAreNotThere:
    def test_nothing_is_imputed_from_them(self) -> None:
        step: Json = {"step": "impute-from", "column": "a", "other": "estimate"}
        found = made(edition(step, missing="reweight"), "unit,a,b u,1,1 v,,1")
        assert values(found, "a") == [1, None]

    def test_nothing_is_derived_from_them(self) -> None:
        step: Json = {"step": "derive", "column": "per_head", "formula": "a / heads"}
        found = card(edition(step, rules={"per_head": IDENTITY}), "unit,X u,1 v,3")
        assert "per_head" not in found.dataset.numbers
        assert scores(found) == {"u": 1, "v": 3}  # the index as the table brings it

    def test_nobody_is_screened_out_for_them(self) -> None:
        step: Json = {"step": "screen", "min_share": 1, "columns": ["a"]}
        found = card(edition(step), "unit,X u,1 v,3")
        assert scores(found) == {"u": 1, "v": 3}


def test_what_was_learned_of_one_frame_holds_for_every_other() -> None:
    learned: Mapping[str | None, Mapping[str, Any]] = {"2021": {"a": {"mean": 1.0}}}
    assert of_frame(learned, "2021") == of_frame(learned, "2022") == {"a": {"mean": 1.0}}
    assert of_frame({}, "2022") == {}
    with pytest.raises(UsageFault, match="the reference was not fitted on 2023") as caught:
        of_frame({**learned, "2022": {}}, "2023")
    assert caught.value.fix == "it was fitted on 2021, 2022"


def test_values_that_a_formula_does_not_give_are_counted() -> None:
    methodology = edition({"step": "derive", "column": "c", "formula": "a / b"}, rules={"c": IDENTITY})
    with pytest.raises(InvalidData, match=r"data\.csv: 1 value is undefined"):
        card(methodology, "unit,a,b u,1,0 v,1,2")
    with pytest.raises(InvalidData, match=r"data\.csv: 2 values are undefined"):
        card(methodology, "unit,a,b u,1,0 v,1,0")


def test_a_derived_figure_that_reaches_a_bound_to_the_last_bit_stands_on_it() -> None:
    curve = {"kind": "piecewise-linear", "points": [[1, 0], [2, 1]], "beyond": "error"}
    difference = edition({"step": "derive", "column": "d", "formula": "a - b"}, rules={"d": curve})
    eight_short, nine_short = (
        1 - n * 2.0**-53 for n in (8, 9)
    )  # of a difference 8.007 of these are 1e-15 less a rounding
    frame = pd.DataFrame({"unit": ["u", "v"], "a": [eight_short, 2.0], "b": [0.0, 0.0]})
    assert dtiscore.score(frame, difference).nodes["n_d"].score.tolist() == [0.0, 1.0]
    with pytest.raises(InvalidData):
        dtiscore.score(frame.assign(a=[nine_short, 2.0]), difference)
