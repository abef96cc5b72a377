"""Preparation: what is done to raw columns before they are normalised, step by step in the order of the file."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

from dtiscore.methodology.methods import Methods, methods_of
from dtiscore.methodology.preparation.base import ColumnStep, PanelStep, PreparationStep, Settings

_MODULES = ("deriving", "screening", "imputing", "treating")


def _steps() -> Iterator[type[PreparationStep]]:
    for name in _MODULES:
        yield from methods_of(
            import_module(f"dtiscore.methodology.preparation.{name}"), PreparationStep, "step"
        )


STEPS = Methods(PreparationStep, _steps(), "step")

if TYPE_CHECKING:
    AnyStep = PreparationStep
else:
    AnyStep = Annotated[PreparationStep, STEPS]

__all__ = [
    "STEPS",
    "AnyStep",
    "ColumnStep",
    "PanelStep",
    "PreparationStep",
    "Settings",
]
