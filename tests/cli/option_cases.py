"""One case for every option of every command: what is typed, beside what, on which table, so that something changes.

A new option gets one line here. Of what a command runs on, ``{data}``, ``{weights}`` and the other names in braces stand
for files that :func:`tables` makes of the five leaders of 2022; all of them have a unit 46, and an indicator 7.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from tests.conftest import ROOT, Run

EDITION = """\
id: small
title: Small index
authority: {decision: none, issuer: the tests, source: examples/dti-province}
missing: error
publish: {as: score, decimals: 4}
rank: {on: full}
scale: 100
prepare:
  - {step: impute, method: median}
  - {step: winsorise, max_points: 1}
index:
  code: DTI
  aggregate: arithmetic
  weights: 1
  children:
    - code: I
      weight: 0.6
      aggregate: arithmetic
      weights: 1
      children:
        - {code: "1", weight: 0.5, column: nhan_thuc_so, rule: {kind: fraction}}
        - {code: "3", weight: 0.5, column: ha_tang_so, rule: {kind: min-max}}
    - code: II
      weight: 0.4
      aggregate: arithmetic
      weights: 1
      children:
        - {code: "7", weight: 0.5, column: hoat_dong_chinh_quyen_so, rule: {kind: min-max}}
        - {code: "8", weight: 0.2, column: hoat_dong_kinh_te_so, rule: {kind: min-max}}
        - {code: "9", weight: 0.3, column: hoat_dong_xa_hoi_so, rule: {kind: min-max}}
"""

ON_A_LIST = """\
id: on-{n}
title: Published figures
authority: {{decision: none, issuer: the tests, source: examples/dti-province}}
units: vn-province-{n}
publish: {{as: score, decimals: 4}}
rank: {{on: published}}
index:
  code: DTI
  aggregate: arithmetic
  weights: 1
  children:
    - {{code: D, weight: 1, column: dti, rule: {{kind: identity}}}}
"""
"""An edition of the provinces before or after the mergers."""

LOOKS = frozenset({"--color", "--width", "--lang", "--quiet"})
"""Options of looks, which are always taken."""


@dataclass(frozen=True)
class Case:
    """An option as it is typed, and what else is on the line with it and without it."""

    typed: str
    beside: str = ""
    data: str = "plain"
    weights: str = "small"
    base: str | None = None
    """Another line than that of the command to start from."""


READING = {
    "--delimiter": Case("--delimiter '|'", data="piped"),
    "--encoding": Case("--encoding utf-16-le", data="encoded"),
    "--skip-rows": Case("--skip-rows 1", data="titled"),
    "--header-rows": Case("--header-rows 2"),
    "--sheet": Case("--sheet second", data="workbook"),
    "--range": Case("--range A1:J5", data="sheet"),
    "--side": Case("--side Verified", data="sided"),
    "--layout": Case("--layout long"),
    "--indicator-column": Case("--indicator-column part", "--value-column figure", data="long"),
    "--value-column": Case("--value-column figure", "--indicator-column part", data="long"),
    "--decimal": Case("--decimal ,"),
    "--grouping": Case("--grouping .", "--decimal ,", data="grouped"),
    "--missing": Case("--missing x", data="gaps"),
    "--flag": Case("--flag bp", data="flagged"),
    "--percent": Case("--percent nhan_thuc_so", data="percents"),
    "--multiline": Case("--multiline province", data="broken"),
    "--unit-column": Case("--unit-column first", data="unnamed"),
    "--name-column": Case(
        "--name-column called", "--allow-missing-units", data="misnamed", weights="dti-province-2022"
    ),
    "--period-column": Case("--period-column when", "--period 2022", data="undated"),
    "--by": Case("--by region", data="grown"),
    "--period": Case("--period 2022", data="panel"),
    "--group": Case("--group south", "--by region", data="grown"),
    "--date": Case("--date 2021-06-01", "--allow-missing-units", weights="dti-province"),
    "--ignore-unit": Case("--ignore-unit Total", data="totalled"),
    "--keep-unit": Case("--keep-unit Total", data="totalled"),
    "--allow-missing-units": Case("--allow-missing-units", weights="dti-province-2022"),
    "--max-bytes": Case("--max-bytes 10"),
    "--strict": Case("--strict"),
}
"""Of the options about a table; the same for every command that has them."""

RESULT = {
    "--format": Case("-f md"),
    "--output": Case("-o result.csv"),
    "--excel": Case("--excel", "-f csv"),
}


ANNOTATED = Case("--annotate lines=found.txt")


@dataclass(frozen=True)
class Command:
    """A line that runs, and a case for each of the command's options that is not among the shared ones."""

    base: str
    cases: dict[str, Case] = field(default_factory=dict)


