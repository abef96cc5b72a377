"""Which units a picture of how firm ranks are has room for."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.render.names import unit_name
from dtiscore.render.pictures.theme import cut_note
from dtiscore.said import said


def shown_places(study: Robustness, most: int) -> list[int]:
    """Places in the ranking, at most so many: the first ones, or those around the unit that is asked of."""
    every = len(study.subject.rows)
    at = 0 if study.unit is None else study.subject.units.index(study.unit)
    first = min(max(0, at - most // 2), max(0, every - most)) if at >= most else 0
    return list(range(first, min(every, first + most)))


def places_note(study: Robustness, places: Sequence[int]) -> list[str]:
    """What to say where not all units are shown."""
    every = len(study.subject.rows)
    if study.unit is None or not places or places[0] == 0:
        return cut_note(len(places), every)
    name = unit_name(study.card, int(study.subject.rows[study.subject.units.index(study.unit)]))
    return [said("{n} of {all} units: those around {unit}.", n=len(places), all=every, unit=name)]
