"""The command: one small module a subcommand, a thin skin on the public API."""
