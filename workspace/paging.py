"""The pages of a long list, counted from 1. An empty list has one page."""


def last_page(total: int, size: int) -> int:
    """Return the number of the last page of a list of `total` things, `size` on each."""
    return max(1, -(-total // size))


def nearest_page(page: int, total: int, size: int) -> int:
    """Return the page that was asked for, or, where there is none, the first or the last."""
    return min(max(1, page), last_page(total, size))
