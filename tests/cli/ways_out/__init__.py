"""Ways out that messages propose, each typed from its message: the cases by what they are about, and what none can try."""

from tests.cli.ways_out import headings, lists, numbers, questions, reading, robust, rows, sheets, weights

TOPICS = (rows, reading, numbers, headings, sheets, questions, lists, weights, robust)
WAYS_OUT = tuple(case for topic in TOPICS for case in topic.CASES)

NOT_TYPED = {
    "analysis/movement.py: units restate in 'restate the earlier table first: dtiscore units restate'": "no built-in family of editions stands on two lists of units",
    "cli/terminal.py: --debug in 'this is a bug of dtiscore; run again with --debug before the command and report it'": "no line is known that brings an internal error about",
    "engines/spark/session.py: --master in 'check --master: local[2], spark://HOST:7077, yarn, k8s://... or sc://HOST'": "a process has one session, whatever cluster is named after it",
}  # fmt: skip
"""What no line typed here can try, and why."""
