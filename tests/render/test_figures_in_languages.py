"""Whatever the command draws for people has the signs of its language in every number, and in nothing else."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from tests.conftest import ROOT, here
from tests.golden.corpus import corpus

import dtiscore.languages
from dtiscore import __version__

DECIMAL, THOUSANDS = "٫", "٬"
"""Signs of no text here, so that what is a number for the program shows."""


class _Marking(NullTranslations):
    """A language as its catalogue has it, with other signs in numbers."""

    def __init__(self, known: NullTranslations, decimal: str, thousands: str) -> None:
        super().__init__()
        self._known, self._signs = known, {"before decimals": decimal, "between thousands": thousands}

    def info(self) -> dict[str, str]:
        return self._known.info()

    def gettext(self, message: str) -> str:
        return self._known.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._known.ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        return self._signs.get(context) or self._known.pgettext(context, message)


def vietnamese_lines() -> Iterator[str]:
    """Every documented line that draws something of ours, as a screen, as Markdown and as a page."""
    for lines in corpus().values():
        yield from (
            line
            for line in lines
            if "--lang vi" in line
            and re.search(r"--width 92|-f (md|html)$", line)
            and not line.startswith(("weights list", "weights template"))  # texts of editions alone
        )


def drawn(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch, decimal: str, thousands: str) -> str:
    known = dtiscore.languages.catalogue("vi")
    marking = _Marking(known, decimal, thousands)
    with monkeypatch.context() as patch:
        patch.setattr(dtiscore.languages, "catalogue", lambda language: marking)
        done = here(*shlex.split(line), cwd=folder)
    return re.sub("(?s)<style>.*?</style>", "", done.stdout).replace(__version__, "VERSION")


def inputs_of(line: str) -> str:
    """What a line says, and what stands in the files that it names: numbers that are quoted as they stand."""
    words = shlex.split(line)
    named = [ROOT / name for word in words for name in (word, word.partition("=")[2], f"weights/{word}.yaml")]
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in named if file.is_file())
    return "\n".join([line, *texts])


def alike(text: str) -> str:
    """A text with one sign between parts of a list, which are semicolons beside decimal commas."""
    return text.replace(";", ",")


@pytest.mark.slow
@pytest.mark.parametrize("line", [*vietnamese_lines()])
def test_every_number_has_the_signs_of_its_language_and_keeps_its_place(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("examples", "weights"):
        (tmp_path / name).symlink_to(ROOT / name)
    marked = drawn(line, tmp_path, monkeypatch, DECIMAL, THOUSANDS)
    quoted = inputs_of(line)
    assert [found for found in re.findall(r"\d[.,]\d+", marked) if found not in quoted] == []
    for decimal, thousands in ((",", "."), (".", ",")):
        of_language = drawn(line, tmp_path, monkeypatch, decimal, thousands)
        assert alike(of_language) == alike(marked.replace(DECIMAL, decimal).replace(THOUSANDS, thousands))
