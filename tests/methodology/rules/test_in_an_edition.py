"""The rules inside an edition: texts and empty cells in parts, saved references, files in every form, the rules of nodes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore.errors import InvalidData, InvalidMethodology, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.parsing import methodology_from, parse_methodology
from dtiscore.questions.validate.python import validate
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.reference import Reference

PARTS = {
    "kind": "parts",
    "outcome": "score",
    "parts": [
        {"column": "dự họp", "score": 5, "rule": {"kind": "boolean"}},
        {"column": "ứng dụng", "score": 5, "rule": {"kind": "fraction", "of": 5, "cap": True}},
    ],
}
BEST = {
    "kind": "best-of",
    "outcome": "score",
    "base": [{"column": "có trung tâm", "score": 35, "rule": {"kind": "boolean"}}],
    "cases": [{"column": "tự xây", "score": 25}, {"column": "thuê", "score": 20}],
}


def plain(*children: dict[str, Any], **keys: Any) -> dict[str, Any]:
    points = any("points" in child for child in children)
    weights = {} if points else {"weights": "equal"}
    return {
        "id": "test",
        "title": "Test",
        "authority": {"decision": "1/QĐ", "issuer": "Bộ", "source": "https://example.org"},
        "publish": {"as": "score", "decimals": 3},
        "rank": {"on": "full"},
        "index": {
            "code": "INDEX",
            "aggregate": "points" if points else "arithmetic",
            **weights,
            "children": list(children),
        },
        **keys,
    }


SHEET = plain({"code": "p", "points": 10, "rule": PARTS}, {"code": "b", "points": 60, "rule": BEST})
HEADINGS = "unit,dự họp,ứng dụng,có trung tâm,tự xây,thuê"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "data.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


class TestASheetOfPartsAndCases:
    def test_texts_counts_and_alternatives_become_points(self, tmp_path: Path) -> None:
        data = table(tmp_path, HEADINGS, "a,có,3,Có,0.8,", "b,Không,7,không,,1", "c,CÓ,0,có,0.2,0.5")
        card = dtiscore.score(data, SHEET)
        assert card.nodes["p"].score.tolist() == [5 + 3 / 5 * 5, 0 + 5, 5 + 0]
        assert card.nodes["b"].score.tolist() == [35 + 0.8 * 25, 0 + 20, 35 + 0.5 * 20]
        assert card.index.score.tolist() == [8 + 55, 5 + 20, 5 + 45]

    def test_every_cell_that_it_does_not_admit_is_told_of(self, tmp_path: Path) -> None:
        data = table(tmp_path, HEADINGS, "a,có lẽ,3,có,0.8,", "b,không,-1,không,,1.2")
        found = [(p.code, p.place.line, p.place.header) for p in validate(data, SHEET).problems]
        assert found == [
            ("unknown-choice", 2, "dự họp"),
            ("out-of-range", 3, "ứng dụng"),
            ("out-of-range", 3, "thuê"),
        ]

    def test_one_case_is_enough_and_no_case_is_missing(self, tmp_path: Path) -> None:
        data = table(tmp_path, HEADINGS, "a,có,3,có,,", "b,,3,có,1,")
        found = [(p.code, p.place.line, p.place.header) for p in validate(data, SHEET).problems]
        assert found == [("missing-value", 2, "tự xây"), ("missing-value", 3, "dự họp")]

    def test_a_column_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        data = table(tmp_path, "unit,dự họp,ứng dụng,tự xây,thuê", "a,có,3,1,0")
        found = [(p.code, p.message) for p in validate(data, SHEET).problems if p.is_error]
        assert found == [("missing-column", 'the column có trung tâm of "b" is not in the file')]

    def test_batches_and_order_change_nothing(self, tmp_path: Path) -> None:
        data = table(tmp_path, HEADINGS, "a,có,3,có,0.8,", "b,không,7,không,,1", "c,có,0,có,0.2,0.5")
        validation = validate(data, SHEET)
        assert validation.dataset is not None
        whole = score_dataset(validation.methodology, validation.dataset).index.score
        turned = score_dataset(validation.methodology, validation.dataset.take([2, 0])).index.score
        assert turned.tolist() == [whole[2], whole[0]]


def test_a_formula_may_lack_what_it_says_itself(tmp_path: Path) -> None:
    edition = plain(
        {"code": "x", "column": "a", "rule": {"kind": "formula", "formula": "if_missing(x, 0) + b"}}
    )
    data = table(tmp_path, "unit,a,b", "u,,2", "v,1,2")
    assert dtiscore.score(data, edition).index.score.tolist() == [2.0, 3.0]
    refused = validate(table(tmp_path, "unit,a,b", "u,1,", "v,1,2"), edition)
    assert [(p.code, p.place.header) for p in refused.problems] == [("missing-value", "b")]


RANKED = plain(
    {"code": "r", "rule": {"kind": "rank", "ties": "average"}},
    {"code": "s", "column": "r", "rule": {"kind": "rank-share", "direction": "down"}},
    {"code": "c", "column": "r", "rule": {"kind": "categorical"}},
    {"code": "x", "column": "r", "rule": {"kind": "min-max", "transform": "box-cox"}},
    {"code": "d", "column": "r", "rule": {"kind": "distance-to-unit", "unit": "b"}},
)


class TestASavedReference:
    def fitted(self, tmp_path: Path) -> tuple[Methodology, Reference]:
        validation = validate(table(tmp_path, "unit,r", "a,1", "b,10", "c,100", "d,10"), RANKED)
        assert validation.dataset is not None
        reference = fit(validation.methodology, validation.dataset)
        saved = Reference.from_dict(json.loads(json.dumps(reference.as_dict())))
        return validation.methodology, saved

    def test_units_of_a_later_year_take_their_places_in_the_frame(self, tmp_path: Path) -> None:
        methodology, saved = self.fitted(tmp_path)
        later = table(tmp_path, "unit,r", "e,10", "f,50", "g,1000")
        card = dtiscore.score(later, methodology, reference=saved)
        assert card.nodes["r"].score.tolist() == [2.5, 4.0, 4.0]
        # Less is better there: 50 stands with the next better one, 10; 1000 with the worst of the frame.
        assert card.nodes["s"].score.tolist() == [2.5 / 4, 2.5 / 4, 1 / 4]
        assert card.nodes["c"].score.tolist() == [0.5, 1.0, 1.0]
        assert card.nodes["x"].score.tolist() == pytest.approx([1 / 2, 0.849485, 3 / 2], abs=1e-6)
        assert card.nodes["d"].score.tolist() == pytest.approx([1.0, 49 / 9, 999 / 9])

    def test_a_frame_scored_with_its_own_reference_is_the_same(self, tmp_path: Path) -> None:
        methodology, saved = self.fitted(tmp_path)
        again = table(tmp_path, "unit,r", "a,1", "b,10", "c,100", "d,10")
        fresh = dtiscore.score(again, methodology)
        from_saved = dtiscore.score(again, methodology, reference=saved)
        assert fresh.index.score.tobytes() == from_saved.index.score.tobytes()


def test_a_reference_unit_of_a_panel_is_looked_for_in_each_period(tmp_path: Path) -> None:
    edition = plain({"code": "x", "rule": {"kind": "distance-to-unit", "unit": "b"}})
    rows = ("unit,year,x", "a,2021,0", "b,2021,10", "a,2022,0", "b,2022,20", "c,2022,10")
    assert dtiscore.score(table(tmp_path, *rows), edition).index.score.tolist() == [0.0, 1.0, 0.0, 1.0, 0.5]
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(table(tmp_path, *rows), edition | {"frame": "all"})
    (problem,) = caught.value.problems
    assert (problem.code, "stands 2 times in the frame" in problem.message) == ("no-reference-unit", True)


def test_units_that_rules_cannot_be_fitted_to_are_told_by_period(tmp_path: Path) -> None:
    edition = plain({"code": "x", "rule": {"kind": "share-of-total"}})
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(table(tmp_path, "unit,year,x", "a,2021,0", "b,2021,0", "a,2022,1"), edition)
    (problem,) = caught.value.problems
    assert problem.message.startswith('"x" cannot be normalised in 2021: the sum over the units is 0')


class TestFiles:
    def test_a_flat_file_says_curves_bands_and_parts_in_a_cell(self) -> None:
        text = """\
