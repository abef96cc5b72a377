"""Composite indices from a raw indicator table and a weighting file.

The public names load on first use: ``import dtiscore`` alone costs nothing, and the command line can
answer ``--version`` without pandas or pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "AnswerIsNo": "dtiscore.errors",
    "Assumptions": "dtiscore.api",
    "Basis": "dtiscore.api",
    "CheckFailed": "dtiscore.errors",
    "DtiscoreError": "dtiscore.errors",
    "InvalidData": "dtiscore.errors",
    "InvalidMethodology": "dtiscore.errors",
    "MeasurementError": "dtiscore.api",
    "Methodology": "dtiscore.methodology",
    "Problem": "dtiscore.errors",
    "Scorecard": "dtiscore.api",
    "SourceFault": "dtiscore.errors",
    "UsageFault": "dtiscore.errors",
    "WeightVariation": "dtiscore.api",
    "check": "dtiscore.api",
    "compare": "dtiscore.api",
    "compare_columns": "dtiscore.api",
    "explain": "dtiscore.api",
    "fit": "dtiscore.api",
    "load_methodology": "dtiscore.api",
    "load_reference": "dtiscore.api",
    "restate": "dtiscore.api",
    "robustness": "dtiscore.api",
    "score": "dtiscore.api",
    "score_editions": "dtiscore.api",
    "trend": "dtiscore.api",
    "validate": "dtiscore.api",
}
"""Each public name and the module that defines it."""

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - the keys are strings


def __getattr__(name: str) -> Any:
    """Load a public name from its home (PEP 562); raises ``AttributeError`` for any other name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value  # the next use does not come here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
