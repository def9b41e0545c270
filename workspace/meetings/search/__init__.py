"""Searching meetings: the notes and decisions that were written down, and the papers, that the reader may read.

What is searched is a copy of their words, made ready for searching (an entry); what is shown is the text itself.
"""
