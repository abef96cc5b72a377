"""What an edition would learn of a table of which only the ends of its columns are known; its cells tell later whether that is so."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import numpy as np

from dtiscore.engines.learning import Learning, reference_of
from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.rules.batch_summary import BatchSummary
from dtiscore.scoring.reference import Reference
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import Ends, RawColumn
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.schema import outside


def columns_of_ends(
    methodology: Methodology, headings: Headings, options: ReadingOptions
) -> dict[str, RawColumn] | None:
    """By the code of the node the columns that rules are fitted on.

    ``None`` where the edition asks for more than the ends of columns of plain numbers, or fits several frames.
    """
    if methodology.prepare or not isinstance(methodology.frame, str) or headings.period is not None:
        return None
    fitted = methodology.fitted_nodes
    if not all(rule.asks_for_ends for _, rule in fitted):
        return None
    columns = {
        node.code: column for node, _ in fitted if (column := headings.inputs.get(node.inputs[0])) is not None
    }
    return None if any(options.is_percent(column.header) for column in columns.values()) else columns


def reference_of_ends(methodology: Methodology, ends: Mapping[str, Ends], source: str) -> Reference | None:
    """What the edition learns from columns with these ends, by the code of the node.

    ``None`` where it cannot, or where an end is no number that the rule is defined for: the cells tell which it is.
    """
    if not all(_are_admitted(methodology.nodes[code], found) for code, found in ends.items()):
        return None
    summaries = {code: BatchSummary(*found) for code, found in ends.items()}
    with suppress(InvalidData):
        return reference_of(methodology, {"": summaries}, (), source)
    return None


def _are_admitted(node: Node, ends: Ends) -> bool:
    values = np.array([ends.low, ends.high])
    bounds = node.bounds(node.inputs[0])
    return not ends.filled or bool((np.abs(values) <= LARGEST).all() and not outside(bounds, values).any())


def is_learned(learning: Learning, presumed: Reference | None, methodology: Methodology, source: str) -> bool:
    """Whether the rows, now that all were met, teach what was presumed of them."""
    with suppress(InvalidData):
        found = learning.reference(methodology, source)
        return presumed is not None and found.statistics == presumed.statistics
    return False
