"""Index of Economic Freedom 2019 (The Heritage Foundation, heritage.org/index)."""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore
from dtiscore.inputs.weighting import load_methodology

FREEDOMS = [node.code for node in load_methodology("heritage-2019").index.children]


def test_a_plain_mean_of_twelve_and_no_score_where_one_is_missing() -> None:
    assert len(FREEDOMS) == 12
    rows = [["X", *[60] * 11, 72], ["Y", *[60] * 11, None], ["Z", *[60] * 11, 60.6]]
    card = dtiscore.score(pd.DataFrame(rows, columns=["unit_id", *FREEDOMS]), "heritage-2019")
    assert card.index.score[[0, 2]] == pytest.approx([61, 60.05])
    assert card.index.missing.tolist() == [False, True, False]
    assert card.published("IEF")[2] == 60.1  # half up


def test_noise_of_the_arithmetic_breaks_no_tie() -> None:
    # Both sum to 876.3; added up in another order the floating-point sums differ in their last bit.
    figures = [73.1, 72.9, 73.4, 72.6, 0.1, 0.2, 0.3, 100, 100, 99.7, 95.4, 88.6]
    rows = [["X", *figures], ["Y", *figures[::-1]]]
    card = dtiscore.score(pd.DataFrame(rows, columns=["unit_id", *FREEDOMS]), "heritage-2019")
    assert np.add.accumulate(figures)[-1] != np.add.accumulate(figures[::-1])[-1]
    assert card.ranks["IEF"].tolist() == [1, 1]


def test_every_score_and_all_ranks_but_those_of_hidden_digits(published_index: PublishedIndex) -> None:
    data, results = published_index("heritage_2019")
    _, verification = dtiscore.check(data, "heritage-2019", results)
    assert (verification.scores, verification.ranks) == (186, 180)  # six countries have no score
    # The publisher ranks by digits that its table does not print: six countries stand one place further or nearer.
    assert {one.what for one in verification.differences} == {"rank"}
    assert [one.unit for one in verification.differences] == [
        "Burma",
        "Greece",
        "Guinea-Bissau",
        "Nicaragua",
        "Norway",
        "Uruguay",
    ]
    for one in verification.differences:
        assert isinstance(one.expected, int | float)
        assert isinstance(one.computed, int | float)
        assert abs(one.expected - one.computed) == 1


def test_ranks_within_a_region(published_index: PublishedIndex) -> None:
    data, results = published_index("heritage_2019")
    card = dtiscore.score(data, "heritage-2019", by=["region"])
    expected = dict(zip(results["unit_id"].map(as_read), results["region_rank"], strict=True))
    apart = {
        unit
        for unit, rank in zip(card.dataset.units, card.ranks["IEF"].tolist(), strict=True)
        if expected[unit] != ("" if rank != rank else f"{rank:.0f}")
    }
    assert apart == {"Guinea-Bissau", "Uruguay"}


def as_read(unit: str) -> str:
    """A name as units are read: letters and their accents in one, no space around it."""
    return unicodedata.normalize("NFC", unit).strip()
