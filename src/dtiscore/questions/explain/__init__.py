"""Where one unit stands, and why."""
