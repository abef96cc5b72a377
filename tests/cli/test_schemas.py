"""Every JSON result is what its JSON Schema says, judged by a validator that is none of ours; and versions stay."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pydantic
import pytest

from dtiscore.inputs.file_schemas import FILES
from dtiscore.questions.schema.python import names, schema, version
from dtiscore.render.forms.json_text import to_json
from tests.cli.option_cases import COMMANDS, tables
from tests.cli.whole_program import options_of
from tests.conftest import ROOT, Run
from tests.golden.corpus import corpus, of_option

jsonschema = pytest.importorskip("jsonschema")

SCHEMAS = ROOT / "docs" / "schemas"

BESIDE = {
    "rankings": ("score {family_panel} -w dti-province --allow-missing-units",),
    "leagues": ("league {family_panel} -w dti-province --allow-missing-units --indicator DTI",),
    "verifications": (
        "check {family_panel} -w dti-province --allow-missing-units --expect {family_ranks} --partial",
    ),
    "profiles": ("profile {family_panel} -w dti-province --allow-missing-units --top 1",),
    "validations": ("validate {plain} {gaps} -w {small}",),
    "schemas": ("schema",),
    "run": ("run --check",),
    "samples": ("example",),
    "example": ("example hdi --into {folder}/laid",),
    "reference": ("fit {fitted} -w {fitting}",),
    "explanations": ("explain {panel} -w {small} --unit 46 --every-period",),
    "appraisal": ("compare {assessed} --with second --column first",),
    "diff": ("diff {earlier} {plain} -w dti-province-2022 --allow-missing-units",),
    "recovery": ("weights recover {plain} -w {small} --published {scored}",),
    "config": ("config units list",),
    "units": ("units list",),
    "restated": ("units restate {plain} --to vn-province-34 --from vn-province-63 --partial",),
}
"""Lines of results that no document shows."""

FITTING = """
id: fitting
title: Learns everything that can be learned
authority: {decision: "1", issuer: a, source: b}
publish: {decimals: 2}
rank: {on: published}
prepare:
  - {step: winsorise, max_points: 0}
  - {step: impute, method: mean}
index:
  code: I
  aggregate: arithmetic
  weights: relative
  then: [{kind: min-max}]
  children:
    - {code: a, weight: 1, rule: {kind: z-score, divisor: sample}}
    - {code: b, weight: 1, rule: {kind: rank-share}}
    - {code: c, weight: 1, rule: {kind: min-max, transform: box-cox}}
"""

FORGIVING = """
id: forgiving
title: Takes what is missing
authority: {decision: "1", issuer: a, source: b}
publish: {decimals: 2}
rank: {on: full}
summaries: [{code: regions, by: region}]
index:
  code: I
  aggregate: arithmetic
  weights: equal
  missing: {kind: reweight, min_share: 0.5}
  children:
    - {code: a, rule: {kind: goalposts, low: 0, high: 10}}
    - code: G
      aggregate: arithmetic
      weights: equal
      children:
        - {code: b, rule: {kind: goalposts, low: 0, high: 10}}
        - {code: c, rule: {kind: goalposts, low: 0, high: 10}}
