"""A table checked."""
