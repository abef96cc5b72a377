"""Delimited text, CSV and its kin, as tables of text."""
