"""A table with other values, weights or rules."""
