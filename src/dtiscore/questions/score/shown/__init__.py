"""The ranked table for people and programs, with what must be said beside it."""
