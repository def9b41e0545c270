"""The offer: what a meeting asks of people, and what they get for it.

Time for reading and travel, until when, payment or thanks, expenses, replacement care. Everybody who is invited sees
it, accepts it, accepts it without the payment, declines it, or asks. Once people are invited an offer is never edited:
a new version takes its place, and everybody is asked again, with what changed. No bank details are ever kept.
"""
