"""The page of an answer as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


def draw(shown: Shown, setting: Setting) -> str:
    """An answer for people, in Markdown."""
    return shown.markdown(setting.language)
