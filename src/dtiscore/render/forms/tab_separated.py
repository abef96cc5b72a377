"""Tab-separated text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.tables.texts.writing import to_tsv

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


def draw(shown: Shown, setting: Setting) -> str:
    """The table of an answer in full precision."""
    return to_tsv(shown.columns(setting.language))
