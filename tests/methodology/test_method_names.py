"""Every method of a weighting file has a name, which is its id in English and a word in other languages."""

from __future__ import annotations

from typing import get_args

from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.method_names import METHOD_NAMES, WEIGHTING_NAMES, method_name, name_and_id
from dtiscore.methodology.preparation import PreparationStep
from dtiscore.methodology.rules import Rule
from dtiscore.questions.weights.derive.python import Method
from dtiscore.said import spoken


def test_every_method_is_in_the_table() -> None:
    assert set(METHOD_NAMES) == {*Rule.registry, *Aggregation.registry, *PreparationStep.registry}
    assert set(WEIGHTING_NAMES) == set(get_args(Method))


def test_a_method_is_called_by_its_id_in_english_and_by_a_word_in_vietnamese() -> None:
    assert method_name("geometric") == name_and_id("geometric") == "geometric"
    assert spoken(method_name("geometric"), "vi") == "trung bình nhân"
    assert spoken(name_and_id("geometric"), "vi") == "trung bình nhân (geometric)"
    assert spoken(name_and_id("z-score"), "vi") == "z-score"
