"""One drawn table through the memory and the stream engine: the same bytes, the same problems, or a contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set as AbstractSet
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from tests.engines.compared import Comparison, Row, compared, outcome
from tests.engines.drawn_tables import Drawn, draw
from tests.engines.large_tables import WRITERS

from dtiscore.engines import text_batches
from dtiscore.errors import Problem
from dtiscore.inputs.moves import moves_of
from dtiscore.inputs.reading import Reading
from dtiscore.inputs.scored import score_editions
from dtiscore.questions.score.shown import records
from dtiscore.questions.score.streaming import score_stream
from dtiscore.tables.not_streamed import REASONS, UNTOLD


def compare(seed: int, folder: Path) -> Comparison:
    """Score the draw of a seed in both ways."""
    drawn = draw(seed)
    path = folder / "table.csv"
    path.write_bytes(drawn.data)
    stream = outcome(lambda: _streamed(drawn, path), REASONS)
    if stream.by_design:
        return Comparison("refused by design", str(stream.fault))
    memory = outcome(lambda: _in_memory(drawn, path), REASONS)
    untold = UNTOLD.keys() - {"header-not-found"}
    if {"decimal", "grouping"} & drawn.reading.keys():
        untold -= {"settled-number-style"}
    told = [*_rows(memory.problems, untold)], [*_rows(stream.problems, untold)]
    found = compared(memory, stream, told, "stream")
    is_of_the_head = any(one.code == "header-not-found" for one in stream.problems)
    is_partial = memory.fault == "InvalidData" and drawn.probed < len(drawn.data.splitlines())
    if found.came == "contradiction" and is_of_the_head and is_partial:
        return Comparison("refused by design", "a title in the first lines alone")
    return found


def _rows(problems: Sequence[Problem], untold: AbstractSet[str]) -> Iterator[Row]:
    for one in [one for one in problems if one.code == "header-not-found"] or problems:
        if one.code not in untold:
            yield one.severity, one.code, one.place.line or 0, one.place.column or 0


def _in_memory(drawn: Drawn, path: Path) -> tuple[bytes, Sequence[Problem]]:
    cards = score_editions(path, drawn.edition, **drawn.reading)
    (moved,) = moves_of(cards, None, drawn.edition, cast("Reading", drawn.reading))
    columns = records.ranking_columns(cards[0], level=drawn.level, top=drawn.top, moves=moved.by_row)
    return WRITERS[drawn.form](columns).encode("utf-8", "backslashreplace"), [
        *cards[0].warnings,
        *moved.warnings,
    ]


def _streamed(drawn: Drawn, path: Path) -> tuple[bytes, Sequence[Problem]]:
    output = path.parent / f"streamed.{drawn.form}"
    form: Any = drawn.form
    asked = {"form": form, "level": drawn.level, "top": drawn.top, "block_bytes": drawn.block_bytes}
    with patch.object(text_batches, "_PROBED", drawn.probed):
        done = score_stream(path, drawn.edition, output, **asked, **drawn.reading)
    return output.read_bytes(), done.warnings
