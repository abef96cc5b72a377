"""What two states differ in: the cells of a table, an edition, and the ranks that moved for it."""
