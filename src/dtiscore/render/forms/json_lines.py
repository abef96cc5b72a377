"""JSON Lines: an object for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.render.forms.json_text import to_jsonl

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


def draw(shown: Shown, setting: Setting) -> str:
    """The table of an answer in full precision."""
    return to_jsonl(shown.columns(setting.language))
