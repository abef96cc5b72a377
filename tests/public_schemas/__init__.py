"""The public schemas of what machines are told, and what holds a text against them by validators that are none of ours.

``sarif-schema-2.1.0.json`` is that of OASIS, as SchemaStore keeps it; ``junit-10.xsd`` that of the xunit plugin of Jenkins.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

_HERE = Path(__file__).parent


@cache
def _junit() -> Any:
    etree = pytest.importorskip("lxml.etree")
    return etree.XMLSchema(etree.parse(_HERE / "junit-10.xsd"))


@cache
def _sarif() -> Any:
    schema = json.loads((_HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return pytest.importorskip("jsonschema").Draft7Validator(schema)


def assert_junit(text: str) -> ET.Element:
    """The element, once the schema has nothing against it."""
    etree = pytest.importorskip("lxml.etree")
    _junit().assertValid(etree.fromstring(text.encode()))
    return ET.fromstring(text)


def assert_sarif(text: str) -> dict[str, Any]:
    """The log, once the schema has nothing against it."""
    log: dict[str, Any] = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in _sarif().iter_errors(log)] == []
    return log
