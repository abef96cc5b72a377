"""A picture as a file: SVG, PNG, PDF, or its Vega-Lite specification. The same picture gives the same SVG and specification."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Literal

from dtiscore.project.drawn_from import DrawnFrom
from dtiscore.render.pictures.library import require_library

if TYPE_CHECKING:
    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown
    from dtiscore.render.pictures.theme import Picture

_DOTS = 2
"""How many dots of a PNG there are for each of the picture, so that it is sharp in print and on fine screens."""


def drawn(shown: Shown, setting: Setting, form: Literal["svg", "png", "pdf", "vl.json"]) -> bytes:
    """The picture of an answer in one of these forms.

    Raises:
        UsageFault: the answer has none, or what draws it is not installed.
    """
    require_library()
    picture = shown.picture(setting.language)

    def specification() -> bytes:
        return f"{picture.to_json(indent=2)}\n".encode()

    if form == "vl.json":
        return specification()
    if form == "svg":
        return DrawnFrom.of(svg(picture).encode(), "picture.vl.json", specification)
    file = io.BytesIO()
    picture.save(file, format=form, scale_factor=_DOTS if form == "png" else 1)
    return DrawnFrom.of(file.getvalue(), "picture.vl.json", specification)


def svg(picture: Picture) -> str:
    """The picture as SVG, which says in its first element what it shows, for who cannot see it."""
    file = io.StringIO()
    picture.save(file, format="svg")
    alternative = escape(str(picture.description))
    return file.getvalue().replace("<svg ", f'<svg role="img" aria-label="{alternative}" ', 1) + "\n"
