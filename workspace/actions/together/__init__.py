"""Bringing many actions up to date at once, after a meeting."""
