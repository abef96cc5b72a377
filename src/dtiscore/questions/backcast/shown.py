"""Past periods re-scored under today's edition: its ranks, beside those of the edition in force at the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dtiscore import __version__
from dtiscore.analysis.standings import Standing, Standings
from dtiscore.errors import Place
from dtiscore.methodology import Methodology, text_in
from dtiscore.questions.backcast.answer import Backcast, NotScored, Rescored, UnitBackcast
from dtiscore.render.changes import as_dict, basis_notes, chosen_rows, numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import draft_of, name_of, node_name
from dtiscore.render.page import (
    Block,
    Columns,
    Grid,
    LeftOut,
    Note,
    Shown,
    ShownBy,
    Table,
    Title,
    aid,
    caution,
)
from dtiscore.render.wording import in_a_row, listed, safe, side_by_side
from dtiscore.said import said, template
from dtiscore.visible import visible

BACKCAST_SCHEMA = "dtiscore/backcast/1"


@dataclass(frozen=True)
class ShownBackcast(Shown):
    """The re-scored periods in every form, and what could not be re-scored and why."""

    found: Backcast
    units: frozenset[str] = frozenset()
    """Codes of the units to show; all unless given, ``top`` of them at most."""
    top: int | None = None

    def page(self) -> Iterator[Block]:
        yield [
            Title(self._title()),
            *self._drafts(),
            *map(caution, self._refusals()),
            *map(Note, self._notes()),
        ]
        if self.found.units:
            grid = Grid(self._columns())
            yield [Table(grid)]
            yield [aid(self._aid()), LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        """For each period what a unit has under today's edition and under that of the time."""
        rows = self.rows
        columns: dict[str, list[Any]] = {
            "unit": [one.unit for one in rows],
            "name": [text_in(one.name, language) for one in rows],
        }
        for at, period in enumerate(self.found.periods):
            columns[f"rank:{period.period}"] = [_figure(one.now[at], "rank") for one in rows]
            columns[f"score:{period.period}"] = [_figure(one.now[at], "score") for one in rows]
            columns[f"fixed_at:{period.period}"] = [period.fixed.get(one.unit) for one in rows]
            if period.then is not None:
                columns[f"rank_then:{period.period}"] = [_figure(one.then[at], "rank") for one in rows]
                columns[f"score_then:{period.period}"] = [_figure(one.then[at], "score") for one in rows]
                columns[f"move:{period.period}"] = [one.up(at) for one in rows]
        return columns

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope tells of every period which editions it is scored under, and why not where it is not."""
        found = self.found
        return {
            "schema": BACKCAST_SCHEMA,
            "dtiscore": __version__,
            "edition": _edition(found.edition),
            "periods": [
                {
                    "period": one.period,
                    "source": Place(one.source).within_folder,
                    "now": _side(one.now),
                    "made_by": _edition(one.made_by),
                    "made": list(one.made),
                    "fixed": [{"unit": unit, "supplied": node} for unit, node in one.fixed.items()],
                    "edition_then": _edition(one.edition_then),
                    "then": _side(one.then),
                }
                for one in found.periods
            ],
            "rows": rows_of(self.columns(language)),
        }

    @cached_property
    def rows(self) -> Sequence[UnitBackcast]:
        return chosen_rows(self.found.units, self.units, self.top)

    @property
    def _ranked(self) -> list[int]:
        """The positions of the periods with a ranking."""
        sides = [(at, (one.now, one.then)) for at, one in enumerate(self.found.periods)]
        return [at for at, pair in sides if any(isinstance(side, Standings) for side in pair)]

    def _has_other(self, period: Rescored) -> bool:
        """Whether another edition ranks the period beside today's."""
        return isinstance(period.then, Standings) and period.edition_then != self.found.edition

    def _title(self) -> str:
        periods = self.found.periods
        index, edition = visible(self.found.edition.index.code), visible(self.found.edition.id)
        first, last = visible(periods[0].period), visible(periods[-1].period)
        several, one = (
            template("{index} under {edition}: {first} to {last}"),
            template("{index} under {edition}: {first}"),
        )
        title = said(
            several if len(periods) > 1 else one, index=index, edition=edition, first=first, last=last
        )
        made = [
            said(
                "on {parts} as {maker} makes them",
                parts=in_a_row([visible(code) for code in codes]),
                maker=_decided(maker),
            )
            for maker, codes in self.found.makers
        ]
        return side_by_side(title, *made, between=", ")

    def _drafts(self) -> Iterator[Note]:
        """Which editions are drafts."""
        then = [one.edition_then for one in self.found.periods if one.edition_then is not None]
        return map(Note, draft_of(self.found.edition, *then))

    def _refusals(self) -> Iterator[str]:
        """What could not be scored, and why."""
        for one in self.found.periods:
            period, edition = visible(one.period), visible(self.found.edition.id)
            if isinstance(one.now, NotScored):
                reason = self._reason(one.now)
                yield said(
                    "{period} cannot be re-scored under {edition}: {reason}.",
                    period=period,
                    edition=edition,
                    reason=reason,
                )
            if isinstance(one.then, NotScored) and one.edition_then != self.found.edition:
                other = one.edition_then
                named = said("the edition of the time") if other is None else visible(other.id)
                reason = self._reason(one.then)
                yield said(
                    "{period} has no ranking under {edition} beside it: {reason}.",
                    period=period,
                    edition=named,
                    reason=reason,
                )

    def _reason(self, fault: NotScored) -> str:
        reason = safe(fault.reason)
        if fault.others:
            reason = said("{reason}, and {n} more", reason=reason, n=fault.others)
        return side_by_side(reason, safe(fault.fix), between="; ") if fault.fix else reason

    def _notes(self) -> Iterator[str]:
        """What the figures are where parts were made, which editions were in force, and what to know of the tables."""
        if self.found.makers:
            edition = _decided(self.found.edition)
            makers = in_a_row([_decided(maker) for maker, _ in self.found.makers])
            yield said(
                "These are the weights of {edition} on parts that {makers} defines and computes: not what the "
                "edition itself would have measured.",
                edition=edition,
                makers=makers,
            )
        yield from self._in_force()
        for one in self.found.periods:
            if isinstance(one.now, Standings) and one.fixed:
                codes = dict.fromkeys(one.fixed.values())
                names = in_a_row([node_name(self.found.edition, code) for code in codes])
                counts = {"n": len(one.fixed), "of": len(one.now.units)}
                yield said(
                    "{period}: today's edition cannot reach {n} of {of} units, because the table supplies their {node}. "
                    "They are not re-scored, and the ranks of the others stand beside the scores that they have.",
                    period=visible(one.period),
                    node=names,
                    **counts,
                )
        sides = [one.now if isinstance(one.now, Standings) else one.then for one in self.found.periods]
        yield from basis_notes([side for side in sides if isinstance(side, Standings)])

    def _in_force(self) -> Iterator[str]:
        """Which editions were in force at the time, and where these rank other units."""
        others = [
            (one.period, one.edition_then)
            for one in self.found.periods
            if one.edition_then is not None and self._has_other(one)
        ]
        in_force = [
            f"{visible(period)} {visible(edition.id)}"
            for period, edition in others
            if not edition.periods or period in edition.periods
        ]
        if in_force:
            yield said("In force at the time: {editions}.", editions=in_a_row(in_force))
        for period, edition in others:
            if edition.periods and period not in edition.periods:
                yield said(
                    "{edition} does not govern {period}: it is applied in thought.",
                    edition=visible(edition.id),
                    period=visible(period),
                )
        same = [visible(one.period) for one in self.found.periods if one.edition_then == self.found.edition]
        if same:
            yield said(
                "In {periods} this edition was in force already, so nothing differs.", periods=listed(same)
            )
        apart = [visible(one.period) for one in self.found.periods if not one.on_one_list]
        if apart:
            yield said(
                "The two editions do not rank the same units in {periods}, so places gained or lost are not told "
                "there.",
                periods=listed(apart),
            )

    def _aid(self) -> str:
        if any(self._has_other(one) for one in self.found.periods):
            return said(
                "How to read: under each period the rank by today's edition, then the rank by the edition in force "
                "at the time, and ± the places gained (▲) or lost (▼) by today's. - means that no rank is known."
            )
        return said(
            "How to read: under each period the rank by today's edition. - means that no rank is known."
        )

    def _columns(self) -> list[TextColumn]:
        """The unit, then for each period the ranks and scores."""
        columns = [words(said("Unit"), [name_of(one.name) for one in self.rows])]
        for at in self._ranked:
            columns += self._period(at, 2 * (len(self.found.periods) - at) - 2)
        return columns

    def _period(self, at: int, age: int) -> Iterator[TextColumn]:
        """The columns of one period; those of older ones give way first."""
        rows, period = self.rows, self.found.periods[at]
        label, is_rescored = visible(period.period), isinstance(period.now, Standings)
        if is_rescored:
            yield numbers(label, [figures.rank(_figure(one.now[at], "rank")) for one in rows], age)
        if self._has_other(period):
            heading = said("{period} then", period=label)
            yield numbers(heading, [figures.rank(_figure(one.then[at], "rank")) for one in rows], age)
        if is_rescored and self._has_other(period):
            moved = [figures.move(one.up(at)) for one in rows]
            yield replace(numbers("±", moved, age), named=f"{label} ±")
        if is_rescored:
            decimals = self.found.edition.publish.decimals
            scores = [figures.fixed(_figure(one.now[at], "score"), decimals) for one in rows]
            yield numbers(said("{period} score", period=label), scores, age + 1)


def _edition(edition: Methodology | None) -> dict[str, str] | None:
    return None if edition is None else {"id": edition.id, "sha256": edition.hash}


def _side(side: Standings | NotScored | None) -> dict[str, Any] | None:
    if side is None:
        return None
    if isinstance(side, Standings):
        return {"scored": True, **as_dict(side)}
    return {
        "scored": False,
        "reason": side.reason,
        "missing_columns": list(side.columns),
        "other_faults": side.others,
        "fix": side.fix,
    }


def _figure(standing: Standing | None, figure: str) -> Any:
    return None if standing is None else getattr(standing, figure)


def _decided(edition: Methodology) -> str:
    """An edition with the decision that fixes it."""
    return f"{visible(edition.id)} ({visible(edition.authority.decision)})"


SHOWN = {Backcast: ShownBy(ShownBackcast)}
