"""The large index by dtiscore, as on its command line, piece by piece.

Usage: python benchmarks/big/by_dtiscore.py TABLE OUTPUT, with index.yaml beside the table
"""

from __future__ import annotations

import sys
from pathlib import Path

from dtiscore.cli import main

if __name__ == "__main__":
    source, output = sys.argv[1:]
    edition = Path(source).parent / "index.yaml"
    sys.exit(
        main(["score", source, "-w", str(edition), "--decimal", ".", "--engine", "stream", "-o", output])
    )
