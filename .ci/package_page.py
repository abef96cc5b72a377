"""The page of the package on an index: README.md, whose links lead from there to the repository, and the addresses beside it.

Only whoever publishes knows the address: the release workflow says it in ``DTISCORE_REPOSITORY``, such as
``https://github.com/OWNER/NAME``. Without it links stay as they stand in the repository, and the package has no addresses.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class PackagePage(MetadataHookInterface):
    """Sets ``readme`` and ``urls`` of the project."""

    def update(self, metadata: dict[str, Any]) -> None:
        root = Path(self.root)
        text = (root / "README.md").read_text(encoding="utf-8")
        address = os.environ.get("DTISCORE_REPOSITORY", "").rstrip("/")
        if address:
            found = re.search(
                r'^__version__ = "(.+)"', (root / "src/dtiscore/__init__.py").read_text("utf-8"), re.MULTILINE
            )
            tag = f"v{found[1]}" if found else "main"
            text = standing_alone(text, address, tag)
            metadata["urls"] = {
                "Source": address,
                "Documentation": f"{address}/blob/{tag}/docs/README.md",
                "Changelog": f"{address}/blob/{tag}/CHANGELOG.md",
                "Issues": f"{address}/issues",
            }
        else:
            metadata["urls"] = {}
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def standing_alone(text: str, address: str, tag: str) -> str:
    """A page whose links to files of the repository lead to these at a tag, and whose pictures are shown from there."""
    pictures = re.sub(r"(!\[[^\]]*\]\()(?![a-z]+:|#)", rf"\1{address}/raw/{tag}/", text)
    return re.sub(r"((?<!!)\[[^\]]*\]\()(?![a-z]+:|#)", rf"\1{address}/blob/{tag}/", pictures)
