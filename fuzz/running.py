"""Runs one target many times: counts crashes and hangs, and keeps what caused them."""

from __future__ import annotations

import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from fuzz.mutating import Mutator
from fuzz.targets import TARGETS

HANG = 1.0
"""Seconds of processor time that one input may take."""
MEMORY = 2 * 2**30
"""Bytes that the whole process may take; what asks for more crashes."""


class Hang(BaseException):
    """One input took too long."""


@dataclass
class Report:
    """What came of a run."""

    target: str
    executions: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.crashes and not self.hangs

    def __str__(self) -> str:
        return (
            f"{self.target}: {self.executions:,} executions in {self.seconds:,.0f} s, slowest {self.slowest * 1000:.0f} ms, "
            f"{len(self.crashes)} crashes, {len(self.hangs)} hangs over {HANG:g} s"
        )


def fuzz(target: str, count: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Run a target on ``count`` inputs; each block of a thousand has a seed of its own, so that it can be run again."""
    report = Report(target)
    run, seeds, tokens = TARGETS[target].run, TARGETS[target].seeds(), TARGETS[target].tokens
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    before = signal.signal(signal.SIGPROF, _too_long)
    begun = time.process_time()
    try:
        for block in range(-(-count // 1000)):
            mutator = Mutator(seeds, tokens, seed=seed * 1_000_003 + block)
            for _ in range(min(1000, count - report.executions)):
                _once(run, mutator, report, f"seed {seed} block {block}")
            if block % 100 == 99:
                report.seconds = time.process_time() - begun
                tell(str(report))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    report.seconds = time.process_time() - begun
    return report


def _once(run: Callable[[Mutator], None], mutator: Mutator, report: Report, where: str) -> None:
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        run(mutator)
    except Hang:
        report.hangs.append(f"{where}, execution {report.executions}")
    except Exception:  # noqa: BLE001 - that nothing else comes out is what is tested
        if len(report.crashes) < 20:
            report.crashes.append(f"{where}, execution {report.executions}\n{traceback.format_exc(limit=-4)}")
        else:
            report.crashes.append(where)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    report.executions += 1
    report.slowest = max(report.slowest, time.process_time() - started)


def _too_long(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signal calls it
    raise Hang


def guided(target: str, count: int) -> None:
    """Run a target under atheris, which looks for inputs that reach new code; ends the process.

    Needs ``pip install atheris`` (Python 3.11 to 3.13 on Linux).
    """
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # without types, where it is there

    with atheris.instrument_imports(include=["dtiscore"]):
        import fuzz.targets as instrumented
    chosen = instrumented.TARGETS[target]

    class Given(Mutator):
        """Hands out the bytes that atheris chose."""

        given = b""

        def text(self) -> str:
            return self.given.decode("utf-8", "replace")

        def data(self) -> bytes:
            return self.given

    mutator = Given(chosen.seeds(), chosen.tokens, seed=0)

    def once(data: bytes) -> None:
        mutator.given = data
        mutator.chance.seed(len(data))
        chosen.run(mutator)

    atheris.Setup([sys.argv[0], f"-runs={count}", "-timeout=5", "-print_final_stats=1"], once)
    atheris.Fuzz()
