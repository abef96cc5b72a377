"""What is told where nothing but the name of the program is typed: how to begin, in three commands."""

from __future__ import annotations

from collections.abc import Iterator

from dtiscore.said import said, spoken

_STEPS = (
    ("dtiscore example dti", said("lays a sample into this folder, with the commands to try")),
    (
        "dtiscore init TABLE.xlsx",
        said("begins an index from a table of yours: a weighting file, a project, a ranking"),
    ),
    (
        "dtiscore score TABLE.xlsx -w dti-province-2022",
        said("ranks the units of a table under a built-in edition; dtiscore weights list has all"),
    ),
)


def first_steps(about: str, language: str) -> Iterator[str]:
    """The lines of that: what the program is, the steps, and where more is told."""
    yield from (spoken(about, language), "", spoken(said("Three first steps:"), language))
    for command, does in _STEPS:
        yield from (f"  {command}", f"      {spoken(does, language)}")
    yield ""
    told = said(
        "A table is refused? {command} tells which options help.", command="dtiscore doctor TABLE.xlsx"
    )
    yield spoken(told, language)
    yield spoken(said("All commands: {command}", command="dtiscore --help"), language)
