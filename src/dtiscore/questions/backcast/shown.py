"""Past periods re-scored under today's edition: its ranks, beside those of the edition in force at the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dtiscore import __version__
from dtiscore.analysis.standings import Standing, Standings
from dtiscore.errors import Place
from dtiscore.methodology import Methodology, text_in
from dtiscore.questions.backcast.answer import Backcast, NotScored, Rescored, UnitBackcast
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, WARNING, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_changes import as_dict, basis_notes, chosen_rows, name_of, numbers, words
from dtiscore.render.old_names import node_name
from dtiscore.render.phrases import in_a_row, listed, say
from dtiscore.visible import visible

BACKCAST_SCHEMA = "dtiscore/backcast/1"


def backcast_screen(
    found: Backcast, screen: Screen, units: frozenset[str] = frozenset(), top: int | None = None
) -> str:
    """The re-scored periods as text, and what could not be re-scored and why."""
    view = _View(found, screen.language, units, top)
    head = [*paragraph(view.title(), screen, style=BOLD, hanging="  ")]
    for note in view.refusals():
        head += paragraph(note, screen, style=WARNING, hanging="  ")
    for note in view.notes():
        head += paragraph(note, screen)
    if not found.units:
        return to_text(head, screen)
    fitted = fit(list[Column](view.columns()), len(view.rows), screen.width)
    aid = [*paragraph(view.aid(), screen, style=DIM), *fitted.left_out(screen)]
    return to_text(blocks(head, fitted.lines(screen), aid), screen)


def backcast_markdown(
    found: Backcast,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> str:
    """The same as Markdown."""
    view = _View(found, language, units, top)
    parts = [f"### {escaped(view.title())}", *map(escaped, (*view.refusals(), *view.notes()))]
    if found.units:
        cells = {one.heading: [cell.text for cell in one.cells] for one in view.columns(apart=True)}
        parts += [to_markdown(cells).rstrip("\n"), escaped(view.aid())]
    return "\n\n".join(parts) + "\n"


def backcast_columns(
    found: Backcast,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, list[Any]]:
    """One row per unit in full precision; for each period what it has under today's edition and under that of the time."""
    rows = chosen_rows(found.units, units, top)
    columns: dict[str, list[Any]] = {
        "unit": [one.unit for one in rows],
        "name": [text_in(one.name, language) for one in rows],
    }
    for at, period in enumerate(found.periods):
        columns[f"rank:{period.period}"] = [_figure(one.now[at], "rank") for one in rows]
        columns[f"score:{period.period}"] = [_figure(one.now[at], "score") for one in rows]
        columns[f"fixed_at:{period.period}"] = [period.fixed.get(one.unit) for one in rows]
        if period.then is not None:
            columns[f"rank_then:{period.period}"] = [_figure(one.then[at], "rank") for one in rows]
            columns[f"score_then:{period.period}"] = [_figure(one.then[at], "score") for one in rows]
            columns[f"move:{period.period}"] = [one.up(at) for one in rows]
    return columns


def backcast_payload(
    found: Backcast,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, Any]:
    """The re-scored periods as the versioned envelope for JSON."""
    return {
        "schema": BACKCAST_SCHEMA,
        "dtiscore": __version__,
        "edition": {"id": found.edition.id, "sha256": found.edition.hash},
        "periods": [
            {
                "period": one.period,
                "source": Place(one.source).within_folder,
                "now": _side(one.now),
                "made_by": None
                if one.made_by is None
                else {"id": one.made_by.id, "sha256": one.made_by.hash},
                "made": list(one.made),
                "fixed": [{"unit": unit, "supplied": node} for unit, node in one.fixed.items()],
                "edition_then": None
                if one.edition_then is None
                else {"id": one.edition_then.id, "sha256": one.edition_then.hash},
                "then": _side(one.then),
            }
            for one in found.periods
        ],
        "rows": rows_of(backcast_columns(found, language, units, top)),
    }


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


