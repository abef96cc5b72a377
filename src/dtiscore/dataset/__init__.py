"""From text cells to a checked, typed table: number grammar, layouts and row checks."""
