"""What draws pictures: Vega-Altair, and vl-convert, which saves them without a browser."""

from __future__ import annotations

from importlib import import_module

from dtiscore.errors import UsageFault
from dtiscore.said import said


def require_library() -> None:
    """Ask whether both are installed.

    Raises:
        UsageFault: one is not.
    """
    try:
        import_module("altair")
        import_module("vl_convert")
    except ImportError as error:
        message = said("pictures are drawn by altair and vl-convert-python, which are not installed")
        fix = said("install them: pip install 'dtiscore[report]'")
        raise UsageFault(message, fix) from error


def no_picture() -> UsageFault:
    """What is told where a picture is asked for and there is none."""
    return UsageFault(
        said("this result has no picture"),
        said("choose another form, such as -f html; dtiscore plot --help lists the pictures"),
    )
