"""The pictures of a comparison: of what changed the scores of all units, or that of one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from dtiscore.errors import UsageFault
from dtiscore.said import said

ChangePicture = Literal["changes", "causes"]
"""Bars of what changed the scores of all units, or what changed that of one as steps."""


def require_one(units: Collection[str]) -> None:
    """Ask that the causes of a change are drawn of one unit.

    Raises:
        UsageFault: none is chosen, or several are.
    """
    if len(units) != 1:
        raise UsageFault(
            said("the picture of causes is of one unit"),
            said("choose it: --unit UNIT, and no other; {picture} shows all", picture="--picture changes"),
        )
