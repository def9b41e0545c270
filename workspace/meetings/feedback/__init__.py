"""How was it? Three questions and a free line after a meeting, answered without a name.

An answer is added to sums at once and has no row of its own, so that nothing ties it to a person. Beside it is kept
only who has answered, and that goes when the time for answers is over. Sums are shown then, from five answers on.
"""
