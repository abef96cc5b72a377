"""SVG, a picture that stays sharp at every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.render.pictures import library, saving

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown


require_library = library.require_library


def draw(shown: Shown, setting: Setting) -> bytes:
    """The picture of an answer."""
    return saving.drawn(shown, setting, "svg")
