"""A commune's Digital Transformation Index, Tây Ninh 2026: an example file of a tracker, not the official text.

Source of the figures: github.com/xuantruongnguyen230300-gif/PlatformManager, doc/ERD/example_db_ver1.csv.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pandas as pd
import pytest

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.inputs.weighting import load_methodology

COLUMNS = ["Tự đánh giá", "Thẩm định"]
"""Self-assessed and appraised points: two rows of one commune."""


@pytest.fixture(scope="module")
def assessment(shared_data: Path) -> pd.DataFrame:
    return pd.read_csv(shared_data / "dti" / "commune-assessment-2025.csv", dtype=str, keep_default_na=False)


def wide(assessment: pd.DataFrame) -> pd.DataFrame:
    """One row for each column of points, as an edition wants it."""
    points = assessment.set_index("Mã")[COLUMNS].T
    return points.rename_axis("Cột điểm").reset_index().assign(Xã="Xã mẫu")


def test_the_maxima_sum_to_960_and_not_to_1000() -> None:
    edition = load_methodology("commune-dti-2026")
    indicators = list(edition.index.indicators())
    assert len(indicators) == 62
    assert sum(node.points or 0 for node in indicators) == edition.index.points == 960
    assert [child.points for child in edition.index.children] == [80, 100, 100, 520, 80, 80]


def test_codes_that_are_one_number_are_two_indicators() -> None:
    nodes = load_methodology("commune-dti-2026").nodes
    assert [nodes[code].points for code in ("4.1", "4.10", "4.2", "4.20")] == [20, 10, 20, 10]


def test_every_indicator_is_as_in_the_file(shared_data: Path) -> None:
    listed = pd.read_csv(shared_data / "dti" / "indicators-commune-tayninh-2026.csv", dtype=str)
    nodes = load_methodology("commune-dti-2026").nodes
    for row in listed.itertuples():
        node, name = nodes[str(row.code)], " ".join(unicodedata.normalize("NFC", str(row.name_vi)).split())
        assert (node.points, node.name) == (float(str(row.max_score)), {"vi": name})


def test_points_beyond_the_maximum_are_refused() -> None:
    codes = [node.code for node in load_methodology("commune-dti-2026").index.indicators()]
    row = {"Xã": "X", "Cột điểm": "Thẩm định", **dict.fromkeys(codes, 10), "1.1": 11}
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(pd.DataFrame([row]), "commune-dti-2026")
    assert [(one.code, one.place.header) for one in caught.value.problems] == [("out-of-range", "1.1")]


def test_self_assessment_and_appraisal_of_one_commune(assessment: pd.DataFrame) -> None:
    card = dtiscore.score(wide(assessment), "commune-dti-2026")
    assert card.dataset.groups == tuple(COLUMNS)
    assert card.published("DTI").tolist() == [787.84, 606.27]
    assert card.ranks["DTI"].tolist() == [1, 1]  # each column of points is ranked for itself
    # Groups are sums of their indicators, as the file's own progress figures are.
    groups = assessment.assign(group=assessment["Mã"].str.partition(".")[0])
    for code, rows in groups.groupby("group"):
        sums = [pd.to_numeric(rows[column]).sum() for column in COLUMNS]
        assert card.nodes[str(code)].score.tolist() == pytest.approx(sums)


def test_the_same_from_one_record_per_indicator(assessment: pd.DataFrame) -> None:
    records = assessment.rename(columns={"Mã": "mã chỉ số"}).melt(
        id_vars="mã chỉ số", value_vars=COLUMNS, var_name="Cột điểm", value_name="giá trị"
    )
    card = dtiscore.score(records.assign(Xã="Xã mẫu"), "commune-dti-2026")
    assert card.published("DTI").tolist() == [787.84, 606.27]
