"""Makes the folders that files are written to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from dtiscore.files.streams import naming


@contextlib.contextmanager
def folders_for(names: Iterable[str]) -> Iterator[None]:
    """Make the folders that some files are to be written to; what raises meanwhile leaves none of those behind.

    Raises:
        SourceFault: one cannot be made.
    """
    made: list[Path] = []
    try:
        for name in names:
            missing = [folder for folder in Path(name).parents if not folder.exists()]
            for folder in reversed(missing):
                with naming(name):
                    folder.mkdir()
                made.append(folder)
        yield
    except BaseException:
        for folder in reversed(made):
            with contextlib.suppress(OSError):  # something of somebody else is in it by now
                folder.rmdir()
        raise
