"""One hostile corpus through every output format: what comes out is seen, and acts nowhere."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pandas as pd
import pytest

from dtiscore.cli import main
from dtiscore.inputs.scored import score
from dtiscore.render.forms.markdown import MarkdownColumn, markdown_table
from dtiscore.render.forms.web_page import to_page
from dtiscore.render.forms.workbook import to_xlsx
from dtiscore.tables import row_identity, unit_of_row
from dtiscore.tables.cell_texts import in_one_line
from dtiscore.visible import visible
from tests.cli.test_forty_inputs import SHAPE
from tests.made import HEAD
from tests.reliability import hostile

COMMANDS = ("::", "##[", "##vso", "##teamcity")
STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
STEERING = ("Cc", "Cs", "Zl", "Zp")
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def edition(title: str) -> str:
    """An edition whose own texts are hostile too, where its file lets them be."""
    text = SHAPE.format(id="hostile", more="", aggregate="arithmetic", rule="identity")
    written = json.dumps(title, ensure_ascii=False)
    return text.replace("title: Forty", f"title: {written}").replace("code: x,", f"code: x, name: {written},")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table in which every payload is the name of a unit, and its edition."""
    folder = tmp_path_factory.mktemp("hostile")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["unit", "name", "x"])
    writer.writerows([f"u{i:03}", payload, -i] for i, payload in enumerate(hostile.ALL))
    # A NUL or a cell of two lines is a fault of the file; what is left of them is told of below.
    (folder / "t.csv").write_text(stream.getvalue().replace("\0", ""), encoding="utf-8", newline="")
    (folder / "w.yaml").write_text(edition("=1+1 <script>alert(1)</script> [red] | `x`"), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _names_are_not_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no unit may be called is refused when a table is read; here all of it gets through, to be harmless all the same."""
    if "what_a_message_quotes" not in request.node.name:
        monkeypatch.setattr(row_identity.RowReader, "doubtful_cells", lambda reader: None)
        monkeypatch.setattr(unit_of_row, "reads_like_a_total", lambda name: False)


@pytest.fixture
def output(folder: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command prints, on both streams; none of it may command a CI log or steer a terminal."""

    def of(*arguments: str, form: str) -> str:
        table, weights = str(folder / "t.csv"), str(folder / "w.yaml")
        given = [{"TABLE": table, "WEIGHTS": weights}.get(argument, argument) for argument in arguments]
        assert main([*given, "-f", form]) in (0, 1)
        out, err = capfd.readouterr()
        require_harmless(out + err)
        return out

    return of


def require_harmless(text: str) -> None:
    """No character steers what shows it, and no line is a command to a CI service."""
    assert acting_in(text, but="\n\t") == set()
    assert [line for line in text.splitlines() if line.startswith(COMMANDS)] == []


def acting_in(text: str, *, but: str) -> set[str]:
    """The characters of a text that steer what shows it, but for some."""
    return {c for c in text if c not in but and (unicodedata.category(c) in STEERING or c in DIRECTIONS)}


def shown(payload: str) -> str:
    """A payload as it may be seen: in one line, every acting character escaped; NUL does not reach a table."""
    return visible(in_one_line(payload.replace("\0", "")).strip())


FORMS = [
    ("score", "TABLE", "-w", "WEIGHTS"),
    ("explain", "TABLE", "--unit", "u003", "-w", "WEIGHTS"),
    ("validate", "TABLE", "-w", "WEIGHTS"),
    ("weights", "show", "WEIGHTS"),
]
TABLES = [command for command in FORMS if command[0] != "weights"]


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_is_a_formula(form: str, command: tuple[str, ...], output: Callable[..., str]) -> None:
    delimiter = "," if form == "csv" else "\t"
    text = output(*command, form=form)
    for line in csv.reader(io.StringIO(text), delimiter=delimiter):
        for cell in line:
            assert not cell.startswith(STARTS) or is_number(cell)
    other = re.compile(r"[;\t][=+@＝＋＠-]" if form == "csv" else r"[;,][=+@＝＋＠-]")
    # A spreadsheet of another language parts at another sign, quotes or none.
    assert other.findall(text) == []


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_every_name_is_in_the_table_and_readable(output: Callable[..., str]) -> None:
    rows = list(csv.DictReader(io.StringIO(output("score", "TABLE", "-w", "WEIGHTS", form="csv"))))
    assert len(rows) == len(hostile.ALL) >= 120
    by_unit = {row["unit"]: row["name"] for row in rows}
    changed = 0
    for i, payload in enumerate(hostile.ALL):
        name = by_unit[f"u{i:03}"]
        changed += name != payload
        if (
            payload.isascii()
            and payload.isprintable()
            and not payload.lstrip("'").startswith(STARTS)
            and not payload.startswith(COMMANDS)
            and ";" not in payload
        ):
            assert name == payload
    assert changed < len(hostile.ALL)


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
def test_no_cell_of_markdown_is_a_formula_once_it_is_pasted(
    command: tuple[str, ...], output: Callable[..., str]
) -> None:
    rows = [line for line in output(*command, form="md").splitlines() if line.startswith("|")]
    cells = [cell.strip() for line in rows for cell in re.split(r"(?<!\\)\|", line)]
    named = [cell for cell in cells if cell.startswith(STARTS) and re.search(r"[^\W\d_]", cell)]
    assert named == []
    assert command[0] != "score" or any(cell.startswith("'=") for cell in cells)


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
def test_markdown_is_text(command: tuple[str, ...], output: Callable[..., str]) -> None:
    text = output(*command, form="md")
    assert "<" not in text.replace("<br>", "")
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?i)(https?://|www\.)", re.sub(r"https://example\.org\S*", "", text))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    bars = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in rows]
    if command[0] == "score":
        assert len(rows) == len(hostile.ALL) + 2
        assert len(set(bars)) == 1  # no name opens a cell of its own


def test_json_carries_the_names_as_they_are(output: Callable[..., str]) -> None:
    payload = json.loads(output("score", "TABLE", "-w", "WEIGHTS", form="json"))
    lines = [
        json.loads(line) for line in output("score", "TABLE", "-w", "WEIGHTS", form="jsonl").splitlines()
    ]
    for rows in (payload["rows"], lines):
        assert len(rows) == len(hostile.ALL)


@pytest.mark.parametrize("width", ["40", "100"])
@pytest.mark.parametrize("command", FORMS, ids=lambda command: command[0])
def test_the_screen_shows_and_obeys_nothing(
    command: tuple[str, ...], width: str, output: Callable[..., str]
) -> None:
    text = output(*command, "--width", width, form="table")
    if command[0] == "score" and width == "100":
        for payload in hostile.MARKUP:
            assert shown(payload) in text


class Page(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(names: Sequence[str], title: str) -> Page:
    """The page of a table with these names of units."""
    rows = {
        "unit": [f"u{i:03}" for i in range(len(names))],
        "name": names,
        "x": [-float(i) for i in range(len(names))],
    }
    edition = {
        **HEAD, "title": title, "authority": {"decision": title, "issuer": title, "source": "none"},
        "index": {"code": "M", "name": title, "aggregate": "sum", "children": [{"code": "x", "name": title, "rule": {"kind": "identity"}}]},
    }  # fmt: skip
    page = Page()
    source = score(pd.DataFrame(rows), edition)._repr_html_()
    page.feed(source)
    require_harmless(html.unescape(source))
    return page


@pytest.mark.parametrize("first", range(0, len(hostile.ALL), 20))
def test_a_page_holds_no_element_of_the_data(first: int) -> None:
    payloads = hostile.ALL[first : first + 20]  # of longer tables a page shows a part
    harmless = page_of(["x"] * len(payloads), "x")
    acting = page_of(payloads, hostile.PAGES[0])
    assert acting.tags == harmless.tags
    assert acting.attributes == harmless.attributes
    for payload in payloads:
        if payload in (*hostile.PAGES, *hostile.MARKUP):
            assert shown(payload) in acting.text  # it is all there to be read


PAGE_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""What a whole page is made of."""
PAGE_ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "scope", "style"}


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
def test_a_whole_page_holds_no_element_of_the_data(
    command: tuple[str, ...], output: Callable[..., str]
) -> None:
    page = Page()
    page.feed(output(*command, form="html"))
    assert set(page.tags) <= PAGE_TAGS
    assert {name for name, _ in page.attributes} <= PAGE_ATTRIBUTES
    assert {value for name, value in page.attributes if name == "style"} <= {"text-align:right"}
    assert page.tags["meta"] == 3
    assert page.tags["style"] == page.tags["main"] == 1
    if command[0] == "score":
        told = page.tags["td"] - 4 * len(
            hostile.ALL
        )  # rank, unit, index and node; the rest tells of the table
        assert page.tags["tr"] == 1 + len(hostile.ALL) + told
        rows = json.loads(output(*command, form="json"))["rows"]
        read = Counter(line.removeprefix("'") for line in page.text.split("\n"))
        assert Counter(shown(row["name"]).removeprefix("'") for row in rows) <= read  # all is there


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
def test_a_workbook_holds_texts_only(command: tuple[str, ...], folder: Path, tmp_path: Path) -> None:
    target, names = tmp_path / "r.xlsx", {"TABLE": folder / "t.csv", "WEIGHTS": folder / "w.yaml"}
    assert main([str(names.get(argument, argument)) for argument in command] + ["-o", str(target)]) in (0, 1)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not any(
        word in name for name in parts for word in ("vba", "external", "drawing", "media", "_rels/sheet")
    )
    for name, data in parts.items():
        elements = list(ET.fromstring(data).iter())
        tags = {element.tag.rpartition("}")[2] for element in elements}
        if not name.startswith("xl/charts/"):  # whose series name their cells
            assert not {"f", "hyperlink", "ddeLink"} & tags, name
        named = [element.get("name") for element in elements if element.tag.endswith("}definedName")]
        assert set(named) <= {"_xlnm._FilterDatabase", "_xlnm.Print_Titles"}, name  # a filter, repeated rows
    book = openpyxl.load_workbook(target)
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in "snb"
            assert acting_in(str(cell.value), but="") == set()
    if command[0] == "score":
        found = {row[1]: row[2] for row in list(book["ranking"].values)[2:]}
        assert len(found) == len(hostile.ALL)
        for i, payload in enumerate(hostile.ALL):
            if payload.isascii() and payload.isprintable():
                # No sign before it, none after it: openpyxl alone leaves the library's escape of what looks like one.
                assert str(found[f"u{i:03}"]).replace("_x005F_", "_") == payload


def test_no_text_acts_in_a_page_or_a_workbook_that_no_reader_cleaned() -> None:
    """What a table may not hold may still come from elsewhere: every payload as cell, heading and note."""
    texts = [payload for payload in hostile.ALL if payload.strip()]
    page = Page()
    # A number lies below each payload, so that no two headings are one.
    drawn = markdown_table([MarkdownColumn(f"{text} {i}", [text]) for i, text in enumerate(texts)])
    page.feed(to_page(drawn, title=texts[0], about={f"{text} {i}": text for i, text in enumerate(texts)}))
    assert set(page.tags) <= PAGE_TAGS | {"h1"}
    assert acting_in(page.text, but="\n") == set()
    assert page.tags["td"] == 2 * len(texts)
    data = to_xlsx({"x": texts, **{f"{text} {i}": [] for i, text in enumerate(texts)}}, sheet="x")
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in book["x"].iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 1 + 2 * len(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert set.union(*(acting_in(cell.value, but="") for cell in cells)) == set()


def test_what_a_message_quotes_is_shown_and_not_obeyed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Cells, headings and keys come back in messages: each payload in each of these places."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["unit", "x", *(f"{payload} {i}" for i, payload in enumerate(hostile.ALL))])
    writer.writerows([f"u{i}", payload, *hostile.ALL] for i, payload in enumerate(hostile.ALL))
    (tmp_path / "t.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    (tmp_path / "w.yaml").write_text(edition("W"), encoding="utf-8")
    given = [str(tmp_path / "t.csv"), "-w", str(tmp_path / "w.yaml"), "--delimiter", ","]
    for form in ("table", "csv", "tsv", "json", "jsonl", "md", "html"):
        assert main(["validate", *given, "-f", form]) == 1
        out, err = capfd.readouterr()
        require_harmless(out + err)
        if form in ("csv", "tsv", "jsonl"):
            assert len(out.splitlines()) > len(hostile.ALL)  # each of them is told of
    assert main(["score", *given]) == 1
    require_harmless("".join(capfd.readouterr()))


def arguments() -> Iterator[list[str]]:
    """Command lines that quote a payload back: names of files, units, columns and editions."""
    for payload in hostile.ALL:
        if "\0" not in payload:
            yield ["score", f"absent {payload}.csv", "-w", "w.yaml"]
    for payload in (*hostile.TERMINAL, *hostile.LOGS, *hostile.MARKUP[:12]):
        if "\0" not in payload:
            yield ["score", "t.csv", "-w", f"edition {payload}"]
            yield ["score", "t.csv", "-w", "w.yaml", "--by", f"column {payload}"]
            yield ["explain", "t.csv", "--unit", f"unit {payload}", "-w", "w.yaml"]


def test_what_a_command_line_quotes_is_shown_and_not_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text("unit,x\na,1\n", encoding="utf-8")
    (tmp_path / "w.yaml").write_text(edition("W"), encoding="utf-8")
    for line in arguments():
        assert main(line) in (1, 2, 3), line
        require_harmless("".join(capfd.readouterr()))
