"""A weighting file and a project to start from."""
