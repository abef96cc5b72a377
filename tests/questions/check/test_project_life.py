"""The life of a project under git: made, committed, edited cell by cell, in its weights, its outputs and its software.

``check`` ends as it should each time, and names the cause; ``diff`` says the same between revisions.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT, Run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    """What git answers in a folder, whoever the user is."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    person = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=clean | person,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The example project with an edition of its own, made and committed."""
    folder = tmp_path_factory.mktemp("made") / "project"
    shutil.copytree(ROOT / "examples" / "project", folder)
    own = (ROOT / "weights" / "dti-province-2022.yaml").read_text(encoding="utf-8")
    own = own.replace("id: dti-province-2022", "id: own", 1)
    (folder / "weights" / "own.yaml").write_text(
        re.sub(r"^family:.*\n", "", own, flags=re.MULTILINE), encoding="utf-8"
    )
    said = (folder / "dtiscore.toml").read_text(encoding="utf-8")
    said = said.replace('"dti-province-2022"', '"own"').replace(
        "[weights]\n", '[weights]\nown = "weights/own.yaml"\n'
    )
    (folder / "dtiscore.toml").write_text(said, encoding="utf-8")
    git(folder, "init", "-q")
    assert run("run", cwd=folder).returncode == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "made")
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of that project, to change."""
    return Path(shutil.copytree(made, tmp_path / "project", symlinks=True))


def edit(file: Path, old: str, new: str, *, times: int = 1) -> None:
    """Change a text in a file, which it must have."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= times, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, times), encoding="utf-8")


def edit_a_cell(folder: Path) -> None:
    """More points for the digital government of Khánh Hòa in 2023."""
    file = folder / "data" / "2023.csv"
    line = next(line for line in file.read_text(encoding="utf-8").splitlines() if "Khánh Hòa" in line)
    edit(file, line, line.replace("0.6524", "0.7524"))
    assert "0.7524" in file.read_text(encoding="utf-8")


def edit_a_weight(folder: Path) -> None:
    """Fifty points from the digital economy to digital society."""
    text = (folder / "weights" / "own.yaml").read_text(encoding="utf-8")
    text = re.sub(r'(code: "8".*?points: )150', r"\g<1>100", text)
    (folder / "weights" / "own.yaml").write_text(
        re.sub(r'(code: "9".*?points: )150', r"\g<1>200", text), encoding="utf-8"
    )


def edit_an_output(folder: Path) -> None:
    """Another published score in a ranking that was made."""
    edit(folder / "results" / "ranking-2023.csv", "0.6869", "0.7869")


def drift(run: Run, folder: Path) -> tuple[int, dict[str, Any], str]:
    """How ``check`` ends, what it says to programs, and its first line of Markdown."""
    told = run("check", "-f", "json", cwd=folder)
    first = run("check", "-f", "md", cwd=folder)
    assert first.returncode == told.returncode, first.stderr
    return told.returncode, json.loads(told.stdout), first.stdout.splitlines()[0]


def test_what_was_made_holds(run: Run, project: Path) -> None:
    code, told, verdict = drift(run, project)
    assert (code, told["holds"], told["moved"]) == (0, True, [])
    assert verdict == "### Holds: 6 outputs as dtiscore.lock says"
    assert "up to date" in run("run", cwd=project).stdout
    assert git(project, "status", "--porcelain") == ""


def test_an_edited_cell_is_named_with_the_ranks_that_moved_for_it(run: Run, project: Path) -> None:
    edit_a_cell(project)
    code, told, verdict = drift(run, project)
    assert (code, told["holds"]) == (1, False)
    assert [(one["kind"], one["what"]) for one in told["moved"]] == [("data", "data/2023.csv")]
    assert verdict.startswith("### Drift from dtiscore.lock: ")
    difference = next(one for one in told["differences"] if one["ranks"][0]["index"] == "DTI")
    (cell,) = difference["data"]["rows"]
    assert (cell["unit"], cell["code"]) == ("56", "hoat_dong_chinh_quyen_so")
    assert (cell["before"], cell["after"]) == (0.6524, 0.7524)
    moved = {
        row["unit"]: (row["rank_before"], row["rank"], row["rank_own"])
        for row in difference["ranks"][0]["rows"]
    }
    assert moved["56"] == (30, 22, 8)  # as dtiscore score says of both tables
    assert all(own == 0 for unit, (_, _, own) in moved.items() if unit != "56")
    # Made anew, it holds, and the revision before differs in the same.
    assert run("run", cwd=project).returncode == 0
    assert drift(run, project)[0] == 0
    git(project, "commit", "-qam", "more points")
    between = json.loads(run("diff", "HEAD~1", "HEAD", "-f", "json", cwd=project).stdout)
    assert between["differences"][0]["data"]["rows"] == difference["data"]["rows"]
    assert run("diff", "HEAD", "--exit-code", cwd=project).returncode == 0


