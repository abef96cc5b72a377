"""Names that load late: a package offers what its homes define, to people and to type checkers alike."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from types import ModuleType

import pytest

import dtiscore
from dtiscore import api
from dtiscore.late import loader

PACKAGES = [dtiscore, api]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_every_name_is_what_its_home_defines(package: ModuleType) -> None:
    homes = package._HOMES
    assert homes
    for home, names in homes.items():
        for name in names:
            assert getattr(package, name) is getattr(importlib.import_module(home), name)
            assert name in package.__all__


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_a_type_checker_sees_the_same_names(package: ModuleType) -> None:
    assert package.__file__ is not None
    tree = ast.parse(Path(package.__file__).read_text(encoding="utf-8"))
    (shown,) = [node for node in tree.body if isinstance(node, ast.If)]
    imports = [node for node in shown.body if isinstance(node, ast.ImportFrom)]
    seen = {(node.module, alias.name) for node in imports for alias in node.names}
    assert seen - {("typing", "Any")} == {
        (home, name) for home, names in package._HOMES.items() for name in names
    }


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'here' has no attribute 'other'"):
        loader("here", {"dtiscore.errors": ("Problem",)})("other")
    assert not hasattr(dtiscore, "other")
