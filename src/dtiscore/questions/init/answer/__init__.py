"""What a table tells of an index to begin with: criteria, their groups and rules, each to be confirmed."""
