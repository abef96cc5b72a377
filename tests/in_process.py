"""The command line run in this process: the same arguments, streams and exit code, without the start of a Python."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO
from unittest import mock

from dtiscore.cli import main
from dtiscore.cli.language import listen_to
from dtiscore.cli.project import forget_project

STREAMS = ("stdin", "stdout", "stderr")


def run_here(
    arguments: Sequence[str],
    given: bytes,
    environment: Mapping[str, str],
    cwd: Path | None,
    terminal: IO[bytes] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command line with real descriptors for its three streams, an environment and a folder of its own.

    Where a terminal is given, standard output is that, and nothing of it is in the result.
    """
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in STREAMS]
        files[0].write(given)
        files[0].seek(0)
        with contextlib.ExitStack() as running:
            # A process speaks for one command line: what follows in this one is neither of its project nor in its language.
            running.callback(forget_project)
            running.callback(listen_to, ())
            running.enter_context(mock.patch.dict(os.environ, environment, clear=True))
            running.enter_context(warnings.catch_warnings())
            running.enter_context(contextlib.chdir(cwd or Path.cwd()))
            running.enter_context(_thresholds_kept())
            running.enter_context(_streams([files[0], terminal or files[1], files[2]]))
            code = main(list(arguments))
        texts = [_text(file) for file in files[1:]]
    return subprocess.CompletedProcess(list(arguments), code, *texts)


@contextlib.contextmanager
def _streams(files: Sequence[IO[bytes]]) -> Iterator[None]:
    """Files in the place of standard input, output and error, for descriptors and for ``sys`` alike."""
    flush = (sys.stdout, sys.stderr)
    for stream in flush:
        stream.flush()
    kept = [os.dup(number) for number in range(3)]
    opened = []
    try:
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
            raw = io.FileIO(number, "rb" if number == 0 else "wb", closefd=False)
            buffer = io.BufferedReader(raw) if number == 0 else io.BufferedWriter(raw)
            opened.append(io.TextIOWrapper(buffer, encoding="utf-8", line_buffering=number == 2))
        with contextlib.ExitStack() as stack:
            for name, stream in zip(STREAMS, opened, strict=True):
                stack.enter_context(mock.patch.object(sys, name, stream))
            yield
    finally:
        for stream in opened[1:]:
            with contextlib.suppress(ValueError, OSError):
                stream.flush()
        for number, descriptor in enumerate(kept):
            os.dup2(descriptor, number)
            os.close(descriptor)


@contextlib.contextmanager
def _thresholds_kept() -> Iterator[None]:
    """The command line collects less garbage than a long test run should."""
    before = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8")
