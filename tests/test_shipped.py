"""What is shipped for the CI of others, and the workflows of this repository: sound to who reads them, and tried."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from dtiscore import __version__
from tests.conftest import ROOT

BIN = Path(sys.executable).parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def tool(name: str) -> str:
    """The program, beside the Python that runs the tests or anywhere; without it the test is skipped."""
    found = shutil.which(name, path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def ran(*words: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:  # fmt: skip
    path = {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run(
        list(map(str, words)), cwd=cwd, env={**os.environ, **path, **(env or {})}, capture_output=True, text=True, check=False
    )  # fmt: skip


def commit(folder: Path) -> None:
    """Make a folder a repository that has committed all that is in it."""
    author = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "--no-verify", "-m", "x")):
        assert ran("git", *words, cwd=folder).returncode == 0


def hooks_installed_here(folder: Path) -> None:
    """Make a repository of hooks that run the dtiscore that is installed here: nothing is downloaded."""
    folder.mkdir()
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (folder / ".pre-commit-hooks.yaml").write_text(
        text.replace("language: python", "language: system"), encoding="utf-8"
    )
    commit(folder)


@pytest.mark.slow
def test_the_workflows_are_sound() -> None:
    done = ran(tool("actionlint"), "-no-color", *WORKFLOWS)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_workflows_and_action_are_as_their_schemas_say() -> None:
    program = tool("check-jsonschema")
    for schema, files in (("github-workflows", WORKFLOWS), ("github-actions", [ROOT / "action.yml"])):
        done = ran(program, "--builtin-schema", f"vendor.{schema}", *files)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_the_image_is_sound_small_and_without_rights() -> None:
    done = ran(tool("hadolint"), ROOT / "Dockerfile")
    assert done.returncode == 0, done.stdout


def test_the_image_is_pinned_and_runs_as_nobody() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert all(
        re.search(r":\d+\.\d+\.\d+-slim", line) for line in re.findall(r"^FROM .*", text, re.MULTILINE)
    )
    assert re.findall(r"^USER (\d+)", text, re.MULTILINE) == ["65534"]


def test_the_manual_has_every_command_and_no_fault_of_its_own() -> None:
    page = ROOT / "docs" / "dtiscore.1"
    done = ran(tool("man"), "--warnings=w", "-l", page, env={"MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")
    text = re.sub(".\b", "", done.stdout)
    assert "DTISCORE WEIGHTS CHECK" in text
    assert "Usage: dtiscore score [OPTIONS] DATA" in text
    assert max(map(len, text.splitlines())) <= 90


def test_the_tests_run_on_three_systems_and_every_python_that_is_promised() -> None:
    (file,) = (file for file in WORKFLOWS if file.name == "tests.yml")
    matrix = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]["tests"]["strategy"]["matrix"]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert len(matrix["system"]) == 3
    # A Python that is not promised yet may be tried.
    assert {*re.findall(r"Python :: (3\.\d+)", project)} <= {*matrix["python"]}


def test_every_link_of_the_page_of_the_package_leads_to_the_repository(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What builds a package hands the hook its base class, which is not installed here."""
    interface = ModuleType("interface")
    interface.MetadataHookInterface = object  # type: ignore[attr-defined]  # a stand-in for a module that is not installed
    monkeypatch.setitem(sys.modules, "hatchling.metadata.plugin.interface", interface)
    hook = runpy.run_path(str(ROOT / ".ci" / "package_page.py"))["PackagePage"]()
    hook.root = ROOT
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    monkeypatch.delenv("DTISCORE_REPOSITORY", raising=False)
    unknown: dict[str, Any] = {}
    hook.update(unknown)
    assert (unknown["readme"]["text"], unknown["urls"]) == (readme, {})
    monkeypatch.setenv("DTISCORE_REPOSITORY", "https://example.org/a/b/")
    known: dict[str, Any] = {}
    hook.update(known)
    page, here = known["readme"]["text"], f"https://example.org/a/b/blob/v{__version__}/"
    assert f"](https://example.org/a/b/raw/v{__version__}/docs/gallery/ranking.svg)" in page
    assert f"]({here}README.vi.md)" in page
    assert re.findall(r"\]\((?!https:)[^)]*\)", page) == []
    links = [*known["urls"].values(), *re.findall(r"\]\(([^)]+)\)", page)]
    files = [link.removeprefix(here).partition("#")[0] for link in links if link.startswith(here)]
    assert len(files) >= 20
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_no_workflow_has_more_rights_than_it_needs() -> None:
    for file in WORKFLOWS:
        assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}


