"""The help pages: whole, in either language, to any width, and drawn only when they are asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
import typer

from dtiscore.cli.help_page import help_page, paragraphs
from dtiscore.languages import catalogue, languages
from dtiscore.render.drawing.folding import width_of
from tests.cli.whole_program import program
from tests.conftest import ROOT, Run


def contexts(context: typer.Context) -> list[typer.Context]:
    below = getattr(context.command, "commands", {})
    inner = [typer.Context(each, parent=context, info_name=name) for name, each in below.items()]
    return [context, *(one for each in inner for one in contexts(each))]


EVERY = contexts(typer.Context(program(), info_name="dtiscore", **program().context_settings))
each_command = pytest.mark.parametrize("context", EVERY, ids=[one.command_path for one in EVERY])
in_each_language = pytest.mark.parametrize("language", languages())


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


@each_command
@in_each_language
def test_a_page_says_all_that_is_declared(context: typer.Context, language: str) -> None:
    command: Any = context.command
    page = without_blanks(help_page(command, context, 78, language))
    texts = [*paragraphs(command.help), *(one.help for one in command.params if "completion" not in one.name)]
    texts += [each.short_help or each.help for each in getattr(command, "commands", {}).values()]
    assert [text for text in texts if without_blanks(catalogue(language).gettext(text)) not in page] == []
    assert [name for one in command.params for name in one.opts if name[0] == "-" and name not in page] == []


@each_command
@in_each_language
@pytest.mark.parametrize("width", [50, 78, 120])
def test_no_line_is_wider_than_the_terminal_but_for_a_name(
    context: typer.Context, language: str, width: int
) -> None:
    lines = help_page(context.command, context, width, language).splitlines()  # type: ignore[arg-type]  # typer makes no other commands
    assert [line for line in lines if width_of(line) > width and not re.match(r"  -[\w-]+", line)] == []


def test_choices_bounds_defaults_and_what_is_required_are_told(run: Run) -> None:
    page = run("weights", "derive", "--help").stdout
    for words in (
        "Usage: dtiscore weights derive [OPTIONS] METHOD [DATA]\n",
        "  METHOD  How the weights are made. [equal, points, budget-allocation, ahp,\n",
        "pca, factor, one-factor, entropy, critic, dp2, infomax or\n",
        "  --node CODE                     The node whose children are to be weighted.\n",
        "  --decimals N                    The decimals of a share of 1. [default: 6;\n",
        "  --variant <squared-loadings|loadings-over-sd>\n",
        "\nHow the table is to be read:\n",
        "\n  Example: dtiscore weights derive pca examples/hdi/2022.csv -w hdi-2022\n  --node HDI\n",
    ):
        assert words in page
    assert "[default: 6; from 1 to 9]" in " ".join(page.split())


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["--lang", "vi", "--help"], {}),
        (["score", "--help", "--lang", "vi"], {}),
        (["weights"], {"DTISCORE_LANG": "vi"}),
    ],
)
def test_help_speaks_the_language_of_its_reader(run: Run, arguments: list[str], env: dict[str, str]) -> None:
    result = run(*arguments, env=env)
    assert (result.stdout + result.stderr).startswith("Cách dùng: dtiscore")
    assert "Usage" not in result.stdout


def test_the_name_of_the_program_alone_shows_three_first_steps(run: Run) -> None:
    begun = run()
    assert (begun.returncode, begun.stdout) == (2, "")
    assert re.findall(r"^  dtiscore (\w+)", begun.stderr, flags=re.MULTILINE) == ["example", "init", "score"]
    assert "\nAll commands: dtiscore --help\n" in begun.stderr
    assert max(map(len, begun.stderr.splitlines())) <= 110
    assert "Ba bước đầu tiên:" in run(env={"DTISCORE_LANG": "vi"}).stderr


def test_words_that_complete_a_line_say_what_they_do_in_its_language(run_executable: Run) -> None:
    asked = {
        "_DTISCORE_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_ARGS": "dtiscore rob",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    assert run_executable(env=asked).stdout == "robustness\tShow how firm the ranks are.\n"
    told = run_executable(env=asked | {"LANG": "vi_VN.UTF-8", "LC_ALL": "vi_VN.UTF-8"}).stdout
    assert told == "robustness\tCho biết thứ hạng vững đến đâu.\n"


def test_who_asks_for_no_help_does_not_wait_for_it() -> None:
    program = (
        "import sys\nfrom dtiscore.cli import main\n"
        "main(['score', 'examples/dti-province/2022.csv', '-w', 'dti-province-2022', '-f', 'csv', '--lang', 'en'])\n"
        "print([name for name in ('dtiscore.cli.help_page', 'dtiscore.cli.usage') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert ended.stdout.splitlines()[-1] == "[]"
