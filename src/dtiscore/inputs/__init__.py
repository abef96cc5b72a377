"""What a question is asked of: tables that were read, the editions that govern them, and their scorecards."""
