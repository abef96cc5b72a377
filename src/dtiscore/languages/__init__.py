"""The catalogues of other languages: each sentence stands in English where it is said, and here in another language."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

_CATALOGUES = Path(__file__).parent
"""The folder that they stand in."""


def languages() -> tuple[str, ...]:
    """The languages that the program speaks: English, and each that has a catalogue."""
    return "en", *sorted(folder.parent.name for folder in _CATALOGUES.glob("*/LC_MESSAGES"))


class _English(NullTranslations):
    """Sentences as they stand in the code, among names in a language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._names = language

    def info(self) -> dict[str, str]:
        return {"language": self._names}


@cache
def catalogue(language: str) -> NullTranslations:
    """The catalogue of a language; of one without any it has the names of editions, and English for the rest.

    Raises:
        FileNotFoundError: it is not compiled, as installing dtiscore does.
    """
    if language == "en" or language not in languages():
        return _English(language)
    return translation("dtiscore", _CATALOGUES, [language])
