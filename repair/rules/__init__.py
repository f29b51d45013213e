"""Rules: their model, the library's loader, and running them over a template."""
