"""The tables of an audit: which ones answer what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.tables.consistency import consistency, groups
from dtiscore.questions.diagnose.shown.tables.distributions import cells, indicators, units
from dtiscore.questions.diagnose.shown.tables.importance import importance, main_parts
from dtiscore.questions.diagnose.shown.tables.relations import pairs, relations
from dtiscore.questions.diagnose.shown.tables.section import Section
from dtiscore.questions.diagnose.shown.tables.separation import outranking, separation, ties

DiagnosisTable = Literal[
    "overview",
    "indicators",
    "units",
    "cells",
    "correlations",
    "consistency",
    "importance",
    "ties",
    "outranking",
]
"""What can be asked of an audit, each with tables of its own."""

_SECTIONS: Mapping[DiagnosisTable, Sequence[Callable[[Diagnosis], Section]]] = {
    "overview": (groups, main_parts),
    "indicators": (indicators,),
    "units": (units,),
    "cells": (cells,),
    "correlations": (relations, pairs),
    "consistency": (consistency,),
    "importance": (importance,),
    "ties": (ties, separation),
    "outranking": (outranking,),
}


def sections(diagnosis: Diagnosis, table: DiagnosisTable) -> list[Section]:
    """The tables that answer a question."""
    return [section(diagnosis) for section in _SECTIONS[table]]
