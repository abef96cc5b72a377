"""Files that hold no table, a broken one, or one whose columns and rows are not certain."""

from __future__ import annotations

import codecs

from tests.cli.test_forty_inputs import SHAPE
from tests.reliability.case import Case, error, warning

_PLAIN = "unit,x\na,1\n"


def _with_columns(more: str) -> str:
    return SHAPE.format(id="two", more=more, aggregate="arithmetic", rule="identity") + (
        "    - {code: z, rule: {kind: identity}}\n"
    )


EDITIONS = {"two": _with_columns(""), "grouped": _with_columns("layout: {group: nhóm}")}

CASES = (
    # No table at all
    Case("empty", b"", (error("empty-file", 1),)),
    Case("only-spaces", "   \n \t\n", (error("empty-file", 1),)),
    Case("only-a-byte-order-mark", codecs.BOM_UTF8, (error("empty-file", 1),)),
    Case("headings-alone", "unit,x\n", (error("no-rows", 1),)),
    Case("headings-without-line-end", "unit,x", (error("no-rows", 1),)),
    Case("separator-line-alone", "sep=;\n", (error("header-not-found", 2),)),
    Case(
        "separator-line-alone-and-overruled", "sep=;\n\n", (warning("overruled-delimiter", 1), error("header-not-found", 2)),
        options=("--delimiter", ","),
    ),
    Case("every-line-skipped", _PLAIN, (error("header-not-found", 1),), options=("--skip-rows", "5")),
    Case("only-delimiters", ",,,\n,,,\n", (error("header-not-found", 1),)),
    Case("more-bytes-than-allowed", _PLAIN, exit=3, options=("--max-bytes", "5"), said="more than 5 bytes"),
    # Bytes that are no text
    Case("utf-16-unmarked-little", _PLAIN.encode("utf-16-le"), exit=3, said="utf-16-le"),
    Case("utf-16-unmarked-big", _PLAIN.encode("utf-16-be"), exit=3, said="utf-16-be"),
    Case("utf-16-cut-in-a-letter", _PLAIN.encode("utf-16")[:-1], exit=3, said="breaks off at byte 22 (line 2)"),
    Case("utf-32-cut", _PLAIN.encode("utf-32")[:-2], exit=3, said="cannot be decoded as UTF-32"),
    Case("latin-1-letter", "unit,x\nHà,1\n".encode("latin-1"), exit=3, said="byte 8 (line 2) is 0xE0"),
    Case("utf-8-cut-in-a-letter", "unit,x\na,1\nà".encode()[:-1], exit=3, said="(line 3)"),
    Case("utf-8-overlong", b"unit,x\n\xc0\xaf,1\n", exit=3, said="byte 7 (line 2) is 0xC0"),
    Case("utf-8-surrogate", b"unit,x\n\xed\xa0\x80,1\n", exit=3, said="(line 2)"),
    Case("utf-8-beyond-unicode", b"unit,x\n\xf5\x80\x80\x80,1\n", exit=3, said="(line 2)"),
    Case("two-encodings-joined", "unit,x\nà,1\n".encode() + "á,2\n".encode("cp1252"), exit=3, said="(line 3)"),
    Case("tcvn3", b"unit,x\nH\xb5 N\xe9i,1\n", exit=3, said="--encoding tcvn3"),
    Case("xlsx-with-the-ending-csv", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe", exit=3, said="is damaged or incomplete"),
    Case("gzip-with-the-ending-csv", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", exit=3, said="is compressed with gzip"),
    Case("mark-against-declaration", "\ufeffunit,x\na,1\n".encode("utf-16"), exit=3, options=("--encoding", "cp1258")),
    Case("encoding-unknown", _PLAIN, exit=2, options=("--encoding", "tcvn9"), said="not a text encoding"),
    Case("encoding-that-is-no-text", _PLAIN, exit=2, options=("--encoding", "hex"), said="not a text encoding"),
    Case("encoding-empty", _PLAIN, exit=2, options=("--encoding", ""), said="--encoding is empty"),
    Case("declared-encoding-does-not-fit", "unit,x\nà,1\n", exit=3, options=("--encoding", "ascii"), said="(line 2)"),
    # Delimiters
    Case("each-line-in-quotes", '"unit,""x"""\n"a,1"\n', (error("quoted-rows", 1),)),
    Case("each-row-in-quotes-below-the-headings", 'unit,x,y\n"a,1,2"\n"""b, c"",3,4"\n', (error("quoted-rows", 2),)),
    Case("each-line-in-quotes-of-excel", '"unit,x,y";;\n"a,1,""2,5""";;\n', (error("quoted-rows", 1),)),
    Case("each-line-in-quotes-below-a-title", 'Bảng 1\n"unit;x"\n"a;1,5"\n', (error("quoted-rows", 2),), options=("--skip-rows", "1")),
    Case("two-delimiters-part-the-headings", "unit;x,z\na;1\n", (error("ambiguous-delimiter", 1),)),
    Case("tab-and-comma-part-the-headings", "unit\tx,y\na\t1\n", (error("ambiguous-delimiter", 1),)),
    Case("title-of-one-cell", "Bảng điểm\nunit,x\na,1\n", (error("header-not-found", 1),)),
    Case("delimiter-of-two-signs", _PLAIN, exit=2, options=("--delimiter", ";;"), said="a delimiter is one character"),
    Case("delimiter-a-quote", _PLAIN, exit=2, options=("--delimiter", '"'), said="a delimiter is one character"),
    Case("delimiter-empty", _PLAIN, exit=2, options=("--delimiter", ""), said="--delimiter is empty"),
    Case("delimiter-a-letter", _PLAIN, (error("missing-column", 1), warning("unused-column", 1, 1)), options=("--delimiter", "q")),
    Case(
        "announced-against-declared", "sep=;\nunit;x\na;1\n",
        (warning("overruled-delimiter", 1), error("missing-column", 2), warning("unused-column", 2, 1)), options=("--delimiter", ","),
    ),
    # Quotes
    Case("quote-never-closed", 'unit,x\na,1\nb,"2\nc,3\n', (error("unclosed-quote", 3, 2),)),
    Case("quote-never-closed-in-the-last-cell", 'unit,x\na,1\nb,"', (error("unclosed-quote", 3, 2),)),
    Case("two-quotes-never-closed", 'unit,x\na,"1\nb,2\nc,"3', (error("stray-quote", 4, 2),), said="opened on line 2"),
    Case("text-after-a-quote", 'unit,x\n"a"b,1\nc,2\n', (error("stray-quote", 2, 1),)),
    Case("space-after-a-quote", 'unit,x\n"a" ,1\nc,2\n', (error("stray-quote", 2, 1),)),
    Case("backslash-quote", 'unit,x\n"a\\"b",1\nc,2\n', (error("stray-quote", 2, 1),)),
    Case(
        "stray-quotes-on-two-lines", 'unit,x\n"a"b,1\nc,2\nd,"3"4\n',
        (error("stray-quote", 2, 1), error("stray-quote", 4, 2)),
    ),
    # Rows and columns
    Case("row-too-short", "unit,x\na\nb,1\n", (error("ragged-row", 2, 2),)),
    Case("row-too-long", "unit,x\na,1,2\nb,1\n", (error("ragged-row", 2, 3),)),
    Case("decimal-comma-parts-cells", "unit,x\na,2,3\nb,1\n", (error("ragged-row", 2, 3),), said="decimals have a comma"),
    Case("trailing-delimiter-in-one-row", "unit,x\na,1,\nb,1\n", (error("ragged-row", 2, 3),)),
    Case("every-row-ragged", "unit,x\na\nb\nc\n", tuple(error("ragged-row", line, 2) for line in (2, 3, 4))),
    Case("ragged-and-unclosed", 'unit,x\na\nb,"1\n', (error("ragged-row", 2, 2), error("unclosed-quote", 3, 2))),
    Case("heading-twice", "unit,x,x\na,1,2\n", (error("duplicate-heading", 1, 3),)),
    Case("heading-twice-in-other-case", "unit,x,X\na,1,2\n", (error("duplicate-column", 1, 3), warning("unused-column", 1, 3))),
    Case("heading-twice-with-a-space", "unit,x,x \na,1,2\n", (error("duplicate-heading", 1, 3),)),
    Case("heading-three-times", "unit,x,x,x\na,1,2,3\n", (error("duplicate-heading", 1, 3), error("duplicate-heading", 1, 4))),
    Case("row-numbers-strict", ",unit,x\n0,a,1\n1,b,2\n", (error("row-numbers", 1, 1),), options=("--strict",)),
    Case("numbers-and-a-word-without-heading", ",unit,x\n1,a,1\nb,b,2\n", (error("blank-heading", 1, 1),)),
    Case("heading-blank", "unit,x,\na,1,2\n", (error("blank-heading", 1, 3),)),
    Case(
        "heading-with-hidden-character", "unit,x\u200b\na,1\n",
        (error("invisible-character", 1, 2), error("look-alike-heading", 1, 2), error("missing-column", 1)),
    ),
    Case("headings-of-two-rows", "unit,Kinh tế,\n,x,z\na,1,2\n", (error("merged-header", 1),), said="--header-rows 2"),
    Case(
        "headings-are-numbers", "1,2\n3,4\n",
        (
            error("numeric-header", 1), error("missing-column", 1),
            warning("unused-column", 1, 1), warning("unused-column", 1, 2),
        ),
    ),
    Case(
        "byte-order-mark-inside", "unit,x\na,1\n\ufeffb,2\n",
        (warning("byte-order-mark", 3, 1), error("invisible-character", 3, 1)),
    ),
    Case("nul-in-a-number", "unit,x\na,1\0\n", (error("nul-character", 2, 2), error("invisible-character", 2, 2))),
    Case(
        "nul-in-a-heading", "unit,x\0\na,1\n",
        (
            error("nul-character", 1, 2), error("invisible-character", 1, 2), error("look-alike-heading", 1, 2),
            error("missing-column", 1),
        ),
    ),
    Case("cell-of-100001-characters", lambda: "unit,name,x\na," + "n" * 100_001 + ",1\n", (error("cell-too-long", 2, 2),)),
    Case("quoted-cell-of-200000-characters", lambda: 'unit,name,x\na,"' + "n" * 200_000 + '",1\n', (error("cell-too-long", 2),)),
    Case("column-missing", "unit,y\na,1\n", (error("missing-column", 1), warning("unused-column", 1, 2))),
    Case("one-of-two-columns-missing", "unit,x\na,1\n", (error("missing-column", 1),), edition="two"),
    Case(
        "both-columns-missing", "unit,q\na,1\n",
        (error("missing-column", 1), error("missing-column", 1), warning("unused-column", 1, 2)), edition="two",
    ),
    Case("no-column-of-units", "x,z\n1,2\n", (error("missing-column", 1),), edition="two", said="--unit-column"),
    Case("unit-column-not-there", _PLAIN, (error("missing-column", 1),), options=("--unit-column", "mã xã")),
    Case("name-column-not-there", _PLAIN, (error("missing-column", 1),), options=("--name-column", "tên")),
    Case("period-column-not-there", _PLAIN, (error("missing-column", 1),), options=("--period-column", "năm")),
    Case("percent-column-not-there", _PLAIN, (error("missing-column", 1),), options=("--percent", "q")),
    Case("by-column-not-there", _PLAIN, (error("missing-column", 1),), options=("--by", "vùng")),
    Case(
        "too-many-header-rows", _PLAIN,
        (
            error("no-rows", 1), error("missing-column", 1),
            warning("unused-column", 1, 1), warning("unused-column", 1, 2),
        ),
        options=("--header-rows", "5"),
    ),
    Case("grouping-that-is-none", _PLAIN, exit=2, options=("--decimal", ",", "--grouping", "_"), said="grouped"),
    Case("grouping-and-decimal-alike", _PLAIN, exit=2, options=("--decimal", ",", "--grouping", ",")),
    # Long tables
    Case(
        "long-second-value", "unit,indicator,value\na,x,1\na,x,2\n", (error("duplicate-record", 3, 3),), said="on line 2",
    ),
    Case("long-without-indicator", "unit,indicator,value\na,,1\nb,x,1\n", (error("blank-key", 2, 2),)),
    Case("long-without-unit", "unit,indicator,value\n,x,1\nb,x,1\n", (error("blank-key", 2, 1),)),
    Case("long-names-differ", "unit,name,indicator,value\na,A,x,1\na,B,z,2\n", (error("varying-value", 3, 2),), edition="two"),
    Case("long-declared-and-is-wide", _PLAIN, (error("missing-column", 1),), options=("--layout", "long")),
    Case("long-indicator-called-unit", "unit,indicator,value\na,x,1\na,unit,2\n", (error("duplicate-heading", 3, 2),)),
    Case(
        "long-bad-number", "unit,indicator,value\na,x,1\nb,x,zz\n", (error("not-a-number", 3, 3),),
    ),
)  # fmt: skip
