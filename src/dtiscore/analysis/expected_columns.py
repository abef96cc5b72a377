"""Which columns of a published or committed table say something about nodes of an edition, as their headings tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import (
    bare,
    in_words,
    name_and_side,
    parts_of,
    with_other_figures_apart,
    with_year_apart,
)
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import (
    AREA_HEADINGS,
    NAME_HEADINGS,
    OWN_OUTPUT,
    PERIOD_HEADINGS,
    RANK_HEADINGS,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
)
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.score_headings import SCORE_HEADINGS, is_index_score

BAND_HEADINGS = ("band", "quintile", "decile", "class", "category", "group")
"""Of several the first is it: a group may be a region."""

_RANK_OF = re.compile(r"rank[_ ](?P<behind>.+)|(?P<before>.+)[_ ]rank(?:ing)?")
"""``rank_CODE``, ``CODE rank``, folded."""

_AS_SCORES = (
    "{} score", "{} scores", "score {}", "scores {}", "score of {}", "{} value", "{} index", "{} points", "điểm {}", "{} điểm",
    "điểm số {}", "tổng điểm {}", "chỉ số {}",
)  # fmt: skip
_AS_RANKS = (
    "{} rank", "{} ranking", "rank {}", "rank of {}", "ranking of {}", "rank in {}", "hạng {}", "{} hạng",
    "xếp hạng {}", "{} xếp hạng", "thứ hạng {}", "{} thứ hạng",
)  # fmt: skip
"""How a column of a node may be headed by those who publish it, of its name or code."""
_RANKS = frozenset(map(fold, (*RANK_HEADINGS, "global rank", "world rank", "total rank", "final rank")))

_GENERIC = tuple(map(fold, SCORE_HEADINGS))
_BEFORE_BARE_WORDS = 1 + _GENERIC.index("index")
"""Where ``Total score`` goes: behind ``Score``, and before what may be anything: ``index``, ``total``, ``value``."""
_LAST = len(_GENERIC) + 2
"""How far behind all others goes what is hardly a score."""
_IN_BRACKETS = re.compile(r"(?<!\s)\s*[(\[]([^()\[\]]*)[)\]]")
_OF_THE_YEAR = re.compile(r"[\s_,]+(?:năm|year|in|for)$", re.IGNORECASE)
"""What stands between a name and its year: ``Xếp hạng năm 2022``."""
_OF_A_SCALE = re.compile(
    r"(?:(?:out of|of|scale|range|from|thang(?: điểm)?|từ|max|tối đa)[\s.]*)?[\d\s.,/–-]*(?:(?:to|đến)[\d\s.,]+)?(?:%|points?|điểm)?"
)
"""``0–100``, ``out of 10``, ``thang điểm 100``, ``%``."""

_NOTHING_TO_COMPARE = frozenset(
    map(
        fold,
        (*OWN_OUTPUT, *SERIAL_HEADINGS, *UNIT_HEADINGS, *AREA_HEADINGS, *NAME_HEADINGS, *PERIOD_HEADINGS),
    )
)
"""Columns of a table beside what it says of scores."""

Kind = Literal["score", "rank"]


class _Figure(NamedTuple):
    """What a column holds of which node."""

    kind: Kind
    node: str


class _Told(NamedTuple):
    """What a heading says, and how surely: by a name of the node before words that any index has."""

    figure: _Figure
    after: int
    """How many readings of a heading go before it."""


@dataclass
class ExpectedColumns:
    """The columns of the table by what they say."""

    scores: dict[str, RawColumn] = field(default_factory=dict)
    ranks: dict[str, RawColumn] = field(default_factory=dict)
    band: RawColumn | None = None
    passed_over: list[RawColumn] = field(default_factory=list)

    def of(self, node: str) -> ExpectedColumns:
        """Those of one node."""
        scores, ranks = (
            {code: column for code, column in of.items() if code == node} for of in (self.scores, self.ranks)
        )
        return replace(self, scores=scores, ranks=ranks)

    @property
    def fields(self) -> set[int]:
        """The positions of the columns that say something."""
        band = [self.band] if self.band is not None else []
        return {column.field for column in [*self.scores.values(), *self.ranks.values(), *band]}

    def figures(self, kind: Kind) -> dict[str, RawColumn]:
        """The columns of scores or of ranks, by node."""
        return self.scores if kind == "score" else self.ranks


def expected_columns(
    table: RawTable, methodology: Methodology, headings: Headings, periods: Collection[str] = ()
) -> ExpectedColumns:
    """Tell the columns apart by their headings; what identifies rows is passed over in silence.

    A column headed exactly as one of a node is it; where there is none, one that is headed as publishers do: by its year, what
    it holds, a longer name, and last by words that any index has. Of several such the one of a year of ``periods``, or else of
    the edition, is it, and none where that tells nothing.
    """
    found = _headed_exactly(table, methodology, headings)
    if not table.is_ranking:
        _take_as_published(found, methodology, periods or methodology.periods)
    return found


def _headed_exactly(table: RawTable, methodology: Methodology, headings: Headings) -> ExpectedColumns:
    index = methodology.index.code
    by_heading: dict[str, str] = {}
    for code in (*methodology.nodes, *methodology.view):
        for heading in _names_of(code, methodology):
            by_heading[fold(heading)] = code
    codes = methodology.figure_headings.supplying
    of_scores = {fold(heading): code for code, ours in codes.items() for heading in ours[:2]}
    by_heading = of_scores if table.is_ranking else {**by_heading, **of_scores}
    by_rank = {fold(methodology.figure_headings.of(code, "rank")): code for code in codes}
    by_rank |= dict.fromkeys(RANK_HEADINGS, index)
    identifying = {column.field for column in headings.identifying}
    identifying |= _told_in_full(table, methodology)
    found, bands = ExpectedColumns(), dict[str, RawColumn]()
    for column in table.columns:
        heading = fold(column.header)
        node = by_heading.get(heading)
        ranked = by_rank.get(heading)
        if ranked is None and not table.is_ranking:
            ranked = _ranked_node(heading, by_heading)
        if column.field in identifying:
            continue
        if node is not None and node not in found.scores:
            found.scores[node] = column
        elif ranked is not None and ranked not in found.ranks:
            found.ranks[ranked] = column
        elif heading in BAND_HEADINGS and methodology.bands is not None:
            bands[heading] = column
        elif heading not in _NOTHING_TO_COMPARE or heading in BAND_HEADINGS:
            found.passed_over.append(column)
    in_order = [bands[heading] for heading in BAND_HEADINGS if heading in bands]
    found.band = next(iter(in_order), None)
    found.passed_over += in_order[1:]
    return found


def _names_of(code: str, methodology: Methodology) -> Iterator[str]:
    """The code of a node or view and its names."""
    yield code
    yield from (methodology.node_or_view(code).name or {}).values()


def _take_as_published(found: ExpectedColumns, methodology: Methodology, periods: Collection[str]) -> None:
    """Give the nodes without a column those that are headed as publishers do."""
    known = _published_forms(methodology)
    told: dict[_Figure, dict[int, list[RawColumn]]] = {}
    for column in found.passed_over:
        name, year = _name_and_year(column.header)
        one = _told_by(name, known, methodology.index.code)
        if one is None or one.figure.node in found.figures(one.figure.kind):
            continue
        is_of_another = bool(year and periods) and not any(year in period for period in periods)
        if not is_of_another:
            after = one.after + _LAST if one.after and _is_hardly_a_score(column) else one.after
            told.setdefault(one.figure, {}).setdefault(after, []).append(column)
    for figure, columns in told.items():
        surest = columns[min(columns)]
        if len(surest) == 1:
            found.figures(figure.kind)[figure.node] = surest[0]
    taken = found.fields
    found.passed_over = [column for column in found.passed_over if column.field not in taken]


def _is_hardly_a_score(column: RawColumn) -> bool:
    """Whether a column has no figures, the same in all rows, as a maximum is, or numbers them."""
    cells = [text for cell in column.cells if (text := cell.strip())]
    return (
        not any(map(str.isdigit, "".join(cells)))
        or (len(cells) > 1 and len(set(cells)) == 1)
        or (len(cells) > 1 and cells in ([*map(str, range(start, start + len(cells)))] for start in (0, 1)))
    )


def _published_forms(methodology: Methodology) -> Mapping[str, _Figure]:
    """What a heading may say, folded, by the names of the index, its groups and views.

    Not by those of indicators: so are raw figures headed.
    """
    index = methodology.index.code
    forms: dict[str, _Figure] = dict.fromkeys(_RANKS, _Figure("rank", index))
    groups = [code for code, node in methodology.nodes.items() if node.children]
    for code in (*groups, *methodology.view):
        names = [*_names_of(code, methodology), *(methodology.title.values() if code == index else ())]
        for form in dict.fromkeys(reading(name) for name in names for reading in (fold, bare)):
            forms |= {pattern.format(form): _Figure("score", code) for pattern in ("{}", *_AS_SCORES)}
            forms |= {pattern.format(form): _Figure("rank", code) for pattern in _AS_RANKS}
    return forms


def _name_and_year(heading: str) -> tuple[str, str]:
    """A heading in words without the year in it, and that year, or those; its parts are one text."""
    parts = parts_of(with_other_figures_apart(with_year_apart(in_words(heading))))
    years = [_year_of(part) for part in parts]
    name = " ".join(part for part, year in zip(parts, years, strict=True) if not year)
    return (_OF_THE_YEAR.sub("", name) if any(years) else name), " ".join(filter(None, years))


def _year_of(part: str) -> str:
    """The year that a part says and nothing else: ``2022``, ``Năm 2022``."""
    name, year = name_and_side(part)
    return year if year and fold(name) in {"", "năm", "year"} else ""


def _told_by(name: str, known: Mapping[str, _Figure], index: str) -> _Told | None:
    """What a heading says apart from its year; ``None`` where it says nothing of the index or a group, or more, as ``HDI (women)``."""
    for form in (fold(name), bare(_IN_BRACKETS.sub("", name))):
        if form in known:
            told = _Told(known[form], 0)
        elif form in _GENERIC:
            place = 1 + _GENERIC.index(form)
            told = _Told(_Figure("score", index), place + (place >= _BEFORE_BARE_WORDS))
        elif is_index_score(form):
            told = _Told(_Figure("score", index), _BEFORE_BARE_WORDS)
        else:
            continue
        in_brackets = map(fold, _IN_BRACKETS.findall(name))
        says_more = any(not _is_scale_or_name(text, told.figure.node, known) for text in in_brackets)
        return None if says_more else told
    return None


def _is_scale_or_name(text: str, node: str, known: Mapping[str, _Figure]) -> bool:
    """Whether what stands in brackets is a scale, or another name of the node."""
    return _OF_A_SCALE.fullmatch(text) is not None or (text in known and known[text].node == node)


def _told_in_full(table: RawTable, methodology: Methodology) -> set[int]:
    """The positions of published scores that the table also has in full precision, which says more."""
    fields = {fold(column.header): column.field for column in table.columns}
    pairs = [(fold(ours[0]), fold(ours[1])) for ours in methodology.figure_headings.supplying.values()]
    return {fields[published] for score, published in pairs if score in fields and published in fields}


def _ranked_node(heading: str, by_heading: Mapping[str, str]) -> str | None:
    found = _RANK_OF.fullmatch(heading)
    return None if found is None else by_heading.get(found["behind"] or found["before"])
