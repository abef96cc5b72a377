"""How a case of a way out is written: the command that ends with a message, the words of its way out, and what follows.

The words stand here as they stand in the message, so that they can be typed from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class WayOut:
    """One way out of one message."""

    name: str
    command: str
    """What is typed after ``dtiscore``, and ends with the message."""
    said: str
    """Words of the message, or the code of the problem, which the way out is to get past."""
    way: str
    """The way out, word by word as it stands in the message."""
    then: str | None = None
    """The command that follows it; unless given, the first with the way out typed at its end."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Files beside those of :data:`FILES`."""
    mended: Mapping[str, str] = field(default_factory=dict)
    """Files as the way out says to edit them."""
    before: tuple[str, ...] = ()
    """Commands that are typed first, for the files that they write."""
    made: Callable[[Path], None] | None = None
    """Writes into the folder what is no text, as a workbook, or changes what is there."""
    piped: str | None = None
    """The file that the command that follows reads as its standard input."""


def edition(index: str, *keys: str) -> str:
    """A weighting file with an index, and what else it says."""
    known = [key.partition(":")[0] for key in keys]
    lines = ["id: w", "title: W", "authority: {decision: d, issuer: i, source: s}", *keys]
    lines += [] if "publish" in known else ["publish: {as: score, decimals: 2}"]
    lines += [] if "rank" in known else ["rank: {on: full}"]
    return "\n".join([*lines, f"index: {index}", ""])


def of(*children: str, at: str = "aggregate: sum") -> str:
    """An index W of some children."""
    return f"{{code: W, {at}, children: [{', '.join(children)}]}}"


P, Q = "{code: p, rule: {kind: identity}}", "{code: q, rule: {kind: identity}}"
SHARE = "{code: p, column: Tỷ lệ DVC, rule: {kind: fraction}}"
MEASURED = edition(of("{code: p, rule: {kind: fraction, of: 100}}"), 'columns: [{header: p, unit: "%"}]')

FILES = {
    "w.yaml": edition(of(P, Q)),
    "share.yaml": edition(of(SHARE)),
    "grouped.yaml": edition(of(P, Q), "layout: {group: part}"),
    "geometric.yaml": edition(
        of(
            "{code: A, aggregate: geometric, children: [{code: p, rule: {kind: identity}}, {code: q, rule: {kind: identity}}]}",
            "{code: r, rule: {kind: identity}}",
            at="aggregate: arithmetic, weights: equal",
        )
    ),
    "weights.yaml": edition(
        of(
            "{code: p, weight: 1, rule: {kind: identity}}",
            "{code: q, weight: 3, rule: {kind: identity}}",
            at="aggregate: arithmetic, weights: relative",
        )
    ),
    "t.csv": "unit,p,q\na,1,2\nb,3,4\nc,2,2.5\nd,5,7\n",
    "r.csv": "unit,p,q,r\na,1,2,3\nb,3,4,1\nc,2,2.5,2\nd,5,7,4\n",
    "shares.csv": "unit,p,q\na,0.1,0.2\nb,0.3,0.4\nc,0.2,0.9\n",
    "parts.csv": "unit,part,p,q\na,north,1,2\na,south,3,4\nb,north,5,6\nc,south,1,1\n",
    "regions.csv": "unit,region,p,q\na,north,1,2\nb,south,3,4\n",
    "panel.csv": "unit,year,p,q\na,2022,1,2\nb,2022,3,4\na,2023,3,4\nb,2023,5,3\n",
}  # fmt: skip
"""What the commands read, unless a case has files of its own."""

DTI = "examples/dti-province"
SCORED = f"{DTI}/2022.csv -w dti-province-2022"
HDI = "examples/hdi/2022.csv -w hdi-2022"
YEARS = f"2022={DTI}/2022.csv 2023={DTI}/2023.csv 2024={DTI}/2024-published.csv"
PROVINCES = f"{DTI}/2022.csv -w dti-province-2022"
