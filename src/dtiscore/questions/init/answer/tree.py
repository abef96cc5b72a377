"""The tree of an index to begin with: groups of groups or of indicators, as the text of a weighting file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.criterion import Criterion, quoted
from dtiscore.said import said, spoken
from dtiscore.tables.heading_parts import BETWEEN

_EQUAL = said("weights are equal until you say otherwise")
_GEOMETRIC = said("the index that the table has is a geometric mean of its parts: is that so?")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FEWEST_ALONE = 3
"""Groups, each of one indicator, from which none is a group."""


@dataclass(frozen=True)
class Group:
    """Groups or indicators under one name."""

    code: str
    name: str
    parts: tuple[Part, ...]
    weight: float | None = None
    """Its weight among those beside it; ``None`` where points are added up."""

    @property
    def points(self) -> float | None:
        """What its parts sum to, where their points are added up."""
        return points_of(self.parts)


Part = Group | Criterion


def grouped(criteria: Sequence[Criterion]) -> tuple[Part, ...]:
    """Indicators in groups by the headings above them, of equal weights unless their points are added up."""
    adds_up = all((each.points is not None or each.added_to) and each.weighed_by is None for each in criteria)
    usual = None if adds_up else 1.0
    numbered = [
        replace(each, code=str(number), weight=usual if adds_up or each.weight is None else each.weight)
        for number, each in enumerate(criteria, 1)
    ]
    groups = list(dict.fromkeys(each.group for each in criteria))
    if len(groups) == len(criteria) and len(groups) >= _FEWEST_ALONE and all(groups):
        # Two headings of one column, such as one for programs below one for people, are no group of one.
        return _weighed([replace(each, name=BETWEEN.join([each.group, each.name])) for each in numbered])
    parts: list[Part] = []
    for at, group in enumerate(groups):
        members = tuple(each for each in numbered if each.group == group)
        if group and len(groups) > 1:
            code = _ROMAN[at] if at < len(_ROMAN) else f"G{at + 1}"
            own = float(any(each.weight != 0 for each in members))
            if any(each.weighed_by is not None for each in members):
                own = fsum(each.weight or 0.0 for each in members)
            parts.append(Group(code, group, _weighed(members), None if adds_up else own))
        else:
            parts += members
    return _weighed(parts)


def _weighed(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts of which at least one counts: all alike where nobody has said what any is worth."""
    if all(part.weight == 0 for part in parts):
        return tuple(replace(part, weight=1.0) for part in parts)
    return tuple(parts)


def points_of(parts: Sequence[Part]) -> float | None:
    """The sum of the points of parts; ``None`` where they are not added up."""
    points = [part.points for part in parts if part.weight is None]
    if len(points) < len(parts) or None in points:
        return None
    return fsum(each for each in points if each is not None)


def criteria_of(parts: Sequence[Part]) -> Iterator[Criterion]:
    """The indicators in parts, in their order."""
    for part in parts:
        if isinstance(part, Group):
            yield from criteria_of(part.parts)
        else:
            yield part


def changed(parts: Sequence[Part], change: Callable[[Criterion], Criterion]) -> tuple[Part, ...]:
    """The same parts with each indicator changed."""
    return tuple(
        replace(part, parts=changed(part.parts, change)) if isinstance(part, Group) else change(part)
        for part in parts
    )


def index_lines(
    title: str,
    parts: Sequence[Part],
    *,
    headings: Collection[str],
    is_relative: bool,
    is_geometric: bool,
    language: str | None,
) -> list[str]:
    """The key ``index`` of a weighting file, with what is to be confirmed above each indicator.

    ``headings`` are those of the table, which no code may be: such a column would bring the figures of that node.
    ``is_relative`` where weights are guesses, and need not sum to anything; ``is_geometric`` where means are to be so.
    """
    taken = {*map(fold, headings)}

    def free(*codes: str) -> str:
        return next(each for each in (*codes, f"N{codes[0]}", f"NODE_{codes[0]}") if fold(each) not in taken)

    def aggregate(below: Sequence[Part], indent: str) -> list[str]:
        of_means = f"geometric   # {spoken(_GEOMETRIC, language)}" if is_geometric else "arithmetic"
        return _aggregate(below, indent, of_means, is_relative=is_relative)

    own = points_of(parts)
    lines = [
        "index:",
        f"  code: {free('INDEX', 'OVERALL')}",
        f"  name: {quoted(title)}",
        *aggregate(parts, "  "),
        *([] if own is None else [f"  points: {own:.12g}"]),
        "  children:",
    ]
    first, *others = criteria_of(parts)

    def write(below: Sequence[Part], indent: str) -> None:
        for part in below:
            if isinstance(part, Group):
                worth = _worth(part)
                lines.extend(
                    [f"{indent}- code: {quoted(free(part.code))}", f"{indent}  name: {quoted(part.name)}"]
                )
                lines.extend([] if worth is None else [f"{indent}  {worth}"])
                lines.extend([*aggregate(part.parts, f"{indent}  "), f"{indent}  children:"])
                write(part.parts, f"{indent}    ")
            else:
                told = spoken(part.confirm, language)
                weights = _EQUAL if part.weighed_by is None and others else part.weighed_by
                if (
                    is_relative
                    and own is None
                    and part is first
                    and not part.added_to
                    and weights is not None
                ):
                    told = f"{told} {spoken(weights, language)}"
                lines.extend([f"{indent}# {told}", f"{indent}- {_node(replace(part, code=free(part.code)))}"])

    write(parts, "    ")
    return lines


def _aggregate(parts: Sequence[Part], indent: str, of_means: str, *, is_relative: bool) -> list[str]:
    if points_of(parts) is not None:
        return [f"{indent}aggregate: points"]
    if all(each.added_to for each in criteria_of(parts)):
        return [f"{indent}aggregate: sum"]
    total = fsum(part.weight or 0.0 for part in parts)
    told = "relative" if is_relative else f"{total:.12g}"
    return [f"{indent}aggregate: {of_means}", f"{indent}weights: {told}"]


def _worth(part: Part) -> str | None:
    if part.weight is not None:
        return f"weight: {part.weight:.12g}"
    return None if part.points is None else f"points: {part.points:.12g}"


def _node(each: Criterion) -> str:
    rule = each.rule
    if each.points is not None and each.weight is not None and rule == "{kind: identity}":
        rule = f"{{kind: fraction, of: {each.points:.12g}}}"
    keys = (
        f"code: {quoted(each.code)}",
        f"name: {quoted(each.name)}",
        _worth(each),
        f"column: {quoted(each.column)}",
        f"rule: {rule}",
        "missing: zero" if each.empty_is_zero else None,
    )
    return f"{{{', '.join(filter(None, keys))}}}"
