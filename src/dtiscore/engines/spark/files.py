"""Tables that Spark reads from files, and results that it writes into a folder."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from dtiscore.engines.refusals import require_utf8
from dtiscore.errors import InvalidData, Place, Problem, SourceFault, UsageFault
from dtiscore.said import said
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.options import TableOptions
from dtiscore.tables.texts.delimited import SEP_LINE, require_form

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Form = Literal["csv", "tsv", "jsonl", "parquet"]
WRITTEN = ("csv", "tsv", "jsonl", "parquet")


def read_files(spark: SparkSession, path: str, file: TableOptions) -> DataFrame:
    """The table of a CSV file, a Parquet file or a folder of either; all cells of CSV are texts, which we interpret.

    A record of a CSV stands on one line, so that large files can be parted; a line with more or fewer fields than there
    are headings stops the run. Records without content are left out.

    Raises:
        UsageFault: the ending tells neither, or something is declared that holds for other files.
        SourceFault: Spark cannot read it.
    """
    from pyspark.errors import PySparkException

    is_not_wide = file.layout in ("long", "turned") or file.indicator_column or file.value_column
    if file.skip_rows or file.header_rows != 1 or is_not_wide or file.sheet or file.range:
        message = said("Spark reads tables with one row of headings and one column per indicator")
        fix = said(
            "leave out --skip-rows, --header-rows, --layout, --indicator-column, --value-column, --sheet and --range"
        )
        raise not_streamed("not-on-spark-table", path, message, fix)
    require_form(file.delimiter, file.skip_rows, file.header_rows)
    try:
        if _ending(path) == ".parquet":
            return spark.read.parquet(path)
        headings = _headings(spark, path, file)
        if SEP_LINE.fullmatch(_delimiter(path, file).join(headings)):
            message = said('Spark takes the first line, "sep=…", for the headings')
            raise not_streamed("not-on-spark-table", path, message, said("remove that line"))
        frame = _csv(spark, path, file, header=True)
        # Spark names a column without a heading, and misses that name in the file.
        if "" in headings and len(frame.inputFiles()) == 1:
            frame = _csv(spark, path, file, header=True, is_like_others=True)
        return _with_content(frame).toDF(*headings)
    except PySparkException as error:
        raise SourceFault(
            said("{path} cannot be read by Spark: {reason}", path=path, reason=first_line(error))
        ) from error


def _csv(
    spark: SparkSession, path: str, file: TableOptions, *, header: bool, is_like_others: bool = False
) -> DataFrame:
    """The records as texts; the headings of every file are held against those of the first unless they are the same."""
    return spark.read.csv(
        path,
        header=header,
        sep=_delimiter(path, file),
        encoding=_encoding(path, file),
        quote='"',
        escape='"',
        mode="FAILFAST",
        enforceSchema=is_like_others,
        columnNameOfCorruptRecord="",
    )


def _headings(spark: SparkSession, path: str, file: TableOptions) -> list[str]:
    """The first record as it stands: of what it takes for a heading, Spark makes names that differ."""
    return [cell or "" for cell in _csv(spark, path, file, header=False).first() or ()]


def _with_content(frame: DataFrame) -> DataFrame:
    """The records of which some cell is not blank.

    Spark parses the columns alone that somebody asks for, and counts the fields of a line only where that is all of them.
    """
    from pyspark.sql import functions as sql

    named = frame.toDF(
        *[f"c{at}" for at in range(len(frame.columns))]
    )  # headings may hold dots and backticks
    return named.where(sql.concat_ws("", *named.columns).rlike(r"(?U)\S"))


def _ending(path: str) -> str:
    ending = PurePath(path.rstrip("/")).suffix.lower()
    if ending not in (".csv", ".tsv", ".txt", ".parquet"):
        message = said(
            "{path}: Spark reads tables that end in .csv, .tsv, .txt or .parquet, files or folders", path=path
        )
        raise UsageFault(message, said("rename it, or export it as one of these"))
    return ending


def _delimiter(path: str, file: TableOptions) -> str:
    if file.delimiter is not None:
        return file.delimiter
    return "\t" if _ending(path) == ".tsv" else ","


def _encoding(path: str, file: TableOptions) -> str:
    """The declared encoding by the name that Java has for it."""
    try:
        name = codecs.lookup(file.encoding or "UTF-8").name.removesuffix("-sig")
    except LookupError:
        return file.encoding or "UTF-8"  # Spark refuses what it does not know
    if name.startswith(("utf-16", "utf-32")):  # lines are parted before they are decoded
        require_utf8(name, path)
    return {"iso8859-1": "ISO-8859-1", "ascii": "US-ASCII"}.get(name, name.upper())


def write_folder(frame: DataFrame, folder: str | os.PathLike[str], form: str) -> None:
    """Write a result into a new folder, one file for each of its parts.

    Raises:
        UsageFault: Spark does not write that form. SourceFault: the folder is there already, or cannot be written.
    """
    from pyspark.errors import PySparkException

    if form not in WRITTEN:
        raise UsageFault(
            said("Spark writes {written} into a folder, not {form}", written=", ".join(WRITTEN), form=form),
            said("name one of them with -f"),
        )
    writer = frame.write.mode("error")
    try:
        if form == "parquet":
            writer.parquet(os.fspath(folder))
        elif form == "jsonl":
            writer.json(os.fspath(folder))
        else:
            writer.csv(os.fspath(folder), header=True, sep="\t" if form == "tsv" else ",", escape='"')
    except PySparkException as error:
        raise SourceFault(
            said(
                "{folder} cannot be written by Spark: {reason}",
                folder=os.fspath(folder),
                reason=first_line(error),
            ),
            fix=said("Name a folder that does not exist yet."),
        ) from error


@contextmanager
def told_by_spark(path: str) -> Iterator[None]:
    """Translate what Spark says of the lines of a file, without the trace of Java.

    Raises:
        InvalidData: a line has not as many fields as there are headings. SourceFault: Spark failed otherwise.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException, PythonException

    try:
        yield
    except PythonException as error:
        if "MALFORMED" not in str(error):
            raise  # a fault of ours on an executor
        raise _malformed(path, error) from error
    except (PySparkException, Py4JError) as error:
        if "MALFORMED" in str(error):
            raise _malformed(path, error) from error
        raise SourceFault(
            said("{path}: Spark could not finish: {reason}", path=path, reason=first_line(error))
        ) from error


def _malformed(path: str, error: Exception) -> InvalidData:
    found = re.search(r"Malformed CSV record: (.{0,200})", str(error))
    shown = found[1].partition(" SQLSTATE")[0] if found is not None else None
    message = said(
        "a line has more or fewer fields than there are headings, or a quotation mark that none follows"
    )
    problem = Problem(
        "ragged-row", message, Place(path), raw=shown, fix=said("correct it; --engine stream tells the lines")
    )
    return InvalidData(said("{path}: {what}", path=path, what=message), problem.fix, [problem])


def first_line(error: Exception) -> str:
    """What went wrong, without the trace of Java: the last cause that it names."""
    lines = str(error).splitlines() or [type(error).__name__]
    causes = [line.partition(": ")[2] for line in lines if line.startswith("Caused by: ")]
    return causes[-1] if causes else lines[0]
