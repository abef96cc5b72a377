"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer.main

from dtiscore.cli.app import application


@pytest.fixture(scope="module", autouse=True)
def _built_once() -> Iterator[None]:
    """Typer takes longer to build the commands than most cases take to be refused: here they are built once."""
    command = typer.main.get_command(application(alone=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dtiscore.cli.app.application", lambda **_: command)
        yield
