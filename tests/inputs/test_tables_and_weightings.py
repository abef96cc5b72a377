"""A table in the place of a weighting file, and a weighting file in that of a table: each is told as what it is, in all forms."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import ROOT, Run

PROVINCES = ROOT / "examples/dti-province/2023.csv"
EDITION = "dti-province-2022"


@pytest.mark.parametrize("form", ["yaml", "toml", "json", "compact.json", "csv", "xlsx"])
def test_a_weighting_file_is_no_table(form: str, tmp_path: Path, run: Run) -> None:
    file = f"w.{form}"
    written = form.removeprefix("compact.")
    assert run("weights", "convert", EDITION, "-o", f"w.{written}", cwd=tmp_path).returncode == 0
    if form != written:
        (tmp_path / file).write_text(json.dumps(json.loads((tmp_path / "w.json").read_bytes())))
    (tmp_path / "begun").mkdir()
    told = [
        run(*command, cwd=tmp_path)
        for command in (
            ("doctor", file),
            ("score", file, "-w", EDITION),
            ("score", PROVINCES, "-w", EDITION, "--previous", file),
            ("check", PROVINCES, "-w", EDITION, "--expect", file),
            ("units", "restate", file, "--to", "vn-province-34"),
        )
    ]
    told.append(run("init", f"../{file}", "--yes", cwd=tmp_path / "begun"))
    for one in told:
        assert "is a weighting file, not a table" in one.stdout + one.stderr
    assert [one.returncode for one in told[1:]] == [3] * 5


@pytest.mark.parametrize("form", ["csv", "semicolons.csv", "xlsx", "ranking.csv", "ranking.json"])
def test_a_table_is_no_weighting_file(form: str, tmp_path: Path, run: Run) -> None:
    file, table = tmp_path / f"t.{form}", pd.read_csv(PROVINCES, dtype=str)
    if form == "xlsx":
        table.to_excel(file, index=False)
    elif form.startswith("ranking"):
        assert run("score", PROVINCES, "-w", EDITION, "-o", file).returncode == 0
    else:
        table.to_csv(file, index=False, sep=";" if form == "semicolons.csv" else ",")
    for command in (("score", PROVINCES, "-w", file), ("weights", "check", file)):
        refused = run(*command)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert f"t.{form} is a table, not a weighting file" in refused.stderr
        assert len(refused.stderr.splitlines()) < 5
