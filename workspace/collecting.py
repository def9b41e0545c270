"""When Python looks for garbage: hardly while the program is read, then at what pages left behind.

Imported first of all, by the package itself: the collector went hundreds of times through a program that keeps all it
makes, which took a sixth of the time that a server needs to start.
"""

import gc

WHILE_READING = (100_000, 10, 10)  # new objects until it looks again; a server that has started holds 200,000
WHILE_SERVING = (700, 10, 3)  # as Python does, but for a whole collection after 3 of the middle ones, not 10

gc.set_threshold(*WHILE_READING)


def set_aside_what_stays() -> None:
    """Have the collector look at what pages left behind, and no more at the program itself. It waits until that has
    grown by a quarter of all there is: beside a whole program, the leavings of thousands of pages are not a quarter."""
    gc.freeze()
    gc.set_threshold(*WHILE_SERVING)