def test_no_step_puts_an_input_into_a_script() -> None:
    """What a step is told comes by the environment, where nothing in it is run."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_step_of_the_action_runs_a_command(tmp_path: Path) -> None:
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == "run")
    shutil.copytree(ROOT / "examples" / "hdi", tmp_path / "hdi")
    published = tmp_path / "hdi" / "published.csv"
    environment = {
        "COMMAND": "check hdi/2022.csv -w hdi-2022 --expect hdi/published.csv",
        "ANNOTATE": "github",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_WORKSPACE": str(tmp_path),
    }
    script = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    assert ran(*script, cwd=tmp_path, env=environment).returncode == 0
    published.write_text(published.read_text(encoding="utf-8").replace("0.967", "0.5", 1), encoding="utf-8")
    done = ran(*script, cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert "::error file=hdi/published.csv,line=" in done.stderr
    report = (tmp_path / "dtiscore-report.md").read_text(encoding="utf-8")
    assert "Differs: 1 difference" in report
    assert report.strip() in (tmp_path / "summary").read_text(encoding="utf-8")
    assert (
        (tmp_path / "output").read_text(encoding="utf-8").endswith(f"report={tmp_path}/dtiscore-report.md\n")
    )


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example project in a repository, made, committed, and one of its cells edited."""
    folder = tmp_path_factory.mktemp("drifted") / "project"
    shutil.copytree(ROOT / "examples" / "project", folder)
    table = folder / "data" / "2023.csv"
    assert ran("dtiscore", "run", cwd=folder).returncode == 0
    table.write_text(table.read_text(encoding="utf-8").replace("0.6524", "0.7524"), encoding="utf-8")
    commit(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "marked", "told"),
    [
        (ACTION["inputs"]["command"]["default"], "data/2023.csv", "Drift from dtiscore.lock: 1 table"),
        ("run --check", "results/ranking-2023.csv", "6 outputs of 6 would change"),
    ],
)
def test_the_step_of_the_action_tells_what_of_a_project_moved(
    drifted: Path, tmp_path: Path, command: str, marked: str, told: str
) -> None:
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == "run")
    environment = {
        "COMMAND": command,
        "ANNOTATE": "github",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_WORKSPACE": str(drifted),
    }
    script = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    done = ran(*script, cwd=drifted, env=environment)
    assert done.returncode == 1
    assert f"::error file={marked},line=" in done.stderr
    assert told in (tmp_path / "dtiscore-report.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_hook_of_a_check_holds_a_project_against_its_lock(drifted: Path, tmp_path: Path) -> None:
    there = tmp_path / "hooks"
    hooks_installed_here(there)
    line = ("try-repo", there, "dtiscore-check", "--all-files", "--color", "never")
    done = ran(tool("pre-commit"), *line, cwd=drifted, env={"PRE_COMMIT_HOME": str(tmp_path / "home")})
    assert (done.returncode, "Drift from dtiscore.lock: 1 table" in done.stdout) == (1, True), (
        done.stdout + done.stderr
    )


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_is_a_command(hook: dict[str, Any]) -> None:
    done = ran(*hook["entry"].split(), "--help")
    assert done.returncode == 0
    assert hook["id"] == hook["entry"].replace(" ", "-")


@pytest.mark.slow
def test_the_hooks_run_in_a_repository_of_others(tmp_path: Path) -> None:
    """As pre-commit runs them, but with the dtiscore that is installed here: nothing is downloaded."""
    program = tool("pre-commit")
    there, here = tmp_path / "hooks", tmp_path / "own"
    hooks_installed_here(there)
    for folder, name, content in (
        (here, "weights/own.yaml", (ROOT / "examples" / "own-index" / "departments.yaml").read_text(encoding="utf-8")),
        (here, "data/own.csv", "department,x\nA,1\n"),
    ):  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(content, encoding="utf-8")
    commit(here)
    tries = {
        "dtiscore-weights-check": ("Passed", 0),
        "dtiscore-validate": ("Failed", 1),
    }
    for hook, (told, code) in tries.items():
        done = ran(program, "try-repo", there, hook, "--all-files", "--color", "never", cwd=here, env={"PRE_COMMIT_HOME": str(tmp_path / "home")})  # fmt: skip
        assert told in done.stdout, done.stdout + done.stderr
        assert done.returncode == code


def test_every_edition_lies_beside_the_others_and_once() -> None:
    assert {path.parent for path in (ROOT / "weights").rglob("*.yaml")} == {
        ROOT / "weights",
        ROOT / "weights" / "units",
    }
