"""Lists of units."""
