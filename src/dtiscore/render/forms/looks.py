"""How a column of numbers looks in a workbook."""

from __future__ import annotations

from typing import Literal

Look = Literal["bars", "better up", "better down"]
"""Bars in the cells; or shades, the darker the higher or the lower the number."""
