"""The pictures of one unit: a strip for each part, or a spoke for each in a radar."""

from __future__ import annotations

from typing import Literal

UnitPicture = Literal["profile", "radar"]
"""Strips with all units, or the shape of the unit on spokes, which few parts allow."""
