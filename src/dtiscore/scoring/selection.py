"""A selection: some rows of a scorecard, which keep the scores that they have in the whole table."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology.periods import comparable
from dtiscore.said import Said, said, some_of, with_and
from dtiscore.scoring.evaluate import NodeScores
from dtiscore.scoring.fitting import depends_on_others
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.scorecard import Scorecard, Unseen
from dtiscore.tables.table import Dataset, Rows
from dtiscore.visible import visible

Card = TypeVar("Card", bound=Scorecard)

_NO_ROWS = np.empty(0, np.intp)


def rows_of(dataset: Dataset, period: str | None, group: str | None) -> list[int]:
    """The rows of one period and one group; ``None`` stands for every one.

    Raises:
        UsageFault: there is no such group.
    """
    of_period = range(len(dataset)) if period is None else dataset.by_period.get(period, _NO_ROWS).tolist()
    if group is None:
        return list(of_period)
    wanted = comparable(group)
    rows = [row for row in of_period if comparable(dataset.groups[row] or "") == wanted]
    if not rows:
        of_rows = [dataset.groups[row] for row in of_period] or dataset.groups
        there = list(dict.fromkeys(one for one in of_rows if one is not None))
        fix = (
            said("it has {there}", there=some_of(there, 12))
            if there
            else said("--by names the column of groups")
        )
        source = dataset.raw.source
        message = said('{source} has no group "{group}"', source=source, group=group)
        if any(comparable(one or "") == wanted for one in dataset.groups):
            message = said(
                '{source} has no group "{group}" in {period}',
                source=source,
                group=group,
                period=visible(period or ""),
            )
        raise UsageFault(message, fix)
    return rows


def kept(card: Card, period: str | None = None, group: str | None = None) -> Card:
    """A scorecard with the rows of one period and one group only; see :func:`select`.

    Raises:
        UsageFault: there is no such group.
    """
    return select(card, rows_of(card.dataset, period, group))


def select(card: Card, rows: Sequence[int]) -> Card:
    """A scorecard with some of its rows, whose scores stay those of the whole table; ranks are among these rows.

    Rows that take part in the fit of those kept go along unseen, for :func:`dtiscore.scoring.rescored.rescored`.
    """
    data = card.dataset
    if len(rows) == len(data):
        return card
    chosen = np.asarray(rows, dtype=np.intp)
    at = {row: position for position, row in enumerate(rows)}
    selected = replace(
        card,
        dataset=replace(data.take(chosen), selected_from=data.selected_from or data),
        nodes={code: _scores(scores, chosen) for code, scores in card.nodes.items()},
        disagreements=tuple(one._replace(row=at[one.row]) for one in card.disagreements if one.row in at),
        warnings=tuple(problem for problem in card.warnings if _is_about(card, problem, at)),
        prepared=None if card.prepared is None else _prepared(card.prepared, chosen),
        beside=_beside(card, chosen),
    )
    # What the rules of all frames tell of precision is found once, not for each of many periods.
    vars(selected)["precision"] = card.precision.of_others(selected.nodes)
    return selected


def require_one_partition(card: Scorecard, purpose: Said) -> None:
    """Make sure that all units are ranked against each other; ``purpose`` ends the message.

    Raises:
        UsageFault: the table has several periods or groups.
    """
    if len(card.partitions) < 2:
        return
    named = [" ".join(part for part in key if part is not None) for key in card.partitions]
    options = (said("--period P"), said("--group NAME"))
    several = [option for at, option in enumerate(options) if len({key[at] for key in card.partitions}) > 1]
    message = said(
        "{source} ranks {parts} apart, and {purpose}",
        source=card.provenance.data,
        parts=some_of(named, 6),
        purpose=purpose,
    )
    raise UsageFault(message, said("choose one with {options}", options=with_and(several)))


def _scores(scores: NodeScores, rows: Rows) -> NodeScores:
    score = scores.score[rows]
    return scores._replace(
        score=score,
        published=scores.published[rows],
        origin=scores.origin[rows],
        terms=None if scores.terms is None else scores.terms[rows],
        complete=not bool(np.isnan(score).any()),
    )


def _prepared(prepared: Prepared, rows: Rows) -> Prepared:
    marks = {header: column[rows] for header, column in prepared.marks.items()}
    carried = {header: [periods[row] for row in rows] for header, periods in prepared.carried.items()}
    untreated = {header: values[rows] for header, values in prepared.untreated.items()}
    return Prepared(
        prepared.dataset.take(rows), marks, prepared.kept[rows], prepared.steps, carried, untreated
    )


def _beside(card: Scorecard, rows: Rows) -> Unseen | None:
    """The rows that are not shown and count in the fit of those that are."""
    if not depends_on_others(card.methodology):
        return None
    data, further = card.dataset, card.beside
    is_left_out = np.ones(len(data), np.bool_)
    is_left_out[rows] = False
    if reaches_over_periods(card.methodology):
        left_out = np.flatnonzero(is_left_out)
    else:
        shown = {data.periods[row] for row in rows.tolist()}
        left_out = np.concatenate([_NO_ROWS, *(data.by_period[period] for period in shown)])
        left_out = np.sort(left_out[is_left_out[left_out]])
        if further is not None:
            others = further.dataset
            of_these = [row for row, period in enumerate(others.periods) if period in shown]
            further = Unseen(others, np.array(of_these, np.intp)) if of_these else None
    return Unseen(data, left_out, further) if len(left_out) or further is not None else None


def _is_about(card: Scorecard, warning: Problem, rows: Container[int]) -> bool:
    """Whether a warning is about some rows, or about no line of the table at all."""
    there = card.rows_of_warnings[warning.place.line]
    return not there or any(row in rows for row in there)
