"""Editions for people and programs: what they say, how they differ, how weights were derived."""
