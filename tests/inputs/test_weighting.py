"""Unit schemes beside a weighting file, found by their id, and editions as plain data: every fault in words with a way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT

from dtiscore.errors import InvalidMethodology, Problem
from dtiscore.inputs.weighting import load_methodology, load_unit_scheme

SCHEME = """\
id: mine
title: Mine
source: by hand
units:
  - {code: a, name: A}
  - {code: b, name: B}
"""


def problems(folder: Path, text: str) -> list[Problem]:
    """The faults of a scheme that stands beside a weighting file in ``folder``."""
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    (folder / "w.yaml").touch()
    with pytest.raises(InvalidMethodology) as caught:
        load_unit_scheme("mine", folder / "w.yaml")
    assert caught.value.problems
    count = len(caught.value.problems)
    assert f"{count} fault{'s' * (count > 1)} in" in caught.value.message
    return list(caught.value.problems)


def told(folder: Path, text: str) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.place.line, problem.fix) for problem in problems(folder, text)]


def test_a_scheme_beside_its_weighting_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "w.yaml").touch()
    scheme = load_unit_scheme("mine", tmp_path / "w.yaml")
    assert [unit.code for unit in scheme.units] == ["a", "b"]
    assert load_unit_scheme(str(tmp_path / "mine.yaml")) == scheme


@pytest.mark.parametrize("beside", ["dti-province-2022", "dti-province"])
def test_a_built_in_edition_has_its_own_scheme_whatever_lies_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    monkeypatch.chdir(tmp_path)
    built_in = load_unit_scheme("vn-province-63")
    (tmp_path / "vn-province-63.yaml").write_text(SCHEME.replace("mine", "vn-province-63"), encoding="utf-8")
    assert load_unit_scheme("vn-province-63", beside) == built_in
    (tmp_path / "w.yaml").touch()
    assert load_unit_scheme("vn-province-63", "w.yaml") != built_in


def test_a_file_and_its_scheme_have_one_name(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, SCHEME.replace("id: mine", "id: other"))
    assert (problem.code, problem.place.line, problem.raw) == ("other-id", 1, "other")
    # Called by its path, a file may be named as one likes.
    assert load_unit_scheme(str(tmp_path / "mine.yaml")).id == "other"


def test_unknown_keys_are_told_with_those_of_a_scheme(tmp_path: Path) -> None:
    text = SCHEME.replace("source:", "sauce: x\nsource:").replace("name: B", "name: B, x: 1")
    (at_top, at_unit) = sorted(told(tmp_path, text), key=lambda problem: problem[1] or 0)
    assert at_top[:2] == ("unknown-key", 3)
    assert at_top[2] is not None
    assert at_top[2] == "did you mean source?"
    assert at_unit == (
        "unknown-key",
        7,
        "allowed: code, name, aliases, successor, successor_note, tile, ranked",
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: a", "code: 1", ("not-text", 5, 'write it in quotes, such as "7"')),
        ("source: by hand\n", "", ("missing-key", 1, "add source and its value")),
        ("code: b", "code: a", ("contradiction", 4, "correct the units")),
    ],
)
def test_one_fault(tmp_path: Path, old: str, new: str, expected: tuple[str, int, str]) -> None:
    assert told(tmp_path, SCHEME.replace(old, new)) == [expected]


def test_every_contradiction_is_a_problem_of_its_own(tmp_path: Path) -> None:
    text = SCHEME.replace("name: A", "name: b").replace("name: B", "name: a")
    assert [problem.message for problem in problems(tmp_path, text)] == [
        '"b" stands for both a (b) and b (a)',
        '"a" stands for both b (a) and a (b)',
    ]


@pytest.mark.parametrize("edition", ["hdi-2022", "dti-province-2022"])
def test_data_of_another_reader_of_yaml_says_which_key_is_no_text(edition: str) -> None:
    """YAML 1.1, as most programs read it, makes true of the key ``on``."""
    data = yaml.safe_load((ROOT / "weights" / f"{edition}.yaml").read_text(encoding="utf-8"))
    with pytest.raises(InvalidMethodology) as caught:
        load_methodology(data)
    assert {(each.code, str(each.message)) for each in caught.value.problems} == {
        ("yaml-key-not-text", "the key True is no text")
    }
    assert "give the path of the weighting file" in str(caught.value)


@pytest.mark.parametrize("key", [5, None, 2.5, ("a",), False])
def test_no_key_of_plain_data_is_anything_but_a_text(key: Any) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        load_methodology({key: 1, "rank": {key: 1}, "index": {"children": [{key: 1}]}})
    places = [each.place.header for each in caught.value.problems if each.code == "yaml-key-not-text"]
    assert len(places) == 3
