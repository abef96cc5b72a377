"""Ways out that messages propose: how each message comes about, the words of its way out, and the command that follows.

The words stand here as they stand in the message, so that they can be typed from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class WayOut:
    """One way out of one message."""

    name: str
    command: str
    """What is typed after ``dtiscore``, and ends with the message."""
    said: str
    """Words of the message, or the code of the problem, which the way out is to get past."""
    way: str
    """The way out, word by word as it stands in the message."""
    then: str | None = None
    """The command that follows it; unless given, the first with the way out typed at its end."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Files beside those of :data:`FILES`."""
    mended: Mapping[str, str] = field(default_factory=dict)
    """Files as the way out says to edit them."""


def edition(index: str, *keys: str) -> str:
    """A weighting file with an index, and what else it says."""
    known = [key.partition(":")[0] for key in keys]
    lines = ["id: w", "title: W", "authority: {decision: d, issuer: i, source: s}", *keys]
    lines += [] if "publish" in known else ["publish: {as: score, decimals: 2}"]
    lines += [] if "rank" in known else ["rank: {on: full}"]
    return "\n".join([*lines, f"index: {index}", ""])


def of(*children: str, at: str = "aggregate: sum") -> str:
    """An index W of some children."""
    return f"{{code: W, {at}, children: [{', '.join(children)}]}}"


P, Q = "{code: p, rule: {kind: identity}}", "{code: q, rule: {kind: identity}}"
SHARE = "{code: p, column: Tỷ lệ DVC, rule: {kind: fraction}}"
MEASURED = edition(of("{code: p, rule: {kind: fraction, of: 100}}"), 'columns: [{header: p, unit: "%"}]')

FILES = {
    "w.yaml": edition(of(P, Q)),
    "share.yaml": edition(of(SHARE)),
    "grouped.yaml": edition(of(P, Q), "layout: {group: part}"),
    "geometric.yaml": edition(
        of(
            "{code: A, aggregate: geometric, children: [{code: p, rule: {kind: identity}}, {code: q, rule: {kind: identity}}]}",
            "{code: r, rule: {kind: identity}}",
            at="aggregate: arithmetic, weights: equal",
        )
    ),
    "weights.yaml": edition(
        of(
            "{code: p, weight: 1, rule: {kind: identity}}",
            "{code: q, weight: 3, rule: {kind: identity}}",
            at="aggregate: arithmetic, weights: relative",
        )
    ),
    "t.csv": "unit,p,q\na,1,2\nb,3,4\nc,2,2.5\nd,5,7\n",
    "r.csv": "unit,p,q,r\na,1,2,3\nb,3,4,1\nc,2,2.5,2\nd,5,7,4\n",
    "shares.csv": "unit,p,q\na,0.1,0.2\nb,0.3,0.4\nc,0.2,0.9\n",
    "parts.csv": "unit,part,p,q\na,north,1,2\na,south,3,4\nb,north,5,6\nc,south,1,1\n",
    "regions.csv": "unit,region,p,q\na,north,1,2\nb,south,3,4\n",
    "panel.csv": "unit,year,p,q\na,2022,1,2\nb,2022,3,4\na,2023,3,4\nb,2023,5,3\n",
}  # fmt: skip
"""What the commands read, unless a case has files of its own."""

DTI = "examples/dti-province"
SCORED = f"{DTI}/2022.csv -w dti-province-2022"
HDI = "examples/hdi/2022.csv -w hdi-2022"
YEARS = f"2022={DTI}/2022.csv 2023={DTI}/2023.csv 2024={DTI}/2024-published.csv"
PROVINCES = f"{DTI}/2022.csv -w dti-province-2022"


