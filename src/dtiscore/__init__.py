"""Composite indices from a raw indicator table and a weighting file.

The public names stand in ``__init__.pyi`` and load on first use: ``import dtiscore`` alone costs nothing, and the command
line can answer ``--version`` without pandas or pydantic.
"""

from dtiscore.late import loader

__version__ = "0.1.0"

__getattr__ = loader(__name__)


def __dir__() -> list[str]:
    return sorted({*globals(), *__getattr__("__all__")})
