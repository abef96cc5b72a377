"""What a heading says apart from the rows above it, its unit of measure and its number: ``Nền tảng / 1. Nhận thức số (%)``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dtiscore.methodology.base import fold
from dtiscore.tables.known_headings import RANK_HEADINGS

BETWEEN = " / "
"""What stands between the parts of a heading that goes over several rows."""

ASKED_AGAIN = 2**12
"""Of how many headings what they say is kept: that of one table is asked for by each that looks at it."""

# Each begins where its first signs begin: looked for from each of them, many would take hours.
_IN_BRACKETS = re.compile(r"(?<!\s)\s*(?:[(\[][^()\[\]]*[)\]]|,\s*%)$")
_NUMBERED = re.compile(r"(?<![^\W_])(?:(?<![0-9][.–-])[0-9]+(?:\.[0-9]+)*[.)]?|[IVX]+[.)])\s+(?=\D)")
"""``1.2`` and ``IV.`` before a name; not the end of ``SO2``, nor of ``15-24``."""
YEAR = re.compile("(?:19|20)[0-9]{2}")
_MARKED = (
    r"(?:(?:sơ bộ|ước(?: tính)?|dự kiến|chính thức|prelim(?:inary)?|prel|prov(?:isional)?|est(?:imated?)?|revised)\.?[\s_]*)?"
    rf"[(\[]?(?P<year>{YEAR.pattern})"
    r"(?:[pefr*]+|\*\)|[\s_]*[(\[]?(?:sơ bộ|ước(?: tính)?|dự kiến|chính thức|prelim(?:inary)?|prel\.?|prov(?:isional)?|est(?:imated?)?|revised|[pefr*])[)\]])?"
    r"[)\]]?"
)
"""A year, whose figures may be marked as preliminary: ``Sơ bộ 2022``, ``2022 (p)``, ``2022*``."""
_YEAR_BEHIND = re.compile(
    # Right behind a name stand the years of one, and the numbers of codes behind a single letter: gdp2022, F2075.
    rf"(?P<name>.*?[^\s_,:(\[–-])(?:[\s_,:–-]+|(?<=[^\W\d_]{{2}})|(?<=\W)|(?=[(\[]))(?<![0-9/]){_MARKED}",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(rf"(?P<year>{YEAR.pattern})[\s_,:–-]+(?P<name>\D.*)")
_YEAR_ALONE = re.compile(rf"{_MARKED}(?: \[YR(?P=year)\])?", re.IGNORECASE)
"""``2022``, or ``2022 [YR2022]`` as the World Bank's DataBank has it."""
_JOINED = re.compile(r"(?<=[A-Za-z][a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z]{2})")
"""Where a word begins right behind another one; of ``kWh`` and ``pH`` none does."""
_LINKED = re.compile(r"(?<=[^\W\d_])[._-]+(?=\w|$)")
"""What stands for the space between two words where a heading has no space."""
_FIGURE = re.compile(r"[+-]?[0-9][0-9.,]*%?")
_FEWEST_NUMBERED = 5
"""Columns of the narrowest table in which 1, 2, 3 … is hardly a unit with its values."""
_FEWEST_IN_BRACKETS = 2
_VALUE_WORDS = frozenset(
    map(
        fold,
        (
            "điểm", "điểm số", "điểm đạt", "điểm đạt được", "tỷ lệ", "tỉ lệ", "tỷ lệ %", "kết quả", "giá trị", "số liệu",
            "%", "phần trăm", "score", "points", "value", "share", "percent", "per cent",
        ),
    )
)  # fmt: skip
"""Last parts that only say that a value stands below."""


_SIDE_IN_BRACKETS = re.compile(r"(?P<name>.*[^\s(\[])\s*[(\[](?P<side>[^()\[\]]+)[)\]]")
"""``income (rank)``."""
_OTHER_FIGURES = frozenset(
    map(
        fold,
        (
            *RANK_HEADINGS,
            "n", "count", "se", "s.e.", "std. error", "standard error", "sd", "s.d.", "std. dev.", "standard deviation", "độ lệch chuẩn",
            "sai số chuẩn", "ci", "95% ci", "lower", "upper", "lower bound", "upper bound", "change", "% change", "difference", "diff",
            "thay đổi", "tăng giảm", "chênh lệch", "growth", "tăng trưởng", "veränderung", "variation", "target", "chỉ tiêu", "weight",
            "trọng số",
        ),
    )
)  # fmt: skip
"""What says in brackets behind a name that the figures are others than those of the indicator."""
_FROM_ANOTHER = ("±", "+/-", "so với", "change ", "compared ", "vs ", "vs. ")
"""How what is in brackets begins where the figures are differences."""


class Known(NamedTuple):
    """The name that a heading holds among others, and the parts that stand around it."""

    name: str
    before: str
    """The parts above it: of a group, or of one of several figures."""
    after: str
    """The parts below it: a unit of measure, its value, a rank, or one of several figures."""

    @property
    def says_at_most_a_year(self) -> bool:
        """Whether nothing below the name says that the column may hold something else than its value, such as a rank."""
        telling = [part for part in parts_of(self.after) if not _says_nothing(part)]
        return not telling or (len(telling) == 1 and YEAR.fullmatch(telling[0]) is not None)

    @property
    def year(self) -> str:
        """The year among the parts around the name; ``""`` where there is none, or what is below says more than a year."""
        years = [part for part in (*parts_of(self.before), *parts_of(self.after)) if YEAR.fullmatch(part)]
        return years[0] if len(years) == 1 and self.says_at_most_a_year else ""

    @property
    def says_other_figures(self) -> bool:
        """Whether the lowest part says that the figures are not those of the indicator."""
        return _are_other_figures((parts_of(self.after) or [""])[-1])

    def is_of(self, side: str) -> bool:
        """Whether one of the parts around the name is ``side``, or the year ``side`` as a preliminary one."""
        around = (*parts_of(self.before), *parts_of(self.after), self.before, self.after)
        return any(fold(side) in (fold(part), bare(part), year_alone(part)) for part in around if part)


