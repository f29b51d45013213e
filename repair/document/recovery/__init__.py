"""Reading a text that does not parse as it was meant: what to change so that it does."""
