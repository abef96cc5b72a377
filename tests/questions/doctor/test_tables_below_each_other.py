"""Several tables in one file: as many are named and read on their own as a person would look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run


def below_each_other(rows: list[int]) -> str:
    """Tables of so many rows, each under its title and the same headings."""
    tables = (
        f"Table {number}\nunit,a,b\n" + "".join(f"U{row},{row}.{number}5,{row}\n" for row in range(each))
        for number, each in enumerate(rows)
    )
    return "\n".join(tables)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("many", [12, 13, 600])
def test_of_many_the_largest_are_named(many: int, language: str, run: Run, tmp_path: Path) -> None:
    sizes = [3] * (many - 1) + [4]
    (tmp_path / "t.csv").write_text(below_each_other(sizes), encoding="utf-8")
    shown = run("--lang", language, "doctor", "t.csv", "--width", "100", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.count("dtiscore score t.csv") == 12
    assert f'"Table {many - 1}"' in shown.stdout  # the last one has a row more
    more = {"en": f"and {many - 12} more", "vi": f"và {many - 12} mục khác"}[language]
    assert (more in " ".join(shown.stdout.split())) == (many > 12)
    begun = run("--lang", language, "init", "t.csv", cwd=tmp_path)
    assert begun.returncode == 2
    assert begun.stderr.count("--range") == 12


def test_headings_that_stand_again_mean_no_missing_value(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(below_each_other([4, 4, 4]), encoding="utf-8")
    told = json.loads(run("doctor", "t.csv", "-f", "json", cwd=tmp_path).stdout)
    assert [finding["topic"] for finding in told["rows"]] == ["headings"]
    assert all("--missing" not in each["command"] for each in told["suggested"])
