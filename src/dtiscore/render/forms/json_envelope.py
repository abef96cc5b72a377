"""JSON: the versioned envelope of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.render.forms.json_text import to_json

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


def draw(shown: Shown, setting: Setting) -> str:
    """An answer with all that it says of itself."""
    return to_json(setting.payload(shown))
