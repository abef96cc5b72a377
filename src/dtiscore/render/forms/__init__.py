"""The forms of a result for programs and pages: delimited text, JSON, Markdown, web pages, workbooks, Parquet."""
