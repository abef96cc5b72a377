"""Ways out that messages propose, each typed from its message: the cases by what they are about, and what none can try."""

from tests.cli.ways_out import headings, numbers, questions, reading, rows, sheets

WAYS_OUT = (*rows.CASES, *reading.CASES, *numbers.CASES, *headings.CASES, *sheets.CASES, *questions.CASES)

NOT_TYPED: dict[tuple[str, str], str] = {}
"""Texts of the code with what they propose, which no line typed here can try, and why."""
