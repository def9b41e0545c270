"""One test of many small things alike: a test for each would take longer to begin and to report than to do."""

from collections.abc import Callable, Sequence
from typing import Any


def of_each(
    things: Sequence[Any], named: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make one test of a function that looks at one thing: it looks at all of them, and names each that is wrong."""
    assert things, "nothing to look at"

    def made_of(look: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for thing in things:
                try:
                    look(*thing) if isinstance(thing, tuple) else look(thing)
                except AssertionError as error:
                    wrong.append(f"{named(thing)}: {error}")
            assert not wrong, "\n".join(wrong)

        test.__name__, test.__doc__ = look.__name__, look.__doc__
        return test

    return made_of
