"""Rankings that dtiscore wrote, as tables."""