SCORED = "{data} -w {weights}"
UNITS = "--units vn-province-63 --units vn-province-34"
MERGED = "2023={published} 2024={merged} --published dti"
ONE_OF_SEVERAL = Case("--by region --group south", data="grown")
PANEL = {
    "--period-column": Case("--period-column when", data="undated", base="compare {data} -w {weights}"),
    "--by": ONE_OF_SEVERAL,
    "--period": Case("--period 2022", data="panel", base="compare {data} {data} -w {weights}"),
}
PAIR = "weights convert --from-coinr {imeta} {idata} --to yaml"
DERIVE = "weights derive pca {data} -w {weights}"
RECOVER = "weights recover {data} -w {weights} --published {scored}"

COMMANDS = {
    "score": Command(
        f"score {SCORED}",
        {
            "--weights": Case("-w {other}", base="score {data}"),
            "--previous": Case("--previous {earlier}"),
            "--top": Case("--top 2"),
            "--sort": Case("--sort name"),
            "--ranks": Case("--ranks", "-f csv"),
            "--picture": Case("--picture table", "-f vl.json"),
            "--x": Case("--x 9", "--picture nodes -f vl.json"),
            "--y": Case("--y 9", "--picture nodes -f vl.json"),
            "--shade": Case("--shade score", "--picture table -f vl.json"),
            "--map": Case("--map {areas} --map-key code", "--picture map -f vl.json"),
            "--map-key": Case("--map-key code", "--picture map --map {areas} -f vl.json"),
            "--level": Case("--level indicators"),
            "--unit": Case("--unit 46"),
            "--summary": Case("--summary regions", data="grown", weights="summed"),
            "--reference": Case("--reference {reference}"),
            "--common-units": Case("--common-units", "--previous {fewer}"),
            "--across-lists": Case("--across-lists", "--previous {fewer}"),
            "--table": Case("--table 'previous:delimiter=|'", "--previous {piped}"),
        },
    ),
    "check": Command(
        f"check {SCORED} --expect {{expected}}",
        {
            "--weights": Case("-w {other}", base="check {data} --expect {expected}"),
            "--expect": Case("--expect {expected}", base=f"check {SCORED}"),
            "--tolerance": Case("--tolerance 1000"),
            "--partial": Case("--partial", data="panel"),
            "--annotate": ANNOTATED,
            "--table": Case(
                "--table 'expect:delimiter=|'", base=f"check {SCORED} --expect {{expected_piped}}"
            ),
            "--by": Case("--by region", data="grown", base=f"check {SCORED} --expect {{published_grown}}"),
            "--group": Case(
                "--group south",
                "--by region",
                data="grown",
                base=f"check {SCORED} --expect {{published_grown}}",
            ),
        },
    ),
    "validate": Command(
        f"validate {SCORED}",
        {
            "--all": Case("--all", base="validate {data} -w hdi-2022"),
            "--weights": Case("-w {other}", base="validate {data}"),
            "--annotate": ANNOTATED,
            "--period": Case("--period 2024", "--allow-missing-units", weights="dti-province-2022"),
            "--by": Case("--by region", data="lonely"),
        },
    ),
    "init": Command(
        "init {data}",
        {
            "--title": Case("--title Leaders"),
            "--down": Case("--down nhan_thuc_so", data="percents"),
            "--set": Case("--set title=Leaders"),
            "--from": Case("--from dti-province-2022", data="whole"),
            "--name-column": Case("--name-column called", data="alike"),
        },
    ),
    "doctor": Command("doctor {data}", {"--weights": Case("-w {other}", data="percents")}),
    "explain": Command(
        f"explain {SCORED} --unit 46",
        {
            "--weights": Case("-w {other}", base="explain {data} --unit 46"),
            "--unit": Case("--unit 48", base=f"explain {SCORED}"),
            "--every-period": Case("--every-period", data="panel"),
            "--peers": Case("--peers rank"),
            "--gaps": Case("--gaps"),
            "--picture": Case("--picture radar", "-f vl.json"),
            "--cell": Case("--cell 7"),
            "--group": Case("--group south", data="twice", weights="grouped_edition"),
        },
    ),
    "profile": Command(
        f"profile {SCORED} --top 2",
        {
            "--weights": Case("-w {other}", base="profile {data} --top 2"),
            "--top": Case("--top 3", base=f"profile {SCORED}"),
            "--level": Case("--level 1"),
        },
    ),
    "league": Command(
        f"league {SCORED} --indicator 7",
        {
            "--weights": Case("-w {other}", base="league {data} --indicator 7"),
            "--indicator": Case("--indicator 8", base=f"league {SCORED}"),
            "--unit": Case("--unit 46"),
            "--top": Case("--top 2"),
        },
    ),
    "compare": Command(
        f"compare 2022={{data}} 2023={SCORED}",
        {
            "--weights": Case("-w {other}"),
            "--picture": Case("--picture changes", "--unit 46 -f vl.json"),
            "--column": Case("--column first", "--with second", base="compare {assessed}"),
            "--with": Case("--with second", "--column first", base="compare {assessed}"),
            "--sum-by": Case("--sum-by part", "--column first --with second", base="compare {assessed}"),
            "--unit": Case("--unit 46"),
            "--top": Case("--top 2"),
            "--published": Case(
                "--published dti", base="compare 2022={published} 2023={published} -w dti-province-2022"
            ),
            "--units": Case(UNITS, "--restate mean", base=f"compare {MERGED}"),
            "--restate": Case("--restate mean", UNITS, base=f"compare {MERGED}"),
            "--on": Case(
                "--on vn-province-34",
                "--restate mean",
                base="compare {published} {published} --published dti --units vn-province-63",
            ),
            "--common-units": Case("--common-units", base="compare 2022={data} 2023={fewer} -w {weights}"),
            "--across-lists": Case("--across-lists", base="compare 2022={data} 2023={fewer} -w {weights}"),
            "--table": Case(
                "--table '2023:delimiter=|'", base="compare 2022={data} 2023={piped} -w {weights}"
            ),
            "--allow-fixed-units": Case(
                "--allow-fixed-units",
                "--allow-missing-units",
                base="compare {fixed} -w dti-province-2022 -w {other_foundation}",
            ),
            **PANEL,
        },
    ),
    "diff": Command(
        f"diff {{earlier}} {SCORED}",
        {
            "--weights": Case("-w {other}"),
            "--exit-code": Case("--exit-code"),
            "--table": Case("--table '2:delimiter=|'", base="diff {data} {piped} -w {weights}"),
            "--by": Case("--by region", data="grown", base="diff {data} {data} -w {weights} -f json"),
            "--group": Case(
                "--group south", "--by region", data="grown", base="diff {data} {data} -w {weights} -f json"
            ),
            "--period": Case("--period 2022", data="panel", base="diff {data} {data} -w {weights} -f json"),
            "--indicator-column": Case(
                "--indicator-column part",
                "--value-column figure",
                data="long",
                base="diff {data} {data} -w {weights}",
            ),
            "--value-column": Case(
                "--value-column figure",
                "--indicator-column part",
                data="long",
                base="diff {data} {data} -w {weights}",
            ),
        },
    ),
    "trend": Command(
        f"trend 2022={{data}} 2023={SCORED}",
        {
            "--weights": Case("-w {other}", base="trend 2022={data} 2023={data}"),
            "--show": Case("--show spread"),
            "--indicator": Case("--indicator 7"),
            "--picture": Case("--picture scores", "-f vl.json"),
            "--unit": Case("--unit 46"),
            "--top": Case("--top 2"),
            "--published": Case(
                "--published dti", base="trend 2022={published} 2023={published} -w dti-province-2022"
            ),
            "--units": Case(UNITS, "--restate mean", base=f"trend {MERGED}"),
            "--restate": Case("--restate mean", UNITS, base=f"trend {MERGED}"),
            "--on": Case(
                "--on vn-province-34",
                "--restate mean",
                base="trend 2022={published} 2023={published} --published dti --units vn-province-63",
            ),
            "--common-units": Case("--common-units", base="trend 2022={data} 2023={fewer} -w {weights}"),
            "--table": Case("--table '2023:delimiter=|'", base="trend 2022={data} 2023={piped} -w {weights}"),
            **PANEL,
        },
    ),
    "improve": Command(
        f"improve {SCORED} --unit 79 --to-rank 1",
        {
            "--weights": Case("-w {other}", base="improve {data} --unit 79 --to-rank 1"),
            "--unit": Case("--unit 22", base=f"improve {SCORED} --to-rank 1"),
            "--to-rank": Case("--to-rank 2", base=f"improve {SCORED} --unit 79"),
            "--to-score": Case("--to-score 60", base=f"improve {SCORED} --unit 79"),
            "--to-mean": Case("--to-mean", base=f"improve {SCORED} --unit 79"),
            "--mean": Case("--mean held", "--to-mean", base=f"improve {SCORED} --unit 79"),
            "--bounds": Case("--bounds {bounds}"),
            "--others": Case("--others trend", data="panel"),
            "--previous": Case("--previous {earlier}", "--others trend"),
            "--plans": Case("--plans 1", base=f"improve {SCORED} --unit 46 --to-score 90"),
            "--table": Case("--table 'previous:delimiter=|'", "--others trend --previous {piped}"),
            "--group": Case(
                "--group south",
                base=f"improve {SCORED} --unit 46 --to-rank 2",
                data="twice",
                weights="grouped_edition",
            ),
            "--show": Case("--show indicators"),
            "--top": Case("--top 2"),
        },
    ),
    "whatif": Command(
        f"whatif {SCORED} --value 46:7=0.99",
        {
            "--weights": Case("-w {other}", base="whatif {data} --value 46:7=0.99"),
            "--value": Case("--value 46:8=0.99"),
            "--weight": Case("--weight 7=0.3 --weight 8=0.4"),
            "--points": Case(
                "--points 7=150 --points 8=200", "--allow-missing-units", weights="dti-province-2022"
            ),
            "--rule": Case("--rule '7={{kind: fraction}}'"),
            "--rescale": Case("--rescale", "--weight I=0.7"),
            "--relative": Case("--relative", "--weight I=0.7"),
            "--of-index": Case("--of-index", "--weight 7=0.3"),
            "--allow-fixed-units": Case(
                "--allow-fixed-units",
                "--allow-missing-units --weight 3=50 --rescale",
                data="fixed",
                weights="dti-province-2022",
            ),
            "--against": Case("--against {other}"),
            "--by": ONE_OF_SEVERAL,
            "--unit": Case("--unit 46"),
            "--top": Case("--top 2"),
        },
    ),
    "report": Command(
        f"report {SCORED}",
        {
            "--weights": Case("-w {other}", base="report {data}"),
            "--compare": Case("--compare {earlier}"),
            "--was": Case("--was {other}"),
            "--assessed": Case("--assessed {earlier}"),
            "--restate": Case(
                "--restate mean",
                base="report {merged} --period 2024 -w {on_34} --compare 2023={published} --was {on_63}",
            ),
            "--common-units": Case("--common-units", "--compare {fewer}"),
            "--across-lists": Case("--across-lists", "--compare {fewer}"),
            "--robustness": Case("--robustness 20"),
            "--units": Case("--units 46"),
            "--sections": Case("--sections ranking,method"),
            "--output": Case("-o result.html"),
            "--by": ONE_OF_SEVERAL,
            "--table": Case("--table 'compare:delimiter=|'", "--compare {piped}"),
            "--group": Case("--group south", data="twice", weights="grouped_edition"),
        },
    ),
    "backcast": Command(
        f"backcast 2022={SCORED}",
        {
            "--weights": Case("-w {other}", base="backcast 2022={data}"),
            "--was": Case("--was {other}"),
            "--allow-fixed-units": Case(
                "--allow-fixed-units",
                "--allow-missing-units --was dti-province-2022",
                base="backcast 2022={fixed} -w {other_foundation}",
            ),
            "--from": Case(
                "--from dti-province-2022",
                "--allow-missing-units",
                base="backcast 2022={data} -w dti-province-2020",
            ),
            "--common-units": Case(
                "--common-units", base="backcast 2022={data} 2023={fewer} -w {weights} --was {other}"
            ),
            "--table": Case(
                "--table '2023:delimiter=|'", base="backcast 2022={data} 2023={piped} -w {weights}"
            ),
            "--by": ONE_OF_SEVERAL,
            "--period-column": Case("--period-column when", data="undated", base=f"backcast {SCORED}"),
            "--period": Case("--period 2022", data="panel", base=f"backcast {SCORED}"),
            "--unit": Case("--unit 46"),
            "--top": Case("--top 2"),
        },
    ),
    "robustness": Command(
        f"robustness {SCORED} --draws-count 20",
        {
            "--weights": Case("-w {other}", base="robustness {data} --draws-count 20"),
            "--show": Case("--show pairs"),
            "--draws-count": Case("--draws-count 30", base=f"robustness {SCORED}"),
            "--seed": Case("--seed 2"),
            "--within": Case("--within 2"),
            "--unit": Case("--unit 46"),
            "--level": Case("--level 1", base=f"robustness {SCORED} --show removal"),
            "--vary-weights": Case("--vary-weights simplex"),
            "--concentration": Case("--concentration 2"),
            "--share": Case("--share 0.9", "--vary-weights uniform"),
            "--least": Case("--least 0.1", "--vary-weights simplex"),
            "--draw-over": Case("--draw-over leaves"),
            "--allow-fixed-units": Case(
                "--allow-fixed-units", "--allow-missing-units", data="fixed", weights="dti-province-2022"
            ),
            "--normalisation": Case("--normalisation rank"),
            "--aggregation": Case("--aggregation geometric"),
            "--winsorise": Case("--winsorise 0"),
            "--imputation": Case("--imputation none"),
            "--treatment": Case("--treatment none"),
            "--exclude": Case("--exclude"),
            "--by": ONE_OF_SEVERAL,
            "--error": Case("--error 7=10%"),
            "--draws": Case("--draws kept.csv"),
            "--replay": Case("--replay {draws}", base=f"robustness {SCORED}"),
        },
    ),
    "diagnose": Command(
        f"diagnose {SCORED}",
        {
            "--weights": Case("-w {other}", base="diagnose {data}"),
            "--show": Case("--show indicators"),
            "--method": Case("--method spearman"),
            "--by": ONE_OF_SEVERAL,
            "--threshold": Case("--threshold collinear=0.1"),
        },
    ),
    "fit": Command(
        f"fit {SCORED}", {"--weights": Case("-w {other}", base="fit {data}"), "--by": ONE_OF_SEVERAL}
    ),
    "weights list": Command("weights list", {"--find": Case("--find dti"), "--long": Case("--long")}),
    "weights show": Command(
        "weights show {weights}", {"--format": Case("-f csv"), "--output": Case("-o result.json")}
    ),
    "weights check": Command(
        "weights check {weights}", {"--format": Case("-f csv"), "--annotate": ANNOTATED}
    ),
    "weights schema": Command("weights schema", {"--output": Case("-o schema.json")}),
    "weights derive": Command(
        f"{DERIVE} --node II",
        {
            "--weights": Case("-w {other}", base="weights derive pca {data} --node II"),
            "--node": Case("--node II", base=DERIVE),
            "--variant": Case(
                "--variant loadings-over-sd", base="weights derive pca {data} -w {weights} --node I"
            ),
            "--factors": Case("--factors 2", base="weights derive factor {data} -w {weights} --node II"),
            "--total": Case(
                "--total 10", base="weights derive budget-allocation {budget} -w {weights} --node DTI"
            ),
            "--level": Case("--level 2", base="weights derive equal -w {weights} --node DTI"),
            "--decimals": Case("--decimals 2"),
            "--id": Case("--id another"),
            "--output": Case("-o result.yaml"),
            "--by": ONE_OF_SEVERAL,
        },
    ),
    "weights recover": Command(
        RECOVER,
        {
            "--weights": Case("-w {other}", base="weights recover {data} --published {scored}"),
            "--published": Case("--published {scored}", base="weights recover {data} -w {weights}"),
            "--allow-missing-units": Case(
                "--allow-missing-units",
                base="weights recover {data} -w dti-province-2022 --published {expected}",
            ),
            "--node": Case("--node II"),
            "--decimals": Case("--decimals 3"),
            "--part-decimals": Case("--part-decimals 4"),
            "--save": Case("--save result.yaml"),
            "--id": Case("--id another", base=f"{RECOVER} --save result.yaml"),
            "--by": ONE_OF_SEVERAL,
        },
    ),
    "weights diff": Command(
        "weights diff {weights} {other}",
        {"--only": Case("--only weights"), "--exit-code": Case("--exit-code")},
    ),
    "weights template": Command(
        "weights template dti-province --date 2022-06-01",
        {
            "--period": Case("--period 2022"),
            "--date": Case("--date 2021-06-01", base="weights template dti-province"),
            "--long": Case("--long"),
            "--schema": Case("--schema table-schema"),
        },
    ),
    "weights convert": Command(
        "weights convert {weights} --to json",
        {
            "--to": Case("--to json", base="weights convert {weights}"),
            "--output": Case("-o result.json"),
            "--from-coinr": Case("--from-coinr {imeta} {idata}", base="weights convert --to yaml"),
            "--data": Case("--data table.csv", base=PAIR),
            "--id": Case("--id another", base=PAIR),
        },
    ),
    "schema": Command("schema"),
    "example": Command("example"),
    "run": Command("run"),
    "config": Command("config units list", {"--schema": Case("--schema", base="config")}),
    "units list": Command("units list"),
    "units match": Command("units match 'Bắc Giang'", {"--units": Case("--units vn-province-34")}),
    "units restate": Command(
        "units restate {data} --to vn-province-34 --from vn-province-63 --partial",
        {
            "--to": Case("--to vn-province-34", base="units restate {data} --from vn-province-63"),
            "--from": Case("--from vn-province-63", base="units restate {data} --to vn-province-34"),
            "--method": Case("--method sum", base="units restate {whole} --to vn-province-34"),
            "--weight": Case(
                "--weight ha_tang_so", "--method weighted", base="units restate {whole} --to vn-province-34"
            ),
            "--name-column": Case("--name-column called", data="misnamed"),
            "--period-column": Case("--period-column when", data="undated"),
            "--column": Case("--column ha_tang_so"),
            "--partial": Case(
                "--partial", base="units restate {data} --to vn-province-34 --from vn-province-63"
            ),
        },
    ),
}

