"""The JSON Schemas of what dtiscore reads and writes."""
