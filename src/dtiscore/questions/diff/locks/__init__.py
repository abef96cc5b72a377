"""Two locks of a project, compared."""
