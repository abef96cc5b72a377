"""On which of several unit schemes a table stands: decided for sure by its codes and names, or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set as AbstractSet
from itertools import permutations

from dtiscore.errors import InvalidData, Place, Problem, UsageFault
from dtiscore.said import Said, counted, said, with_or
from dtiscore.units.matching import UnitMatcher
from dtiscore.units.scheme import Unit, UnitScheme
from dtiscore.units.totals import reads_like_a_total

_TABLE = Place("<table>")

_Row = tuple[str, str]
"""The code and the name of a unit as they stand in a table; one of them may be blank."""


def reused_codes(old: UnitScheme, new: UnitScheme) -> tuple[str, ...]:
    """The codes, in order, that mean one unit in ``old`` and another in ``new``.

    A unit that keeps its code under a new name (46, Thừa Thiên Huế and Huế) is the same unit; so is one that
    grew. A join of two years on a reused code is wrong without a sign of it.
    """
    names = UnitMatcher(old)
    both = sorted(old.by_code.keys() & new.by_code.keys())
    return tuple(code for code in both if not _same_unit(old.by_code[code], new.by_code[code], names))


def other_meaning(
    codes: Sequence[str], scheme: UnitScheme, others: Sequence[UnitScheme]
) -> tuple[str, UnitScheme] | None:
    """The first of a table's codes that means another unit in the scheme before or after, and that scheme.

    ``None`` unless every code exists there too: a code of one scheme alone tells on which the table stands.
    """
    for other in others:
        old, new = (other, scheme) if other.successor == scheme.id else (scheme, other)
        if old.successor == new.id and all(code in other.by_code for code in codes):
            reused = set(reused_codes(old, new))
            found = next((code for code in codes if code in reused), None)
            if found is not None:
                return found, other
    return None


def later_list(
    units: AbstractSet[str], coded: AbstractSet[str], scheme: UnitScheme, others: Sequence[UnitScheme]
) -> UnitScheme | None:
    """The list that follows on a scheme, where the units of a table are all of that list and no other, by names that both have.

    Merged units bear the name of one of those that they were made of: read on the earlier list, such a table is one of fewer
    and smaller units, without a sign of it. It is not so where a code tells: one that the later list does not have, or has for
    another unit.

    Args:
        units: the codes of the units in the scheme for which those of the table were taken.
        coded: those of them that the table identifies by these codes.
        scheme: the scheme.
        others: further schemes.
    """
    for other in others:
        names = [next(iter(unit.name.values())) for unit in other.units if unit.ranked]
        if scheme.successor != other.id or len(units) != len(names):
            continue
        matcher = UnitMatcher(scheme)
        named = {None if (found := matcher.match(name)) is None else found.unit.code for name in names}
        if named == units and coded <= other.by_code.keys() - {*reused_codes(scheme, other)}:
            return other
    return None


def require_vintage(codes: Sequence[str], names: Sequence[str], schemes: Sequence[UnitScheme]) -> UnitScheme:
    """The one scheme on which a table stands.

    Args:
        codes: the code of each row, or nothing at all when the table has no codes.
        names: the name of each row, or nothing at all when the table has no names.
        schemes: the schemes to choose from.

    A row speaks for the schemes that know it: by a code and a name that agree there, or by the one it has.
    Rows that no scheme knows say nothing here; whoever checks the units reports them.

    Raises:
        InvalidData: with a problem ``ambiguous-vintage`` for each code of two meanings, or one for the table,
            when every row exists in several schemes; ``mixed-vintage`` for each row that contradicts another;
            ``unknown-unit`` when no row is known at all.
        ValueError: both codes and names are given and differ in number.
    """
    if codes and names and len(codes) != len(names):
        raise ValueError(f"{len(codes)} codes and {len(names)} names do not belong to the same rows")
    rows = list(zip(codes or [""] * len(names), names or [""] * len(codes), strict=True))
    matchers = [UnitMatcher(scheme) for scheme in schemes]
    spoken = [[matcher.scheme for matcher in matchers if _knows(matcher, *row)] for row in rows]
    told = [(row, known) for row, known in zip(rows, spoken, strict=True) if known]
    if not told:
        raise _unknown(schemes)
    candidates = [scheme for scheme in schemes if all(scheme in known for _, known in told)]
    if not candidates:
        raise _mixed(told, schemes)
    if len(candidates) > 1:
        raise _ambiguous([row for row, _ in told], candidates)
    return candidates[0]


def fitting(
    codes: Sequence[str],
    names: Sequence[str],
    schemes: Sequence[UnitScheme],
    stated: Callable[[UnitScheme], str],
) -> tuple[UnitScheme, ...]:
    """Those of the schemes that follow on each other of which every unit of a table may be, though nobody stated one.

    Args:
        codes: the code of each row, blank where it has none. Rows that are totals or notes say nothing.
        names: the name of each row, blank where it has none.
        schemes: all schemes that are known; those without successor or predecessor among them say nothing either.
        stated: how a user says that one of them is meant, for the message.

    Raises:
        UsageFault: a row means one unit in one of several such schemes and another unit in the next, so that a join with
            another table would be wrong without a sign of it.
    """
    chained = [one for one in schemes if any(one is not other and _follow(one, other) for other in schemes)]
    matchers = [UnitMatcher(scheme) for scheme in chained]
    rows = [(code.strip(), name.strip()) for code, name in zip(codes, names, strict=True)]
    fits: list[UnitMatcher] = []
    for matcher in matchers:
        told = [row for row in rows if not _says_nothing(row, matcher.scheme)]
        if told and all(_knows(matcher, *row) for row in told):
            fits.append(matcher)
    for one, other in permutations(fits, 2):
        if one.scheme.successor == other.scheme.id:
            _require_one_meaning(rows, one, other, stated)
    return tuple(matcher.scheme for matcher in fits)


def _follow(one: UnitScheme, other: UnitScheme) -> bool:
    return one.successor == other.id or other.successor == one.id


def _says_nothing(row: _Row, scheme: UnitScheme) -> bool:
    texts = [text for text in row if text]
    return not texts or any(scheme.is_not_a_unit(text) or reads_like_a_total(text) for text in texts)


def _require_one_meaning(
    rows: Sequence[_Row], old: UnitMatcher, new: UnitMatcher, stated: Callable[[UnitScheme], str]
) -> None:
    """Refuse rows that each scheme knows and takes for another unit: by a code given anew, or by a name that moved."""
    reused = set(reused_codes(old.scheme, new.scheme))
    meanings = []
    for code, name in rows:
        was, now = (matcher.match(name or code) for matcher in (old, new))
        if was is None or now is None:
            continue
        if was.unit.code != now.unit.code or was.unit.code in reused:
            meanings.append((name or code, was.unit, now.unit))
    if not meanings:
        return
    text, before, after = meanings[0]
    message = said(
        "every unit of the table exists in {old} and in {new}, and {others}: {text} is {before} in the first, {after} in the second",
        old=old.scheme.id,
        new=new.scheme.id,
        others=counted(
            len(meanings), "one of them means another one there", "{n} of them mean another one there"
        ),
        text=text,
        before=said("{unit} ({code})", unit=before.spoken_name, code=before.code),
        after=said("{unit} ({code})", unit=after.spoken_name, code=after.code),
    )
    options = with_or(stated(matcher.scheme) for matcher in (old, new))
    if all(not code for code, _ in rows):
        fix = said("say which is meant: {options}; or add the codes of the units", options=options)
    else:
        fix = said("say which is meant: {options}; or add the names of the units", options=options)
    raise UsageFault(message, fix)


def _same_unit(before: Unit, after: Unit, old_names: UnitMatcher) -> bool:
    earlier = [found.unit.code for found in map(old_names.match, after.name.values()) if found is not None]
    if earlier:
        return before.code in earlier
    # A name that the older scheme does not know: the same unit renamed only if the one of old became it.
    return before.successor == after.code


def _knows(matcher: UnitMatcher, code: str, name: str) -> bool:
    found = [matcher.match(text) for text in (code, name) if text.strip()]
    units = {match.unit.code if match is not None else None for match in found}
    return len(units) == 1 and None not in units


def _unknown(schemes: Sequence[UnitScheme]) -> InvalidData:
    ids = _either(schemes)
    message = said("no row of the table holds a unit of {schemes}", schemes=ids)
    fix = said("check which columns hold the codes and the names of the units")
    return InvalidData(message, fix, [Problem("unknown-unit", message, _TABLE, fix=fix)])


def _mixed(told: Sequence[tuple[_Row, list[UnitScheme]]], schemes: Sequence[UnitScheme]) -> InvalidData:
    fix = said("keep the units of one scheme; restate older units on the newer scheme if both are needed")
    problems = [
        Problem(
            "mixed-vintage",
            said("{row} exists only in {schemes}", row=_row(row), schemes=_either(known)),
            _TABLE,
            fix=fix,
            unit=_first(row),
        )
        for row, known in told
        if len(known) < len(schemes)
    ]
    return InvalidData(said("the table mixes units of different schemes"), fix, problems)


def _ambiguous(rows: Sequence[_Row], candidates: Sequence[UnitScheme]) -> InvalidData:
    message = said(
        "every unit of the table exists in each of {schemes}",
        schemes=", ".join(one.id for one in candidates),
    )
    fix = said("say which scheme is meant, {schemes}", schemes=_either(candidates))
    if not all(code.strip() and name.strip() for code, name in rows):
        if any(code.strip() for code, _ in rows):
            fix = said("{fix}, or add the names of the units", fix=fix)
        else:
            fix = said("{fix}, or add the codes of the units", fix=fix)
    matches = (UnitMatcher(one).match(code) for one in candidates for code, _ in rows)
    codes = {match.unit.code for match in matches if match is not None}
    problems = [
        Problem("ambiguous-vintage", _two_meanings(code, old, new), _TABLE, code, fix, unit=code)
        for old, new in permutations(candidates, 2)
        if old.successor == new.id
        for code in reused_codes(old, new)
        if code in codes
    ]
    return InvalidData(message, fix, problems or [Problem("ambiguous-vintage", message, _TABLE, fix=fix)])


def _two_meanings(code: str, old: UnitScheme, new: UnitScheme) -> Said:
    before, after = old.by_code[code].spoken_name, new.by_code[code].spoken_name
    return said(
        "the code is {before} in {old} and {after} in {new}",
        before=before,
        old=old.id,
        after=after,
        new=new.id,
    )


def _either(schemes: Sequence[UnitScheme]) -> Said:
    return with_or(scheme.id for scheme in schemes)


def _first(row: _Row) -> str:
    return row[0].strip() or row[1].strip()


def _row(row: _Row) -> str:
    return " ".join(f'"{text.strip()}"' for text in row if text.strip())
