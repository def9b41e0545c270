"""Where a version of a charter is published: since when, by whom, in which languages, and whom to ask about it."""
