"""What compiled code prints is kept off standard output, which works as before afterwards."""

from __future__ import annotations

import os

import pytest

from dtiscore.files.library_output import without_library_output


def test_only_what_is_written_past_python_is_lost(capfd: pytest.CaptureFixture[str]) -> None:
    with without_library_output():
        os.write(1, b"HighsMipSolverData\n")
    os.write(1, b"result\n")
    assert capfd.readouterr().out == "result\n"


def test_the_output_comes_back_after_a_fault(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="fault"), without_library_output():
        raise ValueError("fault")
    os.write(1, b"result\n")
    assert capfd.readouterr().out == "result\n"
