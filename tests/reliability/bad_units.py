"""Units, periods and groups that are unknown, doubled, missing or of another vintage, and values an edition forbids."""

from __future__ import annotations

from tests.cli.test_forty_inputs import SHAPE
from tests.reliability.case import Case, error, warning

SOME = ("--allow-missing-units",)
FEW = warning("missing-unit", 1)


def _edition(rule: str, more: str = "", aggregate: str = "arithmetic", leaf: str = "") -> str:
    text = SHAPE.format(id="e", more=more, aggregate=aggregate, rule="RULE")
    return text.replace("{kind: RULE}", rule).replace("code: x,", f"code: x,{leaf}")


EDITIONS = {
    "choice": _edition("{kind: choice, options: [{value: có, score: 1}, {value: không, score: 0}]}"),
    "boolean": _edition("{kind: boolean}"),
    "log": _edition("{kind: goalposts, low: 1, high: 10, transform: log}"),
    "years": _edition("{kind: identity}", 'periods: ["2021", "2022"]'),
    "grouped": _edition("{kind: identity}", "layout: {group: nhóm}"),
    "limits": _edition("{kind: identity}", "columns: [{header: x, min: 0, max: 10}]"),
    "ratio": _edition("{kind: ratio, denominator: d}", leaf=" column: x,"),
    "derived": _edition(
        "{kind: identity}", "prepare: [{step: derive, column: r, formula: x / d}]", leaf=" column: r,"
    ),
    "z": _edition("{kind: z-score, divisor: sample}"),
}

