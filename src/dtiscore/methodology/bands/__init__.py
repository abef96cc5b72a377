"""Bands: labels of scores, one small model each, by the ``kind`` under which a weighting file names it."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

from dtiscore.methodology.bands.base import Bands
from dtiscore.methodology.methods import Methods, methods_of

_MODULES = ("cut_points", "groups", "strata")


def _bands() -> Iterator[type[Bands]]:
    for name in _MODULES:
        yield from methods_of(import_module(f"dtiscore.methodology.bands.{name}"), Bands)


if TYPE_CHECKING:
    AnyBands = Bands
else:
    AnyBands = Annotated[Bands, Methods(Bands, _bands())]

__all__ = ["AnyBands", "Bands"]
