"""One unit and one cell explained, for people and programs."""
