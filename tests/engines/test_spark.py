"""The same edition on Spark, in local[2]: scores, ranks and reference as in memory, faults and refusals as there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from tests.engines.large_tables import SUMS, decimals
from tests.engines.spark_cluster import MARKS, spark as spark  # noqa: PLC0414 - a fixture
from tests.made import HEAD

import dtiscore
from dtiscore.engines.spark import passes
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.methodology.figure_headings import Figure
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.publication import TieRule
from dtiscore.questions.score.on_spark import score_spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = MARKS

Key = tuple[str | None, str]


def indicator(code: str, column: str, **rule: Any) -> dict[str, Any]:
    return {"code": code, "column": column, "rule": rule}


EVERY_FIT: dict[str, Any] = {
    **HEAD,
    "scale": 100.0,
    "missing": {"kind": "reweight", "min_share": 0.3},
    "rank": {"on": "published", "ties": "min"},
    "index": {
        "code": "I",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {
                "code": "A",
                "weight": 2.0,
                "aggregate": "arithmetic",
                "weights": "equal",
                "children": [
                    indicator("a1", "x1", kind="min-max"),
                    indicator("a2", "x2", kind="min-max", direction="down", transform="log"),
                    indicator("a3", "x3", kind="z-score", divisor="sample", mean=50.0, sd=10.0),
                    indicator("a4", "x4", kind="z-score", divisor="population", transform="log1p"),
                ],
            },
            {
                "code": "B",
                "weight": 1.0,
                "aggregate": "arithmetic",
                "weights": "equal",
                "children": [
                    indicator("b1", "x2", kind="share-of-total"),
                    indicator("b2", "x4", kind="fraction-of-maximum"),
                    indicator("b3", "x1", kind="distance-to-unit", unit="u7", transform="sqrt"),
                    indicator("b4", "x3", kind="above-mean"),
                    indicator("b5", "x2", kind="relative-to", figure="mean"),
                    indicator("b6", "x5", kind="goalposts", low=0.0, high=1.0),
                ],
            },
        ],
    },
}


def edition(**changed: Any) -> dict[str, Any]:
    return {**EVERY_FIT, **changed}


def made_up(rows: int, seed: int = 1) -> dict[str, list[Any]]:
    """A table with gaps, heavy tails and many ties; the reference unit u7 has low values, though not the lowest."""
    draw = np.random.default_rng(seed)
    columns: dict[str, list[Any]] = {"unit": [f"u{i}" for i in range(rows)]}
    columns["x1"] = draw.gamma(2.0, 3.0, rows).tolist()
    columns["x2"] = draw.lognormal(8.0, 2.0, rows).tolist()
    columns["x3"] = draw.integers(1, 9, rows).astype(float).tolist()
    columns["x4"] = (1e6 + draw.random(rows)).tolist()
    columns["x5"] = draw.random(rows).round(2).tolist()
    for name in ("x1", "x2", "x4"):
        for row in draw.choice(rows, rows // 50, replace=False).tolist():
            columns[name][row] = None
    columns["x1"][7] = 5.0
    return columns


def write_parquet(path: Path, columns: Mapping[str, Sequence[Any]]) -> Path:
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(pa.table(dict(columns)), path, row_group_size=1500)
    return path


def write_csv(path: Path, columns: Mapping[str, Sequence[Any]]) -> Path:
    rows = zip(*columns.values(), strict=True)
    lines = [
        ",".join(columns),
        *(",".join("" if cell is None else str(cell) for cell in row) for row in rows),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def collected(frame: DataFrame) -> dict[Key, dict[str, Any]]:
    rows = [row.asDict() for row in frame.collect()]
    found = {(row.get("period"), row["unit"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def in_memory(card: dtiscore.Scorecard, *, ranks: bool) -> dict[Key, dict[str, Any]]:
    from dtiscore.scoring.table import columns_of

    figures: tuple[Figure, ...] = ("score", "published", "rank") if ranks else ("score", "published")
    columns = columns_of(card, card.methodology.shown, range(len(card.dataset)), figures=figures)
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return {(row.get("period"), row["unit"]): row for row in rows}


def assert_same(found: DataFrame, card: dtiscore.Scorecard, *, ranks: bool = False) -> None:
    """Equal rows: ranks, names and bands the same, scores to the last bit, which is more than was promised (1e-12)."""
    assert collected(found) == in_memory(card, ranks=ranks)


@pytest.mark.parametrize(
    ("name", "table"),
    [("dti-province-2022", "dti-province/2022.csv"), ("hdi-2022", "hdi/2022.csv")],
)
def test_a_published_table_has_the_same_result(
    spark: SparkSession, examples: Path, name: str, table: str
) -> None:
    frame = spark.read.csv(str(examples / table), header=True).repartition(3)
    scores = score_spark(frame, name)
    card = dtiscore.score(examples / table, name)
    assert_same(scores.frame, card)
    assert scores.reference.hash == card.reference.hash
    assert scores.rows == len(card.dataset)


def test_a_random_table_has_the_same_result_and_the_same_reference(
    spark: SparkSession, tmp_path: Path
) -> None:
    path = write_parquet(tmp_path / "table.parquet", made_up(20_000))
    frame = spark.read.parquet(str(path))
    assert frame.rdd.getNumPartitions() > 2
    card = dtiscore.score(path, EVERY_FIT)
    scores = score_spark(frame, EVERY_FIT)
    assert_same(scores.frame, card)
    assert scores.reference.as_dict() | {"provenance": None} == card.reference.as_dict() | {
        "provenance": None
    }


def of_ends(**how: Any) -> dict[str, Any]:
    """An edition that learns the ends of its columns and nothing else."""
    children = [indicator("a", "x1", kind="min-max", **how), indicator("b", "x5", kind="min-max")]
    index = {"code": "TEST", "aggregate": "arithmetic", "weights": "equal", "children": children}
    return edition(index=index)


@pytest.mark.parametrize("how", [{}, {"transform": "log"}])
def test_columns_of_which_the_ends_are_all_that_is_learned_are_scored_at_once(
    how: dict[str, str], spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_parquet(tmp_path / "table.parquet", made_up(4_000))
    card = dtiscore.score(path, of_ends(**how))
    monkeypatch.setattr(passes, "tally_pass", lambda *_: pytest.fail("all cells are read once more"))
    scores = score_spark(spark.read.parquet(str(path)), of_ends(**how))
    assert_same(scores.frame, card)
    assert scores.reference.hash == card.reference.hash


def test_ends_that_spark_finds_in_rows_which_take_no_part_are_not_learned(
    spark: SparkSession, tmp_path: Path
) -> None:
    columns = made_up(4_000)
    columns["unit"][9], columns["x1"][9], columns["x5"][9] = "all", 1e6, -1e6
    path = write_parquet(tmp_path / "table.parquet", columns)
    frame = spark.read.parquet(str(path))
    card = dtiscore.score(path, of_ends(), ignore_units=["all"])
    assert_same(score_spark(frame, of_ends(), ignore_units=["all"]).frame, card)


@pytest.mark.parametrize(
    ("on", "ties"),
    [("full", "min"), ("full", "average"), ("published", "dense"), ("published", "ordinal"), ("full", "max")],
)
def test_ranks_are_the_same_under_every_rule(
    spark: SparkSession, tmp_path: Path, on: str, ties: TieRule
) -> None:
    columns = made_up(900, seed=2)
    columns["year"] = ["2023" if row % 3 else "2024" for row in range(900)]
    columns["unit"] = [f"u{row // 3 if row % 3 == 0 else row}" for row in range(900)]
    for name in ("x1", "x2", "x3", "x4", "x5"):  # units of equal scores in full precision
        columns[name] = [columns[name][row - row % 30 + row % 3] for row in range(900)]
    columns["unit"][7] = "u7"
    path = write_parquet(tmp_path / "table.parquet", columns)
    children = EVERY_FIT["index"]["children"]
    own = [part for part in children[1]["children"] if part["code"] != "b3"]
    first = {**children[0], "rank": {"on": "full", "ties": "ordinal"}}
    second = {**children[1], "children": own, "order": "descending"}
    index = {**EVERY_FIT["index"], "children": [first, second]}
    asked = edition(index=index, rank={"on": on, "ties": ties, "order": "ascending"}, frame="all")
    card = dtiscore.score(path, asked)
    found = score_spark(spark.read.parquet(str(path)), asked, ranks=True).frame
    assert_same(found, card, ranks=True)


@pytest.mark.parametrize("ties", ["average", "ordinal"])
def test_sums_equal_in_decimals_tie_as_in_memory(spark: SparkSession, tmp_path: Path, ties: TieRule) -> None:
    rows = decimals(1_500, 3)
    columns: dict[str, list[Any]] = {"unit": [f"u{(row * 7919) % 1500:04}" for row in range(len(rows))]}
    columns |= {code: [row[at] for row in rows] for at, code in enumerate("abc")}
    path = write_parquet(tmp_path / "table.parquet", columns)
    asked = {**SUMS, "rank": {"on": "full", "ties": ties}}
    assert_same(score_spark(spark.read.parquet(str(path)), asked).frame, dtiscore.score(path, asked))


DERIVED: list[dict[str, Any]] = [
    {"step": "derive", "column": "e", "formula": "a + b + c"},
    {"step": "derive", "column": "d", "formula": "e * 2 + 3"},
]


@pytest.mark.parametrize("kind", ["identity", "min-max"])
def test_derived_sums_equal_in_decimals_tie_as_in_memory(
    kind: str, spark: SparkSession, tmp_path: Path
) -> None:
    rows = decimals(1_500, 3)
    columns: dict[str, list[Any]] = {"unit": [f"u{row:04}" for row in range(len(rows))]}
    columns |= {code: [row[at] for row in rows] for at, code in enumerate("abc")}
    path = write_parquet(tmp_path / "table.parquet", columns)
    index = {**SUMS["index"], "children": [{**indicator("d", "d", kind=kind), "weight": 1.0}]}
    asked = {**SUMS, "prepare": DERIVED, "index": index}
    assert_same(score_spark(spark.read.parquet(str(path)), asked).frame, dtiscore.score(path, asked))


def test_no_range_is_made_of_derived_sums_that_are_equal(spark: SparkSession, tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"unit": ["u0", "u1", "u2"], "a": [0.1, 0.0, -0.1]}
    columns |= {"b": [0.2, 0.0, -0.2], "c": [-0.3, 0.0, 0.3]}
    path = write_parquet(tmp_path / "table.parquet", columns)
    index = {**SUMS["index"], "children": [{**indicator("e", "e", kind="min-max"), "weight": 1.0}]}
    with pytest.raises(InvalidData, match="cannot be normalised"):
        score_spark(spark.read.parquet(str(path)), {**SUMS, "prepare": DERIVED, "index": index})


def test_texts_are_read_in_the_declared_style(spark: SparkSession, tmp_path: Path) -> None:
    columns = made_up(200, seed=3)
    card = dtiscore.score(write_csv(tmp_path / "point.csv", columns), EVERY_FIT, decimal=".")
    texts = {
        name: [None if cell is None else str(cell).replace(".", ",") for cell in cells]
        for name, cells in columns.items()
    }
    frame = spark.read.parquet(str(write_parquet(tmp_path / "comma.parquet", texts)))
    assert_same(score_spark(frame, EVERY_FIT, decimal=",").frame, card)
    with pytest.raises(InvalidData) as caught:
        score_spark(frame, EVERY_FIT)
    assert {problem.code for problem in caught.value.problems} == {"wrong-decimal"}
    assert "--decimal ," in str(caught.value.problems[0])


def one_indicator(**rule: Any) -> dict[str, Any]:
    index = {
        "code": "I",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [indicator("a", "x", **rule)],
    }
    return edition(index=index, missing="error")


def table(spark: SparkSession, tmp_path: Path, **columns: Sequence[Any]) -> DataFrame:
    return spark.read.parquet(str(write_parquet(tmp_path / "table.parquet", columns))).repartition(2)


def test_a_number_of_two_readings_must_be_declared_unless_another_cell_settles_it(
    spark: SparkSession, tmp_path: Path
) -> None:
    rule = one_indicator(kind="min-max")
    frame = table(spark, tmp_path, unit=["a", "b", "c"], x=["1.234", "5.678", "7"])
    with pytest.raises(InvalidData) as caught:
        score_spark(frame, rule)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.header) == ("ambiguous-number", "x")
    assert "2 cells" in problem.message
    declared = collected(score_spark(frame, rule, decimal=".").frame)
    assert declared[None, "b"]["I.score"] == pytest.approx((5.678 - 1.234) / (7 - 1.234) * 100, abs=1e-12)
    settled = table(spark, tmp_path, unit=["a", "b", "c"], x=["1.234", "5.678", "0.5"])
    assert collected(score_spark(settled, rule).frame)[None, "c"]["I.score"] == 0.0


def test_faults_are_all_counted_and_named_by_unit_and_column(spark: SparkSession, tmp_path: Path) -> None:
    cells = [str(row / 100) for row in range(3000)]
    for row in range(0, 3000, 30):
        cells[row] = "n/a"
    units = [f"u{row}" for row in range(3000)]
    units[10] = units[2999] = "twice"
    with pytest.raises(InvalidData) as caught:
        score_spark(table(spark, tmp_path, unit=units, x=cells), one_indicator(kind="min-max"))
    assert "101 errors" in str(caught.value)  # 100 cells, and one row that repeats a unit
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"undeclared-missing", "duplicate-unit"}
    cell = next(problem for problem in caught.value.problems if problem.code == "undeclared-missing")
    assert (cell.raw, cell.place.header, cell.place.line) == ("n/a", "x", None)
    assert cell.unit is not None
    assert int(cell.unit.removeprefix("u")) % 30 == 0


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_is_none_is_a_fault(spark: SparkSession, tmp_path: Path, value: float) -> None:
    frame = table(spark, tmp_path, unit=["a", "b", "c"], x=[1.0, value, 3.0])
    with pytest.raises(InvalidData) as caught:
        score_spark(frame, one_indicator(kind="min-max"))
    assert [problem.unit for problem in caught.value.problems] == ["b"]


def test_bounds_and_missing_values_hold_for_typed_numbers(spark: SparkSession, tmp_path: Path) -> None:
    frame = table(spark, tmp_path, unit=["a", "b", "c", "d"], x=[1.0, None, -3.0, 2.0])
    with pytest.raises(InvalidData) as caught:
        score_spark(frame, one_indicator(kind="min-max", transform="log"))
    found = {(problem.code, problem.unit) for problem in caught.value.problems}
    assert found == {("missing-value", "b"), ("out-of-range", "c")}


def test_signs_that_do_not_agree_across_batches(spark: SparkSession, tmp_path: Path) -> None:
    cells = ["45%", *["0.5"] * 3000]
    frame = table(spark, tmp_path, unit=[f"u{row}" for row in range(3001)], x=cells)
    asked = one_indicator(kind="fraction")
    with pytest.raises(InvalidData) as caught:
        score_spark(frame.repartition(4), asked)
    (problem,) = caught.value.problems
    assert problem.code == "mixed-percent"
    assert "1 cells of the column have a per cent sign, 3000 lack one" in problem.message


def test_units_of_the_scheme_that_are_missing(spark: SparkSession, examples: Path) -> None:
    frame = spark.read.csv(str(examples / "dti-province/2023.csv"), header=True)
    short = frame.where(frame["province"] != "Hà Nội").repartition(3)
    assert short.count() == 62
    with pytest.raises(InvalidData) as caught:
        score_spark(short, "dti-province-2022")
    (problem,) = caught.value.problems
    assert problem.code == "missing-unit"
    assert "1 of the 63 units" in problem.message
    scores = score_spark(short, "dti-province-2022", allow_missing_units=True)
    assert [warning.code for warning in scores.warnings] == ["missing-unit"]


def test_an_indicator_without_range_is_refused_and_named(spark: SparkSession, tmp_path: Path) -> None:
    frame = table(spark, tmp_path, unit=["a", "b", "c"], x=[2.0, 2.0, 2.0])
    with pytest.raises(InvalidData) as caught:
        score_spark(frame, one_indicator(kind="min-max"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.indicator) == ("zero-range", "a")
    assert "every unit has 2" in problem.message


def test_a_missing_column_and_a_nested_one(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(InvalidData) as caught:
        score_spark(table(spark, tmp_path, unit=["a", "b"], y=[1.0, 2.0]), one_indicator(kind="min-max"))
    assert {problem.code for problem in caught.value.problems} >= {"missing-column"}
    with pytest.raises(InvalidData, match="1 error") as caught:
        score_spark(table(spark, tmp_path, unit=["a", "b"], x=[[1.0], [2.0]]), one_indicator(kind="min-max"))
    assert [problem.code for problem in caught.value.problems] == ["nested-column"]


def test_a_table_without_rows(spark: SparkSession, tmp_path: Path) -> None:
    frame = table(spark, tmp_path, unit=["a", "b"], x=[1.0, 2.0]).where("unit = 'c'")
    with pytest.raises(InvalidData) as caught:
        score_spark(frame, one_indicator(kind="min-max"))
    assert [problem.code for problem in caught.value.problems] == ["no-rows"]


class Untouched:
    """Stands for a table that nobody may look at."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was asked for before the edition was refused")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (one_indicator(kind="percentile-rank"), "percentile-rank"),
        (one_indicator(kind="relative-to", figure="median"), "relative-to"),
        (one_indicator(kind="min-max", transform="box-cox"), "min-max"),
        (edition(prepare=[{"step": "winsorise"}]), "winsorise"),
        (edition(bands={"kind": "quantiles", "count": 5}), "quantiles"),
        (
            edition(index={**EVERY_FIT["index"], "aggregate": "copeland"}),
            "copeland",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_methods_that_need_all_units_are_refused_by_name_before_any_work(
    asked: dict[str, Any], words: str
) -> None:
    pytest.importorskip("pyspark")
    with pytest.raises(UsageFault, match=words):
        score_spark(cast("Any", Untouched()), methodology_from(asked))  # never looked at


def test_what_is_declared_about_files_is_refused() -> None:
    pytest.importorskip("pyspark")
    with pytest.raises(UsageFault, match="delimiter is about files"):
        score_spark(cast("Any", Untouched()), EVERY_FIT, delimiter=";")  # never looked at