def in_words(heading: str) -> str:
    """A heading with the words apart that programs write together: ``OverallScore`` as ``Overall Score``."""
    has_space = any(map(str.isspace, heading))
    return _JOINED.sub(" ", heading if has_space else _LINKED.sub(" ", heading))


def parts_of(heading: str) -> list[str]:
    """The parts of a heading, as they stand in its rows."""
    return [part.strip() for part in heading.split(BETWEEN) if part.strip()]


@lru_cache(maxsize=ASKED_AGAIN)
def bare(part: str) -> str:
    """A part without its number and what stands in brackets behind it, folded."""
    text, before = part.strip(), None
    while text != before:
        before, text = text, _IN_BRACKETS.sub("", text).strip()
    return fold(_NUMBERED.sub("", text) or part)


def known_part(heading: str, names: Mapping[str, str]) -> Known | None:
    """What ``names`` has for the last part of a heading that it knows, however that is written; no likeness counts.

    ``names`` has folded names.
    """
    if (whole := fold(heading)) in names:
        return Known(names[whole], "", "")
    apart = with_other_figures_apart(with_year_apart(heading))
    if apart != heading:
        return _known_in(parts_of(heading), names, fold) or _known_in(parts_of(apart), names, fold, bare)
    return _known_in(parts_of(heading), names, fold, bare)


@lru_cache(maxsize=ASKED_AGAIN)
def with_year_apart(heading: str) -> str:
    """A heading with the year behind or before its lowest part as a part below it: ``income 2022`` as ``income / 2022``."""
    *above, lowest = parts_of(heading) or [""]
    if above and (year := year_alone(lowest)):
        return BETWEEN.join([*above, year])
    found = _YEAR_BEHIND.fullmatch(lowest) or _YEAR_BEFORE.fullmatch(lowest)
    return heading if found is None else BETWEEN.join([*above, found["name"], found["year"]])


def with_other_figures_apart(heading: str) -> str:
    """A heading with what is in brackets as a part below it, where that says that the figures are others: ``income / rank``."""
    *above, lowest = parts_of(heading) or [""]
    found = _SIDE_IN_BRACKETS.fullmatch(lowest)
    if found is None or not _are_other_figures(found["side"]):
        return heading
    return BETWEEN.join([*above, found["name"], found["side"].strip()])


def _are_other_figures(side: str) -> bool:
    return fold(side) in _OTHER_FIGURES or fold(side).startswith(_FROM_ANOTHER)


def _known_in(
    parts: Sequence[str], names: Mapping[str, str], *readings: Callable[[str], str]
) -> Known | None:
    for at in reversed(range(len(parts))):
        for text in (reading(parts[at]) for reading in readings):
            if text in names:
                after = parts[at + 1 :]
                if any(_FIGURE.fullmatch(part) and not YEAR.fullmatch(part) for part in after):
                    return None  # a row of the table was taken for one of headings
                return Known(names[text], BETWEEN.join(parts[:at]), BETWEEN.join(after))
    return None


def _says_nothing(part: str) -> bool:
    """Whether a part is a unit of measure, or a word for any value."""
    return bool(_IN_BRACKETS.fullmatch(part)) or fold(part) in _VALUE_WORDS


def marks_of_columns(cells: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 … or A, B, (1), (2) …; what has no mark is passed over."""
    marks = [mark for cell in cells if (mark := cell.strip().partition("=")[0].strip("()[] "))]
    letters = next((at for at, mark in enumerate(marks) if not mark.isalpha()), len(marks))
    expected = [chr(ord("A") + at) for at in range(letters)]
    start = (
        int(marks[letters])
        if letters < len(marks) and marks[letters].isascii() and marks[letters].isdigit()
        else 1
    )
    if start > 3:
        return False
    expected += [str(number) for number in range(start, start + len(marks) - letters)]
    in_brackets = sum(cell.strip().startswith("(") for cell in cells) >= _FEWEST_IN_BRACKETS
    return (
        (len(marks) >= _FEWEST_NUMBERED or in_brackets)
        and letters <= len(marks) // 2
        and [mark.upper() for mark in marks] == expected
    )


def name_and_side(heading: str) -> tuple[str, str]:
    """A heading without its lowest part, and that part, which may be a year behind or before it; or a year alone."""
    if alone := year_alone(heading):
        return "", alone
    *name, side = parts_of(with_year_apart(heading)) or [""]
    return BETWEEN.join(name), side if name else ""


def year_alone(heading: str) -> str:
    """The year that a heading says and nothing else; ``""`` for any other one."""
    alone = _YEAR_ALONE.fullmatch(heading.strip())
    return "" if alone is None else alone["year"]


def sides_in(headings: Sequence[str]) -> list[str]:
    """The lowest parts between which somebody must choose: years of one figure, or what stands under the same several headings, as claimed and verified."""
    named: dict[str, dict[str, None]] = {}
    for heading in headings:
        name, side = name_and_side(heading)
        if side:
            named.setdefault(side, {})[fold(name)] = None
    years = Counter(name for side, names in named.items() if YEAR.fullmatch(side) for name in names)
    if several := {name for name, count in years.items() if count > 1}:
        return sorted(
            side for side, names in named.items() if YEAR.fullmatch(side) and not several.isdisjoint(names)
        )
    sides = [side for side, names in named.items() if len(names) > 1]
    return sides if len(sides) > 1 and len({tuple(named[side]) for side in sides}) == 1 else []
