"""The mix of people: whom a meeting hopes for, in the group's own words, and who is coming.

The group writes the mix once; each meeting begins with it and may hope for another. A person's kind is what they are in
the group, or whom they speak for. Supporters and interpreters are no voice and are not counted. A count under five is
never shown, and neither is one from which it could be worked out.
"""
