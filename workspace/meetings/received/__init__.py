"""Mail that people send back: an answer given in their calendar counts, and their words are kept for the organisers.

Mail addresses can be forged, so each message that we send, and each calendar entry, carries a mark that only we can
make. Mail without such a mark is refused.
"""
