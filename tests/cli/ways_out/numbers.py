"""How the numbers of a table are read, whole and piece by piece."""

from __future__ import annotations

from tests.cli.ways_out.case import P, Q, WayOut, edition, of

STREAM = "--engine stream -f csv"

BASED = {"based.yaml": edition(of("{code: p, rule: {kind: min-max}}"), "frame: {base: '2022'}")}

CASES = (
    WayOut("a sign of per cent in a score", "score t.csv -w w.yaml", "percent-unclear", "--percent W", files={"t.csv": "unit,W\na,95%\nb,80%\n"}),
    WayOut("a share that lacks its sign of per cent", "score t.csv -w w.yaml", "percent-unclear", "declare --percent p", "score t.csv -w w.yaml --percent p", files={"t.csv": "unit,p,q\na,95%,1\nb,80%,2\nc,77,3\n"}),
    WayOut("one number above 1", "score t.csv -w share.yaml", "out-of-range", '--percent "Tỷ lệ DVC"', files={"t.csv": "unit,Tỷ lệ DVC\na,0.5\nb,0.8\nc,77\n"}),
    WayOut("grouped in another way than declared", "score t.csv -w w.yaml --decimal .", "bad-grouping", "--grouping \"'\"", files={"t.csv": "unit,p,q\na,1'234.5,2\nb,2.5,3\n"}),
    WayOut("an infinite number", "score t.csv -w gaps.yaml", "not-finite", "--missing inf", files={"t.csv": "unit,p,q\na,inf,2\nb,2.5,3\n", "gaps.yaml": edition(of(P, Q), "missing: no-score")}),
    WayOut("a number style that one cell settles", "score t.csv -w w.yaml", "settled-number-style", "--decimal .", files={"t.csv": "unit;p;q\na;1.234;2\nb;2.5;3\n"}),
    WayOut("a number style, piece by piece", f"score t.csv -w w.yaml {STREAM}", "must be declared for a streamed table", "--decimal .", files={"t.csv": "unit,p,q\na,1.234,2\nb,2.345,3\n"}),
    WayOut("grouped thousands, piece by piece", f"score t.csv -w w.yaml {STREAM}", "must be declared for a streamed table", "declare --decimal . or --decimal , (and --grouping, if thousands are grouped)",
           f"score t.csv -w w.yaml {STREAM} --decimal , --grouping .", files={"t.csv": "unit,p,q\na,1.234,2\nb,2.345,3\n"}),
    WayOut("one period of several that fit together", f"score panel.csv -w based.yaml {STREAM} --period 2023", "of which one alone is read piece by piece", "leave --period out and choose the period in the result",
           f"score panel.csv -w based.yaml {STREAM}", files=BASED),
    WayOut("one period against a reference", f"score panel.csv -w based.yaml {STREAM} --period 2023", "of which one alone is read piece by piece", "give --reference",
           f"score panel.csv -w based.yaml {STREAM} --period 2023 --reference reference.json", files=BASED, before=("fit panel.csv -w based.yaml -o reference.json",)),
    WayOut("units that are compared, piece by piece", f"score t.csv -w fitted.yaml {STREAM}", "cannot be scored piece by piece", "--engine memory", "score t.csv -w fitted.yaml --engine memory -f csv",
           files={"fitted.yaml": edition(of("{code: p, rule: {kind: rank}}"))}),
    WayOut("a long table, piece by piece", f"score long.csv -w w.yaml {STREAM}", "only a wide table is streamed", "use --engine memory", "score long.csv -w w.yaml --engine memory -f csv",
           files={"long.csv": "unit,indicator,value\na,p,1\na,q,2\nb,p,3\nb,q,4\n"}),
    WayOut("another encoding, piece by piece", f"score t.csv -w w.yaml {STREAM} --encoding cp1258", "is not streamed, only one in UTF-8", "iconv -f cp1258 -t utf-8 FILE | dtiscore score -",
           f"score - -w w.yaml {STREAM}", piped="t.csv"),
    WayOut("bytes that do not fit, piece by piece", f"score t.csv -w w.yaml {STREAM}", "is not UTF-8: line 2", "dtiscore doctor t.csv", "doctor t.csv", files={"t.csv": "unit,p,q\nH\udce0 N\udced\udcf2i,1,2\n"}),
    WayOut("bytes that do not fit", "score t.csv -w w.yaml", "decode", "dtiscore doctor t.csv", "doctor t.csv", files={"t.csv": "unit,p,q\nH\udce0 N\udced\udcf2i,1,2\n"}),
    WayOut("every unit with a hundredth of what earns all", "score t.csv -w whole.yaml", "all-hundredths", "--percent p", files={"t.csv": "unit,p\na,.95\nb,.8\nc,.7\n", "whole.yaml": edition(of("{code: p, rule: {kind: fraction, of: 100}}"))}),
    WayOut("every unit above a cap", "score t.csv -w capped.yaml", "all-capped", "--percent p", files={"t.csv": "unit,p\na,95\nb,80\nc,70\n", "capped.yaml": edition(of("{code: p, rule: {kind: fraction, cap: true}}"))}),
    WayOut("points for shares", "score t.csv -w points.yaml", "the cells are points out of 200", "dtiscore doctor tells how to go on", "doctor t.csv -w points.yaml",
           files={"t.csv": "unit,p\na,195\nb,80\n", "points.yaml": edition(of("{code: p, points: 200, rule: {kind: fraction}}", at="aggregate: points"))}),
    WayOut("a beginning that is not in YAML", "init t.csv --from w.json", "no weighting file in YAML", "dtiscore weights convert w.json --to yaml", "weights convert w.json --to yaml", before=("weights convert w.yaml --to json -o w.json",)),
    WayOut("two bytes a character", "score t.csv -w w.yaml", "without a byte order mark", "--encoding utf-16-le", files={"t.csv": "\0".join("unit,p,q\na,1,2\nb,2,3\n") + "\0"}),
)  # fmt: skip