def test_a_picture_and_what_is_made_from_an_output_live_along(run: Run, project: Path) -> None:
    """The picture that the example leaves to whoever can draw, and the ranking beside what was published."""
    said = project / "dtiscore.toml"
    before, picture = said.read_text(encoding="utf-8").split("# [[outputs]]")
    said.write_text(
        before + re.sub("^# ", "", f"# [[outputs]]{picture}", flags=re.MULTILINE), encoding="utf-8"
    )
    assert run("run", cwd=project).returncode == 0
    assert drift(run, project)[2] == "### Holds: 7 outputs as dtiscore.lock says"
    line = next(
        line
        for line in (project / "data" / "2023.csv").read_text(encoding="utf-8").splitlines()
        if "Đà Nẵng" in line
    )
    edit(project / "data" / "2023.csv", line, re.sub(r",0\.\d+$", ",0.1", line))
    assert drift(run, project)[0] == 1
    told = json.loads(run("run", "-f", "json", cwd=project).stdout)["rows"]
    states = {row["output"]: row["state"] for row in told}
    assert (states["beside-published"], states["picture"]) == ("changed", "changed")
    drawn = project / "results" / "ranking-2023.svg"
    edit(drawn, 'font-family="', 'font-family="x')
    moved = drift(run, project)[1]["moved"]
    assert [(one["kind"], one["what"], one["how"]) for one in moved] == [("output", "picture", "by hand")]


def test_an_edited_weight_is_named_as_weights_diff_does(run: Run, project: Path) -> None:
    edit_a_weight(project)
    code, told, verdict = drift(run, project)
    assert code == 1
    (moved,) = told["moved"]
    assert (moved["kind"], moved["what"], moved["columns"]) == ("edition", "weights/own.yaml", ["8", "9"])
    assert "2 settings of the edition" in verdict
    settings = told["differences"][0]["edition"]["rows"]
    assert [(one["code"], one["key"], one["before"], one["after"]) for one in settings] == [("8", "points", 150, 100), ("9", "points", 150, 200)]  # fmt: skip
    rows = told["differences"][0]["ranks"][0]["rows"]
    assert rows
    assert all(row["rank_edition"] == row["move"] for row in rows)


