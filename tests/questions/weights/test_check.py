"""What `weights check` says of a sound weighting file."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run

_FILE = """
id: c
title: C
authority: {{decision: none, issuer: nobody, source: none}}
publish: {{as: score, decimals: 2}}
rank: {{on: published, ties: min}}
index: {{code: C, aggregate: sum, children: [{{code: a, column: {column}, rule: {{kind: identity}}}}]}}
"""


def test_a_heading_that_a_column_has_already_is_told_when_the_file_is_checked(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "w.yaml"
    file.write_text(_FILE.format(column="C.score"), encoding="utf-8")
    sound = f"{file}: sound; c has 2 nodes, 1 of them indicators\n"
    told = f'{file}: results say "C.score.score" for "C.score", a heading that something else has\n'
    assert run("weights", "check", str(file)).stdout == sound + told
    file.write_text(_FILE.format(column="b"), encoding="utf-8")
    assert run("weights", "check", str(file)).stdout == sound
