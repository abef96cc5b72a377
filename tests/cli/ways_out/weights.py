"""Weights that change or are derived, and weighting files that are found, converted and fitted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.ways_out.case import HDI, SCORED, WayOut, edition, of

P1, Q1, R1 = (f"{{code: {code}, weight: 1, rule: {{kind: identity}}}}" for code in "pqr")
MEAN = "aggregate: arithmetic, weights: relative"
BELOW_MINIMUM = {
    "minimum.yaml": edition(
        of(
            f"{{code: A, {MEAN}, children: [{P1}, {Q1}]}}",
            "{code: r, rule: {kind: identity}}",
            at="aggregate: minimum",
        )
    )
}
POINTS = "{code: A, weight: 1, aggregate: points, children: [{code: p, points: 4, rule: {kind: fraction, of: 10}}, {code: q, points: 6, rule: {kind: fraction, of: 10}}]}"
BELOW_PRODUCT = {"product.yaml": edition(of(POINTS, R1, at="aggregate: geometric, weights: relative"))}
NO_POINTS = {
    "zero.yaml": edition(
        of(
            "{code: p, points: 0, rule: {kind: identity}}",
            "{code: q, points: 6, rule: {kind: fraction, of: 10}}",
            at="aggregate: points",
        )
    )
}
GIVE_WAY = "say how the others give way"
JUDGED = {"judged.csv": "expert,p,q\ne1,30,60\ne2,50,40\n"}
FITTED = {
    "fitted.yaml": edition(
        of("{code: p, rule: {kind: min-max}}"), "prepare: [{step: winsorise, columns: [p], max_points: 1}]"
    ),
    "f.csv": "unit,p\na,1\nb,2\nc,3\nd,4\n",
}
FIT = "fit f.csv -w fitted.yaml -o reference.json"
SCORE_FITTED = "score f.csv -w fitted.yaml --reference reference.json"


def without(key: str) -> Callable[[Path], None]:
    """Writes the saved reference anew without what stands under a key."""

    def change(folder: Path) -> None:
        file = folder / "reference.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        content.pop(key)
        file.write_text(json.dumps(content), encoding="utf-8")

    return change


CASES = (
    # how others give way
    WayOut("points that siblings give", f"whatif {SCORED} --weight 7=300", GIVE_WAY, "--rescale lets the siblings share what is left", f"whatif {SCORED} --weight 7=300 --rescale"),
    WayOut("points that are brought to the old total", f"whatif {SCORED} --weight 7=300", GIVE_WAY, "--relative brings all of them to their old total", f"whatif {SCORED} --weight 7=300 --relative"),
    WayOut("points as a share of the index", f"whatif {SCORED} --points 7=300", GIVE_WAY, "--of-index takes it as a share of the whole index", f"whatif {SCORED} --points 7=300 --of-index"),
    WayOut("points of the whole index", f"whatif {SCORED} --weight 7=250 --of-index", "cannot have 250 of the whole index", "or its points by --points", f"whatif {SCORED} --points 7=250 --of-index"),
    WayOut("too much of an index without points", f"whatif {HDI} --weight health=2 --of-index", "cannot have 2 of the whole index", "with --of-index give a share from 0 to 1", f"whatif {HDI} --weight health=0.5 --of-index"),
    WayOut("a share below a minimum", "whatif r.csv -w minimum.yaml --weight p=0.5 --of-index", "looks at no weights", "--relative takes its weight beside those of its siblings",
           "whatif r.csv -w minimum.yaml --weight p=0.5 --relative", files=BELOW_MINIMUM),
    WayOut("points below a product", "whatif r.csv -w product.yaml --points p=3 --of-index", "the index has no points", "--weight p=0.25",
           "whatif r.csv -w product.yaml --weight p=0.25 --of-index", files=BELOW_PRODUCT),
    WayOut("points where there were none", "whatif r.csv -w zero.yaml --points p=3", "has had no points so far", '--rule "p={kind: fraction, of: 100}"', files=NO_POINTS),
    WayOut("judgements of another sum", "weights derive budget-allocation judged.csv -w weights.yaml --node W", "points-do-not-sum", "say with --total what rows sum to",
           "weights derive budget-allocation judged.csv -w weights.yaml --node W --total 90", files=JUDGED),
    # weighting files
    WayOut("an edition that is none", "score t.csv -w nope", "there is no built-in edition", "dtiscore weights list", "weights list"),
    WayOut("a scheme that is none", "units list nope", "there is no built-in unit scheme", "dtiscore units list", "units list"),
    WayOut("nothing to convert", "weights convert", "one edition is converted", "dtiscore weights convert weights.yaml -o weights.csv", "weights convert weights.yaml -o weights.csv"),
    WayOut("an ending that tells no syntax", "weights convert weights.yaml --output weights.doc", "the ending tells no syntax", "end --output in .yaml, .yml, .toml, .json, .csv", "weights convert weights.yaml --output weights.csv"),
    WayOut("a built-in edition for other periods", "score t.csv -w dti-province-2022 --allow-missing-units", "ungoverned-period", "dtiscore weights convert EDITION -o FILE.yaml",
           "weights convert dti-province-2022 -o own.yaml", files={"t.csv": "code,year,dti\n01,2025,0.5\n02,2025,0.6\n"}),
    # saved references
    WayOut("another file than a reference", "score f.csv -w fitted.yaml --reference other.json", "this is not a saved reference", "dtiscore fit … -o reference.json", FIT, files={**FITTED, "other.json": '{"schema": "x"}\n'}),
    WayOut("a damaged reference", SCORE_FITTED, "this saved reference is damaged", "dtiscore fit … -o reference.json", FIT, files=FITTED, before=(FIT,), made=without("statistics")),
)  # fmt: skip
