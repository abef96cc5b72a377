"""What is asked of a ranking: targets, indicators, published figures, changes, robustness."""

from __future__ import annotations

from tests.cli.ways_out.case import DTI, HDI, PROVINCES, SCORED, YEARS, P, Q, WayOut, edition, of

CASES = (
    # targets
    WayOut("no target", "improve t.csv -w weights.yaml --unit a", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-rank 1"),
    WayOut("no target, by score", "improve t.csv -w weights.yaml --unit a", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-score 3"),
    WayOut("two targets", "improve t.csv -w weights.yaml --unit a --to-rank 1 --to-score 3", "there must be one target", "give one of --to-rank, --to-score and --to-mean",
           "improve t.csv -w weights.yaml --unit a --to-rank 1"),
    WayOut("others that move", "improve t.csv -w weights.yaml --unit a --to-rank 1 --others trend", "nothing tells how the other units move", "--previous",
           "improve t.csv -w weights.yaml --unit a --to-rank 1 --others trend --previous r.csv"),
    # indicators
    WayOut("an indicator by its heading", f"league {PROVINCES} --indicator ha_tang_so", "has no indicator", "did you mean 3 (Hạ tầng số)",
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
    # of questions
    WayOut("leaders of all", f"profile {SCORED} --top 63", "nobody to hold the leaders against", "choose a smaller --top", f"profile {SCORED} --top 10"),
    WayOut("nothing that varies", f"robustness {SCORED} --vary-weights none --draws-count 5", "no assumption varies", "vary the weights",
           f"robustness {SCORED} --vary-weights uniform --draws-count 5"),
    WayOut("a level without parts", f"robustness {SCORED} --draw-over level:9 --draws-count 5", "no part stands at level 9", "the levels are 1, 2",
           f"robustness {SCORED} --draw-over level:2 --draws-count 5"),
    WayOut("points as a share", f"whatif {SCORED} --weight 7=250 --of-index", "cannot have 250 of the whole index", "as 0.25 for a quarter",
           f"whatif {SCORED} --weight 7=0.25 --of-index"),
    WayOut("a weight without its number", f"whatif {SCORED} --rescale --weight 7", "does not say which node gets what", "--weight 7=250",
           f"whatif {SCORED} --rescale --weight 7=250"),
    WayOut("three tables to compare", f"compare {YEARS} -w dti-province-2022", "3 tables are given", "dtiscore trend takes more",
           f"trend {YEARS} -w dti-province-2022 --published dti"),
    WayOut("a trend without a table before", f"improve {SCORED} --unit 48 --to-rank 1 --others trend", "nothing tells how the other units move", "--previous",
           f"improve {DTI}/2023.csv -w dti-province-2022 --unit 56 --to-rank 20 --others trend --previous {DTI}/2022.csv"),
    WayOut("a threshold that is not looked at", f"diagnose {SCORED} --threshold alpha=0.9 --show ties", "has no effect beside --show ties", "--show consistency",
           f"diagnose {SCORED} --threshold alpha=0.9 --show consistency"),
    WayOut("a mean that is ranked", "score means.csv -w three.yaml", "aggregate-row", '--ignore-unit "Vùng I"',
           files={"three.yaml": edition(of(P, Q, "{code: r, rule: {kind: identity}}")),
                  "means.csv": "unit,p,q,r\na,10.31,25.72,31.18\nb,41.07,12.95,8.44\nc,22.66,33.33,50.02\nd,35.5,4.12,19.77\nVùng I,27.385,19.03,27.3525\n"}),
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
    WayOut("nothing to restate", f"units restate {DTI}/2024-published.csv --to vn-province-63", "stands on vn-province-63 already", "name that with --from",
           f"units restate {DTI}/2024-published.csv --from vn-province-63 --to vn-province-34"),
    WayOut("nothing that is expected", f"check {SCORED} --expect {DTI}/2023.csv", "no column holds an expected score", "head them DTI, rank or band", f"check {SCORED} --expect {DTI}/published-2022.csv"),
    WayOut("a name that is near to none", f"improve {SCORED} --to-rank 3 --unit Huee", 'the table has no unit "Huee"', "did you mean", f"improve {SCORED} --to-rank 3 --unit Huế"),
    # what is written
    WayOut("a syntax for an edition", "weights convert dti-province-2022", "no syntax to write is named", "--to yaml"),
    WayOut("an ending that tells no form", f"score {SCORED} -o ranking.doc", "the ending tells no format", "choose one with --format", f"score {SCORED} -o ranking.doc --format md"),
    WayOut("no saved reference", f"score {SCORED} --reference examples/own-index/README.md", "this is not a saved reference", "-o reference.json", "fit examples/hdi/2022.csv -w hdi-2022 -o reference.json"),
    WayOut("an encoding that is none", f"score {SCORED} --encoding utf-9", "is not a text encoding", "utf-8", f"score {SCORED} --encoding utf-8"),
)  # fmt: skip
