"""Ways to derive weights: from judgements of people, from the scores of units, or to meet a stated importance."""

from __future__ import annotations

from dtiscore.questions.weights.derive.answer.base import Derivation, Remark, Shares
from dtiscore.questions.weights.derive.answer.comparisons import ahp
from dtiscore.questions.weights.derive.answer.components import factor, pca
from dtiscore.questions.weights.derive.answer.distances import dp2
from dtiscore.questions.weights.derive.answer.importance import target_importance
from dtiscore.questions.weights.derive.answer.information import critic, entropy
from dtiscore.questions.weights.derive.answer.judgements import Judgements, budget_allocation, equal, points
from dtiscore.questions.weights.derive.answer.one_factor import one_factor
from dtiscore.questions.weights.derive.answer.rank_information import infomax

__all__ = [
    "Derivation",
    "Judgements",
    "Remark",
    "Shares",
    "ahp",
    "budget_allocation",
    "critic",
    "dp2",
    "entropy",
    "equal",
    "factor",
    "infomax",
    "one_factor",
    "pca",
    "points",
    "target_importance",
]
