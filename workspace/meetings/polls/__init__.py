"""Asking people when they can come, before a meeting has a date.

A poll is open until its closing day, or until an organiser closes it; while it is open nobody sees how people answered.
Then the numbers are shown, never the names, and an organiser chooses a date, which becomes a planned meeting.
"""
