"""How firm ranks are, for programs: plain columns in full precision, the JSON envelope, and the draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.statistics import RankStatistics
from dtiscore.questions.robustness.answer.study import Question
from dtiscore.questions.robustness.shown.varied import LEVELS
from dtiscore.render.forms.json_text import rows_of
from dtiscore.scoring.ranking import plain_rank
from dtiscore.tables.texts.writing import to_csv

ROBUSTNESS_SCHEMA = "dtiscore/robustness/1"

Columns = dict[str, list[Any]]


def answer_columns(study: Robustness, question: Question, language: str | None = None) -> Columns:
    """The answer to one question as plain columns; of pairs all, or those of the unit that is asked of."""
    return _COLUMNS[question](study, language)


def envelope(study: Robustness, question: Question, language: str | None = None) -> dict[str, Any]:
    """The answer as the versioned envelope for JSON, with what is needed to make it again."""
    provenance = study.card.provenance.as_dict()
    assumptions = study.assumptions
    return {
        "schema": ROBUSTNESS_SCHEMA,
        "provenance": {**provenance, "options": {**provenance["options"], **study.options}},
        "assumptions": None if assumptions is None else _assumptions(study),
        "question": question,
        "shares": _shares(study, question),
        "fixed": _fixed(study, question, language),
        "rows": rows_of(answer_columns(study, question, language)),
    }


def draws_csv(study: Robustness) -> str:
    """The draws as a CSV table that ``--replay`` reads back to the last bit."""
    return to_csv(study.draws.columns(), sanitise=False)


def _assumptions(study: Robustness) -> dict[str, Any]:
    known = study.assumptions
    assert known is not None
    weights = known.weights
    amounts = (
        {}
        if weights is None
        else {
            "dirichlet": {"concentration": weights.concentration},
            "uniform": {"share": weights.share},
        }
    )
    return {
        "weights": None
        if weights is None
        else {"kind": weights.kind, **amounts.get(weights.kind, {}), "over": weights.over},
        "normalisations": list(known.normalisations),
        "aggregations": list(known.aggregations),
        "winsorise": list(known.winsorise),
        "imputations": list(known.imputations),
        "treatments": list(known.treatments),
        "exclusion": known.exclusion,
        "errors": [
            {
                "unit": error.unit,
                "indicator": error.indicator,
                "amount": error.amount,
                "relative": error.relative,
            }
            for error in known.errors
        ],
    }


def _fixed(study: Robustness, question: Question, language: str | None) -> list[dict[str, Any]]:
    """The units that the question cannot reach, which are in no range, share or pair."""
    rows = study.subject.rows.tolist()
    return [
        {"unit": study.subject.units[at], "name": study.card.name(rows[at], language), "supplied": code}
        for at, code in study.fixed_for(question).items()
    ]


def _shares(study: Robustness, question: Question) -> dict[str, Any] | None:
    """Of which shares of the index attainable ranks are found; nothing where others are asked."""
    if question not in LEVELS:
        return None
    return {"own": study.shares(LEVELS[question]), "within": study.within_share}


def _units(study: Robustness, language: str | None) -> Columns:
    """The units that are asked for."""
    rows, ranks = study.subject.rows.tolist(), study.subject.ranks.tolist()
    return {
        "rank": [plain_rank(ranks[at]) for at in study.asked],
        "unit": [study.subject.units[at] for at in study.asked],
        "name": [study.card.name(rows[at], language) for at in study.asked],
    }


def _ranks(study: Robustness, language: str | None) -> Columns:
    names = {
        "mean_rank": "mean",
        "median_rank": "median",
        "rank_p5": "low",
        "rank_p95": "high",
        "best_rank": "best",
        "worst_rank": "worst",
        f"share_rank_to_{study.k}": "within",
        "mean_places_moved": "volatility",
        "rank_standard_deviation": "deviation",
    }
    columns = _units(study, language)
    for heading, name in names.items():
        columns[heading] = [_statistic(study.statistics.get(at), name) for at in study.asked]
    alike = [None if at in study.fixed else study.letters[at] for at in study.asked]
    return {**columns, "not_told_apart": alike, "fixed_at": [study.fixed.get(at) for at in study.asked]}


def _acceptability(study: Robustness, language: str | None) -> Columns:
    columns = _units(study, language)
    columns["mean_rank"] = [_statistic(study.statistics.get(at), "mean") for at in study.asked]
    for rank, shares in study.acceptability.items():
        heading = f"share_rank_{plain_rank(rank)}"
        columns[heading] = [None if at in study.fixed else float(shares[at]) for at in study.asked]
    return {**columns, "fixed_at": [study.fixed.get(at) for at in study.asked]}


def _statistic(statistics: RankStatistics | None, name: str) -> float | None:
    return None if statistics is None else float(getattr(statistics, name))


def _pairs(study: Robustness, _: str | None) -> Columns:
    units = study.subject.units
    if study.unit is None:
        pairs = [(first, second) for first in range(len(units)) for second in range(first + 1, len(units))]
    else:
        own = units.index(study.unit)
        pairs = [(own, other) for other in range(len(units)) if other != own]
    return {
        "unit": [units[first] for first, _ in pairs],
        "other": [units[second] for _, second in pairs],
        "share_above": [study.share_above(*pair) for pair in pairs],
        "fixed_at": [study.fixed.get(first) for first, _ in pairs],
        "other_fixed_at": [study.fixed.get(second) for _, second in pairs],
    }


def _removal(study: Robustness, language: str | None) -> Columns:
    found, edition, units = study.removals, study.card.methodology, study.subject.units
    columns: Columns = {
        "code": [one.code for one in found],
        "name": [edition.label(one.code, language) for one in found],
        "level": [one.level for one in found],
        "mean_places_moved": [one.mean_shift for one in found],
        "most_places_moved": [one.largest_shift for one in found],
        "unit_moved_most": [units[one.furthest] if one.largest_shift else None for one in found],
    }
    # By their codes: the order of their ranks would move the columns with every figure.
    order = sorted(range(len(units)), key=units.__getitem__)
    return columns | {f"rank:{units[at]}": [plain_rank(one.ranks[at]) for one in found] for at in order}


def _influence(study: Robustness, _: str | None) -> Columns:
    names = ("factor", "first", "first_low", "first_high", "total", "total_low", "total_high")
    found = [(outcome, one) for outcome, indices in study.influences.items() for one in indices]
    columns: Columns = {"outcome": [outcome for outcome, _ in found]}
    return columns | {name: [getattr(one, name) for _, one in found] for name in names}


def _attainable(study: Robustness, language: str | None, *, main: bool = False) -> Columns:
    known, fixed = (
        (study.attainable_main, study.fixed_in_attainable_main)
        if main
        else (study.attainable, study.fixed_in_attainable)
    )
    found = [known.get(at) for at in study.asked]
    return {
        **_units(study, language),
        "best_rank": [None if one is None else one.best.rank for one in found],
        "best_rank_bound": [None if one is None else one.best.bound for one in found],
        "worst_rank": [None if one is None else one.worst.rank for one in found],
        "worst_rank_bound": [None if one is None else one.worst.bound for one in found],
        "fixed_at": [fixed.get(at) for at in study.asked],
    }


_COLUMNS: Mapping[Question, Callable[[Robustness, str | None], Columns]] = {
    "ranks": _ranks,
    "acceptability": _acceptability,
    "pairs": _pairs,
    "removal": _removal,
    "influence": _influence,
    "attainable": _attainable,
    "attainable-main": lambda study, language: _attainable(study, language, main=True),
}
