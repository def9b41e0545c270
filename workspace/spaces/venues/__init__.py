"""Venues: the places where a space meets, what getting in and being there is like, and who looked last.

What nobody has looked at is said to be not known. A venue in use cannot be deleted, only retired.
"""
