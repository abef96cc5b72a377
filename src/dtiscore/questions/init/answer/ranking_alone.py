"""The index of a table that ranks its units by a score and says nothing else of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.chosen import Chosen, with_burdens_falling
from dtiscore.questions.init.answer.criterion import Criterion
from dtiscore.questions.init.answer.leanings import standing_of
from dtiscore.questions.init.answer.outcome import values_of
from dtiscore.questions.init.answer.published import (
    Published,
    is_total_of_points,
    name_of_index,
    ties_of,
)
from dtiscore.questions.init.answer.weights_in_headings import scale_of
from dtiscore.said import said
from dtiscore.tables.coincidence import finest_place
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.rank_headings import form_of_any_year
from dtiscore.tables.raw import RawColumn


def ranking_alone(
    columns: Sequence[RawColumn],
    rows: Sequence[int],
    options: ReadingOptions,
    outcomes: Sequence[str],
    criterion: Callable[[RawColumn], Criterion | None],
) -> tuple[Chosen, Published] | None:
    """The score by which a table ranks its units, as it stands, as the one indicator; ``None`` where it has none.

    ``outcomes`` are the headings of columns by which the units are ranked. Of several scores it is the first of these.
    """
    scores = [
        column
        for column in columns
        if (column.header in outcomes or is_total_of_points(form_of_any_year(column.header)))
        and _differ(values_of(column, rows, options))
    ]
    places = {header: place for place, header in enumerate(outcomes)}
    ranked = min(scores, key=lambda column: places.get(column.header, len(places)), default=None)
    found = None if ranked is None else criterion(ranked)
    if ranked is None or found is None:
        return None
    figures = {ranked.header: values_of(ranked, rows, options)}
    whole = scale_of(figures.values())
    as_it_stands = replace(found, rule="{kind: identity}", confirm=said("as it stands"), points=None)
    standing = standing_of(columns, rows, options, outcomes)
    criteria = with_burdens_falling([as_it_stands], figures, standing, set(), are_parts=True)
    others = [column.header for column in columns if column is not ranked]
    step = finest_place(figures[ranked.header])
    scale = 100.0 if whole is None else whole
    score, all_rows = figures[ranked.header], [np.arange(len(rows))]
    ties = "min" if standing is None else ties_of(score, -standing, all_rows)
    return Chosen(criteria, others), Published(name_of_index([ranked.header]), scale, step=step, ties=ties)


def _differ(figures: Values) -> bool:
    """Whether there are several figures, as there are neither in a column of words nor in one of a maximum."""
    return len(np.unique(figures[~np.isnan(figures)])) > 1
