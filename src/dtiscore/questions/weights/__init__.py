"""Weighting files."""
