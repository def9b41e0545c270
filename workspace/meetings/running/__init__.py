"""Running a meeting: introductions in turn, then item by item, then who and what was missed, then closing."""