@dataclass(frozen=True)
class _View:
    found: Backcast
    language: str | None
    units: frozenset[str]
    top: int | None

    @property
    def rows(self) -> Sequence[UnitBackcast]:
        return chosen_rows(self.found.units, self.units, self.top)

    @property
    def shown(self) -> list[int]:
        """The positions of the periods with a ranking."""
        sides = [(at, (one.now, one.then)) for at, one in enumerate(self.found.periods)]
        return [at for at, pair in sides if any(isinstance(side, Standings) for side in pair)]

    def has_other(self, period: Rescored) -> bool:
        """Whether another edition ranks the period beside today's."""
        return isinstance(period.then, Standings) and period.edition_then != self.found.edition

    def title(self) -> str:
        periods = self.found.periods
        index, edition = visible(self.found.edition.index.code), visible(self.found.edition.id)
        first, last = visible(periods[0].period), visible(periods[-1].period)
        phrase = "backcast title" if len(periods) > 1 else "backcast one"
        title = say(self.language, phrase, index=index, edition=edition, first=first, last=last)
        made = [
            say(
                self.language,
                "backcast parts",
                parts=in_a_row([visible(code) for code in codes]),
                maker=self._decided(maker),
            )
            for maker, codes in self.found.makers
        ]
        return ", ".join([title, *made])

    @staticmethod
    def _decided(edition: Methodology) -> str:
        """An edition with the decision that fixes it."""
        return f"{visible(edition.id)} ({visible(edition.authority.decision)})"

    def refusals(self) -> Iterator[str]:
        """What could not be scored, and why."""
        for one in self.found.periods:
            period, edition = visible(one.period), visible(self.found.edition.id)
            if isinstance(one.now, NotScored):
                reason = self._reason(one.now)
                yield say(self.language, "not re-scored", period=period, edition=edition, reason=reason)
            if isinstance(one.then, NotScored) and one.edition_then != self.found.edition:
                other = one.edition_then
                named = say(self.language, "edition of the time") if other is None else visible(other.id)
                reason = self._reason(one.then)
                yield say(self.language, "not scored then", period=period, edition=named, reason=reason)

    def _reason(self, fault: NotScored) -> str:
        reason = visible(fault.reason)
        if fault.others:
            reason = say(self.language, "other faults", reason=reason, n=fault.others)
        return f"{reason}; {visible(fault.fix)}" if fault.fix else reason

    def notes(self) -> Iterator[str]:
        """What the figures are where parts were made, which editions were in force, and what to know of the tables."""
        if self.found.makers:
            edition = self._decided(self.found.edition)
            makers = in_a_row([self._decided(maker) for maker, _ in self.found.makers])
            yield say(self.language, "backcast made", edition=edition, makers=makers)
        others = [
            f"{visible(one.period)} {visible(one.edition_then.id)}"
            for one in self.found.periods
            if one.edition_then is not None and self.has_other(one)
        ]
        if others:
            yield say(self.language, "scored then", editions=in_a_row(others))
        same = [visible(one.period) for one in self.found.periods if one.edition_then == self.found.edition]
        if same:
            yield say(self.language, "same edition then", periods=listed(self.language, same))
        apart = [visible(one.period) for one in self.found.periods if not one.on_one_list]
        if apart:
            yield say(self.language, "other units then", periods=listed(self.language, apart))
        for one in self.found.periods:
            if isinstance(one.now, Standings) and one.fixed:
                codes = dict.fromkeys(one.fixed.values())
                names = in_a_row([node_name(self.found.edition, code, self.language) for code in codes])
                counts = {"n": len(one.fixed), "of": len(one.now.units)}
                yield say(self.language, "backcast fixed", period=visible(one.period), node=names, **counts)
        sides = [one.now if isinstance(one.now, Standings) else one.then for one in self.found.periods]
        yield from basis_notes([side for side in sides if isinstance(side, Standings)], self.language)

    def aid(self) -> str:
        beside = any(self.has_other(one) for one in self.found.periods)
        return say(self.language, "backcast aid then" if beside else "backcast aid")

    def columns(self, *, apart: bool = False) -> list[TextColumn]:
        """The unit, then for each period the ranks and scores.

        ``apart`` gives every column a heading of its own.
        """
        names = [name_of(one.name, self.language) for one in self.rows]
        columns = [words(say(self.language, "Unit"), names)]
        for at in self.shown:
            columns += self._period(at, 2 * (len(self.found.periods) - at) - 2, apart=apart)
        return columns

    def _period(self, at: int, age: int, *, apart: bool) -> Iterator[TextColumn]:
        """The columns of one period; those of older ones give way first."""
        rows, period = self.rows, self.found.periods[at]
        label, is_rescored = visible(period.period), isinstance(period.now, Standings)
        if is_rescored:
            yield numbers(label, [figures.rank(_figure(one.now[at], "rank")) for one in rows], age)
        if self.has_other(period):
            heading = say(self.language, "column then", period=label)
            yield numbers(heading, [figures.rank(_figure(one.then[at], "rank")) for one in rows], age)
        if is_rescored and self.has_other(period):
            moved = [figures.move(one.up(at)) for one in rows]
            yield numbers(f"{label} ±" if apart else "±", moved, age)
        if is_rescored:
            decimals = self.found.edition.publish.decimals
            scores = [figures.fixed(_figure(one.now[at], "score"), decimals) for one in rows]
            yield numbers(say(self.language, "column score", period=label), scores, age + 1)
