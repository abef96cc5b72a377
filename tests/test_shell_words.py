"""Advice that can be pasted: every text is one word to a shell, and every option that advice proposes goes through it."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.shell_words import as_given, as_line, as_word, with_period, with_value
from dtiscore.visible import visible
from tests.conftest import ROOT, Run
from tests.made import HEAD, group, indicator

SOURCE = ROOT / "src" / "dtiscore"
INDEX = group("I", "arithmetic", indicator("a", weight=1), weights="relative")
TEXTS = (
    "Tỷ lệ DVC",
    "tỷ_lệ",
    "7",
    "-",
    ",",
    "'",
    '"',
    "$HOME",
    "a`b`",
    "a!b",
    "=cmd",
    "a\\b",
    "{x: 1}",
    "*",
    "~",
    "a;b",
    "",
)
UNSEEN = ("\x1b[2J", "a\nb'c\\", "\x85", "\u202e", "\u3164", "\U000e0041", "::error::x", "a ##vso[x]")
"""Texts of which something would act or hide on a screen."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_one_word(text: str) -> None:
    assert shlex.split(as_word(text)) == [text]
    assert read_by_bash(as_word(text)) == text


def test_words_are_a_line_that_consoles_of_windows_take_too() -> None:
    # There an apostrophe parts nothing.
    line = as_line(["dtiscore", "score", "bảng điểm.csv", "--sheet", "Sheet 1"])
    assert line == 'dtiscore score "bảng điểm.csv" --sheet "Sheet 1"'


def test_what_people_paste_is_quoted_as_a_person_would() -> None:
    """``shlex`` writes the commands of JSON, which are split again before they are shown."""
    found = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"shlex\.(join|quote)\(", file.read_text(encoding="utf-8"))
    }
    assert found == {
        "shell_words.py",
        *(f"questions/doctor/{name}.py" for name in ("python", "beginning", "shown")),
    }


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_what_cannot_be_shown_is_a_word_that_can(text: str) -> None:
    assert visible(as_word(text)) == as_word(text)
    assert read_by_bash(as_word(text)) == text


def read_by_bash(word: str) -> str:
    return subprocess.run(
        ["bash", "-c", f"printf %s {word}"],
        capture_output=True,
        env={"LC_ALL": "C.UTF-8"},
        check=True,
    ).stdout.decode()


OPTION = r"--[a-z-]+[ =]['\"]?"


def proposals(text: str) -> Iterator[str]:
    """The options of a source that stand in a sentence before a part which may be any text of a user."""
    for node in ast.walk(ast.parse(text)) if "--" in text else ():
        if isinstance(node, ast.JoinedStr):
            for before, value in zip(node.values, node.values[1:], strict=False):
                if (
                    isinstance(before, ast.Constant)
                    and isinstance(value, ast.FormattedValue)
                    and (found := re.search(rf"{OPTION}$", str(before.value)))
                ):
                    yield f"{found[0]}{{{ast.unparse(value.value)}}}"
        elif isinstance(node, ast.Call):
            parts = {part.arg: ast.unparse(part.value) for part in node.keywords}
            for template in node.args:
                for one in (
                    [template.body, template.orelse] if isinstance(template, ast.IfExp) else [template]
                ):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        named = re.finditer(rf"({OPTION})\{{(\w+)\}}", one.value)
                        yield from (f"{each[1]}{{{parts.get(each[2], each[2])}}}" for each in named)


SETTLED = {
    "--annotate {form}",
    "--decimal {decimal}",
    "--decimal {mark}",
    "--decimal {opposite(mark)}",
    "--decimal {other}",
    "--draws-count {draws}",
    "--encoding {encoding}",
    "--encoding {marked}",
    "--grouping {mark}",
    "--grouping {other}",
    "--header-rows {header_rows + 1}",
    "--header-rows {max(depth, 2)}",
    "--lang={language}",
    "--level {level}",
    "--output={self.output.file}",
    "--previous {_BEFORE}",
    "--rule {at.strip()}",
    "--skip-rows {line - first_line}",
    "--top {all}",
    "--top {every}",
    "--top {max(1, count // 3)}",
    "--weights={self._name(('weights',), Names.WEIGHTS, weights)}",
}
"""Values that are ours, a number, a decimal or grouping mark, the name of an encoding; the name of an option as it was typed; and the
words that a project gives to a command, which no shell reads."""


