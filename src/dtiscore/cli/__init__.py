"""The command line: parse, call one function, render, end with an exit code."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # see dtiscore/__init__.py
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; ``--version`` alone is answered without loading anything."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        from dtiscore import __version__

        try:
            if sys.stdout is not None:
                print(f"dtiscore {__version__}", flush=True)
                return 0
        except OSError:
            pass  # told below, as of any answer
    if arguments is None:  # the process is this command's own
        from dtiscore.cli.stopping import stop_when_told

        stop_when_told()
    import atexit
    import gc
    import os

    # Threads of the BLAS wait for work by spinning, from the import of numpy on; here they are never given any, as what
    # runs side by side is chunks of replicates, each on a thread of its own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Large arrays live for a moment. Huge pages of theirs are cleared whole, and a virtual machine may have to find them
    # first: with them a million replicates take a twentieth longer, and the check of a small table a thirtieth less.
    os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
    # Whatever else is installed has no say in what a weighting file may hold; to look for it takes a tenth of the time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    # Imports make hundreds of thousands of objects and no garbage: looking for some would take a fifth of the time,
    # and so would a last look at what ends with the process anyway.
    gc.set_threshold(1_000_000)
    atexit.register(gc.freeze)
    if any(
        "utf" not in (getattr(stream, "encoding", None) or "utf").lower()
        for stream in (sys.stdout, sys.stderr)
    ):
        from dtiscore.cli.legible import make_legible

        make_legible()
    from dtiscore.cli.app import run

    return run(given)
