"""Editions of the notes: the one that everyone may read, those that a correction has replaced, and what changed.

What is published is never edited. A correction that is followed makes a new edition with a line that says what is
different; the older ones stay readable, by whoever may read the newest.
"""
