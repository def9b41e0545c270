"""Whether a group keeps what it says it will do: a few numbers, each with what it means, and none that rests on fewer
than five.
"""
