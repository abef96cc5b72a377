"""What the tests share: the published figures, the example tables and the real executable."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import hypothesis
import pytest

import dtiscore
from tests.in_process import run_here

ROOT = Path(__file__).resolve().parents[1]

# How long an example takes says how busy the machine is, not whether the code is right.
# The same examples in every run, so that a change fails for what it did; --hypothesis-profile=explore draws new ones.
# They are half as many as Hypothesis draws by itself: the other half would be the same ones again in the next run, too.
hypothesis.settings.register_profile("dtiscore", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.register_profile("explore", deadline=None, derandomize=False)
hypothesis.settings.load_profile("dtiscore")

_LEAKS = (
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "LANG",
    "LANGUAGE",
    "LINES",
    "NO_COLOR",
    "PY_COLORS",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
    "PYTHONUTF8",
    "PYTHONWARNINGS",
    "SOURCE_DATE_EPOCH",
    "TERM",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)
"""Variables of the machine that runs the tests which would change what the executable prints."""


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among thousands of tests that are all kept."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def before_hours_pass(seconds: float = 10.0) -> Iterator[None]:
    """Fail where work that would take hours by the square of what it reads takes more than some seconds of the processor.

    Nobody looks for garbage meanwhile, which takes as long as the tests before this one have left some.
    """
    gc.disable()
    started = time.process_time()
    try:
        yield
    finally:
        gc.enable()
    assert time.process_time() - started < seconds


def written(file: str | Path, form: str, rows: int | None = None) -> str:
    """What is told on standard error of a file that was written."""
    counted = "" if rows is None else f"{rows} row{'' if rows == 1 else 's'}, "
    return f"wrote {file}: {counted}{form}\n"


class Run(Protocol):
    """Runs ``dtiscore`` with the arguments given and returns what came out, decoded as UTF-8."""

    def __call__(
        self,
        *arguments: str | Path,
        input: str | bytes | None = None,  # noqa: A002 - as subprocess calls it
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published figures that lies beside the repository; not part of every checkout."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        reason = "needs the published figures in ../shared/data beside the repository"
        if os.environ.get("DTISCORE_REQUIRE_SHARED") == "1":
            pytest.fail(f"{reason}, and DTISCORE_REQUIRE_SHARED=1 forbids to skip")
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example tables."""
    return ROOT / "examples"


def here(
    *arguments: str | Path,
    input: str | bytes | None = None,  # noqa: A002 - as subprocess calls it
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """The command line run in this process."""
    given = input.encode() if isinstance(input, str) else (input or b"")
    return run_here([*map(str, arguments)], given, _clean_environment() | dict(env or {}), cwd)


@pytest.fixture(scope="session")
def run() -> Run:
    """The command line in this process, as :func:`run_executable` otherwise, in a fraction of the time."""
    return here


@pytest.fixture(scope="session")
def run_executable() -> Run:
    """The real executable in a clean environment; without ``input`` its standard input is empty."""

    def start(
        *arguments: str | Path,
        input: str | bytes | None = None,  # noqa: A002 - as subprocess calls it
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        command = [*_executable(), *map(str, arguments)]
        ended = subprocess.run(
            command,
            input=input.encode() if isinstance(input, str) else (input or b""),
            env=_clean_environment() | dict(env or {}),
            cwd=cwd,
            capture_output=True,
            timeout=120,
            check=False,
        )
        # Decoded here, strictly and without touching line ends: both are part of what is tested.
        return subprocess.CompletedProcess(
            command, ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8")
        )

    return start


def _executable() -> list[str]:
    script = shutil.which("dtiscore", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "dtiscore"]


def _clean_environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _LEAKS and not name.startswith(("LC_", "DTISCORE_"))
    }
    # The package under test, also where it is not installed and the working folder is another one.
    home = str(Path(dtiscore.__file__).resolve().parents[1])
    path = [home, *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(path)}
