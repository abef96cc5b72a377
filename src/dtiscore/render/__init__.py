"""Results as people and programs read them: tables, CSV, JSON, Markdown, HTML and workbooks."""
