"""The JSON envelopes of ``diff``."""

from __future__ import annotations

from dtiscore.analysis.envelope_differences import Difference, Differences

ENVELOPES = {"diff": Difference, "diffs": Differences}
