"""A table that Spark reads: these lines start a cluster on this machine, and run only where pyspark and Java are."""

from __future__ import annotations

from tests.cli.ways_out.case import MEASURED, WayOut, edition, of

SPARK = "--engine spark --master local[2] -f csv"
OF_FILES = "--skip-rows 1 --header-rows 2 --layout long --indicator-column i --value-column v --sheet 1 --range A1:C4"
ALONE = {
    "median.yaml": edition(
        of("{code: p, rule: {kind: frame-goalposts, low_percentile: 5, high_percentile: 95}}")
    )
}
UNCLEAR = {"t.csv": "unit,p,q\na,1.234,2\nb,2.345,3\n"}

CASES = (
    WayOut("what Spark does not read", f"score ./t.csv -w w.yaml {SPARK} {OF_FILES}", "Spark reads tables with one row of headings", "leave out --skip-rows, --header-rows, --layout, --indicator-column, --value-column, --sheet and --range", f"score ./t.csv -w w.yaml {SPARK}"),
    WayOut("a number style on Spark", f"score ./t.csv -w w.yaml {SPARK}", "ambiguous-number", "declare --decimal .", f"score ./t.csv -w w.yaml {SPARK} --decimal .", files=UNCLEAR),
    WayOut("grouped thousands on Spark", f"score ./t.csv -w w.yaml {SPARK}", "ambiguous-number", "--decimal , with --grouping .", f"score ./t.csv -w w.yaml {SPARK} --decimal , --grouping .", files=UNCLEAR),
    WayOut("shares without the sign of the others on Spark", f"score ./t.csv -w measured.yaml {SPARK}", "mixed-percent", "--percent p", files={"t.csv": "unit,p\na,45.5%\nb,0.5\nc,62%\n", "measured.yaml": MEASURED}),
    WayOut("a line with a field too many on Spark", f"score ./t.csv -w w.yaml {SPARK}", "a line has more or fewer fields", "--engine stream tells the lines", "score ./t.csv -w w.yaml --engine stream -f csv", files={"t.csv": "unit,p,q\na,1,2\nb,2,3,4\n"}),
    WayOut("every value at once on Spark", f"score ./t.csv -w median.yaml {SPARK}", "needs every value at once", "against a saved reference (--reference)", f"score ./t.csv -w median.yaml {SPARK} --reference reference.json",
           files=ALONE, before=("fit t.csv -w median.yaml -o reference.json",)),
)  # fmt: skip
