"""Keys that the language says in another way or place, where the nearest of its own would mean another thing."""

from __future__ import annotations

from dtiscore.methodology.documents.marks import Path
from dtiscore.said import Said, said

_AT_THE_NODE = said("write it at the node itself: it reaches down to all that is below")
_OTHERWISE = {
    ("cuts", "at_most"): said(
        "where a limit belongs to the band below it, the band above says above instead of at_least"
    ),
    ("rank", "order"): said("write order beside rank, not in it"),
    **{(below, key): _AT_THE_NODE for below in ("groups", "indicators") for key in ("missing", "order")},
}
"""What to write for keys that the language says in another way or place, by the key above them and their own."""


def otherwise(path: Path) -> Said | None:
    """What to write in place of an unknown key, if it is one of these."""
    above = next((key for key in reversed(path[:-1]) if isinstance(key, str)), "")
    return _OTHERWISE.get((above, str(path[-1])))
