"""What was sent to whom, about a meeting or between meetings, and how: the proof, for organisers and for each person.

What goes by mail is a message. What somebody gets by post, by phone or by text is a row here, which waits until
whoever did it says so.
"""
