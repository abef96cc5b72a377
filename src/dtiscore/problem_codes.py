"""All codes of problems, one line for each: whether it stops a run, what it means, what to do about it.

A code is a promise to scripts: it is not renamed, and it keeps its meaning. The message of a problem says the same of
one cell or key. ``docs/problems.md`` is made of this list, and a test holds it against the codes in the source.
Long because it is one list, a line for each code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dtiscore.said import Said, said

Severities = Literal["error", "warning", "error or warning"]


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """What a code says of every problem that bears it."""

    code: str
    severity: Severities
    meaning: Said
    """One sentence with its full stop."""
    way_out: Said
    """What to do about it, likewise."""


ERROR: Severities = "error"
WARNING: Severities = "warning"
EITHER: Severities = "error or warning"

_of = ProblemCode

Groups = dict[Said, tuple[ProblemCode, ...]]
"""By what they are about: codes in alphabetical order."""

OF_TABLES: Groups = {
    said("The text of a table"): (
        _of("ambiguous-delimiter", ERROR, said("Two signs may part the cells."), said("Declare the one that does with `--delimiter`.")),
        _of("blank-line", WARNING, said("Records between others are empty and left out."), said("Delete them, or check that no data was lost there.")),
        _of("byte-order-mark", WARNING, said("A byte order mark stands within the table: two files may have been joined."), said("Check whether a second row of headings follows, and delete the mark.")),
        _of("cell-too-long", ERROR, said("A cell has more characters than a cell or a number can have."), said("Split the cell, or leave only the number in it; often a quote was never closed.")),
        _of("cut-off", WARNING, said("The last line has no end, and its last number looks shortened: the end of the file may be lost."), said("Compare it with the source; if it is right, end the last line with a line break.")),
        _of("empty-file", ERROR, said("The file or the sheet holds nothing."), said("Check the export.")),
        _of("no-rows", ERROR, said("There are headings and no rows below them, or none that is about a unit."), said("Check the export, and what is ignored.")),
        _of("nul-character", ERROR, said("A cell holds a NUL character."), said("Export the file again, or mend the cell.")),
        _of("overruled-delimiter", WARNING, said("The file announces another delimiter than the one declared."), said("Leave the declaration out, or take the announcement out of the file.")),
        _of("quoted-rows", ERROR, said("Each line stands in quotes as a whole, so that the text has one column."), said("Part the column in a spreadsheet by Text to Columns, or take the quotes around each line away.")),
        _of("ragged-row", ERROR, said("A row has more or fewer cells than there are headings."), said("Add the missing cells, if only as empty ones; put a text that holds the delimiter in quotes.")),
        _of("stray-quote", ERROR, said("Text follows a closing quote before the next delimiter."), said("Write a quote inside a quoted cell twice, or remove the quotes.")),
        _of("swallowed-rows", ERROR, said("Two quotes seem to have made one cell of several rows."), said("Mend the quotes; if the cell is so, declare its column with `--multiline`.")),
        _of("table-too-large", ERROR, said("The table has more cells or columns than are read at once."), said("Split it, or delete what stands far from it.")),
        _of("unclosed-quote", ERROR, said("A quote opens a cell and nothing closes it."), said("Close the quote, or remove it.")),
        _of("unused-option", WARNING, said("An option says nothing about a file of this kind."), said("Leave it out for this file.")),
    ),
    said("Headings and columns"): (
        _of("blank-heading", ERROR, said("A column with content has no heading."), said("Give it one, or delete the column.")),
        _of("column-numbers", EITHER, said("The row below the headings numbers the columns. Where that is not certain, it is read as a unit."), said("Count it as one of the headings with `--header-rows`, or leave it out with `--ignore-unit`.")),
        _of("duplicate-column", ERROR, said("Two columns are one and the same to the edition, or a column is described twice."), said("Keep one of them, or rename one.")),
        _of("duplicate-heading", ERROR, said("Two columns, or two rows of a turned table, have the same heading."), said("Rename or remove one of them.")),
        _of("empty-column", WARNING, said("A column has no heading and no content, and is left out."), said("Delete it in the workbook.")),
        _of("header-not-found", ERROR, said("The row where the headings should be looks like a title or like data, or is not there."), said("Declare with `--skip-rows` how many lines stand above the headings, or skip fewer.")),
        _of("heading-part", WARNING, said("Columns are known by one part of their headings, such as the lowest of several rows; of several years each is a period."), said("Check that these are the figures to score.")),
        _of("look-alike-heading", ERROR, said("A heading looks like one that counts and is spelt with other characters."), said("Type it anew.")),
        _of("merged-header", ERROR, said("The headings stand in several rows, or their cells are merged."), said("Declare `--header-rows`, or give every column one heading.")),
        _of("missing-column", ERROR, said("A column that is needed is not in the file."), said("Add it, head it as the message says, or name it with an option.")),
        _of("nested-column", ERROR, said("A column holds lists, records or bytes, not one value per row."), said("Leave it out, or write its parts as columns of their own.")),
        _of("numeric-header", ERROR, said("The row of headings holds numbers, so the headings seem to be missing."), said("Add a row of headings above the data.")),
        _of("ranks-alone", WARNING, said("A table lacks the column of published scores that is named, so that its ranks alone count."), said("Give the column that heading in each table, or name it with `--published`.")),
        _of("row-numbers", WARNING, said("The first column has no heading and numbers the rows, as programs write it, and is left out."), said("Check that it is no figure; leave it out of the export.")),
        _of("undecided-side", ERROR, said("Several columns hold figures of one indicator, or its heading says more than its name."), said("Say with `--side` which figures are meant.")),
        _of("unheaded-marks", WARNING, said("A column has no heading and marks of notes in some rows, and is left out."), said("Check that they are no figures; give the column a heading if they are.")),
        _of("unheaded-units", WARNING, said("The first column has no heading and names, as offices print those of units, and is read so."), said("Give it another heading if it names no units.")),
        _of("unknown-column", ERROR, said("A column is named that nothing knows or reads."), said("Correct its name, or take it out.")),
        _of("unused-column", WARNING, said("A column plays no part in the edition."), said("Correct its heading if it should; `dtiscore weights show` lists what the edition reads.")),
    ),
    said("Sheets of a workbook"): (
        _of("ambiguous-sheet", ERROR, said("Several sheets hold something, and none is declared."), said("Declare one with `--sheet`.")),
        _of("cached-formula", WARNING, said("Cells have formulas; the value that each had when the file was last saved is read."), said("Check that it was saved after the last change.")),
        _of("hidden-columns", WARNING, said("Columns of the table are hidden, and read all the same."), said("Delete them if they do not belong to the table, or show them.")),
        _of("hidden-rows", WARNING, said("Rows of the table are hidden, and read all the same."), said("Delete them if they do not belong to the table, or show them.")),
        _of("hidden-sheet", WARNING, said("The sheet that is read is hidden, or a hidden one is not read."), said("Check that it is the one that is meant, and declare `--sheet` to confirm it.")),
        _of("marked-digits", ERROR, said("A part of the digits of a number is raised, lowered or struck out, as the mark of a footnote is."), said("Delete what does not belong to the number.")),
        _of("merged-cells", ERROR, said("Cells of the data are merged: one of them has the value, and the others are empty."), said("Unmerge them and fill every cell, or leave such rows out with `--range`.")),
        _of("uncomputed-formula", ERROR, said("A cell has a formula, and the file has no value of it that can be trusted."), said("Let a spreadsheet program compute and save it, or paste the values alone.")),
        _of("unstored-value", ERROR, said("A cell shows a text of which the file stores no value."), said("Type the cell anew in a spreadsheet program, and save it.")),
    ),
    said("Numbers"): (
        _of("all-capped", WARNING, said("Every unit lies beyond an end of the rule in a column, so that none differs from another."), said("Check that the column is in the unit of measure of the rule, and holds no points or per cent where shares are meant.")),
        _of("all-hundredths", WARNING, said("Every unit has at most a hundredth of what earns all, as in a column of fractions where per cent are read."), said("Write per cent, 32 for 0.32; or declare `--percent` where the figures are as small as that.")),
        _of("ambiguous-number", ERROR, said("A number may be one with decimals or one with grouped thousands."), said("Declare the decimal mark with `--decimal`, and `--grouping` if thousands are grouped.")),
        _of("bad-grouping", ERROR, said("Digits are grouped by a sign that is not declared, or in groups of another size than three."), said("Write the number without grouping, or declare `--grouping`.")),
        _of("date-like", ERROR, said("A cell looks like a date, a time, a fraction or a range: a spreadsheet may have changed it."), said("Format the column as text or number, type the one number that counts and export.")),
        _of("empty-cell", ERROR, said("A cell is empty where a number must stand."), said("Write the number.")),
        _of("excel-error", ERROR, said("A cell holds the error of a spreadsheet formula, or the signs of a column that is too narrow."), said("Mend it in the workbook and export again.")),
        _of("foreign-digits", ERROR, said("A number has digits of another script, or signs that are no digits."), said("Type the number in the digits 0 to 9.")),
        _of("inexact-integer", WARNING, said("A whole number has more digits than can be kept."), said("Check that the column holds quantities and not codes.")),
        _of("invisible-character", EITHER, said("A cell or a heading holds a character that cannot be seen."), said("Type it anew.")),
        _of("measure-changed", WARNING, said("The numbers of a column are about 100, 1000 or 1000000 times those of the period before, or the other way round, as of another unit of measure."), said("Bring all periods to one unit of measure, unless the figures did change so much.")),
        _of("mixed-number-style", ERROR, said("The numbers of a column are written in several styles that exclude each other."), said("Write every number of the column in one style.")),
        _of("mixed-percent", ERROR, said("Some numbers of a column have a per cent sign, and the others fit no single reading."), said("Write the column in one way, or declare `--percent` if all its numbers are per cent.")),
        _of("not-a-number", ERROR, said("A value is not a number, or has other text besides one."), said("Write the number alone; units and notes belong in columns of their own.")),
        _of("not-finite", ERROR, said("A number is infinite, or too large to be computed with."), said("Correct the cell or the formula, or declare the text with `--missing` if it stands for no value.")),
        _of("other-minus", ERROR, said("A number begins with a dash that is not the minus that programs read."), said("Write it with the sign -.")),
        _of("other-notation", ERROR, said("A number is written as programs write it, hexadecimal or with underscores, as text behind an apostrophe, or with its interval."), said("Write it in decimal digits alone.")),
        _of("out-of-range", ERROR, said("A number lies outside of what the edition, the rule or the key admits."), said("Correct it; if the column is in per cent, declare `--percent`.")),
        _of("percent-size", ERROR, said("A share is about a hundred times as large or as small as all others of its column."), said("Correct the cell, or declare `--percent` if all numbers of the column are per cent.")),
        _of("percent-unclear", ERROR, said("A number has a per cent sign, and nothing says whether 45% is 0.45 or 45 there."), said("Write `unit: \"%\"` for the column in the weighting file, or declare `--percent`.")),
        _of("perhaps-missing", WARNING, said("-99, -999 or more nines are all that lies below zero in a column, or 999 lies far above all else: they may stand for no value."), said("Declare them with `--missing`; if they are values, write `min` or `max` for the column in the weighting file.")),
        _of("settled-number-style", WARNING, said("One cell settles how numbers of its column are read that could be read otherwise."), said("Declare `--decimal` to confirm it.")),
        _of("shortened-number", WARNING, said("A number is written as spreadsheets shorten one that does not fit, so digits may be lost."), said("Show the column with all its digits and export again, or name the workbook itself.")),
        _of("truth-value", ERROR, said("A cell holds a truth value where a number should stand."), said("Write 1 or 0 if that is what it means.")),
        _of("undeclared-flag", ERROR, said("A number has behind it what may be a flag, such as b of 12.3 b, and nothing declares it."), said("If it marks the number and does not change it, declare it with `--flag`; else leave only the number in the cell.")),
        _of("undeclared-missing", ERROR, said("A cell looks like a marker of missing values that nothing declares."), said("Declare it with `--missing`, or leave such cells empty.")),
        _of("underflow", ERROR, said("A number is too small to be told from 0."), said("Correct it, or change its unit.")),
        _of("unknown-choice", ERROR, said("A text is not among the answers that the edition knows for the column."), said("Write one of these answers.")),
        _of("wrong-decimal", ERROR, said("A number has another decimal mark than the one declared for its column."), said("Write it with the declared mark, or declare another one.")),
    ),
    said("Rows, units and periods"): (
        _of("aggregate-row", ERROR, said("A row is the sum or the mean of other rows, or the country or region of which they are parts, as indents, codes, names or running numbers tell, and would be ranked as a unit."), said("Leave it out with `--ignore-unit`; if it is a unit, say so with `--keep-unit`.")),
        _of("ambiguous-group", ERROR, said("Two different groups would be called by one name."), said("Take the sign · out of the groups, or rank by one of the columns.")),
        _of("blank-key", ERROR, said("A record of a long table, or a row of a turned one, does not say what it is of."), said("Fill the cell in, or delete the record.")),
        _of("confusable-letter", WARNING, said("A name or a code holds letters that look like others."), said("Type it again.")),
        _of("doubtful-order", WARNING, said("The periods do not say which of two is the earlier, and moves may have the wrong sign."), said("Write the time of each, such as 2022-06, all in one way.")),
        _of("duplicate-record", ERROR, said("A long table has two values for one unit, indicator and period."), said("Keep one of the two, or name the column of the period.")),
        _of("duplicate-row", ERROR, said("Two rows stand for the same thing."), said("Keep one.")),
        _of("duplicate-unit", ERROR, said("A unit stands in two rows of one period and group."), said("Keep one of the rows.")),
        _of("empty-row", EITHER, said("A row has no figure, and is taken for a unit; an error where the edition needs figures there."), said("If it is a note or a title, leave it out with `--ignore-unit`.")),
        _of("few-names", WARNING, said("A column that is headed as names are has far fewer names than there are units, such as the provinces of districts."), said("Name the right column with `--name-column`.")),
        _of("line-break", ERROR, said("A line breaks within a code or a name: a quote may be missing or too many."), said("Mend the cell, or declare its column with `--multiline`.")),
        _of("lost-letters", WARNING, said("Question marks stand where letters of another encoding stood."), said("Export the table again as UTF-8.")),
        _of("missing-group", ERROR, said("A row does not say its group."), said("Write the group.")),
        _of("missing-period", ERROR, said("A row does not say its period, or no row is of the period that is asked for."), said("Write the period, or ask for one that the file has.")),
        _of("missing-row", ERROR, said("A row that is needed is not there."), said("Add it.")),
        _of("mixed-dimension", ERROR, said("The records of one indicator in a long table differ in their unit of measure, their multiplier or the people that they are about."), said("Bring the values to one, or read them as indicators of their own.")),
        _of("mojibake", ERROR, said("A name was written in UTF-8 and read in another encoding."), said("Export the table again and choose UTF-8 both times.")),
        _of("note-row", WARNING, said("Rows name no unit and have no figure, and are left out."), said("Check that they are notes.")),
        _of("nothing-ignored", WARNING, said("No row has the name that was to be left out or kept."), said("Correct the name after `--ignore-unit` or `--keep-unit`, or leave it out.")),
        _of("nothing-screened", WARNING, said("No unit has the code that the step `screen` keeps or leaves out."), said("Correct the code in the weighting file, if the unit is there under another one.")),
        _of("old-font", ERROR, said("A name was typed for a Vietnamese font of the 1990s."), said("Declare `--encoding tcvn3` or `--encoding vni`.")),
        _of("other-headings", EITHER, said("Headings stand again below, and others than above; a warning where their row is ignored."), said("Read each table alone with `--range`, or put it into a file of its own.")),
        _of("perhaps-a-total", ERROR, said("A row reads like a total, a group of units or a note, and would be ranked as a unit."), said("Leave it out with `--ignore-unit`; if it is a unit, say so with `--keep-unit`.")),
        _of("period-apart", WARNING, said("No unit stands in two periods, so that none is ranked against another."), said("If the column does not tell the period of the ranking, name the one that does, or leave it out.")),
        _of("period-spelling", ERROR, said("One period is written in two ways, and its units would be ranked apart."), said("Write it in one way everywhere.")),
        _of("similar-group", WARNING, said("Two groups differ in case, spaces, the place of a tone mark or letters that look alike only."), said("Write one word for one group.")),
        _of("similar-unit", WARNING, said("Two units differ in case, spaces, the place of a tone mark or letters that look alike only."), said("Write one code for one unit.")),
        _of("spreadsheet-text", WARNING, said("A code is written as spreadsheets keep a text as it is, and read without that."), said("Write the code alone.")),
        _of("stacked-marks", ERROR, said("Marks are stacked on a letter that does not take them."), said("Type it again.")),
        _of("ungoverned-period", ERROR, said("The edition does not govern a period of the table."), said("Keep the rows of the periods that it governs, or name the edition in force.")),
        _of("varying-value", ERROR, said("A column of a long table has two texts for one unit and period."), said("Write the same text in both records, or name the column of the period.")),
    ),
    said("Lists of units"): (
        _of("ambiguous-vintage", EITHER, said("The units of the table could be those of two lists of units, in which they mean different things."), said("Add the names of the units or their codes, whichever the table lacks, or say which list is meant.")),
        _of("code-name-conflict", ERROR, said("The code of a row belongs to one unit and its name to another."), said("Correct one of the two.")),
        _of("code-variant", WARNING, said("A code is not written as in the list of units, and was recognised."), said("Write it as the list does.")),
        _of("counts-averaged", WARNING, said("A table is restated by means, and columns of it hold counts."), said("Add these up by themselves, with `--method sum` and `--column`.")),
        _of("impossible-weight", ERROR, said("A weight by which figures are restated is no finite number from 0 up."), said("Correct the weight.")),
        _of("missing-predecessor", EITHER, said("The row of a unit is lacking that the restated unit is made of."), said("Add the row, or say what is to be done without it.")),
        _of("missing-unit", EITHER, said("Units of the list are not in the table."), said("Add their rows, or allow that they are missing.")),
        _of("mixed-vintage", ERROR, said("Some rows hold units of one list, others of another."), said("Keep the units of one; restate older units on the newer list if both are needed.")),
        _of("name-variant", WARNING, said("A name is spelt otherwise than in the list of units, and was recognised."), said("Nothing must be done; write it as the list does if it is to match literally.")),
        _of("no-successor", ERROR, said("A unit has no single successor among the units that follow."), said("Divide its figures by hand, or remove its row.")),
        _of("not-a-unit", ERROR, said("A row is a total, a group or a note, not a unit."), said("Remove the row, or leave it out with `--ignore-unit`.")),
        _of("not-restated", WARNING, said("Columns of ranks or of words are left out of a restated table."), said("Rank the restated scores; add what is said of the new units.")),
        _of("renamed-unit", WARNING, said("A code has another name in one table than in the other."), said("Make sure that each code means the same unit in both.")),
        _of("respelt-unit", WARNING, said("A unit is spelt in one table otherwise than in the other, and taken for two units."), said("Write it in one way in both.")),
        _of("shares-added-up", WARNING, said("A table is restated by sums, and columns of it hold shares, rates or scores."), said("Restate these by the mean, and add up counts alone: `--column`.")),
        _of("unknown-successor", ERROR, said("A unit is said to have become one that the later list does not have."), said("Correct the successors in the earlier list.")),
        _of("unknown-unit", ERROR, said("A code or a name is not one of the list of units, or is blank."), said("Write a code or a name of the list.")),
        _of("vintage-mismatch", ERROR, said("A unit belongs to an earlier or a later list than the edition's."), said("Restate the table with `dtiscore units restate`, or choose an edition with those units.")),
        _of("zero-weight", ERROR, said("The weights of all units that one is made of are 0."), said("Correct the weights.")),
    ),
    said("Values and scores"): (
        _of("another-edition", WARNING, said("The previous table is scored under another edition, and no moves are told between editions."), said("Ask `dtiscore compare`, or score both under one edition.")),
        _of("beyond-maximum", ERROR, said("A rule gives more points than the maximum of its indicator."), said("Correct the cell, or let the rule hold it at the maximum.")),
        _of("edition-left-out", WARNING, said("Under one of several editions the question has no answer, and its periods are left out."), said("Ask by what every edition has, or choose a period.")),
        _of("goal-not-beyond-worst", ERROR, said("The goal of a distance does not lie on the better side of the worst unit."), said("Correct the goal or the direction.")),
        _of("goalposts-not-apart", ERROR, said("The goalposts that the units give are no two different finite numbers in their order."), said("Correct the goalposts or the direction, or choose another transform.")),
        _of("missing-score", ERROR, said("A node has no score, which the edition does not allow."), said("Check the cells it is made from, or change its missing rule.")),
        _of("missing-value", EITHER, said("A value is lacking that the edition or the question needs."), said("Fill the cell in, or change the missing rule.")),
        _of("no-figures", WARNING, said("An indicator has its column, and no unit has a figure there: it counts for nobody, or alike for all."), said("Fill the column in, or give the indicator the weight 0.")),
        _of("no-power", ERROR, said("No power of Box-Cox fits the values, or the one given leaves no distance between the goalposts."), said("Give the power in the rule, or write `transform: log`.")),
        _of("no-reference-unit", ERROR, said("The unit that others are held against is not there once with a value."), said("Add its row or fill its cell in, or name another unit.")),
        _of("not-positive", ERROR, said("A figure that others are a proportion of is 0 or negative."), said("Correct the cells, or choose another rule.")),
        _of("nothing-to-fit", ERROR, said("An indicator has figures, and none of the units or the base period that its rule is fitted on."), said("Fit it on units and periods that have figures, or give the indicator the weight 0.")),
        _of("one-period", WARNING, said("An edition is fitted over all periods, or fills from others, and the table has one period."), said("Give all periods as rows of one table.")),
        _of("one-unit", ERROR, said("One unit alone has a value, and no other to be compared with."), said("Fill in more units, or write `of: all`.")),
        _of("scales-apart", WARNING, said("Scores that are combined, or scores and their bands, or scores and those published, stand on scales apart, such as 0 to 1 and 0 to 100."), said("Let the rules give scores on one scale, or the published one by `scale`, or write the bands on theirs.")),
        _of("too-few-units", ERROR, said("A goalpost is the mean of more units than have a value."), said("Take fewer in the rule, or a percentile.")),
        _of("undefined-aggregate", ERROR, said("An aggregation is not defined for the scores below it."), said("Correct the cells, or choose another aggregation.")),
        _of("undefined-formula", ERROR, said("A formula is not defined for the values of a row."), said("Correct the cells, or change the formula.")),
        _of("unreadable-value", ERROR, said("A value that was set is no number as its column writes them."), said("Set a number as the column writes them, or nothing for no value.")),
        _of("zero-range", ERROR, said("All units have the same value, and the rule is undefined on it."), said("Say in the rule with `zero_range` what then, or give the indicator the weight 0.")),
    ),
    said("Tables that are read piece by piece"): (
        _of("not-on-spark-rule", ERROR, said("A rule needs every value of a column at once, which no part of a table on Spark has."), said("Score in memory, or against a saved reference.")),
        _of("not-on-spark-table", ERROR, said("Spark reads tables with one row of headings and one column per indicator."), said("Leave out what is declared of others, or score in memory.")),
        _of("not-streamed-encoding", ERROR, said("A table in another encoding than UTF-8 is not read piece by piece."), said("Convert it first.")),
        _of("not-streamed-family", ERROR, said("A table is read piece by piece under one edition, not under a family of them."), said("Name one of its editions.")),
        _of("not-streamed-form", ERROR, said("The result of a table that is read piece by piece is written as csv, tsv or jsonl."), said("Choose one of these forms.")),
        _of("not-streamed-kind", ERROR, said("A workbook, or a ranking that dtiscore wrote, is read whole."), said("Use `--engine memory`.")),
        _of("not-streamed-layout", ERROR, said("A long table, or a turned one, is not read piece by piece."), said("Make it wide, or use `--engine memory`.")),
        _of("not-streamed-lines", ERROR, said("The lines of the file end with a carriage return alone."), said("Save it with LF or CR LF line ends.")),
        _of("not-streamed-part", ERROR, said("One group, a range of cells, or one period under an edition that fits over several, is not read piece by piece."), said("Choose it in the result.")),
        _of("not-streamed-percent", ERROR, said("A column has per cent signs and is not declared."), said("Declare it with `--percent`.")),
        _of("not-streamed-style", ERROR, said("Whether a point or a comma is the decimal mark is not declared."), said("Declare `--decimal`, and `--grouping` if thousands are grouped.")),
        _of("not-streamed-units", ERROR, said("The edition compares all units with each other, and cannot score them piece by piece."), said("Use `--engine memory`.")),
    ),
}  # fmt: skip
"""What a table of indicators may be told of, in the order of a run."""

OF_WEIGHTING_FILES: Groups = {
    said("The text of a weighting file"): (
        _of("csv-syntax", ERROR, said("The quotation marks of a row do not fit together."), said("Close them, or write one inside a quoted cell twice.")),
        _of("decimal-comma", ERROR, said("A number has a decimal comma."), said("Write it with a decimal point.")),
        _of("document-empty", ERROR, said("The file holds no values."), said("Write the keys and their values.")),
        _of("document-not-mapping", ERROR, said("The file holds one value or a list, not keys with values."), said("Write key: value pairs.")),
        _of("document-too-deep", ERROR, said("Lists and mappings stand too many levels deep inside each other."), said("Use fewer levels, or close the brackets.")),
        _of("document-too-large", ERROR, said("The file is larger than a weighting file can be."), said("Check that it is one, and remove what is not part of it.")),
        _of("hidden-character", ERROR, said("A text holds a character that cannot be seen."), said("Remove it.")),
        _of("json-duplicate-key", ERROR, said("A key stands twice in one JSON object."), said("Keep one of them.")),
        _of("json-syntax", ERROR, said("The file is not JSON from this place on."), said("Mend it there or shortly before.")),
        _of("not-a-pair", ERROR, said("A cell does not say both halves of a pair."), said("Write both, as the message shows.")),
        _of("not-in-sequence", ERROR, said("Numbered entries skip one."), said("Number them 1, 2, 3 … in the order of the rows.")),
        _of("number-not-finite", ERROR, said("Infinity and not-a-number are no figures that can be scored."), said("Write a decimal number, or quotes if it is text.")),
        _of("number-out-of-range", ERROR, said("A number is too large or too near to zero to be kept."), said("Write another number, or quotes if it is a code.")),
        _of("number-rounded", WARNING, said("A number has more digits than can be kept."), said("Round it, so that the file says what is used.")),
        _of("said-twice", ERROR, said("Two cells say the same thing."), said("Keep one of them.")),
        _of("toml-duplicate-key", ERROR, said("A key or a table stands twice in a TOML file."), said("Keep its keys together, in one place.")),
        _of("toml-syntax", ERROR, said("The file is not TOML from this place on."), said("Mend it there or shortly before.")),
        _of("toml-time", ERROR, said("A time stands without quotes."), said("Write it in quotes; a day may stand without.")),
        _of("yaml-alias", ERROR, said("A YAML alias repeats another part of the file."), said("Write the values out where they are meant.")),
        _of("yaml-ambiguous-scalar", ERROR, said("YAML programs disagree about what a text without quotes means."), said("Write it in quotes, or as the number that is meant.")),
        _of("yaml-anchor", ERROR, said("A YAML anchor names a part of the file for repetition."), said("Remove the name, and write the values out where they are meant.")),
        _of("yaml-duplicate-key", ERROR, said("A key stands twice in one YAML mapping."), said("Keep one of them.")),
        _of("yaml-key-not-text", ERROR, said("A key is not text for every YAML program."), said("Write it in quotes; write the decimals of a number after a point.")),
        _of("yaml-merge-key", ERROR, said("`<<` would merge another mapping into this one."), said("Write the keys out where they are meant.")),
        _of("yaml-missing-space", ERROR, said("No space follows the colon of a key."), said("Add a space.")),
        _of("yaml-several-documents", ERROR, said("One YAML file holds several documents."), said("Remove the line `---`, or move what follows to a file of its own.")),
        _of("yaml-syntax", ERROR, said("The file is not YAML from this place on."), said("Mend it there or shortly before.")),
        _of("yaml-tag", ERROR, said("A YAML tag would change what a value is."), said("Remove it; text is written in quotes, a number without.")),
    ),
    said("Keys and values of a weighting file"): (
        _of("contradiction", ERROR, said("What the units of a unit scheme say together contradicts itself."), said("Correct the units.")),
        _of("empty-text", ERROR, said("A text is empty that must say something."), said("Write it, or remove the key.")),
        _of("invalid-value", ERROR, said("A value breaks a rule of its key."), said("Correct it as the message says.")),
        _of("missing-key", ERROR, said("A key that is required is absent."), said("Add it and its value.")),
        _of("not-a-choice", ERROR, said("A value is none of those that the key allows."), said("Write one of the allowed ones.")),
        _of("not-a-list", ERROR, said("A value must be a list."), said("Write `[a, b]`, or one - item per line.")),
        _of("not-a-mapping", ERROR, said("A value must be key: value pairs."), said("Write `{{key: value}}`.")),
        _of("not-text", ERROR, said("A value must be text."), said("Write it in quotes.")),
        _of("not-true-or-false", ERROR, said("A value must be true or false."), said("Write true or false, without quotes.")),
        _of("other-id", ERROR, said("A unit scheme has another id than its file."), said("Give both the same name.")),
        _of("text-too-long", ERROR, said("A text has more characters than its key allows."), said("Shorten it.")),
        _of("unknown-key", ERROR, said("A key is not known at this place."), said("Correct its name, or remove it.")),
        _of("wrong-form", ERROR, said("A value is not in the form that its key has."), said("Write it in that form.")),
        _of("wrong-length", ERROR, said("A list has too few or too many items."), said("Add or remove items.")),
    ),
    said("The tree, the weights and the rules of an edition"): (
        _of("aggregation-does-not-fit", ERROR, said("An aggregation does not fit the nodes below it."), said("Choose another aggregation, or change these nodes.")),
        _of("derived-too-late", ERROR, said("A step of preparation reads a column that is derived only later, or from itself, or is about all columns and stands above what derives one of them."), said("Put the step that derives it before, and give the column a name of its own.")),
        _of("duplicate-code", ERROR, said("A code stands twice, or two differ in case alone."), said("Give every node and view a code of its own.")),
        _of("left-out", ERROR, said("A formula, or a list of cases, names neither a child nor anything below it."), said("Name it, or write weight 0 where it is collected and not scored.")),
        _of("level-skipped", ERROR, said("The parent of an entry does not stand exactly one level above it."), said("Correct the levels.")),
        _of("mean-not-in-points", ERROR, said("A mean counts for points, and its parts are marked out of another number."), said("Write `out_of`: what the parts are marked out of.")),
        _of("mixed-column", ERROR, said("One column is read as numbers by one part of the edition and as texts by another."), said("Let each read a column of its own.")),
        _of("no-aggregation", ERROR, said("A node has children but no aggregation."), said("Write `aggregate` with one of the aggregations.")),
        _of("no-children", ERROR, said("Nothing lies below an aggregate."), said("Name it as the parent of another entry, or remove it.")),
        _of("no-meaning-here", ERROR, said("A key or a cell means nothing beside what else is said."), said("Take it out.")),
        _of("no-points", ERROR, said("A node has no maximum of points where points are added up."), said("Write `points`, or another form of publication.")),
        _of("no-root", ERROR, said("No entry is the index itself: the one without a parent."), said("Leave the parent of the index empty.")),
        _of("no-rule", ERROR, said("A node has neither a rule nor children, or a column without a rule."), said("Give it a rule, or children.")),
        _of("no-weight", ERROR, said("A node has no weight, while others beside it have."), said("Write its weight, or 0 to leave it unscored.")),
        _of("no-weights", ERROR, said("A node speaks of weights, but none of its children has one."), said("Give each child a weight, or write `weights: equal`.")),
        _of("not-an-aggregate", ERROR, said("A key belongs to nodes with children, and this one has none."), said("Take the key out, or give the node children.")),
        _of("not-an-indicator", ERROR, said("A key belongs to indicators, and this node has children."), said("Write the key at the indicators.")),
        _of("not-of-the-family", ERROR, said("The id of the edition does not begin with the name of its family."), said("Call the edition after its family, or name another one.")),
        _of("number-or-node", ERROR, said("A number of a formula is also the code of a node."), said("Write the code between backticks, or the number with one more decimal.")),
        _of("outcome-beyond-maximum", ERROR, said("A rule can give more than the maximum of its indicator, or less than 0."), said("Correct the scores of the rule.")),
        _of("periods-out-of-order", ERROR, said("The periods do not rise, or one stands twice."), said("Write each once, in their order.")),
        _of("points-do-not-sum", ERROR, said("Points do not sum to what they are said to sum to."), said("Correct one of them; nothing is rescaled in silence.")),
        _of("points-not-added", ERROR, said("A node has points, but its parent does not add up points."), said("Write `weight` here, or `aggregate: points` above.")),
        _of("rule-does-not-fit", ERROR, said("A rule reads texts where a number is given to it."), said("Use a rule that reads a number.")),
        _of("rule-gives-no-share", ERROR, said("An indicator has points, but its rule does not give a share of them."), said("Choose a rule that gives a share.")),
        _of("several-roots", ERROR, said("Several entries have no parent, and an index has one root."), said("Write the parents of the others.")),
        _of("unknown-denominator", ERROR, said("An indicator is divided by a column that is not listed as a denominator."), said("Correct its name, or list it.")),
        _of("unknown-node", ERROR, said("A node is named that does not exist there."), said("Correct its code.")),
        _of("unknown-parent", ERROR, said("A parent is named that is not there, or stands below its child."), said("Write the code of a node above it.")),
        _of("unknown-rule", ERROR, said("A rule is named that is not under `rules`."), said("Correct its name, or write the rule.")),
        _of("weight-and-points", ERROR, said("A weight is written where points are added up."), said("Write points instead, or take the weight out.")),
        _of("weights-all-zero", ERROR, said("Every weight below a node is 0."), said("Give at least one child a weight above 0.")),
        _of("weights-do-not-sum", ERROR, said("Weights do not sum to what their parent says."), said("Correct a weight, or write `weights: relative`; nothing is rescaled in silence.")),
        _of("weights-not-equal", ERROR, said("Weights are said to be equal, and the children have weights of their own."), said("Take them out, or write `weights: relative`.")),
        _of("weights-undeclared", ERROR, said("A node does not say what the weights of its children sum to."), said("Write their sum, or `weights: relative`.")),
        _of("worst-first", ERROR, said("The lowest score of an aggregation is the best, and the highest one would be ranked first."), said("Write `rank: {{order: ascending}}`, or turn the scores round under `then`.")),
    ),
}  # fmt: skip
"""What a weighting file or a unit scheme may be told of."""

OF_PROJECT_FILES: Groups = {
    said("A project file"): (
        _of("built-in-name", ERROR, said("A weighting file or unit scheme of a project has the name of a built-in one."), said("Choose another name.")),
        _of("contradicting-options", ERROR, said("Two declarations about a table contradict each other."), said("Take one of them out.")),
        _of("invalid-output", ERROR, said("An output asks for what no command makes, or for a file or a name that is not of the project."), said("Correct it; `dtiscore COMMAND --help` lists the options.")),
        _of("made-later", ERROR, said("An output is made from a file that it makes itself, or that a later one makes."), said("Put the output behind those that it is made from.")),
        _of("named-twice", ERROR, said("Two outputs have one name, or are written to one file."), said("Give each output a name and a file of its own.")),
        _of("outside-project", ERROR, said("A link leads out of the folder of the project."), said("Put the file itself below that folder.")),
    ),
}  # fmt: skip
"""What a project file may be told of, beside what is told of keys and values of weighting files."""

OF_EXPECTED_TABLES: Groups = {
    said("Scores held against a published table"): (
        _of("band-differs", ERROR, said("The band of a unit is not the one that is expected."), said("Correct the table that is scored, its edition, or the expected table.")),
        _of("rank-differs", ERROR, said("The rank of a unit is not the one that is expected."), said("Correct the table that is scored, its edition, or the expected table.")),
        _of("score-differs", ERROR, said("A score is not the one that is expected."), said("Correct the table that is scored, its edition, or the expected table; `--tolerance` says how far scores may be off.")),
        _of("unit-not-expected", ERROR, said("A unit was scored that the expected table lacks."), said("Add it to the expected table, or say `--partial`.")),
        _of("unit-not-scored", ERROR, said("A unit of the expected table was not scored."), said("Add it to the table that is scored, or take it out of the expected one.")),
    ),
}  # fmt: skip
"""How scores may differ from those of a published or committed table."""

OF_LOCKS: Groups = {
    said("A project held against its lock"): (
        _of("moved-data", ERROR, said("A table is not as it was when the outputs were made."), said("If that is meant, make them anew: `dtiscore run`.")),
        _of("moved-edition", ERROR, said("A weighting file or a built-in edition is not as it was when the outputs were made."), said("If that is meant, make them anew: `dtiscore run`.")),
        _of("moved-file", ERROR, said("Another file that outputs are made from is not as it was."), said("If that is meant, make them anew: `dtiscore run`.")),
        _of("moved-options", ERROR, said("The project asks for an output otherwise than when it was made."), said("Make it anew: `dtiscore run`.")),
        _of("moved-output", ERROR, said("An output is not what was made: somebody changed or removed it, or it has not been made yet."), said("Make it anew: `dtiscore run`.")),
        _of("moved-software", ERROR, said("An output comes out otherwise with the versions of dtiscore, Python and libraries that are installed."), said("Install those that the lock names, or make the outputs anew: `dtiscore run`.")),
    ),
}  # fmt: skip
"""What may have moved since the outputs of a project were made."""

OF_OUTPUTS: Groups = {
    said("Outputs of a project"): (
        _of("outdated-output", ERROR, said("An output would come out otherwise now, or has not been made."), said("Make it: `dtiscore run`.")),
    ),
}  # fmt: skip
"""What may be told of an output that is to be made."""

OF_OTHER_TABLES: Groups = {
    said("Weights that are derived, and bounds of changes"): (
        _of("bounds", ERROR, said("A table of bounds names no column in a row, or names one twice."), said("Name each column once.")),
        _of("inconsistent-comparisons", WARNING, said("The comparisons of one judge contradict each other more than is usually accepted."), said("Ask again.")),
        _of("invalid-comparison", ERROR, said("A comparison is no number above 0, or a thing compared with itself is not 1."), said("Write 1 for equal, up to 9, or 1/2 to 1/9.")),
        _of("not-reciprocal", ERROR, said("A comparison and the one back are not each other's reciprocal."), said("Correct one, or leave one empty.")),
        _of("not-standardised", WARNING, said("Weights of one factor were derived from indicators that vary unequally."), said("Standardise them, with the rule normal-score or z-score.")),
        _of("nothing-given", ERROR, said("A row gives no points at all."), said("Write the points of each child.")),
        _of("order-by-chance", WARNING, said("Two parts enter a distance alike, and their weights depend on which comes first."), said("Take another method, or more parts.")),
        _of("runs-against", WARNING, said("An indicator runs against the others, and is weighted as if it ran with them."), said("Check the direction of its rule.")),
        _of("targets-not-met", WARNING, said("No weights from 0 up give each indicator the importance that is wanted."), said("Change the target, or put the indicator into another node.")),
        _of("units-left-out", WARNING, said("Units without a score took no part."), said("Fill the gaps, or impute them in the weighting file.")),
        _of("yes-or-no", ERROR, said("A cell is neither yes nor no."), said("Write yes or no.")),
    ),
}  # fmt: skip
"""What tables of judgements and of bounds may be told of."""

_NOT_OF_READING = (said("Values and scores"), said("Tables that are read piece by piece"))

OF_READING = frozenset(
    each.code for about, codes in OF_TABLES.items() if about not in _NOT_OF_READING for each in codes
)
"""What may be otherwise once something is declared about how the table is read."""

PROBLEM_CODES: Groups = {
    **OF_TABLES,
    **OF_WEIGHTING_FILES,
    **OF_PROJECT_FILES,
    **OF_EXPECTED_TABLES,
    **OF_LOCKS,
    **OF_OUTPUTS,
    **OF_OTHER_TABLES,
}
"""All of them."""
