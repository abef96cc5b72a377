"""Which of the columns that may be indicators count beside each other, and what rows and headings of the table say of them."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.burdens import is_meant_to_fall, is_taken_off, scores_among
from dtiscore.questions.init.answer.combined import signs_of_sum
from dtiscore.questions.init.answer.criterion import Criterion
from dtiscore.questions.init.answer.leanings import running_with, runs_against
from dtiscore.questions.init.answer.rows_of_worth import Limits
from dtiscore.questions.init.answer.weights_in_headings import scale_of
from dtiscore.said import said
from dtiscore.tables.rank_headings import form_of_any_year

_CALLED_SCORE = re.compile(r".+[\s_.]scores?|scores?[\s_.].+")
"""``Tax Score``, ``score_health``; folded, without a year."""
_IN_HEADINGS = said("weights are those in the headings")


@dataclass(frozen=True)
class Chosen:
    """Indicators, and the headings of the columns that are none."""

    criteria: Sequence[Criterion]
    left_out: Sequence[str]

    def without(self, columns: Container[str]) -> Chosen:
        """The same without the indicators of some columns, unless none would be left."""
        kept = [each for each in self.criteria if each.column not in columns]
        if not kept:
            return self
        return Chosen(kept, [*self.left_out, *(each.column for each in self.criteria if each not in kept)])


def weighed(
    chosen: Chosen,
    by_row: Mapping[str, tuple[float, str]],
    in_headings: Mapping[str, float],
    figures: Mapping[str, Values],
) -> Chosen:
    """The indicators that a row of the table weighs, which has a name, or else those that headings weigh; all where nothing does."""
    weights = {
        header: (weight, said('weights are those of the row "{name}"', name=name))
        for header, (weight, name) in by_row.items()
    }
    if not weights and in_headings:
        weights = {header: (weight, _IN_HEADINGS) for header, weight in in_headings.items()}
        chosen = replace(chosen, criteria=out_of_one_scale(chosen.criteria, figures))
    if not weights:
        return chosen
    criteria = [
        replace(each, weight=weights[each.column][0], weighed_by=weights[each.column][1])
        for each in chosen.criteria
        if each.column in weights
    ]
    others = [each.column for each in chosen.criteria if each.column not in weights]
    return Chosen(criteria, [*chosen.left_out, *others])


def in_points(chosen: Chosen, maxima: Mapping[str, float]) -> Chosen:
    """The indicators of shares and counts beside points, each worth as many as a row of maxima says of all; else as they are.

    1 and 100 may be the whole of a share as well; of answers nobody has said what each is worth.
    """
    others = [each for each in chosen.criteria if each.points is None]
    if not maxima or any(
        each.weight is not None or each.added_to or maxima[each.column] in (1, 100) for each in others
    ):
        return chosen
    return replace(chosen, criteria=[replace(each, points=maxima[each.column]) for each in chosen.criteria])


def added_up(
    chosen: Chosen, figures: Mapping[str, Values], totals: Mapping[str, Values], indices: Container[str]
) -> Chosen:
    """The indicators that one of the totals adds up and takes off to the last digit, as they stand; all where none does.

    One of ``indices``, by which units are ranked, may leave some out, which then count for nothing; doctors and nurses have a
    total, too, beside other indicators.
    """
    columns = [each.column for each in chosen.criteria]
    parts = [figures[column] for column in columns]
    for total, whole in totals.items():
        signs = signs_of_sum(whole, parts)
        if signs is not None and (total in indices or np.all(signs != 0)):
            return _added_up_to(total, signs, chosen, figures)
    return chosen


def _added_up_to(total: str, signs: Values, chosen: Chosen, figures: Mapping[str, Values]) -> Chosen:
    columns = [each.column for each in chosen.criteria]
    taken = {column: sign for column, sign in zip(columns, signs.tolist(), strict=True) if sign}
    criteria = [each for each in chosen.criteria if each.column in taken]
    if min(taken.values()) < 0 or any(each.points is None for each in criteria):
        criteria = [
            _added(each, figures[each.column], total, is_taken_off=taken[each.column] < 0)
            for each in criteria
        ]
    return Chosen(criteria, [*chosen.left_out, *(column for column in columns if column not in taken)])


def _added(each: Criterion, figures: Values, total: str, *, is_taken_off: bool) -> Criterion:
    """An indicator whose points count as they stand, while nobody says how many there may be."""
    told = said('points that the column "{total}" adds up: is that so?', total=total)
    if is_taken_off:
        told = said('points that the column "{total}" takes off: is that so?', total=total)
    return replace(
        each,
        rule='{kind: formula, formula: "-x"}' if is_taken_off else "{kind: identity}",
        confirm=told,
        points=None,
        added_to=total,
        is_taken_off=is_taken_off,
        direction_is_guessed=False,
        empty_is_zero=bool(np.isnan(figures).any()),
    )


def out_of_one_scale(criteria: Sequence[Criterion], figures: Mapping[str, Values]) -> list[Criterion]:
    """Indicators that are scores on one scale, each out of what their figures are out of together, as far as those look like scores."""
    guessed = {each.column for each in criteria if each.is_relative}
    whole = scale_of([figures[column] for column in guessed]) if guessed else None
    return [each if whole is None or each.column not in guessed else each.out_of(whole) for each in criteria]


def are_called_scores(
    criteria: Sequence[Criterion], figures: Mapping[str, Values], ranked: Container[str]
) -> bool:
    """Whether all indicators of figures are called scores, or are ranked beside, and each looks like one on the scale of the others."""
    guessed = [each for each in criteria if each.is_relative]
    scales = {scale_of([figures[each.column]]) for each in guessed}
    called = all(
        each.column in ranked or _CALLED_SCORE.fullmatch(form_of_any_year(each.column)) for each in guessed
    )
    return called and len(guessed) > 1 and len(scales) == 1 and None not in scales


def limited(chosen: Chosen, limits: Mapping[str, Limits], figures: Mapping[str, Values]) -> Chosen:
    """The indicators of figures between the limits that the table has for them; answers and points have theirs.

    Between the lowest and the highest unit lies nothing where all have one figure: such a column is left out.
    """
    criteria = [
        each.between(limits[each.column]) if each.column in limits and each.direction_is_guessed else each
        for each in chosen.criteria
    ]
    constant = [
        each.column for each in criteria if each.is_relative and _are_one_figure(figures[each.column])
    ]
    return Chosen(criteria, chosen.left_out).without(constant)


def _are_one_figure(figures: Values) -> bool:
    filled = figures[~np.isnan(figures)]
    return len(filled) > 1 and bool(np.all(filled == filled[0]))


def with_burdens_falling(
    criteria: Sequence[Criterion],
    figures: Mapping[str, Values],
    standing: Values | None,
    lowest_first: AbstractSet[str],
    *,
    are_parts: bool,
) -> list[Criterion]:
    """The indicators, of which less is taken to be better as the ranking that the table has shows, or else the name of a burden.

    ``standing``: how high units stand in it, if it has one. ``lowest_first``: the headings of those that have ranks of their
    own, by which the unit that has least comes first. Scores, and ``are_parts`` of a mean that the table has, count as
    they stand, whatever they are called, but for those that are taken off; so do points. Where the ranking has those first
    that have least of them, so has the index.
    """
    guessed = [each for each in criteria if each.direction_is_guessed]
    told = {each.column: figures[each.column] for each in guessed}
    rising, falling = (set[str](), set[str]()) if standing is None else running_with(standing, told)
    rising, falling = rising - lowest_first, falling | (lowest_first & told.keys())
    # Beside figures in a unit of measure others are figures, too.
    are_bare = all(each.unit is None for each in guessed)
    scores = {*told} if are_parts else scores_among(told) if are_bare else set()
    burdens = {
        each.column
        for each in guessed
        if (
            is_taken_off(each.name)
            if each.column in scores
            else each.column not in rising and is_meant_to_fall(each.name)
        )
    }
    by_ranking = falling - burdens - scores
    found = [
        each.falling(by_ranking=each.column in by_ranking) if each.column in burdens | by_ranking else each
        for each in criteria
    ]
    # Where some scores run with the ranking, and nothing explains it, none is known to be one of what is bad.
    are_alike = are_parts or (scores == {*told} and not (scores and rising))
    if (
        standing is None
        or burdens
        or not are_alike
        or not runs_against(standing, [figures[each.column] for each in criteria])
    ):
        return found
    return [each.raising_what_is_bad() for each in criteria]


def directed(each: Criterion, is_up: bool | None) -> Criterion:
    """An indicator of figures as a row of directions says; answers and points say it by themselves."""
    if is_up is None or not each.direction_is_guessed:
        return each
    return each.kept() if is_up else each.turned()
