"""Each catalogue says every sentence and the help, with the same parts, and nothing that nobody says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import dtiscore
from dtiscore.cli.help_page import BY_TYPER, paragraphs
from dtiscore.languages import catalogue, languages
from dtiscore.methodology.aggregations import AGGREGATIONS, Aggregation
from dtiscore.methodology.preparation import STEPS
from dtiscore.methodology.rules import RULES, Rule
from dtiscore.questions.weights.derive.python import Method
from dtiscore.questions.weights.recover.answer.edition import METHOD
from dtiscore.said import Said, counted, said, spoken
from tests.cli.whole_program import program

PACKAGE = Path(dtiscore.__file__).parent
TEMPLATE_AT = {"said": 0, "template": 0, "joined": 0, "said_in": 1, "counted": 1}
"""Where calls have the template that they say; one with a context has that before it."""

HELP = "the help"
"""What stands in the place of a file for texts of commands and options, which are no templates."""

Sentence = tuple[str | None, str]
"""Its context, where it has one, and its template."""


def templates(node: ast.expr) -> list[str]:
    """The literal templates of an argument, which may choose between two."""
    if isinstance(node, ast.IfExp):
        return [*templates(node.body), *templates(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def sentences(file: Path) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if isinstance(node, ast.Call) and len(node.args) > TEMPLATE_AT.get(name, len(node.args)):
            context = templates(node.args[0])[0] if name == "said_in" else None
            yield from ((context, text) for text in templates(node.args[TEMPLATE_AT[name]]))


def of_help(command: Any) -> Iterator[Sentence]:
    """The texts of a command and its parameters, and of all commands below it."""
    yield from ((None, text) for text in [*paragraphs(command.help or ""), command.short_help] if text)
    for one in command.params:
        if one.name not in BY_TYPER:
            yield from ((None, text) for text in (one.help, one.rich_help_panel) if text)
        if re.search(r"[A-Z]{2}", one.metavar or ""):
            yield "placeholder", one.metavar
    for below in getattr(command, "commands", {}).values():
        yield from of_help(below)


@cache
def told() -> dict[Sentence, str]:
    """Every sentence with a file that says it, or that it is of the help."""
    files = {file.relative_to(PACKAGE).as_posix(): file for file in PACKAGE.rglob("*.py")}
    in_files = {sentence: name for name, file in sorted(files.items()) for sentence in sentences(file)}
    methods = {
        "method": [*RULES, *AGGREGATIONS, *STEPS],
        "weighting": (*get_args(Method), METHOD),
    }
    names = [(context, kind) for context, kinds in methods.items() for kind in kinds]
    of_the_help = of_help(program())
    return in_files | dict.fromkeys(names, "methodology/") | dict.fromkeys(of_the_help, HELP)


@pytest.fixture(params=languages()[1:], scope="module")
def language(request: pytest.FixtureRequest) -> str:
    """Every language but English, which stands in the code."""
    return str(request.param)


@cache
def entries(language: str) -> Catalog:
    with (PACKAGE / "languages" / language / "LC_MESSAGES" / "dtiscore.po").open("rb") as lines:
        return read_po(lines)


@cache
def known(language: str) -> set[Sentence]:
    """The sentences of a catalogue."""
    ids = ((message.context, message.id) for message in entries(language) if message.id)
    return {(context, text if isinstance(text, str) else text[0]) for context, text in ids}


def has_words(template: str) -> bool:
    return any(text and re.search(r"[^\W\d_]", text) for text, *_ in Formatter().parse(template))


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_sentence_is_in_the_catalogue(language: str) -> None:
    assert {
        sentence: file
        for sentence, file in told().items()
        if has_words(sentence[1]) and sentence not in known(language)
    } == {}


def test_the_catalogue_holds_nothing_that_nobody_says(language: str) -> None:
    assert known(language) - set(told()) == set()


def test_every_sentence_has_the_parts_of_the_english_one(language: str) -> None:
    for message in entries(language):
        ids = [message.id] if isinstance(message.id, str) else [*message.id]
        strings = [message.string] if isinstance(message.string, str) else [*(message.string or [""])]
        assert all(strings), message.id
        if message.id:  # the head of the catalogue has none
            assert [fields(text) for text in strings] == [fields(ids[-1])] * len(strings)


def test_no_sentence_stands_twice(language: str) -> None:
    text = (PACKAGE / "languages" / language / "LC_MESSAGES" / "dtiscore.po").read_text(encoding="utf-8")
    assert len(re.findall(r"^msgid ", text, re.MULTILINE)) == len(list(entries(language)))


def test_the_catalogue_is_compiled_as_it_stands(language: str) -> None:
    compiled = catalogue(language)
    for message in entries(language):
        if message.id and isinstance(message.id, str):
            if message.context is None:
                told_in_it = compiled.gettext(message.id)
            else:
                told_in_it = compiled.pgettext(message.context, message.id)
            assert told_in_it == message.string, "pip install -e . compiles the catalogues anew"


@pytest.mark.parametrize("method", [*RULES.values(), *AGGREGATIONS.values()])
def test_every_formula_in_words_is_in_the_catalogue(language: str, method: type[Rule | Aggregation]) -> None:
    signs = {"x", "min x", "max x"}
    if (equation := method.equation) not in signs:
        assert isinstance(equation, Said)
        assert (None, equation.template) in known(language)


def test_a_language_without_a_catalogue_has_english_words() -> None:
    assert spoken(said("not ranked"), "vi") == "không xếp hạng"
    assert spoken(said("not ranked"), "fr") == "not ranked"
    assert spoken(counted(1.5, "{n} point", "{n} points"), "vi") == "1,5 điểm"
