"""The words by which a variant groups units: of columns that the edition itself does not read."""

from __future__ import annotations

from dataclasses import replace

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import first_few, said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Dataset


def with_labels(card: Scorecard, edition: Methodology) -> Dataset:
    """The table of a scorecard with every column of words that an edition reads.

    Raises:
        UsageFault: the file has no such column.
    """
    data = card.dataset
    lacking = [header for header in edition.label_headers if header not in data.labels]
    if not lacking:
        return data
    return replace(data, labels={**data.labels, **{header: _words(card, header) for header in lacking}})


def _words(card: Scorecard, header: str) -> tuple[str | None, ...]:
    """The words of a column, one for each row; ``None`` where a cell is blank or says that the value is missing."""
    raw = card.dataset.raw
    column = next((one for one in raw.columns if fold(one.header) == fold(header)), None)
    if column is None:
        headers = first_few([one.header for one in raw.columns])
        raise UsageFault(
            said(
                '{source} has no column "{header}" that could group its units',
                source=raw.source,
                header=header,
            ),
            said("it has {headers}", headers=headers),
        )
    declared = (card.options or {}).get("missing", ())
    marks = (declared,) if isinstance(declared, str) else declared
    missing = {"", *card.methodology.layout.missing, *marks}
    cells = (column.cells[row].strip() for row in card.dataset.row_in_raw)
    return tuple(None if cell in missing else cell for cell in cells)
