"""Running a meeting: introductions in turn, then item by item."""
