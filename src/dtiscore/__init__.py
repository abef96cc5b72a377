"""Composite indices from a raw indicator table and a weighting file.

The public names stand in ``__init__.pyi`` and load on first use: ``import dtiscore`` alone costs nothing, and the command
line can answer ``--version`` without pandas or pydantic.
"""

from __future__ import annotations

from dtiscore import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

__version__ = "0.1.0"

__getattr__ = late.loader(__name__)


def _showing() -> ModuleType:
    from dtiscore.questions import showing

    return showing


late.showing = _showing


def __dir__() -> list[str]:
    return sorted({*globals(), *__getattr__("__all__")})
