"""Arrangements: what becomes of each need of each person who may come to a meeting.

A line is one need of one person. Its steps say who arranges it, that it was asked for, that it is arranged, or that it
cannot be done, because of what, and what there is instead; that it was there on the day; and, in the person's own
words, whether it worked. Steps are added, never edited. A line shows to whom its owner shows the need, and ends with
it.
"""
