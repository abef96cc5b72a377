"""No option does nothing: what could have no effect beside the other options, or is given twice, is refused by name."""

from __future__ import annotations

import shlex

import pytest

from tests.conftest import ROOT, Run

DTI = "examples/dti-province/2022.csv -w dti-province-2022"


@pytest.mark.parametrize(
    ("line", "option"),
    [
        (f"score {DTI} -w hdi-2022", "--weights"),
        (f"score {DTI} --top 3 --top 4", "--top"),
        (f"explain {DTI} --unit 01 --unit 02", "--unit"),
        (f"score {DTI} --encoding utf-8 --encoding cp1258", "--encoding"),
        ("weights show hdi-2022 -f json -f table", "--format"),
        ("units match -u vn-province-63 --units vn-province-34 01", "--units"),
        ("weights convert --from-coinr a.csv b.csv --from-coinr c.csv d.csv --to csv", "--from-coinr"),
    ],
)
def test_a_single_value_given_twice_is_refused(run: Run, line: str, option: str) -> None:
    result = run(*shlex.split(line), cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert f"{option} is given more than once" in result.stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--group ''", "--group is empty"),
        ("--sheet ''", "--sheet is empty"),
        ("--ignore-unit 'Cả nước' --ignore-unit ''", "--ignore-unit is empty"),
        ("--period= --delimiter=", "--delimiter and --period are empty"),
    ],
)
def test_an_option_without_a_text_is_refused(run: Run, options: str, named: str) -> None:
    """With a variable of the shell that is not set the whole table would be ranked, and not the group that was meant."""
    result = run(*shlex.split(f"score {DTI} {options}"), cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert named in result.stderr


def test_a_flag_said_twice_says_the_same(run: Run) -> None:
    result = run(*shlex.split(f"score {DTI} --strict --strict -q -q --top 3"), cwd=ROOT)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            f"robustness {DTI} --share 0.1",
            ["--share has no effect without --vary-weights uniform", "or add --vary-weights uniform"],
        ),
        (
            f"robustness {DTI} --share 0.1 --vary-weights simplex",
            ["--share has no effect beside --vary-weights simplex", "or choose --vary-weights uniform"],
        ),
        (
            f"robustness {DTI} --seed 3 --draws-count 9 --show removal",
            ["--draws-count and --seed have no effect beside --show removal", "or add --draws"],
        ),
        (
            f"explain {DTI} --unit 01 --gaps -o x.json",
            ["--gaps has no effect beside --output x.json", "--format table, md or html"],
        ),
        (
            f"explain {DTI} --unit 01 --gaps --peers rank --cell 7",
            ["--peers and --gaps have no effect beside --cell 7", "leave out --peers and --gaps, or --cell"],
        ),
        (f"trend 2022={DTI} --picture scores", ["--picture has no effect without --format svg, png, pdf or vl.json"]),
        (f"trend 2022={DTI} --picture scores --show spread -f svg", ["--picture has no effect beside --show spread"]),
        ("weights derive pca x.csv -w hdi-2022 --node HDI --total 9", ["beside pca", "or choose budget-allocation"]),
    ],
)  # fmt: skip
def test_the_refusal_says_beside_what_and_the_ways_out(run: Run, line: str, said: list[str]) -> None:
    result = run(*shlex.split(line), cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    for words in said:
        assert words in result.stderr


def test_what_would_hold_anyway_may_be_said(run: Run) -> None:
    said = "--vary-weights dirichlet --concentration 100 --seed 1 --show ranks --draws-count 9 -f table"
    spoken = run(*shlex.split(f"robustness {DTI} {said}"), cwd=ROOT)
    assert spoken.returncode == 0, spoken.stderr
    assert spoken.stdout == run(*shlex.split(f"robustness {DTI} --draws-count 9"), cwd=ROOT).stdout