CASES = (
    # Provinces
    Case("unit-misspelt", "province,x\nHà Giag,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME, said="Hà Giang"),
    Case("unit-of-another-country", "province,x\nBangkok,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case("unit-mojibake", "province,x\nHÃ Ná»™i,1\n", (FEW, error("mojibake", 2, 1)), "63", SOME),
    Case("unit-with-question-marks", "province,x\nH? N?i,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case(
        "unit-with-zero-width-space", "province,x\nHà\u200b Giag,1\n",
        (FEW, error("invisible-character", 2, 1), error("unknown-unit", 2, 1)), "63", SOME,
    ),
    Case("unit-doubled", "province,x\nHà Nội,1\nHà Giang,2\nHà Nội,3\n", (FEW, error("duplicate-unit", 4, 1)), "63", SOME),
    Case("unit-doubled-by-alias", "province,x\nHồ Chí Minh,1\nTP. HCM,3\n", (FEW, error("duplicate-unit", 3, 1)), "63", SOME),
    Case(
        "unit-doubled-by-code", "code,x\n01,1\n1,3\n",
        (FEW, warning("code-variant", 3, 1), error("duplicate-unit", 3, 1)), "63", SOME,
    ),
    Case("code-of-another-unit", "code,province,x\n02,Hà Nội,1\n", (FEW, error("code-name-conflict", 2, 2)), "63", SOME),
    Case("code-unknown-name-known", "code,province,x\n99,Hà Nội,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case("code-beyond-the-scheme", "code,x\n99,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case("code-in-exponent-form", "code,x\n1E1,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case("code-with-decimals", "code,x\n1.0,1\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case("units-missing", "province,x\nHà Nội,1\n", (error("missing-unit", 1),), "63", said="62 of the 63"),
    Case("unit-blank", "province,x\n,1\nHà Nội,2\n", (FEW, error("unknown-unit", 2, 1)), "63", SOME),
    Case("total-row", "province,x\nHà Nội,1\nTổng cộng,2\n", (FEW, error("not-a-unit", 3, 1)), "63", SOME),
    Case("average-row", "province,x\nHà Nội,1\nTrung bình,2\n", (FEW, error("not-a-unit", 3, 1)), "63", SOME),
    Case("note-row", "province,x\nHà Nội,1\nGhi chú: tạm tính,\n", (FEW, error("not-a-unit", 3, 1)), "63", SOME),
    Case("merged-province-in-the-new-frame", "province,x\nBình Dương,1\n", (FEW, error("vintage-mismatch", 2, 1)), "34", SOME),
    Case("country-name-in-a-frame-of-provinces", "province,x\nViệt Nam,1\nHà Nội,2\n", (FEW, error("not-a-unit", 2, 1)), "63", SOME),
    # Units without a scheme
    Case("plain-unit-doubled", "unit,x\na,1\na,2\n", (error("duplicate-unit", 3, 1),), said="--period-column COLUMN"),
    Case("plain-unit-blank", "unit,x\n,1\nb,2\n", (error("unknown-unit", 2, 1),)),
    Case("plain-unit-unseen-letters", "unit,x\na\u200b,1\n", (error("invisible-character", 2, 1),)),
    Case("plain-unit-bidi", "unit,x\n\u202ea,1\n", (error("invisible-character", 2, 1),)),
    Case("plain-units-alike-strict", "unit,x\na,1\nA,2\n", (error("similar-unit", 3, 1),), options=("--strict",)),
    Case("plain-units-tones-strict", "unit,x\nHòa,1\nHoà,2\n", (error("similar-unit", 3, 1),), options=("--strict",)),
    Case("total-row-strict", "unit,x\na,1\nTổng,2\n", (error("perhaps-a-total", 3, 1),)),
    Case("unused-column-strict", "unit,x,q\na,1,2\n", (error("unused-column", 1, 3),), options=("--strict",)),
    Case("blank-line-strict", "unit,x\na,1\n\nb,2\n", (error("blank-line", 3),), options=("--strict",)),
    Case(
        "settled-style-strict", "unit;x\na;1.234\nb;0.5\n", (error("settled-number-style", 2, 2),), options=("--strict",),
    ),
    Case("never-met-ignored-strict", "unit,x\na,1\n", (error("nothing-ignored", 1),), options=("--strict", "--ignore-unit", "q")),
    Case("inexact-integer-strict", "unit,x\na,9007199254740993\n", (error("inexact-integer", 2, 2),), options=("--strict",)),
    # Periods and groups
    Case("unit-twice-in-a-year", "unit,year,x\na,2021,1\na,2021,2\n", (error("duplicate-unit", 3, 1),)),
    Case("period-blank", "unit,year,x\na,,1\nb,2021,2\n", (error("missing-period", 2, 2),)),
    Case("period-two-spellings", "unit,year,x\na,2021,1\nb,2021.0,2\n", (error("period-spelling", 3, 2),)),
    Case("period-asked-for-spelt-otherwise", "unit,year,x\na,2021,1\nb,2021.0,2\n", (error("period-spelling", 3, 2),), options=("--period", "2021")),
    Case("period-ungoverned", "unit,year,x\na,2021,1\na,1999,2\n", (error("ungoverned-period", 3, 2),), "years"),
    Case("period-asked-for-not-there", "unit,year,x\na,2021,1\n", (error("missing-period", 1),), options=("--period", "1999")),
    Case("group-blank", "unit,nhóm,x\na,,1\nb,I,2\n", (error("missing-group", 2, 2),), "grouped"),
    Case("unit-twice-in-a-group", "unit,nhóm,x\na,I,1\na,I,2\n", (error("duplicate-unit", 3, 1),), "grouped"),
    Case("by-blank", "unit,vùng,x\na,,1\nb,I,2\n", (error("missing-group", 2, 2),), options=("--by", "vùng")),
    # Values that the edition forbids
    Case("above-the-maximum", "unit,x\na,1.5\nb,0.5\n", (error("out-of-range", 2, 2),), "share", said="--percent"),
    Case("below-the-minimum", "unit,x\na,-0.1\nb,0.5\n", (error("out-of-range", 2, 2),), "share"),
    Case("beyond-the-columns-limits", "unit,x\na,11\nb,-1\n", (error("out-of-range", 2, 2), error("out-of-range", 3, 2)), "limits"),
    Case("logarithm-of-zero", "unit,x\na,0\nb,5\n", (error("out-of-range", 2, 2),), "log"),
    Case("logarithm-of-a-negative", "unit,x\na,-1\nb,5\n", (error("out-of-range", 2, 2),), "log"),
    Case("answer-unknown", "unit,x\na,có lẽ\nb,có\n", (error("unknown-choice", 2, 2),), "choice"),
    Case("answer-a-number", "unit,x\na,1\nb,có\n", (error("unknown-choice", 2, 2),), "choice"),
    Case("yes-or-no-unknown", "unit,x\na,perhaps\nb,có\n", (error("unknown-choice", 2, 2),), "boolean"),
    Case("value-missing", "unit,x\na,\nb,1\n", (error("missing-value", 2, 2),), "need"),
    Case("value-missing-declared", "unit,x\na,KCSL\nb,1\n", (error("missing-value", 2, 2),), "need", ("--missing", "KCSL")),
    Case("every-value-missing", "unit,x\na,\nb,\n", (error("missing-value", 2, 2), error("missing-value", 3, 2)), "need"),
    Case("denominator-zero", "unit,x,d\na,1,0\nb,1,2\n", (error("out-of-range", 2, 3),), "ratio"),
    Case("denominator-missing-column", "unit,x\na,1\n", (error("missing-column", 1),), "ratio"),
    Case("ratio-of-negatives", "unit,x,d\na,-3,2\nb,1,-2\n", (error("out-of-range", 2, 2), error("out-of-range", 3, 3)), "ratio"),
    Case("derived-division-by-zero", "unit,x,d\na,1,0\nb,1,2\n", (error("undefined-formula", 2, 2),), "derived"),
    Case("geometric-mean-of-zero", "unit,x\na,0\nb,2\n", (error("undefined-aggregate", 2),), "product"),
    Case("geometric-mean-of-a-negative", "unit,x\na,-1\nb,2\n", (error("undefined-aggregate", 2),), "product"),
    Case("constant-under-min-max", "unit,x\na,3\nb,3\n", (error("zero-range", 2, 2),), "range"),
    Case("one-unit-under-min-max", "unit,x\na,3\n", (error("zero-range", 2, 2),), "range"),
    Case("constant-under-z-scores", "unit,x\na,3\nb,3\n", (error("zero-range", 2, 2),), "z"),
    Case("two-faults-of-one-cell-are-one", "unit,x\na,１.５\nb,0.5\n", (error("foreign-digits", 2, 2),), "share"),
)  # fmt: skip