WAYS_OUT = (
    # which rows are meant
    WayOut("the group of a unit", "explain parts.csv -w grouped.yaml --unit a --cell p", "stands in the groups", "(--group)",
           "explain parts.csv -w grouped.yaml --unit a --cell p --group north"),
    WayOut("no groups to explain", "explain regions.csv -w w.yaml --unit a --group north", "has no group", "--by names the column of groups",
           "explain regions.csv -w w.yaml --unit a --group north --by region"),
    WayOut("no groups to keep", "league regions.csv -w w.yaml --indicator p --group north", "has no group", "--by names the column of groups",
           "league regions.csv -w w.yaml --indicator p --group north --by region"),
    WayOut("the group that improves", "improve parts.csv -w grouped.yaml --unit a --to-rank 1", "stands in the groups", "--group NAME",
           "improve parts.csv -w grouped.yaml --unit a --to-rank 1 --group north"),
    WayOut("a period to vary", "robustness panel.csv -w w.yaml --draws-count 9", "apart, and", "--period P",
           "robustness panel.csv -w w.yaml --draws-count 9 --period 2022"),
    WayOut("a group to vary", "robustness parts.csv -w grouped.yaml --draws-count 9", "apart, and", "--group NAME",
           "robustness parts.csv -w grouped.yaml --draws-count 9 --group north"),
    WayOut("the period that changes", "whatif panel.csv -w w.yaml --value a:p=3", "has 2 rows in", "--period",
           "whatif panel.csv -w w.yaml --value a:p=3 --period 2022"),
    WayOut("the group that changes", "whatif parts.csv -w grouped.yaml --value a:p=3", "has 2 rows in", "--group",
           "whatif parts.csv -w grouped.yaml --value a:p=3 --group north"),
    WayOut("the period that weights are derived from", "weights derive pca panel.csv -w w.yaml --node W", "weights are derived from one",
           "--period", "weights derive pca panel.csv -w w.yaml --node W --period 2022"),
    WayOut("a unit twice", "score t.csv -w w.yaml", "duplicate-unit", "--period-column COLUMN",
           "score t.csv -w w.yaml --period-column wave", files={"t.csv": "unit,wave,p,q\na,1,1,2\na,2,1,3\n"}),
    # periods and editions
    WayOut("a year of no edition", "score t.csv -w dti-province-2022 --allow-missing-units", "ungoverned-period",
           "if the column is no period of the ranking, give it another heading", "score t.csv -w dti-province-2022 --allow-missing-units",
           files={"t.csv": "code,year,dti\n01,2025,0.5\n02,2025,0.6\n"}, mended={"t.csv": "code,founded,dti\n01,2025,0.5\n02,2025,0.6\n"}),
    WayOut("a year of no edition, in its own file", "score t.csv -w own.yaml", "ungoverned-period",
           'write "2025" into the periods of the weighting file', "score t.csv -w own.yaml",
           files={"t.csv": "unit,year,p,q\na,2025,1,2\n", "own.yaml": edition(of(P, Q), 'periods: ["2024"]')},
           mended={"own.yaml": edition(of(P, Q), 'periods: ["2024", "2025"]')}),
    WayOut("a year among others", "score t.csv -w own.yaml", "ungoverned-period", "--period 2024",
           files={"t.csv": "unit,year,p,q\na,2024,1,2\na,2025,1,2\n", "own.yaml": edition(of(P, Q), 'periods: ["2023", "2024"]')}),
    WayOut("a period declared of no edition", "score t.csv -w own.yaml --period 2025", "ungoverned-period",
           "it governs 2023, 2024: give one of these as --period", "score t.csv -w own.yaml --period 2024",
           files={"own.yaml": edition(of(P, Q), 'periods: ["2023", "2024"]')}),
    WayOut("a family without a period", "score t.csv -w dti-province --allow-missing-units", "has no column of periods", "--period 2022",
           files={"t.csv": "code,dti\n01,0.5\n02,0.6\n"}),
    WayOut("a family without a day", "score t.csv -w dti-province --allow-missing-units", "has no column of periods", "--date 2022-06-01",
           files={"t.csv": "code,dti\n01,0.5\n02,0.6\n"}),
    WayOut("a family where an edition is shown", "weights show dti-province", "dti-province-2020", "choose by --period or --date where a table is scored",
           f"score {DTI}/2022.csv -w dti-province --period 2022"),
    WayOut("a base period", "explain t.csv -w base.yaml --unit a --period 2021", "is fitted on 2020", "dtiscore score takes a saved reference in their place: --reference FILE",
           "score t.csv -w base.yaml --period 2021 --reference ref.json",
           files={"base.yaml": edition(of("{code: p, rule: {kind: min-max}}"), "frame: {base: '2020'}"), "t.csv": "unit,p\na,1\nb,2\n"}),
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
    # how a table is read
    WayOut("per cent in the numbers", "score t.csv -w share.yaml", "out-of-range", '--percent "Tỷ lệ DVC"',
           files={"t.csv": "unit,Tỷ lệ DVC\na,95\nb,80\n"}),
    WayOut("per cent in a score", "score t.csv -w parts.yaml", "out-of-range", "--percent W",
           files={"t.csv": "unit,W\na,95\nb,80\n", "parts.yaml": edition(of("{code: p, points: 40, rule: {kind: fraction}}", at="aggregate: points"), "publish: {as: fraction, decimals: 4}")}),
    WayOut("a sign of per cent", "score t.csv -w w.yaml", "percent", "declare --percent p",
           files={"t.csv": "unit,p,q\na,95%,2\nb,80%,3\n"}),
    WayOut("per cent in two ways", "score t.csv -w share.yaml", "mixed-percent", 'declare --percent "Tỷ lệ DVC"',
           files={"t.csv": "unit,Tỷ lệ DVC\na,95%\nb,0.8\nc,77\n"}),
    WayOut("a share without the sign of the others", "score t.csv -w measured.yaml", "may be 0.5% or 50%", "declare --percent p",
           files={"t.csv": 'unit,p\na,"45,5%"\nb,"0,5"\nc,"62%"\n', "measured.yaml": MEASURED}),
    WayOut("a share without the sign of the others, piece by piece", "score t.csv -w measured.yaml --decimal , --engine stream -f csv", "per cent sign must be declared", "declare --percent p",
           files={"t.csv": 'unit,p\na,"45,5%"\nb,"0,5"\nc,"62%"\n', "measured.yaml": MEASURED}),
    WayOut("a share of another size", "score t.csv -w measured.yaml", "percent-size", "declare --percent p",
           files={"t.csv": "unit,p\na,45.5%\nb,0.62%\nc,62%\nd,98%\n", "measured.yaml": MEASURED}),
    WayOut("a row without a value", "score t.csv -w nothing.yaml", "empty-row", '--ignore-unit "Miền Bắc"',
           files={"t.csv": "unit,p,q\na,1,2\nMiền Bắc,,\nb,1,2\n", "nothing.yaml": edition(of(P, Q), "missing: no-score")}),
    WayOut("a column headed as a group", "score t.csv -w w.yaml", "does not split the ranking", "rank them apart: --by group", "score t.csv -w w.yaml --by group",
           files={"t.csv": "unit,group,p,q\na,1,1,2\nb,2,1,3\n"}),
    WayOut("a total that is ranked", "score t.csv -w w.yaml", "perhaps-a-total", '--ignore-unit "Tổng cộng"',
           files={"t.csv": "unit,p,q\na,1,2\nTổng cộng,3,4\n"}),
    WayOut("a total beside a scheme", "score t.csv -w dti-province-2022 --allow-missing-units --period 2022", "not-a-unit", '--ignore-unit "Trung bình (63 tỉnh)"',
           files={"t.csv": "code,province,dti\n01,Hà Nội,0.5\n,Trung bình (63 tỉnh),0.5\n"}),
    WayOut("a cell over lines", "score t.csv -w w.yaml", "line-break", "--multiline unit",
           files={"t.csv": 'unit,p,q\n"a\nx",1,2\nb,3,4\n'}),
    WayOut("no column of units", "score t.csv -w w.yaml", "which unit a row is about", "name it with --unit-column", "score t.csv -w w.yaml --unit-column place",
           files={"t.csv": "place,p,q\na,1,2\n"}),
    WayOut("cells parted by a bar", "score t.csv -w w.yaml", "column", 'such as "|" parts the cells, declare it with --delimiter', 'score t.csv -w w.yaml --delimiter "|"',
           files={"t.csv": "unit|p|q\na|1|2\n"}),
    WayOut("units that lack", "validate t.csv -w dti-province-2022 --period 2022", "1 error", "--allow-missing-units",
           files={"t.csv": "code,dti\n01,0.5\n02,0.6\n"}),
    WayOut("a comma in one cell", "score t.csv -w w.yaml --decimal .", "wrong-decimal", "declare --decimal , if the column is so", "score t.csv -w w.yaml --decimal ,",
           files={"t.csv": 'unit,p,q\na,"1,25",2\nb,"2,75",3\n'}),
    WayOut("an ambiguous number", "score t.csv -w w.yaml", "ambiguous-number", "declare --decimal . for the one, or --decimal , with --grouping . for the other",
           "score t.csv -w w.yaml --decimal .", files={"t.csv": "unit,p,q\na,1.234,2\nb,2.345,3\n"}),
    WayOut("an ambiguous number, grouped", "score t.csv -w w.yaml", "ambiguous-number", "--decimal , with --grouping .",
           "score t.csv -w w.yaml --decimal , --grouping .", files={"t.csv": "unit,p,q\na,1.234,2\nb,2.345,3\n"}),
    WayOut("a grouped number", "score t.csv -w w.yaml", "grouping", "declare --grouping \"'\"",
           "score t.csv -w w.yaml --decimal . --grouping \"'\"", files={"t.csv": "unit,p,q\na,1'234.5,2\nb,2.5,3\n"}),
    WayOut("a number in words", "score t.csv -w w.yaml", "not-a-number", '--missing "chờ duyệt"',
           "score t.csv -w gaps.yaml --missing 'chờ duyệt'", files={"t.csv": "unit,p,q\na,1,2\nb,chờ duyệt,4\n", "gaps.yaml": edition(of(P, Q), "missing: no-score")}),
    WayOut("a sign for no number", "score t.csv -w gaps.yaml", "undeclared-missing", "declare --missing n/a", "score t.csv -w gaps.yaml --missing n/a",
           files={"t.csv": "unit,p,q\na,1,2\nb,n/a,4\n", "gaps.yaml": edition(of(P, Q), "missing: no-score")}),
    WayOut("grouping without a decimal mark", "score t.csv -w w.yaml --grouping \"'\"", "the decimal mark is not", "declare --decimal too",
           "score t.csv -w w.yaml --grouping \"'\" --decimal ."),
    WayOut("one sign for both", "score t.csv -w w.yaml --decimal , --grouping ,", "not a number style", "--decimal takes . or , and --grouping another sign",
           "score t.csv -w w.yaml --decimal , --grouping ."),
    WayOut("a declaration that is none", f"compare 2022={DTI}/2022.csv 2023={DTI}/2023.csv -w dti-province-2022 --table 2023:decimal=x", "cannot be", "see dtiscore score --help",
           "score --help"),
    WayOut("an encoding", "score t.csv -w w.yaml", "decode", "--encoding cp1258", files={"t.csv": "unit,p,q\nH\udce0 N\udced\udcf2i,1,2\n"}),
    WayOut("titles above the headings", "score t.csv -w w.yaml", "seems to be a title", "--skip-rows 2",
           files={"t.csv": "Bảng 1,năm 2022\n\nunit,p,q\na,1,2\nb,2,3\n"}),
    WayOut("titles above headings of one word", "score t.csv -w w.yaml", "the first row is a single cell", "declare --skip-rows with the number of lines above the headings",
           "score t.csv -w w.yaml --skip-rows 1", files={"t.csv": "Bảng 1\nunit,p,q\na,1,2\nb,2,3\n"}),
    WayOut("a table that is large", "score t.csv -w w.yaml --max-bytes 10", "the most that is read at once", "--max-bytes", "score t.csv -w w.yaml --max-bytes 1000"),
    WayOut("a table that is large, piece by piece", "score t.csv -w w.yaml --max-bytes 10", "the most that is read at once", "dtiscore score --engine stream",
           "score t.csv -w w.yaml --engine stream"),
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

NOT_TYPED = {
    "Install dtiscore again": "the installation is damaged",
    "check --master": "no cluster answers",
    "--top takes 1 or more": "Python alone tells it: the command line refuses the number before",
    "add --others trend, or leave it out": "Python alone tells it, as the command line refuses the two options before",
    "leave out either the assumptions or --replay": "likewise",
    "leave --replay out and give the same seed": "it is told of draws that another run has kept",
    "leave out the assumption under which it has none": "it takes a unit that draws alone leave without a rank",
    "correct it; --engine stream tells the lines": "a cluster says no lines",
}
"""The beginnings of ways out that no line typed here can try, and why."""
