"""The large index by dtiscore, piece by piece.

Usage: python benchmarks/big/by_dtiscore.py TABLE OUTPUT, with index.yaml beside the table
"""

from __future__ import annotations

import sys
from pathlib import Path

from dtiscore.api.streaming import score_stream


def main() -> None:
    """Score and write."""
    source, output = sys.argv[1:]
    score_stream(source, Path(source).parent / "index.yaml", output)


if __name__ == "__main__":
    main()
