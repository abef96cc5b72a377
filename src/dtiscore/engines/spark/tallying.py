"""What an executor notes of a batch: its faults and its frames."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.engines.spark.batches import Checked, Reader
from dtiscore.engines.spark.tallies import Tally
from dtiscore.errors import InvalidData
from dtiscore.methodology.base import fold
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import FittedStep, Prepared
from dtiscore.tables.number_cells import is_nothing
from dtiscore.tables.percent_rules import percent_rule, score_percent_rule
from dtiscore.tables.raw import RawColumn, ReadCells
from dtiscore.tables.spans import add_spans
from dtiscore.tables.table import Dataset

_TWO_READINGS = re.compile(r"^ *-?[1-9][0-9]{0,2}[.,][0-9]{3} *$", re.MULTILINE)


def note(reader: Reader, checked: Checked, tally: Tally) -> None:
    """Note the rows of a batch, their units and their faults."""
    identity = checked.identity
    tally.rows += len(identity.rows)
    tally.batches += 1
    tally.noted.add(problem for problem in checked.problems if problem.code != "mixed-percent")
    if reader.scheme is not None:
        tally.met |= set(zip(identity.periods, identity.codes, strict=True))
    else:
        tally.met |= {(period, "") for period in set(identity.periods)}
    headings = checked.headings
    tally.named = tally.named or (headings.name is not None and any(map(str.strip, headings.name.cells)))
    tally.coded |= identity.coded
    if len(headings.group) > 1:
        every = set(zip(*(column.cells for column in headings.group), strict=True))
        tally.groups |= {parts for parts in every if any("·" in part for part in parts)}
    add_spans(tally.spans, checked.spans)
    tally.figures.add(checked.figures)
    _note_texts(reader, checked, tally)


def prepared(
    reader: Reader, dataset: Dataset, tally: Tally, steps: Sequence[FittedStep] | None
) -> Prepared | None:
    """The batch after preparation; ``None`` where it cannot be prepared, which is noted."""
    try:
        return prepare(reader.methodology, dataset, steps)
    except InvalidData as error:
        tally.noted.add(error.problems)
        return None


def _note_texts(reader: Reader, checked: Checked, tally: Tally) -> None:
    """Count what one batch cannot settle about numbers that are written as texts."""
    headings = checked.headings
    bare = {fold(heading) for heading in reader.options.percent}
    of_text = {header for node in reader.methodology.nodes.values() for header in node.texts}
    inputs = {header: column for header, column in headings.inputs.items() if header not in of_text}
    missing = frozenset(reader.methodology.layout.missing)
    for header, as_written in (inputs | headings.scores).items():
        if isinstance(as_written.cells, ReadCells) or fold(as_written.header) in bare:
            continue
        column = as_written._replace(cells=reader.options.without_flags(as_written.cells, missing))
        joined = "\n".join(column.cells)
        if reader.options.style is None:
            doubtful = _TWO_READINGS.findall(joined)
            if doubtful:
                _count(tally.two_readings, column.header, len(doubtful))
                tally.examples.setdefault(column.header, doubtful[0].strip())
            _count(tally.points, column.header, joined.count(".") - sum("." in cell for cell in doubtful))
        if header in headings.scores:
            rule = score_percent_rule(reader.methodology, header, column, reader.options)
        else:
            rule = percent_rule(reader.schema, header, column, reader.options)
        if rule is not None:
            _note_per_cent(reader, header, column, joined, tally)


def _note_per_cent(reader: Reader, header: str, column: RawColumn, joined: str, tally: Tally) -> None:
    missing = reader.options.missing | frozenset(reader.methodology.layout.missing)
    texts = reader.methodology.cell_texts(header)
    filled = [
        text
        for cell in column.cells
        if (text := cell.strip()) and text not in missing and fold(text) not in texts
    ]
    # A 0 is 0 either way.
    signed = sum(text.endswith("%") and not is_nothing(text) for text in filled) if "%" in joined else 0
    _count(tally.signed, column.header, signed)
    bare = sum(not text.endswith("%") and not is_nothing(text) for text in filled) if signed else len(filled)
    _count(tally.bare, column.header, bare)


def _count(counts: dict[str, int], name: str, more: int) -> None:
    if more:
        counts[name] = counts.get(name, 0) + more
