"""The functions of dtiscore for Python: the verbs of the command line under the same names."""
