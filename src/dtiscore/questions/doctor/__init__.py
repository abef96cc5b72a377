"""How a table can be read."""
