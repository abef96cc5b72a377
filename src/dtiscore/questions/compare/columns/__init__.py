"""Two columns of one table side by side."""