def test_a_list_of_units_and_a_table_without_an_edition_are_told_between_revisions(
    run: Run, project: Path
) -> None:
    """Khánh Hòa, 30th of 63 in 2023, is ranked no more; and a cell that nothing but a difference of two tables reads."""
    units = project / "weights" / "units" / "ours.yaml"
    units.parent.mkdir()
    text = (ROOT / "weights" / "units" / "vn-province-63.yaml").read_text(encoding="utf-8")
    units.write_text(text.replace("id: vn-province-63", "id: ours"), encoding="utf-8")
    edit(project / "weights" / "own.yaml", "units: vn-province-63", "units: ours")
    (project / "data" / "plain.csv").write_text("unit,x\na,1\nb,2\n", encoding="utf-8")
    edit(project / "dtiscore.toml", "[weights]", '[tables.plain]\nfile = "data/plain.csv"\n\n[weights]')
    said = (project / "dtiscore.toml").read_text(encoding="utf-8").replace('edition = "own"\n', "", 1)
    output = '[[outputs]]\nname = "{name}"\ncommand = "{command}"\nfile = "results/{name}.csv"\n'
    said = said.partition("[[outputs]]")[0]
    said += output.format(name="ranked", command="score") + 'tables = ["2023"]\nweights = "own"\n'
    said += output.format(name="same", command="diff") + 'tables = ["plain", "plain"]\n'
    (project / "dtiscore.toml").write_text(said, encoding="utf-8")
    assert run("run", cwd=project).returncode == 0
    git(project, "add", "-A")
    git(project, "commit", "-qm", "a list of units")
    assert run("diff", "HEAD", "--exit-code", cwd=project).returncode == 0
    line = next(line for line in units.read_text(encoding="utf-8").splitlines() if "Khánh Hòa" in line)
    edit(units, line, line.replace('code: "56"', 'code: "56", ranked: false'))
    edit(project / "data" / "plain.csv", "b,2", "b,3")
    done = run("diff", "HEAD", "--exit-code", "-f", "json", cwd=project)
    assert done.returncode == 1
    found = {one["file"]: one for one in json.loads(done.stdout)["differences"]}
    ranks = {
        row["unit"]: (row["rank_before"], row["rank"]) for row in found["data/2023.csv"]["ranks"][0]["rows"]
    }
    assert ranks["56"] == (30, None)
    (cell,) = found["data/plain.csv"]["data"]["rows"]
    assert (cell["unit"], cell["code"], cell["before"], cell["after"]) == ("b", "x", 2, 3)
    code, told, _ = drift(run, project)
    assert code == 1
    assert [(one["kind"], one["what"]) for one in told["moved"]] == [
        ("data", "data/plain.csv"),
        ("file", "weights/units/ours.yaml"),
    ]
    assert {one["file"] for one in told["differences"]} == {"data/plain.csv", "data/2023.csv"}


def test_an_output_that_somebody_changed_is_named_with_its_cell(run: Run, project: Path) -> None:
    edit_an_output(project)
    code, told, verdict = drift(run, project)
    assert code == 1
    assert [(one["kind"], one["what"], one["how"]) for one in told["moved"]] == [
        ("output", "beside-published", "outdated"),
        ("output", "ranking", "by hand"),
    ]
    assert verdict.endswith("1 output changed by hand; 1 output outdated")
    (cell,) = told["differences"][0]["data"]["rows"]
    assert (cell["name"], cell["before"], cell["after"]) == ("Khanh Hoa", 0.6869, 0.7869)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edited", "is_told"),
    [
        (lambda folder: edit(folder / "data" / "2023.csv", "0.6524", "0.65240"), "data/2023.csv was saved anew"),
        (lambda folder: edit(folder / "weights" / "own.yaml", "id: own", "id: own  # ours"), "weights/own.yaml was saved anew"),
        (lambda folder: edit(folder / "dtiscore.toml", 'language = "en"', 'language = "en"  # of names'), "Holds"),
        (lambda folder: edit(folder / "dtiscore.lock", 'python = "', 'python = "2.7 or '), "no figure moved for it"),
    ],
    ids=["a table", "an edition", "the project", "the software"],
)  # fmt: skip
def test_what_moves_nothing_is_no_drift(
    run: Run, project: Path, edited: Callable[[Path], None], is_told: str
) -> None:
    edited(project)
    done = run("check", cwd=project)
    assert done.returncode == 0, done.stdout
    assert is_told in done.stdout


def test_other_versions_are_drift_where_a_figure_moves(run: Run, project: Path) -> None:
    """As if another version had made a ranking: it holds another content, which the lock knows."""
    edit(project / "dtiscore.lock", 'numpy = "', 'numpy = "0')
    output = project / "results" / "activities-2023.csv"
    lock = (project / "dtiscore.lock").read_text(encoding="utf-8")
    former = _hash(output)
    edit(output, "0.6089", "0.6088")
    lock = lock.replace(former, _hash(output)).replace(
        'inputs = "', 'inputs = "0'
    )  # which count the versions
    (project / "dtiscore.lock").write_text(lock, encoding="utf-8")
    code, told, verdict = drift(run, project)
    assert code == 1
    assert [(one["kind"], one["what"]) for one in told["moved"]] == [("software", "activities")]
    assert verdict.endswith("1 output by the software")
    assert [one["what"] for one in told["told"]] == ["numpy"]
    rows = json.loads(run("run", "moves", "-f", "json", cwd=project).stdout)["rows"]
    assert [(row["output"], row["state"]) for row in rows] == [("moves", "same")]
    assert drift(run, project)[0] == 1  # the others are still as that version made them
    assert json.loads(run("run", "-f", "json", cwd=project).stdout)["rows"][4]["state"] == "changed"
    assert _hash(output) == former
    assert drift(run, project)[0] == 0


