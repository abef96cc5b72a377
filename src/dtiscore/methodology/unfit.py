"""The fault of a value that breaks a rule of its model, as validators raise it."""

from __future__ import annotations

from dtiscore.said import Said, said


class Unfit(ValueError):
    """A value that does not fit: what is wrong with it, and what to do."""

    def __init__(self, message: Said, fix: Said | None = None) -> None:
        super().__init__(f"{message}; {fix}" if fix else str(message))
        self.message, self.fix = message, fix


def require_percentiles(highest: float) -> None:
    """Refuse percentiles of which the highest is a share: nobody means what lies below the first of a hundred.

    Raises:
        Unfit: it is above 0 and at most 1.
    """
    if 0.0 < highest <= 1.0:
        raise Unfit(
            said("percentiles go from 0 to 100, and the highest one here is {highest:g}", highest=highest),
            said(
                "write {percentile:g} for a share of {highest:g}", percentile=100 * highest, highest=highest
            ),
        )
