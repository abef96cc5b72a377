"""The versions of what computes the outputs of a project."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from dtiscore import __version__

DECIDING = ("numpy", "pandas", "polars", "pyarrow", "scipy", "altair")
"""The libraries of which a version can move a digit, or what a picture is drawn from."""


@cache
def software() -> Mapping[str, str]:
    """The versions of dtiscore, of Python and of the libraries that can move a digit."""
    found = {"dtiscore": __version__, "python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for library in DECIDING:
        try:
            found[library] = version(library)
        except PackageNotFoundError:  # an extra that is not installed
            continue
    return found
