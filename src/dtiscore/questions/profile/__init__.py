"""What the leaders have in common."""
