"""A fresh interpreter for what concerns a whole process: its standard streams and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Protocol

import pytest

import dtiscore

Stream = int | IO[bytes]

_AT_HAND = "\n".join(
    f"from dtiscore.files.{name} import *" for name in ("reading", "same_file", "streams", "writing")
)


class Python(Protocol):
    """Runs code that has the functions of the file layer at hand."""

    def __call__(
        self,
        code: str,
        *,
        stdin: Stream = subprocess.DEVNULL,
        stdout: Stream = subprocess.PIPE,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def python() -> Python:
    def start(
        code: str,
        *,
        stdin: Stream = subprocess.DEVNULL,
        stdout: Stream = subprocess.PIPE,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        home = str(Path(dtiscore.__file__).parents[1])
        # Unbuffered, Python would hide what happens to bytes that are still in a buffer when it ends.
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        return subprocess.run(
            [sys.executable, "-c", f"{_AT_HAND}\n{code}"],
            env={**inherited, "PYTHONPATH": home, **(env or {})},
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    return start
