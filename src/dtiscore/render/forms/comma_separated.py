"""Comma-separated text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.tables.texts.writing import to_csv

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


def draw(shown: Shown, setting: Setting) -> str:
    """The table of an answer in full precision."""
    return to_csv(shown.columns(setting.language))
