"""Looks at a file that may have been refused and says what could be declared about it; it decides nothing."""