_FOUND = "init finds it by itself, as tests/first_hour/test_init.py shows"
_OF_PROJECTS = "tests/questions/run: they need a project"

ELSEWHERE = {
    (
        "doctor",
        "--fix",
    ): "it writes a project into the folder of the table: tests/questions/doctor/test_fixing.py",
    **{
        ("run", option): _OF_PROJECTS
        for option in ("--check", "--annotate", "--format", "--output", "--excel")
    },
    **{
        ("init", option): _FOUND
        for option in (
            "--delimiter",
            "--encoding",
            "--skip-rows",
            "--header-rows",
            "--ignore-unit",
            "--indicator-column",
            "--value-column",
            "--unit-column",
            "--period-column",
            "--multiline",
        )
    },
    **{
        ("example", option): "tests/questions/example/test_example.py, in a folder of its own"
        for option in ("--all", "--into", "--force")
    },
    ("init", "--percent"): "what is not found is asked for: tests/cli/ways_out/headings.py",
    ("init", "--allow-missing-units"): "with a list of units: tests/first_hour/test_asking.py",
    ("init", "--points"): "tests/first_hour/test_init.py, with a row of maxima that is called otherwise",
    ("init", "--weights-sheet"): "tests/first_hour/test_decisions.py, with sheets as offices make them",
    ("init", "--yes"): "it asks on a terminal alone: tests/first_hour/test_init.py",
    ("score", "--engine"): "tests/engines/test_stream.py: the bytes are the same, in bounded memory",
    ("score", "--threads"): "tests/engines/test_ahead.py: the bytes are the same whatever their number",
    ("score", "--master"): "tests/cli/test_on_spark.py, where there is Spark",
}
"""What is not seen in the outcome, or needs what most machines lack, and where it is tested."""


