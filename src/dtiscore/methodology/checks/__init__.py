"""What must be true of a weighting file beyond its schema, and how what is not true is told."""
