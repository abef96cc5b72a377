"""The only reader and writer of files; every ``OSError`` becomes words here that say which file and what to do."""
