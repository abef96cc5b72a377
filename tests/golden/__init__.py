"""What the program prints, as hashes: a change of the code that is to change nothing shows what it changed."""
