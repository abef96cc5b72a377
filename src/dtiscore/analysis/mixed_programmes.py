"""The solver of mixed linear programmes: scipy's, which is loaded when a question needs it."""

from __future__ import annotations

from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.said import Said, said


def mixed_programmes(found: Said) -> tuple[Any, Any, Any]:
    """The function ``milp`` of scipy, and its classes for constraints and for bounds.

    Args:
        found: what is found with them, for the message: "the cheapest improvements".

    Raises:
        UsageFault: scipy is not installed.
    """
    try:
        from scipy.optimize import (  # type: ignore[import-untyped]  # scipy has no types
            Bounds,
            LinearConstraint,
            milp,
        )
    except ImportError as error:
        message = said("{found} are found with scipy, which is not installed", found=found)
        raise UsageFault(message, said("install it with: pip install 'dtiscore[stats]'")) from error
    return milp, LinearConstraint, Bounds
