"""The forms of a result, a file each, and the list of them all.

A new form is a file here with a function ``draw``, and a line in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dtiscore.render.forms.form import BinaryForm, Form

FORMS = {
    "table": "dtiscore.render.forms.table",
    "csv": "dtiscore.render.forms.comma_separated",
    "tsv": "dtiscore.render.forms.tab_separated",
    "json": "dtiscore.render.forms.json_envelope",
    "jsonl": "dtiscore.render.forms.json_lines",
    "md": "dtiscore.render.forms.markdown_page",
    "html": "dtiscore.render.forms.web_page",
    "xlsx": "dtiscore.render.forms.workbook",
    "parquet": "dtiscore.render.forms.parquet",
    "svg": "dtiscore.render.forms.svg_picture",
    "png": "dtiscore.render.forms.png_picture",
    "pdf": "dtiscore.render.forms.pdf_picture",
    "vl.json": "dtiscore.render.forms.vega_lite",
}
"""The module that draws each form; a file is of the form that its ending names."""

PICTURES = ("svg", "png", "pdf", "vl.json")
"""The forms of these that some answers have alone."""

ENDINGS: Mapping[str, str] = {".txt" if name == "table" else f".{name}": name for name in FORMS}
"""The form that each ending of a file tells."""


def form_of(name: str) -> Form:
    """A form by its name, which is one of :data:`FORMS`."""
    return cast("Form", import_module(FORMS[name]))


def binary_form(name: str) -> BinaryForm | None:
    """The same of one that is no text; ``None`` for the others."""
    form = form_of(name)
    return cast("BinaryForm", form) if hasattr(form, "require_library") else None
