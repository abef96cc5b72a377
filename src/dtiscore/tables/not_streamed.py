"""What a table read piece by piece is refused for by design, though it could be scored in memory: one list, with codes."""

from __future__ import annotations

from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.said import Said

REASONS = {
    "not-streamed-units": "an edition that compares all units with each other, or whose preparation learns from all of them",
    "not-streamed-style": "a column in a number style that nobody declared, unless a cell proves its decimal mark, one for all; "
    "with `--strict` any column with a decimal mark",
    "not-streamed-percent": "a column with per cent signs that is not named with `--percent`",
    "not-streamed-encoding": "another encoding than UTF-8",
    "not-streamed-lines": "lines that end with a carriage return alone",
    "not-streamed-kind": "a workbook, and a ranking that dtiscore wrote",
    "not-streamed-layout": "a long table, with a row per value, or one that lies on its side",
    "not-streamed-part": "one group of a table, a range of its cells, or one period of it under an edition that fits over several",
    "not-streamed-family": "a family of editions",
    "not-streamed-form": "another form of result than csv, tsv and jsonl",
}
"""By the code of the problem: what is refused."""

REFUSED_ON_SPARK = {
    "not-on-spark-rule": "a rule that needs every value of a column at once: `relative-to` the median, and Box-Cox with a "
    "fitted power; with `reference=` these work, since nothing is fitted then",
    "not-on-spark-table": "a table of which the headings are not the first row, or stand in several; a sheet, a range of "
    "cells, a long table",
}
"""By the code of the problem: what Spark refuses beside :data:`REASONS`."""

UNTOLD = {
    "settled-number-style": "of a column without a declared style it is told where the proof stands, and counts the cells "
    "of that block",
    "header-not-found": "of other faults it tells those of the first 2,000 lines beside it",
    "cut-off": "a file that may have lost its end is noticed by its last 64 KiB, not by all rows",
    "aggregate-row": "rows that are the sum or mean of others are looked for only where the whole table is one block "
    "(32 MiB of text)",
    "perhaps-missing": "numbers that may stand for no value are looked for only where the whole table is one block "
    "(32 MiB of text)",
    "nothing-screened": "units that the step `screen` names are looked for in memory alone",
    "few-names": "names are counted in the first block",
    "unheaded-units": "a column without a heading is one of units only where all rows tell so; piece by piece it is a `blank-heading`",
    "unheaded-marks": "the same of marks of notes",
}
"""By their code: problems that a stream tells otherwise than the memory engine, or not at all."""

UNTOLD_ON_SPARK = {
    "similar-unit": "it needs all units at one place",
    "similar-group": "it needs all groups at one place",
    "few-names": "it needs all units at one place",
    "nothing-screened": "it needs all units at one place",
    "aggregate-row": "it needs all rows at one place, in their order",
    "perhaps-missing": "it needs all numbers of a column at one place",
    "percent-size": "it needs all shares of a column at one place",
    "scales-apart": "it needs all scores of a node at one place",
    "settled-number-style": "texts are read with a decimal point unless declared, so that nothing is settled",
    "blank-heading": "columns that play no part are not read, so that nobody knows whether it has content",
    "empty-column": "the same",
    "blank-line": "Spark passes over it",
    "header-not-found": "Spark takes the first line for the headings, and tells what these lack",
    "merged-header": "the same",
    "nul-character": "of columns that play no part: in others the cell is a fault by another name",
    "column-numbers": "the first row is not known to a part of the table",
    "cut-off": "the last row is not known to a part of the table",
    "byte-order-mark": "within a table: where it stands in a code or name, `invisible-character` tells it",
    "stray-quote": "Spark takes a cell that goes on after its quotation mark as it stands",
    "unclosed-quote": "Spark ends a quotation with its line",
}
"""By their code: problems that the memory engine tells and Spark does not."""


def not_streamed(code: str, source: str, message: Said, fix: Said) -> UsageFault:
    """The fault of one of :data:`REASONS` or :data:`REFUSED_ON_SPARK`."""
    assert code in REASONS or code in REFUSED_ON_SPARK, code
    return UsageFault(message, fix, problems=[Problem(code, message, Place(source), fix=fix)])
