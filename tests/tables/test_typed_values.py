"""Values that a file stores by type, as texts: exactly, and per cent where the file shows it."""

from __future__ import annotations

import pytest

from dtiscore.tables.raw import NumberCell
from dtiscore.tables.typed_values import as_percent, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.85, "85%"), (1.0, "100%"), (0.3886, "38.86%"), (1e-05, "0.001%"), (-0.5, "-50%"), (12.5, "1250%")],
)
def test_per_cent_moves_the_decimal_point(value: float, text: str) -> None:
    found = as_percent(text_of(value))
    assert found == text
    assert isinstance(found, NumberCell)


@pytest.mark.parametrize("text", ["", "45", "n/a", NumberCell("nan"), NumberCell("inf")])
def test_what_is_no_finite_number_stays(text: str) -> None:
    assert as_percent(text) is text
