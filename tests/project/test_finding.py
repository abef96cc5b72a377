"""Which project counts in a folder: the nearest one above that its user can trust, and no other."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dtiscore.errors import UsageFault
from dtiscore.files.project_file import find_project

PROJECT = 'language = "vi"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, so that no project of the machine is met."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


def made(folder: Path, name: str = "dtiscore.toml", text: str = PROJECT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(start: Path) -> str | None:
    file = find_project(str(start))
    return None if file is None else file.path


def below(folder: Path, *names: str) -> Path:
    deep = folder.joinpath(*names)
    deep.mkdir(parents=True, exist_ok=True)
    return deep


def test_the_nearest_project_above_counts(home: Path) -> None:
    outer, inner = made(home / "all"), made(home / "all" / "one")
    assert found(below(inner, "a", "b")) == str(inner / "dtiscore.toml")
    assert found(below(outer, "two")) == str(outer / "dtiscore.toml")


def test_nothing_is_found_above_a_repository(home: Path) -> None:
    made(home / "all")
    repository = below(home, "all", "repository")
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    assert found(below(repository, "data")) is None
    made(repository)
    assert found(below(repository, "data")) == str(repository / "dtiscore.toml")


def test_a_worktree_whose_git_is_a_file_ends_the_way_up_too(home: Path) -> None:
    made(home / "all")
    worktree = below(home, "all", "worktree")
    (worktree / ".git").write_text("gitdir: elsewhere\n")
    assert found(worktree) is None


def test_nothing_is_found_above_the_home(home: Path) -> None:
    made(home.parent)
    assert found(below(home, "a")) is None
    made(home)
    assert found(below(home, "a")) == str(home / "dtiscore.toml")


def test_nothing_is_found_in_a_folder_of_somebody_else_or_beyond(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(home / "all")
    theirs = made(home / "all" / "theirs")
    mine = below(theirs, "mine")
    of_another = _owned_by_another(monkeypatch, theirs)
    assert found(mine) is None
    of_another.clear()
    assert found(mine) == str(theirs / "dtiscore.toml")


def test_a_project_file_of_somebody_else_is_passed_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(home)
    shared = made(home / "shared")
    _owned_by_another(monkeypatch, shared / "dtiscore.toml")
    assert found(shared) == str(home / "dtiscore.toml")


def _owned_by_another(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> set[str]:
    """Let these belong to another user, as the system would say of them."""
    theirs = {str(path) for path in paths}
    stat = os.stat

    class _Theirs:
        st_uid = os.geteuid() + 1

    def told(path: str, **options: object) -> object:
        return _Theirs() if str(path) in theirs else stat(path, **options)  # type: ignore[arg-type]  # options as they came

    monkeypatch.setattr(os, "stat", told)
    return theirs


@pytest.mark.parametrize(
    "text",
    ["[tool.dtiscore]\n", "[tool.dtiscore.tables.a]\nfile = 'a.csv'\n", "[[ tool . dtiscore.outputs ]]\n"],
)
def test_a_table_of_pyproject_is_a_project(home: Path, text: str) -> None:
    folder = made(home / "a", "pyproject.toml", text)
    assert found(folder) == str(folder / "pyproject.toml")


@pytest.mark.parametrize(
    "text", ["[tool.other]\n", "# [tool.dtiscore]\n", "[tool.dtiscore-x]\n", "not toml ["]
)
def test_any_other_pyproject_is_none(home: Path, text: str) -> None:
    assert found(made(home / "a", "pyproject.toml", text)) is None


def test_two_projects_in_one_folder_are_refused(home: Path) -> None:
    folder = made(made(home / "a"), "pyproject.toml", "[tool.dtiscore]\n")
    with pytest.raises(UsageFault, match="has two projects"):
        find_project(str(folder))
