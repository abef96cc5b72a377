"""The scorecard as Python users get it: the computed one with data frames, explanations and a notebook view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import fold
from dtiscore.scoring import scorecard as computed
from dtiscore.scoring.table import columns_of
from dtiscore.units.matching import UnitMatcher, nearest

if TYPE_CHECKING:
    import pandas as pd

    from dtiscore.questions.explain.answer import Explanation


@dataclass(frozen=True, repr=False)
class Scorecard(computed.Scorecard):
    """The result of scoring one table under one edition, frozen, with every stage kept."""

    @classmethod
    def of(cls, card: computed.Scorecard) -> Scorecard:
        """The same result with the conveniences of this class."""
        return cls(**{field.name: getattr(card, field.name) for field in fields(card)})

    def to_frame(self, level: int | str | None = "all") -> pd.DataFrame:
        """The scores as a pandas table, one row per unit and period, in the order of the data.

        Columns: period and group where the data has them, rank, unit, name, one per node of the level in the
        published form in full precision, and band where the edition has bands. ``level`` is a depth (1 for the
        children of the index), ``views``, ``indicators``, ``all``, or the code of a node whose children are meant.
        """
        import pandas as pd

        return pd.DataFrame(columns_of(self, self.codes(level), range(len(self.dataset))))

    def ranking(self, language: str | None = None) -> pd.DataFrame:
        """The ranked table, best first: rank, unit, name, and published scores of what the edition shows."""
        import pandas as pd

        rows = [row for rows in self.order.values() for row in rows]
        return pd.DataFrame(columns_of(self, self.codes(None), rows, language=language, published=True))

    def explain(
        self, unit: str, period: str | None = None, *, group: str | None = None, peers: str | None = None
    ) -> Explanation:
        """Where a unit stands and why; the unit is called by its code, name or an alias of its scheme.

        Raises:
            UsageFault: the table has no such unit, or not in that period or group; or it stands in several groups.
        """
        from dtiscore.questions.explain.answer import explain as explain_card

        return explain_card(self, unit_code(self, unit), period, group=group, peers=peers)

    def _repr_html_(self) -> str:
        from dtiscore.questions.score.shown.notebook import scorecard_html

        return scorecard_html(self)


def unit_codes(cards: Sequence[computed.Scorecard], units: Sequence[str]) -> frozenset[str]:
    """The codes of the units that a user calls by code, name or alias, each in every scorecard that has it.

    Raises:
        UsageFault: no scorecard has a unit of that name.
    """
    codes: set[str] = set()
    for unit in units:
        faults: list[UsageFault] = []
        for card in cards:
            try:
                codes.add(unit_code(card, unit))
            except UsageFault as fault:
                faults.append(fault)
        if len(faults) == len(cards):
            raise faults[-1]
    return frozenset(codes)


def unit_code(card: computed.Scorecard, unit: str) -> str:
    """The code of the unit that a user calls by its code, name or alias.

    Raises:
        UsageFault: no unit of the table is called so; the nearest names are suggested.
    """
    if unit in card.dataset.units:
        return unit
    scheme = card.dataset.scheme
    if scheme is not None:
        matcher = UnitMatcher(scheme)
        match = matcher.match(unit)
        if match is not None and match.unit.code in card.dataset.units:
            return match.unit.code
        near = [near.label() for near in matcher.suggest(unit)]
    else:
        named = {fold(card.name(row)): code for row, code in enumerate(card.dataset.units)}
        if fold(unit) in named:
            return named[fold(unit)]
        known = [*map(card.name, range(len(card.dataset))), *card.dataset.units]
        near = nearest(unit, known)
    if near:
        fix = f"did you mean {', '.join(near)}?"
    else:
        there = list(dict.fromkeys(map(card.name, range(len(card.dataset)))))
        fix = f"it has {', '.join(there[:8])}" + (f" and {len(there) - 8} more" if len(there) > 8 else "")
    raise UsageFault(f'the table has no unit "{unit}"', fix)
