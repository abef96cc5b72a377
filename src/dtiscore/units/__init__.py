"""Unit schemes: dated lists of units, exact matching of spellings, restating from list to list."""
