"""Many pairs of templates together: what their generator keeps getting wrong, and whether it improves."""
