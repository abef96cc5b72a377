"""Which edition of a family governs a period, or was in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dtiscore.errors import UsageFault
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.periods import comparable
from dtiscore.said import said, with_and


def governing_as_written(editions: Sequence[Methodology], period: str) -> Methodology | None:
    """The edition that governs a period, however that is written; raises as :func:`governing`."""
    known = {comparable(each): each for edition in editions for each in edition.periods}
    return governing(editions, known.get(comparable(period), period))


def governing(editions: Sequence[Methodology], period: str) -> Methodology | None:
    """The edition that governs a period, ``None`` if none does.

    Of editions that name the same period the one counts that supersedes the others; one that names no periods governs
    those that no other names.

    Raises:
        UsageFault: two editions name the period, and neither supersedes the other.
    """
    named = [edition for edition in editions if period in edition.periods]
    found = _not_superseded(named or [edition for edition in editions if not edition.periods])
    if len(found) > 1:
        both = with_and(edition.id for edition in found)
        raise UsageFault(
            said("{editions} both govern {period}", editions=both, period=period),
            said("name the edition that is meant"),
        )
    return found[0] if found else None


def in_force_on(editions: Sequence[Methodology], day: str) -> Methodology:
    """The edition in force on a day: the last that came into force, or was signed, on it or before.

    Args:
        editions: the editions of one family, at least one.
        day: the day as ``2022-06-01``. Where only the year or month of an edition is known, it counts from the first
            day of that.

    Raises:
        UsageFault: ``day`` is no day, or lies before the first edition; an edition has no date; or two came into force
            together and neither supersedes the other.
    """
    _require_day(day)
    undated = [edition.id for edition in editions if start_of(edition) is None]
    if undated:
        message = said("nothing says since when {editions} came into force", editions=", ".join(undated))
        raise UsageFault(message, said("name the edition that is meant, or choose by --period"))
    starts = {edition.id: start_of(edition) or "" for edition in editions}
    begun = [edition for edition in editions if starts[edition.id] <= day]
    if not begun:
        first = min(editions, key=lambda edition: starts[edition.id])
        message = said(
            "no edition was in force on {day}: the first, {first}, dates from {start}",
            day=day,
            first=first.id,
            start=starts[first.id],
        )
        raise UsageFault(message, said("choose a later day, or name {first} itself", first=first.id))
    last = max(starts[edition.id] for edition in begun)
    found = _not_superseded([edition for edition in begun if starts[edition.id] == last])
    if len(found) > 1:
        both = with_and(edition.id for edition in found)
        raise UsageFault(
            said("{editions} both date from {day}", editions=both, day=last),
            said("name the edition that is meant"),
        )
    return found[0]


def start_of(edition: Methodology) -> str | None:
    """The day from which an edition counts: in force if it says so, else signed; ``None`` if it says neither."""
    written = edition.authority.in_force or edition.authority.signed
    return None if written is None else f"{written}-01-01"[:10] if len(written) == 4 else f"{written}-01"[:10]


def in_order(editions: Sequence[Methodology]) -> list[Methodology]:
    """The editions in the order in which they came into force; those without a date first, by id."""
    return sorted(editions, key=lambda edition: (start_of(edition) or "", edition.id))


def _not_superseded(editions: Sequence[Methodology]) -> list[Methodology]:
    superseded = {edition.supersedes for edition in editions}
    return [edition for edition in editions if edition.id not in superseded]


def _require_day(day: str) -> None:
    try:
        valid = date.fromisoformat(day).isoformat() == day
    except ValueError:
        valid = False
    if not valid:
        raise UsageFault(
            said('"{day}" is no day of the calendar', day=day),
            said("write year-month-day, such as 2022-06-01"),
        )
