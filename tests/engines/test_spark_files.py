"""A CSV that Spark reads: lines of too many fields, records without content, declarations, refusals by code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.engines.spark_cluster import MARKS, spark as spark  # noqa: PLC0414 - a fixture
from tests.made import HEAD, indicator

from dtiscore.errors import InvalidData, SourceFault, UsageFault
from dtiscore.questions.score.on_spark import score_files_on_spark
from dtiscore.questions.score.spark_command import columns_of_frame

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = MARKS


def edition(**changed: Any) -> dict[str, Any]:
    """A sum of x and y, ranked in full precision."""
    children = [indicator("x", weight=1), indicator("y", weight=1)]
    return {
        **HEAD,
        "missing": {"kind": "reweight"},
        "rank": {"on": "full", "ties": "min"},
        "index": {"code": "I", "aggregate": "sum", "weights": "relative", "children": children},
        **changed,
    }


@pytest.fixture
def table(spark: SparkSession, tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("unit,note,x,y\na,k,1,2\nb,l,2,3\nc,m,3,1\n", encoding="utf-8")
    return path


def codes(error: InvalidData | UsageFault) -> list[str]:
    return [problem.code for problem in error.problems]


@pytest.mark.parametrize("line", ["b,l,m,2,3", "b,l,2"])
def test_a_line_of_other_length_stops_the_run_though_a_column_plays_no_part(table: Path, line: str) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("b,l,2,3", line), encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        score_files_on_spark(str(table), edition(), {})
    assert codes(caught.value) == ["ragged-row"]


def test_records_without_content_are_left_out(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8") + ",,,\n , ,\u2003,\n\n", encoding="utf-8")
    scores = score_files_on_spark(str(table), edition(), {})
    found = columns_of_frame(scores.frame)
    scores.release()
    assert found["unit"] == ["b", "c", "a"]
    assert [problem.code for problem in scores.warnings] == ["unused-column"]


def test_a_column_that_plays_no_part_may_be_declared(table: Path) -> None:
    scores = score_files_on_spark(str(table), edition(), {"multiline": ["note"], "percent": ["note"]})
    scores.release()
    assert scores.rows == 3


def test_of_a_table_with_errors_the_warnings_of_headings_are_told_too(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("b,l,2", "b,l,two"), encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        score_files_on_spark(str(table), edition(), {})
    assert codes(caught.value) == ["unused-column", "not-a-number"]
    assert str(caught.value.problems[0].place) == str(table)


def test_a_column_without_a_heading_plays_no_part(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("note", ""), encoding="utf-8")
    scores = score_files_on_spark(str(table), edition(), {})
    scores.release()
    assert (scores.rows, list(scores.warnings)) == (3, [])


def test_files_of_other_headings_are_no_one_table(table: Path) -> None:
    folder = table.parent / "parts.csv"
    folder.mkdir()
    for name, text in (("1.csv", "unit,,x,y\na,k,1,2\n"), ("2.csv", "unit,,y,x\nb,k,1,2\n")):
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(SourceFault, match="CSV header does not conform"):
        score_files_on_spark(str(folder), edition(), {})


def test_an_encoding_is_known_by_the_names_of_python(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("a,k", "é,k"), encoding="latin-1")
    scores = score_files_on_spark(str(table), edition(), {"encoding": "latin-1"})
    assert columns_of_frame(scores.frame)["unit"] == ["b", "c", "é"]
    scores.release()
    with pytest.raises(UsageFault, match="utf-16"):
        score_files_on_spark(str(table), edition(), {"encoding": "UTF-16"})


@pytest.mark.parametrize("strict", [False, True])
def test_where_warnings_count_as_errors_they_do_beside_errors_too(table: Path, *, strict: bool) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("b,l,2", "b,l,two"), encoding="utf-8")
    with pytest.raises(InvalidData, match="2 errors" if strict else "1 error;") as caught:
        score_files_on_spark(str(table), edition(), {"strict": strict})
    assert [problem.severity for problem in caught.value.problems] == [
        "error" if strict else "warning",
        "error",
    ]


def test_of_headings_alone_is_told_what_was_declared_of_rows(table: Path) -> None:
    table.write_text("unit,x,y\n", encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        score_files_on_spark(str(table), edition(), {"ignore_units": ["Total"]})
    assert codes(caught.value) == ["no-rows", "nothing-ignored"]


def test_a_unit_that_stands_twice_is_told_with_its_column(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8") + "a,k,1,2\n", encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        score_files_on_spark(str(table), edition(), {})
    assert [one.place.header for one in caught.value.problems if one.code == "duplicate-unit"] == ["unit"]


def test_headings_that_differ_in_case_alone_are_told_as_they_stand(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("note", "X"), encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        score_files_on_spark(str(table), edition(), {})
    assert "duplicate-column" in codes(caught.value)


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        ({"delimiter": "||"}, None),
        ({"skip_rows": 1}, "not-on-spark-table"),
        ({"range": "A1:C3"}, "not-on-spark-table"),
    ],
)
def test_what_is_not_read_is_refused_before_any_work(
    table: Path, reading: dict[str, Any], code: str | None
) -> None:
    with pytest.raises(UsageFault) as caught:
        score_files_on_spark(str(table), edition(), reading)  # type: ignore[arg-type]  # as a caller may
    assert codes(caught.value) == ([] if code is None else [code])


@pytest.mark.parametrize(("first", "delimiter"), [("sep=,", None), ("sep=;", None), ('"sep=;"', ";")])
def test_a_first_line_for_spreadsheets_is_not_taken_for_headings(
    table: Path, first: str, delimiter: str | None
) -> None:
    text = table.read_text(encoding="utf-8").replace(",", delimiter or ",")
    table.write_text(f"{first}\n{text}", encoding="utf-8")
    with pytest.raises(UsageFault, match="takes the first line") as caught:
        score_files_on_spark(str(table), edition(), {} if delimiter is None else {"delimiter": delimiter})
    assert codes(caught.value) == ["not-on-spark-table"]


def test_ranks_of_many_nodes_leave_as_many_parts_as_there_were(table: Path) -> None:
    parts = []
    for nodes in (1, 4):
        sums = {"aggregate": "sum", "weights": "relative"}
        children = [
            {
                "code": f"N{at}",
                "weight": 1,
                **sums,
                "children": [{**indicator("x", weight=1), "code": f"x{at}", "column": "x"}],
            }
            for at in range(nodes)
        ]
        index = {"code": "I", **sums, "children": children}
        scores = score_files_on_spark(str(table), edition(index=index), {}, ranks=True)
        parts.append(scores.frame.rdd.getNumPartitions())
        found = columns_of_frame(scores.frame)
        assert all(found[f"N{at}.rank"] == [1, 2, 3] for at in range(nodes))
        scores.release()
    assert parts[0] == parts[1]
