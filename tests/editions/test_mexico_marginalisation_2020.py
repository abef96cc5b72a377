"""Mexico's index of marginalisation of its states, 2020 (CONAPO): weights by the distance DP2, grades by Dalenius-Hodges.

The figures and where they were read: tests/published/README.md. The indicators are known to two decimals; the index
that was published was made from all of theirs.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.inputs.weighting import load_methodology
from dtiscore.questions.weights.derive.python import DerivationChoices, derive_weights
from dtiscore.questions.weights.shown.settings import settings

PUBLISHED = Path(__file__).parents[1] / "published"
EDITION = PUBLISHED / "mexico-marginalisation-2020.yaml"
GRADES = ["Muy alto", "Alto", "Medio", "Bajo", "Muy bajo"]
"""From group 1, the most marginalised states, to group 5."""


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return pd.read_csv(EDITION.with_suffix(".csv"), dtype=str, encoding="utf-8")


def test_the_index_and_the_grades_of_all_states(published: pd.DataFrame) -> None:
    card = dtiscore.score(published.drop(columns=["index", "grade"]), EDITION)
    rows = published.set_index("code").loc[list(card.dataset.units)]
    wanted = rows["index"].astype(float)
    # Indicators rounded to two decimals move the sum of their distances by up to 0.0088 with the weights as they are.
    assert float(abs(card.index.score - wanted).max()) == pytest.approx(0.0062, abs=5e-5)
    assert card.ranks["IM"].astype(float).tolist() == wanted.rank().tolist()
    assert [GRADES[int(code or 0) - 1] for code in card.bands] == rows["grade"].tolist()


def test_its_weights_are_derived(published: pd.DataFrame) -> None:
    choices = DerivationChoices(decimals=9)
    derived = derive_weights("dp2", EDITION, "IM", published.drop(columns=["index", "grade"]), choices)
    edition = load_methodology(EDITION)
    found = {child.code: child.weight for child in derived.methodology.index.children}
    assert found == pytest.approx({child.code: child.weight for child in edition.index.children}, abs=1e-9)
    told = edition.index.derived_weights
    assert told is not None
    assert derived.methodology.index.derived_weights is not None
    assert derived.methodology.index.derived_weights.parameters == told.parameters


@pytest.mark.parametrize(
    ("classes", "limits", "others"), [(18, "balanced", 0), (18, "nearest", 4), (17, "balanced", 13)]
)
def test_the_grades_of_the_published_index(
    published: pd.DataFrame, classes: int, limits: str, others: int
) -> None:
    """CONAPO's script has 18 classes and the R package's limits: other classes or limits grade some states otherwise."""
    edition = {
        **HEAD, "layout": {"unit": "code"},
        "bands": {"kind": "dalenius-hodges", "count": 5, "classes": classes, "limits": limits},
        "index": group("IM", "sum", indicator("index")),
    }  # fmt: skip
    card = dtiscore.score(published[["code", "index"]], edition)
    grades = published.set_index("code").loc[list(card.dataset.units), "grade"]
    found = [GRADES[int(code or 0) - 1] for code in card.bands]
    assert sum(one != other for one, other in zip(found, grades, strict=True)) == others


def test_its_limits_are_told() -> None:
    told = dict(settings(load_methodology(EDITION)))
    assert (
        told["bands"]
        == "5 groups by the rule of Dalenius and Hodges, with balanced limits, on full precision"
    )
