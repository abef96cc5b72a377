"""Tables larger than memory: generated, scored by dtiscore, and by hand in polars and DuckDB."""
