"""Time stamps: a clock that is not this installation's says that a receipt was there at a time (RFC 3161).

The host chooses an authority by a setting; without one nothing here is used. The authority gets the SHA-256 of a
receipt and never a word of it. What it answers is kept as it came, so that other programs can check it as well.
"""
