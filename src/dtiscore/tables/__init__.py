"""From bytes to a checked, typed table: texts, workbooks, Parquet, number grammar, layouts and row checks."""
