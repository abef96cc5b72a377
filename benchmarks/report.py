"""The report: the machine, the versions, and every figure beside its bound, in Markdown."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Curve, Row

LIBRARIES = ("dtiscore", "numpy", "pandas", "pydantic", "typer", "rich", "PyYAML")


def to_markdown(rows: Sequence[Row], curves: Sequence[Curve]) -> str:
    """The whole report."""
    lines = [
        "# Benchmarks",
        "",
        *_machine(),
        "",
        "| what | figure | at most | |",
        "| --- | ---: | ---: | --- |",
    ]
    for row in rows:
        verdict = {True: "kept", False: "**missed**", None: ""}[row.kept]
        said = "; ".join(part for part in (verdict, row.note) if part)
        lines.append(
            f"| {row.what} | {_figure(row.value, row.unit)} | {_figure(row.most, row.unit)} | {said} |"
        )
    lines += [""]
    for curve in curves:
        points = ", ".join(f"{size:,}: {seconds:.4g} s" for size, seconds in curve.points)
        lines += [f"![{curve.title}]({curve.name}.svg)", "", f"{curve.title} by {curve.size}: {points}.", ""]
    return "\n".join(lines)


def _figure(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.3g} {unit}"


def _machine() -> Iterator[str]:
    load = f"; load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    yield f"- {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}{load}"
    yield f"- Python {platform.python_version()}, bytecode compiled"
    yield f"- {', '.join(f'{name} {importlib.metadata.version(name)}' for name in LIBRARIES)}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "a processor that does not say its name"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
