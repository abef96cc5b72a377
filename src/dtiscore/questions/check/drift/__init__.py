"""A project held against its lock: what moved, and which ranks moved for it."""
