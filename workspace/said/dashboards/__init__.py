"""What a dashboard outside the group may read of it, by a key that an organiser gives out: no more than what is shared
with everyone, no names of people, and no number that rests on fewer than five. openapi.json describes the addresses.
"""
