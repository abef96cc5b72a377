"""Example: lay samples into a folder, from wherever dtiscore is installed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import PurePath

from dtiscore.errors import UsageFault
from dtiscore.files.catalogue import edition_text, example_files
from dtiscore.files.folders import folders_for
from dtiscore.files.paths import is_there
from dtiscore.files.reading import read_bytes
from dtiscore.files.writing import write_set
from dtiscore.questions.example.answer import Sample
from dtiscore.said import said, with_and

EXAMPLES = "examples"
"""The folder of samples in that into which they are laid: the commands of the documentation name it."""


def lay(samples: Sequence[Sample], folder: str | os.PathLike[str] = ".", *, force: bool = False) -> list[str]:
    """Write the files of samples below ``examples/`` of a folder, all or none; returns their paths.

    Args:
        samples: what is laid.
        folder: into which folder.
        force: write over files that are there and hold something else.

    Raises:
        UsageFault: such a file is there, and ``force`` is not given.
        SourceFault: a file cannot be written.
    """
    files: dict[str, bytes] = {}
    for sample in samples:
        found = example_files(sample.name)
        if sample.edition is not None:
            found[f"{sample.edition}.yaml"] = edition_text(sample.edition)[0].encode()
        files |= {
            str(PurePath(folder) / EXAMPLES / sample.name / name): content for name, content in found.items()
        }
    changed = [name for name, content in files.items() if is_there(name) and not _holds(name, content)]
    if changed and not force:
        message = said("not written over, as it holds something else: {files}", files=with_and(changed))
        raise UsageFault(message, said("lay the sample into another folder with --into, or declare --force"))
    with folders_for(files):
        write_set(files)
    return list(files)


def _holds(name: str, content: bytes) -> bool:
    return read_bytes(name, max_bytes=len(content) + 2**24) == content
