"""Plans to improve, for people and programs."""
