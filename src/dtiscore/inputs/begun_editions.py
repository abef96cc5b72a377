"""An edition as the beginning of another weighting file: its name, a draft, and in points where the table has points."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import PurePath

from dtiscore.errors import Problem, UsageFault
from dtiscore.files.catalogue import edition_ids, edition_text, is_edition_or_family
from dtiscore.inputs.weighting import load_methodology, weighting_text
from dtiscore.inputs.weighting_syntax import syntax_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.writing.modeline import modeline
from dtiscore.methodology.writing.rule_text import IDENTITY, with_rule
from dtiscore.questions.init.answer.project_file import name_of
from dtiscore.said import said, spoken
from dtiscore.shell_words import as_word
from dtiscore.tables.points_columns import columns_of_points

_LEFT_OUT = re.compile("(?:id|family|supersedes|draft):|# yaml-language-server:")
"""Lines of an edition that another one does not share."""


def index_name(table: str) -> str:
    """A name for an index from that of the file of its table: the same, where nothing built in has it."""
    name = name_of(PurePath(table).stem)
    return f"{name}-index" if is_edition_or_family(name) else name


def begun_text(edition: str | os.PathLike[str], name: str) -> str:
    """The text of an edition as a draft of another, which is called ``name``.

    Args:
        edition: the id of a built-in edition, or the path of a weighting file in YAML.
        name: the id of the draft.

    Raises:
        UsageFault: there is no such edition, or it is not written in YAML. InvalidMethodology: it breaks rules.
    """
    source = os.fspath(edition)
    load_methodology(edition)
    if source in edition_ids():
        text, _ = edition_text(source)
    elif source == "-" or syntax_of(source) != "yaml":
        raise UsageFault(
            said("{file} is no weighting file in YAML, from which another could be begun", file=source),
            said("write it as one: dtiscore weights convert {file} --to yaml", file=as_word(source)),
        )
    else:
        text = weighting_text(source)
    lines = [line for line in text.splitlines() if not _LEFT_OUT.match(line)]
    lines = [*modeline("weighting-file", "yaml").splitlines(), *lines]
    at = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    return "\n".join([*lines[:at], f'id: "{name}"', "draft: true", *lines[at:], ""])


def in_points(
    text: str, methodology: Methodology, problems: Sequence[Problem] | None, language: str | None = None
) -> tuple[str, Sequence[str]]:
    """A weighting file as it reads points, where the problems of a table under it say that the table has points.

    Args:
        text: the weighting file in YAML.
        methodology: what it says.
        problems: those of the table under it.
        language: the language of the comment that says so.

    Returns:
        the text, and the headings of the columns of points; none where the text is as it was, since the table has no points
        or no node writes the rule itself that would have to be another.
    """
    headers = columns_of_points(problems or ())
    codes = {node.code for node in methodology.index.indicators() if not headers.isdisjoint(node.inputs)}
    found = with_rule(text, codes, IDENTITY) if codes else text
    if found == text:
        return text, ()
    note = said("Its rules are identity where the table has points; before, they read shares.")
    first, _, rest = found.partition("\n")  # the schema that editors look for
    return f"{first}\n# {spoken(note, language)}\n{rest}", sorted(headers)
