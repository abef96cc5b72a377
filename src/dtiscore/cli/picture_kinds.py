"""The kinds of pictures: what each shows, and which question draws it. A new kind is a line here."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of picture."""

    question: str
    """The command whose answer it is of."""
    beside: tuple[str, ...]
    """What that command is told to draw this picture and no other one."""
    shows: str
    """A sentence of the help, which a catalogue has."""
    example: str
    """What follows the kind on the command line, to type from the root of the repository."""


_TABLE = "examples/dti-province/2023.csv -w dti-province-2022"
_BEFORE = "examples/dti-province/2022.csv"
_HDI = "examples/hdi/2022.csv -w hdi-2022"

KINDS = {
    "ranking": Kind(
        "score",
        ("--picture", "ranking"),
        "The ranking as bars, the best first, with the places gained and lost.",
        f'{_TABLE} --previous {_BEFORE} --top 12 --unit "Khánh Hòa" -o ranking.svg',
    ),
    "points": Kind(
        "score",
        ("--picture", "points"),
        "What each part adds to the index of each unit, and what is lost.",
        f"{_TABLE} --top 12 -o points.svg",
    ),
    "table": Kind(
        "score",
        ("--picture", "table"),
        "Units and nodes as a table, a cell the darker the better the unit is placed.",
        f"{_TABLE} --top 12 -o table.svg",
    ),
    "nodes": Kind(
        "score",
        ("--picture", "nodes"),
        "Two nodes or indicators against each other, a point for each unit.",
        f"{_TABLE} --x 7 --y 9 -o nodes.svg",
    ),
    "tiles": Kind(
        "score",
        ("--picture", "tiles"),
        "A tile for each unit about where it lies, by the layout in its list of units.",
        f"{_TABLE} -o tiles.svg",
    ),
    "map": Kind(
        "score",
        ("--picture", "map"),
        "The areas of a GeoJSON file of your own; no borders are shipped.",
        "examples/own-index/2024.csv -w examples/own-index/departments.yaml --map examples/own-index/areas.geojson "
        "--map-key code -o map.svg",
    ),
    "profile": Kind(
        "explain",
        ("--picture", "profile"),
        "One unit in each part, among all others, beside the mean, the best and its peers.",
        f'{_TABLE} --unit "Khánh Hòa" -o profile.svg',
    ),
    "radar": Kind(
        "explain",
        ("--picture", "radar"),
        "One unit on a spoke for each part, beside the mean, the best and its peers.",
        f'{_TABLE} --unit "Khánh Hòa" -o radar.svg',
    ),
    "leaders": Kind(
        "profile",
        (),
        "The leaders and all others in each part.",
        f"{_TABLE} --top 10 -o leaders.svg",
    ),
    "changes": Kind(
        "compare",
        ("--picture", "changes"),
        "How the scores of all units changed, as bars of what changed them.",
        f"2022={_BEFORE} 2023={_TABLE} --top 15 -o changes.svg",
    ),
    "causes": Kind(
        "compare",
        ("--picture", "causes"),
        "What changed the score of one unit, cause by cause.",
        f'2022={_BEFORE} 2023={_TABLE} --unit "Khánh Hòa" -o causes.svg',
    ),
    "lines": Kind(
        "trend",
        (),
        "Ranks over the periods, the leaders or the chosen units in front.",
        f"2022={_BEFORE} 2023=examples/dti-province/2023.csv 2024=examples/dti-province/2024-published.csv "
        "-w dti-province-2022 --published dti -o lines.svg",
    ),
    "scores": Kind(
        "trend",
        ("--picture", "scores"),
        "Scores over the periods, the leaders or the chosen units in front.",
        f"2022={_BEFORE} 2023=examples/dti-province/2023.csv 2024=examples/dti-province/2024-published.csv "
        '-w dti-province-2022 --published dti --unit "Khánh Hòa" -o scores.svg',
    ),
    "ranges": Kind(
        "robustness",
        ("--show", "ranks"),
        "In which range each rank lies when weights, rules or values differ.",
        f"{_TABLE} --draws-count 200 -o ranges.svg",
    ),
    "pairs": Kind(
        "robustness",
        ("--show", "pairs"),
        "How often each unit stands above each other one.",
        f"{_TABLE} --draws-count 200 -o pairs.svg",
    ),
    "correlations": Kind(
        "diagnose",
        ("--show", "correlations"),
        "Which parts go together, in the order of the tree.",
        f"{_HDI} -o correlations.svg",
    ),
    "weights": Kind(
        "diagnose",
        ("--show", "importance"),
        "What each part weighs in the index, as a tree.",
        f"{_TABLE} -o weights.svg",
    ),
    "spread": Kind(
        "diagnose",
        ("--show", "indicators"),
        "How the values of each indicator are spread, with those that are far off.",
        f"{_HDI} -o spread.svg",
    ),
}
"""The kinds by name, in the order of the help."""
