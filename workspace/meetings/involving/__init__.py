"""Who needs to be involved: asked while a meeting is planned, so that nobody is thought of too late.

Each line is a person, a role, a group or a body, how far they should shape what is decided, why, and when that was
first written. A line becomes an invitation in one press, and says since when they are invited. The list is for
organisers; in how many days the first people were invited stands on the meeting's page, for everybody.
"""
