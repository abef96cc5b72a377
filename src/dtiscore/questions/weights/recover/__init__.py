"""The weights that published results allow."""
