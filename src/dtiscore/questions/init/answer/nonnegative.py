"""Weights of 0 and more by which some columns make up another one as nearly as they can."""

from __future__ import annotations

import numpy as np

from dtiscore.methodology.base import Values

_EXACT = 1e-9
"""How small a part of the largest of its kind is nothing."""


def nonnegative_weights(parts: Values, whole: Values) -> Values:
    """The weights of 0 and more by which parts come closest to a whole (Lawson and Hanson 1974, chapter 23)."""
    weights = np.zeros(parts.shape[1])
    taken = np.zeros(parts.shape[1], dtype=bool)
    for _ in range(3 * parts.shape[1]):
        slope = parts.T @ (whole - parts @ weights)
        slope[taken] = -np.inf
        best = int(np.argmax(slope))
        if not slope[best] > _EXACT * float(np.max(np.abs(parts.T @ whole))):
            break
        taken[best] = True
        while True:
            tried = np.zeros_like(weights)
            tried[taken] = np.linalg.lstsq(parts[:, taken], whole, rcond=None)[0]
            below = taken & (tried <= 0)
            if not below.any():
                break
            # As far towards them as no weight falls below 0; what falls to 0 is taken no more.
            share = float(np.min(weights[below] / (weights[below] - tried[below])))
            weights = weights + share * (tried - weights)
            taken &= weights > _EXACT * float(np.max(weights))
            weights[~taken] = 0.0
            if not taken.any():
                break
        weights = tried if taken.any() else np.zeros_like(weights)
    return weights