"""
WITH_GAPS = """unit,region,a,b,c
x,n,1,2,
y,n,,3,7
z,s,,4,2
w,s,5,,
v,s,,,
"""
"""A unit that lacks an indicator, one that loses its rank with one more, one that has no rank, and groups of them."""
OF_GAPS = (
    *(f"explain {{table}} --unit {unit}{more}" for unit in "xyzw" for more in ("", " --peers region", " --cell b")),
    *(f"whatif {{table}} --value {change}" for change in ("y:b=", "x:c=9", "w:a=", "v:a=1")),
    *(f"diagnose {{table}} --show {table}" for table in ("units", "indicators", "correlations", "consistency")),
    "score {table}",
    "score {table} --summary regions",
    "score {table} --previous {later}",
    "compare 1={table} 2={later}",
    "trend 1={table} 2={later}",
    "trend 1={table} 2={later} --indicator c",
    "backcast 1={table} 2={later}",
    "diff {table} {later}",
    "profile {table} --top 1",
    "league {table} --indicator a",
    "robustness {table} --draws-count 5",
    "robustness {table} --draws-count 5 --show acceptability",
    "robustness {table} --show removal",
)  # fmt: skip


@cache
def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(schema(name))


def faults(payload: dict[str, Any]) -> Iterator[str]:
    """What a validator has against a result, by the schema that the result names itself."""
    _, name, number = payload["schema"].split("/")
    assert int(number) == version(name)
    for error in validator(name).iter_errors(payload):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def as_json(line: str) -> str | None:
    """The line of a result as JSON; nothing of what is another form, or no result."""
    if re.search(r" (-f|--format|-o|--output|--schema|--help)\b", line):
        return None
    if line.startswith(("weights show", "weights convert", "weights schema", "weights derive", "fit")):
        return None
    if line.startswith("improve"):  # its JSON holds both tables
        line = re.sub(r" --(show|width) \w+", "", line)
    return f"{line} -f json"


def lines_of(command: str) -> list[str]:
    """The lines of a command that tell its options, each of them as JSON."""
    pairs = filter(None, (of_option(command, option) for option in sorted(options_of()[command])))
    return [written for _, line in pairs if (written := as_json(line))]


OF_DOCUMENTS = [
    written
    for group, lines in corpus().items()
    if group != "help" and not group.startswith("options of")
    for line in lines[:1]
    if (written := as_json(line))
]
OF_OPTIONS = {command: lines for command in COMMANDS if (lines := lines_of(command))}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, run: Run) -> dict[str, str]:
    """The files that lines name."""
    folder = tmp_path_factory.mktemp("tables")
    panel = folder / "family_panel.csv"
    panel.write_text(
        "unit,year,chinh_quyen_so,kinh_te_so,xa_hoi_so,foundation_points,hoat_dong_chinh_quyen_so,"
        "hoat_dong_kinh_te_so,hoat_dong_xa_hoi_so\n"
        "48,2020,0.5,0.5,0.5,,,,\n79,2020,0.4,0.5,0.6,,,,\n"
        "48,2022,,,,400,0.7,0.8,0.9\n79,2022,,,,300,0.7,0.8,0.9\n",
        encoding="utf-8",
    )
    ranks = folder / "family_ranks.csv"
    ranks.write_text("unit,year,rank\n48,2020,1\n79,2020,1\n79,2022,2\n", encoding="utf-8")
    fitted, fitting = folder / "fitted.csv", folder / "fitting.yaml"
    fitted.write_text("unit,a,b,c\nx,1,2,3\ny,3,2,7\nz,,4,20\nw,5,6,900\nv,2,4,8\n", encoding="utf-8")
    fitting.write_text(FITTING, encoding="utf-8")
    for name in ("examples", "weights"):
        shutil.copytree(ROOT / name, folder / name)
    return {
        **tables(folder, run),
        "family_panel": str(panel),
        "family_ranks": str(ranks),
        "fitted": str(fitted),
        "fitting": str(fitting),
        "folder": str(folder),
    }


def outcome(line: str, files: dict[str, str], run: Run) -> dict[str, Any] | None:
    """The JSON of a line; nothing where it is refused."""
    text = re.sub(r"\{(\w+)\}", lambda found: files.get(found[1], found[1]), line)
    folder = Path(files["folder"])
    done = run(*shlex.split(text), cwd=folder / "examples" / "project" if line.startswith("run") else folder)
    assert done.returncode != 70, done.stderr
    return json.loads(done.stdout) if done.stdout.startswith("{") else None


@pytest.mark.parametrize("line", OF_DOCUMENTS)
def test_what_documents_show_is_as_its_schema_says(run: Run, files: dict[str, str], line: str) -> None:
    payload = outcome(line, files, run)
    assert payload is not None
    assert [*faults(payload)] == []


@pytest.mark.parametrize("name", BESIDE)
def test_so_is_what_no_document_shows(run: Run, files: dict[str, str], name: str) -> None:
    for line in BESIDE[name]:
        payload = outcome(line if line.startswith("fit") else f"{line} -f json", files, run)
        assert payload is not None
        assert payload["schema"] == f"dtiscore/{name}/{version(name)}"
        assert [*faults(payload)] == []


@pytest.mark.parametrize("line", OF_GAPS)
def test_so_is_what_is_told_of_units_that_lack_something(run: Run, tmp_path: Path, line: str) -> None:
    table, later, edition = tmp_path / "table.csv", tmp_path / "later.csv", tmp_path / "forgiving.yaml"
    table.write_text(WITH_GAPS, encoding="utf-8")
    later.write_text(WITH_GAPS.replace("x,n,1,2,", "x,n,,2,"), encoding="utf-8")
    edition.write_text(FORGIVING, encoding="utf-8")
    files = {"table": str(table), "later": str(later), "folder": str(tmp_path)}
    payload = outcome(f"{line} -w {edition} -f json", files, run)
    assert payload is not None
    assert [*faults(payload)] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", OF_OPTIONS)
def test_so_is_every_result_of_every_option(run: Run, files: dict[str, str], command: str) -> None:
    for line in OF_OPTIONS[command]:
        payload = outcome(line, files, run)
        assert payload is None or [*faults(payload)] == [], line


def of_project(run: Run, files: dict[str, str]) -> list[dict[str, Any]]:
    """What only a project with a lock can be asked for: what moved since, and between two revisions."""
    folder = Path(files["folder"]) / "examples" / "project"
    if not (folder / ".git").exists():
        assert run("run", cwd=folder).returncode == 0
        for line in ("init -q", "add -A", "-c user.name=a -c user.email=a@b.c commit -q -m outputs"):
            subprocess.run(["git", *line.split()], cwd=folder, check=True)
    return [
        json.loads(run(*line.split(), "-f", "json", cwd=folder).stdout)
        for line in ("check", "diff HEAD", "diff dtiscore.lock dtiscore.lock")
    ]


def test_so_is_what_a_project_tells(run: Run, files: dict[str, str]) -> None:
    payloads = of_project(run, files)
    assert [payload["schema"].split("/")[1] for payload in payloads] == ["drift", "diffs", "locks"]
    assert [fault for payload in payloads for fault in faults(payload)] == []


@pytest.mark.slow
def test_no_schema_is_without_a_result(run: Run, files: dict[str, str]) -> None:
    payloads = [payload for line in OF_DOCUMENTS if (payload := outcome(line, files, run))]
    payloads += of_project(run, files)
    met = {payload["schema"].split("/")[1] for payload in payloads}
    assert {*names()} - {*FILES} == met | {*BESIDE}


AS_KEPT = pytest.mark.skipif(
    tuple(map(int, pydantic.VERSION.split(".")[:2])) < (2, 11),
    reason="pydantic before 2.11 says the same of a constant in other words",
)


@AS_KEPT
@pytest.mark.parametrize("name", sorted(names()))
def test_a_schema_changes_with_its_version_alone(name: str) -> None:
    """``python docs/generate.py`` writes that of a new version, and lets those that are there be."""
    kept = SCHEMAS / f"{name}-{version(name)}.json"
    advice = "run python docs/generate.py" if name in FILES else "give it another version"
    assert kept.read_text(encoding="utf-8") == to_json(schema(name)), advice


@pytest.mark.slow
def test_every_kept_schema_is_sound_and_of_a_result() -> None:
    for file in SCHEMAS.iterdir():
        name, _, number = file.stem.rpartition("-")
        assert name in names()
        assert int(number) <= version(name)
        document = json.loads(file.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(document)
        assert document["$id"] == f"urn:dtiscore:{name}:{number}"


@AS_KEPT
def test_the_command_prints_what_is_kept(run: Run, tmp_path: Path) -> None:
    done = run("schema", "ranking", "-o", "r.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == (SCHEMAS / "ranking-1.json").read_text(
        encoding="utf-8"
    )
    refused = run("schema", "rankng")
    assert refused.returncode == 2
    assert "did you mean ranking" in refused.stderr


def test_a_key_too_many_or_too_few_is_a_fault(run: Run) -> None:
    payload = json.loads(
        run("score", str(ROOT / "examples" / "hdi" / "2022.csv"), "-w", "hdi-2022", "-f", "json").stdout
    )
    assert [*faults(payload)] == []
    assert any("surprise" in fault for fault in faults({**payload, "surprise": 1}))
    del payload["index"]
    assert [*faults(payload)] == [": 'index' is a required property"]
