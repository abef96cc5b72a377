"""Preparation: what is done to raw columns before they are normalised, step by step in the order of the file."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from dtiscore.methodology.preparation import imputing, treating
from dtiscore.methodology.preparation.base import ColumnStep, PanelStep, PreparationStep, Settings
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.preparation.imputing import ImputeFrom
from dtiscore.methodology.preparation.screening import Screen

if TYPE_CHECKING:
    AnyStep = PreparationStep
else:
    # The union is made from whatever the modules above define, so that a new step touches one file.
    AnyStep = Annotated[Union[tuple(PreparationStep.registry.values())], Field(discriminator="step")]  # noqa: UP007 - made at run time

__all__ = [
    "AnyStep",
    "ColumnStep",
    "Derive",
    "ImputeFrom",
    "PanelStep",
    "PreparationStep",
    "Screen",
    "Settings",
    "imputing",
    "treating",
]