def _hash(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("edited", "kind", "how"),
    [
        (lambda folder: (folder / "results" / "moves.csv").unlink(), "output", "gone"),
        (lambda folder: edit(folder / "dtiscore.toml", "top = 10", "top = 5"), "options", "changed"),
        (lambda folder: edit(folder / "dtiscore.toml", 'decimal = ","', 'decimal = "."'), "data", "unreadable"),
        (lambda folder: (folder / "data" / "2023.csv").write_text("code,name\n"), "data", "unreadable"),
    ],
    ids=["an output is gone", "another option", "read otherwise", "a broken table"],
)  # fmt: skip
def test_every_other_cause_has_its_name(
    run: Run, project: Path, edited: Callable[[Path], object], kind: str, how: str
) -> None:
    edited(project)
    code, told, _ = drift(run, project)
    assert code == 1
    assert (kind, how) in [(one["kind"], one["how"]) for one in told["moved"]]


def test_without_git_the_lock_names_row_and_column(run: Run, project: Path) -> None:
    shutil.rmtree(project / ".git")
    edit_a_cell(project)
    edit_a_weight(project)
    done = run("check", "--width", "200", cwd=project)
    assert done.returncode == 1
    assert "data/2023.csv changed (columns hoat_dong_chinh_quyen_so; units 56 / 2023)" in done.stdout
    assert "weights/own.yaml changed (nodes 8, 9)" in done.stdout
    assert "the former version is not in git" in done.stdout
    assert "dtiscore-" not in done.stdout  # no folder that is gone by now
    refused = run("diff", "HEAD", cwd=project)
    assert refused.returncode == 3
    assert "no git repository" in refused.stderr


def test_ranks_of_a_table_whose_former_figures_nobody_knows_are_not_said_to_stand(
    run: Run, project: Path
) -> None:
    """Of the table of 2022 the ranks under both editions are known, of that of 2023 those before are not."""
    file = project / "data" / "2023.csv"
    edit_a_cell(project)
    assert run("run", cwd=project).returncode == 0  # locked, and never committed
    file.write_text(git(project, "show", "HEAD:data/2023.csv"), encoding="utf-8")
    edit_a_weight(project)
    done = run("check", "--width", "200", cwd=project)
    assert done.returncode == 1
    verdict, *_ = done.stdout.splitlines()
    assert verdict.endswith(" of 63 ranks moved, as far as can be told")


def test_without_git_a_table_that_is_called_otherwise_is_looked_for_nowhere(run: Run, project: Path) -> None:
    shutil.rmtree(project / ".git")
    (project / "data" / "2023.csv").rename(project / "data" / "số liệu.csv")
    file = project / "dtiscore.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("data/2023.csv", "data/số liệu.csv"), encoding="utf-8"
    )
    done = run("check", "--width", "200", cwd=project)
    assert done.returncode == 1
    assert "data/2023.csv → data/số liệu.csv; it is called otherwise and says the same" in done.stdout
    assert "does not exist" not in done.stdout


def test_a_lock_with_the_marks_of_a_merge_is_refused_and_made_anew(run: Run, project: Path) -> None:
    edit(project / "dtiscore.lock", "[software]", "<<<<<<< HEAD\n[software]")
    refused = run("check", cwd=project)
    assert refused.returncode == 2
    assert "dtiscore.lock has the marks of a merge that is not finished, on line " in refused.stderr
    assert run("run", cwd=project).returncode == 0
    assert run("check", cwd=project).returncode == 0
    assert git(project, "status", "--porcelain") == ""


def test_a_lock_of_another_form_is_told_and_made_anew(run: Run, project: Path) -> None:
    edit(project / "dtiscore.lock", "format = 1\n", 'format = 2\nnovel = "x"\n')
    refused = run("check", cwd=project)
    assert (refused.returncode, "was made by another version of dtiscore" in refused.stderr) == (2, True)
    assert run("run", cwd=project).returncode == 0
    assert git(project, "status", "--porcelain") == ""


