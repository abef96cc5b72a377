"""Compiles the catalogues of other languages whenever dtiscore is built or installed, also in editable mode."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogues(BuildHookInterface[Any]):
    """Adds to what is built a compiled catalogue (``.mo``) for each one in the source (``.po``)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for source in sorted((root / "src/dtiscore/languages").glob("*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as lines, compiled.open("wb") as file:
                write_mo(file, read_po(lines))
            build_data["artifacts"].append(compiled.relative_to(root).as_posix())
