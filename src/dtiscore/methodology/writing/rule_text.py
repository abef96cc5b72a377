"""A weighting file in YAML in which some nodes have another rule, and every other letter stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

IDENTITY = "{kind: identity}"


def with_rule(text: str, codes: Collection[str], rule: str) -> str:
    """The text with ``rule`` in place of the rules that nodes of these codes write themselves.

    Args:
        text: a weighting file in YAML that has been read already, and so holds no aliases or tags.
        codes: the codes of nodes; one that writes no rule of its own stays as it is.
        rule: a rule in flow style, such as ``{kind: identity}``.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    spans = [
        (value.start_mark.index, value.end_mark.index)
        for mapping in _mappings(root)
        for key, value in mapping.value
        if key.value == "rule" and _code(mapping) in codes
    ]
    for start, end in sorted(spans, reverse=True):
        written = text[start:end]  # a mapping in block style ends where the next key begins
        text = f"{text[:start]}{rule}{written[len(written.rstrip()) :]}{text[end:]}"
    return text


def _mappings(node: Node | None) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
    children = node.value if isinstance(node, MappingNode | SequenceNode) else []
    for child in children:
        for each in child if isinstance(child, tuple) else (child,):
            yield from _mappings(each)


def _code(mapping: MappingNode) -> str | None:
    return next((value.value for key, value in mapping.value if key.value == "code"), None)
