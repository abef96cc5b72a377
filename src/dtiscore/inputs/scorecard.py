"""The scorecard as Python users get it: the computed one with data frames, a notebook view, and questions to ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Unpack

from dtiscore import late
from dtiscore.arguments import Count, FromZero, checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.draws import DRAWS, SEED, draws_of, require_one_origin
from dtiscore.inputs.reading import AsRead, Data, Part, declared, period_of
from dtiscore.inputs.unit_codes import unit_code
from dtiscore.said import said
from dtiscore.scoring import scorecard as computed
from dtiscore.scoring.selection import kept
from dtiscore.scoring.table import columns_of

if TYPE_CHECKING:
    import pandas as pd

    from dtiscore.inputs.plans import Others
    from dtiscore.questions.diagnose.answer import Diagnosis, Thresholds
    from dtiscore.questions.diagnose.answer.association import Method
    from dtiscore.questions.explain.answer import CellHistory, Explanation
    from dtiscore.questions.improve.answer import Improvement, Limit
    from dtiscore.questions.improve.answer.competitors import Mean
    from dtiscore.questions.league.answer import League
    from dtiscore.questions.profile.answer import Profile
    from dtiscore.questions.robustness.answer import Assumptions, Robustness


@dataclass(frozen=True, repr=False, eq=False)
class Scorecard(computed.Scorecard):
    """The result of scoring one table under one edition, frozen, with every stage kept.

    It is asked questions by methods of the names of the functions: ``card.profile(top=5)`` is ``dtiscore.profile(card,
    top=5)``, with the same arguments and faults. ``period`` and ``group`` choose the rows meant, see :meth:`part`.
    """

    as_read: AsRead | None = field(default=None, kw_only=True)
    """The table behind the scores, where another edition can score it anew: not where rows are groups of units, cells were
    changed, or the frame was fitted elsewhere."""

    @classmethod
    def of(cls, card: computed.Scorecard) -> Scorecard:
        """The same result with the conveniences of this class."""
        return cls(**{field.name: getattr(card, field.name) for field in fields(card)})

    @checked
    def to_frame(self, level: int | str | None = "all") -> pd.DataFrame:
        """The scores as a pandas table, one row per unit and period, in the order of the data.

        Columns: period and group where the data has them, rank, unit, name, one per node of the level in the
        published form in full precision, and band where the edition has bands. ``level`` is a depth (1 for the
        children of the index), ``views``, ``indicators``, ``all``, or the code of a node whose children are meant.
        """
        import pandas as pd

        return pd.DataFrame(columns_of(self, self.codes(level), range(len(self.dataset))))

    @checked
    def ranking(self, language: str | None = None) -> pd.DataFrame:
        """The ranked table, best first: rank, unit, name, and published scores of what the edition shows."""
        import pandas as pd

        rows = [row for rows in self.order.values() for row in rows]
        codes = self.codes(None)
        table = pd.DataFrame(columns_of(self, codes, rows, language=language, figures=("published",)))
        headings = [
            self.methodology.figure_headings.of(code, "published")
            for code in (self.methodology.index.code, *codes)
        ]
        return table.astype(dict.fromkeys(headings, float))  # decimals are no numbers to pandas

    @checked
    def part(self, period: str | int | None = None, group: str | None = None) -> Scorecard:
        """The rows of one period and one group, which keep the scores and ranks that they have in the whole.

        Raises:
            UsageFault: the scorecard has no such period or group.
        """
        at = period_of(period)
        if at is not None and at not in self.dataset.periods:
            there = ", ".join(dict.fromkeys(one for one in self.dataset.periods if one is not None))
            raise UsageFault(
                said('{card!r} has no period "{period}"', card=self, period=at),
                said("it has {periods}", periods=there or said("none")),
            )
        stated = declared({"period": period, "group": group})
        return replace(kept(self, at, group), options={**(self.options or {}), **stated}) if stated else self

    @checked
    def summarise(self, summary: str) -> Scorecard:
        """The groups of units that a summary of the weighting file makes, ranked by its figure of them in every node.

        Raises:
            UsageFault: the edition has no summary of this code.
            InvalidData: the table lacks one of its columns.
        """
        from dtiscore.scoring.summarising import summarised

        return replace(Scorecard.of(summarised(self, summary)), as_read=None)

    @checked
    def explain(
        self, unit: str, period: str | None = None, *, group: str | None = None, peers: str | None = None
    ) -> Explanation:
        """Where a unit stands and why; the unit is called by its code, name or an alias of its scheme.

        Raises:
            UsageFault: the table has no such unit, or not in that period or group; or it stands in several groups.
        """
        from dtiscore.questions.explain.answer import explain

        return explain(self, unit_code(self, unit), period, group=group, peers=peers)

    @checked
    def explain_each(
        self, unit: str, *, peers: str | None = None, every_period: bool = False, **part: Unpack[Part]
    ) -> list[Explanation]:
        """Each row of one unit explained, as :func:`dtiscore.explain_each` does it."""
        from dtiscore.questions.explain.answer import explain_rows, rows_for

        card = self.part(**part)
        rows = rows_for(card, unit_code(card, unit), every=every_period)
        return [*explain_rows(card, rows, peers)]

    @checked
    def explain_cell(self, unit: str, cell: str, **part: Unpack[Part]) -> CellHistory:
        """The history of one cell, as :func:`dtiscore.explain_cell` tells it."""
        from dtiscore.questions.explain.answer import explain_cell, row_for

        card = self.part(**part)
        return explain_cell(card, row_for(card, unit_code(card, unit)), cell)

    @checked
    def profile(self, *, top: Count = 10, level: int | str | None = None, **part: Unpack[Part]) -> Profile:
        """What the leaders have in common, as :func:`dtiscore.profile` finds it."""
        from dtiscore.questions.profile.answer import profile

        return profile(self.part(**part), top, level)

    @checked
    def league(
        self, indicator: str, *, unit: str | None = None, top: Count | None = None, **part: Unpack[Part]
    ) -> League:
        """Who leads in one indicator, as :func:`dtiscore.league` tells it."""
        from dtiscore.questions.league.answer import league

        card = self.part(**part)
        return league(card, indicator, None if unit is None else unit_code(card, unit), top)

    @checked
    def diagnose(
        self, thresholds: Thresholds | None = None, *, method: Method = "pearson", **part: Unpack[Part]
    ) -> Diagnosis:
        """The statistical audit of one period and group, as :func:`dtiscore.diagnose` makes it."""
        from dtiscore.questions.diagnose.answer import diagnose

        return diagnose(self.part(**part), thresholds, method)

    @checked
    def robustness(  # noqa: PLR0913 - the options of one command
        self,
        assumptions: Assumptions | None = None,
        *,
        draws_count: Count = DRAWS,
        seed: FromZero = SEED,
        within: Count | None = None,
        replay: Data | None = None,
        unit: str | None = None,
        level: Count | None = None,
        allow_fixed_units: bool = False,
        **part: Unpack[Part],
    ) -> Robustness:
        """How far the ranks of one period and group depend on what was assumed, as :func:`dtiscore.robustness` studies it."""
        from dtiscore.questions.robustness.answer.study import study

        require_one_origin(replay, assumptions, draws_count, seed)
        card = self.part(**part)
        return study(
            card,
            None if assumptions is None else assumptions.with_units(lambda one: unit_code(card, one)),
            count=draws_count,
            seed=seed,
            k=within,
            replayed=None if replay is None else draws_of(replay),
            unit=None if unit is None else unit_code(card, unit),
            level=level,
            allow_fixed_units=allow_fixed_units,
        )

    @checked
    def improve(  # noqa: PLR0913 - the options of one command
        self,
        unit: str,
        *,
        to_rank: Count | None = None,
        to_score: float | None = None,
        to_mean: Mean | None = None,
        bounds: Data | Mapping[str, Limit] | None = None,
        others: Others = "still",
        previous: Scorecard | None = None,
        plans: Count = 3,
        **part: Unpack[Part],
    ) -> Improvement:
        """The cheapest plans of a unit, as :func:`dtiscore.improve` makes them; ``previous`` is a scorecard here.

        A period before that this scorecard does not hold is not looked for in its table, as :func:`dtiscore.improve` does.
        """
        from dtiscore.inputs.card_moves import moves_of_part
        from dtiscore.inputs.plans import plans_of, require_sense
        from dtiscore.questions.improve.answer import Target

        require_sense(others, previous)
        card = self.part(**part)
        moved = None
        if others == "trend":
            moved = moves_of_part(self, card, previous, has_table=self.as_read is not None)
        return plans_of(card, unit, Target(to_rank, to_score, to_mean), bounds, moved, plans)

    @property
    def plot(self) -> Any:
        """Its pictures as charts of Vega-Altair, a method for each kind: ``card.plot.table(top=10)``."""
        return late.showing().plots(self)

    def _repr_html_(self) -> str:
        from dtiscore.questions.score.shown.notebook import scorecard_html

        return scorecard_html(self)
