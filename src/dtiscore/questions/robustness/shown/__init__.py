"""How firm ranks are, for people and programs."""
