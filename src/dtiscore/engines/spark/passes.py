"""The two passes over the rows, as functions for ``mapInArrow``: tallies for the fit, and scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.learning import Centres
from dtiscore.engines.sequences import Names, Texts
from dtiscore.engines.spark.batches import Checked, Reader
from dtiscore.engines.spark.tallies import Tally
from dtiscore.engines.spark.tallying import note, prepared
from dtiscore.errors import InvalidData
from dtiscore.methodology import Values, text_in
from dtiscore.methodology.equality import EXACT, Tolerance
from dtiscore.scoring.evaluate import Evaluation, evaluate
from dtiscore.scoring.precision import Precision
from dtiscore.scoring.prepared import FittedStep, Prepared
from dtiscore.scoring.ranking import keys
from dtiscore.scoring.reference import Reference

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    Pass = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

TALLY_SCHEMA = "tally string"
IDENTITY_SCHEMA = "unit string, name string, period string, group_ string, repeats string"
IDENTITY = ("unit", "name", "period", "group_", "repeats")
"""The columns that identify a row between the passes; ``repeats`` is the group within which a unit may stand once."""


def tally_pass(
    reader: Reader, steps: Sequence[FittedStep] | None = None, about: Centres | None = None
) -> Pass:
    """One row for each partition: its tally. With the means ``about`` of all units, squares are summed as well."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        tally = Tally()
        for batch in batches:
            if batch.num_rows:
                checked = reader.check(batch)
                note(reader, checked, tally)
                if checked.dataset is not None:
                    ready = prepared(reader, checked.dataset, tally, steps)
                    if ready is not None:
                        tally.learn(reader.methodology, ready, about)
        yield _told(tally)

    return run


def _told(tally: Tally) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict({"tally": [tally.to_json()]})


def identity_pass(reader: Reader) -> Pass:
    """The columns that identify each row, of a table that cannot be scored."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            if batch.num_rows:
                checked = reader.check(batch)
                columns = identity_columns(checked, None)
                yield pa.RecordBatch.from_pydict({name: columns[name] for name in IDENTITY})

    return run


def identity_columns(checked: Checked, language: str | None) -> dict[str, pa.Array]:
    """What identifies the rows of a batch, column by column."""
    import pyarrow as pa

    identity = checked.identity
    names = identity.names
    shown = names.texts if isinstance(names, Names) else [text_in(name, language) for name in names]
    return {
        "unit": _texts(identity.codes),
        "name": _texts(shown),
        "period": _texts(identity.periods),
        "group_": _texts(identity.groups),
        "repeats": pa.array(checked.repeats, pa.string()),
    }


def _texts(values: Sequence[str | None]) -> pa.Array:
    import pyarrow as pa

    if isinstance(values, Texts):
        return values.array
    return pa.array(list(values), pa.string())


@dataclass(frozen=True)
class RowContents:
    """What the second pass gives of each row."""

    codes: tuple[str, ...]
    """The index first, then the other nodes and views whose scores are wanted."""
    ranked: tuple[str, ...]
    """The index first, then the other nodes and views whose ranks are wanted."""
    language: str | None
    banded: bool

    @property
    def schema(self) -> str:
        """The columns of the second pass, as Spark writes a schema: ``k0`` is what the index is ranked by, ``t0`` within
        which distance that is equal, ``s0`` its score.
        """
        ranked = ", ".join(f"k{i} double, t{i} double" for i in range(len(self.ranked)))
        scores = ", ".join(f"s{i} double" for i in range(len(self.codes)))
        texts = ", ".join(f"{name} string" for name in IDENTITY)
        return f"{texts}, {ranked}, {scores}, band string, tally string"


def score_pass(reader: Reader, reference: Reference, shown: RowContents, *, learning: bool = False) -> Pass:
    """The scores of every row of a partition, then one row with its tally alone, ``learning`` what rules are fitted on."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        tally = Tally()
        schema = arrow_schema(shown)
        for batch in batches:
            if batch.num_rows:
                checked = reader.check(batch)
                note(reader, checked, tally)
                columns = _scored(reader, checked, reference, shown, tally, learning=learning)
                if columns is not None:
                    yield pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)
        empty = [pa.nulls(1, field.type) for field in schema][:-1]
        yield pa.RecordBatch.from_arrays([*empty, pa.array([tally.to_json()])], schema=schema)

    return run


def arrow_schema(shown: RowContents) -> pa.Schema:
    """The columns of the second pass, as Arrow has them."""
    import pyarrow as pa

    fields = [column.split() for column in shown.schema.split(", ")]
    types = {"string": pa.string(), "double": pa.float64()}
    return pa.schema([pa.field(name, types[kind]) for name, kind in fields])


def _scored(
    reader: Reader,
    checked: Checked,
    reference: Reference,
    shown: RowContents,
    tally: Tally,
    *,
    learning: bool,
) -> dict[str, pa.Array] | None:
    """The columns of a batch; ``None`` where it cannot be scored, which is noted."""
    import pyarrow as pa

    if checked.dataset is None:
        return None
    ready = prepared(reader, checked.dataset, tally, reference.preparation)
    if ready is None:
        return None
    if learning:
        tally.learn(reader.methodology, ready)
    try:
        evaluation = evaluate(reader.methodology, ready.dataset, reference, ready.kept)
    except InvalidData as error:
        tally.noted.add(error.problems)
        return None
    tally.disagreements += len(evaluation.disagreements)
    rows = len(ready.dataset)
    return {
        **identity_columns(checked, shown.language),
        **{
            f"k{i}": _numbers(_compared(reader, ready, evaluation, code))
            for i, code in enumerate(shown.ranked)
        },
        **{
            f"t{i}": pa.array(_distances(reader, evaluation, code, rows), pa.float64())
            for i, code in enumerate(shown.ranked)
        },
        **{f"s{i}": _numbers(evaluation.nodes[code].published) for i, code in enumerate(shown.codes)},
        "band": pa.array(_bands(reader, ready, evaluation), pa.string()),
        "tally": pa.nulls(rows, pa.string()),
    }


def _numbers(values: Values) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.float64(), mask=np.isnan(values))


def _compared(reader: Reader, ready: Prepared, evaluation: Evaluation, code: str) -> Values:
    """What a node is ranked by, larger being better; NaN for a row that is not ranked."""
    edition = reader.methodology
    compared = keys(evaluation.nodes[code].published, edition.ranking(code), edition.publish)
    return np.where(ready.dataset.ranked, compared, np.nan) + 0.0


def _distances(reader: Reader, evaluation: Evaluation, code: str, rows: int) -> Values:
    """Of each row, within which distance its score in a node equals another."""
    return _tolerance(reader, evaluation, reader.methodology.ranking(code).on, code).each(rows)


def _tolerance(reader: Reader, evaluation: Evaluation, on: str, code: str) -> Tolerance:
    """Within which distance scores are equal that are compared ``on`` published decimals or in full."""
    if on == "published":
        return EXACT
    precision = Precision(reader.methodology, evaluation.reference, evaluation.nodes)
    return precision.tolerance(code)


def _bands(reader: Reader, ready: Prepared, evaluation: Evaluation) -> list[str | None]:
    edition = reader.methodology
    bands = edition.bands
    if bands is None:
        return [None] * len(ready.dataset)
    values = evaluation.nodes[bands.of or edition.index.code].published
    if bands.on == "published":
        values = edition.publish.round(values)
    tolerance = _tolerance(reader, evaluation, bands.on, bands.of or edition.index.code)
    return bands.label(np.where(ready.dataset.ranked, values, np.nan), tolerance)
