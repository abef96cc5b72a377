"""What is asked of a ranking: targets, indicators, published figures, changes, robustness."""

from __future__ import annotations

from tests.cli.ways_out.case import DTI, HDI, PROVINCES, SCORED, YEARS, P, Q, WayOut, edition, of

CAUSES = f"compare 2022={DTI}/2022.csv 2023={DTI}/2023.csv -w dti-province-2022 -o x.svg"

FAMILY = (
    "unit,year,chinh_quyen_so,kinh_te_so,xa_hoi_so,foundation_points,hoat_dong_chinh_quyen_so,hoat_dong_kinh_te_so,hoat_dong_xa_hoi_so\n"
    "48,2020,0.5,0.5,0.5,,,,\n79,2020,0.4,0.5,0.6,,,,\n48,2022,,,,400,0.7,0.8,0.9\n79,2022,,,,300,0.7,0.8,0.9\n"
)
COUNTS = "unit,population,Literacy rate (%)\n01,8000000,98.5\n02,900000,80.1\n08,800000,90.2\n"

CASES = (
    # comparisons
    WayOut("published scores that no table has", "compare t.csv before.csv -w w.yaml --published W", "no table has a column of published scores", "leave out --published", "compare t.csv before.csv -w w.yaml",
           files={"t.csv": "unit,p,q\na,1,2\nb,2,3\n", "before.csv": "unit,p,q\na,2,2\nb,2,3\n"}),
    # targets
    WayOut("no target", "improve t.csv -w weights.yaml --unit a", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-rank 1"),
    WayOut("no target, by score", "improve t.csv -w weights.yaml --unit a", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-score 3"),
    WayOut("no target, by the mean", "improve t.csv -w weights.yaml --unit a", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-mean"),
    WayOut("a unit without a rank", "improve gaps.csv -w gaps.yaml --unit b --to-rank 1", "has no rank, which alone can be improved", "dtiscore explain shows where its values are missing", "explain gaps.csv -w gaps.yaml --unit b",
           files={"gaps.yaml": edition(of(P, Q), "missing: no-score"), "gaps.csv": "unit,p,q\na,1,2\nb,,3\nc,2,2\n"}),
    WayOut("a unit of an earlier period", "improve panel.csv -w weights.yaml --unit a --to-rank 1", 'the table has no unit "A" in 2022', "say which period is meant: --period 2021",
           "improve panel.csv -w weights.yaml --unit a --to-rank 1 --period 2021", files={"panel.csv": "period,unit,name,p,q\n2021,a,A,1,2\n2021,b,B,2,3\n2022,b,B,2,3\n2022,c,C,1,3\n"}),
    WayOut("a plan that is tried", "improve t.csv -w weights.yaml --unit a --to-rank 1 --ignore-unit b", "Try it", "dtiscore whatif t.csv",
           "whatif t.csv -w weights.yaml --ignore-unit b --value a:p=5 --value a:q=7"),
    WayOut("others that do not move", "improve t.csv -w weights.yaml --unit a --to-rank 1 --others trend", "nothing tells how the other units move", "or leave out --others trend",
           "improve t.csv -w weights.yaml --unit a --to-rank 1"),
    WayOut("two targets", "improve t.csv -w weights.yaml --unit a --to-rank 1 --to-score 3", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-rank 1"),
    WayOut("others that move", "improve t.csv -w weights.yaml --unit a --to-rank 1 --others trend", "nothing tells how the other units move", "--previous",
           "improve t.csv -w weights.yaml --unit a --to-rank 1 --others trend --previous r.csv"),
    *(
        WayOut(f"others in the first period, {name}", "improve panel.csv -w weights.yaml --unit a --to-rank 1 --others trend --period 2021", "the table has no period before 2021", way,
               f"improve panel.csv -w weights.yaml --unit a --to-rank 1 {then}",
               files={"panel.csv": "period,unit,p,q\n2021,a,1,2\n2021,b,2,3\n2022,a,1,2\n2022,b,2,3\n", "before.csv": "period,unit,p,q\n2020,a,1,2\n2020,b,2,3\n"})
        for name, way, then in (
            ("the earlier table", "give the earlier table with --previous", "--others trend --period 2021 --previous before.csv"),
            ("as they are", "or leave out --others trend", "--period 2021"),
        )
    ),
    *(
        WayOut(f"a period before that cannot be scored, {name}", "improve holed.csv -w weights.yaml --unit a --to-rank 1 --others trend --period 2022", "the period before, cannot be scored", way,
               f"improve holed.csv -w weights.yaml --unit a --to-rank 1 --period 2022{then}",
               files={"holed.csv": "period,unit,p,q\n2021,a,,2\n2021,b,2,3\n2022,a,1,2\n2022,b,2,3\n", "before.csv": "period,unit,p,q\n2021,a,1,2\n2021,b,2,3\n"})
        for name, way, then in (
            ("as they are", "leave out --others trend", ""),
            ("another table", "with --previous", " --others trend --previous before.csv"),
        )
    ),
    WayOut("a panel of several editions", "whatif family.csv -w dti-province --allow-missing-units --value 48:hoat_dong_kinh_te_so=0.9", "spans several editions", "choose a period: --period 2022",
           "whatif family.csv -w dti-province --allow-missing-units --value 48:hoat_dong_kinh_te_so=0.9 --period 2022", files={"family.csv": FAMILY}),
    # indicators
    WayOut("an indicator by its heading", f"league {PROVINCES} --indicator ha_tang_so", "has no indicator", "did you mean 3 (Digital infrastructure)",
           f"league {PROVINCES} --indicator 3"),
    WayOut("an indicator that is none", f"league {PROVINCES} --indicator zzzz", "has no indicator", "it has DTI, I, 1, 2, 3",
           f"league {PROVINCES} --indicator 3"),
    WayOut("an indicator without figures", f"league {PROVINCES} --indicator 6", "no unit has a value", "choose one that has: 3, I, 7",
           f"league {PROVINCES} --indicator 7"),
    # published figures
    WayOut("no word how tables are scored", f"compare {DTI}/published-2022.csv {DTI}/published-2023.csv", "nothing says how the tables are scored", "--published COLUMN",
           f"compare {DTI}/published-2022.csv {DTI}/published-2023.csv --published DTI"),
    WayOut("another column of scores", f"compare 2022={DTI}/2022.csv 2023={DTI}/2023.csv --published nothing", "nor one of ranks", "--published names the column of scores",
           f"compare 2022={DTI}/2022.csv 2023={DTI}/2023.csv --published ha_tang_so"),
    WayOut("a group of published figures", f"compare 2022={DTI}/published-2022.csv 2023={DTI}/published-2023.csv --published DTI --group a", "taken as they are", "leave --group out",
           f"compare 2022={DTI}/published-2022.csv 2023={DTI}/published-2023.csv --published DTI"),
    # differences and checks
    WayOut("nothing to compare with", "diff t.csv", "there is nothing to compare with", "give a second table", "diff t.csv r.csv"),
    WayOut("a table and an edition", "diff t.csv weights.yaml", "have nothing in common", "give two tables or two editions", "diff t.csv t.csv -w weights.yaml"),
    WayOut("editions with a table's edition", "diff weights.yaml weights.yaml -w weights.yaml", "without a table", "diff TABLE -w A -w B", "diff t.csv -w weights.yaml -w weights.yaml"),
    WayOut("a unit in two periods", "diff panel.csv panel.csv", "stands on line 2 and on line 3", "--period-column", "diff panel.csv panel.csv --period-column when",
           files={"panel.csv": "unit,when,p,q\na,2021,1,2\na,2022,3,4\n"}),
    WayOut("no period of what is expected of a panel of several editions", "check family.csv -w dti-province --allow-missing-units --expect e.csv", "e.csv has no column of periods", "choose a period: --period 2022",
           "check family.csv -w dti-province --allow-missing-units --expect e.csv --period 2022", files={"family.csv": FAMILY, "e.csv": "code,rank\n48,1\n"}),
    WayOut("nothing to hold scores against", "check t.csv", "nothing is named to hold the scores against", "add --expect FILE",
           "check t.csv -w weights.yaml --expect r.csv"),
    WayOut("scores of no edition", "check t.csv --expect r.csv", "nothing says how the table is scored", "add -w with an edition",
           "check t.csv -w weights.yaml --expect r.csv"),
    # of questions
    WayOut("leaders of all", f"profile {SCORED} --top 63", "nobody to hold the leaders against", "--top 21", f"profile {SCORED} --top 21"),
    WayOut("nothing that varies", f"robustness {SCORED} --vary-weights none --draws-count 5", "no assumption varies", "vary the weights",
           f"robustness {SCORED} --vary-weights uniform --draws-count 5"),
    WayOut("a level without parts", f"robustness {SCORED} --draw-over level:9 --draws-count 5", "no part stands at level 9", "the levels are 1, 2",
           f"robustness {SCORED} --draw-over level:2 --draws-count 5"),
    WayOut("a value that is no number", "whatif t.csv -w w.yaml --value a:p=much", "unreadable-value", "set a number as the column writes them, such as 1",
           "whatif t.csv -w w.yaml --value a:p=5", files={"t.csv": "unit,p,q\na,1,2\nb,2,1\n"}),
    WayOut("points as a share", f"whatif {SCORED} --weight 7=250 --of-index", "cannot have 250 of the whole index", "as 0.25 for a quarter",
           f"whatif {SCORED} --weight 7=0.25 --of-index"),
    WayOut("a weight without its number", f"whatif {SCORED} --rescale --weight 7", "does not say which node gets what", "--weight 7=250",
           f"whatif {SCORED} --rescale --weight 7=250"),
    WayOut("three tables to compare", f"compare {YEARS} -w dti-province-2022", "3 tables are given", "dtiscore trend takes more",
           f"trend {YEARS} -w dti-province-2022 --published dti"),
    WayOut("a node of rankings", "trend 2022=r2022.csv 2023=r2023.csv --indicator 7", "which are taken as they are", "name the column to follow with --published",
           "trend 2022=r2022.csv 2023=r2023.csv --published 7",
           before=tuple(f"score {DTI}/{year}.csv -w dti-province-2022 --level 2 -o r{year}.csv" for year in (2022, 2023))),
    WayOut("a node that rankings lack", "trend 2022=r2022.csv 2023=r2023.csv -w dti-province-2022 --indicator 7", "hold no score of", "dtiscore score … --level all",
           f"score {DTI}/2022.csv -w dti-province-2022 --level all",
           before=tuple(f"score {DTI}/{year}.csv -w dti-province-2022 --level 1 -o r{year}.csv" for year in (2022, 2023))),
    WayOut("a trend without a table before", f"improve {SCORED} --unit 48 --to-rank 1 --others trend", "nothing tells how the other units move", "--previous",
           f"improve {DTI}/2023.csv -w dti-province-2022 --unit 56 --to-rank 20 --others trend --previous {DTI}/2022.csv"),
    WayOut("a threshold that is not looked at", f"diagnose {SCORED} --threshold alpha=0.9 --show ties", "has no effect beside --show ties", "--show consistency",
           f"diagnose {SCORED} --threshold alpha=0.9 --show consistency"),
    WayOut("a mean that is ranked", "score means.csv -w three.yaml", "aggregate-row", '--ignore-unit "Cụm Đông"; if it is a unit: --keep-unit "Cụm Đông"', 'score means.csv -w three.yaml --ignore-unit "Cụm Đông"',
           files={"three.yaml": edition(of(P, Q, "{code: r, rule: {kind: identity}}")),
                  "means.csv": "unit,p,q,r\na,10.31,25.72,31.18\nb,41.07,12.95,8.44\nc,22.66,33.33,50.02\nd,35.5,4.12,19.77\nCụm Đông,27.385,19.03,27.3525\n"}),
    WayOut("points below a mean", f"whatif {HDI} --points health=3", "does not add up points", "--weight health=NUMBER", f"whatif {HDI} --weight health=2 --relative"),
    WayOut("attainable ranks without other weights", f"robustness {SCORED} --vary-weights none --show attainable", "attainable ranks are those under other weights", "choose uniform or simplex",
           f"robustness {SCORED} --vary-weights uniform --show attainable"),
    WayOut("shares below a product", f"robustness {HDI} --draws-count 5 --draw-over leaves", "no part has a share of the index", "draw over siblings",
           f"robustness {HDI} --draws-count 5 --draw-over siblings"),
    WayOut("weights of one part", "robustness one.csv -w one.yaml --draws-count 5", "so that none can vary", "--error INDICATOR=10%", "robustness one.csv -w one.yaml --draws-count 5 --vary-weights none --error p=10%",
           files={"one.yaml": edition(of(P)), "one.csv": "unit,p\na,1\nb,2\nc,4\n"}),
    WayOut("a mark and another encoding", "score marked.csv -w w.yaml --encoding cp1258", "begins with the byte order mark", "declare --encoding utf-8", "score marked.csv -w w.yaml --encoding utf-8",
           files={"marked.csv": "\ufeffunit,p,q\na,1,2\nb,2,3\n"}),
    WayOut("points of a mean", f"whatif {HDI} --points HDI=3", "adds up no points", "change weights: --weight CODE=NUMBER", f"whatif {HDI} --weight health=2 --relative"),
    WayOut("a part of a list to restate", "units restate few.csv --from vn-province-63 --to vn-province-34", "make do with what is there", "--partial", files={"few.csv": "unit,x\n01,1\n02,2\n"}),
    WayOut("counts of which a mean is taken", "units restate counts.csv --from vn-province-63 --to vn-province-34 --partial", "counts-averaged", "--method sum --column",
           "units restate counts.csv --from vn-province-63 --to vn-province-34 --partial --method sum --column population", files={"counts.csv": COUNTS}),
    WayOut("shares that are added up", "units restate counts.csv --from vn-province-63 --to vn-province-34 --partial --method sum", "shares-added-up", "add up the columns of counts alone: --column",
           "units restate counts.csv --from vn-province-63 --to vn-province-34 --partial --method sum --column population", files={"counts.csv": COUNTS}),
    WayOut("nothing to restate", f"units restate {DTI}/2024-published.csv --to vn-province-63", "stands on vn-province-63 already", "name that with --from",
           f"units restate {DTI}/2024-published.csv --from vn-province-63 --to vn-province-34"),
    WayOut("nothing that is expected", f"check {SCORED} --expect {DTI}/2023.csv", "no column holds an expected score", "head them DTI or rank", f"check {SCORED} --expect {DTI}/published-2022.csv"),
    WayOut("a name that is near to none", f"improve {SCORED} --to-rank 3 --unit Huee", 'the table has no unit "Huee"', "did you mean", f"improve {SCORED} --to-rank 3 --unit Huế"),
    WayOut("a command like no other", "zzz", 'dtiscore has no command "zzz"', "see dtiscore --help", "--help"),
    # pictures
    WayOut("causes of no unit", f"{CAUSES} --picture causes", "the picture of causes is of one unit", "choose it: --unit UNIT", f"{CAUSES} --picture causes --unit 48"),
    WayOut("causes of all units", f"{CAUSES} --picture causes", "the picture of causes is of one unit", "--picture changes shows all", f"{CAUSES} --picture changes"),
    WayOut("a radar of two parts", "explain two.csv -w two.yaml --unit a --picture radar -o x.svg", "a radar needs three parts with scores, and there are 2", "choose the other picture: --picture profile",
           "explain two.csv -w two.yaml --unit a --picture profile -o x.svg", files={"two.yaml": edition(of(P, Q)), "two.csv": "unit,p,q\na,1,3\nb,2,2\nc,4,5\n"}),
    WayOut("points of a mean to stack", f"score {HDI} --picture points -o x.svg", "there are no points to stack", "--picture table", f"score {HDI} --picture table -o x.svg"),
    WayOut("points of a mean, as a kind", f"plot points {HDI} -o x.svg", "there are no points to stack", "dtiscore plot table", f"plot table {HDI} -o x.svg"),
    WayOut("causes of all units, as a kind", f"plot causes {CAUSES.removeprefix('compare ')}", "the picture of causes is of one unit", "dtiscore plot changes shows all", f"plot changes {CAUSES.removeprefix('compare ')}"),
    WayOut("more parts than colours", "score many.csv -w many.yaml --picture points -o x.svg", "too many for colours to tell them apart", "--picture table", "score many.csv -w many.yaml --picture table -o x.svg",
           files={"many.yaml": edition(of(*(P.replace("p", f"p{at}", 1) for at in range(20)))), "many.csv": "unit," + ",".join(f"p{at}" for at in range(20)) + "\na" + ",1" * 20 + "\nb" + ",2" * 20 + "\n"}),
    WayOut("two nodes of one", "score one.csv -w one.yaml --picture nodes --level p -o x.svg", "a picture of two nodes needs two that have scores", "--level 1",
           "score one.csv -w one.yaml --picture nodes --level 1 -o x.svg", files={"one.yaml": edition(of(P, Q)), "one.csv": "unit,p,q\na,1,3\nb,2,2\nc,4,5\n"}),
    # what is written
    WayOut("a syntax for an edition", "weights convert dti-province-2022", "no syntax to write is named", "--to yaml"),
    WayOut("an ending that tells no form", f"score {SCORED} -o ranking.doc", "the ending tells no format", "choose one with --format", f"score {SCORED} -o ranking.doc --format md"),
    WayOut("no saved reference", f"score {SCORED} --reference examples/own-index/README.md", "this is not a saved reference", "-o reference.json", "fit examples/hdi/2022.csv -w hdi-2022 -o reference.json"),
    WayOut("an encoding that is none", f"score {SCORED} --encoding utf-9", "is not a text encoding", "utf-8", f"score {SCORED} --encoding utf-8"),
)  # fmt: skip
