"""Every table as an office makes it comes to the right ranking, or to a refusal; none to a wrong ranking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.first_hour.offices import OFFICES, Office
from tests.first_hour.walking import right, verdict, walk

REFUSED = {"diem.xlsx"}
"""What no option reads: points of a maximum where the edition has shares."""


@pytest.mark.parametrize("office", OFFICES, ids=[office.name for office in OFFICES])
def test_by_what_the_tool_proposes(office: Office, run: Run, tmp_path: Path) -> None:
    gone = walk(run, office, tmp_path)
    assert verdict(gone, right(run, office, tmp_path)) == (
        "refused" if office.name in REFUSED else "right"
    ), gone
    if office.name not in REFUSED:
        assert len(gone.commands) <= 4, gone.commands
