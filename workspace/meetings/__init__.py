"""Meetings: planned with a purpose, run so that everybody is introduced and heard, and followed by notes.

A meeting is planned, then happening, then closed; or cancelled. Its notes are a draft until they are published.
`agenda` is what is on it, `invitations` who is asked and what they answer, `notes` what was written and decided.
"""
