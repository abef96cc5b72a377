"""Tables whose units stand on different lists, and results that are held against expected ones."""

from __future__ import annotations

from tests.cli.ways_out.case import DTI, WayOut, edition, of

OLD, NEW = f"{DTI}/published-2023.csv", "merged.csv"
MERGE = (f"units restate {DTI}/2024-published.csv --from vn-province-63 --to vn-province-34 -o {NEW}",)
COMPARED = f"compare {OLD} {NEW} --published dti"
BOTH = "--units vn-province-63 --units vn-province-34"
ONE = {"one.yaml": edition(of("{code: dti, rule: {kind: identity}}"))}
FEW = {"few.csv": "code,province,dti\n01,Hà Nội,0.5\n22,Quảng Ninh,0.6\n"}

CASES = (
    WayOut("a table on the older list", f"score {OLD} -w newer.yaml", "vintage-mismatch", "dtiscore units restate --from vn-province-63 --to vn-province-34",
           f"units restate {OLD} --from vn-province-63 --to vn-province-34", files={"newer.yaml": ONE["one.yaml"].replace("id: w", "id: w\nunits: vn-province-34")}),
    WayOut("lists that nobody stated", COMPARED, "ranks on different lists of units", f"{BOTH} --restate mean", before=MERGE),
    WayOut("lists that are stated", f"{COMPARED} {BOTH}", "ranks on different lists of units", "--restate mean", before=MERGE),
    WayOut("a table on another list than stated", f"{COMPARED} --units vn-province-63 --restate mean", "--units says vn-province-63", BOTH, f"{COMPARED} {BOTH} --restate mean", before=MERGE),
    WayOut("a list that nothing tells", f"trend 2023={OLD} 2024={NEW} 2025=few.csv --published dti", "ranks on different lists of units", "say on which list each table stands: --units SCHEME, once for each in order",
           f"trend 2023={OLD} 2024={NEW} 2025=few.csv --published dti {BOTH} --units vn-province-34 --restate mean", files=FEW, before=MERGE),
    WayOut("a list that is looked up", f"trend 2023={OLD} 2024={NEW} 2025=few.csv --published dti", "ranks on different lists of units", "(dtiscore units list)", "units list", files=FEW, before=MERGE),
    WayOut("a panel over two lists", f"score {NEW} -w one.yaml --previous {DTI}/2024-published.csv", "ranks on different lists of units", "dtiscore units restate",
           f"units restate {DTI}/2024-published.csv --from vn-province-63 --to vn-province-34 -o again.csv", files=ONE, before=MERGE),
    WayOut("published tables with an edition", f"compare {OLD} {DTI}/published-2022.csv", "nothing says how the tables are scored", "give --weights", f"compare 2022={DTI}/2022.csv 2023={DTI}/2023.csv --weights dti-province-2022"),
    WayOut("units that no two periods rank", "trend 1=gaps.csv 2=t.csv -w one.yaml --common-units", "no unit is ranked in every table (1 ranks 1 of 2; 2 ranks 1 of 2)", "leave --common-units out",
           "trend 1=gaps.csv 2=t.csv -w one.yaml", files={"one.yaml": edition(of("{code: p, rule: {kind: identity}}")).replace("id: w", "id: w\nmissing: no-score"), "gaps.csv": "unit,p\na,1\nb,\n", "t.csv": "unit,p\na,\nb,2\n"}),
    WayOut("what a check does not compare", "check t.csv -w w.yaml --expect expected.csv", "it is not compared", "dtiscore weights show", "weights show w.yaml", files={"expected.csv": "unit,W,note\na,3,x\nb,7,y\nc,4.5,z\nd,12,z\n"}),
    WayOut("how one of two tables is read", "compare 2022=t.csv 2023=unclear.csv -w w.yaml --table 2023:missing=x", "ambiguous-number", "--table 2023:decimal=.", files={"unclear.csv": "unit,p,q\na,1.234,2\nb,2.345,3\n"}),
    WayOut("how a table is read that is not given", "score t.csv -w w.yaml --table previous:decimal=.", "says something of previous, which is not given", "add --previous", "score t.csv -w w.yaml --table previous:decimal=. --previous before.csv",
           files={"before.csv": "unit,p,q\na,1,2\nb,3,4\n"}),
    WayOut("a table as the one before itself", "score t.csv -w w.yaml --previous t.csv", "t.csv is the earlier table and the present one", "give the table of the period before",
           "score t.csv -w w.yaml --previous before.csv", files={"before.csv": "unit,p,q\na,1,2\nb,3,4\n"}),
)  # fmt: skip
