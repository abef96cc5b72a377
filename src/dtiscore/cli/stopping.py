"""What happens when the process is told to stop: temporaries go, a line says so, and it ends at once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


_told = "dtiscore: stopped"


def say_when_stopped(text: str) -> None:
    """What is said when the process is stopped; words are found before, as nothing can be loaded then."""
    global _told  # noqa: PLW0603 - a signal is given no arguments
    _told = text


def stop_when_told() -> None:
    """End the process with 130, 143 or 129 on an interrupt, a request to end and a closed terminal.

    Nothing is raised: between two steps of Python an exception may strike anywhere, in an import or in what a library
    does with exceptions of its own. What the process was started to ignore (``nohup``) it goes on ignoring.
    """
    for name in _SIGNALS:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    for name in _SIGNALS:  # a second one must not keep this one from being obeyed
        if (other := getattr(signal, name, None)) is not None:
            signal.signal(other, signal.SIG_IGN)
    when_undisturbed = _loaded("dtiscore.files.staging", "when_undisturbed")
    if when_undisturbed is None:
        _end(number)
    else:
        when_undisturbed(partial(_end, number))


def _end(number: int) -> None:
    if (discard_all := _loaded("dtiscore.files.staging", "discard_all")) is not None:
        discard_all()
    erase = _loaded("dtiscore.progress", "erasing")
    erasing = "" if erase is None else erase()
    with suppress(OSError):  # nobody may be there to be told
        os.write(2, f"{erasing}{_told}\n".encode())
    os._exit(128 + number)


def _loaded(module: str, function: str) -> Callable[..., object] | None:
    """A function of a module, if it is there already; a signal may come while the module is loaded, and only half of it is."""
    found: Callable[..., object] | None = getattr(sys.modules.get(module), function, None)
    return found
