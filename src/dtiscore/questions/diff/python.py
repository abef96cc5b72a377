"""Tell what two tables, two editions or both differ in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import PurePath
from typing import Any, Unpack

from dtiscore.arguments import checked
from dtiscore.errors import UsageFault
from dtiscore.files.catalogue import is_edition
from dtiscore.files.git import require_repository
from dtiscore.files.paths import can_be_read
from dtiscore.inputs.differing import State, diff_states
from dtiscore.inputs.former import at_revision, differences
from dtiscore.inputs.project import FoundProject
from dtiscore.inputs.project_tables import asked_tables
from dtiscore.inputs.reading import Data, DeclaredTable, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.standings import named
from dtiscore.inputs.validation import require_allowed
from dtiscore.inputs.weighting import load_methodology
from dtiscore.inputs.weighting_syntax import is_weighting
from dtiscore.methodology import Methodology
from dtiscore.questions.diff.answer import Diff
from dtiscore.questions.weights.diff.answer import diff as diff_editions
from dtiscore.said import said
from dtiscore.tables.raw import FRAME


@checked
def diff(
    before: Data | Scorecard | Weighting,
    after: Data | Scorecard | Weighting | None = None,
    weights: Weighting | None = None,
    weights_after: Weighting | None = None,
    **reading: Unpack[Reading],
) -> Diff:
    """Tell what two tables, or two editions, say differently; of tables under editions also which ranks moved and why.

    Args:
        before: a table or an edition.
        after: the later one, of the same kind; without it the one table under two editions.
        weights: the edition of the tables; without it their cells alone are compared.
        weights_after: the edition of the later table; that of the earlier one unless given.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: a table is to be compared with an edition, or nothing with nothing.
        InvalidData: a table is invalid, or there are warnings and they count as errors.
    """
    if _is_edition(before) and (after is None or _is_edition(after)):
        return _of_editions(before, after, weights, reading)
    if after is not None and _is_edition(before) != _is_edition(after):
        message = said("a table and an edition have nothing in common that could differ")
        raise UsageFault(
            message, said("give two tables or two editions; the edition of tables is given with -w")
        )
    if after is None and weights_after is None:
        raise UsageFault(
            said("there is nothing to compare with"), said("give a second table, or a second edition with -w")
        )
    last = weights if weights_after is None else weights_after
    now = before if after is None else after
    found = diff_states(_state(before, weights, reading), _state(now, last, reading), same_data=after is None)
    require_allowed(found.warnings, reading)
    return found


def _state(data: Any, weighting: Weighting | None, reading: Reading) -> State:
    """A table under an edition; ``2023=TABLE.csv`` names or chooses its period."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    return State(_label(table), table, weighting, declared)


def may_be_revision(text: str) -> bool:
    """Whether a text can be nothing but a revision of a repository: no file, no edition, and no name of a project."""
    if can_be_read(text) or is_edition(text) or not text or text == "-":
        return False
    return type(text) is str and "=" not in text and PurePath(text).suffix.lower() not in _ENDINGS


_ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xls",
    ".ods",
    ".parquet",
    ".json",
    ".jsonl",
    ".yaml",
    ".yml",
    ".toml",
)
"""Those of tables and weighting files, by which a name that is misspelt is told from a revision."""


def diff_revisions(
    found: FoundProject, before: str, after: str | None = None
) -> tuple[list[Diff], list[str]]:
    """What the tables and editions of a project differ in at two revisions, and why some of that cannot be told.

    Args:
        found: the project as it is.
        before: the earlier revision of its repository.
        after: the later one; the files as they are unless given.

    Raises:
        UsageFault: there is no such revision, or no project in it.
        SourceFault: git is not installed, or there is no
            repository.
    """
    repository = require_repository(found.file.folder)
    with ExitStack() as folders:
        former = folders.enter_context(at_revision(found, repository, before))
        now = found if after is None else folders.enter_context(at_revision(found, repository, after))
        return differences(asked_tables(former), asked_tables(now), (before, after or said("now")))


def _of_editions(before: Any, after: Any, weights: Weighting | None, reading: Reading) -> Diff:
    """What two editions say differently."""
    if after is None:
        raise UsageFault(said("there is nothing to compare with"), said("give a second edition"))
    if weights is not None or reading:
        message = said("two editions are compared as they are, without a table")
        raise UsageFault(
            message, said("to see which ranks move, give the table with both editions: diff TABLE -w A -w B")
        )
    first, last = load_methodology(before), load_methodology(after)
    return Diff(first.id, last.id, edition=diff_editions(first, last), edition_of_columns=last)


def _is_edition(what: object) -> bool:
    """Whether something is an edition: one that is known, plain data, or a file that reads as a weighting file."""
    if isinstance(what, Methodology | Mapping):
        return True
    return isinstance(what, str | os.PathLike) and (is_edition(os.fspath(what)) or is_weighting(what))


def _label(what: object) -> str:
    data = what.data if isinstance(what, DeclaredTable) else what
    if isinstance(data, str | os.PathLike):
        name = os.fspath(data)
        return "<stdin>" if name == "-" else PurePath(name.replace("\\", "/")).name or name
    return data.provenance.data if isinstance(data, Scorecard) else FRAME
