"""Cells that are no numbers, or not certainly: one named case each, with the code that must come of it."""

from __future__ import annotations

from tests.reliability.case import Case, error

COMMA = ("--decimal", ",")
POINT = ("--decimal", ".")
COMMA_AND_POINTS = ("--decimal", ",", "--grouping", ".")
POINT_AND_COMMAS = ("--decimal", ".", "--grouping", ",")
SPACES = ("--decimal", ".", "--grouping", " ")


def _cell(name: str, cell: str, code: str, *options: str) -> Case:
    """A table whose third line, second column holds the cell; the other numbers are whole and settle nothing."""
    return Case(f"cell-{name}", f'unit;x\na;1\nb;"{cell}"\n', (error(code, 3, 2),), options=options)


CASES = (
    # Two readings, and nothing to settle which
    _cell("thousand-or-decimal-point", "1.234", "ambiguous-number"),
    _cell("thousand-or-decimal-comma", "1,234", "ambiguous-number"),
    _cell("hundred-thousand-or-decimal", "123.456", "ambiguous-number"),
    _cell("negative-thousand-or-decimal", "-1.234", "ambiguous-number"),
    _cell("positive-sign-thousand-or-decimal", "+1,234", "ambiguous-number"),
    _cell("ambiguous-per-cent", "1.234%", "ambiguous-number", "--percent", "x"),
    # Declared one way, written another
    _cell("decimal-comma-under-point", "2,3", "wrong-decimal", *POINT),
    _cell("decimal-point-under-comma", "2.3", "wrong-decimal", *COMMA),
    _cell("decimals-of-two-under-grouping-point", "12.34", "bad-grouping", *COMMA_AND_POINTS),
    _cell("decimals-of-two-under-grouping-comma", "12,34", "bad-grouping", *POINT_AND_COMMAS),
    _cell("decimal-of-one-under-grouping-point", "1.2", "bad-grouping", *COMMA_AND_POINTS),
    _cell("thousand-point-not-declared", "1.234,5", "bad-grouping", *COMMA),
    _cell("thousand-comma-not-declared", "1,234.5", "bad-grouping", *POINT),
    _cell("group-of-four", "1.2345,6", "bad-grouping", *COMMA_AND_POINTS),
    _cell("group-of-two-inside", "1.23.456", "bad-grouping", *COMMA_AND_POINTS),
    _cell("group-of-four-first", "1234.567,8", "bad-grouping", *COMMA_AND_POINTS),
    _cell("group-first-zero", "0.123.456", "bad-grouping", *COMMA_AND_POINTS),
    _cell("group-first-empty", ".123.456", "bad-grouping", *COMMA_AND_POINTS),
    _cell("lakh-grouping", "12,34,567", "bad-grouping", *POINT_AND_COMMAS),
    _cell("grouping-after-the-decimal", "1,234.567,8", "bad-grouping", *POINT_AND_COMMAS),
    _cell("grouping-in-decimals", "1.234 567", "bad-grouping", *SPACES),
    _cell("two-spaces-group", "1  234", "bad-grouping", *SPACES),
    _cell("space-grouping-of-two", "1 23", "bad-grouping", *SPACES),
    _cell("space-grouping-undeclared", "1 234", "bad-grouping"),
    _cell("no-break-space-undeclared", "1\u00a0234", "bad-grouping"),
    _cell("thin-space-undeclared", "1\u2009234", "bad-grouping"),
    _cell("narrow-space-undeclared", "1\u202f234", "bad-grouping"),
    _cell("apostrophe-undeclared", "1'234", "bad-grouping"),
    _cell("typographic-apostrophe-undeclared", "1\u2019234", "bad-grouping"),
    _cell("two-decimal-marks", "1,2,3", "bad-grouping", *COMMA),
    _cell("point-and-comma-and-point", "1.2,3.4", "bad-grouping"),
    _cell("mixed-apostrophe-and-comma", "1'234,567.8", "bad-grouping"),
    _cell("exponent-with-grouping", "1.234e3", "bad-grouping", *COMMA_AND_POINTS),
    _cell("marks-in-a-row", "1..2", "bad-grouping"),
    _cell("comma-then-point", "1,.2", "bad-grouping"),
    # Unfinished and misplaced signs
    _cell("ends-with-point", "12.", "not-a-number"),
    _cell("ends-with-comma", "12,", "not-a-number"),
    _cell("two-minus", "--5", "not-a-number"),
    _cell("plus-minus", "+-5", "not-a-number"),
    _cell("minus-behind", "5-", "not-a-number"),
    _cell("minus-with-space", "- 5", "not-a-number"),
    _cell("accounting-negative", "(5)", "not-a-number"),
    _cell("lone-minus", "-", "undeclared-missing"),
    _cell("lone-plus", "+", "not-a-number"),
    _cell("lone-point", ".", "undeclared-missing"),
    _cell("lone-comma", ",", "not-a-number"),
    _cell("lone-per-cent", "%", "not-a-number", "--percent", "x"),
    _cell("two-per-cent", "5%%", "not-a-number", "--percent", "x"),
    _cell("per-cent-before", "%5", "not-a-number"),
    _cell("per-mille", "5‰", "not-a-number"),
    _cell("exponent-alone", "e5", "not-a-number"),
    _cell("exponent-empty", "5e", "not-a-number"),
    _cell("exponent-sign-alone", "5e+", "not-a-number"),
    _cell("exponent-decimal", "5e1.5", "not-a-number"),
    _cell("two-exponents", "5e1e2", "not-a-number"),
    _cell("fortran-exponent", "1d5", "not-a-number"),
    _cell("power-of-ten-spelt", "5×10^3", "not-a-number"),
    # Units, notes and currency inside the cell
    _cell("currency-before", "$5", "not-a-number"),
    _cell("currency-behind", "5₫", "not-a-number"),
    _cell("currency-word", "5 VND", "not-a-number"),
    _cell("unit-behind", "5 km", "not-a-number"),
    _cell("footnote-star", "5*", "undeclared-flag"),
    _cell("flags-of-eurostat", "5 bp", "undeclared-flag"),
    _cell("flag-in-brackets", "5 (e)", "undeclared-flag"),
    _cell("flag-not-the-declared", "5 p", "undeclared-flag", "--flag", "b"),
    _cell("flag-behind-a-missing-value", ": c", "undeclared-missing"),
    _cell("flag-and-words", "5 b about", "not-a-number", "--flag", "b"),
    _cell("flag-before", "b 5", "not-a-number", "--flag", "b"),
    _cell("footnote-bracket", "5 [1]", "other-notation"),
    _cell("about", "~5", "not-a-number"),
    _cell("less-than", "<5", "not-a-number"),
    _cell("at-least", "≥5", "not-a-number"),
    _cell("range-with-word", "5 đến 7", "not-a-number"),
    _cell("rank-and-score", "17 (0,633)", "not-a-number"),
    _cell("million-word", "5 triệu", "not-a-number"),
    _cell("million-letter", "5M", "not-a-number"),
    _cell("ordinal", "5th", "not-a-number"),
    _cell("number-word", "năm", "not-a-number"),
    _cell("fraction-sign", "½", "foreign-digits"),
    _cell("ratio-words", "5/7/9/11", "not-a-number"),
    _cell("two-numbers", "5;7", "not-a-number"),
    _cell("line-break-inside", "5\n7", "invisible-character"),
    _cell("letter-o-for-zero", "1O", "not-a-number"),
    _cell("letter-l-for-one", "l5", "not-a-number"),
    _cell("formula", "=1+1", "not-a-number"),
    _cell("formula-plus", "+A1", "not-a-number"),
    _cell("complex", "1j", "not-a-number"),
    _cell("grouped-by-underscores", "1_000", "other-notation"),
    _cell("hexadecimal", "0x1F", "other-notation"),
    _cell("octal", "0o17", "other-notation"),
    _cell("binary", "0b11", "other-notation"),
    _cell("negative-hexadecimal", "-0xff", "other-notation"),
    # Digits and signs of other scripts
    _cell("full-width-digits", "１２", "foreign-digits"),
    _cell("arabic-digits", "٤٥", "foreign-digits"),
    _cell("devanagari-digits", "४५", "foreign-digits"),
    _cell("khmer-digits", "៤៥", "foreign-digits"),
    _cell("superscript", "5²", "foreign-digits"),
    _cell("roman-numeral-sign", "Ⅳ", "foreign-digits"),
    _cell("circled-digit", "⑤", "foreign-digits"),
    _cell("minus-sign", "\u22125", "other-minus"),
    _cell("en-dash-minus", "\u20135", "other-minus"),
    _cell("hyphen-minus-full-width", "\uff0d5", "other-minus"),
    _cell("non-breaking-hyphen", "\u20115", "other-minus"),
    _cell("arabic-decimal-mark", "5٫5", "not-a-number"),
    _cell("middle-dot-decimal", "5·5", "not-a-number"),
    _cell("full-width-point", "5．5", "not-a-number"),
    # Unseen characters
    _cell("tab-inside", "5\t", "invisible-character"),
    _cell("zero-width-space", "5\u200b", "invisible-character"),
    _cell("zero-width-joiner", "5\u200d6", "invisible-character"),
    _cell("left-to-right-mark", "\u200e5", "invisible-character"),
    _cell("right-to-left-override", "\u202e5", "invisible-character"),
    _cell("word-joiner", "5\u20605", "invisible-character"),
    _cell("soft-hyphen", "5\u00ad5", "invisible-character"),
    _cell("ideographic-space", "\u30005", "invisible-character"),
    _cell("bell", "5\a", "invisible-character"),
    _cell("escape", "\x1b[31m5", "invisible-character"),
    _cell("delete", "5\x7f", "invisible-character"),
    _cell("next-line", "5\x85", "invisible-character"),
    _cell("no-break-space-within", "5\u00a06", "bad-grouping"),
    _cell("no-break-space-alone", "\u00a0", "invisible-character"),
    # Words of spreadsheets and programs
    _cell("infinity", "inf", "not-finite"),
    _cell("negative-infinity-word", "-Infinity", "not-finite"),
    _cell("infinity-sign", "∞", "not-finite"),
    _cell("not-a-number-word", "NaN", "not-finite"),
    _cell("overflow", "1e400", "not-finite"),
    _cell("overflow-of-digits", "9" * 290 + "e99", "not-finite"),
    _cell("underflow", "1e-400", "underflow"),
    _cell("exponent-of-many-digits", "1e" + "9" * 50, "not-finite"),
    _cell("too-many-digits", "1" * 301, "cell-too-long"),
    _cell("true", "TRUE", "truth-value"),
    _cell("false", "False", "truth-value"),
    _cell("division-by-zero", "#DIV/0!", "excel-error"),
    _cell("not-available", "#N/A", "excel-error"),
    _cell("reference-lost", "#REF!", "excel-error"),
    _cell("name-unknown", "#NAME?", "excel-error"),
    _cell("value-error", "#VALUE!", "excel-error"),
    _cell("null-error", "#NULL!", "excel-error"),
    _cell("num-error", "#NUM!", "excel-error"),
    _cell("spill", "#SPILL!", "excel-error"),
    _cell("libreoffice-error", "Err:502", "excel-error"),
    _cell("column-too-narrow", "######", "excel-error"),
    # Dates that were numbers, or fractions
    _cell("date-day-month", "02/3", "date-like"),
    _cell("date-month-name", "3-Feb", "date-like"),
    _cell("date-name-first", "Feb-23", "date-like"),
    _cell("date-iso", "2023-02-03", "date-like"),
    _cell("date-points", "2.3.2023", "date-like"),
    _cell("date-vietnamese", "03/02/2023", "date-like"),
    _cell("date-and-time", "2023-02-03 10:00:00", "date-like"),
    _cell("time", "2:30", "date-like"),
    _cell("time-of-day", "2:30 PM", "date-like"),
    _cell("vietnamese-month", "3-thg 2", "date-like"),
    _cell("fraction-of-three", "2/3", "date-like"),
    _cell("range-of-numbers", "5-7", "date-like"),
    # Marks of missing values that nothing declares
    _cell("missing-letter-x", "x", "undeclared-missing"),
    _cell("missing-na", "n/a", "undeclared-missing"),
    _cell("missing-na-capitals", "NA", "undeclared-missing"),
    _cell("missing-null", "null", "undeclared-missing"),
    _cell("missing-none", "None", "undeclared-missing"),
    _cell("missing-ellipsis", "…", "undeclared-missing"),
    _cell("missing-dots", "..", "undeclared-missing"),
    _cell("missing-dash", "–", "undeclared-missing"),
    _cell("missing-question-mark", "?", "undeclared-missing"),
    _cell("missing-vietnamese-abbreviation", "KCSL", "undeclared-missing"),
    _cell("missing-vietnamese", "Không có số liệu", "undeclared-missing"),
    _cell("missing-decomposed", "Kho\u0302ng", "undeclared-missing"),
    _cell("missing-other-declared", "KCSL", "undeclared-missing", "--missing", "x"),
    # Numbers that no computation bears
    _cell("beyond-1e100", "1e101", "out-of-range"),
    _cell("below-minus-1e100", "-1e101", "out-of-range"),
    # Per cent where nothing says what it means
    Case(
        "per-cent-unclear", "unit,x\na,45%\nb,50%\n",
        (error("percent-unclear", 2, 2), error("percent-unclear", 3, 2)),
    ),
    Case(
        "per-cent-mixed", "unit,x\na,45%\nb,0.5\nc,0.25\n",
        (error("mixed-percent", 2, 2),), edition="share",
    ),
    Case(
        "styles-mixed-evenly", 'unit,x\na,"2,3"\nb,2.55\n',
        (error("mixed-number-style", 2, 2), error("mixed-number-style", 3, 2)),
    ),
    Case(
        "styles-mixed-minority", 'unit,x\na,"2,3"\nb,2.55\nc,3.55\n', (error("mixed-number-style", 2, 2),),
    ),
    Case(
        "ambiguous-beside-unfit-witness", 'unit,x\na,"1,234"\nb,2.5\n', (error("ambiguous-number", 2, 2),),
    ),
)  # fmt: skip

_INDEPENDENT = {
    "cell-too-long",
    "date-like",
    "excel-error",
    "foreign-digits",
    "invisible-character",
    "not-a-number",
    "not-finite",
    "other-minus",
    "other-notation",
    "out-of-range",
    "truth-value",
    "undeclared-missing",
    "underflow",
}
"""Codes of faults that a cell has by itself, whatever else its column holds."""

_BEFORE, _AFTER = 'unit;x\na;1\nb;"', '"\n'

SINGLE = tuple(
    (case.content.removeprefix(_BEFORE).removesuffix(_AFTER), case.faults[0][1])
    for case in CASES
    if isinstance(case.content, str)
    and case.content.startswith(_BEFORE)
    and not case.options
    and case.faults[0][1] in _INDEPENDENT
)
"""The cells above that are faulty by themselves, each with its code."""
