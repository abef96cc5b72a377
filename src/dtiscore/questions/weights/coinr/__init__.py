"""Indices of the R package COINr, as editions and tables."""
