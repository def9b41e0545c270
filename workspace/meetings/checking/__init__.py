"""Checking the notes: sent to those who were there, with a day; corrections asked and answered one by one; agreed.

A correction waits, then the notes are changed for it, or they are not, with a reason. Notes are agreed at a meeting, or
by silence once their day is over and no correction waits. What is agreed is published, and does not change any more.
"""
