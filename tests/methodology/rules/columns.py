"""Rules and columns of numbers as the tests of this folder write them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from dtiscore.methodology.rules import AnyRule, Fitted, Rule, RuleFault, ZeroRange

RULES: TypeAdapter[Rule] = TypeAdapter(AnyRule)
Cells = Sequence[float | None]


def rule(kind: str, **parameters: Any) -> Rule:
    """The rule that these keys of a weighting file describe."""
    return RULES.validate_python({"kind": kind, **parameters})


def column(cells: Cells) -> np.ndarray:
    """A column of numbers; ``None`` is a missing one."""
    return np.array([math.nan if cell is None else cell for cell in cells], dtype=np.float64)


def listed(values: np.ndarray) -> list[float | None]:
    """The values as a list; ``None`` for a missing one."""
    return [None if value != value else value for value in values.tolist()]


def fitted(method: Rule, cells: Cells, units: Sequence[str] = ()) -> Fitted:
    """The statistics of a column on which the rule can be fitted."""
    statistics = method.fit(column(cells), units)
    assert not isinstance(statistics, ZeroRange)
    return statistics


def applied(method: Rule, cells: Cells, statistics: Mapping[str, Any] | None = None) -> list[float | None]:
    """The outcomes of a rule over one column."""
    return listed(method.apply([column(cells)], statistics or {}))


def alone(method: Rule, *cells: float | None) -> list[float | None]:
    """The outcomes of a rule fitted on the very column that it scores."""
    return applied(method, cells, fitted(method, cells))


def over(method: Rule, *columns: Cells) -> list[float | None]:
    """The outcomes of a rule over several columns, in the order of its inputs."""
    return listed(method.apply([column(cells) for cells in columns], {}))


def refused(method: Rule, cells: Cells, units: Sequence[str] = ()) -> tuple[str, str]:
    """The code and the words of the fault with which a rule refuses a frame."""
    with pytest.raises(RuleFault) as caught:
        method.fit(column(cells), units)
    assert caught.value.fix
    return caught.value.code, str(caught.value)


def admitted(method: Rule, *cells: float) -> list[bool]:
    """Whether a rule over one column admits each of these cells."""
    return [method.bounds("x", None).admits(cell) for cell in cells]
