"""The engine: detect, plan, apply, again, and the gate before anything leaves."""