code,parent,points,column,aggregate,rule,rule.points,rule.bands,rule.parts,rule.outcome,rule.transform,rule.low,rule.high,rule.power
@id,,,,test,,,,,,,,,
@title,,,,Test,,,,,,,,,
@authority.decision,,,,1/QĐ,,,,,,,,,
@authority.issuer,,,,Bộ,,,,,,,,,
@authority.source,,,,https://example.org,,,,,,,,,
@publish.as,,,,score,,,,,,,,,
@publish.decimals,,,,3,,,,,,,,,
@rank.on,,,,full,,,,,,,,,
INDEX,,,,points,,,,,,,,,
a,INDEX,10,x,,piecewise-linear,0=0; 50=0.8; 100=1,,,,,,,
b,INDEX,10,y,,categorical,,90=1; 50=0.5,,,,,,
c,INDEX,10,,,parts,,,z=4; w=6,score,,,,
d,INDEX,10,v,,goalposts,,,,,power,1,9,0.5
"""
        settings = [line for line in text.splitlines() if line.startswith("@")]
        for line in settings:
            name, value = line.split(",")[0], line.split(",")[4]
            text = text.replace(line, f"{name},{value}" + "," * 12)
        made = parse_methodology(read_flat(text, "w.csv"))
        points = [[0, 0], [50, 0.8], [100, 1]]
        bands = [{"above": 90, "score": 1}, {"above": 50, "score": 0.5}]
        parts = [{"column": "z", "score": 4}, {"column": "w", "score": 6}]
        power = {"kind": "goalposts", "transform": "power", "low": 1, "high": 9, "power": 0.5}
        expected = plain(
            {
                "code": "a",
                "points": 10,
                "column": "x",
                "rule": {"kind": "piecewise-linear", "points": points},
            },
            {"code": "b", "points": 10, "column": "y", "rule": {"kind": "categorical", "bands": bands}},
            {"code": "c", "points": 10, "rule": {"kind": "parts", "outcome": "score", "parts": parts}},
            {"code": "d", "points": 10, "column": "v", "rule": power},
        )
        assert made == methodology_from(expected)

    def test_what_a_methodology_holds_can_be_read_again(self) -> None:
        made = methodology_from(SHEET)
        assert Methodology.model_validate_json(made.model_dump_json(by_alias=True)) == made


def faults(*children: dict[str, Any], **keys: Any) -> list[Problem]:
    with pytest.raises(InvalidMethodology) as caught:
        methodology_from(plain(*children, **keys))
    return list(caught.value.problems)


class TestRulesThatDoNotFitTheirNode:
    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            ({"kind": "rank"}, "rank does not give a share of them here"),
            ({"kind": "distance-to-target", "target": 5, "range": [0, 10]}, "does not give a share"),
            (PARTS | {"parts": [{"column": "a", "score": 12}]}, '"x" gives up to 12 of 10 points'),
            (PARTS | {"outcome": "share"}, '"x" gives up to 10 where 1 is the maximum'),
            (BEST, '"x" gives up to 60 of 10 points'),
            ({"kind": "piecewise-linear", "points": [[0, 0], [1, 5]]}, '"x" gives 5 where 1 is the maximum'),
            ({"kind": "piecewise-linear", "points": [[0, -1], [1, 1]]}, '"x" gives -1 where 1'),
            ({"kind": "categorical", "bands": [{"above": 50, "score": 2}]}, '"x" gives 2 where 1'),
        ],
    )
    def test_points_that_it_does_not_share_out(self, rule: dict[str, Any], words: str) -> None:
        (problem,) = faults({"code": "x", "points": 10, "rule": rule})
        assert problem.code in ("rule-gives-no-share", "outcome-beyond-maximum")
        assert words in problem.message
        assert problem.fix

    def test_parts_without_a_cap_of_their_own_need_one(self) -> None:
        ratio = {"column": "a", "score": 10, "rule": {"kind": "ratio", "denominator": "b"}}
        open_ended = {"kind": "parts", "outcome": "score", "parts": [ratio]}
        (problem,) = faults({"code": "x", "points": 10, "rule": open_ended})
        assert "more than its parts' scores of 10 points" in problem.message
        capped = methodology_from(plain({"code": "x", "points": 10, "rule": open_ended | {"at_most": 10}}))
        assert capped.index.maximum == 10

    @pytest.mark.parametrize(
        "rule",
        [
            PARTS,
            BEST | {"at_most": 10},
            {"kind": "rank-share"},
            {"kind": "categorical"},
            {"kind": "piecewise-linear", "outcome": "score", "points": [[0, 0], [1, 10]]},
            {"kind": "fraction-of-maximum"},
        ],
    )
    def test_points_that_it_shares_out(self, rule: dict[str, Any]) -> None:
        assert methodology_from(plain({"code": "x", "points": 10, "rule": rule})).index.maximum == 10


class TestThen:
    @pytest.mark.parametrize(
        ("rule", "code", "words"),
        [
            ({"kind": "boolean"}, "rule-does-not-fit", "boolean reads texts"),
            ({"kind": "ratio", "denominator": "b"}, "unknown-node", 'ratio reads "b"'),
            (PARTS, "unknown-node", 'parts reads "dự họp"'),
            ({"kind": "formula", "formula": "x + y"}, "unknown-node", 'its formula reads "y"'),
        ],
    )
    def test_it_reads_nothing_but_the_score(self, rule: dict[str, Any], code: str, words: str) -> None:
        index = plain({"code": "a", "rule": {"kind": "identity"}})["index"] | {"then": [rule]}
        found = faults(index=index)
        assert {problem.code for problem in found} == {code}
        assert words in found[0].message
        view = {"code": "V", "of": ["a"], "then": [rule]}
        in_view = faults({"code": "a", "rule": {"kind": "identity"}}, views=[view])
        assert [problem.message.replace('"V"', '"INDEX"') for problem in in_view] == [
            p.message for p in found
        ]

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ({"kind": "piecewise-linear", "points": [[0, 0], [10, 1]], "outcome": "score"}, 0.4),
            ({"kind": "goalposts", "low": 0, "high": 8}, 0.5),
            ({"kind": "formula", "formula": "x ** 2"}, 16.0),
        ],
    )
    def test_a_curve_over_a_score(self, rule: dict[str, Any], expected: float, tmp_path: Path) -> None:
        edition = plain({"code": "a", "rule": {"kind": "identity"}})
        edition["index"]["then"] = [rule]
        assert dtiscore.score(table(tmp_path, "unit,a", "u,4"), edition).index.score.tolist() == [expected]
