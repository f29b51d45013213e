"""What a team says in files: its configuration, and the baseline of what is known."""
