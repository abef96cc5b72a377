"""The flat weighting file: a table with a row per node, read into the same document."""
