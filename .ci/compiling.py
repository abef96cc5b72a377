"""Compiles catalogues of other languages and built-in editions when dtiscore is built or installed, also in editable mode."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compiled(BuildHookInterface[Any]):
    """Adds to what is built a compiled form (``.mo``, ``.json``) for each catalogue, edition and unit scheme in the source."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for compiled in (*_catalogues(root / "src"), *_editions(root / "src")):
            build_data["artifacts"].append(compiled.relative_to(root).as_posix())


def _catalogues(source: Path) -> Iterator[Path]:
    for catalogue in sorted((source / "dtiscore/languages").glob("*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        with catalogue.open("rb") as lines, compiled.open("wb") as file:
            write_mo(file, read_po(lines))
        yield compiled


def _editions(source: Path) -> Iterator[Path]:
    sys.path.insert(0, str(source))
    try:
        from dtiscore.inputs.weighting import compiled_forms
    except (
        ModuleNotFoundError
    ):  # built without isolation, beside nothing that reads editions: their YAML will be read
        return
    folder = source / "dtiscore/compiled"
    shutil.rmtree(folder, ignore_errors=True)
    for name, form in compiled_forms():
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form, encoding="utf-8")
        yield path
