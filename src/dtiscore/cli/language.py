"""The language of what people read: chosen by ``--lang``, ``DTISCORE_LANG`` or the project, or for the reader of a screen by
the locale.

It is known before the command line is parsed, so that what is wrong with that is told in it too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dtiscore.cli.project import language_of_project
from dtiscore.errors import UsageFault
from dtiscore.languages import languages
from dtiscore.said import said, with_or

VARIABLE = "DTISCORE_LANG"
"""The variable of the environment that chooses a language for every command."""

_arguments: Sequence[str] = ()
"""The command line of this process."""

_apart = False
"""Whether the environment says nothing."""


def listen_to(arguments: Sequence[str]) -> None:
    """Remember the command line, whose ``--lang`` comes before all else.

    Raises:
        UsageFault: the environment chooses a language that there is not.
    """
    global _arguments  # noqa: PLW0603 - a process speaks one language, and what tells a fault is given no options
    _arguments = arguments
    chosen = os.environ.get(VARIABLE)
    if chosen and chosen not in languages() and _typed() is None:
        raise UsageFault(
            said(
                '{variable} is "{chosen}", which is no language of dtiscore', variable=VARIABLE, chosen=chosen
            ),
            said("set it to {languages}, or unset it", languages=with_or(reversed(languages()), commas=True)),
        )


@contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """Listen to another command line for a while, as that of one of several outputs, and not to the environment."""
    global _arguments, _apart
    before = _arguments, _apart
    _arguments, _apart = arguments, True
    try:
        yield
    finally:
        _arguments, _apart = before


def chosen_language() -> str | None:
    """The language that somebody chose for dtiscore: of files and of forms for programs, which no locale changes."""
    of_environment = None if _apart else os.environ.get(VARIABLE)
    return _typed() or _known(of_environment) or _known(language_of_project())


def spoken_language() -> str:
    """The language of screens, messages and help: chosen, or else that of the locale, or else English."""
    return chosen_language() or _of_the_locale() or "en"


def _typed() -> str | None:
    """What ``--lang`` says, if it says a language; what else it says is refused when the command line is parsed."""
    for at, argument in enumerate(_arguments):
        if argument == "--":
            break
        option, has_value, value = argument.partition("=")
        if option == "--lang" and (value := value if has_value else "".join(_arguments[at + 1 : at + 2])):
            return _known(value)
    return None


def _of_the_locale() -> str | None:
    """The language of messages by the first of the variables of POSIX that is set, such as ``vi_VN.UTF-8``."""
    set_ones = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in set_ones if value), "")
    return _known(locale.partition(".")[0].partition("@")[0].partition("_")[0])


def _known(language: str | None) -> str | None:
    return language if language and language in languages() else None
