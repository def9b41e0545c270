"""Spaces: a forum, panel or partnership, its people and their roles, its own words, and who to contact.

Roles: organiser, note taker, member. A guest of one meeting is not a member. People of one space never see another's.
"""
