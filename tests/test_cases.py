"""Cases that need no Python: a folder of ``tests/cases/`` has a table, an edition, and what must come out.

``case.yaml`` says what the case is about, and either ``expected`` (a table of scores, ranks and bands) or ``refused`` (each
problem as ``code line:column``, as the table of problems shows them).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

import dtiscore
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases"


class Case(BaseModel):
    """What a ``case.yaml`` may say; files are named from the folder of the case, or from the top of the repository."""

    model_config = ConfigDict(extra="forbid")

    about: str
    source: str
    """Where the expected figures are from: a publication, or "by hand" with the arithmetic."""
    table: str
    edition: str
    reading: dict[str, Any] = {}
    """What is declared about the table: ``decimal: ","``, ``period: "2022"``."""
    expected: str | None = None
    tolerance: float | None = None
    partial: bool = False
    refused: list[str] | Literal[False] = False

    def file(self, folder: Path, name: str) -> str:
        return str(next((place / name for place in (folder, ROOT) if (place / name).is_file()), name))


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
def test_the_case(folder: Path) -> None:
    case = Case.model_validate(yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8")))
    table, edition = case.file(folder, case.table), case.file(folder, case.edition)
    if case.refused:
        found = dtiscore.validate(table, edition, **case.reading).problems
        assert [f"{one.code} {one.place.position}" for one in found if one.is_error] == case.refused
        return
    assert case.expected is not None, "a case says what is expected or refused"
    expected = case.file(folder, case.expected)
    card, verification = dtiscore.check(
        table, edition, expected, tolerance=case.tolerance, partial=case.partial, **case.reading
    )
    assert verification.scores + verification.ranks + verification.bands > 0
    assert list(verification.differences) == [], card.methodology.id


def test_a_case_that_is_not_so_fails(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit,a\nU,1\nV,0\n")
    (tmp_path / "e.csv").write_text("unit,rank\nU,2\nV,1\n")
    (tmp_path / "w.yaml").write_text(
        "id: w\ntitle: W\nauthority: {decision: d, issuer: i, source: s}\npublish: {as: score, decimals: 2}\n"
        "rank: {on: full}\nindex: {code: W, aggregate: sum, children: [{code: a, rule: {kind: identity}}]}\n"
    )
    (tmp_path / "case.yaml").write_text(
        "about: a rank that is wrong\nsource: by hand\ntable: t.csv\nedition: w.yaml\nexpected: e.csv\n"
    )
    with pytest.raises(AssertionError, match="Difference"):
        test_the_case(tmp_path)
