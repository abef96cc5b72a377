"""The fault of a value that breaks a rule of its model, as validators raise it."""

from __future__ import annotations

from dtiscore.said import Said


class Unfit(ValueError):
    """A value that does not fit: what is wrong with it, and what to do."""

    def __init__(self, message: Said, fix: Said | None = None) -> None:
        super().__init__(f"{message}; {fix}" if fix else str(message))
        self.message, self.fix = message, fix
