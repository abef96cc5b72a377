"""The outcome of changes made in thought, as it is shown."""
