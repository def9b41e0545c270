"""A private word: what is hard to say in the room, for one person of the group to read, and to answer once.

Nobody else reads it: no organiser, no host, no mail. It is recorded that it was sent, without its words. It is no place
for emergencies: nobody watches it day and night, and each page of it says where to turn then.
"""
