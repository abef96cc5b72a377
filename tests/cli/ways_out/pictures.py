"""What is asked of pictures, reports, schemas and annotations."""

from __future__ import annotations

import json

from tests.cli.ways_out.case import P, Q, WayOut, edition, of

AREAS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "a", "size": 5},
                "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
            }
        ],
    }
)
YEARS = "\n".join(
    ["unit,year,p,q"]
    + [f"{unit},{year},{at + year - 2022},{at * 3 % 7}" for year in (2022, 2023) for at, unit in enumerate("abcdefgh")]
)  # fmt: skip
IN_GROUPS = YEARS.replace("2022", "north").replace("2023", "south").replace("year", "part", 1)
THREE_YEARS = "unit,year,p,q\na,2022,1,2\nb,2022,3,4\na,2023,3,4\nb,2023,5,3\na,2024,3,4\nb,2024,5,3\n"
THREE_PARTS = THREE_YEARS.replace("2022", "x").replace("2023", "y").replace("2024", "z").replace("year", "part", 1)  # fmt: skip
FORMULA = edition(of(P, Q, at='aggregate: {kind: formula, formula: "p + q"}'))
ONE_HIDDEN = "1 ranking of another period or group is not shown; --period and --group choose one."
TWO_HIDDEN = "2 rankings of other periods or groups are not shown; --period and --group choose one."
MAP = "score t.csv -w w.yaml --picture map -f svg"
RANKING = "score"
LEADERS = "profile years.csv -w w.yaml --top 3"
CHOOSE = "--period and --group choose one"

CASES = (
    # maps and tiles
    WayOut("a map without areas", MAP, "a map needs areas", "give a GeoJSON file of your own: --map FILE --map-key FIELD",
           f"{MAP} --map m.json --map-key code", files={"m.json": AREAS}),
    WayOut("a map without a key", f"{MAP} --map m.json", "nothing says which property", "name it: --map-key FIELD",
           f"{MAP} --map m.json --map-key code", files={"m.json": AREAS}),
    WayOut("a key that areas lack", f"{MAP} --map m.json --map-key zz", "has no property", "name one with --map-key; it has code",
           f"{MAP} --map m.json --map-key code", files={"m.json": AREAS}),
    WayOut("a key that names no unit", f"{MAP} --map m.json --map-key size", "no area is of a unit", "with the codes or names of units: --map-key FIELD",
           f"{MAP} --map m.json --map-key code", files={"m.json": AREAS}),
    WayOut("no tiles", "score t.csv -w w.yaml --picture tiles -f svg", "have no tiles", "choose another picture: --picture table",
           "score t.csv -w w.yaml --picture table -f svg"),
    # pictures of one ranking of several
    WayOut("one period of two", f"{RANKING} panel.csv -w w.yaml -f vl.json", ONE_HIDDEN, CHOOSE, f"{RANKING} panel.csv -w w.yaml -f vl.json --period 2022"),
    WayOut("one group of two", f"{RANKING} parts.csv -w grouped.yaml -f vl.json", ONE_HIDDEN, CHOOSE, f"{RANKING} parts.csv -w grouped.yaml -f vl.json --group south"),
    WayOut("one period of three", f"{RANKING} three.csv -w w.yaml -f vl.json", TWO_HIDDEN, CHOOSE, f"{RANKING} three.csv -w w.yaml -f vl.json --period 2022",
           files={"three.csv": THREE_YEARS}),
    WayOut("one group of three", f"{RANKING} three.csv -w grouped.yaml -f vl.json", TWO_HIDDEN, CHOOSE, f"{RANKING} three.csv -w grouped.yaml -f vl.json --group x",
           files={"three.csv": THREE_PARTS}),
    WayOut("leaders of one period", f"{LEADERS} -f vl.json", "Other periods and groups are not shown", CHOOSE, f"{LEADERS} -f vl.json --period 2022",
           files={"years.csv": YEARS}),
    WayOut("leaders of one group", f"{LEADERS.replace('w.yaml', 'grouped.yaml')} -f vl.json", "Other periods and groups are not shown", CHOOSE, f"{LEADERS.replace('w.yaml', 'grouped.yaml')} -f vl.json --group north",
           files={"years.csv": IN_GROUPS}),
    WayOut("no weights to draw", "plot weights t.csv -w formula.yaml", "is put together without weights", "ask for another picture: dtiscore plot --help", "plot --help",
           files={"formula.yaml": FORMULA}),
    # reports, schemas, annotations, tables that nothing interprets
    WayOut("a report of several groups", "report parts.csv -w grouped.yaml", "a report is of one group", "say which one is meant (--group)",
           "report parts.csv -w grouped.yaml --group south"),
    WayOut("a schema as a table", "schema ranking --format csv", "a schema cannot be written as csv", "leave out --format: it is JSON", "schema ranking"),
    WayOut("a report of tests without a file", "validate t.csv -w w.yaml --annotate junit", "--annotate junit needs a file", "name one: --annotate junit=report.junit",
           "validate t.csv -w w.yaml --annotate junit=report.junit"),
    WayOut("two tables without units", "diff xy.csv t.csv", "no column says which unit a row is about", "name it with --unit-column; the file has x",
           "diff xy.csv t.csv --unit-column x --table 2:unit-column=unit", files={"xy.csv": "x,p\na,1\n"}),
    WayOut("one of two tables of published scores without units", "compare own.csv xy.csv --published p", "no column says which unit a row is about",
           "say --table 2:unit-column=VALUE", "compare own.csv xy.csv --published p --table 2:unit-column=x", files={"own.csv": "unit,p\na,1\nb,2\n", "xy.csv": "x,p\na,1\nb,3\n"}),
    WayOut("a table without units to restate", "units restate xy.csv --from vn-province-63 --to vn-province-34", "no column says which unit a row is about",
           "name it with --unit-column; the file has x", "units restate xy.csv --from vn-province-63 --to vn-province-34 --unit-column x --partial",
           files={"xy.csv": "x,p\n01,1\n"}),
)  # fmt: skip
