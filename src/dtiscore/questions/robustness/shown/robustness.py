"""How firm ranks are, on a screen: ranges of ranks, neighbours, what leaving out changes, what matters, what is possible."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.assumptions import SIBLINGS, WeightKind, WeightVariation
from dtiscore.questions.robustness.answer.attainable import Reach
from dtiscore.questions.robustness.answer.draws import cell_of
from dtiscore.questions.robustness.answer.influence import Outcome
from dtiscore.questions.robustness.answer.statistics import HIGH, LOW, RankStatistics
from dtiscore.questions.robustness.answer.study import SAMPLED, Question
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_names import index_title, node_name, unit_name
from dtiscore.render.phrases import in_a_row, say
from dtiscore.visible import visible


def robustness_screen(study: Robustness, question: Question, screen: Screen) -> str:
    """One table of a study as text: what was varied, the table, how to read it."""
    columns = _TABLES[question](study, screen.language)
    rows = len(columns[0].cells)
    fitted = fit(list[Column](columns), rows, screen.width)
    title, *said = _said(study, question, screen.language)
    head = [*paragraph(title, screen, style=BOLD, hanging="  ")]
    for sentence in said[:-1]:
        head += paragraph(sentence, screen)
    aid = [*paragraph(said[-1], screen, style=DIM), *fitted.left_out(screen)]
    return to_text(blocks(head, fitted.lines(screen), aid), screen)


def robustness_markdown(study: Robustness, question: Question, language: str | None) -> str:
    """The same as Markdown."""
    columns = _TABLES[question](study, language)
    title, *said = _said(study, question, language)
    table = to_markdown({column.heading or "#": [cell.text for cell in column.cells] for column in columns})
    return (
        "\n\n".join(
            [f"### {escaped(title)}", *map(escaped, said[:-1]), table.rstrip("\n"), escaped(said[-1])]
        )
        + "\n"
    )


def _said(study: Robustness, question: Question, language: str | None) -> Iterator[str]:
    """The title, what varies where something is drawn, and how to read the table."""
    yield say(language, "robust title", index=index_title(study.card.methodology, language))
    if question in SAMPLED:
        what = in_a_row([factor_name(study, factor, language) for factor in study.factors])
        if study.assumptions is None:
            yield say(language, "robust replayed", n=study.draws.count, what=what)
        else:
            yield say(language, "robust drawn", n=study.count, what=what, seed=study.seed)
            if "weight" in study.factors and study.assumptions.weights is not None:
                yield _weights(study, study.assumptions.weights, language)
    if question in _LEVELS:
        yield _shares(study, question, language)
    fixed = study.fixed_for(question)
    if fixed:
        nodes = in_a_row(
            [node_name(study.card.methodology, code, language) for code in dict.fromkeys(fixed.values())]
        )
        yield say(language, "robust fixed", n=len(fixed), of=len(study.subject.rows), node=nodes)
    if question in _AIDS_OF_ONE and study.unit is not None:
        yield say(language, _AIDS_OF_ONE[question], unit=_unit(study, study.unit, language))
    else:
        yield say(language, _AIDS[question])


def _weights(study: Robustness, how: WeightVariation, language: str | None) -> str:
    """How weights are drawn, and over what."""
    amount = {
        "concentration": figures.brief(how.concentration, 1),
        "share": figures.brief(how.share * 100, 1),
    }
    drawn = say(language, _DRAWN[how.kind], **amount)
    if how.over == SIBLINGS:
        nodes = len(study.subject.weighted)
        if nodes == 1:
            return say(language, "drawn below one", how=drawn, n=len(study.shares(1)))
        return say(language, "drawn over siblings", how=drawn, n=nodes)
    phrase = "drawn over leaves" if how.level is None else "drawn over level"
    return say(language, phrase, how=drawn, n=len(study.shares(how.level)), level=how.level)


_DRAWN: Mapping[WeightKind, str] = {
    "dirichlet": "drawn dirichlet",
    "uniform": "drawn uniform",
    "simplex": "drawn simplex",
}
"""The phrase for each way to draw weights."""


def _shares(study: Robustness, question: Question, language: str | None) -> str:
    """Of which shares of the index attainable ranks are found."""
    parts, within = len(study.shares(_LEVELS[question])), study.within_share
    if within is None:
        return say(language, "robust any shares", n=parts)
    return say(language, "robust shares within", n=parts, share=figures.brief(within * 100, 1))


_LEVELS: Mapping[Question, int | None] = {"attainable": None, "attainable-main": 1}
"""Of which level the parts are whose shares may differ in attainable ranks; ``None`` for the innermost."""

_FACTORS = {
    "weight": "factor weight",
    "normalisation": "factor normalisation",
    "aggregation": "factor aggregation",
    "winsorise": "factor winsorise",
    "imputation": "factor imputation",
    "treatment": "factor treatment",
    "excluded": "factor excluded",
}
"""The phrase for what varies, by the beginning of its columns among the draws."""

_AIDS: Mapping[Question, str] = {
    "ranks": "robust aid ranks",
    "pairs": "robust aid pairs",
    "removal": "robust aid removal",
    "influence": "robust aid influence",
    "attainable": "robust aid attainable",
    "attainable-main": "robust aid attainable-main",
}
"""The phrase that says how to read each table."""

_AIDS_OF_ONE: Mapping[Question, str] = {
    "pairs": "robust aid pairs of one",
    "influence": "robust aid influence of one",
}
"""The same for the questions that can be asked of one unit."""

_MOVED: Mapping[Outcome, str] = {"rank": "moves rank", "score": "moves score"}
"""The phrase for what of a unit moves."""


def factor_name(study: Robustness, factor: str, language: str | None) -> str:
    """What varies, in words."""
    kind, _, code = factor.partition(":")
    if kind == "error":
        return say(language, "factor error", node=node_name(study.card.methodology, code, language))
    if kind == "cell":
        _, code, unit = cell_of(factor)
        named = {
            "node": node_name(study.card.methodology, code, language),
            "unit": _unit(study, unit, language),
        }
        return say(language, "factor cell", **named)
    return say(language, _FACTORS[kind])


def _text(heading: str, texts: Sequence[str], *, right: bool = True, drop: int = 0) -> TextColumn:
    return TextColumn(heading, [Cell(text) for text in texts], "right" if right else "left", drop=drop)


def _names(heading: str, texts: Sequence[str], drop: int = 0) -> TextColumn:
    cells = [Cell(text) for text in texts]
    return TextColumn(heading, cells, folds=True, folded=Widths(12, 24, 40), drop=drop)


def _units(study: Robustness, language: str | None) -> list[str]:
    return [unit_name(study.card, row, language) for row in study.subject.rows.tolist()]


def _marked(study: Robustness, question: Question, language: str | None) -> list[str]:
    """The names of all units, of those that the question cannot reach with a mark."""
    fixed = study.fixed_for(question)
    names = _units(study, language)
    return [say(language, "fixed unit", unit=name) if at in fixed else name for at, name in enumerate(names)]


def _unit(study: Robustness, code: str, language: str | None) -> str:
    """The name of one of the ranked units."""
    return _units(study, language)[study.subject.units.index(code)]


def _who(study: Robustness, question: Question, language: str | None) -> list[TextColumn]:
    """The ranks and names of the units that are asked for."""
    ranks, names = study.subject.ranks.tolist(), _marked(study, question, language)
    return [
        _text("#", [figures.rank(ranks[at]) for at in study.asked]),
        _names(say(language, "Unit"), [names[at] for at in study.asked]),
    ]


def _percent(share: float) -> str:
    return f"{figures.fixed(share * 100, 0)}%"


def _ranks(study: Robustness, language: str | None) -> list[TextColumn]:
    found = [study.statistics.get(at) for at in study.asked]
    whole = study.card.methodology.rank.ties != "average"

    def cells(text: Callable[[RankStatistics], str]) -> list[str]:
        return [figures.NONE if one is None else text(one) for one in found]

    means = figures.column([None if one is None else one.mean for one in found], 1)
    middles = figures.column([None if one is None else one.median for one in found], 1)
    return [
        *_who(study, "ranks", language),
        _text(say(language, "rank range"), cells(lambda one: _range(one, whole=whole))),
        _text(say(language, "mean rank"), means, drop=4),
        _text(say(language, "median rank"), middles, drop=5),
        _text(say(language, "best rank"), cells(lambda one: figures.rank(one.best)), drop=3),
        _text(say(language, "worst rank"), cells(lambda one: figures.rank(one.worst)), drop=3),
        _text(say(language, "in the first", n=study.k), cells(lambda one: _percent(one.within)), drop=1),
        _text(say(language, "places moved"), cells(lambda one: figures.fixed(one.volatility, 1)), drop=2),
        _text(say(language, "rank spread"), cells(lambda one: figures.fixed(one.deviation, 1)), drop=6),
        _text(say(language, "alike"), [study.letters[at] for at in study.asked], right=False),
    ]


def _range(statistics: RankStatistics, *, whole: bool) -> str:
    """The range of 9 in 10 ranks; where a rank is ``whole``, so are the ends, on the outer side of the quantiles."""
    low, high = statistics.low, statistics.high
    if whole:
        return f"{math.floor(low)} - {math.ceil(high)}"
    return f"{figures.brief(low, 1)} - {figures.brief(high, 1)}"


def _pairs(study: Robustness, language: str | None) -> list[TextColumn]:
    """Each unit beside the one that follows it, or one beside every other."""
    names = _marked(study, "pairs", language)
    pairs = [(at, at + 1) for at in range(len(names) - 1)]
    if study.unit is not None:
        own = study.subject.units.index(study.unit)
        pairs = [(own, at) for at in range(len(names)) if at != own]
    shares = [study.share_above(*pair) for pair in pairs]
    ranks = [figures.rank(rank) for rank in study.subject.ranks.tolist()]
    shown = [second if study.unit is not None else first for first, second in pairs]
    first = _names(say(language, "Unit"), [names[one] for one, _ in pairs])
    return [
        _text("#", [ranks[at] for at in shown]),
        *([first] if study.unit is None else []),
        _names(say(language, "stands above"), [names[other] for _, other in pairs]),
        _text(
            say(language, "how often"),
            [figures.NONE if share is None else _percent(share) for share in shares],
        ),
        _text(say(language, "verdict"), [_verdict(share, language) for share in shares], right=False, drop=1),
    ]


def _verdict(share: float | None, language: str | None) -> str:
    """Whether one unit stands above another whatever is drawn; nothing where that is not known."""
    if share is None:
        return ""
    verdict = "verdict firm" if share > HIGH else "verdict open" if share >= LOW else "verdict reversed"
    return say(language, verdict)


def _removal(study: Robustness, language: str | None) -> list[TextColumn]:
    """Each part, those first without which most changes."""
    edition, names = study.card.methodology, _marked(study, "removal", language)
    found = sorted(study.removals, key=lambda one: -one.mean_shift)  # stable: equals in the order of the file
    codes = [visible(one.code) for one in found]
    return [
        _names(say(language, "left out"), [node_name(edition, one.code, language) for one in found]),
        _text(say(language, "code"), codes, right=False, drop=2),
        _text(say(language, "part level"), [str(one.level) for one in found], drop=3),
        _text(say(language, "mean places"), [figures.fixed(one.mean_shift, 2) for one in found]),
        _text(say(language, "most places"), [figures.rank(one.largest_shift) for one in found]),
        _names(
            say(language, "unit moved most"),
            [names[one.furthest] if one.largest_shift else "" for one in found],
            drop=1,
        ),
    ]


def _influence(study: Robustness, language: str | None) -> list[TextColumn]:
    outcomes = [outcome for outcome, indices in study.influences.items() for _ in indices]
    found = [one for indices in study.influences.values() for one in indices]
    first = [
        f"{_percent(one.first)} ({_percent(one.first_low)} - {_percent(one.first_high)})" for one in found
    ]
    total = [
        f"{_percent(one.total)} ({_percent(one.total_low)} - {_percent(one.total_high)})" for one in found
    ]
    moved = [Cell(say(language, _MOVED[outcome])) for outcome in outcomes if study.unit is not None]
    heading = say(language, "what moves")
    return [
        *([TextColumn(heading, moved, folds=True, folded=Widths(5, 8, 8))] if moved else []),
        _names(say(language, "what varies"), [factor_name(study, one.factor, language) for one in found]),
        _text(say(language, "by itself"), first, drop=1),
        _text(say(language, "with others"), total),
    ]


def _attainable(study: Robustness, language: str | None, *, main: bool = False) -> list[TextColumn]:
    known = study.attainable_main if main else study.attainable
    found = [known.get(at) for at in study.asked]
    best = [figures.NONE if one is None else _reach(one.best, "at least", language) for one in found]
    worst = [figures.NONE if one is None else _reach(one.worst, "at most", language) for one in found]
    return [
        *_who(study, "attainable-main" if main else "attainable", language),
        _text(say(language, "best rank"), best),
        _text(say(language, "worst rank"), worst),
    ]


def _reach(reach: Reach, phrase: str, language: str | None) -> str:
    """A rank, with what is proved where the search was cut off."""
    if reach.rank == reach.bound:
        return str(reach.rank)
    return say(language, phrase, rank=reach.rank, bound=reach.bound)


_TABLES: Mapping[Question, Callable[[Robustness, str | None], list[TextColumn]]] = {
    "ranks": _ranks,
    "pairs": _pairs,
    "removal": _removal,
    "influence": _influence,
    "attainable": _attainable,
    "attainable-main": lambda study, language: _attainable(study, language, main=True),
}
