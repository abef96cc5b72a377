"""Points where an edition reads shares: told where per cent explain the cells less well, and never guessed."""

from __future__ import annotations

import numpy as np
import pytest
from tests.made import HEAD

from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.tables.points_columns import columns_in_points

OF_200 = {"hoat_dong_chinh_quyen_so": 200.0}
OF_100 = {"nhan_thuc_so": 100.0}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"nhan_thuc_so": [66.98, 95.8], "hoat_dong_chinh_quyen_so": [161.2, 80.0]}, OF_100 | OF_200),
        ({"nhan_thuc_so": [0.4, 0.9], "hoat_dong_chinh_quyen_so": [161.2, 80.0]}, OF_100 | OF_200),
        ({"nhan_thuc_so": [66.98, 95.8], "hoat_dong_chinh_quyen_so": [61.2, 80.0]}, {}),  # per cent as well
        (
            {"nhan_thuc_so": [66.98, 95.8], "hoat_dong_chinh_quyen_so": [161.2, 280.0]},
            {},
        ),  # beyond the maximum
        ({"nhan_thuc_so": [0.4, 0.9], "hoat_dong_chinh_quyen_so": [0.5, np.nan]}, {}),
        ({"hoat_dong_chinh_quyen_so": [np.nan, np.nan]}, {}),
    ],
)
def test_points_of_a_decision(cells: dict[str, list[float]], found: dict[str, float]) -> None:
    numbers = {header: np.array(values) for header, values in cells.items()}
    assert columns_in_points(load_methodology("dti-province-2022"), numbers) == found


def test_maxima_below_a_hundred_are_points_where_several_say_so() -> None:
    """Of 20 and 30 points, no unit would have less than 20 and 30 per cent everywhere."""
    rule = {"kind": "fraction"}
    children = [{"code": "A", "points": 20, "rule": rule}, {"code": "B", "points": 30, "rule": rule}]
    index = {"code": "I", "aggregate": "points", "children": children}
    made = Methodology.model_validate({**HEAD, "index": index})
    a, b = np.array([12.0, 19.5]), np.array([28.0, 3.0])
    assert columns_in_points(made, {"A": a, "B": b}) == {"A": 20.0, "B": 30.0}
    assert columns_in_points(made, {"A": a}) == {}
    assert columns_in_points(made, {"A": a, "B": b * 2}) == {}
