"""Any picture of any question, drawn by one command."""
