"""What pictures of answers share: how they look, what they say, and how they are saved."""
