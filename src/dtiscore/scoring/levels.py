"""Which nodes and views of an edition a level names: the same ones whatever a table holds."""

from __future__ import annotations

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.said import said


def codes_of(edition: Methodology, level: int | str | None) -> list[str]:
    """The nodes that a level names.

    ``None``: what the edition shows beside the index; a number: the nodes of that depth (0 is the index);
    ``views``, ``indicators``, ``all``, or the code of a node, whose children are meant.

    Raises:
        UsageFault: it names nothing.
    """
    if level is None:
        return list(edition.shown)
    if isinstance(level, str) and not level.isdecimal():
        return _named(edition, level)
    depth, deepest = int(level), max(edition.depths.values())
    if depth not in edition.depths.values():
        raise UsageFault(
            said("there is no level {depth} in {edition}", depth=depth, edition=edition.id),
            said("levels 0 to {deepest}, views, indicators, all", deepest=deepest),
        )
    return [code for code, at in edition.depths.items() if at == depth]


def _named(edition: Methodology, level: str) -> list[str]:
    if level == "views":
        return list(edition.view)
    if level == "indicators":
        return [node.code for node in edition.index.indicators()]
    if level == "all":
        return [*(code for code in edition.nodes if code != edition.index.code), *edition.view]
    if level in edition.nodes:
        return [child.code for child in edition.nodes[level].children]
    raise UsageFault(
        said('there is no level or node "{level}" in {edition}', level=level, edition=edition.id),
        said("a number, views, indicators, all, or a code"),
    )
