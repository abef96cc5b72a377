"""How a report is shown: sections of sentences and tables, figures of each unit for the script, weights to play with."""
