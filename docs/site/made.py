"""The pages of the site that are made by running the program: commands, editions, and the functions from their docstrings."""

from __future__ import annotations

import ast
import csv
import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from tests.conftest import here as run
from wording import VIETNAMESE, Language

from dtiscore import load_methodology
from dtiscore.cli.app import application
from dtiscore.languages import catalogue
from dtiscore.tables.declarations import declarations

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WIDTH = 92
OF_A_PROJECT = ("run", "check", "config")
"""Commands whose examples are typed in a folder that has a project."""
OF_AN_OPTION = r"; (?:repeat|ghi được nhiều lần|có thể lặp lại)\.$"
"""What the help says of an option that stands for one of many; a keyword takes a list of them."""
MOST_LINES = 60
"""Of what a command prints; some write a whole file to the screen."""


def with_what_it_prints(language: Language, block: re.Match[str]) -> str:
    """A block of commands with what each prints folded up below it."""
    told = [f'??? abstract "{language.words["prints"]}"']
    for command in block[1].splitlines():
        told += [
            "",
            "    ```text",
            *(f"    {line}" for line in printed(command, ROOT, language).splitlines()),
            "    ```",
        ]
    return "\n".join([block[0], "", *told])


def printed(command: str, place: Path, language: Language, most: int | None = MOST_LINES) -> str:
    """What a command prints, or says beside a file that it writes.

    Raises:
        RuntimeError: it fails.
    """
    environment = {"DTISCORE_LANG": language.code, "DTISCORE_WIDTH": str(WIDTH)}
    done = run(*shlex.split(command)[1:], cwd=place, env=environment)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stderr}")
    lines = (done.stdout or done.stderr).splitlines()
    if most is not None and len(lines) > most:
        lines[most:] = [language.words["cut"].format(count=len(lines) - most)]
    return "\n".join(lines)


def draw_gallery(folder: Path, language: Language) -> None:
    """Draw every picture of the gallery in a language."""
    page = (DOCS / language.folder / "gallery.md").read_text(encoding="utf-8")
    for command, name in re.findall(r"^(dtiscore plot .* -o )(\S+)$", page, re.MULTILINE):
        printed(f"{command}{shlex.quote(str(folder / name))}", ROOT, language)


def command_pages(language: Language) -> dict[str, str]:
    """A page for each command: its help, and its example with what that prints."""
    words = language.words
    page = (DOCS / language.folder / "command-line.md").read_text(encoding="utf-8")
    above, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    above = above.partition("*\n\n")[2] if "*[" in above else above
    examples = {path: (said, example) for path, said, example in commands(language)}
    pages, rows = {}, []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        shutil.copytree(ROOT / "weights", Path(folder) / "weights")
        project = Path(folder) / "examples" / "project"
        for section in sections:
            path, _, text = section.partition("\n")
            if path not in examples:
                continue
            said, example = examples[path]
            name = path.removeprefix("dtiscore ").replace(" ", "-")
            rows.append(f"| [{path.removeprefix('dtiscore ')}]({name}.md) | {said} |")
            pages[name] = f"# {path}\n\n{text.strip()}\n\n## {words['example']}\n\n"
            place = project if name in OF_A_PROJECT and "examples/" not in example else Path(folder)
            pages[name] += f"```bash\n{example}\n```\n\n"
            picture = example.rpartition(" -o ")[2]
            if (DOCS / "gallery" / picture).is_file():  # drawn by this command, as a test sees to
                pages[name] += f"![{said}](../gallery/{picture})\n"
            else:
                pages[name] += f"```text\n{printed(example, place, language)}\n```\n"
    table = "\n".join([f"| {words['command']} |", "| --- | --- |", *rows])
    pages["index"] = (
        f"# {words['commands']}\n\n{words['made']}\n\n{table}\n\n{above.split(chr(10) * 2, 1)[1].strip()}\n"
    )
    return pages


def commands(language: Language) -> Iterator[tuple[str, str, str]]:
    """Every command that is none of a group: its path, what it does in short, its example."""

    def below(command: Any, path: str) -> Iterator[tuple[str, str, str]]:
        for name, part in getattr(command, "commands", {}).items():
            yield from below(part, f"{path} {name}")
        if not hasattr(command, "commands"):
            short = command.short_help or (command.help or "").partition("\n")[0]
            yield path, catalogue(language.code).gettext(short), command.epilog or ""

    yield from below(typer.main.get_command(application(alone=True)), "dtiscore")


def edition_pages(language: Language) -> dict[str, str]:
    """A page for each built-in edition, and one that lists them."""
    words, pages, rows = language.words, {}, []
    listed = csv.DictReader(io.StringIO(printed("dtiscore weights list -f csv", ROOT, language, None)))
    for row in listed:
        name = row["id"]
        shown = printed(f"dtiscore weights show {name}", ROOT, language, None)
        source = re.search(
            r"https?://[^\s)]+", load_methodology(name).authority.source
        )  # on a screen it may be parted
        pages[name] = f"# {row['title']}\n\n`{name}`"
        pages[name] += f" · [{source[0].split('/')[2]}]({source[0]})\n" if source else "\n"
        pages[name] += f"\n```text\n{shown}\n```\n"
        verified = row["verified"].replace("|", "\\|").replace("<", "&lt;")
        rows.append(f"| [`{name}`]({name}.md) | {row['title']} | {row['indicators']} | {verified} |")
    table = "\n".join([f"| {words['edition']} |", "| --- | --- | ---: | --- |", *rows])
    pages["index"] = f"# {words['editions']}\n\n{words['of editions']}\n\n{table}\n"
    return pages


def api(language: Language) -> str:
    """Every public name, from the list that the program itself has, and what may be declared about a table."""
    words = language.words
    lines = [f"# {words['api']}", "", words["of api"], ""]
    if language is not VIETNAMESE:  # docstrings are English
        tree = ast.parse((ROOT / "src" / "dtiscore" / "__init__.pyi").read_text(encoding="utf-8"))
        modules = {
            alias.name: node.module
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for title, is_class in (("functions", False), ("classes", True)):
            names = sorted((name for name in modules if name[0].isupper() == is_class), key=str.lower)
            lines += [f"## {words[title]}", ""]
            lines += [line for name in names for line in (f"::: {modules[name]}.{name}", "")]
    else:
        lines += [f'<a href="../api.html">{words["to api"]}</a>', ""]
    rows = []
    for name, (_, said) in declarations().items():
        # Two are keywords alone, which the help never says.
        meaning = words.get(name) or catalogue(language.code).gettext(said.text)
        rows.append(f"| `{name}` | {re.sub(OF_AN_OPTION, '.', meaning)} |")
    return "\n".join(
        [*lines, f"## {words['reading']}", "", f"| {words['keyword']} |", "| --- | --- |", *rows, ""]
    )
