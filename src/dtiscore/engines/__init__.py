"""The same scoring over tables that are larger than memory."""
