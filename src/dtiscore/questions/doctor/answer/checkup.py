"""What came of looking at a file: findings, and the declarations to try with the errors before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dtiscore.questions.doctor.answer.finding import Declarations, Observation


@dataclass(frozen=True)
class Suggested:
    """A set of declarations that may be right, and what comes of it."""

    declarations: Declarations
    command: str
    """The command line that tries it."""
    left: Sequence[str] | None
    """The codes of the errors that remain; ``None`` when no table can be made even so."""
    begins: bool = False
    """Whether the command begins a weighting file and a project, rather than scores under an edition."""

    @property
    def errors(self) -> int | None:
        """How many errors remain."""
        return None if self.left is None else len(self.left)


@dataclass(frozen=True)
class Checkup:
    """What was noticed about a file."""

    source: str
    findings: Sequence[Observation]
    left: Sequence[str] | None
    """The codes of the errors that the file has as it stands; ``None`` when no table can be made of it."""
    suggested: Sequence[Suggested]
    """What to try: nothing, one set of declarations, or several of which the file does not tell which is right."""

    beginning: str | None = None
    """The command that begins a weighting file from the table itself, where no edition is named and one can be begun."""

    @property
    def errors(self) -> int | None:
        """How many errors the file has as it stands."""
        return None if self.left is None else len(self.left)

    @property
    def is_open(self) -> bool:
        """Whether a person has to say that what is suggested is right, or which of it is."""
        return len(self.suggested) > 1 or any(one.is_open for one in self.findings)

    @property
    def helps(self) -> bool:
        """Whether there is something to declare or to do, or nothing is wrong."""
        return bool(self.findings) or self.errors == 0
