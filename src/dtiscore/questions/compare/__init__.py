"""Two tables, periods or editions side by side."""
