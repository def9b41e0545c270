"""The end of a meeting: who and what was missed, and who said so; what becomes of each answer; a last word each.

An answer waits until it is a line to follow up, an invitation to the next meeting, an item of its agenda, or an action
that somebody said yes to. “Nobody” and “nothing” are answers too, and nothing has to come of them.
"""
