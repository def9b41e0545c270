"""The group agreement: how the people of a space want to treat each other, in their own words.

Anybody of the group may change it. Every version is kept, with who made it, when and why; people accept one version.
"""
