"""Every method of a weighting file has a name, which is its id in English and a word in other languages."""

from __future__ import annotations

from dtiscore.methodology.method_names import method_name, name_and_id
from dtiscore.said import spoken


def test_a_method_is_called_by_its_id_in_english_and_by_a_word_in_vietnamese() -> None:
    assert method_name("geometric") == name_and_id("geometric") == "geometric"
    assert spoken(method_name("geometric"), "vi") == "trung bình nhân"
    assert spoken(name_and_id("geometric"), "vi") == "trung bình nhân (geometric)"
    assert spoken(name_and_id("z-score"), "vi") == "z-score"
