"""Bringing in an action log that a group kept elsewhere: a table is read, its columns are matched, each row is looked
at and mended, and only then its actions are kept. Nobody owns an action without their yes, brought in or not.
"""
