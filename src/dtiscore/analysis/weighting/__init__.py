"""Ways to derive weights: from judgements of people, from the scores of units, or to meet a stated importance."""

from __future__ import annotations

from dtiscore.analysis.weighting.base import Derivation, Remark, Shares
from dtiscore.analysis.weighting.comparisons import ahp
from dtiscore.analysis.weighting.components import factor, pca
from dtiscore.analysis.weighting.importance import target_importance
from dtiscore.analysis.weighting.information import critic, entropy
from dtiscore.analysis.weighting.judgements import Judgements, budget_allocation, equal, points

__all__ = [
    "Derivation",
    "Judgements",
    "Remark",
    "Shares",
    "ahp",
    "budget_allocation",
    "critic",
    "entropy",
    "equal",
    "factor",
    "pca",
    "points",
    "target_importance",
]
