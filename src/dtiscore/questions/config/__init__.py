"""``config``: every value in effect, and where it comes from."""
