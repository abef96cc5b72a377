"""Random methodologies and tables for the oracle: trees of rules and aggregates, with gaps, ties and large numbers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.made import HEAD

Cells = list[str]
"""A column as it is written in a file; an empty cell is missing."""

AGGREGATES = ("arithmetic", "sum", "geometric", "harmonic")
FIXED = ("identity", "fraction", "ratio", "goalposts")
RULES = (*FIXED, "min-max", "z-score")


@dataclass
class Draw:
    """A weighting file as plain data, and a table for it."""

    edition: dict[str, Any]
    columns: dict[str, Cells] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)


def draw(seed: int, *, fixed: bool = False) -> Draw:
    """The methodology and table of a seed; ``fixed``: no unit's score depends on the others."""
    return _Drawing(random.Random(seed), FIXED if fixed else RULES).all()


class _Drawing:
    def __init__(self, chance: random.Random, rules: Sequence[str]) -> None:
        self.chance = chance
        self.rules = rules
        self.columns: dict[str, Cells] = {}
        self.count = 0
        self.rows = chance.randrange(2, 9)
        self.gaps = chance.choice([0.0, 0.0, 0.1, 0.4])
        self.points = chance.random() < 0.3

    def all(self) -> Draw:
        chance = self.chance
        missing: Any = chance.choice(["no-score", "zero", "reweight"])
        if missing == "reweight":
            count = chance.choice(["children", "weight"])
            missing = {"kind": "reweight", "min_share": chance.choice([0.0, 0.5, 0.75]), "count": count}
        edition = {
            **HEAD,
            "publish": {
                "as": "score",
                "decimals": chance.choice([0, 1, 2, 4]),
                "rounding": chance.choice(["half-up", "half-even"]),
            },
            "rank": {"on": "published", "ties": chance.choice(["min", "max", "dense", "average"])},
            "scale": chance.choice([1.0, 10.0, 100.0]),
            "missing": missing,
            "index": self.node(depth=0),
        }
        if missing == "zero" or self.points:
            del edition["scale"]
        return Draw(edition, self.columns, [f"u{row}" for row in range(self.rows)])

    def code(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def node(self, depth: int) -> dict[str, Any]:
        chance = self.chance
        if depth and (depth == 3 or chance.random() < 0.5):
            return self.indicator()
        code = self.code()
        children = [self.node(depth + 1) for _ in range(chance.randrange(1, 4))]
        if self.points:
            return {"code": code, "aggregate": "points", "children": children}
        kind = chance.choice(AGGREGATES)
        aggregate: Any = {"kind": kind, "zero": "allow"} if kind in ("geometric", "harmonic") else kind
        return {"code": code, "aggregate": aggregate, "weights": self.weigh(children), "children": children}

    def weigh(self, children: list[dict[str, Any]]) -> Any:
        """Give children weights, and say what these are."""
        how = self.chance.choice(["equal", "relative", "total"])
        if how == "equal":
            return "equal"
        for child in children:
            child["weight"] = float(self.chance.randrange(1, 20))
        if how == "relative":
            children[-1]["weight"] += self.chance.choice([0.0, 0.25, 0.1])
            return "relative"
        return sum(child["weight"] for child in children)

    def cells(self, low: float, high: float, decimals: int) -> Cells:
        """Decimals between two ends, some of them equal and some missing."""
        found: Cells = []
        for _ in range(self.rows):
            if self.chance.random() < self.gaps:
                found.append("")
            elif found and found[0] and self.chance.random() < 0.2:
                found.append(found[0])
            else:
                value = min(max(self.chance.uniform(low, high), low), high)
                found.append(f"{value:.{decimals}f}")
        return found

    def indicator(self) -> dict[str, Any]:
        chance = self.chance
        code = self.code()
        node: dict[str, Any] = {"code": code}
        # A sum of points is made of shares: other scores would pass the maximum.
        kind = chance.choice([rule for rule in self.rules if not (self.points and rule == "z-score")])
        if self.points:
            node["points"] = float(chance.choice([5, 10, 20, 100]))
        decimals = chance.choice([0, 1, 2, 4])
        rule: dict[str, Any] = {"kind": kind}
        match kind:
            case "identity":
                self.columns[code] = self.cells(
                    0, node["points"] if self.points else chance.choice([1, 100, 1e9]), decimals
                )
            case "fraction":
                rule |= {"of": chance.choice([1.0, 0.8, 100.0, 7.0]), "cap": chance.random() < 0.5}
                top = rule["of"] * (1.5 if rule["cap"] else 0.99)
                self.columns[code] = self.cells(0, top, 4)
                if not rule["cap"]:  # rounding up must not pass the maximum
                    self.columns[code] = [
                        cell and min(cell, f"{rule['of']:.4f}", key=float) for cell in self.columns[code]
                    ]
            case "ratio":
                rule |= {"denominator": f"d{code}", "per": chance.choice([1.0, 10.0, 1000.0]), "cap": True}
                self.columns[code] = self.cells(0, 50, decimals)
                self.columns[f"d{code}"] = [
                    cell and f"{float(cell) + 1:.4f}" for cell in self.cells(0, 1000, 4)
                ]
            case "goalposts":
                low = chance.choice([0.0, -5.0, 20.0, 0.3])
                rule |= {"low": low, "high": low + chance.choice([1.0, 60.0, 0.7, 1000.0])}
                rule["clip"] = True if self.points else chance.choice([True, False, "low", "high"])
                rule |= self.turned()
                self.columns[code] = self.cells(low - 10, rule["high"] + 10, decimals)
            case "min-max":
                rule |= {"zero_range": chance.choice([0.0, 0.5, 1.0])} | self.turned()
                self.columns[code] = self.cells(-100, chance.choice([100, 1e6]), decimals)
            case "z-score":
                rule |= {"divisor": chance.choice(["sample", "population"]), "zero_range": 0.0}
                rule |= {"mean": chance.choice([0.0, 100.0]), "sd": chance.choice([1.0, 10.0])}
                if chance.random() < 0.5:
                    rule["direction"] = "down"
                self.columns[code] = self.cells(-50, 50, decimals)
        node["rule"] = rule
        return node

    def turned(self) -> dict[str, Any]:
        """A direction, and outside sums of points perhaps a range of scores."""
        keys: dict[str, Any] = {"direction": "down"} if self.chance.random() < 0.4 else {}
        if not self.points and self.chance.random() < 0.3:
            keys["range"] = self.chance.choice([[0.0, 10.0], [1.0, 7.0], [0.0, 100.0]])
        return keys
