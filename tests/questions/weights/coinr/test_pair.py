"""A pair iMeta and iData of COINr becomes an edition and its table, or a list of everything that is wrong with it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import dtiscore
from dtiscore.errors import InvalidData, InvalidMethodology
from dtiscore.inputs.reading import read_table
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.questions.weights.coinr.answer.pair import CoinrImport, import_coinr
from dtiscore.tables.raw import RawColumn, RawTable

META = """\
Level,iCode,iName,Direction,Weight,Unit,Denominator,Parent,Type
1,a,First,1,1,Score,NA,P,Indicator
1,b.c,b.c,-1,3,NA,Pop,P,Indicator
1,d,Third,1,1,NA,NA,Q,Indicator
2,P,Pillar,1,1,NA,NA,I,Aggregate
2,Q,Other,1,1,NA,NA,I,Aggregate
3,I,Một chỉ số,1,1,NA,NA,NA,Aggregate
NA,Pop,Population,NA,NA,Thousands,NA,NA,Denominator
NA,region,Region,NA,NA,NA,NA,NA,Group
"""
DATA = """\
uName,uCode,Time,region,Pop,a,b.c,d
One,U1,2018,north,10,1,20,5
Two,U2,2018,south,20,3,20,NA
Three,U3,2018,NA,40,2,-0.5,7
"""


def table(text: str, source: str) -> RawTable:
    headings, *rows = csv.reader(text.splitlines())
    columns = [
        RawColumn(heading, i + 1, [row[i] for row in rows], [*range(2, len(rows) + 2)])
        for i, heading in enumerate(headings)
    ]
    return RawTable(source, tuple(columns), len(rows))


def made(meta: str = META, data: str = DATA, **options: Any) -> CoinrImport:
    return import_coinr(table(meta, "folder/iMeta.csv"), table(data, "folder/iData.csv"), **options)


def told(meta: str = META, data: str = DATA) -> list[tuple[str, str, int | None]]:
    with pytest.raises((InvalidMethodology, InvalidData)) as caught:
        made(meta, data)
    return [(problem.code, problem.place.file, problem.place.line) for problem in caught.value.problems]


def test_a_denominator_that_nothing_is_divided_by_is_not_described() -> None:
    methodology = made(META.replace(",NA,Pop,P,", ",NA,NA,P,")).methodology
    assert [column.header for column in methodology.columns] == ["a"]


def test_the_direction_of_an_aggregate_is_not_passed_over() -> None:
    assert told(META.replace("P,Pillar,1,", "P,Pillar,-1,")) == [("no-meaning-here", "folder/iMeta.csv", 5)]


def test_the_edition_that_the_metadata_state() -> None:
    assert plain_data(made().methodology) == {
        "id": "mot-chi-so",
        "title": "Một chỉ số",
        "authority": {
            "decision": "COINr metadata iMeta.csv",
            "issuer": "not stated in the metadata",
            "source": "iMeta.csv and iData.csv, tables of the R package COINr",
        },
        "summaries": [{"code": "region", "name": "Region", "by": "region"}],
        "layout": {"unit": "uCode", "name": "uName", "period": "Time", "missing": ["NA"]},
        "missing": "reweight",
        "scale": 100,
        "publish": {"decimals": 2},
        "rank": {"on": "full"},
        "columns": [
            {"header": "a", "unit": "Score"},
            {"header": "Pop", "name": "Population", "unit": "Thousands"},
        ],
        "prepare": [{"step": "derive", "column": "b.c per Pop", "formula": "`b.c` / Pop"}],
        "index": {
            "code": "I",
            "name": "Một chỉ số",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [
                {
                    "code": "P",
                    "name": "Pillar",
                    "aggregate": "arithmetic",
                    "weights": "relative",
                    "children": [
                        {"code": "a", "name": "First", "weight": 1, "rule": {"kind": "min-max"}},
                        {
                            "code": "b.c",
                            "weight": 3,
                            "column": "b.c per Pop",
                            "rule": {"kind": "min-max", "direction": "down"},
                        },
                    ],
                },
                {
                    "code": "Q",
                    "name": "Other",
                    "aggregate": "arithmetic",
                    "weights": "equal",
                    "children": [{"code": "d", "name": "Third", "rule": {"kind": "min-max"}}],
                },
            ],
        },
        "notes": [
            {
                "en": "The metadata state no methods: min-max over the units, arithmetic means and the rule for"
                " missing values are those that COINr applies unless told otherwise"
            }
        ],
    }


def test_the_table_keeps_texts_and_numbers_and_na_is_no_value() -> None:
    assert made().columns == {
        "uCode": ["U1", "U2", "U3"],
        "uName": ["One", "Two", "Three"],
        "Time": ["2018", "2018", "2018"],
        "region": ["north", "south", None],
        "Pop": [10, 20, 40],
        "a": [1, 3, 2],
        "b.c": [20, 20, -0.5],
        "d": [5, None, 7],
    }


def test_the_two_score_together() -> None:
    result = made()
    card = dtiscore.score(pd.DataFrame(result.columns), result.methodology)
    # b.c per Pop is 2, 1 and -0.0125, less is better: 0, (2 - 1) / 2.0125 and 1 of 100; weights 1 and 3.
    pillar = [(0 + 0) / 4, (100 + 3 * 100 * 1 / 2.0125) / 4, (50 + 3 * 100) / 4]
    assert card.nodes["P"].score.tolist() == pytest.approx(pillar)
    assert card.index.score.tolist() == pytest.approx([(pillar[0] + 0) / 2, pillar[1], (pillar[2] + 100) / 2])
    regions = card.summarise("region")  # a group of the metadata is a summary, by its name
    assert regions.dataset.units == ("north", "south")
    assert regions.nodes["P"].score.tolist() == pytest.approx(pillar[:2])


def with_column(heading: str, **values: str) -> str:
    """The metadata with one more column, NA but for the entries named."""
    headings, *rows = META.splitlines()
    cells = [f"{row},{values.get(row.split(',')[1].replace('.', '_'), 'NA')}" for row in rows]
    return "\n".join([f"{headings},{heading}", *cells])


def test_a_scale_factor_multiplies_and_an_id_may_be_given() -> None:
    result = made(with_column("ScaleFactor", b_c="1000"), edition_id="my-index")
    assert result.methodology.id == "my-index"
    step = {"step": "derive", "column": "b.c per Pop", "formula": "`b.c` / Pop * 1000"}
    assert plain_data(result.methodology)["prepare"] == [step]
    assert result.left_out == ()
    assert ("not-a-number", "folder/iMeta.csv", 3) in told(with_column("ScaleFactor", b_c="0"))


def test_what_is_not_taken_over_is_named() -> None:
    assert made(with_column("Target", a="4.5")).left_out == ("Target",)
    assert made(with_column("Target")).left_out == ()  # it says nothing


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("1,a,First,1,1", "1,a,First,0,1", "not-a-choice", 2),
        ("1,a,First,1,1", "1,a,First,1,-2", "not-a-number", 2),
        ("1,a,First,1,1", "1,a,First,1,NA", "not-a-number", 2),
        ("1,a,First,1,1,Score,NA,P", "1,a,First,1,1,Score,NA,I", "level-skipped", 2),
        ("1,a,First,1,1,Score,NA,P", "1,a,First,1,1,Score,NA,R", "unknown-parent", 2),
        ("1,a,First,1,1,Score,NA,P", "1,a,First,1,1,Score,NA,NA", "unknown-parent", 2),
        ("1,a,First,1,1,Score,NA,P", "1,a,First,1,1,Score,Popp,P", "unknown-denominator", 2),
        ("Q,Indicator", "Q,Indikator", "not-a-choice", 4),
        ("2,Q,Other,1,1,NA,NA,I", "2,Q,Other,1,1,NA,NA,NA", "several-roots", 1),
    ],
)
def test_each_fault_of_the_metadata_has_its_line(old: str, new: str, code: str, line: int) -> None:
    assert old in META
    assert (code, "folder/iMeta.csv", line) in told(META.replace(old, new))


def test_a_code_that_stands_twice_and_one_that_is_blank() -> None:
    doubled = META.replace("1,d,Third", "1,a,Third")
    assert ("duplicate-code", "folder/iMeta.csv", 4) in told(doubled)
    assert ("missing-key", "folder/iMeta.csv", 4) in told(META.replace("1,d,Third", "1,NA,Third"))


def test_every_fault_of_both_tables_is_told_in_one_run() -> None:
    meta = META.replace("1,a,First,1,1", "1,a,First,0,x").replace("3,I,", "5,I,")
    data = DATA.replace("region,Pop", "zone,Pop").replace("uCode", "code")
    assert told(meta, data) == [
        ("not-a-choice", "folder/iMeta.csv", 2),
        ("not-a-number", "folder/iMeta.csv", 2),
        ("level-skipped", "folder/iMeta.csv", 5),
        ("level-skipped", "folder/iMeta.csv", 6),
        ("missing-column", "folder/iData.csv", 1),
        ("missing-column", "folder/iData.csv", 1),
        ("unknown-column", "folder/iData.csv", 1),
        ("unknown-column", "folder/iData.csv", 1),
    ]


def test_columns_that_do_not_fit_are_named_with_what_may_be_meant() -> None:
    # COINr stops here without naming the column (its issue 44).
    with pytest.raises(InvalidData) as caught:
        made(data=DATA.replace(",d\n", ",dd\n"))
    messages = [str(problem) for problem in caught.value.problems]
    assert 'iData has no column "d", which iMeta lists as Indicator' in messages[0]
    assert "did you mean dd?" in messages[0]
    assert 'iMeta does not list the column "dd" of iData' in messages[1]


def test_a_table_that_is_no_metadata_says_so() -> None:
    assert told(DATA, DATA)[0] == ("missing-column", "folder/iMeta.csv", 1)


class TestAsem:
    """COINr's ASEM demo: its metadata, and the index that build_example_coin() makes of them."""

    @pytest.fixture
    def folder(self, shared_data: Path) -> Path:
        return shared_data / "coinr"

    def test_the_steps_of_the_example_give_its_51_scores_at_every_level(self, folder: Path) -> None:
        meta, data = (read_table(folder / f"in_{name}.csv")[0] for name in ("iMeta", "iData"))
        made = import_coinr(meta, data)
        assert made.methodology.id == "sustainable-connectivity"
        assert made.left_out == ("Target",)
        assert len(list(made.methodology.index.indicators())) == 49
        content = plain_data(made.methodology)
        # What the metadata do not state: Impute by the mean of a group, Screen at 0.9, Treat with winmax 5.
        content["prepare"] += [  # type: ignore[operator]  # plain data of a file
            {"step": "impute", "method": "mean", "by": "EurAsia_group"},
            {"step": "screen", "min_share": 0.9},
            {"step": "winsorise"},
        ]
        card = dtiscore.score(pd.DataFrame(made.columns), content)
        expected = pd.read_csv(folder / "stage_Aggregated.csv").set_index("uCode")
        assert sorted(card.dataset.units) == sorted(expected.index)
        assert len(expected) == 51
        for code in card.methodology.nodes:
            wanted = expected[code].loc[list(card.dataset.units)].to_list()
            assert card.nodes[code].score.tolist() == pytest.approx(wanted, abs=1e-9), code
