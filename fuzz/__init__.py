"""Long experiments on the reliability of dtiscore, each a command: ``python -m fuzz --help``.

The tests hold a sample of every experiment; here they run at any length. Run from the top of the repository.
"""
