"""Errors strewn over one file: every one is reported in one run, at its place, and the count is the true one."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from dtiscore.cli import main
from tests.cli.test_forty_inputs import SHAPE
from tests.reliability.bad_cells import SINGLE
from tests.reliability.test_bad_inputs import reported

ROWS, COLUMNS = 120, 12


def edition() -> str:
    """An edition of twelve indicators."""
    children = "\n".join(f"    - {{code: x{i}, rule: {{kind: identity}}}}" for i in range(COLUMNS))
    text = SHAPE.format(id="many", more="", aggregate="arithmetic", rule="identity")
    return text[: text.index("    - {code: x")] + children + "\n"


def seeded(count: int, seed: int) -> tuple[str, set[tuple[str, int, int]]]:
    """A table with that many faulty cells, and the code, line and column of each."""
    chance = random.Random(seed)
    grid = [[str(chance.randrange(100)) for _ in range(COLUMNS)] for _ in range(ROWS)]
    places = chance.sample([(row, column) for row in range(ROWS) for column in range(COLUMNS)], count)
    faults: dict[tuple[int, int], str] = {}
    for row, column in places:
        grid[row][column], faults[row, column] = chance.choice(
            [fault for fault in SINGLE if "\n" not in fault[0]]
        )
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["unit", *(f"x{i}" for i in range(COLUMNS))])
    writer.writerows([f"u{row:03}", *cells] for row, cells in enumerate(grid))
    return stream.getvalue(), {(code, row + 2, column + 2) for (row, column), code in faults.items()}


@pytest.mark.parametrize("count", [1, 50, 500])
def test_every_seeded_error_is_reported(
    count: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.yaml").write_text(edition(), encoding="utf-8")
    text, faults = seeded(count, seed=count)
    assert len(faults) == count
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    arguments = ["validate", str(tmp_path / "t.csv"), "-w", str(tmp_path / "w.yaml")]

    assert main([*arguments, "-f", "csv"]) == 1
    found = reported(capfd.readouterr().out)
    assert len(found) == count
    assert {(code, line, column) for _, code, line, column in found} == faults

    assert main(arguments) == 1
    screen = capfd.readouterr().out
    assert f"{count} error{'s' * (count > 1)}" in " ".join(screen.split())
    assert len(screen.splitlines()) < 200  # the first of each kind, and a summary


def test_faults_of_every_layer_come_in_one_run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "w.yaml").write_text(edition(), encoding="utf-8")
    text, _ = seeded(1, seed=3)
    head, *rows = text.splitlines()
    rows[0] += ",9"  # too long
    rows[1] = rows[1].replace("u001", "u000x\u200b")  # letters that cannot be seen
    rows[2] = "u005" + rows[2][4:]  # there twice
    rows[3] = rows[3].rsplit(",", 1)[0] + ',"1"2'  # a stray quote
    rows[4] = "," + rows[4].split(",", 1)[1]  # nobody's
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    assert main(["validate", str(tmp_path / "t.csv"), "-w", str(tmp_path / "w.yaml"), "-f", "csv"]) == 1
    codes = [code for _, code, _, _ in reported(capfd.readouterr().out)]
    wanted = ["ragged-row", "invisible-character", "stray-quote", "unknown-unit", "duplicate-unit"]
    assert [code for code in codes if code in wanted] == wanted
