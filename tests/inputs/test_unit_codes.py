"""The unit that a user means: by code or name, and told of where it stands if that is not what was chosen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import Run
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


@pytest.mark.parametrize("asking", ["explain --unit", "improve --to-rank 1 --unit", "compare --unit", "trend --unit", "league --indicator PS766 --unit"])  # fmt: skip
@pytest.mark.parametrize(("unit", "successor"), [("Phú Yên", "Dak Lak (66)"), ("Bac Giang", "Bac Ninh (24)")])
def test_what_became_of_a_unit_is_told_and_no_other_unit_of_a_like_name(
    run: Run, examples: Path, asking: str, unit: str, successor: str
) -> None:
    """Phú Yên was said to be Hưng Yên perhaps, of which it never was a part."""
    refused = run(*asking.split(), unit, examples / "public-services/766.csv", "-w", "public-services-766")
    assert refused.returncode == 2
    said = " ".join(refused.stderr.split())
    assert f'no unit "{unit}" "{unit}" is a unit of vn-province-63' in said
    assert said.endswith(f"in vn-province-34 (from 2025-07-01) it is part of {successor}")


def test_a_unit_is_proposed_by_one_name_alone(run: Run, examples: Path) -> None:
    asked = ("--unit", "Hung Yén.", examples / "public-services/766.csv", "-w", "public-services-766")
    for command in ("explain", "compare"):
        refused = run(command, *asked, "--lang", "vi")
        assert "có phải là Hưng Yên" in refused.stderr
        assert "Hung Yen" not in refused.stderr
