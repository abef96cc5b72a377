"""The public names: one list, which loads late, and of which each name is documented and has an example that runs."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dtiscore
from dtiscore.late import homes_of, loader
from tests.conftest import ROOT

HOMES = homes_of("dtiscore")
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = "".join(re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL))


@pytest.mark.parametrize(("name", "home"), HOMES.items(), ids=list(HOMES))
def test_every_name_is_documented_and_what_its_home_defines(name: str, home: str) -> None:
    value = getattr(dtiscore, name)
    assert value is getattr(importlib.import_module(home), name)
    assert value.__doc__
    assert re.search(rf"\b{name}\b", EXAMPLES) or name == "score_spark", "it has no example in docs/python.md"


def test_all_names_are_offered() -> None:
    names: dict[str, object] = {}
    exec("from dtiscore import *", names)
    assert {"__version__", *HOMES} <= {*names, "__version__"}
    assert {"__version__", *HOMES} <= set(dir(dtiscore))


@pytest.mark.slow
def test_the_examples_run(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    result = subprocess.run(
        [sys.executable, "-c", EXAMPLES],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


def test_nothing_is_read_until_a_name_is_asked_for() -> None:
    program = "import sys, dtiscore; print('ast' in sys.modules, dtiscore.__version__)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("False ")


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'dtiscore' has no attribute 'other'"):
        loader("dtiscore")("other")
    assert not hasattr(dtiscore, "other")
