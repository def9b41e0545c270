"""Searching what was written down at meetings: the notes and decisions that the reader may read.

What is searched is a copy of published words, made ready for searching (an entry); what is shown is the text itself.
"""
