"""Which rows are meant: units, periods and groups, and the edition that governs them."""

from __future__ import annotations

from tests.cli.ways_out.case import DTI, P, Q, WayOut, edition, of

OF_FAMILY = "-w dti-province --allow-missing-units"
TWO_YEARS = dict.fromkeys(("t.csv", "p.csv"), "code,dti\n01,0.5\n02,0.6\n")

CASES = (
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
           "--period", "weights derive pca panel.csv -w w.yaml --node W --period 2022",
           files={"panel.csv": "unit,year,p,q\na,2022,1,2\nb,2022,3,1\nc,2022,2,4\na,2023,3,4\nb,2023,5,3\nc,2023,1,1\n"}),
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
    WayOut("a family without a period", "score t.csv -w dti-province --allow-missing-units", "has no column of periods", "--period 2023",
           files={"t.csv": "code,dti\n01,0.5\n02,0.6\n"}),
    WayOut("a family without a day", "score t.csv -w dti-province --allow-missing-units", "has no column of periods", "--date 2022-05-20",
           files={"t.csv": "code,dti\n01,0.5\n02,0.6\n"}),
    WayOut("a family without the period of the table before", f"score t.csv {OF_FAMILY} --period 2021 --previous p.csv", "p.csv has no column of periods",
           "write the period before the table: 2020=p.csv", f"score t.csv {OF_FAMILY} --period 2021 --previous 2020=p.csv", files=TWO_YEARS),
    WayOut("a family without the period of one of several tables", f"trend t.csv 2021=p.csv {OF_FAMILY}", "t.csv has no column of periods",
           "write the period before the table: 2020=t.csv", f"trend 2020=t.csv 2021=p.csv {OF_FAMILY}", files=TWO_YEARS),
    WayOut("a family where an edition is shown", "weights show dti-province", "dti-province-2020", "choose by --period or --date where a table is scored, as by dtiscore score",
           f"score {DTI}/2022.csv -w dti-province --period 2022"),
    WayOut("a family on a day", "weights show dti-province", "dti-province-2020", "choose by --period or --date where a table is scored, as by dtiscore score",
           f"score {DTI}/2022.csv -w dti-province --date 2022-06-01"),
    WayOut("a family without days", "score t.csv -w vietnam-papi --date 2016-01-01", "nothing says since when", "choose by --period", "score t.csv -w vietnam-papi --period 2016"),
    WayOut("a base period", "explain t.csv -w base.yaml --unit a --period 2021", "is fitted on 2020", "dtiscore score takes a saved reference in their place: --reference FILE",
           "score t.csv -w base.yaml --period 2021 --reference ref.json",
           before=("fit base.csv -w base.yaml -o ref.json",),
           files={"base.yaml": edition(of("{code: p, rule: {kind: min-max}}"), "frame: {base: '2020'}"), "t.csv": "unit,p\na,1\nb,2\n",
                  "base.csv": "unit,year,p\na,2020,1\nb,2020,3\n"}),
)  # fmt: skip
