"""Who was there, item by item: from the start or later, to the end or not, in the room, online or by phone; and who
has an interest of their own in an item.

Written down by whoever takes the notes or chairs the meeting; an interest also by the person who has it.
"""
