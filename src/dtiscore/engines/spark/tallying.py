"""What an executor notes of a batch: its faults, its frames, and what its columns leave behind for a fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from dtiscore.dataset.check import percent_rule
from dtiscore.dataset.raw import RawColumn, ReadCells
from dtiscore.dataset.table import Dataset, Rows
from dtiscore.engines.spark.batches import Checked, Reader
from dtiscore.engines.spark.tallies import Tally, add_summaries, merged_steps
from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.methodology.rules.summary import BatchSummary
from dtiscore.scoring.fitting import fitted_nodes, fitted_values
from dtiscore.scoring.frames import frames_of
from dtiscore.scoring.preparation import FittedStep, Prepared, prepare

Centres = Mapping[str, Mapping[str, float]]
"""The mean of a column over a frame, by frame and node."""

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


def summarise(methodology: Methodology, batch: Prepared, tally: Tally, about: Centres | None) -> None:
    """Add to a tally what the columns of a batch leave behind for the fit of each frame."""
    dataset = batch.dataset
    tally.steps = merged_steps(tally.steps, list(batch.steps))
    for frame in frames_of(methodology, dataset):
        rows = frame.rows if isinstance(methodology.frame, str) else _of_period(dataset, frame.key)
        key = frame.key or ""
        is_ranked = dataset.ranked[rows]
        tally.ranked[key] = tally.ranked.get(key, 0) + int(is_ranked.sum())
        kept = batch.kept[rows]
        centres = None if about is None else about.get(key, {})
        add_summaries(
            tally.of_ranked, {key: _summaries(methodology, dataset, rows[is_ranked & kept], centres)}
        )
        add_summaries(
            tally.of_others, {key: _summaries(methodology, dataset, rows[~is_ranked & kept], centres)}
        )


def _of_period(dataset: Dataset, period: str | None) -> Rows:
    return np.array([row for row, own in enumerate(dataset.periods) if own == period], dtype=np.intp)


def _summaries(
    methodology: Methodology, dataset: Dataset, rows: Rows, centres: Mapping[str, float] | None
) -> dict[str, BatchSummary]:
    if not len(rows):
        return {}
    whole = len(rows) == len(dataset)
    found: dict[str, BatchSummary] = {}
    for node, rule in fitted_nodes(methodology):
        values = fitted_values(methodology, dataset, node, rows)
        if values is not None:
            units: Sequence[str] = ()
            if rule.named_unit is not None:
                units = dataset.units if whole else [dataset.units[row] for row in rows.tolist()]
            about = None if centres is None else centres.get(node.code)
            found[node.code] = rule.summary(values, units, about)
    return found


def _note_texts(reader: Reader, checked: Checked, tally: Tally) -> None:
    """Count what one batch cannot settle about numbers that are written as texts."""
    headings = checked.headings
    bare = {fold(heading) for heading in reader.options.percent}
    of_text = {header for node in reader.methodology.index.walk() for header in node.texts}
    inputs = {header: column for header, column in headings.inputs.items() if header not in of_text}
    for header, column in (inputs | headings.scores).items():
        if isinstance(column.cells, ReadCells) or fold(column.header) in bare:
            continue
        joined = "\n".join(column.cells)
        if reader.options.style is None:
            doubtful = _TWO_READINGS.findall(joined)
            if doubtful:
                _count(tally.two_readings, column.header, len(doubtful))
                tally.examples.setdefault(column.header, doubtful[0].strip())
            _count(tally.points, column.header, joined.count(".") - sum("." in cell for cell in doubtful))
        is_score = header in headings.scores
        if is_score or percent_rule(reader.schema, header, column, reader.options) == "sign":
            _note_per_cent(reader, column, joined, tally)


def _note_per_cent(reader: Reader, column: RawColumn, joined: str, tally: Tally) -> None:
    missing = reader.options.missing | frozenset(reader.methodology.layout.missing)
    filled = [text for cell in column.cells if (text := cell.strip()) and text not in missing]
    signed = sum(text.endswith("%") for text in filled) if "%" in joined else 0
    _count(tally.signed, column.header, signed)
    _count(tally.bare, column.header, len(filled) - signed)


def _count(counts: dict[str, int], name: str, more: int) -> None:
    if more:
        counts[name] = counts.get(name, 0) + more
