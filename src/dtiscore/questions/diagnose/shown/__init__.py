"""The statistical audit of an index, for people and programs."""
