"""The page of a report: templates, style and script, and how they become one file that needs nothing else."""
