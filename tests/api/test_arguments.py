"""An argument that its annotation rules out is refused in a sentence, at every public function and class."""

from __future__ import annotations

import inspect
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import DtiscoreError, UsageFault

EDITION = {**HEAD, "index": group("I", "arithmetic", indicator("a"), indicator("b"), weights="equal")}
TABLE = pd.DataFrame({"unit": ["U", "V", "W"], "a": [1, 2, 4], "b": [5, 3, 2]})
CARD: Any = dtiscore.score(TABLE, EDITION)

GIVEN = (
    "Basis", "Limit", "Thresholds", "Assumptions", "MeasurementError", "WeightVariation", "DerivationChoices",
    "PointsChange", "RuleChange", "ValueChange", "WeightChange",
)  # fmt: skip
"""The classes of which people make objects."""


def arguments() -> list[tuple[str, str]]:
    """Each argument of a public function or class whose annotation is of a text, a number, a choice, a list or a class."""
    functions = [
        name
        for name in dir(dtiscore)
        if name != "__getattr__" and inspect.isfunction(getattr(dtiscore, name))
    ]
    return [
        (name, parameter.name)
        for name in (*functions, *GIVEN)
        for parameter in inspect.signature(getattr(dtiscore, name)).parameters.values()
        if parameter.kind is not parameter.VAR_KEYWORD
        and "Data" not in str(parameter.annotation)
        and (name, parameter.name)
        != ("RuleChange", "value")  # which is anything that a weighting file may say
    ]


@pytest.mark.parametrize(("name", "argument"), arguments(), ids=str)
def test_what_is_nothing_of_all_is_refused_by_its_name(name: str, argument: str) -> None:
    with pytest.raises(UsageFault, match=rf"^{argument} cannot be of type object\ngive "):
        getattr(dtiscore, name)(**{argument: object()})


untyped: Any = dtiscore
"""The interface as it is to those who have no type checker."""

ASKED: dict[str, Callable[[], object]] = {
    "methodology cannot be None": lambda: untyped.score(TABLE, None),
    "methodology cannot be of type list": lambda: untyped.score(TABLE, []),
    "methodology cannot be of type DataFrame": lambda: untyped.score(TABLE, TABLE),
    "reference cannot be of type dict": lambda: untyped.score(TABLE, EDITION, reference={}),
    "by[0] cannot be 1": lambda: untyped.score(TABLE, EDITION, by=[1]),
    "strict cannot be 'no'": lambda: untyped.score(TABLE, EDITION, strict="no"),
    "top cannot be '10'": lambda: untyped.profile(CARD, top="10"),
    "top cannot be 1.5": lambda: CARD.profile(top=1.5),
    "top cannot be 0": lambda: untyped.league(CARD, indicator="a", top=0),
    "top cannot be -1": lambda: CARD.league("a", top=-1),
    "indicator cannot be 7": lambda: CARD.league(7),
    "to_rank cannot be 1.5": lambda: untyped.improve(CARD, unit="U", to_rank=1.5),
    "plans cannot be 0": lambda: CARD.improve("U", to_rank=1, plans=0),
    "draws_count cannot be 'x'": lambda: untyped.robustness(CARD, draws_count="x"),
    "within cannot be -1": lambda: CARD.robustness(within=-1),
    "tolerance cannot be -1": lambda: untyped.check(TABLE, EDITION, TABLE, tolerance=-1),
    "tolerance cannot be nan": lambda: untyped.check(TABLE, EDITION, TABLE, tolerance=math.nan),
    "threads cannot be 0": lambda: untyped.score_stream("t.csv", EDITION, "o.csv", threads=0),
    "output cannot be None": lambda: untyped.score_stream("t.csv", EDITION, None),
    "units cannot be 'U'": lambda: untyped.report(CARD, units="U"),
    "units cannot be 'UV'": lambda: CARD.plot.ranking(units="UV"),
    "units cannot be 'V'": lambda: dtiscore.compare(CARD, CARD).plot.changes(units="V"),
    "previous cannot be 'last.csv'": lambda: CARD.plot.ranking(previous="last.csv"),
    "weight cannot be '2'": lambda: untyped.WeightChange("a", "2"),
    "value cannot be None": lambda: untyped.ValueChange("U", "a", None),
    "changes[0] cannot be 'a=2'": lambda: untyped.whatif(TABLE, EDITION, ["a=2"]),
    '"alpha=-1" is beyond what can occur': lambda: untyped.Thresholds(alpha=-1),
    '"alpha=nan" is beyond what can occur': lambda: untyped.Thresholds(alpha=math.nan),
}


@pytest.mark.parametrize("message", ASKED)
def test_the_slips_that_were_errors_from_below_or_answers_to_nothing(message: str) -> None:
    with pytest.raises(DtiscoreError) as caught:
        ASKED[message]()
    assert str(caught.value).splitlines()[0] == message
    assert caught.value.fix


def test_a_number_of_another_library_is_a_number() -> None:
    number: Any = np.int64(1)
    assert dtiscore.profile(CARD, top=number).top == 1
    number = np.float32(2)
    assert dtiscore.Limit(highest=number).highest == 2


def test_a_reference_is_given_or_named(tmp_path: Path) -> None:
    edition = {
        **HEAD,
        "index": group(
            "I", "arithmetic", indicator("a", rule={"kind": "z-score", "divisor": "sample"}), weights="equal"
        ),
    }
    reference = dtiscore.fit(TABLE, edition)
    file = tmp_path / "reference.json"
    file.write_text(json.dumps(reference.as_dict()), encoding="utf-8")
    later = TABLE.assign(a=[3, 4, 5])
    named, given = (dtiscore.score(later, edition, reference=one) for one in (file, reference))
    assert named.to_frame().equals(given.to_frame())
    assert named.reference == reference
