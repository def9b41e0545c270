"""Adopting a charter of another group: its words are shown as they are in force, beside who answers here and the way of
a concern of this group. Nothing is copied, and nothing is read of the other group but what everybody may read."""
