"""Weights from judgements or data."""
