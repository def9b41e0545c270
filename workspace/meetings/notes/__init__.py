"""Notes of a meeting, item by item, and its decisions. Draft until published; nothing that was typed is ever lost.

A note carries its version. Who saves over somebody else's newer words is shown both texts and chooses.
Names of invited people are kept as references, so that a changed name is right in every old note.
"""
