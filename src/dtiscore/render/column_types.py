"""Of which type a column is for programs: told by its heading and by what is shown, never by the values that happen to stand in it.

So tables of two years can be put under each other, be it that in one of them no unit has a rank of before, or that every
number is a whole one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

ColumnType = Literal["whole", "number", "truth", "text"]

_FIGURES: Mapping[ColumnType, str] = {
    "whole": """
        at_best at_worst available best_rank best_rank_bound better beyond_fences changes component depth distinct equal
        full_marks imputed indicators known leaders leaders_at_full leaders_scored level line longest_lead move nodes number
        of others others_at_full others_reaching_it others_scored plan previous_rank rank rank_before rank_others_alone
        rank_own_alone rank_then tie treated units worst_rank worst_rank_bound zeros
        """,
    "number": """
        above after ahead before beside best change composition computed contribution correlation_ratio
        correlation_ratio_index data effect_size effective effort expected first first_high first_low found gain growth
        kurtosis leaders_least_score leaders_least_value leaders_mean_score leaders_mean_value least lost lower_fence maximum
        mean mean_places_moved mean_rank median median_rank method minimum most most_places_moved others_mean_score
        others_mean_value p peers plan_effort prepared published range rank_edition rank_others rank_own rank_p5 rank_p95
        rank_standard_deviation rank_units relative score score_before score_kurtosis score_now score_skewness score_then sd
        second share share_above skewness squared_correlation squared_correlation_index stated times_mean times_weight
        to_above to_ahead to_best to_index to_mean to_median top total total_high total_low upper_fence value weight
        weight_in_index yearly
        """,
    "truth": """
        cheapest dominates figures_changed identifiable in_index is_ceiling is_floor is_skewed proved shares_rank
        """,
}
"""The headings that docs/outputs.md lists, by the type of what they are about; texts are what is left."""

_TYPES: Mapping[str, ColumnType] = {
    heading: kind for kind, headings in _FIGURES.items() for heading in headings.split()
}


def type_of(heading: str) -> ColumnType | None:
    """The type of a column where all results have it under this heading; ``None`` if its values alone tell.

    What stands after a colon says of which node, unit or period the figure is, and what stands before a point of which node.
    """
    figure, sign, _ = heading.partition(":")
    if sign:
        return "number" if figure == "available" else _TYPES.get(figure)
    if figure.startswith("share_rank_"):
        return "number"
    return _TYPES.get(figure.rpartition(".")[2])
