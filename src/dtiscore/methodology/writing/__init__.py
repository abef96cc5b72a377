"""Editions written as text: YAML, TOML, JSON and the flat table."""
