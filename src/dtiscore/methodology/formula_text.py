"""The text of a formula taken apart into numbers, names and signs, so that nothing else reaches the parser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise, zip_longest
from typing import NamedTuple

from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

MAX_LENGTH = 2000

_NAME = "name_"
"""What stands for a name in the plain text, followed by its number: so a column may be called ``if`` or ``4.1``."""
NONE = "none"
"""What stands for no score; a column of this name stands between backticks."""
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|`(?P<quoted>[^`]*)`"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|[-+*/(),])"
    r"|(?P<space> +)"
)
_COMPARED = said("y where x reaches 3 and z below it is if_at_least(x, 3, y, z)")
_MEANT = {
    "^": said("a power is written **"),
    "×": said("write *"),
    "·": said("write *"),
    "÷": said("write /"),
    ":": said("write /"),
    "−": said("write the minus of the keyboard, -"),
    "–": said("write the minus of the keyboard, -"),
    "%": said("divide by 100"),
    "`": said("a quoted name stands between two backticks"),
    "[": said("use ( )"),
    "{": said("use ( )"),
    **dict.fromkeys("<>=≤≥?", _COMPARED),
}


class FormulaFault(Unfit):
    """A text is no formula; ``str()`` says why, with the place where it helps."""


class FormulaTooLarge(FormulaFault):
    """A formula is longer or deeper than one may be; how to split it depends on where it stands."""


class PlainFormula(NamedTuple):
    """A formula in which names are replaced, so that Python's parser sees numbers, signs and functions alone."""

    text: str
    names: tuple[str, ...]
    """The names that were replaced, by number."""
    starts: tuple[int, ...]
    """Where each piece of ``text``, between its spaces, began in what was written."""

    def name(self, replaced: str) -> str:
        """The name for which a piece of the text stands."""
        return self.names[int(replaced.removeprefix(_NAME))]

    def written_at(self, offset: int) -> int:
        """The character of what was written, from 1, at which the piece around a character of the text begins."""
        return self.starts[self.text.count(" ", 0, offset - 1)] + 1


def plain_formula(text: str, functions: Collection[str]) -> PlainFormula:
    """Take a formula apart; a name before an opening parenthesis is left in place if it is one of the functions.

    Raises:
        FormulaFault: the text is empty or too long, or holds a character that no formula has.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaTooLarge(
            said("a formula has at most {limit} characters, and this one {n}", limit=MAX_LENGTH, n=len(text))
        )
    if not text.isprintable():
        raise FormulaFault(said("a formula stands on one line, without tabs or hidden characters"))
    tokens = _tokens(unicodedata.normalize("NFC", text))
    if not tokens:
        raise FormulaFault(said("the formula is empty"))
    _require_signs(tokens)
    names: list[str] = []
    pieces: list[str] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        called = following is not None and following[0] == "("
        if token["name"] == NONE:
            pieces.append("None")
        elif token.lastgroup in ("number", "sign") or (called and token[0] in functions):
            pieces.append(token[0])
        else:
            pieces.append(f"{_NAME}{len(names)}")
            names.append(_name(token))
    return PlainFormula(" ".join(pieces), tuple(names), tuple(token.start() for token in tokens))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a formula that can be taken apart, as they are written."""
    tokens = _tokens(unicodedata.normalize("NFC", text))
    return frozenset(token[0] for token in tokens if token.lastgroup == "number")


def _tokens(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            hint = _MEANT.get(text[at], said("it knows numbers, names, + - * / ** ( ) and functions"))
            raise FormulaFault(
                said(
                    '"{sign}" at character {at} is not part of a formula: {hint}',
                    sign=text[at],
                    at=at + 1,
                    hint=hint,
                )
            )
        if token.lastgroup != "space":
            found.append(token)
        at = token.end()
    return found


def _require_signs(tokens: list[re.Match[str]]) -> None:
    """Make sure that no two values stand side by side, as people write a product."""
    for first, second in pairwise(tokens):
        if (first[0] == ")" or first.lastgroup != "sign") and second.lastgroup != "sign":
            message = said(
                "between {first} and {second} at character {at} stands no sign",
                first=first[0],
                second=second[0],
                at=second.start() + 1,
            )
            raise FormulaFault(message, said("write * where they are multiplied"))


def _name(token: re.Match[str]) -> str:
    name = token["name"] or token["quoted"]
    if not name:
        raise FormulaFault(said("the name at character {at} is empty", at=token.start() + 1))
    if name != name.strip():
        raise FormulaFault(
            said(
                'the name at character {at} begins or ends with a space: "{name}"',
                at=token.start() + 1,
                name=name,
            )
        )
    return name
