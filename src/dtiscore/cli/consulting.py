"""Which doctor is to be asked about a table that was refused: the command, as it can be pasted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dtiscore.cli.project import project
from dtiscore.errors import Problem, SheetName
from dtiscore.files.paths import is_there
from dtiscore.problem_codes import OF_READING
from dtiscore.said import Said, retold, said
from dtiscore.shell_words import as_line, as_word


def doctor_for(problems: Sequence[Problem], typed: Sequence[str]) -> Said | None:
    """What to ask about the table in which something may be declared otherwise; ``typed`` are the words of the command line."""
    file = next(
        (problem.place.file for problem in problems if problem.is_error and problem.code in OF_READING), ""
    )
    if isinstance(file, SheetName):
        file = SheetName(file.rpartition("!")[0])
    if not file or not is_there(file) or typed[:1] == ["doctor"]:
        return None
    command = as_line(["dtiscore", "doctor", _as_called(file, typed), *_weights(typed)])
    return said("{command} tells whether options help", command=command)


def with_the_edition(fix: Said, typed: Sequence[str]) -> Said:
    """A way out that asks the doctor, with the edition that was typed."""
    command = fix.parts.get("command")
    if command is None or typed[:1] == ["doctor"]:
        return fix
    return retold(fix, command=" ".join([str(command), *map(as_word, _weights(typed))]))


def _as_called(file: str, typed: Sequence[str]) -> str:
    """The table by the name of a project, where it was called so: with it goes how the project says that it is read."""
    found = project()
    tables = (
        {} if found is None else {name: found.path(one.file) for name, one in found.project.tables.items()}
    )
    names = (word.rpartition("=")[2] for word in typed)
    return next((name for name in names if tables.get(name.removeprefix("@")) == file), file)


def _weights(typed: Sequence[str]) -> list[str]:
    """The edition that was typed, if it is one."""
    found = [value for option, value in pairwise(typed) if option in ("-w", "--weights")]
    found += [word.partition("=")[2] for word in typed if word.startswith("--weights=")]
    return ["-w", *found] if len(found) == 1 else []
