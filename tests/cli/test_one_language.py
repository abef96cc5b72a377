"""What people read is in one language: no English is left over in Vietnamese, and in English nothing Vietnamese but names.

Every command, in the forms for people, and every case of a message with a way out, are run in both languages.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from dtiscore.inputs.weighting import load_unit_scheme
from tests.cli.option_cases import COMMANDS, tables
from tests.cli.test_ways_out import prepare
from tests.cli.ways_out import WAYS_OUT
from tests.cli.ways_out.case import WayOut
from tests.conftest import ROOT, Run
from tests.test_languages import entries

VIETNAMESE = {"LC_ALL": "vi_VN.UTF-8", "COLUMNS": "300"}
"""An environment that asks for Vietnamese, on a screen on which nothing is folded."""

ENGLISH = {"LC_ALL": "en_GB.UTF-8", "COLUMNS": "300"}

FORMS = ("table", "md", "html")
NO_ANSWER = {
    *("fit", "weights convert", "weights schema", "weights derive", "weights list", "weights show"),
    *("init", "report", "run", "schema"),
}
"""Commands whose result is a file for programs, or holds texts of editions that are in one language alone."""

TYPED = frozenset(
    {
        "year",
        "group",
        "place",
        "country",
        "note",
        "small",
        "index",
        "long",
        "verified",
        "size",
        "workbook",
    }.union({"part", "figure", "measure", "time", "when", "map"}).union(
        *(command.split() for command in COMMANDS)
    )
)
"""What stands for itself in every language: headings and ids of the tables and editions here, and commands."""

NOT_WORDS = re.compile(
    r"U\+[0-9A-F]{4,6} [A-Z -]+"  # names of Unicode
    r'|"[^"]*"|&quot;.*?&quot;'  # what is quoted from a file or is to be typed
    r"|<style>[^§]*?</style>|<[^>]*>|dtiscore .*|^ +--.*"  # marks of a web page, command lines
    r"|\S*[-_./=:\\+*][\w./=:\\+*-]\S*",  # options, codes, paths, ids
    re.MULTILINE,
)

OF_NAMES = frozenset(
    {
        "bảng",
        "cộng",
        "cụm",
        "hạ",
        "lệ",
        "miền",
        "nhận",
        "số",
        "sở",
        "tầng",
        "thức",
        "tỉnh",
        "tổng",
        "tỷ",
        "vùng",
    }
)
"""Words of Vietnamese headings, sheets and rows of the tables here."""


def words(template: str) -> Iterator[str]:
    """The words of a template, without its parts."""
    for text, *_ in Formatter().parse(template):
        yield from re.findall(r"[a-z]{3,}", NOT_WORDS.sub(" ", text).lower())


@cache
def english_alone() -> frozenset[str]:
    """The words of English sentences that no Vietnamese one has."""
    english, vietnamese = set[str](), set[str]()
    for message in entries("vi"):
        for found, texts in ((english, message.id), (vietnamese, message.string)):
            for text in _texts(texts):
                found.update(words(text))
    return frozenset(english - vietnamese)


def left_over(text: str) -> set[str]:
    """The English words of a text that is to be Vietnamese."""
    return set(re.findall(r"[a-z]{3,}", NOT_WORDS.sub(" ", text).lower())) & english_alone() - TYPED


@cache
def vietnamese_alone() -> frozenset[str]:
    """The words with Vietnamese letters of the catalogue, but for those of names."""
    names = " ".join(" ".join(unit.name.values()) for unit in load_unit_scheme("vn-province-63").units)
    texts = [text for message in entries("vi") for text in _texts(message.string)]
    return _accented(" ".join(map(str, texts))) - _accented(names) - OF_NAMES


def _texts(texts: str | Sequence[str] | None) -> Sequence[str]:
    """The forms of an entry, one for each number of things."""
    return [texts] if isinstance(texts, str) else texts or ()


def _accented(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]+", text.lower()) if not word.isascii())


def vietnamese_left_over(text: str) -> frozenset[str]:
    """The Vietnamese words of a text that is to be English."""
    return _accented(NOT_WORDS.sub(" ", text)) & vietnamese_alone()


@pytest.mark.slow
@pytest.mark.parametrize("case", WAYS_OUT, ids=lambda case: case.name)
def test_a_message_is_in_one_language(case: WayOut, run: Run, tmp_path: Path) -> None:
    prepare(case, run, tmp_path)
    result = run(*shlex.split(case.command), cwd=tmp_path, env=VIETNAMESE)
    assert left_over(result.stderr) == set()
    result = run(*shlex.split(case.command), cwd=tmp_path, env=ENGLISH)
    assert vietnamese_left_over(result.stderr) == set()


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, run: Run) -> dict[str, str]:
    """The files that the lines of the commands name."""
    return tables(tmp_path_factory.mktemp("tables"), run)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NO_ANSWER])
def test_an_answer_is_in_one_language(command: str, form: str, names: dict[str, str], run: Run) -> None:
    line = COMMANDS[command].base.format(**{**names, "data": names["plain"], "weights": names["small"]})
    told = {}
    for language, environment in (("vi", VIETNAMESE), ("en", ENGLISH)):
        result = run(*shlex.split(line), "-f", form, "--lang", language, cwd=ROOT, env=environment)
        assert result.returncode in {0, 1} or form != "table", result.stderr
        told[language] = result.stdout + result.stderr
    assert left_over(told["vi"]) == set()
    assert vietnamese_left_over(told["en"]) == set()
