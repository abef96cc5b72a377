"""Makes the hashes of the corpus anew and says which lines have changed: ``python -m tests.golden``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import tests.conftest
from tests.cli.option_cases import tables
from tests.golden.corpus import EDITIONS, STORED, VERSIONS, corpus, editions, outcome, store, stored, versions


def main() -> None:
    """Run every line, write the file and print what differs from the one before."""
    run = tests.conftest.here
    known = stored() if STORED.exists() else {}
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "tables"
        home.mkdir()
        names = tables(home, run)
        for group, lines in corpus().items():
            begun = time.process_time()
            for line in lines:
                with tempfile.TemporaryDirectory() as folder:
                    found[line] = outcome(line, names, run, Path(folder))
            print(f"{time.process_time() - begun:6.1f} s  {len(lines):4}  {group}", file=sys.stderr)
    store(found)
    store(editions(), EDITIONS)
    VERSIONS.write_text(versions(), encoding="utf-8")
    for line in sorted({*known, *found}):
        if known.get(line) != found.get(line):
            print("new" if line not in known else "gone" if line not in found else "changed", line)
    print(f"{len(found)} outputs", file=sys.stderr)


if __name__ == "__main__":
    main()
