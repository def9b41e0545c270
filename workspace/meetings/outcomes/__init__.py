"""What else comes of an item, beside decisions and actions: something parked, or a question with its answer.

A parked thing comes back at the next meeting or after a day, brought by somebody. A question is answered, its answer
is coming by a day, or it cannot be answered, because. It is never only noted.
"""
