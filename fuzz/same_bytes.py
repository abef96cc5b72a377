"""The same bytes on every machine: results under settings of numpy, BLAS, locale, width, hash seed, time zone and Python."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

RUNS = (
    ("score", "examples/dti-province/2022.csv", "-w", "dti-province-2022"),
    ("score", "examples/hdi/2022.csv", "-w", "hdi-2022", "--level", "all"),
    ("explain", "examples/hdi/2022.csv", "-w", "hdi-2022", "--unit", "VNM"),
    ("validate", "examples/hdi/2022.csv", "-w", "hdi-2022"),
    (
        "robustness",
        "examples/own-index/2024.csv",
        "-w",
        "examples/own-index/departments.yaml",
        "--draws-count",
        "200",
    ),
)
FORMS = ("csv", "tsv", "json", "jsonl", "md", "table")

_PROGRAM = """
import sys
from dtiscore.cli import main
for run in {runs!r}:
    for form in {forms!r}:
        status = main([*run, "-f", form, "-q", *(["--width", "100"] if form == "table" else [])])
        assert status in (0, 1), (run, form, status)
        sys.stdout.flush()
"""

SETTINGS: tuple[Mapping[str, str], ...] = (
    {},
    *(
        {"OPENBLAS_CORETYPE": core}
        for core in ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX")
    ),
    *({"OPENBLAS_NUM_THREADS": threads} for threads in ("1", "2", "4")),
    {"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"},
    {
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
    },
    *(
        {"LC_ALL": locale}
        for locale in ("C", "POSIX", "C.UTF-8", "en_US.UTF-8", "vi_VN.UTF-8", "tr_TR.UTF-8")
    ),
    *({"COLUMNS": width} for width in ("20", "40", "80", "100", "300")),
    *({"PYTHONHASHSEED": seed} for seed in ("0", "1", "2", "3", "4", "4294967295")),
    *({"TZ": zone} for zone in ("UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati")),
    {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "latin-1"},
    {"TERM": "dumb"},
    {"TERM": "xterm-256color", "NO_COLOR": "1"},
    {"GITHUB_ACTIONS": "true"},
    {"CI": "true"},
    {"PYTHONOPTIMIZE": "1"},
    {
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "COLUMNS": "40",
        "OPENBLAS_CORETYPE": "Prescott",
        "TZ": "Asia/Tokyo",
    },
)


def results(python: str, setting: Mapping[str, str], runs: Sequence[Sequence[str]] = RUNS) -> str:
    """The hash of everything that a Python prints under a setting."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    environment = kept | {"PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"} | dict(setting)
    ended = subprocess.run(
        [python, "-c", _PROGRAM.format(runs=list(map(list, runs)), forms=FORMS)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        timeout=600,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(ended.stderr.decode(errors="replace"))
    return hashlib.sha256(ended.stdout).hexdigest()


def combinations() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every setting with this Python, and every other Python of the variable FUZZ_PYTHONS with none."""
    for setting in SETTINGS:
        yield sys.executable, setting
    for python in filter(None, os.environ.get("FUZZ_PYTHONS", "").split(os.pathsep)):
        yield python, {}
        yield python, {"PYTHONHASHSEED": "1", "OPENBLAS_CORETYPE": "Prescott"}


def same_bytes() -> bool:
    """Compare all combinations with the first one, and tell which differ."""
    first, count, different = None, 0, 0
    for python, setting in combinations():
        found = results(python, setting)
        first = first or found
        count += 1
        if found != first:
            different += 1
            print(f"other bytes: {python} {dict(setting)}")
    outputs = len(RUNS) * len(FORMS)
    print(f"bytes: {count} combinations with {outputs} outputs each, {different} of them other bytes")
    return different == 0
