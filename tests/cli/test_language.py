"""Which language people are spoken to in: ``--lang``, then ``DTISCORE_LANG``, then the locale, then English."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dtiscore.cli.language import chosen_language, listen_to, spoken_language
from dtiscore.errors import UsageFault

VARIABLES = ("DTISCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing of a language."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("arguments", "variables", "chosen", "spoken"),
    [
        ([], {}, None, "en"),
        (["--lang", "vi"], {}, "vi", "vi"),
        (["--lang=vi"], {"DTISCORE_LANG": "en", "LANG": "en_US.UTF-8"}, "vi", "vi"),
        (["score", "--lang", "en"], {"DTISCORE_LANG": "vi", "LANG": "vi_VN"}, "en", "en"),
        (["--", "--lang", "vi"], {}, None, "en"),
        (["--lang"], {"LANG": "vi_VN"}, None, "vi"),
        (["--lang", "fr"], {"LANG": "vi_VN"}, None, "vi"),
        ([], {"DTISCORE_LANG": "vi", "LC_ALL": "C"}, "vi", "vi"),
        ([], {"DTISCORE_LANG": "", "LANG": "vi"}, None, "vi"),
        ([], {"LANG": "vi_VN.UTF-8"}, None, "vi"),
        ([], {"LC_MESSAGES": "vi_VN@latin", "LANG": "en_GB"}, None, "vi"),
        ([], {"LC_ALL": "C", "LC_MESSAGES": "vi_VN", "LANG": "vi_VN"}, None, "en"),
        ([], {"LC_ALL": "", "LANG": "vi_VN"}, None, "vi"),
        ([], {"LANG": "POSIX"}, None, "en"),
        ([], {"LANG": "vis_XX"}, None, "en"),
    ],
)
def test_the_first_that_says_a_language_counts(
    environment: pytest.MonkeyPatch,
    arguments: Sequence[str],
    variables: dict[str, str],
    chosen: str | None,
    spoken: str,
) -> None:
    for name, value in variables.items():
        environment.setenv(name, value)
    listen_to(arguments)
    assert (chosen_language(), spoken_language()) == (chosen, spoken)


def test_a_language_of_the_environment_that_there_is_not_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DTISCORE_LANG", "Vietnamese")
    with pytest.raises(UsageFault, match='DTISCORE_LANG is "Vietnamese", which is no language') as fault:
        listen_to(["score"])
    assert fault.value.fix == "set it to vi or en, or unset it"
    listen_to(["score", "--lang", "vi"])  # which counts instead