def test_line_ends_of_another_system_are_no_drift(run: Run, project: Path) -> None:
    """As git writes every text on Windows: the lock, tables, weighting files, the project and its outputs."""
    for name in git(project, "ls-files").splitlines():
        file = project / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("check", cwd=project).stdout == "Holds: 6 outputs as dtiscore.lock says\n"
    assert "0 outputs of 6 written" in run("run", cwd=project).stdout
    edit_a_cell(project)  # whose former value git has with other line ends
    (cell,) = drift(run, project)[1]["differences"][0]["data"]["rows"]
    assert (cell["before"], cell["after"]) == (0.6524, 0.7524)


def test_a_table_of_another_name_is_told_as_such(run: Run, project: Path) -> None:
    git(project, "mv", "data/2023.csv", "data/of-2023.csv")
    edit(project / "dtiscore.toml", "data/2023.csv", "data/of-2023.csv")
    code, told, _ = drift(run, project)
    assert code == 1
    assert [(one["what"], one["how"]) for one in told["moved"]] == [
        ("data/2023.csv → data/of-2023.csv", "renamed")
    ]


def test_the_lock_names_no_folder_and_no_time_and_has_a_fact_a_line(
    run: Run, project: Path, tmp_path: Path
) -> None:
    lock = (project / "dtiscore.lock").read_text(encoding="utf-8")
    assert str(tmp_path) not in lock
    elsewhere = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(project, elsewhere, ignore=shutil.ignore_patterns(".git", "dtiscore.lock", "results"))
    assert run("run", cwd=elsewhere).returncode == 0
    assert (elsewhere / "dtiscore.lock").read_text(encoding="utf-8") == lock
    edit_a_cell(project)
    assert run("run", cwd=project).returncode == 0
    changed = [
        line
        for line in git(project, "diff", "-U0", "dtiscore.lock").splitlines()
        if re.match(r"\+[^+]", line)
    ]
    assert any(line.startswith('+"56 / 2023" = ') for line in changed)
    assert any(line.startswith("+hoat_dong_chinh_quyen_so = ") for line in changed)


HOSTILE = "</details><script>|`=1+1`[red]![a](http://x.y)"


def test_each_cause_is_annotated_where_it_stands(run: Run, project: Path) -> None:
    """A cell, a weight and a cell of an output by line and column; an output that is gone where the project names it."""
    edit_a_cell(project)
    edit_a_weight(project)
    edit_an_output(project)
    (project / "results" / "moves.csv").unlink()
    told = run("check", "--annotate", "lines", "-q", cwd=project / "weights")
    weights, places = project / "weights" / "own.yaml", told.stderr.splitlines()
    assert places == [
        f"own.yaml:{line_of(weights, 'Digital economy')}:87: error moved-edition: index.children[1].children[1].points: was 150, and is 100",
        f"own.yaml:{line_of(weights, 'Digital society')}:86: error moved-edition: index.children[1].children[2].points: was 150, and is 200",
        f"../data/2023.csv:{line_of(project / 'data' / '2023.csv', 'Khánh Hòa')}:6: error moved-data: Khánh Hòa, hoat_dong_chinh_quyen_so: was 0.6524, and is 0.7524",
        f"../dtiscore.toml:{line_of(project / 'dtiscore.toml', 'moves') - 1}:3: error moved-output: outputs[2]: Output: moves is gone",
        f"../results/ranking-2023.csv:{line_of(project / 'results' / 'ranking-2023.csv', '0.7869')}:7: error moved-output: Khanh Hoa, DTI.score: was 0.6869, and is 0.7869",
    ]


