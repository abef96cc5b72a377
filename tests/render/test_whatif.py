"""What was changed, as a table of what might be is headed: each node called once."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.render.test_comparison import EDITION

import dtiscore
from dtiscore.questions.whatif.answer import RuleChange
from dtiscore.questions.whatif.shown.whatif import ShownWhatIf
from dtiscore.render.drawing.screen import Screen


@pytest.mark.parametrize(
    ("name", "said"), [(None, "  a, rule.of: 1 → 2"), ("Roads", "  a Roads, rule.of: 1 → 2")]
)
def test_a_node_without_a_name_is_called_by_its_code_alone(name: str | None, said: str) -> None:
    children = [{"code": "a", "rule": {"kind": "fraction"}} | ({"name": name} if name else {})]
    edition = {**EDITION, "index": {**EDITION["index"], "children": children}}
    table = pd.DataFrame({"unit": ["A", "B"], "a": [0.2, 0.6]})
    found = dtiscore.whatif(table, edition, [RuleChange("a.of", 2)])
    text = ShownWhatIf(found).screen(Screen())
    assert said in text
    assert "a a," not in text


def test_that_nothing_is_changed_is_said() -> None:
    table = pd.DataFrame({"unit": ["A", "B"], "a": [0.2, 0.6]})
    of = EDITION["index"]["children"][0]["rule"].get("of", 1)
    edition = {
        **EDITION,
        "index": {**EDITION["index"], "children": [{"code": "a", "rule": {"kind": "fraction", "of": of}}]},
    }
    text = ShownWhatIf(dtiscore.whatif(table, edition, [RuleChange("a.of", of)])).screen(Screen())
    assert "Nothing is changed: it is so already." in text
    assert "What is changed:" not in text
