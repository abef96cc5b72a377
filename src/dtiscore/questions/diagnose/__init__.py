"""How sound an index is."""
