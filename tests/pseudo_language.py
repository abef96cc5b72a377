"""A language that nobody speaks: every sentence of the program with accents, in brackets and longer, numbers with signs of their own.

What is drawn in it and has a plain letter was said by no catalogue, and what is not aligned assumes the lengths of English.
"""

from __future__ import annotations

import ast
import math
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import dtiscore.languages
from tests.test_languages import HELP, PACKAGE, templates, told

PSEUDO, PLAIN = "qps", "qpl"
"""The language, and one without a sentence, in which all is English among the same names."""

DECIMAL, THOUSANDS = "·", "’"
"""The signs of its numbers, which neither English nor Vietnamese has."""

TYPED = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*|\b(?=\w*[A-Za-z])(?=\w*[\d_])\w+")
"""What stands in a sentence as it is typed, in every language: options, and words with digits such as cp1258."""

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒğĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĞĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_LONGER = 0.4
"""By how much words are longer than those of English."""


def accented(text: str) -> str:
    """A literal text with accents, each word longer, in brackets; what is typed stays, and so do spaces around."""
    core = text.strip()
    if not re.search(r"[A-Za-z]", core):
        return text
    pieces = re.split(f"({TYPED.pattern})", core)
    pieces[::2] = [re.sub("[A-Za-z]+", _longer, piece) for piece in pieces[::2]]
    return text.replace(core, f"⟦{''.join(pieces)}⟧")


def _longer(word: re.Match[str]) -> str:
    return word[0].translate(_ACCENTS) + "~" * math.floor(len(word[0]) * _LONGER + 0.5)


def spoken_template(template: str) -> str:
    """A template whose literal texts are accented, and whose parts are as they were."""
    return "".join(
        accented(text).replace("{", "{{").replace("}", "}}") + _field(name, form, conversion)
        for text, name, form, conversion in Formatter().parse(template)
    )


def _field(name: str | None, form: str | None, conversion: str | None) -> str:
    if name is None:
        return ""
    return f"{{{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}}}"


def plurals() -> Iterator[tuple[str, str]]:
    """The two templates of each call of ``counted``, for one and for more."""
    texts = (file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    for text in texts:
        for node in ast.walk(ast.parse(text)) if "counted(" in text else ():
            match node:
                case ast.Call(func=ast.Name("counted"), args=[_, one, more, *_]):
                    yield from zip(templates(one), templates(more), strict=True)


def pseudo_catalogue() -> Catalog:
    """Every sentence of the program in the language."""
    catalogue = Catalog(locale=PSEUDO, fuzzy=False)
    signs = {"before decimals": DECIMAL, "between thousands": THOUSANDS}
    pairs = dict(plurals())
    for (context, text), file in told().items():
        if context is None and text in pairs:
            more = pairs[text]
            catalogue.add((text, more), (spoken_template(text), spoken_template(more)))
        elif text:
            said = accented(text) if file == HELP else spoken_template(text)
            catalogue.add(text, signs.get(context or "", said), context=context)
    return catalogue


@cache
def compiled_into(folder: Path) -> Path:
    """A folder of catalogues: those of the program, the pseudo-language and the plain one."""
    shutil.copytree(Path(dtiscore.languages.__file__).parent, folder, dirs_exist_ok=True)
    for language, catalogue in ((PSEUDO, pseudo_catalogue()), (PLAIN, Catalog(locale=PLAIN, fuzzy=False))):
        place = folder / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "dtiscore.mo").open("wb") as file:
            write_mo(file, catalogue)
    return folder
