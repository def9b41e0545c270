"""What we heard: a line or two of what somebody said at an item, written by whoever takes notes and read back to them.

A line waits to be read back, is confirmed, or is corrected; a correction shows the speaker's words, and what was first
written stays beside them. Nobody is quoted by name in the notes before they have heard their line and said yes to it.
"""