def test_no_advice_proposes_an_option_with_a_value_that_is_not_a_word() -> None:
    found = {
        one
        for file in SOURCE.rglob("*.py")
        for one in proposals(file.read_text(encoding="utf-8"))
        if "as_word(" not in one
    }
    assert found == SETTLED


def test_an_option_with_any_text_is_found() -> None:
    text = """f"run with --sheet {name}"; said("run with --sheet {name}", name=other); said("--a {b}" if c else "--d '{b}'", b=b)"""
    assert [*proposals(text)] == ["--sheet {name}", "--sheet {other}", "--a {b}", "--d '{b}"]


def test_the_advice_about_a_column_of_shares_runs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text(
        "id: w\ntitle: W\nauthority: {decision: d, issuer: i, source: s}\npublish: {as: score, decimals: 2}\n"
        "rank: {on: full}\nindex: {code: W, aggregate: sum, children: [\n"
        "  {code: x, column: Tỷ lệ DVC, rule: {kind: fraction}}]}\n",
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_text("unit,Tỷ lệ DVC\na,95\nb,80\n", encoding="utf-8")
    refused = run("score", "t.csv", "-w", "w.yaml", cwd=tmp_path)
    assert refused.returncode == 1
    assert with_value("--percent", "Tỷ lệ DVC") in " ".join(refused.stderr.split())
    again = shlex.split('score t.csv -w w.yaml --percent "Tỷ lệ DVC"')
    assert run(*again, cwd=tmp_path).returncode == 0


def test_what_has_no_name_is_given_otherwise_than_messages_call_it() -> None:
    assert (as_given("<stdin>"), as_given("a b.csv")) == ("-", '"a b.csv"')
    assert with_period("2023", "a b.csv") == '"2023=a b.csv"'
    assert with_period("2023", "<stdin>") == "2023=-"


@pytest.mark.parametrize(
    "line",
    [
        "trend {} {later} -w dti-province-2022",
        "backcast {} -w dti-province-2022",
        "compare {} {later} -w dti-province",
    ],
)
def test_standard_input_is_dated_as_advised(run: Run, examples: Path, line: str) -> None:
    dated, later = (examples / "dti-province" / f"{year}.csv" for year in (2022, 2023))
    table = re.sub("^[^,]*,", "", dated.read_text(encoding="utf-8"), flags=re.MULTILINE)
    refused = run(*line.format("-", later=later).split(), input=table)
    (advised,) = re.findall(r"before the table: (\S+)", refused.stderr)
    meant = re.sub("^[0-9]+", "2022", advised)  # which year it is, a person knows
    done = run(*line.format(meant, later=later).split(), input=table)
    assert (refused.returncode, done.returncode) == (2, 0), done.stderr


def test_a_table_in_memory_is_dated_as_advised() -> None:
    data = pd.DataFrame({"unit": ["u", "v"], "a": [1, 2]})
    before, edition = data.assign(period="2022"), {**HEAD, "index": INDEX}
    for ask in (lambda: dtiscore.trend([before, data], edition), lambda: dtiscore.backcast([data], edition)):
        with pytest.raises(UsageFault, match=r"write it into a column: data\.assign\(period=\"202[23]\"\)"):
            ask()
    assert len(dtiscore.trend([before, data.assign(period="2023")], edition).tables) == 2


def test_of_the_periods_of_a_table_in_memory_one_is_kept_as_advised() -> None:
    data = pd.DataFrame({"unit": ["u", "v"] * 2, "year": [2022, 2022, 2023, 2023], "a": [1, 2, 4, 3]})
    published = dtiscore.Basis(published="a")
    with pytest.raises(UsageFault, match="keep the rows of one period: ") as caught:
        dtiscore.compare(data, data, basis=published)
    assert str(caught.value.fix).endswith('data[data["year"].astype(str) == "2023"]')
    before, now = (data[data["year"].astype(str) == year] for year in ("2022", "2023"))
    assert len(dtiscore.compare(before, now, basis=published).changes) == 2
