"""Two tables compared, for people and programs: how units moved, and what moved their scores and ranks."""
