"""A file that is read again with other declarations."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from tests.made import HEAD, share

from dtiscore.inputs.proposing import ReadAgain
from dtiscore.inputs.validation import validate_each
from dtiscore.methodology.parsing import methodology_from

EDITION = methodology_from(
    {
        **HEAD,
        "id": "made",
        "title": "Made up",
        "index": {"code": "I", "aggregate": "sum", "weights": "equal", "children": [share("x")]},
    }
)


def test_a_table_is_read_once_for_all_that_is_asked_of_it_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    validate = Mock(wraps=validate_each)
    monkeypatch.setattr("dtiscore.inputs.proposing.validate_each", validate)
    table = ReadAgain(b"unit,x\na,45\nb,0.5\nc,0.7\n", "t.csv", [EDITION], EDITION)
    first = table.problems({})
    assert first is not None
    assert [problem.code for problem in first] == table.errors({}) == ["out-of-range"]
    assert table.problems({}) is first
    assert validate.call_count == 1
    assert table.errors({"ignore_units": ["a"]}) == []
    assert validate.call_count == 2
