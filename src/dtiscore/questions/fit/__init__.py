"""What an edition learns from a table."""
