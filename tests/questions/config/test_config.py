"""``config`` says every value in effect, and whether the environment, the project or a default says so."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run

from dtiscore.errors import ExitCode

EXAMPLE = ROOT / "examples" / "project"


def settings(run: Run, folder: Path, *words: str, **env: str) -> dict[str, tuple[str, str, str | None]]:
    """By its name, each value with its source and origin."""
    done = run("config", *words, "-f", "json", cwd=folder, env=env)
    assert done.returncode == ExitCode.DONE, done.stderr
    rows = json.loads(done.stdout)["rows"]
    return {row["setting"]: (row["value"], row["source"], row["origin"]) for row in rows}


def test_each_option_has_its_value_and_where_it_comes_from(run: Run) -> None:
    found = settings(run, EXAMPLE, "score", DTISCORE_TOP="3", DTISCORE_MISSING="a b\nc")
    assert found["--weights"] == ("dti-province-2022", "project", "dtiscore.toml:3:1")
    assert found["--lang"] == ("en", "project", "dtiscore.toml:2:1")
    assert found["--top"] == ("3", "environment", "DTISCORE_TOP")
    assert found["--missing"] == ("a b\nc", "environment", "DTISCORE_MISSING")
    assert found["--color"] == ("auto", "default", None)
    assert found["--ranks"] == ("false", "default", None)


def test_a_provenance_tells_who_said_what_nobody_typed(run: Run) -> None:
    line = ("explain", "2022", "--unit", "48", "--skip-rows", "1", "-f", "json", "-q")
    done = run(*line, cwd=EXAMPLE, env={"DTISCORE_DECIMAL": ",", "DTISCORE_GROUPING": "."})
    provenance = json.loads(done.stdout)["provenance"]
    assert provenance["options"]["skip_rows"] == 1
    assert provenance["supplied"] == {
        "delimiter": "project",
        "decimal": "environment",
        "grouping": "environment",
        "period": "project",
    }
    typed = run(*line, "--delimiter", ";", "--decimal", ",", "--period", "2022", cwd=EXAMPLE)
    assert "supplied" not in json.loads(typed.stdout)["provenance"]


def test_the_environment_counts_before_the_project(run: Run) -> None:
    found = settings(run, EXAMPLE, "score", DTISCORE_WEIGHTS="x", DTISCORE_LANG="vi")
    assert found["--weights"] == ("x", "environment", "DTISCORE_WEIGHTS")
    assert found["--lang"] == ("vi", "environment", "DTISCORE_LANG")


def test_without_a_command_it_shows_what_the_project_and_the_environment_say(run: Run) -> None:
    found = settings(run, EXAMPLE / "data", DTISCORE_TOP="3", DTISCORE_TPO="1")
    assert found["edition"] == ("dti-province-2022", "project", "../dtiscore.toml:3:1")
    assert found["tables.2022"][0] == '2022.csv --delimiter ";" --skip-rows 1 --decimal "," --period 2022'
    assert found["weights.activities"][0] == "../weights/activities.yaml"
    assert found["outputs.moves"][0] == "../results/moves.csv"
    assert found["--top"] == ("3", "environment", "DTISCORE_TOP")
    assert found["no option of any command"] == ("1", "environment", "DTISCORE_TPO")


def test_it_says_where_there_is_no_project(run: Run, tmp_path: Path) -> None:
    assert run("config", cwd=tmp_path).stdout.startswith("no project here")
    assert run("config", "--no-project", cwd=EXAMPLE).stdout.startswith("no project here")
    assert settings(run, tmp_path, "score")["--weights"] == ("", "default", None)


@pytest.mark.parametrize(
    ("words", "told"), [(["scor"], "did you mean"), (["weights"], "weights show"), (["weights", "shw"], "did you mean show?")]
)  # fmt: skip
def test_what_is_no_command_is_refused(run: Run, words: list[str], told: str) -> None:
    done = run("config", *words, cwd=EXAMPLE)
    assert done.returncode == ExitCode.USAGE
    assert told in done.stderr


def test_the_schema_of_a_project_file_says_what_it_may_hold(run: Run, tmp_path: Path) -> None:
    """Judged by a validator that is none of ours, over the example and small mistakes in it."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(run("config", "--schema", cwd=tmp_path).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = (EXAMPLE / "dtiscore.toml").read_text(encoding="utf-8")
    as_numbers = text.replace(
        'period = "2022"', 'period = 2022\nsheet = 1\nmissing = "n/a"\nignore_units = ["a", "b"]'
    )
    for sound in (text, as_numbers):
        assert [*validator.iter_errors(tomllib.loads(sound))] == []
    for before, after in (
        ('language = "en"', 'language = "de"'),
        ("skip_rows", "skiprows"),
        ("skip_rows = 1", "skip_rows = -1"),
        ('command = "compare"', ""),
        ('activities = "', 'activities = 3 # "'),
    ):
        assert before in text
        assert [*validator.iter_errors(tomllib.loads(text.replace(before, after, 1)))]


def test_every_property_of_the_schema_is_described(run: Run, tmp_path: Path) -> None:
    schema = json.loads(run("config", "--schema", cwd=tmp_path).stdout)
    for kind in (schema, *schema["$defs"].values()):
        for name, said in kind["properties"].items():
            assert said.get("description"), name
