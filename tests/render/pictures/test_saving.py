"""A picture is saved in four forms, alike in every run; names in it do nothing; without its libraries it is told what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.render.pictures.drawn import PLAIN, frame_of, specification

import dtiscore
from dtiscore.cli import main
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.forms import PICTURES
from dtiscore.tables import row_identity

TABLE = str(ROOT / "examples" / "dti-province" / "2022.csv")
COMMAND = ["score", TABLE, "-w", "dti-province-2022", "--top", "3"]
HOSTILE = [
    "</text><script>alert(1)</script>",
    "{{datum.x}}",
    "datum['x']",
    "\x1b[2J",
    "a\u202eb",
    '"<&>',
    "$x",
]


def saved(folder: Path, name: str, *arguments: str) -> bytes:
    assert main([*COMMAND, *arguments, "-o", str(folder / name)]) == 0
    return (folder / name).read_bytes()


def test_an_svg_says_what_it_shows_and_is_the_same_in_every_run(tmp_path: Path) -> None:
    first = saved(tmp_path, "a.svg", "--lang", "vi")
    assert first == saved(tmp_path, "b.svg", "--lang", "vi")
    root = ET.fromstring(first)
    assert root.get("role") == "img"
    assert "Đà Nẵng" in str(root.get("aria-label"))
    assert "0,8002" in "".join(root.itertext())


def test_a_specification_is_the_same_in_every_run(tmp_path: Path) -> None:
    assert saved(tmp_path, "a.vl.json") == saved(tmp_path, "b.VL.JSON")
    assert b'"$schema": "https://vega.github.io/schema/vega-lite/' in (tmp_path / "a.vl.json").read_bytes()


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_other_pictures(form: str, start: bytes, tmp_path: Path) -> None:
    assert saved(tmp_path, f"a.{form}").startswith(start)


def test_what_has_no_picture_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "list", "-o", str(tmp_path / "a.svg")]) == 2
    assert "this result has no picture" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["altair", "vl_convert"])
@pytest.mark.parametrize("form", PICTURES)
def test_a_library_that_is_absent_is_asked_for_before_any_work(
    form: str,
    module: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["score", "absent.csv", "-w", "dti-province-2022", "-o", str(tmp_path / f"r.{form}")]) == 2
    assert "pip install 'dtiscore[report]'" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_who_draws_nothing_loads_nothing_that_draws() -> None:
    code = f"import sys; from dtiscore.cli import main; main({COMMAND}); print('altair' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, encoding="utf-8"
    )
    assert ended.stdout.endswith("False\n")


def test_hostile_names_are_values_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # What no unit may be called is refused when a table is read; here it gets through, to be harmless all the same.
    monkeypatch.setattr(row_identity.RowReader, "doubtful_cells", lambda reader: None)
    rows = {"unit": [f"u{at}" for at in range(len(HOSTILE))], "x": 1.0, "y": 1.0}
    harmless = ShownRanking(dtiscore.score(pd.DataFrame(rows), PLAIN)).picture()
    hostile = ShownRanking(dtiscore.score(pd.DataFrame({**rows, "name": HOSTILE}), PLAIN)).picture()
    assert frame_of(specification(hostile)) == frame_of(specification(harmless))
    text = hostile.to_json(ensure_ascii=False)
    assert not set("\x1b\u202e") & set(text)
