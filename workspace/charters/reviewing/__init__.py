"""A charter is looked at again: on a day, by named people, who say that it stays or begin the next version."""
