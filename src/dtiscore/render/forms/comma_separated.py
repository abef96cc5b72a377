"""Comma-separated text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.tables.texts.writing import to_csv, to_excel_csv

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


def draw(shown: Shown, setting: Setting) -> str:
    """The table of an answer in full precision."""
    write = to_excel_csv if setting.excel else to_csv
    return write(shown.columns(setting.language))
