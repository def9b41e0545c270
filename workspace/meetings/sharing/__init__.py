"""Who may read what a meeting wrote down: the people invited, all members of the space, or everyone.

A meeting has a level, for what belongs to no item; each item has one; a note or a decision may be kept closer than its
item, and never travels further. An action is shared as its item.
"""
