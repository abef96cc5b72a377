"""Runs the command line as ``python -m dtiscore``."""

import sys

from dtiscore.cli import main

if __name__ == "__main__":
    sys.exit(main())
