"""Patches: guarded operations, RFC 6902, their inverse, and transactions."""
