"""Score a Spark DataFrame on the cluster where it is: a DataFrame in, a DataFrame out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from dtiscore.arguments import checked
from dtiscore.engines.spark.columns import Request
from dtiscore.engines.spark.files import read_files, told_by_spark
from dtiscore.engines.spark.scoring import SparkScores, score_frame
from dtiscore.engines.spark.session import require_pyspark, session
from dtiscore.errors import UsageFault
from dtiscore.files.paths import FileName
from dtiscore.inputs.in_force import candidates, several
from dtiscore.inputs.reading import (
    Reading,
    Weighting,
    period_of,
    reading_options,
    require_known,
    require_whole,
    table_options,
)
from dtiscore.inputs.scored import given
from dtiscore.inputs.weighting import other_schemes, scheme_of
from dtiscore.said import said
from dtiscore.scoring.reference import Reference

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SOURCE = "<Spark DataFrame>"
_OF_FILES = (
    "delimiter", "encoding", "skip_rows", "header_rows", "sheet", "range", "layout", "indicator_column", "value_column",
    "max_bytes",
)  # fmt: skip


@checked
def score_spark(
    frame: DataFrame,
    methodology: Weighting,
    *,
    nodes: Sequence[str] | None = None,
    ranks: bool = False,
    reference: FileName | Reference | None = None,
    language: str | None = None,
    **reading: Unpack[Reading],
) -> SparkScores:
    """Score and rank the rows of a Spark DataFrame under an edition, as :func:`dtiscore.score` does in memory.

    Columns of numbers are taken as they are, columns of texts are read by the strict grammar: in the declared number
    style, else with a decimal point. Nothing is collected but what partitions leave behind for the fit, a sample of the
    faults and, where ranks are on published decimals, a count per distinct score.

    Args:
        frame: one row per unit and period, one column per indicator.
        methodology: the edition, as for :func:`dtiscore.score`; one, not a family that several periods choose from.
        nodes: codes of the nodes and views to give beside the index; what the edition shows unless given.
        ranks: whether the ranks in these nodes are wanted too.
        reference: statistics fitted elsewhere, or the file that holds them.
        language: the language of the names of units.
        reading: what is declared about the table, see :class:`Reading`; nothing about files.

    Returns:
        the scores, whose ``frame`` is a Spark DataFrame; ``release()`` gives back what Spark keeps of them.

    Raises:
        UsageFault: the edition compares units or needs all values at once, or pyspark is not installed.
        InvalidData: the table breaks the rules of the edition; the message has the true number of errors, ``problems``
            the first of them.
    """
    require_pyspark()
    require_known(reading)
    for name in _OF_FILES:
        if reading.get(name):
            raise UsageFault(
                said("{name} is about files, and the table is a DataFrame", name=name),
                said("declare it where Spark reads the file"),
            )
    return score_on_spark(
        frame, methodology, reading, nodes=nodes, ranks=ranks, reference=given(reference), language=language
    )


def score_files_on_spark(  # noqa: PLR0913 - what one command says
    data: str,
    methodology: Weighting,
    reading: Reading,
    *,
    master: str | None = None,
    ranks: bool = False,
    reference: Reference | None = None,
    language: str | None = None,
) -> SparkScores:
    """Score a table that Spark reads: a CSV or Parquet file, or a folder of such, where every executor can see it.

    Args:
        data: the path or address of the table.
        methodology: the edition, as for :func:`score_spark`.
        reading: what is declared about the table.
        master: the cluster; all processors of this machine unless given.
        ranks: whether the ranks in the nodes shown are wanted too.
        reference: statistics fitted elsewhere.
        language: the language of the names of units.

    Raises:
        UsageFault: no session can be started; otherwise as :func:`score_spark`.
        SourceFault: Spark cannot read the table.
    """
    require_known(reading)
    spark = session(master)
    frame = read_files(spark, data, table_options(reading))
    with told_by_spark(data):
        return score_on_spark(
            frame, methodology, reading, ranks=ranks, reference=reference, language=language, source=data
        )


def score_on_spark(  # noqa: PLR0913 - what one call of the Python function says
    frame: DataFrame,
    methodology: Weighting,
    reading: Reading,
    *,
    nodes: Sequence[str] | None = None,
    ranks: bool = False,
    reference: Reference | None = None,
    language: str | None = None,
    source: str = SOURCE,
) -> SparkScores:
    """Score a Spark DataFrame, whatever it was made from; ``source`` is its name in messages. See :func:`score_spark`."""
    editions = candidates(methodology, date=reading.get("date"), period=period_of(reading.get("period")))
    if len(editions) > 1:
        raise several(editions, source, None)
    (edition,) = editions
    require_whole(edition, reading, framed=reference is not None)
    scheme = scheme_of(edition, methodology)
    request = Request(
        methodology=edition,
        scheme=scheme,
        other_schemes=tuple(other_schemes(scheme)),
        options=reading_options(reading),
        reference=reference,
        nodes=nodes,
        ranks=ranks,
        language=language,
        source=source,
        strict=bool(reading.get("strict")),
    )
    return score_frame(frame, request)
