"""What a member can offer a group, in their own words: never required, and taken away as easily as it is written.

Organisers see it when they invite people, and on the member's own page. Nobody else does.
"""
