"""The pages of an audit: plain sentences with figures, tables within any width, and columns for programs in full."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from tests.made import HEAD
from tests.render.conftest import HOSTILE

import dtiscore
from dtiscore.methodology.preparation.treating import Winsorise
from dtiscore.questions.diagnose.answer import Diagnosis, diagnose
from dtiscore.questions.diagnose.answer.findings import FindingKind
from dtiscore.questions.diagnose.shown import findings
from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis
from dtiscore.questions.diagnose.shown.tables import DiagnosisTable
from dtiscore.questions.diagnose.shown.tables.distributions import short
from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms.json_text import to_json
from dtiscore.tables import row_identity

QUESTIONS = get_args(DiagnosisTable)


@pytest.fixture
def provinces(examples: Path) -> Diagnosis:
    """The published table of 2024, with four indicators, three of them of one group."""
    return diagnose(dtiscore.score(examples / "dti-province" / "2024-published.csv", "dti-province-2022"))


@pytest.fixture
def hdi(examples: Path) -> Diagnosis:
    return diagnose(dtiscore.score(examples / "hdi" / "2022.csv", "hdi-2022", decimal="."))


def test_the_overview_says_what_was_found_and_what_it_means(provinces: Diagnosis) -> None:
    text = ShownDiagnosis(provinces, "overview").screen(Screen(width=100, language="en"))
    lines = text.splitlines()
    assert lines[0] == "Provincial Digital Transformation Index (DTI) · statistical audit"
    assert lines[3] == "1. Many units share the best score (1): Digital infrastructure (10 of 63 units)."
    assert lines[4].startswith("   What it means: it no longer separates these units.")
    assert "2. Groups whose parts do not hang together (1): Activity (consistency 0.38, wanted 0.7)." in lines
    assert "Not in the table (4): Digital awareness; Digital institutions;" in text
    assert next(line for line in lines if line.startswith("  Activity")).split()[:4] == [
        "Activity",
        "3",
        "0.38",
        "46%",
    ]
    assert any(line.startswith("How to read: ") for line in lines[-4:])


def test_in_vietnamese(provinces: Diagnosis) -> None:
    text = ShownDiagnosis(provinces, "overview").screen(Screen(width=100, language="vi"))
    assert "1. Nhiều đơn vị cùng đạt điểm cao nhất (1): Hạ tầng số (10/63 đơn vị)." in text
    assert "What" not in text
    assert "How" not in text


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("width", [40, 60, 100])
def test_every_page_keeps_within_the_width(
    provinces: Diagnosis, hdi: Diagnosis, question: DiagnosisTable, width: int
) -> None:
    for audit in (provinces, hdi):
        text = ShownDiagnosis(audit, question).screen(Screen(width=width, language="en"))
        assert max(map(width_of, text.splitlines())) <= width
        assert "How to read: " in text


def test_the_ties_of_the_human_development_index(hdi: Diagnosis) -> None:
    text = ShownDiagnosis(hdi, "ties").screen(Screen(width=100, language="en"))
    line = next(line for line in text.splitlines() if "Denmark" in line)
    assert line.split() == ["5", "0.952", "Denmark,", "Sweden"]
    columns = ShownDiagnosis(hdi, "ties").columns()
    assert columns["unit"][:2] == ["DNK", "SWE"]
    assert columns["rank"][:2] == [5, 5]


def test_columns_have_codes_and_full_precision(provinces: Diagnosis) -> None:
    overview = ShownDiagnosis(provinces, "overview").columns()
    assert next(zip(*overview.values(), strict=True)) == ("ceiling", "3", None, 10, 63, None)
    indicators = ShownDiagnosis(provinces, "indicators").columns()
    assert indicators["code"] == ["3", "7", "8", "9"]
    assert indicators["mean"][0] == provinces.indicators[0].spread.mean
    assert (indicators["at_best"][0], indicators["full_marks"][0], indicators["is_ceiling"][0]) == (
        10,
        10,
        True,
    )
    relations = ShownDiagnosis(provinces, "correlations").columns()
    assert ("pearson", "parent", "3", "I", None, None, 0, "no-score", None) in list(
        zip(*relations.values(), strict=True)
    )
    figures = list(zip(*ShownDiagnosis(provinces, "consistency").columns().values(), strict=True))
    alpha = next(one.alpha.value for one in provinces.consistencies if one.code == "II")
    assert ("II", "children", "alpha", None, None, alpha, None) in figures
    assert ("I", "children", "alpha", None, None, None, "one-child") in figures
    assert len([row for row in figures if row[:3] == ("II", "children", "vector")]) == 9
    assert ShownDiagnosis(provinces, "units").columns()["of"] == [4] * 63


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_says_what_the_figures_stand_on(provinces: Diagnosis, question: DiagnosisTable) -> None:
    payload = json.loads(to_json(ShownDiagnosis(provinces, question).payload("en")))
    assert payload["schema"] == "dtiscore/diagnosis/1"
    assert payload["question"] == question
    assert payload["thresholds"]["ceiling"] == 0.15
    assert payload["findings"][0]["kind"] == "ceiling"
    assert payload["findings"][0]["count"] == 1
    assert len(payload["rows"]) == len(next(iter(ShownDiagnosis(provinces, question).columns().values())))


@pytest.mark.parametrize("question", QUESTIONS)
def test_markdown_has_the_figures_of_the_screen(provinces: Diagnosis, question: DiagnosisTable) -> None:
    text = ShownDiagnosis(provinces, question).markdown("en")
    assert text.startswith(
        "### Provincial Digital Transformation Index (DTI) · statistical audit\n\n63 units;"
    )
    assert "| -" in text or "Preparation changed no value." in text
    assert text.endswith("\n")


def test_there_are_words_for_every_kind_of_finding() -> None:
    assert set(findings._WORDS) == set(get_args(FindingKind))


def test_long_lists_are_counted_not_told(hdi: Diagnosis) -> None:
    text = ShownDiagnosis(hdi, "overview").screen(Screen(language="en"))
    line = next(line for line in text.splitlines() if "same published index" in line)
    assert line.count("(rank ") == findings.MOST_ITEMS
    assert f"and {len(hdi.ties) - findings.MOST_ITEMS} more" in line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (0.0, "0"),
        (0.000267312, "0.0002673"),
        (3.4, "3.4"),
        (14670.4, "14670"),
        (-0.12345, "-0.1235"),
    ],
)
def test_values_of_any_size_are_short(value: float | None, text: str) -> None:
    assert short(value) == text


def test_names_cannot_act_on_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    # What no unit may be called is refused when a table is read; here it gets through, to be harmless all the same.
    monkeypatch.setattr(row_identity.RowReader, "doubtful_cells", lambda reader: None)
    edition = {
        **HEAD,
        "title": HOSTILE,
        "index": {
            "code": "I",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [{"code": "x", "name": {"en": HOSTILE}, "rule": {"kind": "fraction"}}],
        },
    }
    import pandas as pd

    card = dtiscore.score(
        pd.DataFrame({"unit": ["a", "b"], "name": [HOSTILE, "B"], "x": [0.5, 0.5]}), edition
    )
    for question in QUESTIONS:
        for text in (
            ShownDiagnosis(diagnose(card), question).screen(Screen(language="en")),
            ShownDiagnosis(diagnose(card), question).markdown("en"),
        ):
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert "<script>" not in text.partition("### ")[2]  # in Markdown it would be markup


def test_which_limit_a_part_against_its_group_is_held_to_is_said(hdi: Diagnosis) -> None:
    limited = replace(hdi, thresholds=replace(hdi.thresholds, negative=-0.75))
    text = " ".join(ShownDiagnosis(limited, "correlations").screen(Screen(width=100, language="en")).split())
    assert "Two parts of a group are opposite at -0.75 or below." in text
    assert "in 19 of 20 cases, which no threshold sets." in text


def test_what_draws_outliers_in_is_called_as_a_weighting_file_writes_it() -> None:
    _, _, meaning = findings._WORDS["outliers"]
    assert f"the step {Winsorise.model_fields['step'].default} under prepare" in meaning
