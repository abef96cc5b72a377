"""How firm a ranking is: draws that are kept, what varies, units that it cannot reach."""

from __future__ import annotations

from pathlib import Path

from tests.cli.ways_out.case import WayOut, edition, of

P1, Q3, R1 = (f"{{code: {code}, weight: {weight}, rule: {{kind: identity}}}}" for code, weight in (("p", 1), ("q", 3), ("r", 1)))  # fmt: skip
MEAN = "aggregate: arithmetic, weights: relative"
FILLED = edition(
    of(P1, Q3, at=MEAN), "missing: no-score", "prepare: [{step: impute, columns: [p], method: mean}]"
)
SUPPLIED = {
    "part.yaml": edition(of(f"{{code: A, weight: 1, {MEAN}, children: [{P1}, {Q3}]}}", R1, at=MEAN)),
    "part.csv": "unit,p,q,r,A\na,1,2,3,\nb,3,4,1,\nc,,,2,3\nd,5,7,4,\n",
}
"""The table supplies A of the unit c, and nothing that makes it."""
DRAWS = "robustness t.csv -w weights.yaml --draws-count 9 --draws"


def with_commas(folder: Path) -> None:
    """Writes the kept draws anew as a spreadsheet in another language does."""
    kept = folder / "draws.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace(",", ";").replace(".", ","), encoding="utf-8")


CASES = (
    WayOut("one choice, which varies nothing", "robustness t.csv -w weights.yaml --vary-weights none --aggregation own --draws-count 5", "no assumption varies",
           "or give two different choices of one kind", "robustness t.csv -w weights.yaml --vary-weights none --aggregation own --aggregation harmonic --draws-count 5",
           files={"weights.yaml": edition(of(P1, Q3, at=MEAN))}),
    WayOut("weights that are not to vary, left out", "robustness t.csv -w weights.yaml --vary-weights none --show attainable", "attainable ranks are those under other weights",
           "leave --vary-weights none out", "robustness t.csv -w weights.yaml --show attainable"),
    WayOut("the influence on kept draws", "robustness t.csv -w weights.yaml --replay draws.csv --show influence", "--replay has no effect beside --show influence",
           "leave out --replay", "robustness t.csv -w weights.yaml --show influence", before=(f"{DRAWS} draws.csv",)),
    WayOut("how many draws, where their file is named", "robustness t.csv -w weights.yaml --draws 9", "9 is a number",
           "--draws-count 9", "robustness t.csv -w weights.yaml --draws-count 9"),
    WayOut("kept draws in an empty file", "robustness t.csv -w weights.yaml --replay empty.csv", "the file is empty", "it should have a row of headings and rows below it",
           "robustness t.csv -w weights.yaml --replay draws.csv", before=(f"{DRAWS} draws.csv",), files={"empty.csv": ""}),
    WayOut("headings of draws alone", "robustness t.csv -w weights.yaml --replay empty.csv", "no-rows", "it should have rows below the headings",
           "robustness t.csv -w weights.yaml --replay draws.csv", before=(f"{DRAWS} draws.csv",), files={"empty.csv": "replicate,weight:p\n"}),
    WayOut("kept draws that another program wrote", "robustness t.csv -w weights.yaml --replay draws.csv", "this draw is no number", "keep them again with --draws FILE",
           f"{DRAWS} again.csv", before=(f"{DRAWS} draws.csv",), made=with_commas),
    WayOut("a unit that is not ranked in each draw", "robustness gaps.csv -w filled.yaml --imputation own --imputation none --draws-count 9 --show influence --unit b", "has no rank under some assumptions",
           "leave out the assumption under which it has none, such as --imputation none", "robustness gaps.csv -w filled.yaml --draws-count 9 --show influence --unit b",
           files={"filled.yaml": FILLED, "gaps.csv": "unit,p,q\na,1,2\nb,,3\nc,2,2\nd,4,4\ne,3,1\n"}),
    WayOut("a part that the table supplies, drawn above", "robustness part.csv -w part.yaml --draws-count 9", "what is drawn cannot reach 1 of 4 units", "--draw-over level:1", files=SUPPLIED),
    WayOut("a part that the table supplies, removed above", "robustness part.csv -w part.yaml --show removal", "the removal of a part cannot reach 1 of 4 units", "--level 1", files=SUPPLIED),
    WayOut("a part that the table supplies, of free weights", "robustness part.csv -w part.yaml --show attainable", "free weights cannot reach 1 of 4 units", "--show attainable-main",
           "robustness part.csv -w part.yaml --show attainable-main", files=SUPPLIED),
    WayOut("a part that the table supplies, marked", "robustness part.csv -w part.yaml --draws-count 9", "what is drawn cannot reach 1 of 4 units", "--allow-fixed-units", files=SUPPLIED),
    WayOut("a value below what the table supplies", "whatif part.csv -w part.yaml --value c:p=3", "change A itself", "--allow-fixed-units", files=SUPPLIED),
)  # fmt: skip
