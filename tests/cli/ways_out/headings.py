"""How the lines and headings of a text are found: delimiters, titles, rows of headings, quotes."""

from __future__ import annotations

from tests.cli.ways_out.case import WayOut, edition, of

YEARS = edition(
    of(
        "{code: p, column: '2022', rule: {kind: identity}}",
        "{code: q, column: '2023', rule: {kind: identity}}",
    )
)

CASES = (
    WayOut("two signs that may part the headings", "score t.csv -w w.yaml", "so the delimiter is not certain", '--delimiter ";"', files={"t.csv": "unit;p,q\na;1,2\nb;3,4\n"}),
    WayOut("headings of another table below", "score t.csv -w w.yaml", "headings stand again here, and others than above", "read each table alone: --range A1:C3",
           "score t.csv -w w.yaml --range A1:C3", files={"t.csv": "unit,p,q\na,1,2\nb,3,4\nunit,q,p\nc,2,2.5\nd,5,7\n"}),
    WayOut("headings parted by a bar", "score t.csv -w w.yaml", "the first row is a single cell", '--delimiter "|"', files={"t.csv": "unit|p|q\na,1|2|3\nb,2|3|4\n"}),
    WayOut("one column with commas", "score t.csv -w w.yaml", "the first row is a single cell", 'declare a --delimiter that it does not hold, such as "|"',
           'score t.csv -w w.yaml --delimiter "|"', files={"t.csv": 'W\n"1,5"\n2,5\n3,5\n'}),
    WayOut("headings in two rows", "score t.csv -w deep.yaml", "the headings seem to stand in two rows", "--header-rows 2",
           files={"t.csv": "unit,2022,\n,p,q\na,1,2\nb,3,4\n", "deep.yaml": edition(of("{code: p, column: 2022 / p, rule: {kind: identity}}", "{code: q, column: 2022 / q, rule: {kind: identity}}"))}),
    WayOut("a title above years", "score t.csv -w years.yaml", "seems to be a title", "declare --skip-rows with the number of lines above the headings", "score t.csv -w years.yaml --skip-rows 1",
           files={"t.csv": "Bảng 1,,\nunit,2022,2023\na,1,2\nb,2,3\n", "years.yaml": YEARS}),
    WayOut("a row that numbers the columns", "score t.csv -w w.yaml", "column-numbers", "--header-rows 2", files={"t.csv": "unit,p,q,r,s\n1,2,3,4,5\na,9,2,3,4\nb,2,3,4,5\n"}),
    WayOut("a row that may number the columns", "score t.csv -w w.yaml", "column-numbers", "--ignore-unit 1", files={"t.csv": "unit,p,q,r,s\n1,2,3,4,5\n7,1,2,3,4\n8,2,3,4,5\n"}),
    WayOut("two columns of an indicator", "score t.csv -w w.yaml --header-rows 2", "undecided-side", "--side Claimed", files={"t.csv": "unit,p,p,q\n,Claimed,Verified,\na,1,2,3\nb,2,3,4\n"}),
    WayOut("an indicator in two years", "score t.csv -w w.yaml --header-rows 2", "undecided-side", "--period 2023", files={"t.csv": "unit,p,p,q\n,2022,2023,2023\na,1,2,3\nb,2,3,4\n"}),
    WayOut("a beginning with two columns of each indicator", "init pair.csv --header-rows 2", "each indicator has several columns", "--side Claimed",
           files={"pair.csv": "name,p,p,q,q\n,Claimed,Verified,Claimed,Verified\na,1,2,3,4\nb,2,3,4,9\n"}),
    WayOut("a beginning with two years of each indicator", "init pair.csv --header-rows 2", "each indicator has several columns", "--period 2023",
           files={"pair.csv": "name,p,p,q,q\n,2022,2023,2022,2023\na,1,2,3,4\nb,2,3,4,9\n"}),
    WayOut("a beginning with the value, score and rank of each indicator", "init ranked.csv --header-rows 2", "each indicator has several columns", "--side Value",
           files={"ranked.csv": "name,1. P,1. P,1. P,2. Q,2. Q,2. Q\n,Value,Score,Rank,Value,Score,Rank\na,1,2,2,3,4,2\nb,2,3,1,4,9,1\n"}),
    WayOut("an indicator with its value, score and rank", "score t.csv -w w.yaml --header-rows 2", "undecided-side", "--side Value",
           files={"t.csv": "unit,p,p,p,q\n,Value,Score,Rank,\na,1,2,2,3\nb,2,3,1,4\n"}),
    WayOut("notes of one cell below the table", "score t.csv -w w.yaml", "ragged-row", "--range A1:C3", files={"t.csv": "unit,p,q\na,1,2\nb,2,3\n\nSource: the office\n(*) preliminary\n"}),
    WayOut("notes below a table with a title", "score t.csv -w w.yaml --skip-rows 2", "ragged-row", "--range A1:C5", files={"t.csv": "Title\n\nunit,p,q\na,1,2\nb,2,3\n\nSource: the office\n"}),
    WayOut("a beginning without indicators", "init names.csv", "no column may be an indicator", "start from an edition with --from", "init names.csv --from dti-province-2022",
           files={"names.csv": "name,note\nHà Nội,one\nHà Giang,two\n"}),
    WayOut("a beginning without indicators, looked at", "init names.csv", "no column may be an indicator", "dtiscore doctor tells how a table can be read", "doctor names.csv -w dti-province-2022",
           files={"names.csv": "name,note\nHà Nội,one\nHà Giang,two\n"}),
    WayOut("a side that no heading has", "score t.csv -w w.yaml --side x", "no heading has several parts", "leave --side out", "score t.csv -w w.yaml"),
    WayOut("a row that numbers the columns, piece by piece", "score t.csv -w w.yaml --engine stream --decimal . -f csv", "column-numbers", "--ignore-unit 1", files={"t.csv": "unit,p,q,r,s\n1,2,3,4,5\n7,1,2,3,4\n8,2,3,4,5\n"}),
    WayOut("a quote too many", "score t.csv -w w.yaml", "swallowed-rows", "--multiline unit", files={"t.csv": 'unit,p,q\n"a,1,2\nb,3,4\n",5,6\nd,1,2\n'}),
    WayOut("no column of units in a long table", "score long.csv -w w.yaml", "which unit a record is about", "name it with --unit-column", "score long.csv -w w.yaml --unit-column place",
           files={"long.csv": "place,indicator,value\na,p,1\na,q,2\nb,p,3\nb,q,4\n"}),
    WayOut("two columns of indicators in a long table", "score long.csv -w w.yaml", "could both hold the indicator", "--indicator-column INDICATOR",
           files={"long.csv": "unit,INDICATOR,MEASURE,value\na,p,X,1\na,q,X,2\nb,p,X,3\nb,q,X,4\n"}),
    WayOut("two columns of values in a long table", "score long.csv -w w.yaml", "could both hold the value", '--value-column "Số liệu"',
           files={"long.csv": "unit,indicator,value,Số liệu\na,p,1,1\na,q,2,2\nb,p,3,3\nb,q,4,4\n"}),
    WayOut("a long table without known headings", "score long.csv -w w.yaml --layout long", "a long table needs a column for the indicator", "name them with --indicator-column and --value-column",
           "score long.csv -w w.yaml --layout long --indicator-column part --value-column figure", files={"long.csv": "unit,part,figure\na,p,1\na,q,2\nb,p,3\nb,q,4\n"}),
    WayOut("a wide table with a column of indicators", "score long.csv -w w.yaml --layout wide --indicator-column part", "none in which the indicator stands", "leave out --layout, or --indicator-column and --value-column",
           "score long.csv -w w.yaml --indicator-column part", files={"long.csv": "unit,part,value\na,p,1\na,q,2\nb,p,3\nb,q,4\n"}),
    WayOut("a wide table with a column of values", "score t.csv -w w.yaml --layout wide --indicator-column part --value-column value", "none in which the indicator stands", "leave out --layout, or --indicator-column and --value-column",
           "score t.csv -w w.yaml --layout wide", files={"t.csv": "unit,p,q\na,1,2\nb,3,4\n"}),
    WayOut("indicators below each other", "score long.csv -w w.yaml", "duplicate-unit", "--indicator-column Element", files={"long.csv": "unit,Element,value\na,p,1\na,q,2\nb,p,3\nb,q,4\n"}),
    WayOut("indicators below each other, with their values", "score long.csv -w w.yaml", "duplicate-unit", "--indicator-column part --value-column figure",
           files={"long.csv": "unit,part,figure\na,p,1\na,q,2\nb,p,3\nb,q,4\n"}),
    WayOut("records that a second column parts", "score long.csv -w w.yaml --layout long", "duplicate-record", "--indicator-column sex", "score long.csv -w w.yaml --indicator-column sex",
           files={"long.csv": "unit,indicator,sex,value\na,share,p,1\na,share,q,2\nb,share,p,3\nb,share,q,4\n"}),
    WayOut("records that the years part", "score long.csv -w w.yaml", "duplicate-record", "--period-column TIME", "score long.csv -w w.yaml --period-column TIME",
           files={"long.csv": "unit,indicator,TIME,value\na,p,2021,1\na,q,2021,2\na,p,2022,3\na,q,2022,4\nb,p,2021,1\nb,q,2021,2\nb,p,2022,3\nb,q,2022,5\n"}),
    WayOut("rows that another column names", "score t.csv -w w.yaml", "several rows have the same country", "--unit-column university", files={"t.csv": "university,country,p,q\nMIT,USA,1,2\nYale,USA,2,3\nEPFL,CHE,3,4\nETH,CHE,4,5\n"}),
    WayOut("rows that the years part", "score t.csv -w w.yaml", "keep one, or name the column of the period: --period-column when", "--period-column when", files={"t.csv": "unit,when,p,q\na,2021,1,2\na,2022,2,3\nb,2021,3,4\nb,2022,4,5\n"}),
)  # fmt: skip
