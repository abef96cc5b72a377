"""An edition on a screen: every default in force, the tree with weights and rules in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from dtiscore.files.catalogue import edition_ids
from dtiscore.methodology import Methodology, MissingRule, text_in
from dtiscore.methodology.rules.compound import Parts
from dtiscore.methodology.rules.curves import PiecewiseLinear
from dtiscore.methodology.rules.distances import DistanceToUnit
from dtiscore.methodology.rules.points import Boolean, Choice, Fraction, Ratio, Steps
from dtiscore.methodology.rules.ranks import RankShare
from dtiscore.methodology.rules.scaling import Goalposts, MinMax
from dtiscore.methodology.rules.z_scores import ZScore
from dtiscore.questions.weights.shown.editions import ShownEditions
from dtiscore.questions.weights.shown.methodology import ShownMethodology
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.rules_in_words import missing_in_words, rule_in_words

Edition = Callable[[str], Methodology]


def test_a_small_edition_in_full(points: dict[str, Any]) -> None:
    methodology = Methodology.model_validate(points)
    assert ShownMethodology(methodology).screen(Screen(language="en")) == (
        "toy-points · Sample index (S)\n"
        "1/QĐ · Office\n"
        "\n"
        "  periods      any\n"
        "  units        any distinct codes\n"
        "  published    fraction of the maximum points, 4 decimals, halves rounded up (half-up)\n"
        "  ranks        on the published value, the highest value first, ties share the best rank (min)\n"
        "  if missing   error: the table is refused\n"
        "  fitted over  the units of each period\n"
        "  also shown   Foundation, Activity\n"
        "  source       here\n"
        f"  sha256       {methodology.hash}\n"
        "\n"
        "                   points  of index  rule\n"
        "  S                   100            points\n"
        "  ├─ A Foundation      60       60%  fraction of a\n"
        "  └─ B Activity        40       40%  fraction of b\n"
        "\n"
        "  Where nothing else is said\n"
        "  fraction: of 1, cap false\n"
    )


def test_the_province_edition_says_what_is_special(edition: Edition) -> None:
    text = ShownMethodology(edition("dti-province-2022")).screen(Screen())
    assert "922/QĐ-BTTTT · Bộ Thông tin và Truyền thông · signed 2022-05-20" in text
    assert re.search(r"units +vn-province-63\n", text)
    assert re.search(
        r"│  └─ 6 Đô thị thông minh +0 +0%  fraction of do_thi_thong_minh; collected, not scored; optional",
        text,
    )
    assert re.search(r"├─ I Nền tảng chung +500 +points; or supplied: identity of foundation_points", text)
    assert "   ├─ 7 Hoạt động chính quyền số" in text
    assert "CQS Chính quyền số: Nền tảng chung + Hoạt động chính quyền số, points, 700 points" in text
    verified, rest = text.split("  Verified\n")[1].split("  Not public\n")
    assert "5/5 tỉnh dẫn đầu năm 2022" in verified
    assert "98 chỉ số thành phần" in rest


def test_weights_without_points(edition: Edition) -> None:
    text = ShownMethodology(edition("hdi-2022")).screen(Screen())
    assert re.search(r"├─ health Health +1 +33\.33%  goalposts 20 to 85 of life_expectancy\n", text)
    assert re.search(
        r"expected Expected years of schooling +1 +16\.67%  goalposts 0 to 18 of expected_schooling\n", text
    )
    assert "goalposts 100 to 75000 of gni_per_capita, transform log" in text
    assert "geometric, equal weights" in text
    assert "a full share scores 1" in text
    assert "Very High from 0.8, High from 0.7, Medium from 0.55, Low below; on the published value" in text
    assert "no-score: the unit gets no score" in text


@pytest.mark.parametrize("name", ["dti-province-2022", "hdi-2022", "desi-2022", "townsend-2011"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_keep_to_the_width(edition: Edition, name: str, width: int) -> None:
    text = ShownMethodology(edition(name)).screen(Screen(width))
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Fraction(), "fraction of x"),
        (Fraction(of=0.8, cap=True), "fraction of x, of 0.8, cap true"),
        (Goalposts(low=20.0, high=85.0, direction="down"), "goalposts 20 to 85 of x, direction down"),
        (MinMax(range=(1.0, 100.0)), "min-max of x, range [1, 100]"),
        (ZScore(divisor="sample"), "z-score of x, divisor sample"),
        (Ratio(denominator="y", per=1000.0), "ratio of x / y, per 1000"),
        (Ratio(numerator="a", denominator="y", cap=True), "ratio of a / y, cap true"),
        (Boolean(), "boolean of x"),
        (
            Steps.model_validate(
                {"steps": [{"at_least": 4.0, "score": 1.0}, {"at_least": 2.0, "score": 0.5}]}
            ),
            "steps [2: 0.5, 4: 1] of x",
        ),
        (
            Choice.model_validate(
                {"options": [{"value": "có", "score": 1.0}, {"value": "một phần", "score": 0.5}]}
            ),
            "choice of x, options [có: 1, một phần: 0.5]",
        ),
        (MinMax(transform="power", power=0.5), "min-max of x, transform power, power 0.5"),
        (RankShare(direction="down"), "rank-share of x, direction down"),
        (DistanceToUnit(unit="DEU", cap=True), "distance-to-unit of x, cap true, unit DEU"),
        (
            PiecewiseLinear.model_validate({"points": [[0.0, 0.0], [50.0, 1.0]]}),
            "piecewise-linear of x, points [0: 0, 50: 1]",
        ),
        (
            Parts.model_validate(
                {
                    "parts": [
                        {"column": "a", "score": 0.9},
                        {"column": "b", "score": 0.1, "rule": {"kind": "fraction", "of": 5.0, "cap": True}},
                    ],
                    "at_most": 1.0,
                }
            ),
            "parts [a: 0.9: fraction, b: 0.1: fraction of 5 cap true] of a / b, at most 1",
        ),
    ],
)
def test_rules_in_words(rule: Any, words: str) -> None:
    assert rule_in_words(rule, "x") == words


def test_all_that_a_view_says(points: dict[str, Any]) -> None:
    parity = {
        "code": "V",
        "of": ["A", "B"],
        "aggregate": "arithmetic",
        "weight": [2, 1],
        "then": [{"kind": "formula", "formula": "abs(x - 1)"}],
        "round": {"decimals": 1},
        "order": "ascending",
    }
    shown = ShownMethodology(Methodology.model_validate(points | {"views": [parity]})).screen(
        Screen(language="en")
    )
    assert (
        "  V: Foundation + Activity, arithmetic; weight [2, 1]; then formula abs(x - 1) of x; "
        "rounded to 1 decimal (half-up); ranks: the lowest value first\n"
    ) in shown
    assert "  fraction: of 1, cap false\n  formula: outcome score\n" in shown


def test_missing_rules_in_words() -> None:
    assert missing_in_words(MissingRule(kind="zero")) == "zero: counted as 0"
    rule = MissingRule(kind="reweight", min_share=0.5, count="weight")
    assert missing_in_words(rule) == (
        "reweight: the parts that are there share the weight, from 50% of the weight on"
    )


def test_the_list_of_editions(edition: Edition) -> None:
    names = ["desi-2022", "dti-province-2022", "hdi-2022"]
    text = ShownEditions([edition(name) for name in names], True).screen(Screen())
    lines = [line for line in text.splitlines() if line[2] != " "]  # the first line of each edition
    assert [line.split()[0] for line in lines[1:]] == names
    assert "2017-2022" in lines[1]
    assert "922/QĐ-BTTTT" in lines[2]
    assert "193 of 193 published scores" in lines[3]
    assert "5/5" not in text  # the list holds the first verification of each, weights show has all


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_list_of_editions_leaves_nothing_out(edition: Edition, width: int) -> None:
    text = ShownEditions([edition("hdi-2022"), edition("desi-2022")], True).screen(Screen(width))
    assert max(map(cell_len, text.splitlines())) <= width
    hdi, desi = (" ".join(block.split()) for block in text.split("\n\n"))
    assert hdi.startswith("hdi-2022 Human Development Index (HDI) Human Development Report 2023/24,")
    assert "· 2022 · any distinct codes verified: 193 of 193 published scores" in hdi
    assert "· 2017-2022 · eu-27 verified: From the completed table" in desi


def test_the_catalogue_says_at_100_columns_how_each_edition_was_verified(edition: Edition) -> None:
    catalogue = [edition(name) for name in edition_ids()]
    shown = " ".join(ShownEditions(catalogue, True).screen(Screen(100, language="en")).split())
    for one in catalogue:
        assert f"verified: {text_in(one.verified[0], 'en')}" in shown


def test_the_list_of_editions_for_programs(edition: Edition) -> None:
    columns = ShownEditions([edition("dti-province-2022")]).columns("en")
    assert columns["title"] == ["Provincial Digital Transformation Index (DTI)"]
    assert columns["periods"] == ["2021 2022 2023"]
    assert columns["indicators"] == [9]


def test_data_cannot_act(
    points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    authority = {"decision": hostile, "issuer": hostile, "source": hostile}
    texts = {"title": {"vi": hostile}, "notes": [hostile], "verified": [hostile], "unknown": [hostile]}
    methodology = Methodology.model_validate(points | texts | {"authority": authority})
    assert not has_acting_character(ShownMethodology(methodology).screen(Screen(80)))
    assert not has_acting_character(ShownEditions([methodology]).screen(Screen(200)))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_short_list_fits_one_screen_with_the_latest_edition_of_each_index(
    edition: Edition, language: str
) -> None:
    catalogue = [edition(name) for name in edition_ids()]
    lines = ShownEditions(catalogue).screen(Screen(80, language=language)).splitlines()
    assert len(lines) <= 40
    assert max(map(cell_len, lines)) <= 80
    shown = [line.split()[0] for line in lines[1:] if line.startswith("  ")]
    assert {"lpi-2016", "egdi-2018", "vietnam-pci-2013"} < set(shown)
    assert not {"lpi-2014", "egdi-2016", "vietnam-pci-2009"} & set(shown)
    lpi = next(line for line in lines if "lpi-2016" in line)
    assert lpi.split()[1] == "4"
    assert "2010 … 2016" in lpi
    found = ShownEditions(catalogue, each=True).screen(Screen(80)).splitlines()
    assert [line.split()[0] for line in found[1 : 1 + len(catalogue)]] == [one.id for one in catalogue]
