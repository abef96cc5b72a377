"""A user who types nothing but what the tool itself has proposed."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import Run
from tests.first_hour.offices import OWN_INDEX, Office

MOST = 8
FLAGS = ("--allow-missing-units",)


@dataclass
class Walk:
    """The way of one file: the commands that were typed, how each ended, and what came of the last."""

    office: Office
    commands: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    ranking: list[tuple[str, str]] | None = None
    last: str = ""

    @property
    def refusals(self) -> int:
        return sum(code != 0 for code in self.codes)


def ranking_of(text: str) -> list[tuple[str, str]]:
    """Units and their ranks and published values, in the order of a ranking as CSV."""
    rows = list(csv.DictReader(io.StringIO(text)))
    score = next(name for name in rows[0] if name.endswith((".published", ".score")))
    score = (
        score.replace(".score", ".published") if score.replace(".score", ".published") in rows[0] else score
    )
    return [(row["unit"], f"{row['rank']} {row[score]}") for row in rows]


def proposed(text: str) -> list[str]:
    """The options that messages propose, as they would be typed."""
    found = re.finditer(r"(--[a-z][a-z-]*)(?: ('[^'\n]*'|\"[^\"\n]*\"|[^\s;,.)]+))?", text)
    words = [" ".join(filter(None, each.groups())) for each in found if each[2] or each[1] in FLAGS]
    return list(dict.fromkeys(words))


def walk(run: Run, office: Office, folder: Path) -> Walk:
    """Type what is proposed until a ranking stands or nothing new is said."""
    edition = office.edition
    (folder / "so-nganh.yaml").write_text(OWN_INDEX, encoding="utf-8")
    office.made(folder / office.name)
    gone = Walk(office)

    def typed(*words: str) -> tuple[int, str, str]:
        gone.commands.append(shlex.join(["dtiscore", *words]))
        result = run(*words, cwd=folder)
        gone.codes.append(result.returncode)
        return result.returncode, result.stdout, result.stderr

    code, out, err = typed("score", office.name, "-w", edition, "-f", "csv")
    if code == 0:
        gone.ranking, gone.last = ranking_of(out), err
        return gone
    code, out, err = typed("doctor", office.name, "-w", edition, "-f", "json")
    gone.last = err
    if not out:
        return gone
    answer = json.loads(out)
    choices = answer["suggested"]
    told = [each for each in choices if set(office.asked) & set(shlex.split(each["command"]))] or choices
    if not told:
        gone.last = "; ".join(f"{row['reason']} -> {row['remedy']}" for row in answer["rows"])
        return gone
    words = shlex.split(told[0]["command"])[1:]
    for _ in range(MOST):
        code, out, err = typed(*words, "-f", "csv")
        gone.last = err
        if code == 0:
            gone.ranking = ranking_of(out)
            return gone
        new = [option for option in proposed(err) if option not in shlex.join(words)]
        new = [option for option in new if option.split()[0] not in ("--lang", "--help")]
        if not new:
            return gone
        for option in new:
            with contextlib.suppress(ValueError):
                words += shlex.split(option)
    return gone


def right(run: Run, office: Office, folder: Path) -> list[tuple[str, str]]:
    """The ranking of the plain table of the same figures."""
    edition = office.edition
    (folder / "so-nganh.yaml").write_text(OWN_INDEX, encoding="utf-8")
    (folder / "plain.csv").write_text(office.truth, encoding="utf-8")
    result = run("score", "plain.csv", "-w", edition, "-f", "csv", *office.options, cwd=folder)
    assert result.returncode == 0, result.stderr
    return ranking_of(result.stdout)


def verdict(gone: Walk, truth: Sequence[tuple[str, str]]) -> str:
    """right, WRONG or refused."""
    if gone.ranking is None:
        return "refused"
    return "right" if list(gone.ranking) == list(truth) else "WRONG"
