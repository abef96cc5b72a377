"""What is made of a pair of tables of COINr: an edition and its table, or every fault of the pair."""