def test_two_locks_tell_what_their_outputs_were_made_from(run: Run, project: Path) -> None:
    (project / "old.lock").write_bytes((project / "dtiscore.lock").read_bytes())
    edit(project / "old.lock", 'numpy = "', 'numpy = "0')
    edit_a_cell(project)
    edit(project / "dtiscore.toml", "top = 10", "top = 5")
    assert run("run", "moves", "ranking", "report", cwd=project).returncode == 0
    git(project, "commit", "-qam", "more points")
    done = run("diff", "old.lock", "dtiscore.lock", "-f", "json", "--exit-code", cwd=project)
    told = json.loads(done.stdout)
    assert (done.returncode, told["schema"], told["equal"]) == (1, "dtiscore/locks/1", False)
    assert [(one["kind"], one["what"], one["how"]) for one in told["moved"]] == [
        ("data", "data/2023.csv", "changed"),
        ("output", "moves", "changed"),
        ("output", "ranking", "changed"),
        ("options", "report", "changed"),
        ("output", "report", "changed"),
    ]
    assert [one["what"] for one in told["told"]] == ["numpy"]
    cells = {
        (row["unit"], row["before"], row["after"])
        for one in told["differences"]
        for row in one["data"]["rows"]
    }
    assert cells == {("56", 0.6524, 0.7524)}
    alone = run("diff", "project/old.lock", "project/dtiscore.lock", "--width", "200", cwd=project.parent)
    assert "old.lock → project/dtiscore.lock: 1 table; 1 option or file; 3 outputs; 1 version" in alone.stdout
    same = run("diff", "old.lock", "old.lock", "--exit-code", cwd=project)
    assert (same.returncode, same.stdout) == (0, "old.lock → old.lock: no difference\n")
    for refused in (["old.lock"], ["old.lock", "dtiscore.lock", "-w", "own"], ["old.lock", "dtiscore.toml"]):
        assert run("diff", *refused, cwd=project).returncode == 2


def test_without_history_the_hashes_lead_to_the_cell_and_it_is_said_how_to_fetch_it(
    run: Run, project: Path, tmp_path: Path
) -> None:
    edit_a_cell(project)
    git(project, "commit", "-qam", "a cell")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{project}", "shallow")
    shallow = tmp_path / "shallow"
    told = run("check", "--annotate", "github", "--width", "200", cwd=shallow)
    line = line_of(shallow / "data" / "2023.csv", "Khánh Hòa")
    assert f"::error file=data/2023.csv,line={line},col=6,title=moved-data::Khánh Hòa, " in told.stderr
    assert "fetch all of the history (fetch-depth: 0)" in told.stdout


def line_of(file: Path, text: str) -> int:
    """The first line of a file that holds a text."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(at for at, line in enumerate(lines, 1) if text in line)


def test_hostile_names_stay_texts(run: Run, tmp_path: Path) -> None:
    """A unit and a column of names that would act, in a table whose every cell moves."""
    (tmp_path / "w.yaml").write_text(
        "id: w\ntitle: W\nauthority: {decision: none, issuer: x, source: tests}\npublish: {as: score, decimals: 2}\n"
        "rank: {on: full}\nmissing: error\nscale: 10\nindex:\n  code: W\n  aggregate: arithmetic\n  weights: 1\n  children:\n"
        f"    - {{code: p, weight: 1, column: {json.dumps(HOSTILE)}, rule: {{kind: identity}}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "dtiscore.toml").write_text(
        'edition = "w"\n[tables.t]\nfile = "t.csv"\n[weights]\nw = "w.yaml"\n'
        '[[outputs]]\nname = "r"\ncommand = "score"\ntables = ["t"]\nfile = "r.csv"\n',
        encoding="utf-8",
    )

    def write(plus: int) -> None:
        rows = "".join(f'"{HOSTILE}{n:02d}",{n + plus * (n % 3)}\n' for n in range(30))
        (tmp_path / "t.csv").write_text(f'unit,"{HOSTILE}"\n{rows}', encoding="utf-8")

    write(0)
    git(tmp_path, "init", "-q")
    made = run("run", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "made")
    assert run("check", cwd=tmp_path).returncode == 0
    write(1)
    for asked in (["check"], ["diff", "HEAD"]):
        told = run(*asked, "-f", "md", cwd=tmp_path)
        assert "![a](" not in told.stdout
        assert "<script>" not in told.stdout
        assert told.stdout.count("</details>") == told.stdout.count("<details>")
    annotated = run("check", "--annotate", "github", cwd=tmp_path)
    assert not any(
        line.startswith("::") and not line.startswith("::error ") for line in annotated.stderr.splitlines()
    )


def test_bounds_that_moved_are_no_table_that_cannot_be_scored(run: Run, project: Path) -> None:
    bounds = project / "data" / "bounds.csv"
    bounds.write_text("column,highest\nhoat_dong_xa_hoi_so,0.5\n", encoding="utf-8")
    said = (project / "dtiscore.toml").read_text(encoding="utf-8")
    options = '{unit = "56", to-rank = 20, bounds = "limits"}'
    says = f"""
