"""The questions that are asked of a table, each in a folder under the name of its command."""

QUESTIONS = (
    "init",
    "score",
    "check",
    "validate",
    "doctor",
    "explain",
    "profile",
    "league",
    "compare",
    "diff",
    "trend",
    "improve",
    "whatif",
    "backcast",
    "robustness",
    "diagnose",
    "plot",
    "report",
    "fit",
    "weights",
    "units",
    "schema",
    "run",
    "config",
)
"""Their names, in the order of the help: the one list of them."""
