"""Suggestions: what somebody who is invited would like on the agenda, and what became of it.

A suggestion waits, then is on an agenda, kept for next time, or not for here, with the reason. None goes unanswered:
one that waits, or was taken off an agenda again, is shown to the organisers until somebody answers it.
"""
