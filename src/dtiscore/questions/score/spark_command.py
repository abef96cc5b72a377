"""``score --engine spark``: a table that Spark reads, scored on its executors; the result in a folder or on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.errors import UsageFault
from dtiscore.progress import tell
from dtiscore.said import said
from dtiscore.scoring.ranking import plain_rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame

    from dtiscore.cli.result import Result
    from dtiscore.engines.spark.scoring import SparkScores
    from dtiscore.inputs.reading import Reading

SHOWN = 100_000
"""Rows that are collected for standard output; more are written into a folder."""


def score_by_spark(
    inputs: Sequence[str],
    result: Result,
    reading: Reading,
    *,
    master: str | None,
    ranks: bool,
    reference: str | None,
) -> None:
    """Score the first of the inputs under the second on Spark.

    Raises:
        UsageFault: the result is too long for standard output.
    """
    from dtiscore.cli.terminal import say_written, show_progress
    from dtiscore.engines.spark.files import told_by_spark, write_folder
    from dtiscore.files.same_file import refuse_same_file
    from dtiscore.inputs.references import load_reference
    from dtiscore.questions.score.on_spark import score_files_on_spark

    if not result.quiet:
        show_progress()
    tell(said("starting Spark"))
    to_folder = result.output not in (None, "-")
    form = _form(result)
    if result.output is not None:
        refuse_same_file(inputs, result.output)
    scores = score_files_on_spark(
        inputs[0],
        inputs[1],
        reading,
        master=master,
        ranks=ranks,
        reference=None if reference is None else load_reference(reference),
        language=result.language,
    )
    result.tell(scores.warnings)
    with told_by_spark(inputs[0]):
        if to_folder and result.output is not None:
            write_folder(scores.frame, result.output, form)
            if not result.quiet:
                say_written(result.output, form, rows=scores.rows)
        else:
            _show(scores, result, inputs)


def _form(result: Result) -> str:
    """The form of the result: told by the ending of its folder too, for Parquet as for others."""
    from dtiscore.engines.spark.files import WRITTEN

    if result.output in (None, "-"):
        if result.chosen not in ("table", "csv", "tsv", "jsonl"):
            raise UsageFault(
                said("--engine spark writes no {chosen}", chosen=result.chosen),
                said("choose table, csv, tsv or jsonl"),
            )
        return result.chosen
    output = str(result.output)
    told = [known for known in WRITTEN if output.rstrip("/").endswith(f".{known}")]
    form: str = result.form or "".join(told)
    if form not in WRITTEN:
        fix = said(
            "end its name in {written}, or choose csv, tsv or jsonl with -f",
            written=", ".join(f".{known}" for known in WRITTEN),
        )
        raise UsageFault(said("{output}: Spark writes no such folder", output=output), fix)
    return form


def _show(scores: SparkScores, result: Result, inputs: Sequence[str]) -> None:
    from dtiscore.render.plain_list import PlainList

    if scores.rows > SHOWN:
        message = said(
            "the result has {rows:,} rows, and at most {limit:,} are shown", rows=scores.rows, limit=SHOWN
        )
        raise UsageFault(message, said("write them into a folder: -o scores.parquet"))
    result.show(PlainList("scores", columns_of_frame(scores.frame)), inputs)


def columns_of_frame(frame: DataFrame) -> dict[str, list[object]]:
    """The rows as columns of plain values, the best first in each period and group, the unranked last."""

    def place(row: Sequence[object]) -> tuple[object, ...]:
        told = dict(zip(frame.columns, row, strict=True))
        rank = told["rank"]
        key = (str(told.get("period") or ""), str(told.get("group") or ""))
        return (*key, rank is None, rank or 0, str(told["unit"]))

    rows = sorted(map(tuple, frame.collect()), key=place)
    columns = {name: [row[i] for row in rows] for i, name in enumerate(frame.columns)}
    return {
        name: [plain_rank(value) for value in values] if name == "rank" or name.endswith(".rank") else values
        for name, values in columns.items()
    }
