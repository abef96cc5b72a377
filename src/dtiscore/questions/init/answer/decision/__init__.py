"""What the sheet of a decision says of an index: its groups, indicators, maxima and weights; faults name cells."""
