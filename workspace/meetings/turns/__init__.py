"""Turns and cards in a meeting: who wants to speak, who speaks, round the room; stop, slow down, agree, and a pause.

A hand and a card live for minutes. They are not in the record of what was done, which is kept for ever, and a card
that is put away leaves nothing behind.
"""
