"""The forms in which machines are told what was found in files, a file each, and the list of them all.

A new form is a file here with a function ``draw``, and a line in the list.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dtiscore.render.annotations.findings import AnnotationForm

ANNOTATIONS = {
    "github": "dtiscore.render.annotations.github",
    "junit": "dtiscore.render.annotations.junit",
    "sarif": "dtiscore.render.annotations.sarif",
    "lines": "dtiscore.render.annotations.lines",
}
"""The module that draws each form."""

IN_A_LOG = ("github", "lines")
"""Those that are lines of a log, where no file is named for them; the others are documents."""


def annotation_form(name: str) -> AnnotationForm:
    """A form by its name, which is one of :data:`ANNOTATIONS`."""
    return cast("AnnotationForm", import_module(ANNOTATIONS[name]))
