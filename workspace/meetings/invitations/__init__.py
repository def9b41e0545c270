"""Invitations: who is asked to a meeting, what they answer, what they need this time, and their introduction.

An answer is: in person, online, by phone, apologies, not sure; none until the person gives one. Reasons are not asked.
"""
