"""The schema of a weighting file: what an edition of a composite index says, checked and frozen."""

from __future__ import annotations

from dtiscore.methodology.base import LocalText, Values, text_in
from dtiscore.methodology.columns import Column, Layout
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.node import MissingRule, Node, View

__all__ = ["Column", "Layout", "LocalText", "Methodology", "MissingRule", "Node", "Values", "View", "text_in"]
