"""Commands that take several files: one that cannot be read hides nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dtiscore.cli.supplied import tell_supplied
from dtiscore.errors import DtiscoreError, ExitCode, InvalidMethodology, SourceFault, UsageFault


class Unread:
    """Why some of the files of a command could not be read.

    Args:
        names: all of them, as they are named; the fault of a single one ends the command where it arises.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._is_single = len(names) == 1
        self.faults: dict[str, DtiscoreError] = {}
        """By the name of the file."""

    @contextmanager
    def passing_over(self, name: str) -> Iterator[None]:
        """Keep the fault for which a file is not read, for later; what breaks the rules of an edition is another matter."""
        try:
            yield
        except InvalidMethodology:
            raise
        except (SourceFault, UsageFault) as fault:
            if self._is_single:
                raise
            tell_supplied(fault, table=name)
            # What is kept here must not keep the tables of the frames that it went through.
            self.faults[name] = fault.with_traceback(None)

    def report(self, otherwise: ExitCode, typed: Sequence[str] = ()) -> ExitCode:
        """Tell the faults, each once; returned is the worst exit code, ``otherwise`` counted in.

        ``typed`` are the words of the command line, with which advice is given.
        """
        from dtiscore.cli.terminal import report

        told = {fault.message: fault for fault in self.faults.values()}.values()
        for fault in told:
            report(fault, typed)
        return max(otherwise, *(fault.exit_code for fault in told)) if told else otherwise