def case_of(command: str, option: str) -> Case | None:
    """The case of an option: one of the command's own, else the shared one."""
    return COMMANDS[command].cases.get(option) or (READING | RESULT).get(option)


def tables(folder: Path, run: Run) -> dict[str, str]:
    """The files that the cases name, by these names."""
    dated = (ROOT / "examples/dti-province/2022-leaders.csv").read_text(encoding="utf-8")
    leaders = dated.replace("year,", "").replace("2022,", "")
    heading, *rows = leaders.splitlines()
    changed = leaders.replace("0.8575", "0.7").replace("0.7648", "0.9")
    _, *others = changed.splitlines()
    panel = [f"year,{heading}", *(f"2022,{row}" for row in rows), *(f"2023,{row}" for row in others), ""]
    code, name, *cells = rows[4].split(",")
    fixed = ",".join([code, name, *[""] * 5, *cells[5:], "390"])
    long = [
        ",".join((*row.split(",")[:2], part, cell))
        for row in rows
        for part, cell in zip(heading.split(",")[2:], row.split(",")[2:], strict=True)
    ]
    regions = ("north", "south", "south", "north", "south")
    grown = [f"{heading},region", *map(",".join, zip(rows, regions, strict=True)), ""]
    texts = {
        "areas": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "46"}, '
        '"geometry": {"type": "Polygon", "coordinates": [[[107, 16], [108, 16], [108, 17], [107, 16]]]}}]}',
        "plain": leaders,
        "earlier": changed,
        "panel": "\n".join(panel),
        "fewer": "\n".join([heading, *others[:4], ""]),
        "piped": leaders.replace(",", "|"),
        "titled": f"A title\n{leaders}",
        "grown": "\n".join(grown),
        "lonely": "\n".join(grown).replace("north", "south", 1),
        "twice": "\n".join([*grown, *(line.replace("south", "north") for line in grown if "south" in line), ""]),
        "published_grown": "\n".join(["code,DTI,rank,region", *(f"{row.split(',')[0]},50,1,{region}" for row, region in zip(rows, regions, strict=True))]),
        "grouped": leaders.replace(",", ";").replace(".", ",").replace("0,8253", "1.066,5"),
        "gaps": leaders.replace("0.5904", "x"),
        "flagged": leaders.replace("0.5904", "0.5904 bp"),
        "percents": leaders.replace("0.9581", "95.81").replace("0.9500", "95").replace("1.0000", "100"),
        "broken": leaders.replace("Cần Thơ", '"Cần\nThơ"'),
        "fixed": "\n".join([f"{heading},foundation_points", *(f"{row}," for row in rows[:4]), fixed, ""]),
        "unnamed": leaders.replace("code,province", "first,second"),
        "misnamed": leaders.replace("code,province", "code,called").replace("Cần Thơ", "Hà Nội"),
        "alike": leaders.replace("code,province", "code,called").replace("Cần Thơ", "Đà Nẵng"),
        "undated": "\n".join(panel).replace("year,", "when,"),
        "long": "\n".join(["code,province,part,figure", *long, ""]),
        "totalled": f"{leaders}Total,Total{',0.5' * 8}\n",
        "sided": leaders.replace("the_che_so", "the_che_so,nhan_thuc_so / Claimed", 1).replace("nhan_thuc_so,", "nhan_thuc_so / Verified,", 1).replace(",0.9000,", ",0.9000,0.5,"),
        "published": (ROOT / "examples/dti-province/2024-published.csv").read_text(encoding="utf-8"),
        "expected": (ROOT / "examples/dti-province/published-2022-leaders.csv").read_text(encoding="utf-8"),
        "expected_piped": f"code|DTI|rank\n{''.join(f'{row[:2]}|50|1' + chr(10) for row in rows)}",
        "whole": (ROOT / "examples/dti-province/2022.csv").read_text(encoding="utf-8"),
        "assessed": "indicator,part,first,second\na,A,3,2\nb,A,1,1\nc,B,4,5\n",
        "bounds": "column,highest\nhoat_dong_chinh_quyen_so,0.83\n",
        "budget": "I,II\n60,40\n50,50\n",
        "imeta": "Level,iCode,iName,Direction,Weight,Parent,Type\n1,a,First,1,1,I,Indicator\n1,b,Second,1,1,I,Indicator\n"
        "2,I,Index,1,1,NA,Aggregate\n",
        "idata": "uName,uCode,a,b\nOne,U1,1,20\nTwo,U2,3,20\n",
    }  # fmt: skip
    known = {name: folder / f"{name}.csv" for name in (*texts, "encoded", "merged", "draws", "scored")}
    for name, text in texts.items():
        known[name].write_text(text, encoding="utf-8")
    known["encoded"].write_bytes(leaders.encode("utf-16-le"))
    known |= {
        name: folder / f"{name}.yaml"
        for name in ("small", "other", "grouped_edition", "other_foundation", "on_63", "on_34", "summed")
    }
    for n in (63, 34):
        known[f"on_{n}"].write_text(ON_A_LIST.format(n=n), encoding="utf-8")
    official = (ROOT / "weights/dti-province-2022.yaml").read_text(encoding="utf-8")
    for old, new in (("id: dti-province-2022", "id: dti-other"), ("family: dti-province\n", "")):
        official = official.replace(old, new, 1)
    for column, points in (("nhan_thuc_so", 150), ("the_che_so", 50)):
        official = official.replace(f"points: 100, column: {column}", f"points: {points}, column: {column}")
    known["other_foundation"].write_text(official, encoding="utf-8")
    known["small"].write_text(EDITION, encoding="utf-8")
    known["summed"].write_text(f"{EDITION}summaries: [{{code: regions, by: region}}]\n", encoding="utf-8")
    known["grouped_edition"].write_text(f"{EDITION}layout: {{group: region}}\n", encoding="utf-8")
    known["other"].write_text(EDITION.replace("small", "other").replace("weight: 0.6", "weight: 0.8")
                              .replace("weight: 0.4", "weight: 0.2"), encoding="utf-8")  # fmt: skip
    known |= {name: folder / f"{name}.xlsx" for name in ("sheet", "workbook")}
    _workbook(known["sheet"], leaders)
    _workbook(known["workbook"], leaders, changed)
    known["reference"] = folder / "reference.json"
    small = ("-w", known["small"])
    published = (known["published"], "--from", "vn-province-63", "--to", "vn-province-34")
    for made in (
        ("fit", known["earlier"], *small, "-o", known["reference"]),
        ("score", known["plain"], *small, "--level", "all", "-o", known["scored"]),
        ("robustness", known["plain"], *small, "--draws-count", "5", "--draws", known["draws"]),
        ("units", "restate", *published, "-o", known["merged"]),
    ):
        done = run(*made)
        assert done.returncode == 0, done.stderr
    return {name: str(path) for name, path in known.items()}


def _workbook(path: Path, *sheets: str) -> None:
    """A workbook whose sheets hold what stands in CSV texts."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        book.set_properties(
            {"created": datetime(2022, 1, 1, tzinfo=UTC)}
        )  # the same bytes whenever it is made
        for name, text in zip(("first", "second"), sheets, strict=False):
            sheet = book.add_worksheet(name)
            for at, line in enumerate(text.splitlines()):
                code, called, *cells = line.split(",")
                sheet.write_row(at, 0, [code, called, *(cells if at == 0 else map(float, cells))])
