"""A table recomputed and held against a published one."""
