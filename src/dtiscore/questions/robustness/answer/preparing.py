"""Other ways to fill missing values and to treat outliers, put in the place of an edition's own steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.methodology.preparation import STEPS, ColumnStep, PanelStep
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.preparation.imputing import ImputeFrom
from dtiscore.methodology.preparation.treating import ClipPercentiles, Winsorise
from dtiscore.said import said

PlainStep = Mapping[str, Any]
"""A step of preparation as a weighting file writes it."""

NONE = "none"
"""The choice that takes the edition's steps out."""

IMPUTATIONS = ("mean", "median", "group-mean:COLUMN", "group-median:COLUMN")
TREATMENTS = ("winsorise", "winsorise:POINTS", "clip-percentiles:LOW,HIGH")


def fills(step: PlainStep) -> bool:
    """Whether a step fills missing values."""
    method = STEPS[step["step"]]
    return issubclass(method, ImputeFrom | PanelStep) or (issubclass(method, ColumnStep) and method.fills)


def treats(step: PlainStep) -> bool:
    """Whether a step draws in outliers."""
    return issubclass(STEPS[step["step"]], Winsorise | ClipPercentiles)


def imputation_of(choice: str) -> dict[str, Any] | None:
    """The imputing step of a choice as a weighting file would write it; ``None`` where nothing is filled.

    Raises:
        UsageFault: there is no such choice.
    """
    if choice == NONE:
        return None
    kind, colon, column = choice.partition(":")
    grouped = kind.startswith("group-")
    method = kind.removeprefix("group-")
    if method not in ("mean", "median") or grouped != bool(column.strip()) or (colon and not grouped):
        message = said('"{choice}" is no way to fill missing values', choice=choice)
        raise UsageFault(
            message, said("choose among own, none, {imputations}", imputations=", ".join(IMPUTATIONS))
        )
    step = {"step": "impute", "method": method}
    return {**step, "by": column.strip()} if grouped else step


def treatment_of(choice: str) -> dict[str, Any] | None:
    """The treating step of a choice as a weighting file would write it; ``None`` where nothing is treated.

    Raises:
        UsageFault: there is no such choice, or its numbers are not what they have to be.
    """
    kind, colon, rest = choice.partition(":")
    if choice == NONE:
        return None
    if choice == "winsorise":
        return {"step": "winsorise"}
    if kind == "winsorise" and rest.isascii() and rest.isdigit():
        return {"step": "winsorise", "max_points": int(rest)}
    if kind == "clip-percentiles" and colon:
        try:
            low, high = (float(part) for part in rest.split(","))
        except ValueError:
            low, high = 1.0, 0.0
        if 0 <= low < high <= 100:
            return {"step": "clip-percentiles", "low": low, "high": high}
    message = said('"{choice}" is no way to treat outliers', choice=choice)
    raise UsageFault(
        message,
        said(
            "choose among own, none, {treatments}, as in clip-percentiles:5,95",
            treatments=", ".join(TREATMENTS),
        ),
    )


def impute(name: str, plain: dict[str, Any], choice: str) -> None:
    """Fill by another method wherever the edition fills; where it fills nothing, once all columns are derived and before
    outliers are treated after that.

    Args:
        name: what messages call the edition.
        plain: the edition as plain data, which is changed.
        choice: how to fill.

    Raises:
        UsageFault: there is no such choice, or nothing is filled that could be left missing.
    """
    step, steps = imputation_of(choice), plain.get("prepare", ())
    if step is None and not any(map(fills, steps)):
        message = said("{name} fills no missing value, so that none can be left missing", name=name)
        raise UsageFault(
            message, said("leave none out, or choose among {imputations}", imputations=", ".join(IMPUTATIONS))
        )
    derived = max((at + 1 for at, known in enumerate(steps) if STEPS[known["step"]] is Derive), default=0)
    first_treated = next((at for at in range(derived, len(steps)) if treats(steps[at])), len(steps))
    plain["prepare"] = _replaced(steps, fills, step, first_treated)


def treat(name: str, plain: dict[str, Any], choice: str) -> None:
    """Treat outliers by another method wherever the edition treats them; at the end where it does not.

    Args:
        name: what messages call the edition.
        plain: the edition as plain data, which is changed.
        choice: how to treat them.

    Raises:
        UsageFault: there is no such choice, or nothing is treated that could be left as it is.
    """
    step, steps = treatment_of(choice), plain.get("prepare", ())
    if step is None and not any(map(treats, steps)):
        message = said("{name} treats no outliers, so that the treatment cannot be left out", name=name)
        raise UsageFault(
            message, said("leave none out, or choose among {treatments}", treatments=", ".join(TREATMENTS))
        )
    plain["prepare"] = _replaced(steps, treats, step, len(steps))


def _replaced(
    steps: Sequence[PlainStep],
    wanted: Callable[[PlainStep], bool],
    step: PlainStep | None,
    otherwise: int,
) -> list[PlainStep]:
    """The steps with another in the place of each of a kind, for the same columns; at some place if there is none."""
    if not any(map(wanted, steps)):
        return [*steps[:otherwise], *([] if step is None else [step]), *steps[otherwise:]]
    found: list[PlainStep] = []
    for known in steps:
        if not wanted(known):
            found.append(known)
        elif step is not None and (new := {**step, **_columns(known)}) not in found:
            found.append(new)  # two that have become the same are one
    return found


def _columns(step: PlainStep) -> dict[str, Any]:
    """Which columns a step is about, where it says so."""
    if "column" in step:
        return {"columns": [step["column"]]}
    return {key: step[key] for key in ("columns", "leave") if step.get(key)}
