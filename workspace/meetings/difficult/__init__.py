"""Difficult conversations: an item that may be hard to talk about is prepared, and followed up.

It has a content note, more minutes, and a second facilitator who said yes. Everybody who is invited hears of it
beforehand. Each chooses privately whether somebody is in touch some days after: by a message, or by a call from an
organiser of their choice. Organisers see how many, and each whom they were asked to ring.
"""
