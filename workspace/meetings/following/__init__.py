"""Following a meeting while it happens: where it is, what was decided, whose turn it is, on anybody's own screen.

A follower's page asks every few seconds if the number of the room has grown. Nearly always it has not: one query, and
an empty answer. When it has, what everybody sees is rendered once and handed to all; what is the reader's own is small.
"""
