"""An audit for programs: plain columns in full precision with codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.consistency import Consistency
from dtiscore.questions.diagnose.shown.tables import DiagnosisTable

Columns = dict[str, list[Any]]

_SPREAD = (
    *("known", "distinct", "zeros", "minimum", "maximum", "mean", "median", "sd", "skewness", "kurtosis"),
    *("lower_fence", "upper_fence"),
)


def diagnosis_columns(diagnosis: Diagnosis, table: DiagnosisTable, language: str | None = None) -> Columns:
    """The answer to one question; for the overview one row per instance of a finding."""
    return _COLUMNS[table](diagnosis, language)


def _findings(diagnosis: Diagnosis, _: str | None) -> Columns:
    units = diagnosis.subject.units
    pairs = [(finding.kind, item) for finding in diagnosis.findings for item in finding.items]
    return {
        "finding": [kind for kind, _ in pairs],
        "code": [item.code for _, item in pairs],
        "other": [item.other for _, item in pairs],
        "value": [item.value for _, item in pairs],
        "beside": [item.beside for _, item in pairs],
        "units": [" ".join(units[at] for at in item.units) or None for _, item in pairs],
    }


def _indicators(diagnosis: Diagnosis, language: str | None) -> Columns:
    found, edition = diagnosis.indicators, diagnosis.card.methodology
    separated = {one.code: one for one in diagnosis.separations}
    columns: Columns = {
        "code": [one.code for one in found],
        "name": [edition.label(one.code, language) for one in found],
        "basis": [one.basis for one in found],
        "units": [one.units for one in found],
        "available": [one.available for one in found],
        "imputed": [one.imputed for one in found],
        "treated": [one.treated for one in found],
    }
    columns |= {name: [getattr(one.spread, name) for one in found] for name in _SPREAD}
    columns["beyond_fences"] = [len(one.beyond) for one in found]
    columns["is_skewed"] = [one.is_skewed for one in found]
    columns["score_skewness"] = [one.after.skewness for one in found]
    columns["score_kurtosis"] = [one.after.kurtosis for one in found]
    for name in ("at_best", "at_worst", "full_marks", "is_ceiling", "is_floor"):
        columns[name] = [getattr(separated[one.code], name) for one in found]
    return columns


def _units(diagnosis: Diagnosis, language: str | None) -> Columns:
    found = diagnosis.units
    return {
        "unit": [one.unit for one in found],
        "name": [diagnosis.card.name(one.row, language) for one in found],
        "available": [one.available for one in found],
        "of": [one.of for one in found],
        "lacking": [" ".join(one.lacking) or None for one in found],
        "zeros": [one.zeros for one in found],
        **{
            f"available:{code}": [one.by_group[code] for one in found]
            for code in (found[0].by_group if found else ())
        },
    }


def _cells(diagnosis: Diagnosis, language: str | None) -> Columns:
    """One row for each change of one cell by one step."""
    found = diagnosis.cells
    return {
        "unit": [one.unit for one in found],
        "name": [diagnosis.card.name(one.row, language) for one in found],
        "column": [one.column for one in found],
        "change": [one.kind for one in found],
        "number": [one.number for one in found],
        "step": [one.step.step for one in found],
        "before": [one.before for one in found],
        "after": [one.after for one in found],
    }


def _outranking(diagnosis: Diagnosis, _: str | None) -> Columns:
    """One row for each unit and each other one."""
    units, found = diagnosis.subject.units, diagnosis.outranking
    pairs = [(at, to) for at in range(len(units)) for to in range(len(units)) if at != to]
    shares = [float(found.shares[pair]) for pair in pairs]
    return {
        "unit": [units[at] for at, _ in pairs],
        "other": [units[to] for _, to in pairs],
        "share": [None if share != share else share for share in shares],
        "dominates": [bool(found.dominates[pair]) for pair in pairs],
    }


def _correlations(diagnosis: Diagnosis, _: str | None) -> Columns:
    names = ("kind", "first", "second", "value", "p", "units", "undefined", "flag")
    columns = {name: [getattr(one, name) for one in diagnosis.relations] for name in names}
    return {"method": [diagnosis.method] * len(diagnosis.relations), **columns}


def _consistency(diagnosis: Diagnosis, _: str | None) -> Columns:
    """One row per figure: of a group (no part), of a part, of a component (counted from 1), or of both."""
    rows = [row for one in diagnosis.consistencies for row in _figures(one)]
    headings = ("node", "of", "measure", "part", "component", "value", "undefined")
    return {heading: [row[at] for row in rows] for at, heading in enumerate(headings)}


def _figures(one: Consistency) -> Iterator[tuple[Any, ...]]:
    of = "indicators" if one.all_indicators else "children"
    yield one.code, of, "alpha", None, None, one.alpha.value, one.alpha.undefined
    for part, alpha in one.without.items():
        yield one.code, of, "alpha-without", part, None, alpha, None
    parts = one.components
    if parts is None:
        return
    if parts.undefined is not None:
        yield one.code, of, "eigenvalue", None, None, None, parts.undefined
    for at, (value, share) in enumerate(zip(parts.eigenvalues, parts.shares, strict=False)):
        yield one.code, of, "eigenvalue", None, at + 1, value, None
        yield one.code, of, "share", None, at + 1, share, None
        for code, vector in parts.vectors.items():
            yield one.code, of, "vector", code, at + 1, vector[at], None
            yield one.code, of, "loading", code, at + 1, parts.loading(code, at), None
    for code in parts.constant:
        yield one.code, of, "loading", code, None, None, "constant"


def _importance(diagnosis: Diagnosis, language: str | None) -> Columns:
    found, edition = diagnosis.importances, diagnosis.card.methodology
    return {
        "code": [one.code for one in found],
        "name": [edition.label(one.code, language) for one in found],
        "parent": [one.parent for one in found],
        "weight": [one.stated for one in found],
        "share": [one.share for one in found],
        "times_weight": [one.times for one in found],
        "correlation_ratio": [one.ratio.value for one in found],
        "squared_correlation": [one.squared for one in found],
        "weight_in_index": [one.in_index for one in found],
        "correlation_ratio_index": [one.ratio_index.value for one in found],
        "squared_correlation_index": [one.squared_index for one in found],
        "undefined": [one.ratio.undefined for one in found],
    }


def _ties(diagnosis: Diagnosis, language: str | None) -> Columns:
    """One row per unit that shares its published index, those of one tie together."""
    subject, card = diagnosis.subject, diagnosis.card
    pairs = [(number, tie, at) for number, tie in enumerate(diagnosis.ties, 1) for at in tie.units]
    ranks = card.ranks[card.methodology.index.code]
    return {
        "tie": [number for number, _, _ in pairs],
        "published": [tie.score for _, tie, _ in pairs],
        "rank": [float(ranks[subject.rows[at]]) for _, _, at in pairs],
        "shares_rank": [tie.shares_rank for _, tie, _ in pairs],
        "unit": [subject.units[at] for _, _, at in pairs],
        "name": [card.name(int(subject.rows[at]), language) for _, _, at in pairs],
    }


_COLUMNS: Mapping[DiagnosisTable, Callable[[Diagnosis, str | None], Columns]] = {
    "overview": _findings,
    "indicators": _indicators,
    "units": _units,
    "cells": _cells,
    "outranking": _outranking,
    "correlations": _correlations,
    "consistency": _consistency,
    "importance": _importance,
    "ties": _ties,
}
