"""Forty kinds of bad tables and weighting files: each is read rightly or refused with its code, line, column and exit.

Every row is a file as it comes from spreadsheets, fonts and hands of this field. The command line runs in this process,
except where the process itself is what is tested: its streams and its exit status.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from dtiscore.cli import main
from tests.cli.test_contract import executable, shell
from tests.conftest import Run

SHAPE = """\
id: {id}
title: Forty
authority: {{decision: none, issuer: nobody, source: made for this test}}
publish: {{as: score, decimals: 2}}
rank: {{on: full}}
{more}
index:
  code: M
  aggregate: {aggregate}
  weights: equal
  children:
    - {{code: x, rule: {{kind: {rule}}}}}
"""
EDITIONS = {
    "one": SHAPE.format(id="one", more="missing: no-score", aggregate="arithmetic", rule="identity"),
    "need": SHAPE.format(id="need", more="", aggregate="arithmetic", rule="identity"),
    "share": SHAPE.format(id="share", more="", aggregate="arithmetic", rule="fraction"),
    "product": SHAPE.format(id="product", more="", aggregate="geometric", rule="identity"),
    "range": SHAPE.format(id="range", more="", aggregate="arithmetic", rule="min-max"),
    "63": SHAPE.format(id="old", more="units: vn-province-63", aggregate="arithmetic", rule="identity"),
    "34": SHAPE.format(id="new", more="units: vn-province-34", aggregate="arithmetic", rule="identity"),
}
SOME = "--allow-missing-units"
"""The tables of provinces here hold a few of them; what is missing is a warning on line 1."""
FEW = ("warning", "missing-unit", 1, None)

Fault = tuple[str, str, int | None, int | None]
"""Severity, code, line, column."""


@dataclass(frozen=True)
class Case:
    """One table, how it is declared, and what must come of it."""

    row: str
    """The row of the list of forty, with a letter where it has several inputs."""
    table: str | bytes
    exit: int
    faults: tuple[Fault, ...] = ()
    edition: str = "one"
    options: tuple[str, ...] = ()
    scores: tuple[str, ...] | None = None
    """The scores of the index in the order of ranks, in full precision."""
    said: str = ""
    """Words of a message that must be there."""


def error(code: str, line: int | None, column: int | None = None) -> Fault:
    return ("error", code, line, column)


def warning(code: str, line: int | None, column: int | None = None) -> Fault:
    return ("warning", code, line, column)


TWO = "code,province,x\n01,Hà Nội,1\n02,Hà Giang,2\n"
NFD = "code,province,x\n01,Ha\u0300 No\u0323\u0302i,1\n02,Ha\u0300 Giang,2\n"
CP1258 = "code,province,x\n01,H\u00e0 N\u00f4\u0323i,1\n02,H\u00e0 Giang,2\n".encode("cp1258")
TCVN3 = b"code,province,x\n01,H\xb5 N\xe9i,1\n02,H\xb5 Giang,2\n"

CASES = (
    # 1-5: decimal marks and grouping
    Case("1", "unit,x\na,1.234\nb,5\n", 1, (error("ambiguous-number", 2, 2),), said="may be 1.234 or 1234"),
    Case("2", "unit;x\na;1.234\nb;0.5\n", 0, (warning("settled-number-style", 2, 2),), scores=("1.234", "0.5")),
    Case("2a", "unit,x\na,1.234\nb,0.5\n", 0, scores=("1.234", "0.5")),
    Case("3", 'unit;x\na;"1.234,5"\nb;2\n', 0, scores=("1234.5", "2.0"), options=("--decimal", ",", "--grouping", ".")),
    Case("3a", 'unit;x\na;"1.234,5"\nb;2\n', 0, scores=("1234.5", "2.0")),
    Case("3b", 'unit;x\na;"1.234,5"\n', 1, (error("bad-grouping", 2, 2),), options=("--decimal", ",")),
    Case("4", "unit;x\na;12.34\n", 1, (error("bad-grouping", 2, 2),), options=("--decimal", ",", "--grouping", ".")),
    Case("5", 'unit,x\na,"2,3"\n', 1, (error("wrong-decimal", 2, 2),), options=("--decimal", "."), said="--decimal ,"),
    Case(
        "5a", 'unit,x\na,"2,3"\nb,2.55\n', 1, (error("mixed-number-style", 2, 2), error("mixed-number-style", 3, 2))
    ),
    # 6-12: delimiters and encodings
    Case("6", "unit;x\na;2,3\nb;3,25\n", 0, scores=("3.25", "2.3")),
    Case("6a", "unit;x,y\na;2,3\n", 1, (error("ambiguous-delimiter", 1),), said='declare --delimiter "," or'),
    Case("6b", "unit\tx\na\t2.5\n", 0, scores=("2.5",)),
    Case("7", "sep=;\nunit;x\na;2,5\n", 0, scores=("2.5",)),
    Case("8", "\ufeffunit,x\na,2.5\n", 0, scores=("2.5",)),
    Case("9", "unit\tx\nĐơn vị\t2,5\n".encode("utf-16"), 0, scores=("2.5",)),
    Case("10", "unit,x\na,2.5\n".encode("utf-16-le"), 3, said="Declare --encoding utf-16-le"),
    Case("11", CP1258, 3, said="byte 20 (line 2) is 0xE0", edition="63"),
    Case("11a", CP1258, 0, (FEW,), edition="63", options=(SOME, "--encoding", "cp1258"), scores=("2.0", "1.0")),
    Case("12", TCVN3, 3, said="--encoding tcvn3", edition="63"),
    # 13-23: units
    Case(
        "13", TWO.replace("Hà Nội", "HÃ Ná»™i"), 1, (FEW, error("mojibake", 2, 2)), "63", (SOME,), said='seems to be "Hà Nội"'
    ),
    Case("14", NFD, 0, (FEW,), "63", (SOME,), ("2.0", "1.0")),
    Case("15", "province,x\nHoà Bình,1\nThanh Hoá,2\n", 0, (FEW,), "63", (SOME,), ("2.0", "1.0")),
    Case("16", "province,x\nTP. HCM,1\nThừa Thiên – Huế,2\n", 0, (FEW,), "63", (SOME,), ("2.0", "1.0")),
    Case(
        "17", "province,x\nHà Giag,1\n", 1, (FEW, error("unknown-unit", 2, 1)), "63", (SOME,), said="Hà Giang (02) or Hậu Giang"
    ),
    Case("18", "province,x\nÐà Nẵng,1\n", 0, (FEW, warning("confusable-letter", 2, 1)), "63", (SOME,), ("1.0",)),
    Case(
        "19", "code,province,x\n01,Hà Nội,1\n02,Hà Giang,2\n", 1, (FEW, error("vintage-mismatch", 3, 2)), "34", (SOME,),
        said="part of Tuyên Quang (08)",
    ),
    Case(
        "20", "province,x\nBình Dương,1\nHồ Chí Minh,2\n", 1, (FEW, error("vintage-mismatch", 2, 1)), "34", (SOME,),
        said="part of Hồ Chí Minh (79)",
    ),
    Case("21", "code,x\n01,1\n04,2\nHà Nội,3\n", 1, (FEW, error("duplicate-unit", 4, 1)), "63", (SOME,), said="line 2"),
    Case("22", TWO, 1, (error("missing-unit", 1),), "63", said="61 of the 63 units"),
    Case("23", "code,province,x\n1,Hà Nội,1\n", 0, (FEW, warning("code-variant", 2, 1)), "63", (SOME,), ("1.0",)),
    Case("23a", "code,province,x\n1E2,Hà Nội,1\n", 1, (FEW, error("unknown-unit", 2, 1)), "63", (SOME,)),
    Case("23b", "unit,x\n01,1\n1,2\n1E2,3\n", 0, scores=("3.0", "2.0", "1.0")),
    Case(
        "19a", "code,x\n01,1\n15,2\n", 0, (FEW, warning("ambiguous-vintage", 3, 1)), "34", (SOME,), ("2.0", "1.0"),
        said="the code is read as Lào Cai of vn-province-34; in vn-province-63 it is Yên Bái",
    ),
    # 02 exists until 2025 only, so that the table can stand on no other scheme.
    Case("19b", "code,x\n02,1\n15,2\n", 0, (FEW,), "63", (SOME,), ("2.0", "1.0")),
    # 24-32: headings, rows and characters
    Case("24", "unit,x,x\na,1,2\n", 1, (error("duplicate-heading", 1, 3),)),
    Case("25", "unit,Kinh tế,\n,x,z\na,1,2\n", 1, (error("merged-header", 1),), said="--header-rows 2"),
    Case("26", "Bảng xếp hạng,\n\nunit,x\na,1\n", 1, (error("header-not-found", 1),), said="--skip-rows 2"),
    Case("26a", "Bảng xếp hạng,\n\nunit,x\na,1\n", 0, options=("--skip-rows", "2"), scores=("1.0",)),
    Case("26b", "province,x\nHà Nội,1\nNguồn: Bộ,\n", 1, (FEW, error("not-a-unit", 3, 1)), "63", (SOME,)),
    Case("27", "province,x\nHà Nội,1\nCả nước,2\n", 1, (FEW, error("not-a-unit", 3, 1)), "63", (SOME,)),
    Case("27a", "province,x\nHà Nội,1\nCả nước,2\n", 0, (FEW,), "63", (SOME, "--ignore-unit", "cả  nước"), ("1.0",)),
    Case("27b", "unit,x\na,1\nTrung bình,1\n", 1, (error("perhaps-a-total", 3, 1),)),
    Case("27c", "unit,x\na,1\nTrung bình,1\n", 0, scores=("1.0", "1.0"), options=("--keep-unit", "trung bình")),
    Case(
        "28", "unit,x\na,x\nb,-\nc,…\nd,KCSL\ne,n/a\nf,-\n", 1,
        tuple(error("undeclared-missing", line, 2) for line in range(2, 8)), said='"-" 2 times',
    ),
    Case("28a", "unit,x\na,KCSL\nb,1\n", 0, options=("--missing", "KCSL"), scores=("1.0", "")),
    Case("28b", "unit,x\na,KCSL\n", 1, (error("missing-value", 2, 2),), "need", ("--missing", "KCSL")),
    Case("29", "unit,x\nNA,1\nnull,2\n", 0, scores=("2.0", "1.0")),
    Case("29a", "unit,x\n ,1\nb,2\n", 1, (error("unknown-unit", 2, 1),)),
    Case("30", "unit,x\na,1,2\nb\nc,3\n", 1, (error("ragged-row", 2, 3), error("ragged-row", 3, 2))),
    Case("31", 'unit,x\na,"1\nb,2\n', 1, (error("unclosed-quote", 2, 2),)),
    Case("31a", 'unit,x\na,1\nb,"1"3\n', 1, (error("stray-quote", 3, 2),)),
    Case(
        "32", "unit,x\na\u200b,1\nb\0,2\n\u202ec,3\n", 1,
        (
            error("invisible-character", 2, 1), error("nul-character", 3, 1),
            error("invisible-character", 3, 1), error("invisible-character", 4, 1),
        ),
    ),
    Case("32a", "unit,name,x\na,A\u200bB,1\n", 1, (error("invisible-character", 2, 2),)),
    # 33-38: cells
    Case("33", "unit,x\na,1\u00a0234\n", 1, (error("bad-grouping", 2, 2),), said='--grouping " "'),
    Case(
        "33a", "unit,x\na,1\u00a0234\nb,1\u2009234.5\n", 0, options=("--grouping", " ", "--decimal", "."),
        scores=("1234.5", "1234.0"),
    ),
    Case("34", "unit,x\na,45%\nb,0.5\n", 1, (error("mixed-percent", 2, 2), error("mixed-percent", 3, 2)), "share"),
    Case("34a", "unit,x\na,45%\nb,50\n", 0, options=("--percent", "x"), scores=("0.5", "0.45")),
    Case("35", "unit,x\na,02/3\nb,3-Feb\n", 1, (error("date-like", 2, 2), error("date-like", 3, 2))),
    Case(
        "36", "unit,x\na,#DIV/0!\nb,#N/A\nc,#REF!\n", 1, tuple(error("excel-error", line, 2) for line in (2, 3, 4))
    ),
    Case(
        "37", "unit,x\na,inf\nb,NaN\nc,1e400\nd,1_000\ne,１２\nf,0x1F\ng,TRUE\nh,\u22125\n", 1,
        tuple(
            error(code, line, 2)
            for line, code in enumerate(
                (
                    "not-finite", "not-finite", "not-finite", "other-notation",
                    "foreign-digits", "other-notation", "truth-value", "other-minus",
                ),
                2,
            )
        ),
    ),
    Case("38", "unit,x\na,1.42\nb,0.5\n", 1, (error("out-of-range", 2, 2),), "share"),
    Case("38a", "unit,x\na,0\nb,2\n", 1, (error("undefined-aggregate", 2),), "product"),
    Case("38b", "unit,x\na,3\nb,3\n", 1, (error("zero-range", 2, 2),), "range"),
    # 40: what is no table at all
    Case("40", "", 1, (error("empty-file", 1),)),
    Case("40a", " \n\n", 1, (error("empty-file", 1),)),
    Case("40b", "unit,x\n", 1, (error("no-rows", 1),)),
    Case("40c", "unit,x\na,1\n", 3, options=("--max-bytes", "10"), said="more than 10 bytes"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in EDITIONS.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def found(report: str) -> set[Fault]:
    """The problems of a report as CSV."""
    return {
        (
            row["severity"],
            row["code"],
            int(row["line"]) or None,
            int(row["column"]) if row["column"] else None,
        )
        for row in csv.DictReader(io.StringIO(report))
    }


@pytest.mark.parametrize("case", CASES, ids=[case.row for case in CASES])
def test_table(case: Case, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    table = folder / "table.csv"
    table.write_bytes(case.table if isinstance(case.table, bytes) else case.table.encode())
    arguments = [str(table), "-w", str(folder / f"{case.edition}.yaml"), *case.options]
    before = sorted(folder.iterdir())

    validated = main(["validate", *arguments, "-f", "csv"])
    report = capfdbinary.readouterr()
    output = report.out.decode()
    assert validated == case.exit, report.err.decode()
    assert found(output) == set(case.faults)
    assert len(output.splitlines()) == (0 if case.exit == 3 else 1 + len(case.faults))
    assert case.said in output.replace('""', '"') + report.err.decode()

    scored = main(["score", *arguments, "-q", "-o", str(folder / "scores.csv")])
    told = capfdbinary.readouterr()
    assert (scored, told.out) == (case.exit, b"")
    if case.exit:
        assert told.err.startswith(b"error: ")
        assert sorted(folder.iterdir()) == before  # nothing was written, nothing is left over
    else:
        assert told.err == b""
        with (folder / "scores.csv").open(encoding="utf-8", newline="") as file:
            assert tuple(row["M.score"] for row in csv.DictReader(file)) == case.scores


WEIGHTS_39 = """\
id: w
title: Thirty-nine
title: Forty
authority: {decision: none, issuer: nobody, source: made for this test}
publish: {as: score, decimals: 2}
rank: {on: full}
index:
  code: M
  aggregate: arithmetic
  weights: 1
  children:
    - {code: 08, weight: 0.5, rule: {kind: identity}}
    - {code: 01, weight: 1:30, rule: {kind: identity}}
    - {code: NO, weight: 1e3, rule: {kind: identity}}
