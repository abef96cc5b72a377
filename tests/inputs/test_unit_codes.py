"""The unit that a user means: by code or name, and told of where it stands if that is not what was chosen."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

from dtiscore.errors import UsageFault
from dtiscore.inputs.scored import score
from dtiscore.inputs.unit_codes import unit_code

PANEL = pd.DataFrame(
    {
        "unit": ["u1", "u2", "u3", "u1", "u2"],
        "name": ["One", "Two", "Three", "One", "Two"],
        "year": ["2021", "2021", "2021", "2022", "2022"],
        "part": ["North", "South", "South", "North", "South"],
        "a": [1, 2, 3, 4, 5],
    }
)
EDITION = {
    **HEAD,
    "frame": "all",
    "layout": {"period": "year", "group": "part"},
    "index": group("X", "sum", indicator("a")),
}


@pytest.mark.parametrize(
    ("unit", "chosen", "message", "fix"),
    [
        ("u2", {"group": "North"}, 'the table has no unit "u2" in North', "it stands in South"),
        ("Two", {"group": "North", "period": "2022"}, 'the table has no unit "Two" in North', "it stands in South"),
        ("u3", {"period": "2022"}, 'the table has no unit "u3" in 2022', "it stands in 2021"),
        ("u4", {"period": "2022"}, 'the table has no unit "u4"', "it has One, Two"),
    ],
)  # fmt: skip
def test_a_unit_of_another_part_of_the_table_is_no_misspelt_one(
    unit: str, chosen: dict[str, str], message: str, fix: str
) -> None:
    card = score(PANEL, EDITION).part(**chosen)
    with pytest.raises(UsageFault) as caught:
        unit_code(card, unit)
    assert (str(caught.value.message), str(caught.value.fix)) == (message, fix)
