"""Many periods."""
