"""Actions that leave the workspace: a file of the list, a page to print, and a private address for calendars.

A file holds what its reader may read on the list, and no more.
"""
