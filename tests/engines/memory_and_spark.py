"""One drawn table in memory and on Spark: the same rows, the same problems, or a contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast
from unittest.mock import patch

from tests.engines.compared import Comparison, Outcome, Row, compared, outcome
from tests.engines.drawn_tables import Drawn, draw

from dtiscore.engines.spark import scoring
from dtiscore.engines.spark.files import told_by_spark
from dtiscore.engines.spark.tallies import KEPT
from dtiscore.errors import Problem, errors_of
from dtiscore.inputs.reading import Reading
from dtiscore.inputs.scored import score
from dtiscore.problem_codes import OF_READING, OF_TABLES
from dtiscore.questions.score.on_spark import score_files_on_spark
from dtiscore.questions.score.shown import records
from dtiscore.questions.score.spark_command import columns_of_frame
from dtiscore.said import said
from dtiscore.tables.not_streamed import REASONS, REFUSED_ON_SPARK, UNTOLD_ON_SPARK
from dtiscore.tables.texts.writing import to_csv

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_REFUSED = REASONS.keys() | REFUSED_ON_SPARK.keys()
_OF_CELLS = OF_READING | {"missing-value"}
"""What is told before anything is scored."""
_OF_RECORDS = {"ragged-row", "stray-quote", "unclosed-quote", "swallowed-rows"}
"""What memory calls a record of which Spark knows that its fields are too many or too few, or a quotation mark is missing."""
_OF_FIRST_ROWS = ("header-not-found", "merged-header")
"""What is told of a text of which the headings are not the first record."""
_OF_HEADINGS = {one.code for one in OF_TABLES[said("Headings and columns")]} | {"invisible-character"}
"""What headings alone may be told of."""


def compare(seed: int, folder: Path, spark: SparkSession) -> Comparison:
    """Score the draw of a seed in memory and on Spark, which reads it in parts and batches of a drawn size."""
    drawn = draw(seed, for_spark=True)
    if "encoding" not in drawn.reading and not _is_utf8(drawn.data):
        return Comparison("left out", "another encoding than UTF-8, not declared")
    path = folder / "table.csv"
    path.write_bytes(drawn.data)
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(len(drawn.data) // (1 + seed % 2) + 1))
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1000" if drawn.probed > 3 else "3")
    with patch.object(scoring, "_gathered", wraps=scoring._gathered) as gathered:
        on_spark = outcome(lambda: _on_spark(drawn, path), _REFUSED)
    if on_spark.by_design:
        return Comparison("refused by design", str(on_spark.fault))
    memory = outcome(lambda: _in_memory(drawn, path), _REFUSED)
    told = _told(memory.problems, on_spark, drawn.data if not gathered.called else None)
    return compared(memory, on_spark, told, "Spark")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _in_memory(drawn: Drawn, path: Path) -> tuple[bytes, Sequence[Problem]]:
    card = score(path, drawn.edition, **drawn.reading)
    return _text(records.ranking_columns(card, ranks=_with_ranks(drawn))), card.warnings


def _on_spark(drawn: Drawn, path: Path) -> tuple[bytes, Sequence[Problem]]:
    reading = cast("Reading", drawn.reading)
    scores = score_files_on_spark(str(path), drawn.edition, reading, ranks=_with_ranks(drawn))
    try:
        with told_by_spark(str(path)):
            return _text(columns_of_frame(scores.frame)), scores.warnings
    finally:
        scores.release()


def _with_ranks(drawn: Drawn) -> bool:
    return drawn.level == "all"


def _text(columns: dict[str, list[object]]) -> bytes:
    """The ranking as text, its rows sorted."""
    head, *rows = to_csv(columns).splitlines()
    return "\n".join([head, *sorted(rows)]).encode("utf-8", "backslashreplace")


def _told(
    in_memory: Sequence[Problem], spark: Outcome, unread: bytes | None
) -> tuple[Iterable[Row], Iterable[Row]]:
    """The problems that memory and Spark tell, as far as Spark comes; ``unread`` are the bytes of which it read no row."""
    on_spark = spark.problems
    if any(one.code == "ragged-row" for one in on_spark):  # Spark ends with the first such line
        told = any(one.code in _OF_RECORDS for one in in_memory)
        return (_rows(on_spark), _rows(on_spark)) if told else ((), _rows(on_spark))
    if spark.fault == "InvalidData" and any(one.code in _OF_FIRST_ROWS for one in in_memory):
        return (), ()  # whatever Spark lacks in headings that are none
    if unread is not None and spark.fault == "InvalidData":
        in_memory = [one for one in in_memory if _of_headings(one, unread)]
    if any(
        # What preparation leaves out of range is told of no column, and of what is scored.
        one.code in _OF_CELLS and (one.code, one.place.header) != ("out-of-range", None)
        for one in errors_of(in_memory)
    ):  # on Spark other rows are scored all the same
        on_spark = [one for one in on_spark if one.code in _OF_CELLS or not one.is_error]
    elif errors_of(in_memory):  # in memory nothing else is told of what cannot be scored
        on_spark = errors_of(on_spark)
    rows = set(_rows(in_memory)), set(_rows(on_spark))
    if sum(one.place.header is not None for one in on_spark) >= KEPT and rows[1] <= rows[0]:
        return rows[1], rows[1]  # Spark tells the first of them
    return rows


def _of_headings(problem: Problem, data: bytes) -> bool:
    above = len(data) - len(data.lstrip())
    line = 1 + data.count(b"\n", 0, above)
    return problem.code in _OF_HEADINGS and (problem.place.line or 0) <= line


def _rows(problems: Sequence[Problem]) -> Iterator[Row]:
    for one in problems:
        if one.code not in UNTOLD_ON_SPARK:
            yield _row(one)


def _row(problem: Problem) -> Row:
    return problem.severity, problem.code, problem.place.header or ""
