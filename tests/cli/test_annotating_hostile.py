"""What four commands tell machines of files whose every name is hostile: as the public schemas say, and without effect."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from dtiscore.visible import is_acting
from tests.conftest import ROOT, Run
from tests.public_schemas import assert_junit, assert_sarif

PRINTED = ("%0A::error file=a,line=1::b", "]]><failure message='x'/>", '"><script>alert(1)</script>', "##[error]x", "[a](http://evil.example) {0}", "=1+1|`x`")  # fmt: skip
ACTING = ("x\n::error::evil", "x\r\n##[error]evil", "\x1b[31mred", "\u202eevil", "a\u2028b")
STEM = "%0A::error::a b]]>&<c>[x](y){0}'"
"""The name of a file that a folder can have on most systems."""
HEADINGS = ("country", "life_expectancy", "expected_schooling", "mean_schooling", "gni_per_capita")


def table(*names: str, of: str = "") -> str:
    """A table of units of these names, with figures, or with a text in the place of one."""
    text = io.StringIO()
    rows = ([name, of or str(50 + at), "12", "8", "9000"] for at, name in enumerate(names))
    csv.writer(text, lineterminator="\n").writerows([HEADINGS, *rows])
    return text.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Tables, an edition and a project of these names, one cell of which was changed since it was made."""
    folder = tmp_path_factory.mktemp("hostile")
    edition = (
        (ROOT / "weights" / "hdi-2022.yaml").read_text(encoding="utf-8").replace("id: hdi", "id: own", 1)
    )
    project = f"""
edition = "own"
[tables.sound]
file = "{STEM}.csv"
[weights]
own = "own.yaml"
[[outputs]]
name = "made"
command = "score"
tables = ["sound"]
file = "{STEM} made.csv"
"""
    for name, text in {
        "own.yaml": re.sub(r"^family:.*\n", "", edition, flags=re.MULTILINE),
        f"{STEM}.yaml": "".join(f"{name!r}: 1\n" for name in PRINTED),
        f"{STEM}\u202e bad.csv": table(*PRINTED, *ACTING, of=ACTING[0]),
        f"{STEM}.csv": table(*PRINTED),
        "expected.csv": table(*PRINTED).replace("life_expectancy", "score"),
        "dtiscore.toml": project,
    }.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    assert run("run", cwd=folder).returncode == 0
    (folder / f"{STEM}.csv").write_text(table(*PRINTED).replace(",52,", ",62,"), encoding="utf-8")
    return folder


COMMANDS = {
    "validate": (["validate", f"{STEM}\u202e bad.csv", f"{STEM}.csv", "-w", "own.yaml"], 1),
    "weights check": (["weights", "check", f"{STEM}.yaml", "own.yaml"], 2),
    "check of a table": (["check", f"{STEM}.csv", "-w", "own.yaml", "--expect", "expected.csv"], 1),
    "check of a project": (["check"], 1),
    "run --check": (["run", "--check"], 1),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_name_is_only_a_name(run: Run, folder: Path, command: str, language: str) -> None:
    line, code = COMMANDS[command]
    forms = [f"--annotate={form}=told.{form}" for form in ("junit", "sarif", "lines", "github")]
    done = run(*line, *forms, "--lang", language, cwd=folder)
    assert done.returncode == code, done.stderr
    told = {form: (folder / f"told.{form}").read_bytes().decode() for form in ("junit", "sarif", "lines", "github")}  # fmt: skip
    assert not any(is_acting(character) for text in told.values() for character in text if character != "\n")
    results = assert_sarif(told["sarif"])["runs"][0]["results"]
    failures = int(assert_junit(told["junit"]).attrib["failures"])
    assert 0 < failures <= len(results) == len(told["lines"].splitlines())
    for each in told["github"].splitlines():
        assert re.fullmatch(r"::(error|warning) (\w+=[^,:]*,)*title=[\w -]+::.*", each), each
    assert [each for each in told["lines"].splitlines() if re.match(r"\s*::|.*##\w*\[", each)] == []
