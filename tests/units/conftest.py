"""The shipped unit schemes, read as the package reads them, and a builder of small ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dtiscore.methodology.documents.document import parse_document
from dtiscore.units.scheme import UnitScheme

FOLDER = Path(__file__).resolve().parents[2] / "weights" / "units"


def _shipped(name: str) -> UnitScheme:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return UnitScheme.model_validate(parse_document(text, "yaml", f"{name}.yaml").data)


@pytest.fixture(scope="session")
def vn63() -> UnitScheme:
    return _shipped("vn-province-63")


@pytest.fixture(scope="session")
def vn34() -> UnitScheme:
    return _shipped("vn-province-34")


@pytest.fixture(scope="session")
def eu27() -> UnitScheme:
    return _shipped("eu-27")


@pytest.fixture(scope="session")
def scheme_of() -> Callable[..., UnitScheme]:
    """Makes a scheme of units given as mappings, with any other key of a scheme file."""

    def make(*units: dict[str, Any], **keys: Any) -> UnitScheme:
        return UnitScheme.model_validate(
            {
                "id": "test",
                "title": {"en": "Test"},
                "source": "made up for a test",
                "units": list(units),
                **keys,
            }
        )

    return make
