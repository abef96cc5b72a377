"""The one place that makes a text safe for a terminal or a log: what would act, hide or command is shown as an escape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories whose characters steer a terminal, turn the writing direction, or take no place at all."""

_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters, symbols and variation selectors that print as nothing, by which two names can look alike and differ."""

_PRINTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"  # control characters and line ends: a log may obey what follows
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # direction marks
)
"""Characters that act where a file for other programs is printed. Joiners and other unseen letters stay there: names of
some languages need them, and whoever compares the texts must find them as they were."""

_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}

_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)")
"""What a log of a build takes for a command: ``::error::`` of GitHub where a line begins, white space or none before
it; ``##[error]``, ``##vso[`` of Azure Pipelines and ``##teamcity[`` wherever in a line they stand."""


_NON_JOINER, _JOINER = "\u200c", "\u200d"
_SELECTORS = "\ufe0e\ufe0f"
"""Of a symbol that can be drawn as text and as a picture."""
_SPELLING = frozenset({_NON_JOINER, _JOINER, *_SELECTORS})
_MARKS = 4
"""How many characters back the letter that bears vowel marks is looked for."""
_VIRAMA = 9
"""The combining class of the signs that take the vowel from a consonant and bind it to the next one."""


def is_acting(character: str) -> bool:
    """Whether a character by itself would act on the reader's screen or hide from it, rather than be seen."""
    return unicodedata.category(character) in _ACTING or character in _BLANK


def acting(text: str) -> list[int]:
    """Where in a text a character acts or hides; one by which its neighbours look otherwise does neither."""
    if has_none_unseen(text):
        return []
    return [at for at, character in enumerate(text) if is_acting(character) and not _is_spelt(text, at)]


def is_all_seen(text: str) -> bool:
    """Whether no character of a text acts or hides, or is another space than the plain one."""
    return has_none_unseen(text) or has_none_unseen(
        "".join(character for at, character in enumerate(text) if not _is_spelt(text, at))
    )


def has_none_unseen(text: str) -> bool:
    """The same where not even its neighbours let a character be unseen."""
    return text.isprintable() and (text.isascii() or _BLANK.isdisjoint(text))


def _is_spelt(text: str, at: int) -> bool:
    """Whether a character belongs to the spelling of its neighbours, as a joiner does in the Sinhala name of Sri Lanka.

    A joiner stands beside a virama, of which it says what becomes of the consonants, keeps two Arabic letters apart, or makes
    one picture of two. A variation selector behind a symbol says whether it is drawn as a picture.

    Source: RFC 5892, appendix A; The Unicode Standard, sections 9.2 and 12.2 (a joiner before a virama); Unicode Technical
    Standard 51, section 1.4 (emoji presentation sequences and emoji zwj sequences).
    """
    if text[at] not in _SPELLING or not at > 0:
        return False
    before, after = text[at - 1], text[at + 1 : at + 2] or " "
    if text[at] in _SELECTORS:
        return _is_symbol(before)
    if text[at] == _JOINER and _is_symbol(after):
        return _is_symbol(before) or (before in _SELECTORS and _is_spelt(text, at - 1))
    if unicodedata.combining(before) == _VIRAMA:
        return True
    if text[at] == _JOINER:
        return before.isalpha() and unicodedata.combining(after) == _VIRAMA
    letter = next((one for one in reversed(text[max(0, at - _MARKS) : at]) if not _is_mark(one)), " ")
    return unicodedata.bidirectional(letter) == "AL" == unicodedata.bidirectional(after)


def _is_symbol(character: str) -> bool:
    """Whether a character is a symbol or the skin tone of one, as emoji are but for the few that are signs or letters by themselves."""
    return unicodedata.category(character) in ("So", "Sm", "Sk")


def _is_mark(character: str) -> bool:
    return unicodedata.bidirectional(character) == "NSM"


def escape(character: str) -> str:
    """The escape by which a character is shown: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    if character in _SHORT:
        return _SHORT[character]
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def harmless(text: str) -> str:
    """A text of a file for other programs in which what would act where it is printed is an escape such as ``\\n``."""
    return _PRINTED.sub(lambda found: escape(found[0]), text)


def visible(text: str) -> str:
    """The text in NFC, fit to be a line or a part of one: what acts or hides, and what begins a command, is an escape."""
    return with_escapes(unicodedata.normalize("NFC", text), escape)


def visible_lines(text: str) -> str:
    """The same of a text of ours that has several lines, parted by line feeds."""
    return "\n".join(map(visible, text.split("\n")))


def with_escapes(line: str, escape: Callable[[str], str]) -> str:
    """A line in which ``escape`` writes, as some form has it, each character that acts, hides or begins a command."""
    if places := set(acting(line)):
        line = "".join(escape(character) if at in places else character for at, character in enumerate(line))
    return without_commands(line, escape)


def is_command(line: str) -> bool:
    """Whether the log of a build would take something in a line for a command."""
    return ("::" in line or "##" in line) and _COMMAND.search(line) is not None


def without_commands(line: str, escape: Callable[[str], str] = escape) -> str:
    """The line in which what begins a command is an escape."""
    if "::" not in line and "##" not in line:
        return line
    return _COMMAND.sub(lambda found: escape("#") if found[1] is None else f"{found[1]}{escape(':')}", line)


def shortened(text: str, most: int) -> str:
    """A text with so many characters at most, such as a cell that is a whole line of a file of another kind."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
