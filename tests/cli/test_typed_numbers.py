"""A number that is typed is the one that the screens of its language write so, or it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from dtiscore.cli.language import listen_to
from dtiscore.cli.typed_numbers import with_plain_numbers
from dtiscore.errors import UsageFault
from dtiscore.render.drawing import figures
from dtiscore.said import Figure, spoken
from tests.cli.whole_program import program
from tests.conftest import ROOT, Run

TABLE = ("examples/dti-province/2022.csv", "-w", "dti-province-2022")


@pytest.fixture(params=["en", "vi"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language of the command line."""
    listen_to(["--lang", request.param])
    yield request.param
    listen_to([])


def plain(*words: str) -> list[str]:
    return with_plain_numbers(program().commands["robustness"], words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(-1e9, 1e9), st.integers(0, 12))
def test_what_a_screen_shows_is_read_as_that(language: str, value: float, decimals: int) -> None:
    shown = figures.fixed(value, decimals)
    assert plain("--share", spoken(shown, language)) == ["--share", shown]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1e9), st.integers(0, 3))
def test_what_stands_in_groups_is_read_as_that_or_refused(language: str, value: float, decimals: int) -> None:
    shown = Figure(f"{value:,.{decimals}f}")
    try:
        assert plain("--share", spoken(shown, language)) == ["--share", shown.replace(",", "")]
    except UsageFault:
        assert shown.count(",") == 1
        assert not decimals


@pytest.mark.parametrize("text", ["0.75", "12.5", "1234.567", "0.125", "-0.5", "1e-05", "3", "x.y", "10.5%"])
def test_a_command_that_was_printed_can_be_copied(language: str, text: str) -> None:
    for words in (["--share", text], [f"--share={text}"], ["--error", f"health={text}"]):
        assert plain(*words) == words


def test_of_two_readings_none_is_taken(language: str) -> None:
    sign = "," if language == "en" else "."
    for words in (["--share", f"1{sign}234"], ["--error", f"a:b=1{sign}234%"]):
        with pytest.raises(UsageFault) as caught:
            plain(*words)
        assert str(caught.value.fix) == f"write 1234 or 1{'.' if language == 'en' else ','}234"


def test_lists_and_texts_stay_as_they_are(language: str) -> None:
    words = [
        "1,5.csv",
        "--normalisation",
        "min-max:1,100",
        "--treatment",
        "clip-percentiles:2,5",
        "--unit",
        "1,5",
    ]
    assert plain(*words) == words


def test_english_refuses_a_decimal_comma_with_the_way_out(run: Run) -> None:
    for typed in (["--share", "0,5"], ["--error", "7=0,5"]):
        result = run("robustness", *TABLE, "--vary-weights", "uniform", *typed, cwd=ROOT)
        assert result.returncode == 2
        assert "has a comma before its decimals" in result.stderr
        assert "0.5" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("whatif", *TABLE, "--value", "56:hoat_dong_chinh_quyen_so=0.75", "--weight", "7=250.5", "--rescale"),
        ("whatif", *TABLE, "--points", "7=210.5", "--rescale"),
        ("improve", *TABLE, "--unit", "56", "--to-score", "0.62"),
        ("diagnose", *TABLE, "--threshold", "alpha=0.75"),
        ("robustness", *TABLE, "--draws-count", "20", "--concentration", "50.5", "--error", "7=0.05"),
        ("check", *TABLE, "--expect", "examples/dti-province/published-2022.csv", "--tolerance", "0.5"),
    ],
)
def test_every_number_may_have_the_sign_of_its_language(run: Run, words: tuple[str, ...]) -> None:
    with_point = run(*words, "--lang", "vi", "-f", "json", cwd=ROOT)
    with_comma = run(
        *(word if "/" in word else word.replace(".", ",") for word in words),
        "--lang",
        "vi",
        "-f",
        "json",
        cwd=ROOT,
    )
    assert with_point.stdout
    assert (with_comma.stdout, with_comma.stderr) == (with_point.stdout, with_point.stderr)


def test_a_cell_is_written_as_in_the_file_before_all_else(run: Run, tmp_path: Any) -> None:
    """``1,234`` in a column whose cells group by commas is 1234, whatever the language."""
    for name, cells in (("grouped", ('"1,200.5"', '"2,300.5"')), ("comma", ('"1200,5"', '"2300,5"'))):
        (tmp_path / f"{name}.csv").write_text(f"unit,x\na,{cells[0]}\nb,{cells[1]}\n", encoding="utf-8")
    (tmp_path / "e.yaml").write_text(
        "id: e\ntitle: E\nauthority: {decision: none, issuer: us, source: here}\nmissing: error\n"
        "publish: {as: score, decimals: 4}\nrank: {on: full}\nscale: 100\nindex:\n  code: E\n  aggregate: arithmetic\n"
        "  weights: 1\n  children:\n    - {code: x, weight: 1, column: x, rule: {kind: min-max}}\n",
        encoding="utf-8",
    )
    for name in ("grouped", "comma"):
        told = run(
            "whatif", f"{name}.csv", "-w", "e.yaml", "--value", "a:x=1,234", "--lang", "vi", "-f", "json",
            cwd=tmp_path,
        )  # fmt: skip
        assert '"now": "1,234"' in told.stdout, told.stderr
