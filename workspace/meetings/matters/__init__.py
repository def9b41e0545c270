"""Matters arising: what earlier meetings left open, shown by itself where the next agenda is made.

Actions that are not done, what was parked and is due, suggestions that wait, questions without
an answer, what was missed. Each becomes
an item with one button, or all stand in one item whose list is always as things are now.
"""
