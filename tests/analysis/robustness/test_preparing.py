"""Imputation and treatment as assumptions: means, medians and percentiles by hand, drawn, kept and played again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from tests.analysis.robustness.conftest import TWO

import dtiscore
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.robustness.answer import Assumptions, Draws, study
from dtiscore.questions.robustness.answer.preparing import imputation_of, treatment_of
from dtiscore.questions.robustness.answer.sampling import sample
from dtiscore.questions.robustness.answer.subject import subject_of
from dtiscore.questions.robustness.answer.variants import Variant
from dtiscore.scoring import score_dataset

NAN = math.nan
GAPS: dict[str, Sequence[object]] = {
    "x": [0.1, 0.2, 0.9, NAN, 0.4],
    "y": [0.3, 0.5, 0.1, 0.2, 0.6],
    "region": list("NNSSN"),
}
"""D lacks x. Of the others the mean is 0.4 and the median 0.3; in the south there is but 0.9."""
FILLED: Sequence[dict[str, Any]] = ({"step": "impute", "method": "value", "value": 0.5, "columns": ["x"]},)


def card_of(
    columns: Mapping[str, Sequence[object]], prepare: Sequence[dict[str, Any]], **edition: object
) -> dtiscore.Scorecard:
    units = list("ABCDEFGHIJ")[: len(next(iter(columns.values())))]
    return dtiscore.score(
        pd.DataFrame({"unit": units, **columns}), {**TWO, "prepare": list(prepare), **edition}
    )


def scores_under(card: dtiscore.Scorecard, unit: str, **choices: Sequence[str]) -> list[float]:
    """The scores of a unit in replicates with these choices."""
    count = len(next(iter(choices.values())))
    found = study(card, replayed=Draws(count, {}, choices))
    scores: list[float] = found.scores[:, found.subject.units.index(unit)].tolist()
    return scores


def test_another_method_stands_in_the_place_of_the_imputing_step() -> None:
    """D is half its x and half its y of 0.2."""
    imputed = ("own", "mean", "median", "group-mean:region", "group-median: Region")
    found = scores_under(card_of(GAPS, FILLED), "D", imputation=imputed)
    assert found == pytest.approx([(x + 0.2) / 2 for x in (0.5, 0.4, 0.3, 0.9, 0.9)], abs=1e-15)


def test_what_was_there_stays_as_it_was() -> None:
    found = scores_under(card_of(GAPS, FILLED), "C", imputation=("own", "mean", "group-mean:region"))
    assert found == pytest.approx([0.5] * 3, abs=1e-15)


def test_columns_that_a_step_leaves_alone_are_left_alone() -> None:
    """x is filled by hand, y by a step that leaves x: the mean is put into both, each for its own."""
    gaps = {"x": [0.1, 0.2, 0.6, NAN], "y": [0.3, NAN, 0.1, 0.2]}
    steps = [
        {"step": "impute", "method": "value", "value": 0.0, "columns": ["x"]},
        {"step": "impute", "method": "value", "value": 0.0, "leave": ["x"]},
    ]
    card = card_of(gaps, steps)
    assert scores_under(card, "D", imputation=("mean",)) == pytest.approx([(0.3 + 0.2) / 2])
    assert scores_under(card, "B", imputation=("mean",)) == pytest.approx([(0.2 + 0.2) / 2])


def test_an_edition_that_imputes_nothing_takes_a_method_before_outliers_are_treated() -> None:
    """Filled by the mean of 0.4 before x is held between its quartiles, which are then 0.2 and 0.4."""
    clip = {"step": "clip-percentiles", "low": 25, "high": 75, "columns": ["x"]}
    card = card_of(GAPS, [clip], missing="reweight")
    # own: x is held between the quartiles 0.175 and 0.525 of 0.1 0.2 0.4 0.9; D has nothing but y.
    assert scores_under(card, "D", imputation=("own", "mean")) == pytest.approx([0.2, (0.4 + 0.2) / 2])
    assert scores_under(card, "C", imputation=("own", "mean")) == pytest.approx(
        [(0.525 + 0.1) / 2, (0.4 + 0.1) / 2]
    )


def test_what_is_derived_after_outliers_are_treated_is_filled_too() -> None:
    """x is z / w, of which D lacks z; the mean of the others is 0.4."""
    columns = {"z": GAPS["x"], "w": [1] * 5, "y": GAPS["y"]}
    clip = {"step": "clip-percentiles", "low": 25, "high": 75, "columns": ["w"]}
    derive = {"step": "derive", "column": "x", "formula": "z / w"}
    card = card_of(columns, [clip, derive], missing="reweight")
    assert scores_under(card, "D", imputation=("own", "mean")) == pytest.approx([0.2, (0.4 + 0.2) / 2])


def test_nothing_filled_is_as_the_missing_rule_says() -> None:
    card = card_of(GAPS, FILLED, missing="reweight")
    assert scores_under(card, "D", imputation=("none", "own")) == pytest.approx([0.2, 0.35])


def test_nothing_filled_is_refused_by_name_where_nothing_may_be_missing() -> None:
    card = card_of(GAPS, FILLED)
    with pytest.raises(dtiscore.UsageFault, match="with the imputation none, D: "):
        _ = study(card, Assumptions(None, imputations=("own", "none")), count=20).statistics


def test_a_group_without_any_value_is_refused_by_name() -> None:
    card = card_of({**GAPS, "region": list("NNSTN")}, FILLED)
    with pytest.raises(dtiscore.UsageFault, match="with the imputation group-mean:region, D: "):
        scores_under(card, "D", imputation=("group-mean:region",))


def test_treatment_is_own_off_or_another() -> None:
    """Of 0, 0.2, 0.4, 0.6 and 1 the quartiles are 0.2 and 0.6, the ends of the middle 80 % 0.08 and 0.84."""
    columns = {"x": [0.0, 0.2, 0.4, 0.6, 1.0], "y": [0.0] * 5}
    card = card_of(columns, [{"step": "clip-percentiles", "low": 25, "high": 75, "columns": ["x"]}])
    chosen = ("own", "none", "clip-percentiles:10,90", "winsorise:0")
    assert scores_under(card, "E", treatment=chosen) == pytest.approx([0.3, 0.5, 0.42, 0.5])
    assert scores_under(card, "A", treatment=chosen) == pytest.approx([0.1, 0.0, 0.04, 0.0])
    without = card_of(columns, [])
    # Nothing is treated by the edition, so that both columns are.
    assert scores_under(without, "E", treatment=("own", "clip-percentiles:25,75")) == pytest.approx(
        [0.5, 0.3]
    )


def test_both_are_changed_in_one_replicate() -> None:
    """D has the median of 0.3 in x; of 0.1 0.2 0.3 0.4 0.9 the upper quartile is 0.4, to which C is held."""
    card = card_of(GAPS, FILLED)
    choices = {"imputation": ("median", "median"), "treatment": ("own", "clip-percentiles:0,75")}
    assert scores_under(card, "D", **choices) == pytest.approx([(0.3 + 0.2) / 2] * 2)
    assert scores_under(card, "C", **choices) == pytest.approx([(0.9 + 0.1) / 2, (0.4 + 0.1) / 2])


def test_points_count_in_the_winsorising_that_is_chosen() -> None:
    """Drawn in once whatever the treatment says; where it is off there is nothing to draw in."""
    columns = {"x": [0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.1, 1.0], "y": [0.0] * 10}
    card = card_of(columns, [])
    assert scores_under(card, "J", treatment=("winsorise:0",), winsorise=("1",)) == pytest.approx([0.085])
    treated = card_of(columns, [{"step": "winsorise", "max_points": 5}])
    assert scores_under(treated, "J", treatment=("none",), winsorise=("1",)) == pytest.approx([0.5])


def test_an_outlier_is_drawn_in_up_to_so_many_times() -> None:
    """Nine values up to 0.17 and one of 1: drawn in once, it is the next one, 0.17."""
    columns = {"x": [0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.1, 1.0], "y": [0.0] * 10}
    card = card_of(columns, [])
    assert scores_under(card, "J", treatment=("own", "winsorise:1")) == pytest.approx([0.5, 0.085])


@pytest.mark.parametrize(
    "choice", ["mode", "group-mean", "group-mean: ", "mean:region", "group-mode:region", ""]
)
def test_what_is_no_imputation(choice: str) -> None:
    with pytest.raises(dtiscore.UsageFault, match="no way to fill missing values"):
        imputation_of(choice)


@pytest.mark.parametrize(
    "choice", ["off", "winsorise:", "winsorise:-1", "winsorise:1.5", "clip-percentiles", "clip-percentiles:9",
               "clip-percentiles:95,5", "clip-percentiles:0,101", "clip-percentiles:nan,5"],
)  # fmt: skip
def test_what_is_no_treatment(choice: str) -> None:
    with pytest.raises(dtiscore.UsageFault, match="no way to treat outliers"):
        treatment_of(choice)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"imputations": ("none",)}, "two fills no missing value"),
        ({"treatments": ("none",)}, "two treats no outliers"),
        ({"imputations": ("group-mean:size",)}, 'no column "size" that could group its units'),
    ],
)
def test_what_the_edition_or_table_does_not_have_is_refused_by_name(
    three: dtiscore.Scorecard, choices: dict[str, Any], words: str
) -> None:
    with pytest.raises(dtiscore.UsageFault, match=words):
        _ = study(three, Assumptions(**choices), count=10).statistics


def test_blank_and_missing_group_cells_are_no_group() -> None:
    data = pd.DataFrame({"unit": list("ABCDE"), "x": ["0.1", "0.2", "0.9", "-", "0.4"],
                         "y": ["0.3", "0.5", "0.1", "0.2", "0.6"], "region": ["N", "-", "-", "-", "N"]})  # fmt: skip
    card = dtiscore.score(data, {**TWO, "prepare": list(FILLED), "missing": "reweight"}, missing=("-",))
    assert scores_under(card, "D", imputation=("group-mean:region",)) == pytest.approx([0.2])


def test_each_method_is_as_likely_and_plays_again_to_the_bit() -> None:
    assumptions = Assumptions(imputations=("own", "mean", "median"), treatments=("own", "winsorise:2"))
    data = pd.DataFrame({"unit": list("ABCDE"), **GAPS})
    edition = {**TWO, "prepare": list(FILLED)}
    first = dtiscore.robustness(data, edition, assumptions, draws_count=3000)
    assert first.factors == ["weight", "imputation", "treatment"]
    shares = [list(first.draws.texts["imputation"]).count(one) / 3000 for one in ("own", "mean", "median")]
    assert shares == pytest.approx([1 / 3] * 3, abs=4 * math.sqrt(2 / 9 / 3000))
    kept = pd.DataFrame({name: list(map(str, cells)) for name, cells in first.draws.columns().items()})
    again = dtiscore.robustness(data, edition, replay=kept)
    assert again.scores.tobytes() == first.scores.tobytes()
    assert again.statistics == first.statistics


def test_new_assumptions_change_no_other_draw() -> None:
    subject = subject_of(card_of(GAPS, FILLED))
    alone = sample(subject, Assumptions(exclusion=True), 50, 7)
    more = sample(
        subject,
        Assumptions(exclusion=True, imputations=("own", "mean"), treatments=("own", "winsorise")),
        50,
        7,
    )
    assert more.texts["excluded"] == alone.texts["excluded"]
    for name, values in alone.numbers.items():
        assert values.tobytes() == more.numbers[name].tobytes()


@pytest.mark.parametrize("aggregation", ["own", "geometric"])
@pytest.mark.parametrize("preparation", [{"imputation": "median"}, {"treatment": "winsorise:1"}])
def test_an_edition_under_a_variant_is_the_one_that_says_all_of_it(
    aggregation: str, preparation: Mapping[str, str]
) -> None:
    """Halves that are put together, and the table that is prepared once for several, leave no trace."""
    card = card_of(GAPS, FILLED, scale=1.0)
    variant = Variant("min-max:1,100", aggregation, **preparation)
    subject = subject_of(card)
    subject.under(Variant("z-score:10,2", "own", **preparation))
    found = subject.under(variant).card
    written = found.methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert found.methodology.hash == found.reference.methodology == methodology_from(written).hash
    rules = {node.rule.kind for node in found.methodology.index.indicators() if node.rule is not None}
    assert found.methodology.index.aggregate is not None
    assert (rules, found.methodology.index.aggregate.kind) == (
        {"min-max"},
        aggregation.replace("own", "arithmetic"),
    )
    alone = score_dataset(found.methodology, card.dataset)
    assert found.index.score.tobytes() == alone.index.score.tobytes()


def test_what_fails_whatever_is_filled_is_told_as_without_a_choice() -> None:
    """A lowest unit has 0, of which no geometric mean is: no missing value, and so no other rule for these, helps."""
    card = card_of({"x": [0.1, 0.2, 0.3], "y": [0.3, 0.2, 0.1]}, [], missing="reweight")
    choices = Assumptions(
        None, imputations=("own", "mean"), aggregations=("own", "geometric"), normalisations=("min-max",)
    )
    with pytest.raises(dtiscore.InvalidData) as caught:
        _ = study(card, choices, count=20).statistics
    assert "not defined" in str(caught.value.problems[0].message)
