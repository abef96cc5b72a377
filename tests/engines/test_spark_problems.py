"""What is wrong with a table: Spark tells the problems that the engine in memory tells, but for those of a short list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.engines.spark_cluster import MARKS, spark as spark  # noqa: PLC0414 - a fixture
from tests.made import HEAD

import dtiscore
from dtiscore.engines.spark.files import read_files
from dtiscore.errors import InvalidData, Problem
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.questions.score.on_spark import score_spark
from dtiscore.tables.not_streamed import REFUSED_ON_SPARK, UNTOLD_ON_SPARK
from dtiscore.tables.options import TableOptions
from dtiscore.units.matching import UnitMatcher

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = MARKS


def indicator(column: str, **rule: Any) -> dict[str, Any]:
    return {"code": f"of {column}", "column": column, "rule": rule}


WIDE: dict[str, Any] = {"kind": "goalposts", "low": 0.0, "high": 1e12}


def edition(**changed: Any) -> dict[str, Any]:
    return {
        **HEAD,
        "scale": 100.0,
        "missing": {"kind": "reweight", "min_share": 0.1},
        "rank": {"on": "published", "ties": "min"},
        "index": {
            "code": "I",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [indicator("x", **WIDE), indicator("y", **WIDE), indicator("z", kind="fraction")],
        },
        **changed,
    }


CAPPED: dict[str, Any] = {
    "code": "I",
    "aggregate": "arithmetic",
    "weights": "equal",
    "children": [
        indicator("x", **WIDE),
        indicator("y", **WIDE),
        indicator("z", kind="fraction", cap=True),
    ],
}


PER_CENT: dict[str, Any] = {
    **CAPPED,
    "children": [*CAPPED["children"][:2], indicator("z", kind="fraction", of=100)],
}


APART: dict[str, Any] = {
    **CAPPED,
    "children": [indicator(column, kind="identity") for column in "xyz"],
}


FITTED: dict[str, Any] = {
    **CAPPED,
    "children": [indicator(column, kind="min-max") for column in "xyz"],
}


@dataclass(frozen=True)
class Case:
    """A table that has a problem."""

    code: str
    rows: str
    """The rows below the headings, between spaces; ``_`` stands for a space."""
    headings: str = "unit,x,y,z"
    edition: Any = field(default_factory=edition)
    reading: dict[str, Any] = field(default_factory=dict)
    end: str = "\n"
    delimiter: str = ","

    @property
    def text(self) -> str:
        return "\n".join([self.headings, *self.rows.split(" ")]).replace("_", " ") + self.end


SOUND = "a,1,2,0.3 b,2,3,0.4 c,4,1,0.2"
PANEL = "a,2022,1,2,.3 b,2022,2,3,.4 c,2022,4,1,.2 a,2023,1,2,.3 b,2023,2,3,.4 c,2023,4,1,.2"
DATED = "unit,year,x,y,z"
GROUPED = "unit,g,h,x,y,z"
PLACES = "1.25,2.25,0.25"
ADDED = "a,1.17,2.31,.0341 b,2.71,3.33,.0491 c,4.13,1.79,.0223 d,4.33,1.11,.0299 e,3.33,7.13,.0123 united,15.67,15.67,.1477"

CASES = [
    Case("period-apart", "a,2019,1,2,.3 b,2020,2,3,.4 c,2019,4,1,.2 d,2020,5,5,.5", DATED),
    Case(
        "one-period",
        "a,2022,1,2,.3 b,2022,2,3,.4 c,2022,4,1,.2",
        DATED,
        edition=edition(frame="all", index=FITTED),
    ),
    Case("doubtful-order", "a,after,1,2,.3 b,after,2,3,.4 a,before,4,1,.2 b,before,5,5,.5", DATED),
    Case("unused-column", "a,1,2,.3,1 b,2,3,.4,1 c,4,1,.2,1", "unit,x,y,z,w"),
    Case("unused-column", "a,1,2,.3,k b,2,3,.4,l c,4,1,.2,k", "unit,x,y,z,nhóm"),
    Case("look-alike-heading", "a,1,2,.3,1 b,2,3,.4,1 c,4,1,.2,1", "unit,x,y,z,\ufeffname"),
    Case("missing-column", SOUND, "what,x,y,z"),
    Case("numeric-header", SOUND, "1,2,3,4"),
    Case("invisible-character", "a,1,2,.3,1 b,2,3,.4,1 c,4,1,.2,1", "unit,x,y,z,w\u200b"),
    Case("few-names", "1,k,1,2,.3 2,k,2,3,.4 3,l,4,1,.2 4,l,3,1,.2", "code,province,x,y,z"),
    Case("similar-unit", "Abc,1,2,.3 abc,2,3,.4 c,4,1,.2"),
    Case("confusable-letter", "Аbc,1,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("perhaps-a-total", "a,1,2,.3 b,2,3,.4 c,4,1,.2 Total,7,6,.9"),
    Case("empty-row", "a,1,2,.3 Notes,,, c,4,1,.2"),
    Case("lost-letters", "T?rkiye,1,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("lost-letters", "T\ufffdrkiye,1,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("mojibake", "TÃ¼rkiye,1,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("shortened-number", "a,1.23457E+11,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("inexact-integer", "a,12345678901234567,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("not-finite", "a,1e400,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("ambiguous-number", "a,1.234,2,.3 b,2.345,3,.4 c,4,1,.2"),
    Case("undeclared-missing", "a,n/a,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("mixed-percent", "a,1,2,45% b,2,3,0.5 c,4,1,0.7"),
    Case("percent-size", "a,1,2,45% b,2,3,50% c,4,1,60% d,3,2,0.5% e,3,1,55%"),
    Case("all-capped", "a,1,2,45 b,2,3,50 c,4,1,60", edition=edition(index=CAPPED)),
    Case("all-hundredths", "a,1,2,.4 b,2,3,.5 c,4,1,.6", edition=edition(index=PER_CENT)),
    Case(
        "all-hundredths",
        "a,2022,1,2,40 b,2022,2,3,50 c,2022,4,1,60 a,2023,1,2,.4 b,2023,2,3,.5 c,2023,4,1,.6",
        DATED,
        edition(index=PER_CENT),
    ),
    Case(
        "measure-changed",
        "a,2022,1,2,.4 b,2022,2,3,.5 c,2022,4,1,.6 a,2023,1100,2,.4 b,2023,2200,3,.5 c,2023,4100,1,.6",
        DATED,
        edition(index=APART),
    ),
    Case("no-figures", "a,1,2, b,2,3, c,4,1,"),
    Case("no-figures", "a,2022,1,2, b,2022,2,3, a,2023,1,2, b,2023,2,3,", DATED),
    Case("no-rows", "a,1,2,.3 b,2,3,.4", reading={"ignore_units": ["a", "b"]}),
    Case("period-spelling", PANEL + " d,2022.0,1,2,.3 e,2022.0,2,3,.4", DATED),
    Case("ungoverned-period", PANEL, DATED, edition(periods=["2022"])),
    Case("missing-period", PANEL, DATED, reading={"period": "2024"}),
    Case("missing-period", PANEL + " d,,1,2,.3", DATED),
    Case("missing-group", "a,k,,1,2,.3 b,k,q,2,3,.4 c,k,q,4,1,.2", GROUPED, reading={"by": ["g", "h"]}),
    Case(
        "ambiguous-group",
        "a,k_·_l,m,1,2,.3 b,k,l_·_m,2,3,.4 c,k,l_·_m,4,1,.2 d,k,q,3,1,.2",
        GROUPED,
        reading={"by": ["g", "h"]},
    ),
    Case(
        "similar-group", "a,k,1,2,.3 b,K,2,3,.4 c,k,4,1,.2 d,K,3,1,.2", "unit,g,x,y,z", reading={"by": ["g"]}
    ),
    Case(
        "nothing-screened",
        SOUND,
        edition=edition(prepare=[{"step": "screen", "min_share": 0.1, "drop": ["zz"]}]),
    ),
    Case("scales-apart", "a,50,.5,.3 b,20,.4,.4 c,40,.1,.2", edition=edition(index=APART)),
    Case("nothing-ignored", SOUND, reading={"ignore_units": ["Total"]}),
    Case("duplicate-unit", SOUND + " a,1,2,.3"),
    Case("unknown-unit", SOUND + " ,1,2,.3"),
    Case("unknown-unit", SOUND + " unit,x,y,z d,3,1,.2 e,3,2,.2 UNIT,3,3,.2"),
    Case("stacked-marks", "a\u0301\u0301\u0301,1,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("invisible-character", "a\u200b,1,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("aggregate-row", ADDED),
    Case("perhaps-missing", "a,-999,2,.3 b,2,3,.4 c,4,1,.2"),
    Case("column-numbers", "A,B,1,2,3 a,k,.3,1,2 b,l,.4,2,3", "unit,name,z,x,y"),
    Case("cut-off", " ".join(f"{unit},{PLACES}" for unit in "abcdefg")[:-1], end=""),
    Case("byte-order-mark", "a,1,2,.3 \ufeffb,2,3,.4 c,4,1,.2"),
    Case("unclosed-quote", 'a,1,2,.3 b,2,3,".4 c,4,1,.2'),
    Case("settled-number-style", "a;1.234;2;.3 b;0.5;3;.4 c;4;1;.2", "unit;x;y;z", delimiter=";"),
    Case("blank-line", "a,1,2,.3  b,2,3,.4 c,4,1,.2"),
    Case("empty-column", "a,1,2,.3, b,2,3,.4, c,4,1,.2,", "unit,x,y,z,"),
    Case("blank-heading", "a,1,2,.3,k b,2,3,.4,l c,4,1,.2,m", "unit,x,y,z,"),
    Case("duplicate-heading", "a,1,2,.3,1,1 b,2,3,.4,1,1 c,4,1,.2,1,1", "unit,x,y,z,k,k"),
    Case("stray-quote", 'a,1,2,.3 "b"b,2,3,.4 c,4,1,.2'),
    Case("header-not-found", "unit,x,y,z a,1,2,.3 b,2,3,.4", "A_title"),
    Case("merged-header", ",k,y,w a,1,2,.3 b,2,3,.4", "unit,x,,z"),
    Case("nul-character", "a,1,2,.3,k\0 b,2,3,.4,l c,4,1,.2,m", "unit,x,y,z,w"),
]


def told(problems: Sequence[Problem]) -> set[tuple[str, str]]:
    return {(problem.severity, problem.code) for problem in problems}


def problems_of(score: Callable[[], Sequence[Problem]]) -> set[tuple[str, str]]:
    try:
        return told(score())
    except InvalidData as error:
        return told(error.problems)


def both(case: Case, spark: SparkSession, path: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What the engine in memory tells of a table, and what Spark tells of it in several parts."""
    path.write_text(case.text, encoding="utf-8")

    def on_spark() -> Sequence[Problem]:
        frame = read_files(spark, str(path), TableOptions(delimiter=case.delimiter)).repartition(3)
        scores = score_spark(frame, case.edition, **case.reading)
        scores.release()
        return scores.warnings

    return problems_of(lambda: dtiscore.score(path, case.edition, **case.reading).warnings), problems_of(
        on_spark
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{at}-{case.code}" for at, case in enumerate(CASES)])
def test_spark_tells_what_the_engine_in_memory_tells(case: Case, spark: SparkSession, tmp_path: Path) -> None:
    in_memory, on_spark = both(case, spark, tmp_path / "table.csv")
    codes = {code for _, code in on_spark}
    assert (case.code in codes) == (case.code not in UNTOLD_ON_SPARK)
    assert case.code in {code for _, code in in_memory}
    assert {pair for pair in in_memory - on_spark if pair[1] not in UNTOLD_ON_SPARK} == set()


def test_nothing_in_per_cent_departs_from_no_column(spark: SparkSession, tmp_path: Path) -> None:
    case = Case("mixed-percent", "a,1,2,0% b,2,3,0.5 c,4,1,0.7")
    for told_there in both(case, spark, tmp_path / "table.csv"):
        assert case.code not in {code for _, code in told_there}


def test_codes_that_mean_other_units_in_another_scheme(spark: SparkSession, examples: Path) -> None:
    pd = pytest.importorskip("pandas")
    table = pd.read_csv(examples / "dti-province/2022.csv", dtype=str)
    units = load_unit_scheme("vn-province-34").units
    codes = table.head(34).assign(code=[unit.code for unit in units]).drop(columns="province")
    names = codes.assign(code=[unit.name["vi"] for unit in units])
    old = load_unit_scheme("vn-province-63")
    kept = {match.unit.code for name in names["code"] if (match := UnitMatcher(old).match(name))}
    joined = table.drop(columns=["code"]).rename(columns={"province": "code"})
    joined.loc[~table["code"].isin(kept), [*joined.columns[2:]]] = None
    for part, severity in (
        (codes, "error"),
        (codes.head(20), "warning"),
        (names, "error"),
        (joined, "error"),
    ):
        frame = spark.createDataFrame(part).repartition(3)
        try:
            found = told(score_spark(frame, "dti-province-2022", allow_missing_units=True).warnings)
        except InvalidData as error:
            found = told(error.problems)
        assert (severity, "ambiguous-vintage") in found


def test_names_of_which_one_is_not_known(spark: SparkSession, examples: Path) -> None:
    pd = pytest.importorskip("pandas")
    table = pd.read_csv(examples / "dti-province/2022.csv", dtype=str).drop(columns="code")
    table.loc[3, "province"] = "Atlantis"
    with pytest.raises(InvalidData) as caught:
        score_spark(spark.createDataFrame(table).repartition(3), "dti-province-2022")
    assert {("error", "unknown-unit"), ("error", "missing-unit")} <= told(caught.value.problems)


def test_a_period_that_the_edition_does_not_govern_is_one_error(spark: SparkSession, tmp_path: Path) -> None:
    case = Case("ungoverned-period", PANEL, DATED, edition(periods=["2022"]))
    (tmp_path / "table.csv").write_text(case.text, encoding="utf-8")
    frame = spark.read.csv(str(tmp_path / "table.csv"), header=True).repartition(6)
    with pytest.raises(InvalidData, match="1 error;"):
        score_spark(frame, case.edition)


def test_the_list_of_what_is_not_told_is_that_of_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "clusters.md").read_text(encoding="utf-8")
    for code, why in {**UNTOLD_ON_SPARK, **REFUSED_ON_SPARK}.items():
        assert f"| `{code}` | {why} |" in page
    assert {case.code for case in CASES} >= UNTOLD_ON_SPARK.keys()
