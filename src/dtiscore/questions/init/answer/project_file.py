"""The project file beside a draft: the table with how it is read, and its weighting file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dtiscore.methodology.writing.modeline import modeline
from dtiscore.project.writing import key_text, table_text
from dtiscore.questions.init.answer.draft import for_editors
from dtiscore.said import Said, said, spoken

_PROJECT: Said = said("How the table is read, and which weighting file scores it.")


def name_of(stem: str) -> str:
    """An id of plain letters from the name of a file."""
    from dtiscore.units.spelling import normal_form, without_accents

    plain = without_accents(normal_form(stem))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "index"


def project_text(
    name: str, file: str | None, weights: str, reading: Mapping[str, object], language: str | None
) -> str:
    """The project file: the table with how it is read, if it lies in the folder, and the weighting file."""
    lines = [f"# {spoken(line, language)}" for line in (_PROJECT, for_editors("project"))]
    lines += [key_text("edition", name), ""]
    if file is not None:
        lines.append(table_text(name, file, reading))
    text = "\n".join([*lines, "[weights]", key_text(name, weights), ""])
    return modeline("project", "toml") + text
