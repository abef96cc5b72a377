"""Samples to try things on, laid into a folder."""
