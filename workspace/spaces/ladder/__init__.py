"""The way of a concern: to whom it goes first, by when they answer, and to whom it goes then.

Organisers write the steps of their space, and for a body that has its own way, the steps of that body.
"""
