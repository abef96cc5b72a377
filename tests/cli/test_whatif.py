"""``whatif`` and ``backcast`` through the real executable: every form, every width, exit codes, the examples of --help."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run

DTI = ROOT / "examples" / "dti-province"
DATA = str(DTI / "2022.csv")
KHANH_HOA = ("whatif", DATA, "-w", "dti-province-2022", "--value", "56:hoat_dong_chinh_quyen_so=0.75")
PAST = (f"2020={ROOT / 'tests' / 'published' / 'dti-province-2020.csv'}", f"2022={DATA}")


@pytest.mark.parametrize("name", ["whatif", "backcast"])
def test_the_example_of_the_help(run: Run, name: str) -> None:
    result = run(*example_of(name), cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Da Nang" in result.stdout


class TestWhatIf:
    def test_the_table_tells_change_moves_and_parts(self, run: Run) -> None:
        result = run(*KHANH_HOA, "--width", "100")
        assert result.returncode == 0, result.stderr
        text = " ".join(result.stdout.split())
        assert f"Khanh Hoa, hoat_dong_chinh_quyen_so: 0.4810 → 0.75 ({DATA}:38:6)" in text
        assert "1 of 63 units get another score, 18 another rank." in text
        assert "Khanh Hoa, part by part" in text
        # 0.5576 plus 200 * (0.75 - 0.4810) / 1000.
        assert re.search(r"DTI Provincial Digital Transformation Index 0\.5576 0\.6114 \+0\.0538 41 24", text)
        assert re.search(r"24 ▲17 Khanh Hoa \* 41 0\.5576 0\.6114 \+0\.0538", text)
        assert "How to read: # is the rank after the change" in text

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_at_forty_columns_nothing_is_cut(self, run: Run, language: str) -> None:
        result = run(*KHANH_HOA, "--width", "40", "--unit", "Khánh Hòa", "--lang", language)
        assert result.returncode == 0, result.stderr
        assert max(map(len, result.stdout.splitlines())) <= 40
        for figure in ("▲17", "0.6114", "+0.0538", "+0.2690"):
            assert (figure.replace(".", ",") if language == "vi" else figure) in result.stdout

    def test_csv_holds_every_unit_and_its_split(self, run: Run) -> None:
        result = run(*KHANH_HOA, "-f", "csv")
        rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
        assert len(rows) == 63
        assert [unit for unit, row in rows.items() if row["figures_changed"] == "True"] == ["56"]
        assert float(rows["56"]["data:7"]) == pytest.approx(0.0538)
        assert (rows["56"]["rank_before"], rows["56"]["rank"], rows["56"]["move"]) == ("41", "24", "17")
        assert sum(float(row["move"]) < 0 for row in rows.values()) == 17

    def test_json_says_what_was_changed(self, run: Run) -> None:
        payload = json.loads(run(*KHANH_HOA, "--weight", "7=250", "--rescale", "-f", "json").stdout)
        assert payload["schema"] == "dtiscore/whatif/1"
        assert payload["cells"] == [
            {
                "unit": "56", "column": "hoat_dong_chinh_quyen_so", "line": 38,
                "was": "0.4810", "now": "0.75", "nodes": ["7"],
            }
        ]  # fmt: skip
        assert payload["before"]["options"] == {}
        assert payload["after"]["options"]["changed_cells"][0]["now"] == "0.75"
        assert [(row["code"], row["before"], row["after"]) for row in payload["edition"]] == [
            ("7", 200, 250), ("8", 150, 125), ("9", 150, 125),
        ]  # fmt: skip
        assert payload["after"]["methodology"]["id"] == "dti-province-2022-changed"
        assert {part["unit"] for part in payload["parts"]} == {"56"}

    def test_markdown(self, run: Run) -> None:
        result = run(*KHANH_HOA, "--unit", "56", "-f", "md")
        assert "| 24 | ▲17 | Khanh Hoa \\* |" in " ".join(result.stdout.split(" ")).replace("|  ", "| ")

    def test_what_counts_for_nothing_is_said(self, run: Run) -> None:
        asked = ("whatif", DATA, "-w", "dti-province-2022", "--value", "48:3=0.1", "--top", "1")
        refused = run(*asked)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "ha_tang_so of Da Nang counts for nothing" in " ".join(refused.stderr.split())
        result = run(*asked, "--allow-fixed-units")
        text = " ".join(result.stdout.split())
        assert "ha_tang_so of Da Nang counts for nothing here" in text
        assert "No published score and no rank changes." in text

    def test_standard_input(self, run: Run) -> None:
        text = Path(DATA).read_text(encoding="utf-8")
        result = run("whatif", "-", *KHANH_HOA[2:], "-f", "csv", input=text)
        assert result.stdout == run(*KHANH_HOA, "-f", "csv").stdout

    @pytest.mark.parametrize(
        ("options", "code", "said"),
        [
            ((), 2, "nothing is changed"),
            (("--value", "48:7=1.2"), 1, "1.2 is above the maximum 1"),
            (("--value", "Da Nag:7=1"), 2, "did you mean Da Nang"),
            (("--value", "48"), 2, "write UNIT:COLUMN=VALUE"),
            (("--weight", "7=250"), 2, "--rescale lets the siblings share what is left"),
            (("--weight", "7=250", "--of-index"), 2, "or its points by --points"),
            (("--weight", "7=250", "--rescale", "--relative"), 2, "read one weight in two ways"),
            (("--value", "48:7=1", "--relative"), 2, "--relative has no effect without --weight or --points"),
            (("--weight", "77=250"), 2, 'has no node "77"'),
            (("--rule", "7={kind: fractoin}"), 2, "did you mean fraction"),
            (("--against", "hdi-2022"), 2, "not of one index"),
        ],
    )
    def test_refusals(self, run: Run, options: tuple[str, ...], code: int, said: str) -> None:
        result = run("whatif", DATA, "-w", "dti-province-2022", *options)
        assert (result.returncode, result.stdout) == (code, "")
        assert said in " ".join(result.stderr.split())
        assert "Traceback" not in result.stderr


class TestBackcast:
    def test_what_cannot_be_re_scored_is_named(self, run: Run) -> None:
        result = run("backcast", *PAST, "-w", "dti-province", "--allow-missing-units", "--top", "3")
        assert result.returncode == 0, result.stderr
        text = " ".join(result.stdout.split())
        assert (
            "2020 cannot be re-scored under dti-province-2022: the table lacks the columns nhan_thuc_so"
            in text
        )
        assert "In force at the time: 2020 dti-province-2020." in text
        assert "In 2022 this edition was in force already" in text
        assert "only published ranks are shown: 2020" in text
        assert "missing in 2020" in result.stderr

    def test_exit_1_where_nothing_can_be(self, run: Run) -> None:
        result = run("backcast", PAST[1], "-w", "dti-province-2020")
        assert result.returncode == 1
        assert "the table lacks the columns chinh_quyen_so, kinh_te_so, xa_hoi_so" in result.stdout
        assert "2022 then" in result.stdout  # the ranking of the time stands all the same

    def test_parts_of_a_newer_edition_under_older_weights(self, run: Run) -> None:
        arguments = ("backcast", PAST[1], "-w", "dti-province-2020", "--from", "dti-province-2022")
        text = " ".join(run(*arguments, "--top", "1").stdout.split())
        assert text.startswith(
            "DTI under dti-province-2020: 2022, on CQS, KTS, XHS as dti-province-2022 (922/QĐ-BTTTT) makes them"
        )
        assert "These are the weights of dti-province-2020 (1726/QĐ-BTTTT) on parts that" in text
        (period,) = json.loads(run(*arguments, "-f", "json").stdout)["periods"]
        assert (period["made_by"]["id"], period["made"]) == ("dti-province-2022", ["CQS", "KTS", "XHS"])

    def test_two_editions_side_by_side(self, run: Run, tmp_path: Path) -> None:
        today = tmp_path / "today.yaml"
        text = (ROOT / "weights" / "dti-province-2022.yaml").read_text(encoding="utf-8")
        text = text.replace("id: dti-province-2022", "id: dti-province-2025", 1)
        text = text.replace('["2021", "2022", "2023"]', '["2025"]')
        today.write_text(
            re.sub(r'(code: "7".*?points: )200', r"\g<1>300", re.sub(r'(code: "[89]".*?points: )150', r"\g<1>100", text)),
            encoding="utf-8",
        )  # fmt: skip
        result = run("backcast", PAST[1], "-w", today, "-f", "csv")
        assert result.returncode == 0, result.stderr
        rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
        # Đà Nẵng: 433.205 and, of 300, 100 and 100, 0.8575, 0.7836 and 0.5197.
        expected = (433.205 + 300 * 0.8575 + 100 * 0.7836 + 100 * 0.5197) / 1000
        assert float(rows["48"]["score:2022"]) == round(expected, 4)
        assert (rows["48"]["score_then:2022"], rows["48"]["rank_then:2022"]) == ("0.8002", "1")
        assert all(
            int(row["move:2022"]) == int(row["rank_then:2022"]) - int(row["rank:2022"])
            for row in rows.values()
        )
        shown = run("backcast", PAST[1], "-w", today, "--width", "40", "--unit", "48", "--lang", "vi")
        assert max(map(len, shown.stdout.splitlines())) <= 40
        assert "2022 khi" in shown.stdout

    def test_json_and_markdown(self, run: Run) -> None:
        arguments = ("backcast", *PAST, "-w", "dti-province-2022", "--allow-missing-units", "-q")
        payload = json.loads(run(*arguments, "-f", "json").stdout)
        first, second = payload["periods"]
        assert (first["now"]["scored"], first["then"]["scored"], second["now"]["scored"]) == (
            False,
            True,
            True,
        )
        assert first["now"]["missing_columns"][0] == "nhan_thuc_so"
        assert first["edition_then"]["id"] == "dti-province-2020"
        result = run(*arguments, "-f", "md", "--top", "1")
        assert "2020 then" in result.stdout
        assert result.stderr == ""
