"""The units by one indicator."""
