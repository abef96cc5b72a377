"""The questions that are asked of a table, each in a folder under the name of its command."""
