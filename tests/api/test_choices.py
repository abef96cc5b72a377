"""A word that is none of the choices of an argument is refused, by every public function that has such an argument."""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, Union, get_args, get_origin

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.improve.answer import Limit

EDITION = {**HEAD, "index": group("I", "arithmetic", indicator("a"), indicator("b"), weights="equal")}
TABLE = pd.DataFrame({"unit": ["U", "V", "W"], "a": [1, 2, 4], "b": [5, 3, 2]})
OTHERS = {"Comparison", "Diagnosis", "Recovery", "RestatedTable", "WhatIf", "Methodology"}
"""What functions give, which nobody makes; and a weighting file, of which each word is validated."""


def improve(**keys: Any) -> object:
    return dtiscore.improve(TABLE, EDITION, unit="U", **keys)


ASKED: dict[tuple[str, str], Callable[[Any], object]] = {
    ("Basis", "across"): lambda word: dtiscore.Basis(across=word),
    ("Basis", "restate"): lambda word: dtiscore.Basis(restate=word),
    ("DerivationChoices", "variant"): lambda word: dtiscore.derive_weights(
        "pca", EDITION, "I", TABLE, dtiscore.DerivationChoices(variant=word)
    ),
    ("WeightVariation", "kind"): dtiscore.WeightVariation,
    ("convert", "syntax"): lambda word: dtiscore.convert(EDITION, word),
    ("derive_weights", "method"): lambda word: dtiscore.derive_weights(word, EDITION, "I", TABLE),
    ("diagnose", "method"): lambda word: dtiscore.diagnose(TABLE, EDITION, method=word),
    ("improve", "others"): lambda word: improve(to_rank=1, others=word),
    ("improve", "to_mean"): lambda word: improve(to_mean=word),
    ("restate", "method"): lambda word: dtiscore.restate(TABLE, "vn-province-34", method=word),
    ("template_schema", "form"): lambda word: dtiscore.template_schema(EDITION, word),
    ("whatif", "weights_as"): lambda word: dtiscore.whatif(
        TABLE, EDITION, [dtiscore.WeightChange("a", 0.8)], weights_as=word
    ),
}


def has_choices(hint: object) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(map(has_choices, get_args(hint)))
    return get_origin(hint) is Literal


def choices() -> set[tuple[str, str]]:
    """Each public function or class with an argument of which a ``Literal`` lists the words."""
    found = set()
    for name in dir(dtiscore):
        made = getattr(dtiscore, name)
        for parameter in inspect.signature(made).parameters.values() if callable(made) else ():
            hint = parameter.annotation
            with suppress(NameError):  # names for the type checker alone, none of which is a Literal
                hint = eval(hint, vars(sys.modules[made.__module__])) if isinstance(hint, str) else hint
            if has_choices(hint):
                found.add((name, parameter.name))
    return found


def test_every_such_argument_is_asked_here() -> None:
    assert {pair for pair in choices() if pair[0] not in OTHERS} == ASKED.keys()


@pytest.mark.parametrize("pair", sorted(ASKED), ids=".".join)
def test_an_unknown_word_is_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(UsageFault, match=r"nonsense|csv, tsv, jsonl"):
        ASKED[pair]("nonsense")


@pytest.mark.parametrize(
    "bounds", [{"step": 0}, {"step": -2}, {"cost_per_unit": -1}, {"cost_per_point": -1}, {"lowest": 9, "highest": 2}]
)  # fmt: skip
def test_bounds_within_which_nothing_can_be_are_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(UsageFault):
        Limit(**bounds)
