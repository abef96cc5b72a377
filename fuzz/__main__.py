"""The command line of the experiments; each prints what it found and ends with 1 if that is not nothing."""

from __future__ import annotations

import argparse
import sys

from fuzz.targets import TARGETS


def main() -> int:
    """Run one experiment."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="EXPERIMENT")
    for name, target in TARGETS.items():
        command = commands.add_parser(name, help=f"fuzz the reader of {target.about}")
        _counted(command, 1_000_000)
        command.add_argument(
            "--guided", action="store_true", help="let atheris look for new code (pip install atheris)"
        )
    _counted(commands.add_parser("kill", help="kill -9 during writing"), 1000)
    _counted(
        commands.add_parser("stop", help="SIGINT, SIGTERM and SIGHUP at any moment of a run, each"), 1000
    )
    _counted(commands.add_parser("oracle", help="random methodologies against exact fractions"), 100_000)
    _counted(
        commands.add_parser("engines", help="random tables through the memory and the stream engine"), 100_000
    )
    _counted(commands.add_parser("spark", help="random tables in memory and on Spark"), 300)
    _counted(commands.add_parser("pollute", help="polluted copies of two real tables, in every way in"), 21)
    command = commands.add_parser("hostile", help="hostile texts in every place, command and form")
    _counted(command, 230)
    command.add_argument(
        "--share", type=int, default=1, metavar="N", help="one command, form and option in N; each"
    )
    commands.add_parser(
        "bytes", help="the same bytes under every setting of numpy, locale, width and hash seed"
    )
    command = commands.add_parser("mutants", help="change the code, and see whether a test fails")
    _counted(command, 200)
    command.add_argument("--only", default="", metavar="PART", help="only files with this in their path")
    command.add_argument(
        "--from", dest="start", type=int, default=0, metavar="N", help="leave out the first N of the sample"
    )
    command.add_argument("--jobs", type=int, default=2, metavar="J", help="how many at once; 2 unless given")
    given = parser.parse_args()
    return 0 if _run(given) else 1


def _counted(command: argparse.ArgumentParser, usual: int) -> None:
    command.add_argument(
        "--count", type=int, default=usual, metavar="N", help=f"how many; {usual} unless given"
    )
    command.add_argument("--seed", type=int, default=0, metavar="S", help="which ones; 0 unless given")


def _run(given: argparse.Namespace) -> bool:
    if given.command in TARGETS:
        return _fuzz(given)
    if given.command in ("kill", "stop"):
        return _end(given)
    if given.command in ("oracle", "hostile", "engines", "spark"):
        return _compare(given)
    if given.command == "pollute":
        from fuzz.pollute import pollute

        found = pollute(given.count, _say)
        for reader, outcomes in found.items():
            print(
                f"{reader}: {sum(outcomes.values()):,} copies: "
                + ", ".join(f"{n} {kind}" for kind, n in sorted(outcomes.items()))
            )
        ours = list(found.values())[:-2]  # the last two are the usual ways
        return not any(outcomes["wrong"] or outcomes["crash"] for outcomes in ours)
    if given.command == "bytes":
        from fuzz.same_bytes import same_bytes

        return same_bytes()
    from fuzz.mutants import mutants

    return mutants(given.count, given.seed, only=given.only, start=given.start, jobs=given.jobs)


def _compare(given: argparse.Namespace) -> bool:
    """Hold what was computed in one way against what was computed in another."""
    if given.command == "oracle":
        from fuzz.exactness import against_oracle

        return against_oracle(given.count, given.seed)
    if given.command == "hostile":
        from fuzz.hostile import hostile

        return hostile(given.count, given.seed, given.share)
    from fuzz.engines import engines, on_spark

    run = on_spark if given.command == "spark" else engines
    return run(given.count, given.seed, tell=_say)


def _end(given: argparse.Namespace) -> bool:
    """End processes in the middle of their work."""
    from fuzz.kill import kill
    from fuzz.stop import stop

    report = (kill if given.command == "kill" else stop)(given.count, given.seed, tell=_say)
    print(report)
    return report.is_clean


def _fuzz(given: argparse.Namespace) -> bool:
    from fuzz import running

    if given.guided:
        running.guided(given.command, given.count)
    report = running.fuzz(given.command, given.count, given.seed, tell=_say)
    for each in (*report.crashes[:5], *report.hangs[:5]):
        print(each)
    print(report)
    return report.is_clean


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
