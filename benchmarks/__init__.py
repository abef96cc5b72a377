"""Benchmarks of dtiscore: ``python -m benchmarks`` runs them all and writes tables and growth curves."""