"""


def test_row_39_every_value_that_yaml_programs_read_in_different_ways(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "w.yaml").write_text(WEIGHTS_39, encoding="utf-8")
    assert main(["weights", "check", str(folder / "w.yaml"), "-f", "csv"]) == 2
    faults = found(capfdbinary.readouterr().out.decode())
    assert faults >= {
        error("yaml-duplicate-key", 3, 1),
        error("yaml-ambiguous-scalar", 12, 14),
        error("yaml-ambiguous-scalar", 13, 14),
        error("yaml-ambiguous-scalar", 13, 26),
        error("yaml-ambiguous-scalar", 14, 14),
        error("yaml-ambiguous-scalar", 14, 26),
    }


def test_row_39_weights_that_do_not_sum(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = (
        EDITIONS["one"].replace("weights: equal", "weights: 1").replace("code: x,", "code: x, weight: 0.99,")
    )
    (folder / "w.yaml").write_text(text, encoding="utf-8")
    assert main(["weights", "check", str(folder / "w.yaml"), "-f", "csv"]) == 2
    assert found(capfdbinary.readouterr().out.decode()) == {error("weights-do-not-sum", 10, 3)}


@pytest.mark.parametrize(
    ("row", "status"), [("1", 1), ("2", 0), ("11", 3), ("17", 1), ("31", 1), ("40", 1), ("40c", 3)]
)
def test_the_process_ends_as_the_table_deserves(row: str, status: int, folder: Path, run: Run) -> None:
    case = next(case for case in CASES if case.row == row)
    table = folder / "table.csv"
    table.write_bytes(case.table if isinstance(case.table, bytes) else case.table.encode())
    result = run("validate", table, "-w", folder / f"{case.edition}.yaml", *case.options, "-f", "csv")
    assert (result.returncode, status) == (case.exit, status)
    assert found(result.stdout) == set(case.faults)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        ("score . -w one.yaml", 3, ". is a folder, not a file"),
        ("score absent.csv -w one.yaml", 3, "absent.csv does not exist"),
        ("score ok.csv -w one.yaml -f csv -o /dev/full", 3, "/dev/full cannot be written: No space left"),
        ("score ok.csv -w one.yaml > /dev/full", 3, "standard output cannot be written: No space left"),
        ("score ok.csv -w one.yaml -f csv -o .", 3, ". is a folder, not a file"),
        ("score ok.csv -w one.yaml -o ok.csv", 2, "would be both read and overwritten"),
        ("score ok.csv -w one.yaml -o linked.csv", 2, "would be both read and overwritten"),
        ("score ok.csv -w one.yaml -o no/such/folder.csv", 3, "there is no folder no/such"),
    ],
)
def test_row_40_files_and_devices(request_: str, status: int, said: str, folder: Path, run: Run) -> None:
    content = "unit,x\na,1\n"
    (folder / "ok.csv").write_text(content, encoding="utf-8")
    (folder / "linked.csv").symlink_to("ok.csv")
    before = sorted(folder.iterdir())
    if ">" in request_:  # the shell opens it
        result = shell(f"cd {folder}; {executable()} {request_}")
    else:
        result = run(*request_.split(), cwd=folder)
    message = result.stderr.splitlines()
    assert result.returncode == status
    assert message[0].startswith("error: ")
    assert said in message[0]
    assert (folder / "ok.csv").read_text(encoding="utf-8") == content
    assert sorted(folder.iterdir()) == before
