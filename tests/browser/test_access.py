"""Every page fits its screen, light and dark, and axe-core finds nothing in it; hostile texts do nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import dtiscore
from tests.browser.conftest import Open
from tests.made import HEAD, group, indicator

pytestmark = pytest.mark.browser

PAGES = ("dti", "dti-beside", "dti-34", "hdi-2022", "own-index", "desi-2022", "vietnam-pci-2009")
ON_LISTS = {**HEAD, "index": group("DTI", "arithmetic", indicator("D", column="dti", weight=1), weights=1)}
"""Published figures as an index, of the provinces of one list or another."""


@pytest.fixture(scope="session")
def pages(
    tmp_path_factory: pytest.TempPathFactory, dti_page: Path, examples: Path, request: pytest.FixtureRequest
) -> Any:
    """The reports of several editions, each made when it is asked for."""
    folder = tmp_path_factory.mktemp("six")
    made: dict[str, Path] = {"dti": dti_page}

    def page(name: str) -> Path:
        if name not in made:
            made[name] = folder / f"{name}.html"
            made[name].write_text(dtiscore.report_page(_report(name, examples, request)), encoding="utf-8")
        return made[name]

    return page


def _report(name: str, examples: Path, request: pytest.FixtureRequest) -> dtiscore.Report:
    if name == "dti-beside":  # with what the rules before and an appraisal changed
        folder, edition = examples / "dti-province", dtiscore.load_methodology("dti-province-2022")
        changes = [dtiscore.PointsChange("7", 150), dtiscore.PointsChange("9", 200)]
        other = dtiscore.whatif(folder / "2023.csv", edition, changes).after.methodology
        own = pd.read_csv(folder / "2023.csv", dtype=str)
        own["hoat_dong_xa_hoi_so"] = own["hoat_dong_kinh_te_so"]
        return dtiscore.report(folder / "2023.csv", other, was=edition, assessed=own)
    if name == "dti-34":  # the provinces of now, beside the 63 of which they were made
        published = examples / "dti-province" / "2024-published.csv"
        of_63, of_34 = ({**ON_LISTS, "units": f"vn-province-{n}", "id": f"on-{n}"} for n in (63, 34))
        merged = dtiscore.restate(published, "vn-province-34", old="vn-province-63").to_frame()
        basis = dtiscore.Basis(restate="mean")
        return dtiscore.report(merged, of_34, compare=published, was=of_63, basis=basis)
    if name == "hdi-2022":
        return dtiscore.report(examples / "hdi" / "2022.csv", name)
    if name == "own-index":
        folder = examples / "own-index"
        return dtiscore.report(folder / "2024.csv", folder / "departments.yaml")
    indices = request.getfixturevalue("shared_data") / "indices"
    table = {
        "desi-2022": "desi_2022/input_completed.csv",
        "vietnam-pci-2009": "vietnam_pci_2006_2012/input.csv",
    }[name]
    if name == "vietnam-pci-2009":  # of the seven years of the table it governs three
        return dtiscore.report(indices / table, name, period="2012")
    return dtiscore.report(indices / table, name)


OUTSIDE = """() => [...document.querySelectorAll(".page:not([hidden]) *")].filter((one) => {
    if (one.parentElement.closest(".scroll, nav ul, .skip, caption") || one.closest("caption, .skip")) return false;
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > innerWidth + 0.5 || (box.left < -0.5 && box.right > 0));
}).map((one) => one.outerHTML.slice(0, 120))"""

OVERLAPS = """() => [...document.querySelectorAll(".page:not([hidden]) svg")].flatMap((svg) => {
    const texts = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
    return texts.flatMap(([text, box], at) => texts.slice(at + 1).filter(([, other]) =>
        Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
        && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4).map(([other]) => text + " | " + other));
})"""


@pytest.mark.parametrize(
    ("name", "looked_through"), [(name, (360, 1400)[at % 2]) for at, name in enumerate(PAGES)]
)
def test_nothing_stands_outside_its_box_and_axe_finds_nothing(
    opened: Open, pages: Any, name: str, looked_through: int
) -> None:
    """In three widths; axe, which takes longer than all else here, looks at every other page as on a phone at night."""
    from axe_playwright_python.sync_playwright import Axe

    # axe is put into the page as a script, which the page's own policy forbids.
    page = opened(pages(name), bypass_csp=True)
    page.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width, scheme in ((360, "dark"), (800, "light"), (1400, "light")):
        page.page.set_viewport_size({"width": width, "height": 900})
        page.page.emulate_media(color_scheme=scheme)
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.page.evaluate(OUTSIDE) == [], width
        assert page.page.evaluate(OVERLAPS) == [], width
        if width == looked_through:
            found = Axe().run(page.page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.faults == []


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><svg onload=alert(3)>",
    "javascript:alert(4)",
)


def test_hostile_texts_do_nothing(opened: Open, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    quoted = [text.replace('"', '""') for text in HOSTILE]
    rows = [f'"{text}","{text}",0.{at + 1},0.{9 - at}' for at, text in enumerate(quoted)]
    table.write_text("\n".join(["unit,name,x,y", *rows]) + "\n", encoding="utf-8")
    first, second = HOSTILE[0], HOSTILE[1]
    edition = {
        "id": "hostile",
        "title": first,
        "authority": {"decision": second, "issuer": first, "source": HOSTILE[4]},
        "publish": {"as": "score", "decimals": 2},
        "rank": {"on": "published"},
        "layout": {"name": "name"},
        "verified": [first],
        "unknown": [second],
        "notes": [HOSTILE[2], HOSTILE[3]],
        "index": {
            "code": "T",
            "name": second,
            "aggregate": "arithmetic",
            "weights": "relative",
            "children": [
                {"code": "x", "name": first, "weight": 1, "column": "x", "rule": {"kind": "identity"}},
                {"code": "y", "name": second, "weight": 2, "column": "y", "rule": {"kind": "identity"}},
            ],
        },
    }
    before = {**edition, "id": "before", "title": second}
    own = tmp_path / f"{HOSTILE[1].replace('/', '')}.csv"
    own.write_text(table.read_text(encoding="utf-8").replace("0.1,", "0.8,"), encoding="utf-8")
    found = dtiscore.report(table, edition, compare=own, was=before, assessed=own, robustness=20)
    assert {"changes", "rules", "cuts"} <= {name for name in found.sections if found.has(name)}
    file = tmp_path / "page.html"
    file.write_text(dtiscore.report_page(found), encoding="utf-8")
    page = opened(file, "#unit=<img src=x onerror=alert(5)>&lang=<b>&w.x=1e309&w.%zz=1")
    page.one(".choose").select_option(HOSTILE[1])
    page.one("button[data-language=vi]").click()
    assert page.one("h1").inner_text().startswith(first)
    assert page.page.evaluate("document.querySelectorAll('img, svg[onload]').length") == 0
    assert page.page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert page.page.evaluate(
        "[...document.querySelectorAll('a')].every((one) => one.getAttribute('href').startsWith('#'))"
    )
    assert page.faults == []


def test_a_script_that_is_not_the_pages_own_does_not_run(
    opened: Open, dti_page: Path, tmp_path: Path
) -> None:
    file = tmp_path / "altered.html"
    added = "<script>document.title = 'run'</script></body>"
    file.write_text(dti_page.read_text(encoding="utf-8").replace("</body>", added), encoding="utf-8")
    page = opened(file)
    assert page.page.title() != "run"
    assert any("Content Security Policy" in fault for fault in page.faults)
