"""Units whose index the table supplies: what cannot reach them is refused, or goes on and marks them in every form."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl  # type: ignore[import-untyped]  # openpyxl has no types
import pandas as pd
import pytest

import dtiscore
from tests.conftest import ROOT, Run

EDITION = ("-w", "dti-province-2022")
FORMS = ("table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "parquet")
ACTIVITIES = ["hoat_dong_chinh_quyen_so", "hoat_dong_kinh_te_so", "hoat_dong_xa_hoi_so"]
WEIGHT = ("--weight", "7=250", "--rescale")


@pytest.fixture
def in_part(tmp_path: Path) -> Path:
    """The provinces of 2022 as they are published: five with all parts, 58 with four of eight and the index itself."""
    folder = ROOT / "examples" / "dti-province"
    parts = pd.read_csv(folder / "2022.csv", dtype=str).drop(columns="foundation_points").set_index("code")
    published = pd.read_csv(folder / "published-2022.csv", dtype=str).set_index("code")
    leaders = pd.read_csv(folder / "2022-leaders.csv", dtype=str).set_index("code")
    table = parts.assign(dti=published["DTI"]).join(leaders.drop(columns=parts.columns))
    table.loc[leaders.index, "dti"] = None
    path = tmp_path / "in-part.csv"
    table.reset_index().to_csv(path, index=False)
    return path


@pytest.fixture
def index_alone(tmp_path: Path) -> Path:
    """Every unit with its index and four parts."""
    path = tmp_path / "index.csv"
    path.write_bytes((ROOT / "examples/dti-province/2024-published.csv").read_bytes())
    return path


@pytest.mark.parametrize(
    "question",
    [
        ("robustness", "--draws-count", "20"),
        ("robustness", "--draws-count", "20", "--show", "pairs"),
        ("robustness", "--draws-count", "20", "--show", "influence"),
        ("robustness", "--draws-count", "20", "--vary-weights", "none", "--exclude"),
        ("robustness", "--draws-count", "20", "--vary-weights", "none", "--error", "7=0.1"),
        ("robustness", "--show", "removal"),
        ("robustness", "--show", "attainable"),
        ("robustness", "--show", "attainable-main"),
        ("whatif", *WEIGHT),
        ("whatif", "--rule", "7.of=2"),
    ],
    ids=" ".join,
)
def test_what_cannot_reach_all_units_is_refused(
    run: Run, in_part: Path, index_alone: Path, question: tuple[str, ...]
) -> None:
    command, *options = question
    result = run(command, in_part, *EDITION, *options)
    assert (result.returncode, result.stdout) == (2, "")
    told = " ".join(result.stderr.split())
    assert "cannot reach 58 of 63 units (" in told
    assert "and 55 more)" in told
    assert "below DTI" in told
    assert "--allow-fixed-units" in told
    allowed = run(command, in_part, *EDITION, *options, "--allow-fixed-units")
    assert allowed.returncode == 0, allowed.stderr
    assert "58 of 63 units (fixed)" in " ".join(allowed.stdout.split())
    for more in ([], ["--allow-fixed-units"]):
        nothing = run(command, index_alone, *EDITION, *options, *more)
        assert (nothing.returncode, nothing.stdout) == (2, "")
        assert "can reach none of the 63 units" in " ".join(nothing.stderr.split())


def test_vietnamese_has_a_word_of_its_own_for_more_units(run: Run, in_part: Path) -> None:
    refused = run("whatif", in_part, *EDITION, *WEIGHT, "--lang", "vi")
    assert "và 55 đơn vị khác" in " ".join(refused.stderr.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "command", [("robustness", "--draws-count", "20"), ("whatif", *WEIGHT)], ids=lambda c: c[0]
)
def test_every_form_marks_them(
    run: Run, in_part: Path, tmp_path: Path, command: tuple[str, ...], form: str
) -> None:
    out = tmp_path / f"out.{form}"
    verb, *options = command
    result = run(verb, in_part, *EDITION, *options, "--allow-fixed-units", "-f", form, "-o", out)
    assert result.returncode == 0, result.stderr
    if form in ("table", "md", "html"):
        text = out.read_text(encoding="utf-8")
        assert text.count("(fixed)") >= 58 + 1
        return
    rows = _rows(out.read_bytes(), form)
    fixed = [row for row in rows if row["fixed_at"] == "DTI"]
    assert (len(rows), len(fixed)) == (63, 58)
    said = "rank_p5" if verb == "robustness" else "change"
    assert all(row[said] in (None, "") for row in fixed)
    assert all(row[said] not in (None, "") for row in rows if row not in fixed)


def _rows(content: bytes, form: str) -> list[dict[str, Any]]:
    if form == "json":
        return list(json.loads(content)["rows"])
    if form == "jsonl":
        return [json.loads(line) for line in content.decode().splitlines()]
    if form == "xlsx":
        _, heads, *rows = (
            openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        )
        return [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    if form == "parquet":
        table = pd.read_parquet(io.BytesIO(content)).astype(object)
    else:
        table = pd.read_csv(io.BytesIO(content), sep="\t" if form == "tsv" else ",", dtype=object)
    return [
        {str(key): None if value != value else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def test_nothing_firm_is_said_of_them(in_part: Path) -> None:
    study = dtiscore.robustness(in_part, "dti-province-2022", draws_count=50, allow_fixed_units=True)
    reached = [at for at in range(63) if at not in study.fixed]
    assert [study.subject.units[at] for at in reached] == ["48", "79", "22", "46", "92"]
    assert sorted(study.statistics) == sorted(study.attainable) == reached
    assert study.share_above(0, 5) is None
    assert study.share_above(0, 1) == 1.0
    assert set(study.fixed.values()) == {"DTI"}
    assert all(not study.letters[at] for at in study.fixed)
    assert not {at for group in study.groups for at in group} & set(study.fixed)
    shifts = [abs(one.ranks - study.subject.ranks)[reached].mean() for one in study.removals]
    assert [one.mean_shift for one in study.removals] == pytest.approx(shifts)
    with pytest.raises(dtiscore.UsageFault, match='cannot reach "Khánh Hòa"'):
        _ = dtiscore.robustness(
            in_part, "dti-province-2022", draws_count=5, unit="56", allow_fixed_units=True
        ).statistics


def test_an_error_in_one_cell_that_does_not_count_is_refused(run: Run, in_part: Path) -> None:
    asked = ("robustness", in_part, *EDITION, "--vary-weights", "none", "--draws-count", "20")
    refused = run(*asked, "--error", "Khánh Hòa:3=0.1", "--allow-fixed-units")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert 'an error in "3" cannot reach "Khanh Hoa"' in " ".join(refused.stderr.split())
    told = run(*asked, "--error", "Đà Nẵng:3=0.1")
    assert told.returncode == 0, told.stderr


def test_a_fixed_unit_stands_where_it_is_while_the_others_move(in_part: Path) -> None:
    """By enumeration over the corners: with all weight on one part, the leader is ahead of whoever has less there."""
    study = dtiscore.robustness(in_part, "dti-province-2022", draws_count=5, allow_fixed_units=True)
    card = study.card
    parts = ["1", "2", "3", "4", "5", "7", "8", "9"]
    computed = ~np.isnan(card.nodes["1"].score)
    ahead = [
        np.where(computed, card.nodes[code].published, card.index.published)
        - card.nodes[code].published[leader]
        for code in parts
        for leader in [card.dataset.units.index("48")]
    ]
    corners = [int((column > 1e-9).sum()) + 1 for column in ahead]
    leader = study.attainable[0]
    assert leader.best.rank <= min(corners)
    assert leader.worst.rank >= max(corners)


def test_a_node_that_all_units_are_supplied_at_is_no_obstacle(run: Run) -> None:
    whole = ("examples/dti-province/2022.csv", *EDITION)
    result = run("robustness", *whole, "--draws-count", "20", "-f", "csv", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    table = pd.read_csv(io.StringIO(result.stdout))
    assert table["fixed_at"].isna().all()
    assert table["rank_p5"].notna().all()
    inside = run("whatif", *whole, "--weight", "1=150", "--rescale", cwd=ROOT)
    assert (inside.returncode, inside.stdout) == (2, "")
    assert "can reach none of the 63 units" in inside.stderr


def test_some_units_with_a_node_supplied_above_what_varies_for_others(run: Run, tmp_path: Path) -> None:
    """Five provinces with the parts of the foundation, 58 with the foundation as one figure."""
    folder = ROOT / "examples" / "dti-province"
    table = pd.read_csv(folder / "2022.csv", dtype=str).set_index("code")
    leaders = pd.read_csv(folder / "2022-leaders.csv", dtype=str).set_index("code")
    table = table.join(leaders.drop(columns=[*ACTIVITIES, "ha_tang_so", "year", "province"]))
    table.loc[leaders.index, "foundation_points"] = None
    path = tmp_path / "mixed.csv"
    table.reset_index().to_csv(path, index=False)
    refused = run("robustness", path, *EDITION, "--draws-count", "20")
    assert refused.returncode == 2
    told = " ".join(refused.stderr.split())
    assert "cannot reach 58 of 63 units" in told
    for question, way_out in (
        ((), ("--draw-over", "level:1")),
        (("--show", "removal"), ("--level", "1")),
        (("--show", "attainable"), ("--show", "attainable-main")),
    ):
        refused = run("robustness", path, *EDITION, *question)
        assert refused.returncode == 2
        assert " ".join(way_out) in " ".join(refused.stderr.split())
        options = question if question[:1] != way_out[:1] else ()
        gone_on = run("robustness", path, *EDITION, *options, *way_out, "-f", "csv")
        assert gone_on.returncode == 0, gone_on.stderr
        assert "fixed_at" not in pd.read_csv(io.StringIO(gone_on.stdout)).dropna(axis="columns", how="all")
    assert run("whatif", path, *EDITION, *WEIGHT).returncode == 0


def test_a_plan_does_not_raise_the_index_itself(run: Run, in_part: Path) -> None:
    result = run("improve", in_part, *EDITION, "--unit", "Khánh Hòa", "--to-rank", "20")
    assert (result.returncode, result.stdout) == (2, "")
    assert "the table supplies its" in " ".join(result.stderr.split())
    other = run("improve", in_part, *EDITION, "--unit", "Cần Thơ", "--to-rank", "4")
    assert other.returncode == 0, other.stderr


def test_an_index_that_is_supplied_is_no_part_of_itself(run: Run, in_part: Path) -> None:
    result = run("explain", in_part, *EDITION, "--unit", "Khánh Hòa", "-f", "json")
    answer = json.loads(result.stdout)
    assert answer["index_supplied"] is True
    assert "DTI" not in [*answer["strengths"], *answer["weaknesses"]]
    screen = run("explain", in_part, *EDITION, "--unit", "Khánh Hòa").stdout
    assert "Largest loss" not in screen
    assert "itself: it was not computed from the parts below" in " ".join(screen.split())
    whole = run("explain", in_part, *EDITION, "--unit", "Đà Nẵng")
    assert "Largest loss: Digital society activity" in whole.stdout


@pytest.fixture
def heavier(run: Run, tmp_path: Path) -> Path:
    """The edition of 2022 with 250, 125 and 125 points for the three activities."""
    text = run("weights", "convert", "dti-province-2022", "--to", "yaml").stdout
    lines = [line for line in text.splitlines() if not line.startswith(("family:", "supersedes:", "id:"))]
    changed = "\n".join(["id: heavier", *lines]).replace("points: 200", "points: 250")
    path = tmp_path / "heavier.yaml"
    path.write_text(changed.replace("points: 150", "points: 125"), encoding="utf-8")
    return path


def test_another_edition_is_not_said_to_leave_them_as_they_are(
    run: Run, in_part: Path, heavier: Path
) -> None:
    later = f"2023={ROOT / 'examples/dti-province/2023.csv'}"
    for tables in ([in_part], [f"2022={in_part}", later]):
        asked = ("compare", *tables, *EDITION, "-w", heavier)
        refused = run(*asked)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "another edition cannot reach 58 of 63 units" in " ".join(refused.stderr.split())
        answer = json.loads(run(*asked, "--allow-fixed-units", "-f", "json").stdout)
        assert len(answer["fixed"]) == 58
        by_unit = {row["unit"]: row for row in answer["rows"]}
        assert (by_unit["56"]["fixed_at"], by_unit["56"]["method"]) == ("DTI", None)
        assert by_unit["48"]["method"] > 0
        assert "Khanh Hoa (fixed)" in run(*asked, "--allow-fixed-units").stdout
    same = run("compare", f"2022={in_part}", later, *EDITION)
    assert same.returncode == 0, same.stderr


def test_a_past_period_that_cannot_be_reached_is_not_re_scored(
    run: Run, in_part: Path, heavier: Path
) -> None:
    later = f"2023={ROOT / 'examples/dti-province/2023.csv'}"
    asked = ("backcast", f"2022={in_part}", later, "-w", heavier, "--was", "dti-province-2022")
    screen = run(*asked)
    assert screen.returncode == 0
    told = " ".join(screen.stdout.split())
    assert "2022 cannot be re-scored under heavier: today's edition cannot reach 58 of 63 units" in told
    assert "--allow-fixed-units marks these units" in told
    table = pd.read_csv(
        io.StringIO(run(*asked, "--allow-fixed-units", "-f", "csv").stdout), dtype={"unit": str}
    )
    table = table.set_index("unit")
    assert table.loc["56", "fixed_at:2022"] == "DTI"
    assert table.loc["56", ["rank:2022", "score:2022", "move:2022"]].isna().all()
    assert table["rank:2022"].notna().sum() == 5
    assert table[["rank:2023", "rank_then:2022"]].notna().all(axis=None)
    in_force = run("backcast", f"2022={in_part}", "-w", "dti-province", "-f", "csv")
    assert pd.read_csv(io.StringIO(in_force.stdout))["rank:2022"].notna().all()


def test_the_way_of_a_cell_ends_where_a_score_is_supplied(run: Run, in_part: Path) -> None:
    """4 of 8 parts and the index: the third part ends below a foundation without a score, the seventh below the index."""
    for data, cell, stages in (
        (in_part, "3", [("I", "ends")]),
        (in_part, "7", [("II", "adds"), ("DTI", "ends")]),
        ("examples/dti-province/2022.csv", "3", [("I", "ends")]),
        ("examples/dti-province/2022.csv", "7", [("II", "adds"), ("DTI", "adds")]),
    ):
        result = run("explain", data, *EDITION, "--unit", "56", "--cell", cell, "-f", "json", cwd=ROOT)
        told = [(row["subject"], row["stage"]) for row in json.loads(result.stdout)["rows"]]
        assert told[-len(stages) :] == stages


def test_no_weight_is_held_against_a_score_that_it_did_not_make(run: Run, tmp_path: Path) -> None:
    """Of 63 provinces the index of one in three is supplied: how much the main parts matter in it is not their weights'."""
    table = pd.read_csv(ROOT / "examples/dti-province/2022.csv", dtype=str)
    path = tmp_path / "a-third.csv"
    whole = run(
        "diagnose", "examples/dti-province/2022.csv", *EDITION, "--show", "importance", "-f", "json", cwd=ROOT
    )
    table["dti"] = [None if at % 3 else "0.6" for at in range(len(table))]
    table.loc[::3, "foundation_points"] = None
    table.to_csv(path, index=False)
    part = run("diagnose", path, *EDITION, "--show", "importance", "-f", "json")
    for result, is_known in ((whole, True), (part, False)):
        assert result.returncode == 0, result.stderr
        shares = {row["code"]: row["share"] for row in json.loads(result.stdout)["rows"]}
        assert (shares["I"] is not None) == is_known
        assert shares["7"] is not None
