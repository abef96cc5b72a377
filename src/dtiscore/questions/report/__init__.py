"""The question ``report``: one page to hand over, made of what the other questions answer."""
