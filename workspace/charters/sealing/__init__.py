"""Sealing: what somebody signed can be shown later to be what it was, letter by letter.

The sealed text of a version is its words in one plain form. A receipt is that text with who signed it, sealed with the
installation's own key and tied to the record of what was done. Nothing here says that a signature binds in law.
"""
