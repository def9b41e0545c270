"""Coming to a meeting: what to expect on the day, on one page, and the same on paper for people reached by post."""
