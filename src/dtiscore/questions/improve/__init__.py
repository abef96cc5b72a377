"""The cheapest way to a rank or a score."""
