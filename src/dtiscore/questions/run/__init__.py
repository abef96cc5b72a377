"""``run``: every output that a project names."""
