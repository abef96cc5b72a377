"""From an Excel file to a ranking: tables as offices in Vietnam make them, read by what the tool itself proposes."""