[tables.limits]
file = "data/bounds.csv"

[[outputs]]
name = "plan"
command = "improve"
tables = ["2022"]
options = {options}
file = "results/plan.json"
"""
    (project / "dtiscore.toml").write_text(said + says, encoding="utf-8")
    done = run("run", cwd=project)
    assert done.returncode == 0, done.stderr
    git(project, "add", "-A")
    git(project, "commit", "-qm", "bounds")
    edit(bounds, "0.5", "0.6")
    drift = run("check", cwd=project)
    assert drift.returncode == 1
    assert "data/bounds.csv changed" in drift.stdout
    assert "cannot be scored" not in drift.stdout


def with_ranks(folder: Path, run: Run, output: str) -> None:
    """Give the project a table of ranks alone, which no edition scores, and an output that reads it; then change a rank."""
    ranks = folder / "data" / "ranks.csv"
    ranks.write_text("unit,rank\n48,1\n79,2\n01,3\n", encoding="utf-8")
    said = (folder / "dtiscore.toml").read_text(encoding="utf-8")
    says = f"""
[tables.ranks]
file = "data/ranks.csv"

[[outputs]]
name = "of-ranks"
{output}
file = "results/of-ranks.csv"
"""
    (folder / "dtiscore.toml").write_text(said + says, encoding="utf-8")
    done = run("run", cwd=folder)
    assert (folder / "results" / "of-ranks.csv").is_file(), done.stderr
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "ranks")
    edit(ranks, "79,2", "79,4")


def test_a_table_that_cannot_be_scored_is_called_as_it_was_at_the_time(project: Path, run: Run) -> None:
    """It was called by its path in a folder of its own, which was gone when somebody read of it."""
    table = project / "data" / "2023.csv"
    sound = table.read_text(encoding="utf-8")
    edit(table, "0.6524", "much")
    git(project, "commit", "-qam", "broken")
    table.write_text(sound, encoding="utf-8")
    between = run("diff", "HEAD", cwd=project)
    assert between.stdout.startswith("HEAD → now: no difference, as far as can be told\n")
    assert "data/2023.csv: HEAD:data/2023.csv cannot be scored under own" in between.stdout
    assert run("diff", "HEAD", "--exit-code", cwd=project).returncode == 1
    assert json.loads(run("diff", "HEAD", "-f", "json", cwd=project).stdout)["equal"] is False


def test_units_that_are_only_restated_are_no_table_that_cannot_be_scored(project: Path, run: Run) -> None:
    """They were scored under the edition of the project, which nobody had asked for."""
    with_ranks(
        project,
        run,
        'command = "units restate"\ntables = ["ranks"]\noptions = {from = "vn-province-63", to = "vn-province-34", partial = true}',
    )
    drift = run("check", cwd=project)
    assert "data/ranks.csv changed (columns rank; units 79)" in drift.stdout
    assert "cannot be scored" not in drift.stdout
    between = run("diff", "HEAD", cwd=project)
    assert between.stdout.startswith("HEAD → now: 1 cell")


def test_what_is_expected_of_a_table_is_no_table_that_cannot_be_scored(project: Path, run: Run) -> None:
    """Ranks alone were held against the columns of the edition, and what moved among them was not told."""
    with_ranks(project, run, 'command = "check"\ntables = ["2023"]\noptions = {expect = "ranks"}')
    drift = run("check", cwd=project)
    assert drift.returncode == 1
    assert "data/ranks.csv changed (columns rank; units 79)" in drift.stdout
    assert "cannot be scored" not in drift.stdout
    between = run("diff", "HEAD", cwd=project)
    assert between.stdout.startswith("HEAD → now: 1 cell")
    assert "cannot be scored" not in between.stdout
