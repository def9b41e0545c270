"""Editions of the notes: the one that everyone may read, those that a correction has replaced, and what changed."""
