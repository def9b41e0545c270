"""How a server keeps little memory: when Python looks for garbage, and what is given back to the machine.

Imported first of all, by the package itself: the collector went hundreds of times through a program that keeps all it
makes, which took a sixth of the time that a server needs to start.
"""

import ctypes
import gc
import inspect
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

WHILE_READING = (1_000_000, 10, 10)  # new objects until it looks again: none while a server starts, which holds 200,000
WHILE_SERVING = (700, 5, 1)  # as Python does, but for twice as many middle ones, each with a whole one

MOST_HEAPS = -8  # M_ARENA_MAX of glibc's malloc.h
LOOK = 2.0  # seconds between two looks whether there is something to give back
BURST = 0.5  # seconds of work, after which there is

gc.set_threshold(*WHILE_READING)


class _Asyncio(ModuleType):
    """Stands for asyncio until somebody uses more of it than SQLAlchemy does to get ready: a sixtieth of what a server
    may take, for what none of our requests does."""

    iscoroutine = staticmethod(inspect.iscoroutine)

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get("asyncio") is self:
            del sys.modules["asyncio"]
        return getattr(import_module("asyncio"), name)


if "asyncio" not in sys.modules:
    sys.modules["asyncio"] = _Asyncio("asyncio")

# What libraries bring along and nothing here uses: a client for tests, with Python's debugger, and puzzles that no form
# of ours asks.
UNUSED = {
    "flask_login.test_client": ("FlaskLoginClient",),
    "flask_wtf.recaptcha": ("Recaptcha", "RecaptchaField", "RecaptchaWidget"),
}
for _name, _parts in UNUSED.items():
    if _name not in sys.modules:
        sys.modules[_name] = ModuleType(_name)
        vars(sys.modules[_name]).update(dict.fromkeys(_parts))


def set_aside_what_stays() -> None:
    """Have the collector look at what pages left behind, and no more at the program itself. It waits until that has
    grown by a quarter of all there is: beside a whole program, the leavings of thousands of pages are not a quarter."""
    gc.freeze()
    gc.set_threshold(*WHILE_SERVING)


def share_one_heap() -> None:
    """Have all threads share one heap. The C library of most Linux gives each thread its own, which it never empties:
    a server of 16 threads grows by a sixth, for nothing, as one thread of Python runs at a time."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(MOST_HEAPS, 1)


def give_back_after_bursts() -> None:
    """Give memory that a burst of work has used back to the machine, from a thread that ends with the process.

    The C library of most Linux keeps it otherwise. Elsewhere nothing is done.
    """
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        threading.Thread(target=_give_back, args=(trim,), daemon=True, name="memory").start()


def _give_back(trim: Callable[[int], int]) -> None:
    given = 0.0
    while True:
        time.sleep(LOOK)
        if (used := time.process_time()) - given >= BURST:
            gc.collect()
            trim(0)
            given = used
