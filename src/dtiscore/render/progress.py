"""How far long work is, on a terminal: rich's own bars, from the moment that somebody has waited, gone when it is done."""

from __future__ import annotations

from threading import RLock, Timer
from typing import IO, TYPE_CHECKING, NamedTuple

from dtiscore.said import said, spoken

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.7
"""Seconds for which nobody wonders; what takes less shows nothing, and does not load what draws."""

_REDRAWN = 5
"""Times a second; each takes a part of the time in which work could go on."""


class _Told(NamedTuple):
    doing: str
    done: int
    every: int | None


class TerminalProgress:
    """Shows what is told on a terminal, a line for the work and one for the larger work that it is part of."""

    def __init__(self, stream: IO[str], language: str | None) -> None:
        self._stream = stream
        self._language = language
        self._told: dict[bool, _Told] = {}
        """By whether it consists of other work."""
        self._drawn: Progress | None = None
        self._lines = 0
        self._waiting: Timer | None = None
        self._lock = RLock()

    def told(self, doing: str, done: int, every: int | None, *, outer: bool) -> None:
        """Show it, once somebody has waited for a while."""
        with self._lock:
            if outer:
                self._told.clear()
            self._told[outer] = _Told(doing, done, every)
            if self._drawn is not None:
                self._draw(self._drawn)
            elif self._waiting is None:
                self._waiting = Timer(PATIENCE, self._show)
                self._waiting.daemon = True
                self._waiting.start()

    def hide(self) -> None:
        """Take the lines away until something is told again."""
        with self._lock:
            if self._waiting is not None:
                self._waiting.cancel()
            if self._drawn is not None:
                self._drawn.stop()
            self._waiting = self._drawn = None
            self._lines = 0

    def erasing(self) -> str:
        """What does the same as text, which brings the cursor back too."""
        return "\r\x1b[2K" + "\x1b[1A\x1b[2K" * (self._lines - 1) + "\x1b[?25h" if self._lines else ""

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._waiting is None or self._drawn is not None:  # hidden meanwhile
                return
            self._waiting = None
            console = Console(file=self._stream, force_terminal=True, highlight=False)
            self._drawn = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24),
                TextColumn("{task.fields[figures]}", markup=False),
                TimeElapsedColumn(),
                console=console,
                refresh_per_second=_REDRAWN,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._draw(self._drawn)
            self._drawn.start()

    def _draw(self, drawn: Progress) -> None:
        """Have a line for each of what was told last."""
        wanted = [self._told[outer] for outer in (True, False) if outer in self._told]
        while len(drawn.tasks) > len(wanted):
            drawn.remove_task(drawn.task_ids[-1])
        while len(drawn.tasks) < len(wanted):
            drawn.add_task("", figures="")
        self._lines = len(wanted)
        for task, (doing, done, every) in zip(drawn.tasks, wanted, strict=True):
            figures = said("{done:,}", done=done) if done else ""
            if every is not None:
                figures = said("{done:,} of {every:,}", done=done, every=every)
            description = spoken(doing, self._language)
            if task.description != description:  # other work: its time begins
                drawn.reset(task.id)
            drawn.update(
                task.id,
                description=description,
                completed=done,
                total=every,
                figures=spoken(figures, self._language),
            )
