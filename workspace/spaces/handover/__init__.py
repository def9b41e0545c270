"""Changes of the people whom a group turns to, and the handover that goes with each.

When a contact, an organiser or a note taker changes, the change stands in a log that every member reads, and waits
there for a note: why, if that may be told, who comes next, and who looks after what was in hand. Once it is written,
every member is told. No step is silent, and none is written twice.
"""
