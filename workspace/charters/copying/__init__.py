"""Beginning a charter with the words of another: it keeps whose they were, and a page says what changed since."""
