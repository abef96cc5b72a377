"""Every table as an office makes it comes to the right ranking, or to a refusal; none to a wrong ranking."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.first_hour.offices import OFFICES, Office
from tests.first_hour.walking import ranking_of, right, verdict, walk


@pytest.mark.parametrize("office", OFFICES, ids=[office.name for office in OFFICES])
def test_by_what_the_tool_proposes(office: Office, run: Run, tmp_path: Path) -> None:
    gone = walk(run, office, tmp_path)
    assert verdict(gone, right(run, office, tmp_path)) == "right", gone
    assert len(gone.commands) <= 4, gone.commands


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tong-hop.xlsx", "hai-sheet.xlsx", "bang.ods"])
def test_from_a_refused_file_to_a_report_by_four_lines_that_are_pasted(
    name: str, run: Run, tmp_path: Path
) -> None:
    """Titles, merged headings, notes, totals, two sheets, decimal commas: each line is the last one of the answer before."""
    office = next(each for each in OFFICES if each.name == name)
    office.made(tmp_path / name)
    line, typed = f"dtiscore score {name} -w {office.edition}", []
    for _ in range(4):
        typed.append(line)
        done = run(*shlex.split(line)[1:], "--width", "300", cwd=tmp_path)
        told = f"{done.stdout}\n{done.stderr}"
        line = re.findall(r"dtiscore (?:doctor|score) .*?(?= tells | cho biết |$)", told, flags=re.MULTILINE)[
            -1
        ]
        if line.endswith("report.html"):
            break
    assert run(*shlex.split(line)[1:], cwd=tmp_path).returncode == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(typed) + 1 <= 4, typed
    # The ranking in it is the one of the plain table of the same figures.
    ranked = run("score", Path(name).stem, "-f", "csv", cwd=tmp_path)
    truth = right(run, office, tmp_path)
    assert ranking_of(ranked.stdout) == truth
    assert truth[0][1].split()[1] in page
