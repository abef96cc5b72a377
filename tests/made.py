"""Editions made for tests: what every one of them must say and few of them are about, and the plainest of nodes.

An edition of a test is ``{**HEAD, "index": …}``; what it is about stands in it, after the head.
"""

from __future__ import annotations

from typing import Any

HEAD: dict[str, Any] = {
    "id": "test",
    "title": "Test",
    "authority": {"decision": "none", "issuer": "nobody", "source": "made for a test"},
    "publish": {"as": "score", "decimals": 2},
    "rank": {"on": "full"},
}
"""All that an edition must say beside its index."""


def indicator(code: str, **keys: Any) -> dict[str, Any]:
    """An indicator whose score is its value, unless its keys say otherwise."""
    return {"code": code, "rule": {"kind": "identity"}, **keys}


def share(code: str, **keys: Any) -> dict[str, Any]:
    """An indicator whose value is the fraction that it earns."""
    return {"code": code, "rule": {"kind": "fraction"}, **keys}


def group(
    code: str, aggregate: str | dict[str, Any], *children: dict[str, Any], **keys: Any
) -> dict[str, Any]:
    """A group of nodes."""
    return {"code": code, "aggregate": aggregate, "children": list(children), **keys}
